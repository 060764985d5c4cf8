"""The sound of the Timeline, block by block: the one mixer behind playback and export.

Pure but for one cache of Takes brought to the project rate. Takes are asked for by key, so that a
mixer made for a Timeline keeps working while Takes come and go.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from studio.audio.resample import resampled
from studio.audio.samples import float_samples
from studio.document.lanes import LaneSettings
from studio.document.values import Document, SpeakerId
from studio.frames import PROJECT_RATE, TAKE_RATE
from studio.takes.recipe import TakeKey
from studio.takes.take import Take
from studio.timeline.values import Clip, Span, Timeline

Block = NDArray[np.float32]

DUCK_GAIN = 10 ** (-6 / 20)
DUCK_RAMP_FRAMES = PROJECT_RATE * 60 // 1000
SILENT = (0.0, 0.0)
_TAKES_AT_PROJECT_RATE = 64


class Mixer:
    """Mixes one Timeline. Use from one thread at a time."""

    def __init__(
        self, document: Document, timeline: Timeline, take: Callable[[TakeKey], Take | None]
    ) -> None:
        self._clips = sorted(timeline.clips, key=lambda clip: clip.start_frame)
        self._starts = [clip.start_frame for clip in self._clips]
        self._latest_ends = list(accumulate((clip.end_frame for clip in self._clips), max))
        self._gains = _lane_gains(document)
        self._take = take
        self._sounds: OrderedDict[TakeKey, NDArray[np.float32]] = OrderedDict()
        self.end_frame = timeline.end_frame

    def mix(self, start_frame: int, frames: int) -> Block:
        """Frames from `start_frame` on; fewer than asked where the next Clip has no Take yet."""
        clips = self._clips_in(start_frame, start_frame + frames)
        sounds: list[tuple[Clip, NDArray[np.float32]]] = []
        for clip in clips:
            sound = self._sound(clip.take)
            if sound is not None:
                sounds.append((clip, sound))
            else:
                frames = min(frames, max(0, clip.start_frame - start_frame))
        block = np.zeros((frames, 2), np.float32)
        for clip, sound in sounds:
            self._add(block, start_frame, clip, sound)
        return np.clip(block, -1.0, 1.0, out=block)

    def _clips_in(self, start_frame: int, end_frame: int) -> list[Clip]:
        first = bisect_right(self._latest_ends, start_frame)
        last = bisect_left(self._starts, end_frame)
        return [
            clip
            for clip in self._clips[first:last]
            if clip.end_frame > start_frame and self._gains[clip.speaker] != SILENT
        ]

    def _add(self, block: Block, block_start: int, clip: Clip, sound: NDArray[np.float32]) -> None:
        start = max(block_start, clip.start_frame)
        end = min(block_start + len(block), clip.end_frame, clip.start_frame + len(sound))
        left, right = self._gains[clip.speaker]
        if end <= start:
            return
        piece = sound[start - clip.start_frame : end - clip.start_frame]
        if clip.fade_out_frames and end > clip.end_frame - clip.fade_out_frames:
            piece = piece * _fade_out(clip, start, end)
        for duck in clip.ducks:
            if start < duck.end_frame + DUCK_RAMP_FRAMES and end > duck.start_frame:
                piece = piece * _ducked(duck, start, end)
        target = block[start - block_start : end - block_start]
        target[:, 0] += piece * left
        target[:, 1] += piece * right

    def _sound(self, key: TakeKey | None) -> NDArray[np.float32] | None:
        if key is None:
            return None
        sound = self._sounds.get(key)
        if sound is None:
            take = self._take(key)
            if take is None:
                return None
            sound = resampled(float_samples(take.samples), TAKE_RATE, PROJECT_RATE)
            self._sounds[key] = sound
            while len(self._sounds) > _TAKES_AT_PROJECT_RATE:
                self._sounds.popitem(last=False)
        self._sounds.move_to_end(key)
        return sound


def _fade_out(clip: Clip, start: int, end: int) -> NDArray[np.float32]:
    left = np.arange(clip.end_frame - start, clip.end_frame - end, -1, dtype=np.float32)
    gain: NDArray[np.float32] = np.clip(left / np.float32(clip.fade_out_frames), 0.0, 1.0)
    return gain


def _ducked(duck: Span, start: int, end: int) -> NDArray[np.float32]:
    """Down to the duck's gain over a ramp at its start, and back over a ramp after its end."""
    frames = np.arange(start, end, dtype=np.float32)
    into = np.clip((frames - duck.start_frame) / DUCK_RAMP_FRAMES, 0.0, 1.0)
    out = np.clip((frames - duck.end_frame) / DUCK_RAMP_FRAMES, 0.0, 1.0)
    return (1.0 - (1.0 - DUCK_GAIN) * (into - out)).astype(np.float32)


def _lane_gains(document: Document) -> dict[SpeakerId, tuple[float, float]]:
    any_solo = any(speaker.lane.is_solo for speaker in document.cast)
    return {speaker.id: _gains(speaker.lane, any_solo) for speaker in document.cast}


def _gains(lane: LaneSettings, any_solo: bool) -> tuple[float, float]:
    """Left and right, equal power: a Lane in the middle is 3 dB down on each side."""
    if lane.is_muted or (any_solo and not lane.is_solo):
        return SILENT
    gain = 10 ** (lane.gain_db / 20)
    angle = (lane.pan + 1) * math.pi / 4
    return gain * math.cos(angle), gain * math.sin(angle)
