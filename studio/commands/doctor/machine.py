"""The checks that only look: versions, folders, free space. None of them loads foreign code."""

from __future__ import annotations

import importlib.util
import platform
import shutil
import sys
import tempfile
from importlib import metadata
from pathlib import Path

from studio import __version__
from studio.commands.doctor.check import Check, State
from studio.errors import StorageError
from studio.folders import (
    HOME_VARIABLE,
    cache_folder,
    data_folder,
    log_folder,
    make_folder,
    settings_folder,
)
from studio.project.store import sqlite_version

_QT = "PySide6-Essentials"

_SPARE_BYTES = 500_000_000
"""Below this nothing is asked of a paid service any more."""


def program() -> Check:
    python = platform.python_version()
    system = platform.platform(terse=True)
    return Check(
        "program",
        State.FINE,
        f"Dialogue Studio {__version__}, Python {python}, {system}",
        facts={"version": __version__, "python": python, "system": system, "path": sys.executable},
    )


def window_library() -> Check:
    """Qt, by what the installer wrote down: it is not loaded."""
    if importlib.util.find_spec("PySide6") is None:
        return Check(
            "qt",
            State.BROKEN,
            "not installed",
            f"Install Dialogue Studio again, or {_QT} beside it; without it there is no window.",
            {"version": None},
        )
    try:
        version = metadata.version(_QT)
    except metadata.PackageNotFoundError:
        return Check("qt", State.FINE, "Qt, version not written down", facts={"version": None})
    facts = {"version": version}
    if sys.version_info < (3, 12) and _numbers(version) >= (6, 12):
        return Check(
            "qt",
            State.BROKEN,
            f"Qt {version}, which ends this version of Python after some minutes of use",
            f"Install {_QT} 6.11, or Dialogue Studio with Python 3.12 or newer.",
            facts,
        )
    return Check("qt", State.FINE, f"Qt {version}", facts=facts)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def database() -> Check:
    version = sqlite_version()
    text = ".".join(map(str, version))
    faulty = has_wal_reset_fault(version)
    note = ", with a fault in a mode that projects do not use (WAL)" if faulty else ""
    return Check(
        "sqlite",
        State.FINE,
        f"SQLite {text}{note}",
        facts={"version": text, "has_wal_reset_fault": faulty},
    )


def has_wal_reset_fault(version: tuple[int, int, int]) -> bool:
    """Whether two connections to one file in WAL mode may lose what was committed.

    SQLite 3.7.0 to 3.51.2 do; the repair was also brought to 3.44.6 and 3.50.7.
    """
    repaired = version >= (3, 51, 3) or any(
        version[:2] == (3, minor) and version[2] >= patch for minor, patch in ((44, 6), (50, 7))
    )
    return version >= (3, 7, 0) and not repaired


def folders() -> Check:
    """Each folder is written to, because permissions alone do not tell of a read-only disk."""
    kinds = {
        "data": data_folder(),
        "settings": settings_folder(),
        "log": log_folder(),
        "cache": cache_folder(),
    }
    closed = [kind for kind, folder in kinds.items() if not _is_writable(folder)]
    found = "\n".join(f"{kind:8}  {folder}" for kind, folder in kinds.items())
    facts = {kind: str(folder) for kind, folder in kinds.items()}
    if not closed:
        return Check("folders", State.FINE, found, facts=facts)
    essential = {"data", "settings"} & set(closed)
    return Check(
        "folders",
        State.BROKEN if essential else State.LIMITED,
        f"{found}\nnothing can be written to {', '.join(closed)}",
        f"Make the folder writable, or let {HOME_VARIABLE} name one you may write to.",
        {**facts, "not_writable": closed},
    )


def disk() -> Check:
    """Free space where takes are kept and where an export without a folder would go."""
    places = {"data": data_folder(), "current": Path.cwd()}
    free = {name: _free_bytes(folder) for name, folder in places.items()}
    found = ", ".join(
        f"{_size(free[name])} free for {what}"
        for name, what in (("data", "data"), ("current", "the current folder"))
    )
    facts = {f"{name}_free_bytes": count for name, count in free.items()}
    if all(count is not None and count >= _SPARE_BYTES for count in free.values()):
        return Check("disk", State.FINE, found, facts=facts)
    return Check(
        "disk",
        State.LIMITED,
        found,
        f"Free some space: below {_size(_SPARE_BYTES)} no paid voices are asked for.",
        facts,
    )


def _is_writable(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=make_folder(folder)):
            return True
    except (StorageError, OSError):
        return False


def _free_bytes(folder: Path) -> int | None:
    there = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    try:
        return shutil.disk_usage(there).free
    except OSError:
        return None


def _size(count: int | None) -> str:
    if count is None:
        return "an unknown amount"
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"
