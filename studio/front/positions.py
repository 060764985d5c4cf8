"""Where the playhead stood in each project when it was last at rest, so that work goes on there.

In the data folder and not in the project: having listened to a piece is no change of it. Losing this
costs nothing but convenience.
"""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

from studio.atomic_file import write_atomically
from studio.errors import StorageError
from studio.folders import data_folder, make_folder

_MOST_PROJECTS = 100

_log = logging.getLogger(__name__)


def position_in(path: Path) -> int:
    """The frame; 0 where nobody knows."""
    return _read().get(_name(path), 0)


def keep_position(path: Path, frame: int) -> None:
    positions = _read()
    if positions.get(_name(path), 0) == frame:
        return
    positions.pop(_name(path), None)
    positions[_name(path)] = frame
    latest = dict(list(positions.items())[-_MOST_PROJECTS:])
    try:
        make_folder(_file().parent)
        write_atomically(_file(), json.dumps(latest).encode("ascii"))
    except StorageError as error:
        _log.info("where the playhead stood could not be written down: %s", error)


def _file() -> Path:
    return data_folder() / "positions.json"


def _name(path: Path) -> str:
    return os.path.abspath(path)


def _read() -> dict[str, int]:
    try:
        found = json.loads(_file().read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: at for name, at in found.items() if type(at) is int and 0 <= at < 1 << 50}
