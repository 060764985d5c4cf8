"""Fades and gain of a Clip: dragging a corner inward, or the line of its gain up and down."""

from __future__ import annotations

from dataclasses import replace

from studio.document import step_names
from studio.document.clip_edit import ClipEdit
from studio.document.edits import lines
from studio.document.values import LineId
from studio.sentences import Message, sentence
from studio.timeline.clip import Clip
from ui import quantities
from ui.timeline.gestures.draft import Draft, Held, Situation

FADES_IN = sentence("ui.timeline.shape.fades_in", "Fades in over {seconds}")
FADES_OUT = sentence("ui.timeline.shape.fades_out", "Fades out over {seconds}")
GAIN = sentence("ui.timeline.shape.gain", "Gain {gain}")

LEAST_GAIN, MOST_GAIN = -24.0, 12.0
GAIN_PIXELS = 96.0
"""So far is it from the least gain to the most."""

_STEP, _FINE_STEP = 0.5, 0.1
_LEAST_FADE = 240  # Under 5 ms a fade is none.


class Fade:
    """In at the beginning of the Clip, or out at its end."""

    def __init__(self, situation: Situation, clip: Clip, *, is_start: bool) -> None:
        self._situation, self._clip, self._is_start = situation, clip, is_start

    def moved(self, frame: int, down: float, held: Held) -> Draft | None:
        clip = self._clip
        whole = clip.uncut_end_frame - clip.start_frame
        frames = frame - clip.start_frame if self._is_start else clip.uncut_end_frame - frame
        frames = min(max(0, frames), whole)
        if frames < _LEAST_FADE:
            frames = 0
        return faded_over(self._situation, clip.line, frames, is_start=self._is_start)


class Gain:
    """Half a decibel at a time; a tenth while Ctrl is held."""

    def __init__(self, situation: Situation, clip: Clip) -> None:
        self._situation, self._clip = situation, clip

    def moved(self, frame: int, down: float, held: Held) -> Draft | None:
        step = _FINE_STEP if held.is_free else _STEP
        gain = self._clip.gain_db - down / GAIN_PIXELS * (MOST_GAIN - LEAST_GAIN)
        gain = min(max(round(gain / step) * step, LEAST_GAIN), MOST_GAIN)
        return louder_by(self._situation, self._clip.line, round(gain, 1))


def faded_over(situation: Situation, line: LineId, frames: int, *, is_start: bool) -> Draft | None:
    old = situation.document.lines.get(line)
    if old is None:
        return None
    was = old.clip
    edit = replace(was, fade_in_frames=frames) if is_start else replace(was, fade_out_frames=frames)
    said = (FADES_IN if is_start else FADES_OUT)(seconds=quantities.exact_seconds(frames))
    return _with(situation, line, edit, said)


def louder_by(situation: Situation, line: LineId, gain_db: float) -> Draft | None:
    old = situation.document.lines.get(line)
    if old is None:
        return None
    said = GAIN(gain=quantities.decibels(gain_db))
    return _with(situation, line, replace(old.clip, gain_db=gain_db), said)


def _with(situation: Situation, line: LineId, edit: ClipEdit, said: Message) -> Draft | None:
    old = situation.document.lines.get(line)
    if old is None or edit == old.clip:
        return None
    name = step_names.CLIP(1)
    return Draft(name, lambda it: lines.set_clip(it, [line], edit), said, situation.lengths)
