"""SIGKILL at random moments while a bot edits and records: nothing acknowledged is ever lost.

The bots go on with the same project, one after the other, so that each kill finds what the last one
left. After each, the file must be one of the states that were announced, no older than the last one
acknowledged, with every acknowledged Take in it.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from random import Random

from studio.project.creating import write_new_file
from tests.campaigns.project import bot
from tests.campaigns.project.broken_builds import BUILDS
from tests.campaigns.project.outcome import Outcome
from tests.campaigns.project.verdict import faults

LONGEST_SECONDS = 0.35


def campaign(count: int, seed: int, folder: Path, build: str | None = None) -> Outcome:
    random = Random(seed)
    project, diary = folder / "killed.dialogue", folder / "diary.jsonl"
    write_new_file(project, bot.START)
    found: list[str] = []
    for number in range(count):
        _kill_one(project, diary, random, build)
        found += [f"kill {number}: {fault}" for fault in faults(project, diary)]
        if found:
            break
    told = bot.rows(diary)
    states = sum("saved" in row and "state" in row for row in told)
    takes = sum("saved" in row and "state" not in row for row in told)
    return Outcome("kills", seed, number + 1, found, {"edits saved": states, "takes saved": takes})


def _kill_one(project: Path, diary: Path, random: Random, build: str | None) -> None:
    delay, seed = random.uniform(0.0, LONGEST_SECONDS), random.getrandbits(32)
    child = os.fork()
    if child == 0:
        try:
            if build is not None:
                BUILDS[build]()
            bot.run(project, diary, seed, steps=1_000_000)
        finally:
            os._exit(70)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise RuntimeError("the bot ended by itself: see its output above")
