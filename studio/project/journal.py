"""The journal that a crash leaves beside a project: rolled back if it belongs there, else put aside.

SQLite rolls back whatever lies there under the right name. A journal of another file, or of an older
state that a program for synchronising brought back, would break the project; so it is tried on a
copy first. A journal is never deleted by us.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from studio.errors import StorageError
from studio.identity import new_id
from studio.project.schema import refuse_others
from studio.project.store import Damaged, open_to_read, open_to_write
from studio.sentences import Message, sentence

_MAGIC = bytes.fromhex("d9d505f920a163d7")
_HEADER_BYTES = 28
_PROJECT = slice(60, 64)
"""The number by which a file is told from others, see `schema.stamp`."""

_put_aside = sentence(
    "journal.put-aside",
    "A journal beside {path} did not belong to it and was put aside as {aside}. The project is as it"
    " was last saved.",
)
_broken = sentence(
    "journal.broken",
    "{path} was being written to when something went wrong, and cannot be brought back by itself."
    " Salvage it into a new project; the file itself is kept.",
)


def journal_of(project: Path) -> Path:
    return project.with_name(project.name + "-journal")


def has_journal(project: Path) -> bool:
    """Whether a crash has left something to be rolled back."""
    try:
        with journal_of(project).open("rb") as file:
            return file.read(8) == _MAGIC
    except OSError:
        return False


def settle(project: Path) -> Message | None:
    """Roll back what was begun and never finished; tells what to say when that was not possible.

    Only for whoever holds the project's lock. Raises Damaged when the file is broken either way.
    """
    with tempfile.TemporaryDirectory(prefix="dialogue-studio-") as folder:
        copy = Path(folder, project.name)
        shutil.copyfile(project, copy)
        if _belongs(project):
            shutil.copyfile(journal_of(project), journal_of(copy))
            if _is_sound_after_rollback(copy):
                open_to_write(project).close()
                return None
            journal_of(copy).unlink(missing_ok=True)
            shutil.copyfile(project, copy)
        if not _is_sound_after_rollback(copy):
            raise Damaged(_broken(path=project))
    aside = journal_of(project).with_suffix(f".journal-put-aside-{new_id()}")
    os.replace(journal_of(project), aside)
    return _put_aside(path=project, aside=aside.name)


def settled_copy(project: Path, folder: Path) -> Path:
    """A copy in `folder` as it is after the rollback, for whoever may not write to the project."""
    copy = folder / project.name
    shutil.copyfile(project, copy)
    if _belongs(project):
        shutil.copyfile(journal_of(project), journal_of(copy))
        if _is_sound_after_rollback(copy):
            return copy
        journal_of(copy).unlink(missing_ok=True)
        shutil.copyfile(project, copy)
    return copy


def _belongs(project: Path) -> bool:
    """Whether the journal is of this file, begun in the state it has or in the one just before.

    The first thing in a journal of ours is the first page as it was; see `Database.transaction`.
    """
    with journal_of(project).open("rb") as journal, project.open("rb") as file:
        header = journal.read(_HEADER_BYTES)
        sector, page_size = (int.from_bytes(header[at : at + 4], "big") for at in (20, 24))
        if not 32 <= sector <= 65536:
            return False
        journal.seek(sector)
        before, now = journal.read(4 + 100), file.read(100)
        if len(before) < 4 + 100:
            # Nothing was written to the file yet.
            return True
        then = before[4:]
        return (
            int.from_bytes(before[:4], "big") == 1
            and page_size in (_page_size(now), _page_size(then))
            and then[_PROJECT] == now[_PROJECT]
            and _counter(now) - _counter(then) in (0, 1)
        )


def _page_size(first_page: bytes) -> int:
    size = int.from_bytes(first_page[16:18], "big")
    return 65536 if size == 1 else size


def _counter(first_page: bytes) -> int:
    """How often the file was changed."""
    return int.from_bytes(first_page[24:28], "big")


def _is_sound_after_rollback(copy: Path) -> bool:
    try:
        open_to_write(copy).close()
        refuse_others(copy)
        database = open_to_read(copy)
        try:
            return bool(database.rows("PRAGMA integrity_check(1)") == [("ok",)])
        finally:
            database.close()
    except StorageError:
        return False
