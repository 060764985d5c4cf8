"""Where projects lie that nobody has named yet: in the data folder, as safe as any."""

from __future__ import annotations

from pathlib import Path

from studio.folders import data_folder
from studio.project.schema import SUFFIX


def unnamed_folder() -> Path:
    return data_folder() / "unnamed"


def is_unnamed(path: Path) -> bool:
    return path.parent.resolve() == unnamed_folder().resolve()


def unnamed_projects() -> tuple[Path, ...]:
    """Projects that were written and never named, the latest first."""
    found = unnamed_folder().glob(f"*{SUFFIX}")
    return tuple(sorted(found, key=lambda path: path.stat().st_mtime_ns, reverse=True))
