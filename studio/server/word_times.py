"""When each word of a piece is heard, from what the engine said of where it was in the text.

Pure. The words are those a reader would count; an engine may run two together or divide one, so its
marks are assigned to words, and words without a mark share the time of the one before.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from studio.server.engine import WordMark

_TOKEN = re.compile(r"/[^\s/<>]{1,60}/|[^\s—–…/\"“”„«»()\[\]{}<>|]+")
_NO_WORD = re.compile(r"<[^<>]{0,80}>|\.{2,}|-{2,}")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")

_SPOKEN_MARKS = "%&#@§‰"
_JOINED_TO_PICTURES = "\ufe0e\ufe0f\u20e3\u200d"


class WordTime(NamedTuple):
    """Code point offsets into the piece, end exclusive; milliseconds from its start."""

    start: int
    end: int
    start_ms: float
    end_ms: float


def word_times(
    text: str,
    marks: Sequence[WordMark],
    milliseconds: Callable[[int], float],
    total_ms: float,
    *,
    is_cut_off: bool = False,
) -> list[WordTime]:
    """The times of all words of `text`, in order; `milliseconds` turns a mark's sample into time.

    Of a sound that `is_cut_off` only the words that began in it have a time.
    """
    if is_cut_off:
        marks = [mark for mark in marks if milliseconds(mark.sample) < total_ms]
    begun = sorted((mark.position, mark.sample) for mark in marks if mark.length > 0)
    groups: list[tuple[int, list[tuple[int, int]]]] = []
    at = 0
    last = begun[-1][0] if begun else -1
    for start, end in _words(text, [position for position, _ in begun]):
        if is_cut_off and start > last:
            break
        samples = []
        while at < len(begun) and begun[at][0] < end:
            if begun[at][0] >= start:
                samples.append(begun[at][1])
            at += 1
        if samples or not groups:
            groups.append((min(samples, default=0), [(start, end)]))
        else:
            groups[-1][1].append((start, end))
    clause_ends = sorted(mark.sample for mark in marks if mark.length == 0)
    return list(_timed(groups, clause_ends, milliseconds, total_ms))


def _timed(
    groups: list[tuple[int, list[tuple[int, int]]]],
    clause_ends: list[int],
    milliseconds: Callable[[int], float],
    total_ms: float,
) -> Iterator[WordTime]:
    """A word lasts until the next begins or its clause ends."""
    before = 0.0
    for index, (sample, words) in enumerate(groups):
        start_ms = min(max(before, milliseconds(sample)), total_ms)
        end_ms = milliseconds(groups[index + 1][0]) if index + 1 < len(groups) else total_ms
        after = bisect_right(clause_ends, sample)
        if after < len(clause_ends):
            end_ms = min(end_ms, milliseconds(clause_ends[after]))
        end_ms = min(max(start_ms, end_ms), total_ms)
        letters = sum(end - start for start, end in words)
        for start, end in words:
            share = (end_ms - start_ms) * (end - start) / letters if len(words) > 1 else None
            stop = end_ms if share is None else start_ms + share
            yield WordTime(start, end, round(start_ms, 1), round(stop, 1))
            letters -= end - start
            start_ms = stop
        before = end_ms


def _words(text: str, positions: list[int]) -> Iterator[tuple[int, int]]:
    for match in _TOKEN.finditer(_NO_WORD.sub(lambda found: " " * len(found[0]), text)):
        if match[0][0] == "/":
            yield match.span()
            continue
        for start, end in _words_of(text, *match.span(), positions):
            if _UNSPACED.search(text, start, end) is None:
                yield start, end
            else:
                inside = (p for p in positions if start < p < end)
                yield from pairwise(sorted({start, end, *inside}))


def _words_of(text: str, first: int, last: int, positions: list[int]) -> Iterator[tuple[int, int]]:
    """A token is one word, without the marks around it. A sign that the engine said belongs to the word
    it touches (`$5`, `50%`, `#tag`); a picture, or a sign that stands alone, is a word of its own."""
    start, end = _without_marks(text, first, last)
    if start == end:
        signs = _said_signs(text, first, last, positions)
        if signs is not None:
            yield signs
        return
    before = _said_signs(text, first, start, positions)
    after = _said_signs(text, end, last, positions)
    if before is not None and before[1] == start and _belong(text[start - 1], text[start]):
        start, before = before[0], None
    if after is not None and after[0] == end and _belong(text[end], text[end - 1]):
        end, after = after[1], None
    yield from (word for word in (before, (start, end), after) if word is not None)


def _said_signs(text: str, start: int, end: int, positions: list[int]) -> tuple[int, int] | None:
    """The signs in this stretch of no letters, if the engine says that it began one there."""
    if not any(start <= position < end for position in positions):
        return None
    while start < end and not _is_sign(text[start]):
        start += 1
    while start < end and not (_is_sign(text[end - 1]) or text[end - 1] in _JOINED_TO_PICTURES):
        end -= 1
    return (start, end) if start < end else None


def _belong(sign: str, neighbour: str) -> bool:
    return neighbour.isdigit() or unicodedata.category(sign) != "So"


def _is_sign(letter: str) -> bool:
    return letter in _SPOKEN_MARKS or unicodedata.category(letter)[0] == "S"


def _without_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without what surrounds its first and last letter, digit or accent."""
    while start < end and not _is_letter(text[start]):
        start += 1
    while start < end and not _is_letter(text[end - 1]):
        end -= 1
    return start, end


def _is_letter(letter: str) -> bool:
    return letter not in _JOINED_TO_PICTURES and unicodedata.category(letter)[0] in "LNM"
