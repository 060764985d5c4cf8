"""The n-th call that changes the disk fails, for n = 1, 2, 3 …: nothing crashes, nothing is lost.

Each try opens the same project, edits, records a Take, names a version and copies. One call fails,
and with it a few behind it, with no space, an error of the device, or a file system that turned
read-only. Whatever was acknowledged must be there afterwards, and once the disk is cured everything
can be saved.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import traceback
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random

from studio.document.values import Document
from studio.errors import StorageError
from studio.project import store_thread
from studio.project.creating import write_new_file
from studio.project.project import Project
from studio.takes.recipe import TakeKey
from studio.takes.take import Proof, Take
from tests.campaigns.project import bot
from tests.campaigns.project.broken_builds import BUILDS
from tests.campaigns.project.faulty_disk import FaultyDisk, start_again_with_it
from tests.campaigns.project.outcome import Outcome
from tests.campaigns.project.verdict import faults

ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS)
CURED_SECONDS = 20.0
_NEVER = -1


def campaign(count: int, seed: int, folder: Path, build: str | None = None) -> Outcome:
    start_again_with_it()
    random, found = Random(seed), []
    template = folder / "template.dialogue"
    write_new_file(template, bot.START)
    calls = _try(folder / "counting", template, _NEVER, 0, 0, None)
    if not calls:
        raise RuntimeError("nothing was counted: the faulty disk is not under the program")
    # All of them in a long campaign, spread over all in a short one.
    every = [(number, error) for number in range(calls) for error in ERRORS]
    chosen = sorted(random.sample(every, min(count, len(every))))
    for number, error in chosen:
        work = folder / f"call-{number}-{errno.errorcode[error]}"
        status = _try(work, template, number, random.randint(1, 4), error, build)
        found += [
            f"call {number} failing with {errno.errorcode[error]}: {fault}"
            for fault in ([f"ended with {status}"] if status else faults_after(work))
        ]
        if found:
            break
        shutil.rmtree(work)
    return Outcome("write_failures", seed, len(chosen), found, {"calls": calls})


def faults_after(work: Path) -> list[str]:
    found = list(faults(work / "a.dialogue", work / "diary.jsonl"))
    told = bot.rows(work / "diary.jsonl")
    if not any(row.get("cured") for row in told):
        found.append("was not saved after the disk was cured")
    copy = work / "copy.dialogue"
    if copy.exists():
        found += [
            f"copy: {fault}"
            for fault in faults(copy, work / "none.jsonl")
            if "none that" not in fault
        ]
    return found


def _try(
    work: Path, template: Path, number: int, failing: int, error: int, build: str | None
) -> int:
    """One try in a process of its own: its exit status, or when nothing fails the calls."""
    work.mkdir()
    shutil.copyfile(template, work / "a.dialogue")
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 70
        try:
            if build is not None:
                BUILDS[build]()
            calls = _work(work, number, failing, error)
            os.write(writing, str(calls).encode())
            status = 0
        except BaseException:
            traceback.print_exc(file=sys.stderr)
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        calls = int(pipe.read() or 0)
    _, status = os.waitpid(child, 0)
    if number == _NEVER:
        return calls
    return status


def _work(work: Path, number: int, failing: int, error: int) -> int:
    store_thread.RETRY_SECONDS = 0.02
    diary = bot.Diary(work / "diary.jsonl")
    disk = FaultyDisk(work)
    disk.fail(number, failing, error)
    document = _session(work, diary)
    calls = disk.calls
    disk.fail(_NEVER, 0, 0)
    _cured(work, diary, document)
    diary.close()
    return calls


def _session(work: Path, diary: bot.Diary) -> Document:
    """What somebody does in a minute; what fails is said as one of our errors or it is a crash."""
    document = bot.START
    with suppress(StorageError):
        project = Project(work / "a.dialogue")
        try:
            document = project.document.result(30)
            for state in range(1, 4):
                document = replace(document, title=f"state {state}")
                diary.write(state=state, fingerprint=bot.fingerprint(document))
                saving = project.save(document)
                saving.add_done_callback(
                    lambda done, state=state: bot.told(diary, done, state=state)
                )
                key = TakeKey(f"{state:064x}")
                sound = bot.sound(key, 30_000)
                growing = project.takes.keep_take(Take(key, sound[:9_000], (), Proof.PARTIAL))
                keeping = project.takes.keep_take(Take(key, sound))
                keeping.add_done_callback(
                    lambda done, key=key: bot.told(diary, done, take=key, samples=30_000)
                )
                for future in (saving, growing, keeping):
                    _expect_ours(future.exception(CURED_SECONDS))
            _expect_ours(project.save_version("v", document).exception(CURED_SECONDS))
            _expect_ours(project.save_copy(work / "copy.dialogue", document).exception(30))
        finally:
            project.close(30)
    return document


def _expect_ours(error: BaseException | None) -> None:
    if error is not None and not isinstance(error, StorageError):
        raise error


def _cured(work: Path, diary: bot.Diary, document: Document) -> None:
    """After the disk was cured everything works again."""
    project = Project(work / "a.dialogue")
    state = bot.number_of(document) + 1
    document = replace(document, title=f"state {state}")
    diary.write(state=state, fingerprint=bot.fingerprint(document))
    project.save(document).result(30)
    diary.write(saved=True, state=state, cured=True)
    left = project.close(30)
    if left is not None:
        raise left
