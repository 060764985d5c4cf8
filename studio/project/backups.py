"""Rolling backups: ordinary projects in the data folder, few enough to be no burden.

When one is due, and which go; the copying is that of `copies`. A backup bears the time of change of
the project it was made of, so that it can be told whether anything has changed since.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from studio.document.values import Document
from studio.folders import data_folder, make_folder
from studio.project.copies import copy_light, copy_whole
from studio.project.schema import SUFFIX
from studio.project.store import Database, size_of

MOST = 10
SHARE_OF_FREE = 0.1
HOURLY_SECONDS = 3600.0
LIGHT_ABOVE_BYTES = 1_000_000_000
"""A project above this size is backed up without most of its sound."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of a project as it was; open it like any other."""

    path: Path
    at: str
    size_bytes: int


def folder_of(project_id: str) -> Path:
    # The id comes out of a file, so it is no path until it is known to be a plain name.
    name = "".join(filter(str.isalnum, project_id)) or "unknown"
    return data_folder() / "backups" / name[:64]


def backups_of(project_id: str) -> tuple[Backup, ...]:
    """The latest first."""
    found = []
    for path in sorted(folder_of(project_id).glob(f"*{SUFFIX}"), reverse=True):
        try:
            found.append(Backup(path, path.stem, path.stat().st_size))
        except OSError:
            continue
    return tuple(found)


def is_changed(project: Path, project_id: str) -> bool:
    """Whether the project is another than when it was last backed up."""
    latest = backups_of(project_id)[:1]
    try:
        return not latest or latest[0].path.stat().st_mtime_ns != project.stat().st_mtime_ns
    except OSError:
        return True


def make_backup(
    database: Database,
    document: Document,
    project_id: str,
    now: datetime,
    let_pass: Callable[[], None],
) -> Path | None:
    """Copy the project, whose file has `document`, and let the oldest copies go; None when there is
    no room for one."""
    folder = make_folder(folder_of(project_id))
    path = _free_name(folder, now)
    room = _room(folder, project_id)
    now_there = database.path.stat()
    size, changed = now_there.st_size, now_there.st_mtime_ns
    if size <= min(room, LIGHT_ABOVE_BYTES):
        copy_whole(database, path, let_pass)
    elif _size_without_sound(database) <= room:
        sound = min(room, LIGHT_ABOVE_BYTES) - _size_without_sound(database)
        copy_light(database, document, path, sound, let_pass)
    else:
        return None
    os.utime(path, ns=(changed, changed))
    _let_go(project_id, room)
    return path


def _free_name(folder: Path, now: datetime) -> Path:
    while (path := folder / f"{now.strftime('%Y-%m-%d %H.%M.%S')}{SUFFIX}").exists():
        now += timedelta(seconds=1)
    return path


def _room(folder: Path, project_id: str) -> int:
    taken = sum(backup.size_bytes for backup in backups_of(project_id))
    return int((shutil.disk_usage(folder).free + taken) * SHARE_OF_FREE)


def _let_go(project_id: str, room: int) -> None:
    for number, backup in enumerate(backups_of(project_id), start=1):
        room -= backup.size_bytes
        if number > MOST or (room < 0 and number > 1):
            backup.path.unlink(missing_ok=True)


def _size_without_sound(database: Database) -> int:
    (sound,) = database.row("SELECT coalesce(sum(samples_count), 0) * 2 FROM takes")
    (others,) = database.row("SELECT coalesce(sum(size), 0) FROM sounds")
    return int(max(0, size_of(database.path) - sound - others))
