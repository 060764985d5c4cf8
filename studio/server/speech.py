"""One run of text becoming sound: chunks in order, a few pieces at the engines, and the messages that
tell of it. Turns, contexts and requests are each built on one. No socket, no clock, no task.
"""

from __future__ import annotations

from collections import deque
from enum import Enum

from studio.server.chunker import Chunker
from studio.server.engine import Piece
from studio.server.pieces import PieceWanted, SpokenChunk, rest_before_ms
from studio.server.speech_settings import Refusal, SpeechSettings
from studio.server.worker_pipe import Sound, Spoken
from studio.wire.messages import (
    AudioFrame,
    ChunkComplete,
    GenerationStarted,
    Progress,
    ServerMessage,
    Usage,
    WordTimings,
)

PIECES_AHEAD = 2
"""So many pieces of one speech may be at the engines: while one is heard the next is being made."""
PROGRESS_SECONDS = 4.0
_LONGEST_SIGN_MS = 1500
"""Hardly a sign of a text takes longer to say, not even a picture whose name is read."""


class Milestone(Enum):
    """A point in the text after which the rules have something to say."""

    FLUSHED = "everything up to a flush was spoken"
    CLOSED = "everything was spoken"


class Speech:
    """Say what is appended; `messages` collects what the client is to be told."""

    def __init__(
        self,
        settings: SpeechSettings,
        now: float,
        *,
        context_id: str | None = None,
        first_chunk_id: int = 0,
        tells_chunks: bool = True,
    ) -> None:
        self.settings = settings
        self.messages: list[ServerMessage] = []
        self.characters = 0
        self.total_samples = 0
        self.total_frames = 0
        self.next_chunk_id = first_chunk_id
        self._context_id = context_id
        self._first_chunk_id = first_chunk_id
        self._tells_chunks = tells_chunks
        self._chunker = Chunker(settings.chunking)
        self._waiting: deque[str | Milestone] = deque()
        self._waiting_length = 0
        self._chunks: deque[SpokenChunk] = deque()
        self._out: deque[PieceWanted] = deque()
        self.failure: Refusal | None = None
        self._text_came = now
        self._told = now
        self._is_awaited = True
        self._text_before: str | None = None

    # --- text in ------------------------------------------------------------------------------

    def append(self, text: str, now: float) -> None:
        self.characters += len(text)
        self._text_came = now
        self._wait_for(self._chunker.append(text), now)

    def flush(self, milestone: Milestone, now: float) -> None:
        self._wait_for(self._chunker.flush(), now)
        self._waiting.append(milestone)

    def drop_held_text(self) -> None:
        """Forget what is not yet a chunk."""
        self._chunker.clear()

    def _wait_for(self, chunks: list[str], now: float) -> None:
        if chunks and not self.is_at_work:
            self._told = now
            self._is_awaited = True
        self._waiting.extend(chunks)
        self._waiting_length += sum(map(len, chunks))

    # --- what the engine shall do ---------------------------------------------------------------

    def next_piece(self) -> PieceWanted | None:
        """What to make now; None while enough is being made, or there is nothing to say."""
        if len(self._out) >= PIECES_AHEAD or self.failure is not None:
            return None
        if self._must_know_what_is_left():
            return None
        if not self._chunks or not self._chunks[-1].spans:
            if not self._waiting or isinstance(self._waiting[0], Milestone):
                return None
            text = self._waiting.popleft()
            assert isinstance(text, str)
            self._waiting_length -= len(text)
            said = self.settings.words.applied(text)
            self._chunks.append(SpokenChunk(self.next_chunk_id, said, self._told))
            self.next_chunk_id += 1
        chunk = self._chunks[-1]
        start, end = chunk.spans.popleft()
        chunk.pieces_out += 1
        settings = self.settings
        piece = Piece(
            chunk.text[start:end],
            settings.voice.id,
            settings.delivery,
            settings.word_timestamps,
            self._is_awaited,
        )
        self._is_awaited = False
        wanted = PieceWanted(
            *(chunk, start, piece, settings.wanted),
            lead_ms=self._rest_ms(),
            most_ms=self._left_ms(chunk),
        )
        self._text_before = piece.text
        self._out.append(wanted)
        self._announce()
        return wanted

    def _must_know_what_is_left(self) -> bool:
        """Whether the next piece belongs to a chunk that may reach its longest length, so that it can
        only be asked for when all before it was heard."""
        most_ms = self.settings.most_ms
        if most_ms is None or not self._out or not self._chunks[-1].spans:
            return False
        return len(self._chunks[-1].text) * _LONGEST_SIGN_MS > most_ms

    def _left_ms(self, chunk: SpokenChunk) -> int | None:
        if self.settings.most_ms is None:
            return None
        said_ms = round(chunk.samples * 1000.0 / self.settings.wanted.rate)
        return max(0, self.settings.most_ms - said_ms)

    def hear(self, piece: PieceWanted, sound: Sound, now: float) -> None:
        """An engine made some sound of `piece`; it is told when all before it was."""
        self._told = now
        if piece is self._out[0]:
            self._tell_sound(piece.chunk, sound)
        else:
            piece.early.append(sound)

    def end(self, piece: PieceWanted, report: Spoken | Refusal, now: float) -> None:
        """An engine is done with `piece`, or has given it up: then, in its turn, `failure` is set."""
        piece.end = report
        self._told = now
        while self._out and (report_of_first := self._out[0].end) is not None:
            if isinstance(report_of_first, Refusal):
                self.failure = report_of_first
                return
            self._end_first(self._out.popleft(), report_of_first, now)

    def reached(self) -> list[Milestone]:
        """The milestones before which nothing is left to say; each is told once."""
        found: list[Milestone] = []
        while not self._chunks and self._waiting and isinstance(self._waiting[0], Milestone):
            milestone = self._waiting.popleft()
            assert isinstance(milestone, Milestone)
            found.append(milestone)
        if found:
            self._text_before = None
        return found

    def _rest_ms(self) -> int:
        """Between what was said before and the next piece; none where a speech, or what follows a
        flush, begins."""
        if self._text_before is None:
            return 0
        voice, speed = self.settings.voice, self.settings.delivery.speed
        return rest_before_ms(self._text_before, voice.words_per_minute * speed)

    def _end_first(self, piece: PieceWanted, report: Spoken, now: float) -> None:
        chunk = piece.chunk
        chunk.pieces_out -= 1
        if report.words:
            chunk.time_words(report, piece.start, self.settings.wanted.rate)
        if self._left_ms(chunk) == 0:
            chunk.spans.clear()
        if chunk.is_over:
            self._chunks.popleft()
            self._tell_end(chunk, now)
        self._announce()
        if self._out:
            for sound in self._out[0].early:
                self._tell_sound(self._out[0].chunk, sound)
            self._out[0].early.clear()

    # --- what the client is told ------------------------------------------------------------------

    def _announce(self) -> None:
        """The first chunk is begun as far as the client is concerned."""
        if not self._chunks or self._chunks[0].is_announced:
            return
        chunk = self._chunks[0]
        chunk.is_announced = True
        chunk.began = self._told
        if self._tells_chunks:
            self.messages.append(GenerationStarted(chunk.id, chunk.text, self._context_id))

    def _tell_sound(self, chunk: SpokenChunk, sound: Sound) -> None:
        wanted = self.settings.wanted
        self.messages.append(
            AudioFrame(
                sound.audio,
                sound.samples,
                self.total_frames,
                wanted.rate,
                wanted.encoding,
                chunk.id,
                self._context_id,
            )
        )
        self.total_frames += 1
        self.total_samples += sound.samples
        chunk.samples += sound.samples

    def _tell_end(self, chunk: SpokenChunk, now: float) -> None:
        if self.settings.word_timestamps:
            self.messages.append(WordTimings(tuple(chunk.words), chunk.id, self._context_id))
        if self._tells_chunks:
            seconds = chunk.samples / self.settings.wanted.rate
            gen_ms = round((now - chunk.began) * 1000.0, 1)
            self.messages.append(ChunkComplete(chunk.id, seconds, gen_ms, self._context_id))

    # --- time ---------------------------------------------------------------------------------

    def deadline(self) -> float | None:
        """When `tick` wants to be called."""
        if self.is_at_work:
            progress = self._told + PROGRESS_SECONDS
            return min(progress, self._stale_at()) if self._chunker.held else progress
        return self._stale_at() if self._chunker.held else None

    def tick(self, now: float) -> None:
        if self.is_at_work and now >= self._told + PROGRESS_SECONDS:
            chunk_id = self._chunks[0].id if self._chunks else self.next_chunk_id
            self.messages.append(Progress(chunk_id, self._context_id))
            self._told = now
        if self._chunker.held and now >= self._stale_at():
            self._wait_for(self._chunker.stale(), now)
            self._text_came = float("inf") if self._chunker.held else self._text_came

    def _stale_at(self) -> float:
        return self._text_came + self.settings.chunking.stale_seconds

    # --- what it came to ------------------------------------------------------------------------

    @property
    def is_at_work(self) -> bool:
        """Whether something admitted has not been spoken yet."""
        return bool(self._chunks or self._waiting)

    @property
    def waiting_characters(self) -> int:
        return len(self._chunker.held) + self._waiting_length

    @property
    def audio_seconds(self) -> float:
        return self.total_samples / self.settings.wanted.rate

    @property
    def total_chunks(self) -> int:
        """Chunks told of, at the end of a speech all of them."""
        return self.next_chunk_id - self._first_chunk_id

    def usage(self) -> Usage:
        """The embedded voices are free, which is not the same as a known cost of nothing."""
        return Usage(
            audio_seconds=round(self.audio_seconds, 6),
            characters=self.characters,
            model_id=self.settings.model_id,
        )
