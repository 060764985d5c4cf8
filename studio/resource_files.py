"""Where the files that ship with the program lie: in a checkout, an installed wheel or a bundle."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource_file(name: str) -> Path:
    """The file or folder `name` (slashes between parts) below `resources/`."""
    shipped = _PACKAGE / "_resources"
    root = shipped if shipped.is_dir() else _PACKAGE.parent / "resources"
    return root / name
