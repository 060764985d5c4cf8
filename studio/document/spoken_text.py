"""What a server is to say for a Line: the words without the marks that are only for people."""

from __future__ import annotations

import re
import unicodedata

from studio.document.values import Line

_CUT_MARKS = ("--", "–", "—")
_SPACES = re.compile(r"\s+")


def without_cut_mark(text: str) -> tuple[str, bool]:
    """The text without a final ` --`, ` –` or ` —`, and whether there was one."""
    bare = text.rstrip()
    for mark in _CUT_MARKS:
        if bare.endswith(mark):
            return bare[: -len(mark)].rstrip(), True
    return text, False


def spoken_text(line: Line) -> str:
    """The words as sent: NFC, runs of spaces folded, no written interruption at the end."""
    words, _ = without_cut_mark(line.text if line.spoken is None else line.spoken)
    return unicodedata.normalize("NFC", _SPACES.sub(" ", words)).strip()
