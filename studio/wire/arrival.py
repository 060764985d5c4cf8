"""What has arrived of one turn or context, in its place, and whether it is proved to be all of it.

Frames are placed by index, repeats dropped, and a gap stays a gap. A restart of the numbering is
believed only at the first frame of a new text chunk.
"""

from __future__ import annotations

import msgspec

from studio.sentences import Message
from studio.wire import faults, limits
from studio.wire.faults import Received
from studio.wire.messages import AudioFrame, ChunkComplete, GenerationStarted, WordTimings
from studio.wire.settings import Settings

_MOST_HELD = 64
_MOST_CHUNKS = 20_000
_MOST_SILENT = 64
"""So many text chunks may begin before one of them sounds; more of them are no progress."""
_SECONDS_PER_CHARACTER = 1.0
"""Five times as long as a slow language takes; spelt digits come near it."""
_LEAST_SECONDS = 10.0
_FRAMES_PER_SECOND = 200.0
_TOLERANCE_SECONDS = 0.010
"""Lengths are told rounded."""


class _Chunk:
    __slots__ = ("announced", "complete", "samples", "told_seconds")

    def __init__(self) -> None:
        self.samples = 0
        self.announced = False
        self.complete = False
        self.told_seconds: float | None = None

    @property
    def is_confirmed(self) -> bool:
        return self.complete or not self.announced

    @property
    def is_measured(self) -> bool:
        """Whether the server told how long its sound is."""
        return self.told_seconds is not None or not self.samples


class Arrival:
    def __init__(self, settings: Settings) -> None:
        self._encoding, self._rate = sound_format(settings)
        self._speed = _speed(settings)
        self._next = 0
        self._held: dict[int, AudioFrame] = {}
        self._characters = 0
        self._all_frames = 0
        self._all_samples = 0
        self._refused = 0
        self._repeated = 0
        self.begin_next_part()

    def begin_next_part(self) -> None:
        """Prove what comes from here on by itself; the numbering of the frames goes on."""
        self._chunks: dict[int, _Chunk] = {}
        self._samples = 0
        self._frames = 0
        self._has_refused = False

    def expect(self, text: str) -> None:
        """Make room for the sound of `text`."""
        self._characters += len(text)

    @property
    def is_silent(self) -> bool:
        """Whether nothing of it has been heard or announced yet."""
        return not self._chunks and not self._held

    @property
    def has_sound(self) -> bool:
        return self._frames > 0 or bool(self._held)

    @property
    def was_paid_for(self) -> bool:
        """Whether sound of it came, be it only sound that was refused."""
        return self.has_sound or self._has_refused

    @property
    def is_endless(self) -> bool:
        """Whether more has come than all the text can need."""
        seconds = max(_LEAST_SECONDS, self._characters * _SECONDS_PER_CHARACTER)
        early = sum(frame.samples for frame in self._held.values())
        return (
            self._all_samples + early > seconds * self._rate
            or self._all_frames + len(self._held) > seconds * _FRAMES_PER_SECOND
        )

    @property
    def received(self) -> Received:
        held = sum(frame.samples for frame in self._held.values())
        seconds = (self._samples + held) / self._rate
        frames = self._frames + len(self._held)
        return Received(seconds, frames, self._refused, self._repeated)

    def refuse(self) -> None:
        """Count something that may have been sound, and could not be taken for it."""
        self._refused += 1
        self._has_refused = True

    def place(self, frame: AudioFrame) -> list[AudioFrame]:
        """The frames that can be heard now, in order; none when `frame` is refused, repeated or early."""
        if frame.encoding != self._encoding or frame.sample_rate != self._rate:
            self.refuse()
            return []
        index = frame.index
        if index is None or index == self._next:
            return self._take(frame)
        if index == 0 and frame.chunk_id not in self._sounding_chunks():
            self._next = 0
            return self._take(frame)
        if index < self._next or index in self._held:
            self._repeated += 1
        elif len(self._held) < _MOST_HELD and index - self._next < limits.FRAME_INDEX:
            self._held[index] = frame
        else:
            self.refuse()
        return []

    def _sounding_chunks(self) -> set[int]:
        sounding = {chunk_id for chunk_id, chunk in self._chunks.items() if chunk.samples}
        return sounding | {frame.chunk_id for frame in self._held.values()}

    def _take(self, frame: AudioFrame) -> list[AudioFrame]:
        taken: list[AudioFrame] = []
        following: AudioFrame | None = frame
        while following is not None:
            if following.index is None:
                following = msgspec.structs.replace(following, index=self._next)
            chunk = self._chunk(following.chunk_id)
            if chunk is None:
                self.refuse()
            else:
                chunk.samples += following.samples
                self._samples += following.samples
                self._all_samples += following.samples
                self._frames += 1
                self._all_frames += 1
                taken.append(following)
            self._next += 1
            following = self._held.pop(self._next, None) if self._held else None
        return taken

    def leftover(self) -> list[AudioFrame]:
        """The good frames behind a gap, in order, once nothing more can fill it."""
        held = [self._held.pop(index) for index in sorted(self._held)]
        self._samples += sum(frame.samples for frame in held)
        self._frames += len(held)
        return [frame for frame in held if frame.samples]

    def _chunk(self, chunk_id: int) -> _Chunk | None:
        chunk = self._chunks.get(chunk_id)
        if chunk is None and len(self._chunks) < _MOST_CHUNKS:
            chunk = self._chunks[chunk_id] = _Chunk()
        return chunk

    @property
    def is_in_chunk(self) -> bool:
        """Whether a text chunk has begun and is not done."""
        return any(not chunk.complete for chunk in self._chunks.values())

    def hear_about(self, message: GenerationStarted | ChunkComplete | WordTimings) -> bool:
        """Whether it is news: the first word that a text chunk begins, or that it is done."""
        match message:
            case GenerationStarted(chunk_id):
                return self._chunk_started(chunk_id)
            case ChunkComplete():
                return self._chunk_ended(message)
        return False

    def _chunk_started(self, chunk_id: int) -> bool:
        chunk = self._chunk(chunk_id)
        if chunk is None or chunk.announced:
            return False
        chunk.announced = True
        silent = sum(each.announced and not each.samples for each in self._chunks.values())
        return silent <= _MOST_SILENT

    def _chunk_ended(self, message: ChunkComplete) -> bool:
        chunk = self._chunk(message.chunk_id)
        if chunk is None:
            return False
        is_news = not chunk.complete
        chunk.complete = True
        chunk.told_seconds = message.audio_seconds
        return is_news

    def shortfall(
        self,
        *,
        is_speakable: bool,
        total_seconds: float | None = None,
        total_frames: int | None = None,
    ) -> Message | None:
        """What speaks against its being whole, now that the server says it is done; None is the proof."""
        if self._held:
            expected = max(self._held) + 1
            missing = expected - self._next - len(self._held)
            return faults.PIECES_MISSING(missing=missing, expected=expected)
        if is_speakable and not self._samples:
            return faults.NO_SOUND()
        if total_frames is not None and total_frames != self._frames:
            return self._other_count(total_frames)
        has_total = total_seconds is not None
        if not all(chunk.is_confirmed or has_total for chunk in self._chunks.values()):
            return faults.END_NOT_CONFIRMED()
        is_counted = has_total or total_frames is not None
        if not all(chunk.is_measured or is_counted for chunk in self._chunks.values()):
            return faults.END_NOT_CONFIRMED()
        return self._other_length(total_seconds)

    def _other_count(self, told: int) -> Message:
        if told > self._frames:
            return faults.PIECES_MISSING(missing=told - self._frames, expected=told)
        return faults.PIECES_DISAGREE(told=told, heard=self._frames)

    def _other_length(self, total_seconds: float | None) -> Message | None:
        """Lengths may be told as generated, before the speed was changed; but then all of them are."""
        told = [
            (chunk.told_seconds, chunk.samples, 1)
            for chunk in self._chunks.values()
            if chunk.told_seconds is not None
        ]
        if total_seconds is not None:
            told.append((total_seconds, self._samples, len(self._chunks)))
        for factor in (self._speed, 1.0):
            wrong = [each for each in told if not self._agrees(*each, factor)]
            if not wrong:
                return None
        seconds, samples, _ = wrong[0]
        return faults.TOTALS_DISAGREE(told=seconds, heard=samples / self._rate)

    def _agrees(self, told_seconds: float, samples: int, chunks: int, factor: float) -> bool:
        heard = samples / self._rate * factor
        return abs(told_seconds - heard) <= _TOLERANCE_SECONDS * max(1, chunks)


def sound_format(settings: Settings) -> tuple[str, int]:
    """Encoding and rate of the sound that `settings` ask for."""
    if settings.output_format is not None:
        return limits.OUTPUT_FORMATS[settings.output_format]
    return limits.PCM, settings.sample_rate or limits.NATIVE_RATE


def _speed(settings: Settings) -> float:
    bound = settings.voice_settings.speed if settings.voice_settings is not None else None
    return bound or settings.speed or limits.DEFAULT_SPEED
