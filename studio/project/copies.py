"""Copies of a project: whole, or without most of its sound. Each appears complete or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

from studio.atomic_file import replacement
from studio.document.values import Document
from studio.identity import new_id
from studio.project.document_codec import to_json
from studio.project.document_rows import write_whole_document
from studio.project.schema import TABLES, create_tables, stamp
from studio.project.store import Database, open_to_fill
from studio.project.take_rows import take_rows
from studio.takes.recipe import TakeKey

PROJECT_ID = "project.id"
_DOCUMENT = ("speakers", "items", "parts")
_HEAVY = ("takes", "take_samples", "partial_takes", "partial_samples", "sounds", "sound_parts")
_ROWS_AT_ONCE = 200
_GLANCE_SECONDS = 0.005


def copy_whole(
    database: Database,
    path: Path,
    let_pass: Callable[[], None],
    prepare: Callable[[], Callable[[Database], object]] = lambda: lambda _: None,
    meanwhile: Callable[[], None] | None = None,
) -> None:
    """Everything, in a project of its own. `prepare` is asked as soon as all is copied, before others
    write again; what it answers has the last word in the copy, in another thread.

    `meanwhile` is called instead of `let_pass` while the finished copy goes to the disk: what others
    write then is no more in the copy.
    """
    with replacement(path) as unfinished:
        database.copy_to(unfinished, let_pass)
        finish = prepare()
        _aside(lambda: _finish(unfinished, finish), meanwhile or let_pass)


def copy_light(
    database: Database,
    document: Document,
    path: Path,
    sound_bytes: int,
    let_pass: Callable[[], None],
) -> None:
    """`document`, which is what the file has, and all else but sound, and of that the newest paid Takes as far as `sound_bytes` goes."""
    chosen = _newest_paid(database, sound_bytes)
    with replacement(path) as unfinished:
        copy = open_to_fill(unfinished)
        try:
            with copy.transaction():
                create_tables(copy)
                write_whole_document(copy, document, let_pass)
                for table in TABLES:
                    if table not in (*_HEAVY, *_DOCUMENT):
                        _copy_table(database, copy, table, let_pass)
                _copy_takes(database, copy, chosen, let_pass)
        finally:
            copy.close()
        _aside(lambda: _finish(unfinished, lambda _: None), let_pass)


def _aside(work: Callable[[], None], let_pass: Callable[[], None]) -> None:
    """Do it in a thread of its own, because bringing much to a disk takes long."""
    with ThreadPoolExecutor(1) as helper:
        done = helper.submit(work)
        while wait((done,), _GLANCE_SECONDS).not_done:
            let_pass()
        done.result()


def _finish(path: Path, finish: Callable[[Database], object]) -> None:
    copy = open_to_fill(path)
    try:
        with copy.transaction():
            give_new_id(copy)
            finish(copy)
    finally:
        copy.close()
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def give_new_id(database: Database) -> str:
    """A copy is another project: it has backups of its own."""
    id = new_id()
    database.run("INSERT OR REPLACE INTO settings VALUES (?, ?)", (PROJECT_ID, to_json(id)))
    stamp(database)
    return id


def _newest_paid(database: Database, sound_bytes: int) -> list[TakeKey]:
    chosen = []
    # What nobody knows to be free counts as paid.
    paid = [row for row in take_rows(database) if row.is_paid is not False]
    for row in sorted(paid, key=lambda row: row.made_at, reverse=True):
        sound_bytes -= row.size_bytes
        if sound_bytes < 0:
            break
        chosen.append(row.key)
    return chosen


def _copy_table(
    source: Database, target: Database, table: str, let_pass: Callable[[], None]
) -> None:
    last = -1
    while True:
        rows = source.rows(
            f"SELECT rowid, * FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT {_ROWS_AT_ONCE}",
            (last,),
        )
        if not rows:
            return
        put_rows(target, table, (row[1:] for row in rows))
        last = rows[-1][0]
        let_pass()


def _copy_takes(
    source: Database, target: Database, keys: Iterable[TakeKey], let_pass: Callable[[], None]
) -> None:
    for key in keys:
        for table in ("takes", "take_samples"):
            put_rows(target, table, source.rows(f"SELECT * FROM {table} WHERE key = ?", (key,)))
        let_pass()


def put_rows(target: Database, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Put rows in as they are; one that is there already stays."""
    columns = len(target.rows(f"PRAGMA table_info({table})"))
    marks = ", ".join("?" * columns)
    target.run_many(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)
