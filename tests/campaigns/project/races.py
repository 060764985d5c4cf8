"""Two open the same project at the same moment: one writes, the other reads and knows why.

Every other time a third one holds the project and is killed just before, so that its lock stands
there without anybody behind it.
"""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path
from random import Random

from studio.errors import StorageError
from studio.project.creating import write_new_file
from studio.project.project import Project
from tests.campaigns.project import bot
from tests.campaigns.project.broken_builds import BUILDS
from tests.campaigns.project.outcome import Outcome


def campaign(count: int, seed: int, folder: Path, build: str | None = None) -> Outcome:
    random, found = Random(seed), []
    path = folder / "race.dialogue"
    write_new_file(path, bot.START)
    if build is not None:
        BUILDS[build]()
    for number in range(count):
        killed = _killed_holder(path) if number % 2 else 0
        told = _race(path, random)
        fault = _fault(told, killed)
        if fault:
            found.append(f"race {number}: {fault}: {told}")
            break
    return Outcome("races", seed, number + 1, found, {})


def _fault(told: list[dict[str, object]], killed: int) -> str | None:
    writers = [each for each in told if each.get("writes")]
    readers = [each for each in told if each.get("writes") is False]
    if len(writers) != 1 or len(readers) != 1:
        return f"{len(writers)} wrote and {len(readers)} read"
    if "open in another window" not in str(readers[0]["because"]):
        return "the reader was not told why"
    # The writer may not have had time yet to write its name over that of the last one.
    if readers[0]["owner"] not in (writers[0]["process"], killed, 0):
        return "the reader was told of somebody else"
    return None


def _race(path: Path, random: Random) -> list[dict[str, object]]:
    """What both tell; each keeps the project open until both have told."""
    start, begin = os.pipe()
    end, finish = os.pipe()
    children, answers = [], []
    for _ in range(2):
        reading, writing = os.pipe()
        seconds = random.uniform(0, 0.003)
        child = os.fork()
        if child == 0:
            os.close(begin)
            os.close(finish)
            _open(path, start, end, writing, seconds)
        os.close(writing)
        children.append(child)
        answers.append(reading)
    os.close(start)
    os.close(end)
    os.close(begin)
    told = []
    for reading in answers:
        row = b""
        while not row.endswith(b"\n") and (piece := os.read(reading, 4096)):
            row += piece
        told.append(json.loads(row or b"{}"))
    os.close(finish)
    for child, reading in zip(children, answers, strict=True):
        os.close(reading)
        os.waitpid(child, 0)
    return told


def _open(path: Path, start: int, end: int, writing: int, seconds: float) -> None:
    """In a process of its own: open at the signal, tell, and let go at the second one."""
    try:
        os.read(start, 1)
        time.sleep(seconds)
        project = Project(path)
        project.findings.result(30)
        owner = project.owner
        row: dict[str, object] = {
            "process": os.getpid(),
            "writes": project.read_only_because is None,
            "because": str(project.read_only_because),
            "owner": owner.process if owner else None,
        }
        os.write(writing, json.dumps(row).encode() + b"\n")
        os.read(end, 1)
        project.close(30)
    except StorageError as error:
        os.write(writing, json.dumps({"error": str(error)}).encode() + b"\n")
    finally:
        os._exit(0)


def _killed_holder(path: Path) -> int:
    """Leaves a lock file behind; the process that held it is gone."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            project = Project(path)
            os.write(writing, b"1" if project.read_only_because is None else b"0")
            signal.pause()
        finally:
            os._exit(0)
    os.close(writing)
    assert os.read(reading, 1) == b"1"
    os.close(reading)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return child
