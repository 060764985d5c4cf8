"""Damaged project files: none crashes the program, plays a wrong sound, or is written to.

Each is a good project with flipped bits, a part cut off, zeroed or swapped pages, rows taken out, a
strange journal beside it, another application id or a version from the future. It either opens,
with every Take as it was or missing, or is refused in a sentence; and salvage brings back every
Take none of whose pages was touched.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np

from studio.errors import InputError, StorageError
from studio.project.creating import write_new_file
from studio.project.journal import journal_of
from studio.project.project import Project
from studio.project.salvage import salvage
from studio.takes.recipe import TakeKey
from studio.takes.take import Take
from tests.campaigns.project import bot
from tests.campaigns.project.broken_builds import BUILDS
from tests.campaigns.project.outcome import Outcome

PAGE = 4096
TAKES = 24
SAMPLES = 9_000
LONGEST_SECONDS = 30
_OPENED, _REFUSED = 0, 3

KEYS = [TakeKey(f"{number:064x}") for number in range(TAKES)]
Mutation = Callable[[Path, Random], None]


def campaign(count: int, seed: int, folder: Path, build: str | None = None) -> Outcome:
    random, found = Random(seed), []
    good = folder / "good.dialogue"
    _make(good)
    pages = pages_of_takes(good)
    counts = {"opened": 0, "refused": 0}
    for number in range(count):
        name, mutation = list(MUTATIONS.items())[number % len(MUTATIONS)]
        work = folder / f"{number}-{name}"
        work.mkdir()
        path = work / "a.dialogue"
        shutil.copyfile(good, path)
        mutation(path, random)
        status = _look(path, good, pages, build)
        if status in (_OPENED, _REFUSED):
            counts["opened" if status == _OPENED else "refused"] += 1
            shutil.rmtree(work)
        else:
            found.append(f"{name} number {number}: ended with {status}, see what is printed above")
            break
    return Outcome("mutations", seed, number + 1, found, counts)


def _make(path: Path) -> None:
    write_new_file(path, bot.START)
    project = Project(path)
    for key in KEYS:
        project.takes.keep_take(Take(key, bot.sound(key, SAMPLES))).result(10)
    project.save_version("v", bot.START).result(10)
    assert project.close() is None


Pages = dict[int, bytes]


def pages_of_takes(path: Path) -> dict[TakeKey, Pages]:
    """The pages of which each Take's samples are made, by their numbers."""
    content = path.read_bytes()
    found = {}
    for key in KEYS:
        sound = bot.sound(key, SAMPLES).astype("<i2").tobytes()
        first = content.find(sound[:40])
        pages = {first // PAGE}
        place = 40
        while place < len(sound):
            at = content.find(sound[place : place + 40])
            if at >= 0:
                pages.add(at // PAGE)
            place += 1000
        found[key] = {page: content[page * PAGE : (page + 1) * PAGE] for page in pages}
    return found


def _look(path: Path, good: Path, pages: dict[TakeKey, Pages], build: str | None) -> int:
    """What became of opening and salvaging it, in a process of its own."""
    child = os.fork()
    if child == 0:
        status = 70
        try:
            signal.alarm(LONGEST_SECONDS)
            if build is not None:
                BUILDS[build]()
            status = _opened(path)
            _salvaged(path, pages)
        except BaseException:
            traceback.print_exc(file=sys.stderr)
            status = 71
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else -os.WTERMSIG(status)


class BrokenPromise(Exception):
    """What was promised of a damaged file does not hold."""


def _promise(holds: bool, otherwise: str) -> None:
    if not holds:
        raise BrokenPromise(otherwise)


def _opened(path: Path) -> int:
    before = path.read_bytes()
    had_journal = journal_of(path).exists()
    try:
        project = Project(path)
    except StorageError as error:
        _promise(str(error).endswith("."), f"no sentence: {error}")
        _promise(path.read_bytes() == before, "was written to")
        return _REFUSED
    try:
        project.document.result(20)
    except StorageError:
        pass
    try:
        findings = project.findings.result(20)
    except StorageError:
        findings = None
    wrong = []
    for key in KEYS:
        take = project.takes.take(key)
        if take is not None and not np.array_equal(take.samples, bot.sound(key, SAMPLES)):
            wrong.append(key[-4:])
        missing = take is None and findings is not None and not findings.problems
        if missing and key in project.takes.take_keys():
            _promise(
                findings is not None and key in findings.damaged_takes,
                f"{key[-4:]} is missing and nobody said so",
            )
    _promise(not wrong, f"wrong sound of {wrong}")
    project.close(20)
    _promise(had_journal or path.read_bytes() == before, "was written to")
    return _OPENED


def _salvaged(path: Path, pages: dict[TakeKey, Pages]) -> None:
    before = path.read_bytes()
    untouched = {
        key
        for key, own in pages.items()
        if all(before[at * PAGE : (at + 1) * PAGE] == page for at, page in own.items())
    }
    new = path.with_name("salvaged.dialogue")
    try:
        salvage(path, new)
    except (StorageError, InputError) as error:
        _promise(str(error).endswith("."), f"no sentence: {error}")
        _promise(not untouched, f"{len(untouched)} takes were not salvaged: {error}")
        return
    finally:
        _promise(path.read_bytes() == before, "was written to by salvage")
    project = Project(new)
    kept = project.takes.take_keys()
    for key in kept:
        take = project.takes.take(key)
        _promise(take is not None, "salvaged with a damaged take")
        if key in KEYS:
            _promise(np.array_equal(take.samples, bot.sound(key, SAMPLES)), "wrong sound salvaged")
    _promise(untouched <= kept, f"{len(untouched - kept)} takes were not salvaged")
    findings = project.findings.result(20)
    _promise(not findings.problems and not findings.damaged_takes, f"salvaged badly: {findings}")
    project.close(20)


def _flip_bits(path: Path, random: Random) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(random.choice([1, 1, 3, 30])):
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    path.write_bytes(content)


def _cut_off(path: Path, random: Random) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: random.randrange(len(content))])


def _zero_pages(path: Path, random: Random) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(random.choice([1, 2, 8])):
        page = random.randrange(len(content) // PAGE)
        content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    path.write_bytes(content)


def _swap_pages(path: Path, random: Random) -> None:
    content = bytearray(path.read_bytes())
    one, other = random.sample(range(1, len(content) // PAGE), 2)
    first, second = slice(one * PAGE, (one + 1) * PAGE), slice(other * PAGE, (other + 1) * PAGE)
    content[first], content[second] = content[second], content[first]
    path.write_bytes(content)


def _noise_in_a_page(path: Path, random: Random) -> None:
    content = bytearray(path.read_bytes())
    page = random.randrange(len(content) // PAGE)
    start = page * PAGE + random.randrange(PAGE - 200)
    content[start : start + 200] = random.randbytes(200)
    path.write_bytes(content)


def _without_rows(path: Path, random: Random) -> None:
    connection = sqlite3.connect(path)
    table = random.choice(["take_samples", "takes", "speakers", "settings", "versions"])
    connection.execute(f"DELETE FROM {table} WHERE rowid % ? = 0", (random.randint(1, 4),))
    connection.commit()
    connection.close()


def _nonsense_in_rows(path: Path, random: Random) -> None:
    connection = sqlite3.connect(path)
    table, column = random.choice(
        [("items", "rest"), ("items", "text"), ("speakers", "value"), ("settings", "value"),
         ("takes", "words"), ("versions", "name"), ("items", "kind")]
    )  # fmt: skip
    value = random.choice(["{", "[[[[", "null", "-1", "\u202e\x00", '{"a":' * 3000, "x" * 60_000])
    connection.execute(
        f"UPDATE {table} SET {column} = ? WHERE rowid % ? = 0", (value, random.randint(1, 9))
    )
    connection.commit()
    connection.close()


def _strange_journal(path: Path, random: Random) -> None:
    good = path.read_bytes()
    page = random.randrange(len(good) // PAGE)
    header = bytes.fromhex("d9d505f920a163d7") + random.randbytes(20)
    body = good[page * PAGE : (page + 1) * PAGE]
    kind = random.randrange(3)
    if kind == 0:
        journal_of(path).write_bytes(header + bytes(484) + body * random.randint(1, 4))
    elif kind == 1:
        journal_of(path).write_bytes(random.randbytes(9000))
    else:
        # Well made, of a file that has as many pages: only what it is about is wrong.
        pages = len(good) // PAGE
        nonce = random.randrange(1 << 32)
        made = bytes.fromhex("d9d505f920a163d7") + b"".join(
            number.to_bytes(4, "big") for number in (1, nonce, pages, 512, PAGE)
        )
        old = random.randbytes(PAGE)
        total = (nonce + sum(old[at] for at in range(PAGE - 200, 0, -200))) & 0xFFFFFFFF
        record = (page + 1).to_bytes(4, "big") + old + total.to_bytes(4, "big")
        journal_of(path).write_bytes(made.ljust(512, b"\0") + record)


def _other_application(path: Path, random: Random) -> None:
    content = bytearray(path.read_bytes())
    content[68:72] = random.randbytes(4)
    path.write_bytes(content)


def _from_the_future(path: Path, random: Random) -> None:
    content = bytearray(path.read_bytes())
    content[63] = random.randint(2, 255)
    path.write_bytes(content)


MUTATIONS: dict[str, Mutation] = {
    mutation.__name__.strip("_"): mutation
    for mutation in (
        _flip_bits,
        _cut_off,
        _zero_pages,
        _swap_pages,
        _noise_in_a_page,
        _without_rows,
        _nonsense_in_rows,
        _strange_journal,
        _other_application,
        _from_the_future,
    )
}
