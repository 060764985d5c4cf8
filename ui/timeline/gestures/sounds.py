"""Dragging music and effects: where they lie, their edges, fades and gain. The file stays as it is."""

from __future__ import annotations

from dataclasses import replace

from studio.document import step_names
from studio.document.edits.sounds import put_sound
from studio.document.sounds import SoundClip
from studio.sentences import Message
from studio.timeline.snapping import snap_frames, snapped
from studio.timeline.values import PlacedSound
from ui import quantities
from ui.timeline.gestures.draft import Draft, Held, Situation
from ui.timeline.gestures.move import AT
from ui.timeline.gestures.shape import (
    FADES_IN,
    FADES_OUT,
    GAIN,
    GAIN_PIXELS,
    LEAST_GAIN,
    MOST_GAIN,
)
from ui.timeline.grip import Grip

_SHORTEST_FRAMES = 480
_STEP, _FINE_STEP = 0.5, 0.1


class SoundGesture:
    """Of one sound, taken hold of at `grabbed_frame` by one of its grips."""

    def __init__(
        self, situation: Situation, sound: PlacedSound, grip: Grip, grabbed_frame: int
    ) -> None:
        self._situation, self._sound, self._grip = situation, sound, grip
        self._offset = grabbed_frame - sound.start_frame
        clips = situation.document.sound_clips
        self._clip = next((clip for clip in clips if clip.id == sound.id), None)

    def moved(self, frame: int, down: float, held: Held) -> Draft | None:
        clip = self._clip
        if clip is None:
            return None
        match self._grip:
            case Grip.BODY:
                return self._moved(clip, frame, held)
            case Grip.START:
                return self._started(clip, self._caught(frame, held))
            case Grip.END:
                return self._ended(clip, self._caught(frame, held))
            case Grip.FADE_IN | Grip.FADE_OUT:
                return self._faded(clip, frame)
            case Grip.GAIN:
                return self._gained(clip, down, held)

    def _moved(self, clip: SoundClip, frame: int, held: Held) -> Draft | None:
        start = max(0, self._caught(frame - self._offset, held))
        said = AT(time=quantities.position(start))
        return self._with(replace(clip, start_frame=start), said)

    def _started(self, clip: SoundClip, frame: int) -> Draft | None:
        """Leave out, or give back, its beginning; what is left sounds when it did."""
        sound = self._sound
        least = sound.start_frame - clip.trim_start_frames
        start = min(max(frame, least, 0), sound.end_frame - _SHORTEST_FRAMES)
        later = start - sound.start_frame
        length = None if clip.length_frames is None else clip.length_frames - later
        changed = replace(
            clip,
            start_frame=start,
            trim_start_frames=clip.trim_start_frames + later,
            length_frames=length,
        )
        return self._with(changed, AT(time=quantities.position(start)))

    def _ended(self, clip: SoundClip, frame: int) -> Draft | None:
        sound = self._sound
        end = max(frame, sound.start_frame + _SHORTEST_FRAMES)
        changed = replace(clip, length_frames=end - sound.start_frame)
        return self._with(changed, AT(time=quantities.position(end)))

    def _faded(self, clip: SoundClip, frame: int) -> Draft | None:
        sound, is_start = self._sound, self._grip is Grip.FADE_IN
        frames = frame - sound.start_frame if is_start else sound.end_frame - frame
        frames = min(max(0, frames), sound.end_frame - sound.start_frame)
        said = (FADES_IN if is_start else FADES_OUT)(seconds=quantities.exact_seconds(frames))
        changed = (
            replace(clip, fade_in_frames=frames)
            if is_start
            else replace(clip, fade_out_frames=frames)
        )
        return self._with(changed, said)

    def _gained(self, clip: SoundClip, down: float, held: Held) -> Draft | None:
        step = _FINE_STEP if held.is_free else _STEP
        gain = self._sound.gain_db - down / GAIN_PIXELS * (MOST_GAIN - LEAST_GAIN)
        gain = round(min(max(round(gain / step) * step, LEAST_GAIN), MOST_GAIN), 1)
        return self._with(replace(clip, gain_db=gain), GAIN(gain=quantities.decibels(gain)))

    def _caught(self, frame: int, held: Held) -> int:
        situation, reach = self._situation, self._situation.reach_frames
        if held.is_free or not reach:
            return frame
        places = snap_frames(
            situation.timeline,
            situation.lengths,
            frame - reach,
            frame + reach,
            situation.playhead,
        )
        own = {self._sound.start_frame, self._sound.end_frame}
        return snapped(frame, [place for place in places if place not in own], reach)

    def _with(self, changed: SoundClip, said: Message) -> Draft | None:
        if changed == self._clip:
            return None
        return Draft(
            step_names.SOUND(),
            lambda it: put_sound(it, changed),
            said,
            self._situation.lengths,
        )
