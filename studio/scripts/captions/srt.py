"""SubRip subtitles."""

from __future__ import annotations

import re

from studio.scripts.captions.cue import Captions, spoken_in
from studio.scripts.reading import Finding, Reading, ReadingOptions
from studio.sentences import sentence

TIMES = re.compile(r"[ \t]*(-?[\d:.,]{4,20})[ \t]*-->[ \t]*(-?[\d:.,]{4,20})(?:[ \t].*)?")

_stray = sentence(
    "srt.stray",
    "these words have no time above them. Add a row such as 00:00:01,000 --> 00:00:03,000.",
)


def read_srt(rows: list[str], options: ReadingOptions) -> Reading:
    """Blocks of number, times and words; numbers and empty rows may be missing."""
    captions = Captions()
    at = 0
    while at < len(rows):
        match = TIMES.fullmatch(rows[at]) if "-->" in rows[at] else None
        if match is None:
            text = rows[at].strip()
            following = rows[at + 1] if at + 1 < len(rows) else ""
            if text and not (text.isdecimal() and "-->" in following):
                captions.not_understood.append(Finding(at + 1, text[:80], _stray()))
            at += 1
            continue
        end = at + 1
        while end < len(rows) and rows[end].strip() and "-->" not in rows[end]:
            end += 1
        if end < len(rows) and "-->" in rows[end] and rows[end - 1].strip().isdecimal():
            end -= 1
        said = list(spoken_in(rows[at + 1 : end]))
        captions.speech(at + 1, match[1], match[2], said)
        at = end
    return captions.reading()
