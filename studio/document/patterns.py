"""Looking for what somebody typed: plain words or a pattern, found in bounded time.

A pattern comes from people, or with a project from strangers, so it may be one that takes for ever;
each search has a time limit.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from studio.errors import InputError
from studio.sentences import sentence

LONGEST_PATTERN = 500
SECONDS_PER_TEXT = 0.25
SECONDS_IN_ALL = 5.0
"""Of searching with one pattern; a hundred thousand plain lines take a tenth of it."""

_not_a_pattern = sentence(
    "pattern.not-one", "{pattern!r} is not a pattern: {reason}. Mend it, or search for plain text."
)
_too_slow = sentence(
    "pattern.too-slow",
    "The pattern {pattern!r} takes too long. Write it without repetitions inside repetitions.",
)
_no_such_group = sentence(
    "pattern.no-group",
    "{replacement!r} refers to a part that the pattern does not have. Mend the replacement.",
)


@dataclass(frozen=True, slots=True)
class Found:
    """Where it stands in the text, and what is to stand there instead."""

    start: int
    end: int
    replacement: str


class Finder:
    """A search made ready; raises InputError for a pattern that is none."""

    def __init__(self, words: str, *, is_pattern: bool, match_case: bool, whole_word: bool) -> None:
        self._words = words
        self._is_pattern = is_pattern
        source = words if is_pattern else regex.escape(words, special_only=True)
        if whole_word:
            source = rf"(?<!\w)(?:{source})(?!\w)"
        flags = regex.VERSION0 | (0 if match_case else regex.IGNORECASE | regex.FULLCASE)
        try:
            if len(words) > LONGEST_PATTERN:
                raise regex.error(f"it has more than {LONGEST_PATTERN} characters")
            self._compiled = regex.compile(source, flags)
        except (regex.error, RecursionError, OverflowError) as error:
            reason = str(error) or "it is nested too deeply"
            raise InputError(_not_a_pattern(pattern=words, reason=reason)) from error
        self._seconds_left = SECONDS_IN_ALL

    def find(self, text: str, replacement: str = "") -> Iterator[Found]:
        """Every place, first to last; an empty match is none. `\\1` in the replacement of a pattern
        stands for its first part."""
        matches = self._compiled.finditer(text, timeout=SECONDS_PER_TEXT)
        try:
            while (match := self._timed(matches)) is not None:
                if match.end() > match.start():
                    new = match.expand(replacement) if self._is_pattern else replacement
                    yield Found(match.start(), match.end(), new)
        except TimeoutError as error:
            raise InputError(_too_slow(pattern=self._words)) from error
        except (regex.error, IndexError) as error:
            raise InputError(_no_such_group(replacement=replacement)) from error

    def _timed(self, matches: Iterator[regex.Match[str]]) -> regex.Match[str] | None:
        """The next one; only the search counts, not what the caller does in between."""
        begun = time.monotonic()
        match = next(matches, None)
        self._seconds_left -= time.monotonic() - begun
        if self._seconds_left < 0:
            raise TimeoutError
        return match


def with_replacements(text: str, found: list[Found]) -> str:
    """`text` with each of `found`, which follow each other, replaced."""
    pieces, end = [], 0
    for each in found:
        pieces += [text[end : each.start], each.replacement]
        end = each.end
    return "".join([*pieces, text[end:]])
