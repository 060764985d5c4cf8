"""What an edit of a script of 10,000 Lines costs the window's thread, while draft voices speak it.

A whole Studio runs, and everything that an edit moves before it returns is counted: Document, undo,
casting, lengths, Timeline, Mix, saving. The processor time of the thread, because on a busy machine
waiting for others would be counted too; and beside it the time that passed.
"""

from __future__ import annotations

import gc
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator

from studio.document.cues import CutIn
from studio.document.edits import casting, lines, script
from studio.document.lanes import LaneSettings
from studio.document.step_names import TYPE
from studio.document.values import Delivery, Document, Line, LineId, Script, Speaker, SpeakerId
from studio.folders import HOME_VARIABLE
from studio.studio import Studio

LINES, SPEAKERS = 10_000, 20
GOAL_MS = 16.0

_Edit = Callable[[Document], Document]


def measure(short: bool) -> Iterator[dict[str, object]]:
    rounds, warm_up = (6, 3.0) if short else (25, 10.0)
    with tempfile.TemporaryDirectory() as home:
        os.environ[HOME_VARIABLE] = home
        studio = Studio()
        studio.show(studio.begin(_scene()).result(60))
        studio.start()
        try:
            time.sleep(warm_up)
            # As in the program, which collects when nobody works.
            gc.collect()
            gc.freeze()
            gc.disable()
            for name, edit in _edits().items():
                yield {"edit": name, **_measured(studio, edit, rounds), "goal_ms": GOAL_MS}
        finally:
            gc.enable()
            studio.close()


def _measured(studio: Studio, edit: Callable[[int], _Edit], rounds: int) -> dict[str, object]:
    used, passed = [], []
    for number in range(rounds):
        change = edit(number)
        begun, began = time.thread_time(), time.perf_counter()
        studio.edit(TYPE(number=1), change)
        used.append((time.thread_time() - begun) * 1000)
        passed.append((time.perf_counter() - began) * 1000)
        studio.end_step()
        time.sleep(0.1)
    return {
        "cpu_ms": round(statistics.median(used), 2),
        "cpu_most_ms": round(max(used), 2),
        "passed_ms": round(statistics.median(passed), 2),
        "passed_most_ms": round(max(passed), 2),
    }


def _edits() -> dict[str, Callable[[int], _Edit]]:
    """Each by the number of the round, anywhere in the script."""
    one = SpeakerId("2")
    return {
        "text": lambda n: lambda d: lines.set_text(d, _line(n), f"Other words, {n} of them."),
        "cue": lambda n: lambda d: lines.set_cue(d, [_line(n)], CutIn(4_800 + n)),
        "insert": lambda n: lambda d: script.insert(d, [_new(n)], _line(n)),
        "delete": lambda n: lambda d: script.delete(d, [_line(n + 100)]),
        "move": lambda n: lambda d: script.move(d, [_line(n + 200)], _line(n + 300)),
        "recast": lambda n: lambda d: casting.recast(d, [_line(n)], SpeakerId(str(n % 7))),
        "fader": lambda n: lambda d: casting.set_lane(d, one, LaneSettings(gain_db=-n / 4)),
        "rename": lambda n: lambda d: casting.rename_speaker(d, one, f"Somebody {n}"),
        "delivery of a speaker": lambda n: (
            lambda d: casting.set_speaker_delivery(d, one, Delivery(speed=1 + n / 100))
        ),
    }


def _line(number: int) -> LineId:
    return LineId(f"l{(number * 797 + 13) % LINES}")


def _new(number: int) -> Line:
    return Line(LineId(f"n{number}"), SpeakerId("3"), "A new one comes in here.")


def _scene() -> Document:
    cast = tuple(Speaker(SpeakerId(str(at)), f"SPEAKER {at}", at) for at in range(SPEAKERS))
    said = "This is line number {at}, and it says a few words."
    return Document(
        cast=cast,
        script=Script(
            Line(LineId(f"l{at}"), SpeakerId(str(at % SPEAKERS)), said.format(at=at))
            for at in range(LINES)
        ),
    )
