"""SIGKILL while a project is copied, saved as another, backed up or carried over to our version.

The target is absent, the old one, or whole; the project itself has lost nothing.
"""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from studio.errors import StorageError
from studio.project import schema, upgrades
from studio.project.creating import write_new_file
from studio.project.inspection import inspect
from studio.project.project import Project
from studio.takes.recipe import TakeKey
from studio.takes.take import Take
from tests.campaigns.project import bot
from tests.campaigns.project.broken_builds import BUILDS
from tests.campaigns.project.outcome import Outcome
from tests.document.made import scene

OLD = scene(("OLD", "What stood there before."))
LONGEST_SECONDS = 0.25
_TAKES = 40


def campaign(count: int, seed: int, folder: Path, build: str | None = None) -> Outcome:
    random, found = Random(seed), []
    template = folder / "template.dialogue"
    _make(template)
    for number in range(count):
        work = folder / str(number)
        work.mkdir()
        name, (job, targets) = list(JOBS.items())[number % len(JOBS)]
        shutil.copyfile(template, work / "a.dialogue")
        write_new_file(work / "target.dialogue", OLD)
        os.environ["DIALOGUE_STUDIO_HOME"] = str(work / "home")
        _kill(work, job, random.uniform(0.02, LONGEST_SECONDS), build)
        found += [f"{name}: {fault}" for fault in _faults(work, targets)]
        if found:
            break
        shutil.rmtree(work)
    return Outcome("copy_kills", seed, number + 1, found, {})


def _make(path: Path) -> None:
    write_new_file(path, bot.START)
    project = Project(path)
    for number in range(_TAKES):
        key = TakeKey(f"{number:064x}")
        project.takes.keep_take(Take(key, bot.sound(key, 50_000)))
    assert project.close(30) is None


def _kill(work: Path, job: Callable[[Path], object], seconds: float, build: str | None) -> None:
    child = os.fork()
    if child == 0:
        try:
            if build is not None:
                BUILDS[build]()
            job(work)
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _faults(work: Path, targets: Callable[[Path], list[Path]]) -> Iterator[str]:
    schema.SCHEMA_VERSION = 2
    upgrades.UPGRADES = {1: lambda plain: plain}
    for path in (work / "a.dialogue", *targets(work)):
        if not path.exists():
            continue
        try:
            found = inspect(path)
        except StorageError as error:
            yield f"{path.name} does not open: {error}"
            continue
        if found.findings:
            yield f"{path.name} is damaged: {found.findings}"
        if found.document not in (OLD, bot.START):
            yield f"{path.name} has a script that never was"
        elif found.document == bot.START and len(found.takes) != _TAKES:
            yield f"{path.name} has {len(found.takes)} of {_TAKES} takes"
        if path.name == "a.dialogue" and found.document != bot.START:
            yield "the project itself is another"
    schema.SCHEMA_VERSION = 1


def _copy(work: Path) -> None:
    project = Project(work / "a.dialogue")
    while True:
        project.save_copy(work / "target.dialogue", bot.START).result(30)


def _save_as(work: Path) -> None:
    project = Project(work / "a.dialogue")
    project.save_as(work / "target.dialogue", bot.START).result(30)
    time.sleep(5)


def _back_up(work: Path) -> None:
    project = Project(work / "a.dialogue")
    while True:
        project.back_up().result(30)


def _carry_over(work: Path) -> None:
    schema.SCHEMA_VERSION = 2
    upgrades.UPGRADES = {1: lambda plain: plain}
    project = Project(work / "a.dialogue")
    project.findings.result(30)
    time.sleep(5)


def _target(work: Path) -> list[Path]:
    return [work / "target.dialogue"]


def _backups(work: Path) -> list[Path]:
    return sorted((work / "home").glob("**/*.dialogue"))


JOBS: dict[str, tuple[Callable[[Path], None], Callable[[Path], list[Path]]]] = {
    "copy": (_copy, _target),
    "save as": (_save_as, _target),
    "backup": (_back_up, _backups),
    "carry over": (_carry_over, _backups),
}
