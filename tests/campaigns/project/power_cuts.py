"""The power fails: whatever was not flushed may be on the disk, in part, or not at all.

A bot works once while every write and flush is noted. Then, for each of many moments, a disk is put
together as it might be found: all that was flushed until then, of the rest any part, sector by
sector, and of names made or taken away any beginning. The project on it must open, with everything
the bot had been told was saved.
"""

from __future__ import annotations

import os
import shutil
import struct
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from studio.project.creating import write_new_file
from tests.campaigns.project import bot
from tests.campaigns.project.broken_builds import BUILDS
from tests.campaigns.project.faulty_disk import FaultyDisk, start_again_with_it
from tests.campaigns.project.outcome import Outcome
from tests.campaigns.project.verdict import faults

STEPS = 40
SECTOR = 512
_HEAD = struct.Struct("<cqqHH")


@dataclass(slots=True)
class Call:
    """One change of the disk: its kind, the file, and for a write where and what."""

    kind: str
    path: str
    other: str
    at: int
    content: bytes


@dataclass(slots=True)
class _File:
    flushed: bytearray = field(default_factory=bytearray)
    pending: list[Call] = field(default_factory=list)


def campaign(count: int, seed: int, folder: Path, build: str | None = None) -> Outcome:
    start_again_with_it()
    random = Random(seed)
    work, log = folder / "work", folder / "calls"
    work.mkdir()
    project = work / "a.dialogue"
    write_new_file(project, bot.START)
    first = project.read_bytes()
    _work(work, log, seed, build)
    calls = list(_calls(log.read_bytes()))
    found: list[str] = []
    image = folder / "image"
    for number in range(count):
        cut = random.randrange(1, len(calls))
        _put_together(image, calls[:cut], {str(project): first}, work, random)
        told = faults(image / "a.dialogue", image / "diary.jsonl")
        found += [f"image {number}, cut at {cut} of {len(calls)}: {fault}" for fault in told]
        if found:
            break
        shutil.rmtree(image)
    return Outcome("power_cuts", seed, number + 1, found, {"calls": len(calls)})


def _work(work: Path, log: Path, seed: int, build: str | None) -> None:
    child = os.fork()
    if child == 0:
        status = 70
        try:
            if build is not None:
                BUILDS[build]()
            FaultyDisk(work).note(log)
            bot.run(work / "a.dialogue", work / "diary.jsonl", seed, STEPS)
            status = 0
        except BaseException:
            traceback.print_exc(file=sys.stderr)
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    if status:
        raise RuntimeError("the bot ended badly: see its output above")


def _calls(log: bytes) -> Iterator[Call]:
    at = 0
    while at < len(log):
        kind, offset, length, path_bytes, other_bytes = _HEAD.unpack_from(log, at)
        at += _HEAD.size
        path = log[at : at + path_bytes].decode()
        at += path_bytes
        other = log[at : at + other_bytes].decode()
        at += other_bytes
        content = b""
        if kind == b"w":
            content = log[at : at + length]
            at += length
        yield Call(kind.decode(), path, other, offset, content)


def _put_together(
    image: Path, calls: list[Call], first: dict[str, bytes], work: Path, random: Random
) -> None:
    """The disk as it might be found after these calls."""
    files = {path: _File(bytearray(content)) for path, content in first.items()}
    names = {path: path for path in files}
    pending_names: list[Call] = []
    diary = bytearray()
    serial = 0
    for call in calls:
        if call.path.endswith("diary.jsonl"):
            diary += call.content
            continue
        if call.kind == "o" and call.path not in _now(names, pending_names):
            serial += 1
            files[f"{call.path}#{serial}"] = _File()
            pending_names.append(Call("o", call.path, f"{call.path}#{serial}", 0, b""))
        elif call.kind in "ru":
            pending_names.append(call)
        elif call.kind == "f" and call.path == str(work):
            names = _now(names, pending_names)
            pending_names = []
        elif call.kind in "wt":
            file = _now(names, pending_names).get(call.path)
            if file is not None:
                files[file].pending.append(call)
        elif call.kind == "f":
            file = _now(names, pending_names).get(call.path)
            if file is not None:
                for write in files[file].pending:
                    _apply(files[file].flushed, write)
                files[file].pending.clear()
    found = _now(names, pending_names[: random.randint(0, len(pending_names))])
    image.mkdir()
    (image / "diary.jsonl").write_bytes(diary)
    for path, file in found.items():
        content = bytearray(files[file].flushed)
        for write in files[file].pending:
            _apply_some(content, write, random)
        (image / Path(path).name).write_bytes(content)


def _now(names: dict[str, str], changes: list[Call]) -> dict[str, str]:
    """Which name stands for which file after these changes."""
    found = dict(names)
    for call in changes:
        if call.kind == "o":
            found[call.path] = call.other
        elif call.kind == "u":
            found.pop(call.path, None)
        elif call.path in found:
            found[call.other] = found.pop(call.path)
    return found


def _apply(content: bytearray, call: Call) -> None:
    if call.kind == "t":
        del content[call.at :]
        content.extend(bytes(call.at - len(content)))
        return
    content.extend(bytes(max(0, call.at - len(content))))
    content[call.at : call.at + len(call.content)] = call.content


def _apply_some(content: bytearray, call: Call, random: Random) -> None:
    """All of it, nothing of it, or some sectors."""
    fate = random.random()
    if fate < 0.4 or call.kind == "t":
        if fate < 0.4:
            _apply(content, call)
        return
    if fate < 0.7:
        return
    for start in range(0, len(call.content), SECTOR):
        if random.random() < 0.5:
            piece = call.content[start : start + SECTOR]
            _apply(content, Call("w", call.path, "", call.at + start, piece))
