"""When text that comes in fragments becomes a chunk to speak. Pure: no clock, no task.

Longer chunks sound better, earlier ones are heard sooner; the client chooses by its schedule. The
places where a text may be divided are found by `boundaries`, what its tags mean by `markup`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from studio.server.boundaries import (
    best_cut,
    is_grapheme_border,
    sentence_ends,
    word_end_before_silence,
)
from studio.server.markup import has_something_to_say, open_tags, tag_spans, unfinished_tag_start
from studio.wire import limits

_LONGEST_ENDING = 80
"""A sentence's last word, its mark, quotes, blanks and what follows: looked at anew with more text."""
_TRY_AGAIN_LENGTH = 32
"""A full buffer that could not be divided is looked at again when so much was added."""
_PORTION = 4096
"""A long text is taken in portions, so that what is held stays short."""
_BLANKS = " \t\r\n\0\u00a0\u200b\u2009\u202f\ufeff"


@dataclass(frozen=True, slots=True)
class Chunking:
    """How eagerly to divide; the client's choice, fixed for a turn or a context."""

    lengths: tuple[int, ...] = limits.DEFAULT_CHUNK_LENGTHS
    at_every_sentence: bool = False
    most: int = limits.DEFAULT_MAX_BUFFER_LENGTH
    stale_seconds: float = limits.DEFAULT_FLUSH_TIMEOUT_MS / 1000.0


class Chunker:
    """Holds what is not yet a chunk."""

    def __init__(self, chunking: Chunking) -> None:
        self._chunking = chunking
        self._held = ""
        self._scanned = 0
        self._next_try = 0
        self._made = 0

    @property
    def held(self) -> str:
        return self._held

    def append(self, text: str) -> list[str]:
        """Take a fragment; the chunks it completed."""
        found: list[str] = []
        for at in range(0, len(text), _PORTION):
            found += self._append(text[at : at + _PORTION])
        return found

    def _append(self, text: str) -> list[str]:
        if not self._held:
            text = text.lstrip(_BLANKS)
        if not text:
            return []
        if self._held and not text[0].isascii():
            self._compose(text)
        else:
            self._held += text
        if any(map(str.isspace, text)):
            self._next_try = 0
        found: list[str] = []
        while (cut := self._cut()) > 0:
            found += self._take(cut)
        return found

    def stale(self) -> list[str]:
        """No fragment came for a while: what is whole words may go, the rest stays."""
        cut = word_end_before_silence(self._held[: self._holdable()])
        return self._take(cut) if cut else []

    def flush(self) -> list[str]:
        """No more is to come before this is spoken."""
        return self._take(len(self._held))

    def clear(self) -> None:
        self._held, self._scanned, self._next_try = "", 0, 0

    def _compose(self, text: str) -> None:
        """An accent that came in a fragment of its own joins its letter."""
        kept = max(0, len(self._held) - 8)
        self._held = self._held[:kept] + unicodedata.normalize("NFC", self._held[kept:] + text)
        self._scanned = min(self._scanned, kept)

    def _least(self) -> int:
        if self._chunking.at_every_sentence:
            return 1
        lengths = self._chunking.lengths
        return lengths[min(self._made, len(lengths) - 1)]

    def _cut(self) -> int:
        """Where to divide what is held, or 0 when it shall wait."""
        length = len(self._held)
        least = self._least()
        if length > least:
            spans = tag_spans(self._held) if "<" in self._held or "/" in self._held else []
            holdable = self._holdable()
            for end in sentence_ends(self._held, self._scanned):
                if least <= end <= holdable and not any(a < end < b for a, b in spans):
                    return end
            if not spans:
                self._scanned = max(self._scanned, length - _LONGEST_ENDING)
        if length < max(self._chunking.most, self._next_try):
            return 0
        cut = self._forced_cut()
        self._next_try = 0 if cut else length + _TRY_AGAIN_LENGTH
        return cut

    def _holdable(self) -> int:
        """Up to where nothing is inside an unfinished or unclosed tag."""
        if "<" not in self._held:
            return len(self._held)
        unfinished = unfinished_tag_start(self._held)
        opened = open_tags(self._held)
        return min(
            len(self._held) if unfinished is None else unfinished,
            opened[0].start if opened else len(self._held),
        )

    def _forced_cut(self) -> int:
        """The buffer is full: divide also inside a `<prosody>`, which is closed and opened anew."""
        most = self._chunking.most
        unfinished = unfinished_tag_start(self._held) if "<" in self._held else None
        limit = most if unfinished is None or unfinished == 0 else min(most, unfinished)
        spans = tag_spans(self._held, prosody=False)
        cut = best_cut(self._held, limit, spans)
        if not has_something_to_say(self._held[:cut]):
            cut = 0
        if cut or len(self._held) < limits.TEXT_LENGTH:
            return cut
        cut = limits.TEXT_LENGTH
        while cut > 1 and not is_grapheme_border(self._held, cut):
            cut -= 1
        return cut

    def _take(self, cut: int) -> list[str]:
        chunk, rest = self._held[:cut], self._held[cut:].lstrip(_BLANKS)
        if rest:
            reopened = [tag for tag in open_tags(chunk) if tag.name == "prosody"]
            if reopened:
                chunk = chunk.rstrip(_BLANKS) + "</prosody>"
                rest = reopened[-1].written + rest
        self._held, self._scanned, self._next_try = rest, 0, 0
        chunk = chunk.strip(_BLANKS)
        if not has_something_to_say(chunk):
            return []
        self._made += 1
        return [chunk]
