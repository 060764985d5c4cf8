"""Dividing a text that is too long for one Line."""

from __future__ import annotations

import re
import unicodedata

_SENTENCE_END = re.compile(r"(?:[.!?…][\"'”’)]*(?=\s)|[。！？](?:[」』）])?)")


def split_at_sentences(text: str, limit: int) -> list[str]:
    """Parts of at most `limit` characters that together say `text`: cut after a sentence where one
    ends in the later half, else at a space, else anywhere but within a letter and its accents."""
    parts = []
    start = 0
    while len(text) - start > limit:
        end = start + limit
        cut = max(
            (match.end() for match in _SENTENCE_END.finditer(text, start + limit // 2, end)),
            default=0,
        )
        cut = cut or text.rfind(" ", start + limit // 2, end)
        if cut <= start:
            cut = end
            while cut > start + limit // 2 and _belongs_to_letter_before(text[cut]):
                cut -= 1
        parts.append(text[start:cut].strip())
        start = cut
    parts.append(text[start:].strip())
    return [part for part in parts if part]


def _belongs_to_letter_before(letter: str) -> bool:
    return bool(unicodedata.combining(letter)) or letter in "\u200d\ufe0e\ufe0f"
