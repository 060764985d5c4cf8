"""From pressing play to sound, and whether twenty speakers in turn ever make the listener wait.

Play is pressed on a scene nobody has spoken yet: the time runs from the press, with the voice server
up and no context open, until the first Line's first samples can be mixed. The goal is 60 ms. Then
twenty Speakers talk in turn while everything is still to be made; a gap is a moment at which the next
block was not ready, beyond the first. The goal is none. Last, what an edit costs at 10,000 Lines.
"""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from studio.document.values import Document, Line, LineId, Script, Speaker, SpeakerId, Voice
from studio.frames import PROJECT_RATE
from studio.scheduling.demand import View, draft_wants
from studio.scheduling.plan import plan
from studio.scheduling.voice_thread import VoiceThread
from studio.server.voices import voices_speaking
from studio.takes.recipe import TakeKey, draft_recipe
from studio.takes.recipe_book import RecipeBook
from studio.takes.shelf import Shelf
from studio.timeline.layout import layout
from studio.timeline.lengths import line_lengths

GOAL_MS = 60.0
_SPEECHES = (
    "I had not thought of that, and I doubt that anybody else here has.",
    "Then think of it now.",
    "Is there a reason why it has to be today, of all days?",
)


def measure(short: bool) -> Iterator[dict[str, object]]:
    yield _first_samples(rounds=7 if short else 25)
    yield _twenty_in_turn(seconds=40 if short else 300)
    yield _ten_thousand(rounds=5 if short else 15)


def _scene(speakers: int, lines: int) -> Document:
    voices = voices_speaking("en")
    cast = tuple(
        Speaker(
            SpeakerId(f"s{at}"),
            f"S{at}",
            at,
            Voice("embedded", voices[at % len(voices)].id, voices[at % len(voices)].name),
        )
        for at in range(speakers)
    )
    script = Script(
        Line(LineId(str(at)), cast[at % speakers].id, f"{_SPEECHES[at % 3]} That is {at}.")
        for at in range(lines)
    )
    return Document(cast=cast, script=script)


class _Made:
    """A voice thread, and a way to wait for what it comes to."""

    def __init__(self) -> None:
        self.shelf = Shelf()
        self.voices = VoiceThread(self.shelf)
        self._changed = threading.Condition()
        self.voices.changed.connect(self._wake)
        self.voices.start()

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def has(self, key: TakeKey) -> bool:
        at_hand = self.shelf.keys()
        return key in at_hand

    def wait(self, condition: Callable[[], bool]) -> None:
        with self._changed:
            while not condition():
                self._changed.wait(0.001)


def _first_samples(rounds: int) -> dict[str, object]:
    made = _Made()
    document = _scene(1, 1)
    warm = draft_wants(document, draft_recipe)
    made.voices.want(warm)
    made.wait(lambda: bool(made.shelf.keys()))
    times: list[float] = []
    for number in range(rounds):
        line = document.lines[0]
        changed = replace(line, speaker=line.speaker, text=f"{_SPEECHES[0]} {number}")
        fresh = replace(document, script=document.script.replaced({line.id: changed}))
        began = time.perf_counter()
        # A Lane of its own each time, so that the context is cold.
        (want,) = draft_wants(fresh, draft_recipe)
        made.voices.want((replace(want, lane=SpeakerId(f"cold{number}")),))

        def can_be_mixed(key=want.key) -> bool:  # type: ignore[no-untyped-def]
            growing = made.voices.standing.coming.get(key)
            return made.has(key) or bool(growing and growing.length_samples)

        made.wait(can_be_mixed)
        times.append((time.perf_counter() - began) * 1000)
        made.wait(lambda key=want.key: made.has(key))  # type: ignore[misc]
    made.voices.close()
    return {
        "what": "press play to first sample, cold context",
        "median_ms": round(statistics.median(times), 1),
        "worst_ms": round(max(times), 1),
        "goal_ms": GOAL_MS,
    }


def _twenty_in_turn(seconds: int) -> dict[str, object]:
    """Listens by the clock: each Line must be there when its Clip begins."""
    document = _scene(20, seconds // 3)
    made = _Made()
    wants = draft_wants(document, draft_recipe)
    keys = {want.line: want.key for want in wants}
    began = time.perf_counter()
    made.voices.want(wants)
    made.wait(lambda: made.has(wants[0].key))
    started_after = time.perf_counter() - began
    clock, late = time.perf_counter(), []
    for at, line in enumerate(document.lines):
        lengths = line_lengths(document, draft_recipe, made.shelf.outline)
        clip = layout(document, lengths).clips[at]
        begins = clock + clip.start_frame / PROJECT_RATE
        if (wait := begins - time.perf_counter()) > 0:
            time.sleep(wait)
        missing = time.perf_counter()
        made.wait(lambda key=keys[line.id]: made.has(key))  # type: ignore[misc]
        if (gap := time.perf_counter() - missing) > 0.001:
            late.append(gap)
            clock += gap
        if all(made.has(want.key) for want in wants):
            break  # Everything is made: nothing can be late any more.
    made_in = time.perf_counter() - began
    lengths = line_lengths(document, draft_recipe, made.shelf.outline)
    heard = layout(document, lengths).clips[-1].end_frame / PROJECT_RATE
    made.voices.close()
    return {
        "what": "20 speakers in turn",
        "scene_seconds": round(heard, 1),
        "made_in_seconds": round(made_in, 2),
        "first_line_after_ms": round(started_after * 1000),
        "gaps": len(late),
        "goal_gaps": 0,
    }


def _ten_thousand(rounds: int) -> dict[str, object]:
    document, book = _scene(20, 10_000), RecipeBook()
    wants = draft_wants(document, book.draft)
    at_hand = {want.key for want in wants}
    clips = layout(document, line_lengths(document, book.draft, lambda key: None)).clips
    demands, plans = [], []
    for number in range(rounds):
        line = document.lines[5000]
        edited = replace(line, text=f"Edited {number}.")
        document = replace(document, script=document.script.replaced({line.id: edited}))
        began = time.perf_counter()
        wants = draft_wants(document, book.draft, View(clips=clips))
        between = time.perf_counter()
        plan(wants, at_hand, (), ())
        demands.append((between - began) * 1000)
        plans.append((time.perf_counter() - between) * 1000)
    return {
        "what": "10,000 lines, one edited",
        "demand_ms": round(statistics.median(demands), 1),
        "plan_ms": round(statistics.median(plans), 1),
    }
