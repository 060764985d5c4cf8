"""What a speech carries besides its words: a Cue in front, a direction in brackets, ` --` at its end.

Reading takes them off, writing puts them on; a backslash keeps words that only look like a mark.
"""

from __future__ import annotations

import re

from studio.document.cues import BY_RULE, Cue
from studio.document.spoken_text import without_cut_mark
from studio.document.values import Line
from studio.document.written_cues import read_cue, written_cue
from studio.scripts.encodings import rows_of
from studio.scripts.reading import ReadingOptions

STARTS, ENDS = "^+@(（\\", "-–—"
"""A speech that neither begins nor ends with one of these carries no mark."""

_DIRECTION = re.compile(r"\(([^()\n]*)\)[ \t]*|（([^（）\n]*)）[ \t\u3000]*")
_ESCAPED = re.compile(r"\\(?=[\^+@(（\\])")
_ESCAPED_CUT = re.compile(r"\\((?:--|–|—)\s*)$")
_UNESCAPED_CUT = re.compile(r"((?:--|–|—)\s*)$")


def read_marks(text: str, direction: str, options: ReadingOptions) -> tuple[str, str, Cue, bool]:
    """The words, the direction (that of the brackets unless one is known), the Cue, and whether the
    speech may be cut off. The words keep their ` --`, which `spoken_text` leaves out."""
    cue: Cue = BY_RULE
    if options.marks_are_cues:
        cue, text = read_cue(text)
    if options.brackets_are_directions and not direction and text[:1] in ("(", "（"):
        bare = text
        direction, text = read_direction(text)
        if text != bare and cue == BY_RULE and options.marks_are_cues:
            cue, text = read_cue(text)
    if text[:1] == "\\":
        text = _ESCAPED.sub("", text, count=1)
    text, may_be_cut = read_end(text)
    return text, direction, cue, may_be_cut and options.marks_are_cues


def read_direction(text: str) -> tuple[str, str]:
    """The direction in brackets at the start of `text`, if there is one, and the words behind it."""
    match = _DIRECTION.match(text)
    if match is None or match.end() == len(text):
        return "", text
    return (match[1] or match[2] or "").strip(), text[match.end() :]


def read_end(text: str) -> tuple[str, bool]:
    """The words, and whether the mark at their end says that they may be cut off."""
    if text.rstrip()[-1:] not in ("-", "–", "—"):
        return text, False
    text, kept = _ESCAPED_CUT.subn(r"\1", text)
    return text, not kept and without_cut_mark(text)[1]


def written_marks(line: Line, words: str) -> str:
    """`words` of `line` with its Cue, its direction and its cut mark, so that `read_marks` finds them
    again and nothing else."""
    said = one_row(line.direction).replace("(", "[").replace(")", "]")
    direction = f"({said})" if said else ""
    marked = escaped_words(words, line.may_be_cut)
    return " ".join(part for part in (written_cue(line.cue), direction, marked) if part)


def escaped_words(words: str, may_be_cut: bool) -> str:
    """`words` with a cut mark if they are to have one, and a backslash before what only looks like
    a mark."""
    if words[:1] and words[0] in STARTS:
        words = "\\" + words
    return written_end(words, may_be_cut)


def written_end(words: str, may_be_cut: bool) -> str:
    """`words` with ` --` at their end if they may be cut off, and with no such mark if not."""
    if not without_cut_mark(words)[1]:
        return f"{words} --" if may_be_cut else words
    return words if may_be_cut else _UNESCAPED_CUT.sub(r"\\\1", words)


def one_row(text: str) -> str:
    """The text with its line breaks made spaces, for a format that has but one row."""
    if "\n" not in text and "\r" not in text:
        return text.strip(" \t")
    return " ".join(filter(None, (row.strip(" \t") for row in rows_of(text))))
