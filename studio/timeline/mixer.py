"""The sound of the Timeline, block by block: the one mixer behind playback and export.

Every frame is worked out the same way whatever block it is asked for in, so what is heard is what is
exported, to the last bit. Holding the sum under full scale is left to `master`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Container

import numpy as np
from numpy.typing import NDArray

from studio.audio.convolver import BLOCK_FRAMES, Convolver
from studio.audio.lane_effects import responses, tail_frames
from studio.audio.sides import on_both_sides, written_out
from studio.audio.sound_stream import SoundStream
from studio.document.sounds import SoundLaneId, SoundSource
from studio.document.values import Document, SpeakerId
from studio.timeline.ducking import duck_curve, gains
from studio.timeline.fades import faded
from studio.timeline.lane_gains import SILENT, Sides, lane_gains
from studio.timeline.take_sounds import Find, Mono, TakeSounds
from studio.timeline.values import Clip, PlacedSound, Span, Timeline
from studio.timeline.voices import Voices

Block = NDArray[np.float32]


def no_sounds(source: SoundSource) -> SoundStream | None:
    """For a Timeline without music and effects, and where their files are not at hand."""
    return None


class Mixer:
    """Mixes one Timeline. Use from one thread at a time, but for `prepare`.

    Takes are asked for by key and sound files by source whenever they are needed. `earlier`, which
    was made with the same `take`, hands on what it has ready. With `only`, nothing but these Lanes is
    heard, each as it is in the whole Mix: music still gives way to everybody's speech.
    """

    def __init__(
        self,
        document: Document,
        timeline: Timeline,
        take: Find,
        stream: Callable[[SoundSource], SoundStream | None] = no_sounds,
        earlier: Mixer | None = None,
        only: Container[SpeakerId | SoundLaneId] | None = None,
    ) -> None:
        self._only = only
        self._placed_sounds = [
            sound
            for sound in timeline.sounds
            if not sound.is_missing and (only is None or sound.lane in only)
        ]
        self._gains = lane_gains(document)
        takes = TakeSounds(take) if earlier is None else earlier._voices.takes
        self._voices: Voices = Voices(timeline.placed, self._gains, takes)
        self._stream = stream
        effects = {
            speaker.id: speaker.lane.effect
            for speaker in document.cast
            if self._gains[speaker.id] != SILENT and responses(speaker.lane.effect)
        }
        self._effects = {
            speaker: _convolver(self._voices, speaker, effect)
            for speaker, effect in effects.items()
        }
        tail = max(map(tail_frames, effects.values()), default=0)
        if only is not None:
            self._effects = {id: lane for id, lane in self._effects.items() if id in only}
        self.end_frame = timeline.end_frame + tail

    def mix(self, start_frame: int, frames: int) -> Block:
        """Frames from `start_frame` on; fewer than asked where no more of a Clip's Take is there, or
        where what comes next depends on how long it will be."""
        heard: list[tuple[Clip, int, Mono]] = []
        for clip in self._voices.heard(start_frame, start_frame + frames):
            if clip.is_growing:
                frames = max(0, min(frames, clip.decided_until - start_frame))
            if self._only is not None and clip.speaker not in self._only:
                continue
            start = max(start_frame, clip.start_frame)
            end = min(start_frame + frames, clip.end_frame)
            if start >= end:
                continue
            taken = self._voices.taken(clip, start, end)
            heard.append((clip, start, taken))
            if len(taken) < end - start:
                frames = start + len(taken) - start_frame
        places: dict[Sides, Mono] = {}
        for clip, start, taken in heard:
            if clip.speaker not in self._effects:
                sides = self._gains[clip.speaker]
                if sides not in places:
                    places[sides] = np.zeros(frames, np.float32)
                target = places[sides][start - start_frame :][: len(taken)]
                self._voices.add(target, clip, start, taken[: len(target)])
        # In an order that does not depend on who happens to speak first in this block.
        order = sorted(places)
        silence: Block = on_both_sides(np.zeros(frames, np.float32))
        block = _placed(places[order[0]], order[0]) if order else silence
        end = start_frame + frames
        sounds = [
            each
            for each in self._placed_sounds
            if each.start_frame < end and each.end_frame > start_frame
        ]
        if order[1:] or self._effects or sounds:
            block = written_out(block)
        for sides in order[1:]:
            _add(block, 0, places[sides][:, None], sides)
        for speaker, convolver in self._effects.items():
            self._add_effect(block, start_frame, convolver, self._gains[speaker])
        for sound in sounds:
            self._add_sound(block, start_frame, sound)
        return block

    def prepare(self, start_frame: int, frames: int) -> None:
        """Work out what the voices in these frames need, on another thread while others are mixed."""
        self._voices.prepare(start_frame, start_frame + frames)

    def _add_effect(self, block: Block, start_frame: int, lane: Convolver, sides: Sides) -> None:
        done = 0
        while done < len(block):
            number, within = divmod(start_frame + done, BLOCK_FRAMES)
            piece = lane.block(number)[:, within : within + len(block) - done].T
            if piece.any():
                _add(block, done, piece, sides)
            done += len(piece)

    def _add_sound(self, block: Block, start_frame: int, sound: PlacedSound) -> None:
        start = max(start_frame, sound.start_frame)
        end = min(start_frame + len(block), sound.end_frame)
        sides = self._gains[sound.lane]
        stream = self._stream(sound.source) if start < end and sides != SILENT else None
        if stream is None:
            return
        piece = stream.read(sound.start_in_source + start - sound.start_frame, end - start)
        span = (sound.start_frame, sound.end_frame)
        piece = faded(piece, start, span, (sound.fade_in_frames, sound.fade_out_frames))
        if sound.duck is not None:
            around = sound.duck.attack_frames + sound.duck.release_frames + 2
            speech = [
                Span(clip.start_frame, clip.end_frame)
                for clip in self._voices.heard(start - around, end + around)
            ]
            ducked = gains(duck_curve(speech, sound.duck), start, end)
            piece = piece if ducked is None else piece * ducked[:, None]
        # A stereo sound in the middle stays as loud as it is.
        gain = 10 ** (sound.gain_db / 20) * math.sqrt(2)
        _add(block, start - start_frame, piece, (sides[0] * gain, sides[1] * gain))


def _convolver(voices: Voices, speaker: SpeakerId, effect: str) -> Convolver:
    return Convolver(responses(effect), lambda number: voices.lane(speaker, number))


def _placed(sound: Mono, sides: Sides) -> Block:
    left, right = np.float32(sides[0]), np.float32(sides[1])
    if left == right:
        return on_both_sides(sound * left)
    block = np.empty((len(sound), 2), np.float32)
    np.multiply(sound, left, out=block[:, 0])
    np.multiply(sound, right, out=block[:, 1])
    return block


def _add(block: Block, at: int, piece: NDArray[np.float32], sides: Sides) -> None:
    """Add a piece of one or two channels, as much of it as the block has room for."""
    target = block[at : at + len(piece)]
    piece = piece[: len(target)]
    target[:, 0] += piece[:, 0] * np.float32(sides[0])
    target[:, 1] += piece[:, -1] * np.float32(sides[1])
