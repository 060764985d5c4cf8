"""Opening a long project: its first page, and the whole Document read and validated.

Goals at 100,000 lines: the first page within 50 ms, before the checks end; the whole Document in at
most four times what the standard library needs to parse the same as JSON, in processor time. Both run as
in the window, whose collector of cyclic garbage does not run in other threads. Also said: how long an edit takes
until it is on the disk, and the longest that one waits while a backup is made; the goal is 50 ms.
"""

from __future__ import annotations

import gc
import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from studio.document.cues import CutIn
from studio.document.edits import lines
from studio.document.values import Delivery, Document, LineId, LineStatus
from studio.project.creating import write_new_file
from studio.project.document_rows import read_document
from studio.project.plain_document import to_plain
from studio.project.project import Project
from studio.project.store import open_to_read
from studio.takes.recipe import TakeKey
from studio.takes.take import Take
from tests.benchmarks.document import long_document


def measure(short: bool) -> Iterator[dict[str, object]]:
    """Opening, then saving, then saving during a backup."""
    size, rounds = (10_000, 3) if short else (100_000, 7)
    with tempfile.TemporaryDirectory() as folder:
        for name, document in (
            ("plain lines", long_document(size)),
            ("a third with cue, delivery and status", _richer(long_document(size))),
        ):
            path = Path(folder, f"{len(name)}.dialogue")
            write_new_file(path, document)
            yield {"what": f"first page of {size} {name}", **_first_page(path, rounds)}
            yield {"what": f"all of {size} {name}", **_whole(path, document, rounds)}
        yield {"what": f"saving at {size} lines", **_saving(path, document, rounds)}
        megabytes = 40 if short else 400
        yield {"what": f"waiting during a backup of {megabytes} MB", **_waiting(path, megabytes)}


def _richer(document: Document) -> Document:
    changed = {
        line.id: replace(
            line,
            cue=CutIn(480),
            direction="softly",
            status=LineStatus.APPROVED,
            delivery=Delivery(speed=1.1),
        )
        for line in document.lines[::3]
    }
    return replace(document, script=document.script.replaced(changed))


def _first_page(path: Path, rounds: int) -> dict[str, object]:
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        project = Project(path, to_write=False)
        times.append((time.perf_counter() - begun) * 1000)
        assert len(project.first_page.lines) > 20
        project.close()
    return {"ms": round(statistics.median(times), 1), "goal_ms": 50}


def _whole(path: Path, document: Document, rounds: int) -> dict[str, object]:
    text = json.dumps(to_plain(document))
    ours, theirs = [], []
    gc.disable()
    try:
        for _ in range(rounds):
            begun = time.thread_time()
            parsed = json.loads(text)
            theirs.append(time.thread_time() - begun)
            del parsed
            database = open_to_read(path)
            begun = time.thread_time()
            read, _ = read_document(database, [])
            ours.append(time.thread_time() - begun)
            database.close()
            assert len(read.lines) == len(document.lines)
            del read
    finally:
        gc.enable()
    return {
        "ms": round(min(ours) * 1000, 1),
        "json_ms": round(min(theirs) * 1000, 1),
        "json_mb": round(len(text) / 1e6, 1),
        "ratio": round(min(ours) / min(theirs), 2),
        "ratio_of_medians": round(statistics.median(ours) / statistics.median(theirs), 2),
        "goal_ratio": 4,
    }


def _saving(path: Path, document: Document, rounds: int) -> dict[str, object]:
    project = Project(path)
    project.findings.result()
    times = []
    for step in range(4 * rounds):
        document = lines.set_text(document, LineId(f"l{step}"), f"Step {step}.")
        begun = time.perf_counter()
        project.save(document).result()
        times.append((time.perf_counter() - begun) * 1000)
    project.close()
    return {"median_ms": round(statistics.median(times), 1), "goal_ms": 500}


def _waiting(path: Path, megabytes: int) -> dict[str, object]:
    project = Project(path)
    project.findings.result()
    samples = np.random.default_rng(7).integers(-9000, 9000, 500_000, np.int16)
    keys = [TakeKey(f"{number:064x}") for number in range(megabytes)]
    for key in keys:
        project.takes.keep_take(Take(key, samples)).result()
    backup = project.back_up()
    waits = []
    while not backup.done():
        begun = time.perf_counter()
        project.takes.take(keys[len(waits) % len(keys)])
        waits.append((time.perf_counter() - begun) * 1000)
        time.sleep(0.005)
    project.close()
    return {
        "reads": len(waits),
        "longest_ms": round(max(waits), 1),
        "median_ms": round(statistics.median(waits), 1),
        "goal_ms": 50,
    }
