"""Whether there is room for an export, and folders to put it into: asked before anything is written."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from studio.atomic_file import cannot_write, check_replaceable
from studio.errors import StorageError
from studio.export.plan import PlannedFile
from studio.sentences import sentence

_SPARE_BYTES = 4_000_000
_MEGABYTE = 1_000_000

_no_room = sentence(
    "export.no-room",
    "There is no room for the export in {folder}: it needs about {needed:.0f} MB, and {free:.0f} MB are"
    " free. Free some space there or choose another folder.",
)


def make_room(files: Iterable[PlannedFile]) -> None:
    """Make the folders, and raise StorageError where a file could not be put into its own."""
    by_folder: dict[Path, list[PlannedFile]] = {}
    for file in files:
        by_folder.setdefault(file.path.absolute().parent, []).append(file)
    for folder, inside in by_folder.items():
        parent = folder if folder.exists() else _nearest(folder)
        needed = sum(file.bytes for file in inside) + _SPARE_BYTES
        try:
            free = shutil.disk_usage(parent).free
        except OSError as error:
            raise cannot_write(inside[0].path, error) from error
        if free < needed:
            raise StorageError(
                _no_room(folder=folder, needed=needed / _MEGABYTE, free=free / _MEGABYTE)
            )
        check_replaceable(inside[0].path)


def make_folders(files: Iterable[PlannedFile]) -> None:
    """Of files below a folder that was chosen; where a single file goes, the folder must be there."""
    for file in files:
        if file.kind in ("line", "stem"):
            try:
                file.path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise cannot_write(file.path, error) from error


def _nearest(folder: Path) -> Path:
    return next((each for each in folder.parents if each.exists()), folder)


def check_places(paths: Iterable[Path]) -> None:
    """Raise now, before anything is spoken, what writing there would raise."""
    for path in paths:
        check_replaceable(path)
