"""What the Speakers' Clips sound like, each by itself: the Take with its fades, ducks and gain. How
they are put together is left to `mixer`."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from studio.audio.convolver import BLOCK_FRAMES
from studio.document.sounds import SoundLaneId
from studio.document.values import SpeakerId
from studio.frames import PROJECT_RATE, TAKE_RATE
from studio.timeline.clips import Clips
from studio.timeline.ducking import TALKED_OVER, duck_curve, gains
from studio.timeline.fades import faded, level_between
from studio.timeline.lane_gains import SILENT, Sides
from studio.timeline.take_sounds import Mono, TakeSounds
from studio.timeline.values import Clip


class Voices:
    """Clips that are heard; those that are muted, or on a Lane that is, are passed over."""

    def __init__(
        self, clips: Clips, lanes: Mapping[SpeakerId | SoundLaneId, Sides], takes: TakeSounds
    ) -> None:
        self._clips = clips
        self._lanes = lanes
        self.takes = takes

    def heard(self, start_frame: int, end_frame: int) -> list[Clip]:
        """Those of which something lies between two frames; the earliest first."""
        return [
            clip
            for clip in self._clips.between(start_frame, end_frame)
            if not clip.is_muted and self._lanes[clip.speaker] != SILENT
        ]

    def piece(self, clip: Clip, start: int, end: int) -> Mono:
        """A Clip's sound between two frames within it; less while no more of its Take is at hand."""
        return self._shaped(clip, start, self.taken(clip, start, end))

    def taken(self, clip: Clip, start: int, end: int) -> Mono:
        """The same as it is in the Take, not to be written to."""
        if clip.take is None:
            return _NOTHING
        trimmed = clip.start_sample * PROJECT_RATE // TAKE_RATE
        first = start - clip.start_frame + trimmed
        return self.takes.piece(clip.take, first, end - start, clip.speaker)

    def add(self, target: Mono, clip: Clip, start: int, taken: Mono) -> None:
        """Add what was `taken` of the Clip, from frame `start` on, as it is heard."""
        if clip.ducks or clip.gain_db:
            target += self._shaped(clip, start, taken)
            return
        span = (clip.start_frame, clip.end_frame)
        first, last = level_between(span, _fades(clip))
        rises = min(max(0, first - start), len(taken))
        falls = min(max(rises, last - start), len(taken))
        # Between its fades nothing is to be done to it, and copying it would take as long as the rest.
        target[rises:falls] += taken[rises:falls]
        for begins, ends in ((0, rises), (falls, len(taken))):
            if begins < ends:
                target[begins:ends] += faded(taken[begins:ends], start + begins, span, _fades(clip))

    def _shaped(self, clip: Clip, start: int, piece: Mono) -> Mono:
        piece = faded(piece, start, (clip.start_frame, clip.end_frame), _fades(clip))
        if clip.ducks:
            ducked = gains(duck_curve(clip.ducks, TALKED_OVER), start, start + len(piece))
            piece = piece if ducked is None else piece * ducked
        if clip.gain_db:
            piece = piece * np.float32(10 ** (clip.gain_db / 20))
        return piece

    def prepare(self, start_frame: int, end_frame: int) -> None:
        """Bring what is heard between two frames to the project rate, for when it is asked for."""
        for clip in self.heard(start_frame, end_frame):
            self.taken(clip, max(start_frame, clip.start_frame), min(end_frame, clip.end_frame))

    def lane(self, speaker: SpeakerId, number: int) -> Mono | None:
        """One of the blocks that effects work with, of all that a Speaker says; None while not all
        of it is at hand."""
        first = number * BLOCK_FRAMES
        lane = np.zeros(BLOCK_FRAMES, np.float32)
        for clip in self.heard(first, first + BLOCK_FRAMES):
            if clip.speaker == speaker:
                start = max(first, clip.start_frame)
                end = min(first + BLOCK_FRAMES, clip.end_frame)
                piece = self.piece(clip, start, end)
                if len(piece) < end - start:
                    return None
                lane[start - first : start - first + len(piece)] += piece
        return lane


def _fades(clip: Clip) -> tuple[int, int]:
    return clip.fade_in_frames, clip.fade_out_frames


_NOTHING: Mono = np.zeros(0, np.float32)
