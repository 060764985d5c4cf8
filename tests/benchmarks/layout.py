"""The Timeline of 10,000 Lines: all of it, and again after one change. Medians, in milliseconds.

The changes are the dearest: near the beginning of the script, so that nearly all Clips move.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from studio.document.cues import BY_RULE, After, Cue, CutIn, Over, With
from studio.document.edits.lines import set_text
from studio.document.script_items import Heading, HeadingId
from studio.document.values import Document, Line, LineId, Script, ScriptItem, Speaker, SpeakerId
from studio.takes.recipe import TakeKey
from studio.takes.take import SpokenWord
from studio.timeline.layout import layout
from studio.timeline.values import Length

LINES = 10_000
GOAL_FULL_MS, GOAL_CHANGE_MS = 60.0, 5.0


def measure(short: bool) -> Iterator[dict[str, object]]:
    rounds = 9 if short else 31
    document, lengths = _scene()
    before = layout(document, lengths)
    third = document.lines[2].id
    longer = {**lengths, third: replace(lengths[third], frames=lengths[third].frames + 4_800)}
    edited = set_text(document, third, "Other words than those that stood here before.")
    full = _median_ms(lambda: layout(document, lengths), rounds)
    lengthened = _median_ms(lambda: layout(document, longer, before), rounds)
    rewritten = _median_ms(lambda: layout(edited, longer, before), rounds)
    playing = _median_ms(lambda: layout(edited, longer, before, before.end_frame // 2), rounds)
    looked_at = _median_ms(lambda: tuple(layout(edited, longer, before).clips), rounds)
    yield {
        "lines": LINES,
        "full_ms": full,
        "goal_full_ms": GOAL_FULL_MS,
        "one_length_ms": lengthened,
        "one_text_ms": rewritten,
        "one_text_while_playing_ms": playing,
        "goal_change_ms": GOAL_CHANGE_MS,
        "one_text_and_every_clip_looked_at_ms": looked_at,
    }


def _median_ms(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return round(statistics.median(times), 2)


def _scene() -> tuple[Document, dict[LineId, Length]]:
    """Twenty Speakers; one Line in ten interrupts, talks over or joins in, a heading every fifty."""
    chance = random.Random(7)
    cast = tuple(Speaker(SpeakerId(f"s{at}"), f"SPEAKER {at}", at) for at in range(20))
    items: list[ScriptItem] = []
    lengths = {}
    for at in range(LINES):
        if at % 50 == 0:
            items.append(Heading(HeadingId(f"h{at}"), f"Scene {at // 50}"))
        line = Line(LineId(f"l{at}"), chance.choice(cast).id, "Words " * 8, cue=_cue(chance))
        frames = chance.randrange(48_000, 240_000)
        items.append(line)
        lengths[line.id] = Length(frames, TakeKey(f"t{at}"), 0, _words(frames))
    return Document(cast=cast, script=Script(items)), lengths


def _cue(chance: random.Random) -> Cue:
    others: list[Cue] = [CutIn(20_000), Over(30_000), With(), After(9_600)]
    return chance.choice(others) if chance.random() < 0.1 else BY_RULE


def _words(frames: int) -> tuple[SpokenWord, ...]:
    step = frames // 2 // 8
    return tuple(
        SpokenWord("Words", 6 * at, 6 * at + 5, step * at, step * at + step * 4 // 5)
        for at in range(8)
    )
