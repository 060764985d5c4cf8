"""A text chunk divided into pieces for the engine, and what the engine has said of each. Pure."""

from __future__ import annotations

import math
import re
from collections import deque

from studio.server.boundaries import best_cut
from studio.server.engine import Piece
from studio.server.markup import tag_spans, visible_end
from studio.server.sound_path import LEAD_MS, SoundFormat
from studio.server.speech_settings import Refusal
from studio.server.worker_pipe import Sound, Spoken
from studio.wire.messages import WordTiming

PIECE_LENGTH = 400
"""Characters the engine gets at once; other contexts have their turn in between."""
SENTENCE_PAUSE_MS, CLAUSE_PAUSE_MS, WORD_PAUSE_MS = 160, 90, 25
_SENTENCE_REST_MS, _CLAUSE_REST_MS = 345, 168
_REST_WORDS_PER_MINUTE, _REST_SHORTENS = 160.0, 1.6
"""How long the voices rest between two sentences, or clauses, that they speak in one go at this rate,
and by which power of the rate a rest gets shorter: measured, to within some 20 ms for most voices."""
_SENTENCE_MARKS = ".!?…。！？।॥۔؟።"
_GREEK = re.compile("[\u0370-\u03ff]")
_CLAUSE_MARKS = ",;:،؛、，；：—–"


class SpokenChunk:
    """One text chunk on its way: what is not yet at the engine, and what was heard of it."""

    __slots__ = ("began", "id", "is_announced", "pieces_out", "samples", "spans", "text", "words")

    def __init__(self, id: int, text: str, now: float) -> None:
        self.id = id
        self.text = text
        self.began = now
        self.is_announced = False
        self.spans = piece_spans(text)
        self.pieces_out = 0
        self.samples = 0
        self.words: list[WordTiming] = []

    @property
    def is_over(self) -> bool:
        return not self.spans and self.pieces_out == 0

    def time_words(self, report: Spoken, start: int, rate: int) -> None:
        """Add the words of a piece that began at `start` of the text and was just heard to its end."""
        began_ms = self.samples * 1000.0 / rate - report.audio_ms
        self.words += [
            WordTiming(
                self.text[start + word.start : start + word.end],
                round(began_ms + word.start_ms, 1),
                round(began_ms + word.end_ms, 1),
                start + word.start,
                start + word.end,
            )
            for word in report.words
        ]


class PieceWanted:
    """What the engine shall do, and, while an earlier piece is still being heard, what it did."""

    __slots__ = (
        *("chunk", "early", "end", "lead_ms", "most_ms", "pause_ms", "piece", "start", "wanted"),
    )

    def __init__(
        self,
        chunk: SpokenChunk,
        start: int,
        piece: Piece,
        wanted: SoundFormat,
        lead_ms: int = 0,
        most_ms: int | None = None,
    ) -> None:
        self.chunk = chunk
        self.start = start
        self.piece = piece
        self.wanted = wanted
        self.lead_ms = lead_ms
        self.most_ms = most_ms
        self.pause_ms = pause_after_ms(piece.text)
        self.early: list[Sound] = []
        self.end: Spoken | Refusal | None = None


def piece_spans(text: str) -> deque[tuple[int, int]]:
    """`text` divided for the engine, all of it, at the best places there are."""
    found: deque[tuple[int, int]] = deque()
    at = 0
    while len(text) - at > PIECE_LENGTH:
        rest = text[at:]
        cut = best_cut(rest, PIECE_LENGTH, tag_spans(rest) if "<" in rest or "/" in rest else [])
        if cut <= 0:
            break
        found.append((at, at + cut))
        at += cut
    found.append((at, len(text)))
    return found


def pause_after_ms(text: str) -> int:
    """The quiet at the end of a piece, behind a sentence, a clause, or a word in the midst of one."""
    return _by_ending(text, SENTENCE_PAUSE_MS, CLAUSE_PAUSE_MS, WORD_PAUSE_MS)


def rest_before_ms(text_before: str, words_per_minute: float) -> int:
    """The quiet that a piece begins with so that, together with the end of the one before, it is what
    the voice would have rested had it spoken both in one go."""
    rest = _by_ending(text_before, _SENTENCE_REST_MS, _CLAUSE_REST_MS, 0)
    rest_ms = round(rest * math.pow(_REST_WORDS_PER_MINUTE / words_per_minute, _REST_SHORTENS))
    return max(0, rest_ms - pause_after_ms(text_before) - LEAD_MS)


def _by_ending(text: str, sentence: int, clause: int, word: int) -> int:
    last = visible_end(text)
    if last in _SENTENCE_MARKS or (last == ";" and _GREEK.search(text)):
        return sentence
    return clause if last in _CLAUSE_MARKS else word
