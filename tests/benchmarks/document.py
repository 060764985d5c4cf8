"""An edit and a comparison at 10,000 and 100,000 lines.

Goals: an edit at most 0.2 ms and a comparison at most 2 ms at 10,000 lines, 2 ms and 20 ms at
100,000. Each figure is the median over edits spread through the script; the worst kind of edit
counts. Also said: what 200 steps of history hold in memory, without a goal.
"""

from __future__ import annotations

import statistics
import time
import tracemalloc
from collections.abc import Callable, Iterator
from random import Random

from studio.document.change import change
from studio.document.edits import lines, script, splitting
from studio.document.history import History
from studio.document.step_names import MOVE_LINES
from studio.document.values import (
    Delivery,
    Document,
    Line,
    LineId,
    Script,
    Speaker,
    SpeakerId,
)

_GOALS = {10_000: (0.2, 2.0), 100_000: (2.0, 20.0)}
_SPEAKERS = 20

Edit = Callable[[Document, LineId], Document]
_EDITS: dict[str, Edit] = {
    "set_text": lambda it, line: lines.set_text(it, line, "Something else."),
    "set_delivery": lambda it, line: lines.set_delivery(it, [line], Delivery(speed=1.1)),
    "insert": lambda it, line: script.insert(
        it, [Line(LineId("new"), SpeakerId("s0"), "New.")], line
    ),
    "delete": lambda it, line: script.delete(it, [line]),
    "move_to_end": lambda it, line: script.move(it, [line], None),
    "duplicate": lambda it, line: script.duplicate(it, [line]),
    "split": lambda it, line: splitting.split(it, line, 10),
}


def measure(short: bool) -> Iterator[dict[str, object]]:
    """One line for each size and kind of edit, then the memory of a history."""
    for size in (10_000,) if short else (10_000, 100_000):
        document = long_document(size)
        for name, edit in _EDITS.items():
            edit_ms, compare_ms = _times(document, edit, 30 if short else 200)
            most_edit, most_compare = _GOALS[size]
            yield {
                "what": f"{name} at {size} lines",
                "edit_ms": round(edit_ms, 4),
                "goal_edit_ms": most_edit,
                "comparison_ms": round(compare_ms, 4),
                "goal_comparison_ms": most_compare,
                "reached": edit_ms <= most_edit and compare_ms <= most_compare,
            }
        yield {"what": f"200 steps at {size} lines", "history_mb": round(_history_mb(document), 2)}


def long_document(size: int) -> Document:
    """Lines by twenty Speakers in turn."""
    cast = tuple(Speaker(SpeakerId(f"s{n}"), f"SPEAKER {n}", n) for n in range(_SPEAKERS))
    made = (
        Line(LineId(f"l{n}"), cast[n % _SPEAKERS].id, f"This is what line {n} says, no more.")
        for n in range(size)
    )
    return Document(cast=cast, script=Script(made))


def _times(document: Document, edit: Edit, count: int) -> tuple[float, float]:
    random = Random(7)
    edits, comparisons = [], []
    for _ in range(count):
        line = LineId(f"l{random.randrange(len(document.lines))}")
        started = time.perf_counter()
        after = edit(document, line)
        edited = time.perf_counter()
        assert change(document, after)
        compared = time.perf_counter()
        edits.append((edited - started) * 1000)
        comparisons.append((compared - edited) * 1000)
    return statistics.median(edits), statistics.median(comparisons)


def _history_mb(document: Document) -> float:
    random, history = Random(7), History(document)
    tracemalloc.start()
    for step in range(200):
        line = LineId(f"l{random.randrange(len(document.lines))}")
        edited = lines.set_text(history.document, line, f"Step {step}.")
        history.edit(edited, MOVE_LINES(1), 0.0)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return held / 1_000_000
