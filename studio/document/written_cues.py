"""The marks by which a script writes a Cue in front of a Line's words.

`^0.4` cuts in 0.4 s before the earlier Line ends, `^^0.4` talks over it, `^=` starts together with
it, `+0.8` waits 0.8 s, `@12.5` starts 12.5 s from the beginning. Decimal point and comma are both read.
"""

from __future__ import annotations

import re

from studio.document.cues import BY_RULE, After, At, Cue, CutIn, Over, With
from studio.frames import frames_from_seconds, seconds_from_frames

_MARK = re.compile(
    r"(?P<kind>\^\^|\^|\+|@)(?P<seconds>\d{1,6}(?:[.,]\d{1,3})?)(?=[ \t]|$)[ \t]*|(?P<together>\^=)[ \t]*"
)


def read_cue(text: str) -> tuple[Cue, str]:
    """The Cue written at the start of `text`, and the words behind it."""
    match = _MARK.match(text)
    if match is None:
        return BY_RULE, text
    rest = text[match.end() :]
    if match["together"]:
        return With(), rest
    frames = frames_from_seconds(float(match["seconds"].replace(",", ".")))
    if match["kind"] == "^":
        return CutIn(frames), rest
    if match["kind"] == "^^":
        return Over(frames), rest
    return (At(frames) if match["kind"] == "@" else After(frames)), rest


def written_cue(cue: Cue) -> str:
    """The mark for `cue`; empty where a script has no way to write it."""
    match cue:
        case CutIn(frames):
            return f"^{_seconds(frames)}"
        case Over(frames):
            return f"^^{_seconds(frames)}"
        case With():
            return "^="
        case After(int(frames)):
            return f"+{_seconds(frames)}"
        case At(frames):
            return f"@{_seconds(frames)}"
        case _:
            return ""


def _seconds(frames: int) -> str:
    return f"{seconds_from_frames(frames):.3f}".rstrip("0").rstrip(".")
