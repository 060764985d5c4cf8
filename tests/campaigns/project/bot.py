"""A bot that edits and records Takes, and writes down what it was told to be saved.

Runs in a process of its own that is killed at any moment. Each state of the Document is announced
before it is saved, and acknowledged only when the project says that it is on the disk.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np

from studio.document.values import Document
from studio.project.project import Project
from studio.project.stored_takes import StoredTakes
from studio.takes.recipe import TakeKey
from studio.takes.take import Proof, Take
from tests.document.made import scene
from tests.document.random_edits import random_edit

START = scene(*((f"N{n % 4}", f"Line {n}, and no more of it.") for n in range(60)))
_MOST_ITEMS = 300


class Diary:
    """An append-only file of JSON rows; what is in it survives the bot."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)

    def write(self, **row: object) -> None:
        os.write(self._descriptor, json.dumps(row).encode() + b"\n")

    def close(self) -> None:
        os.close(self._descriptor)


def rows(path: Path) -> list[dict[str, object]]:
    """What stands in a diary; a last row that was cut off does not count."""
    content = path.read_bytes() if path.exists() else b""
    return [json.loads(row) for row in content[: content.rfind(b"\n") + 1].splitlines()]


def fingerprint(document: Document) -> str:
    return hashlib.sha256(repr(document).encode("utf-8", "backslashreplace")).hexdigest()


def number_of(document: Document) -> int:
    """Which state of the bot's it is."""
    return int(document.title.split()[-1]) if document.title.startswith("state ") else 0


def sound(key: TakeKey, samples_count: int) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    """The sound of that Take, which is its key's alone."""
    rng = np.random.default_rng(zlib.crc32(key.encode()))
    return rng.integers(-9000, 9000, samples_count, np.int16)


def run(path: Path, diary_path: Path, seed: int, steps: int) -> None:
    """Edit and record for `steps`, or for ever, until killed."""
    random, diary = Random(seed), Diary(diary_path)
    project = Project(path)
    document = project.document.result(30)
    number = number_of(document)
    waiting: list[Future[object]] = []
    for _ in range(steps):
        number += 1
        document = replace(_edited(document, random), title=f"state {number}")
        diary.write(state=number, fingerprint=fingerprint(document))
        saving = project.save(document)
        saving.add_done_callback(lambda done, number=number: told(diary, done, state=number))
        waiting.append(saving)  # type: ignore[arg-type]
        if random.random() < 0.5:
            waiting.append(_record(project.takes, diary, random))
        if random.random() < 0.7:
            random.choice(waiting[-3:]).exception(30)
    for future in waiting:
        future.exception(30)
    assert project.close(30) is None
    diary.close()


def _edited(document: Document, random: Random) -> Document:
    for _ in range(random.randint(1, 3)):
        edited = random_edit(document, random)
        if len(edited.script) <= _MOST_ITEMS:
            document = edited
    return document


def _record(takes: StoredTakes, diary: Diary, random: Random) -> Future[object]:
    """A whole Take, or what has newly come of a growing one."""
    key = TakeKey(f"{random.getrandbits(200):064x}")
    count = random.randint(201, 60_000)
    if random.random() < 0.6:
        future = takes.keep_take(Take(key, sound(key, count)))
        future.add_done_callback(lambda done: told(diary, done, take=key, samples=count))
        return future  # type: ignore[return-value]
    # All of it is random, so what comes first is the same however much comes after.
    whole = sound(key, count)
    for arrived in range(200, count, 15_000):
        future = takes.keep_take(Take(key, whole[:arrived], (), Proof.PARTIAL))
        future.add_done_callback(
            lambda done, arrived=arrived: told(diary, done, partial=key, samples=arrived, of=count)
        )
    return future  # type: ignore[return-value]


def told(diary: Diary, done: Future[object], **what: object) -> None:
    if not done.cancelled() and done.exception() is None:
        diary.write(saved=True, **what)
