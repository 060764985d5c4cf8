"""A Cue in the cells `pause_before_ms` and `overlap_ms` of our table, and back."""

from __future__ import annotations

from studio.document.cues import BY_RULE, After, At, Cue, CutIn, Over, With
from studio.frames import frames_from_seconds
from studio.scripts.tables.cells import milliseconds_in, milliseconds_text, seconds_text


def cue_cells(cue: Cue) -> tuple[str, str]:
    """The cells `pause_before_ms` and `overlap_ms`."""
    match cue:
        case After(int(frames)):
            return milliseconds_text(frames), ""
        case CutIn(frames):
            return "", milliseconds_text(frames)
        case Over(frames):
            return "", f"over {milliseconds_text(frames)}"
        case With():
            return "", "together"
        case At(frames):
            return f"at {seconds_text(frames)}", ""
        case _:
            return "", ""


def cue_in(pause: str, overlap: str) -> Cue | None:
    """The Cue in the two cells; None when what stands there is none."""
    if overlap == "together":
        return With()
    if overlap:
        kind, _, number = overlap.rpartition(" ")
        frames = milliseconds_in(number)
        if frames is None:
            return None
        return Over(frames) if kind == "over" else CutIn(frames)
    if not pause:
        return BY_RULE
    if pause.startswith("at "):
        seconds = pause[3:].replace(",", ".")
        is_number = seconds.replace(".", "", 1).isdecimal() and len(seconds) < 20
        return At(frames_from_seconds(float(seconds))) if is_number else None
    frames = milliseconds_in(pause)
    return None if frames is None else After(frames)
