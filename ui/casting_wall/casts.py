"""Casts that are read against each other: for each Speaker a Voice. Pure values; knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from studio.document.values import Document, LineId, SpeakerId, Voice
from studio.takes.sent_text import sent_text

MOST_CASTS, MOST_LINES = 6, 6

Cast = tuple[tuple[SpeakerId, Voice], ...]


@dataclass(frozen=True, slots=True)
class Casts:
    """`heard` are the last two that were played, the last one first; all by their place."""

    casts: tuple[Cast, ...] = ()
    kept: frozenset[int] = frozenset()
    rejected: frozenset[int] = frozenset()
    current: int = 0
    heard: tuple[int, ...] = ()
    is_blind: bool = False


def lines_from(document: Document, first: LineId) -> tuple[LineId, ...]:
    """Six Lines with words, from this one on; near the end the last six."""
    lines = document.lines
    start = lines.place(first) or 0
    ahead = islice((at for at in range(start, len(lines)) if _speaks(document, at)), MOST_LINES)
    found = list(ahead)
    behind = (at for at in range(start - 1, -1, -1) if _speaks(document, at))
    found = [*reversed(list(islice(behind, MOST_LINES - len(found)))), *found]
    return tuple(lines[at].id for at in found)


def _speaks(document: Document, place: int) -> bool:
    return sent_text(document, document.lines[place]).has_words


def speakers_in(document: Document, lines: Sequence[LineId]) -> tuple[SpeakerId, ...]:
    """Who says something in these Lines, in the order of the Cast."""
    found = (document.lines.get(id) for id in lines)
    who = {line.speaker for line in found if line is not None}
    return tuple(speaker.id for speaker in document.cast if speaker.id in who)


def first_casts(
    speakers: Sequence[SpeakerId], choices: Mapping[SpeakerId, Sequence[Voice]]
) -> tuple[Cast, ...]:
    """What the first choices of each come to, at most six of them."""
    in_question = [speaker for speaker in speakers if choices.get(speaker)]
    each = [[(speaker, voice) for voice in choices[speaker]] for speaker in in_question]
    return tuple(islice(product(*each), MOST_CASTS)) if each else ()


def with_another(casts: Casts) -> Casts:
    """One more that is at first like the current one."""
    if not casts.casts or len(casts.casts) >= MOST_CASTS:
        return casts
    return replace(
        casts, casts=(*casts.casts, casts.casts[casts.current]), current=len(casts.casts)
    )


def without(casts: Casts, place: int) -> Casts:
    """Without this one; the others move up, and the last one stays."""
    if len(casts.casts) < 2:
        return casts
    left = tuple(cast for at, cast in enumerate(casts.casts) if at != place)

    def moved(places: Sequence[int] | frozenset[int]) -> list[int]:
        return [at - (at > place) for at in places if at != place]

    return Casts(
        left,
        frozenset(moved(casts.kept)),
        frozenset(moved(casts.rejected)),
        min(casts.current, len(left) - 1),
        tuple(moved(casts.heard)),
        casts.is_blind,
    )


def with_voice(casts: Casts, place: int, speaker: SpeakerId, voice: Voice) -> Casts:
    """This Speaker by another Voice in this cast."""
    changed = tuple((who, voice if who == speaker else old) for who, old in casts.casts[place])
    whole = (*casts.casts[:place], changed, *casts.casts[place + 1 :])
    return replace(casts, casts=whole, current=place)


def keeping(casts: Casts, place: int) -> Casts:
    return replace(casts, kept=casts.kept ^ {place}, rejected=casts.rejected - {place})


def rejecting(casts: Casts, place: int) -> Casts:
    return replace(casts, rejected=casts.rejected ^ {place}, kept=casts.kept - {place})


def after_hearing(casts: Casts, place: int) -> Casts:
    before = tuple(each for each in casts.heard if each != place)
    return replace(casts, current=place, heard=(place, *before)[:2])


def next_in_turn(casts: Casts, after: int | None) -> int | None:
    """Which to hear after this one, or first, when all are played: those rejected are passed over."""
    later = range(0 if after is None else after + 1, len(casts.casts))
    return next((place for place in later if place not in casts.rejected), None)
