"""One run of text becoming sound: chunks in order, one piece at a time at the engine, and the messages
that tell of it. Turns, contexts and requests are each built on one. No socket, no clock, no task.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import Enum

from studio.server.boundaries import best_cut
from studio.server.chunker import Chunker
from studio.server.engine import Piece
from studio.server.markup import tag_spans, visible_end
from studio.server.sound_path import SoundFormat
from studio.server.speech_settings import SpeechSettings
from studio.server.worker_pipe import Sound, Spoken
from studio.wire.messages import (
    AudioFrame,
    ChunkComplete,
    GenerationStarted,
    Progress,
    ServerMessage,
    Usage,
    WordTiming,
    WordTimings,
)

PIECE_LENGTH = 400
"""Characters the engine gets at once; other contexts have their turn in between."""
SENTENCE_PAUSE_MS, CLAUSE_PAUSE_MS, WORD_PAUSE_MS = 160, 90, 25
PROGRESS_SECONDS = 4.0
_SENTENCE_MARKS = ".!?…。！？।॥۔؟።"
_CLAUSE_MARKS = ",;:،؛、，；：—–"


class Milestone(Enum):
    """A point in the text after which the rules have something to say."""

    FLUSHED = "everything up to a flush was spoken"
    CLOSED = "everything was spoken"


@dataclass(frozen=True, slots=True)
class PieceWanted:
    """What the engine shall do next for one speech."""

    piece: Piece
    wanted: SoundFormat
    pause_ms: int
    wants_words: bool


class _Chunk:
    """The chunk being spoken."""

    __slots__ = ("began", "id", "samples", "spans", "text", "words")

    def __init__(self, id: int, text: str, now: float) -> None:
        self.id = id
        self.text = text
        self.began = now
        self.samples = 0
        self.spans = _piece_spans(text)
        self.words: list[WordTiming] = []


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
        self.engine_ms = 0.0
        self._context_id = context_id
        self._first_chunk_id = first_chunk_id
        self._tells_chunks = tells_chunks
        self._chunker = Chunker(settings.chunking)
        self._waiting: deque[str | Milestone] = deque()
        self._chunk: _Chunk | None = None
        self._at_engine: tuple[int, int] | None = None
        self._text_came = now
        self._told = now
        self._is_awaited = True

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

    # --- what the engine shall do ---------------------------------------------------------------

    def next_piece(self, now: float) -> PieceWanted | None:
        """What to speak now; None while a piece is at the engine or there is nothing to say."""
        if self._at_engine is not None:
            return None
        if self._chunk is None:
            if not self._waiting or isinstance(self._waiting[0], Milestone):
                return None
            text = self._waiting.popleft()
            assert isinstance(text, str)
            self._begin_chunk(text, now)
        assert self._chunk is not None
        start, end = self._at_engine = self._chunk.spans.popleft()
        settings = self.settings
        text = self._chunk.text[start:end]
        piece = Piece(text, settings.voice.id, settings.delivery, self._is_awaited)
        return PieceWanted(piece, settings.wanted, _pause_ms(text), settings.word_timestamps)

    def hear(self, sound: Sound, now: float) -> None:
        """The engine made some sound of the piece it has."""
        chunk = self._chunk
        assert chunk is not None
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
        self._is_awaited = False
        self.total_samples += sound.samples
        chunk.samples += sound.samples
        self._told = now

    def spoken(self, report: Spoken, now: float) -> None:
        """The engine is done with its piece."""
        chunk = self._chunk
        assert chunk is not None
        assert self._at_engine is not None
        start, _ = self._at_engine
        self._at_engine = None
        self.engine_ms += report.engine_ms
        if report.words:
            self._time_words(chunk, report, start)
        if not chunk.spans:
            self._end_chunk(chunk, now)
        self._told = now

    def reached(self) -> list[Milestone]:
        """The milestones before which nothing is left to say; each is told once."""
        found: list[Milestone] = []
        while self._chunk is None and self._waiting and isinstance(self._waiting[0], Milestone):
            milestone = self._waiting.popleft()
            assert isinstance(milestone, Milestone)
            found.append(milestone)
        return found

    def _begin_chunk(self, text: str, now: float) -> None:
        self._chunk = _Chunk(self.next_chunk_id, text, now)
        self.next_chunk_id += 1
        if self._tells_chunks:
            self.messages.append(GenerationStarted(self._chunk.id, text, self._context_id))
            self._told = now

    def _end_chunk(self, chunk: _Chunk, now: float) -> None:
        self._chunk = None
        if self.settings.word_timestamps:
            self.messages.append(WordTimings(tuple(chunk.words), chunk.id, self._context_id))
        if self._tells_chunks:
            seconds = chunk.samples / self.settings.wanted.rate
            gen_ms = round((now - chunk.began) * 1000.0, 1)
            self.messages.append(ChunkComplete(chunk.id, seconds, gen_ms, self._context_id))

    def _time_words(self, chunk: _Chunk, report: Spoken, start: int) -> None:
        piece_began_ms = chunk.samples * 1000.0 / self.settings.wanted.rate - report.audio_ms
        chunk.words += [
            WordTiming(
                chunk.text[start + word.start : start + word.end],
                round(piece_began_ms + word.start_ms, 1),
                round(piece_began_ms + word.end_ms, 1),
                start + word.start,
                start + word.end,
            )
            for word in report.words
        ]

    # --- time ---------------------------------------------------------------------------------

    def deadline(self) -> float | None:
        """When `tick` wants to be called."""
        if self.is_at_work:
            progress = self._told + PROGRESS_SECONDS
            return min(progress, self._stale_at()) if self._chunker.held else progress
        return self._stale_at() if self._chunker.held else None

    def tick(self, now: float) -> None:
        if self.is_at_work and now >= self._told + PROGRESS_SECONDS:
            chunk_id = self._chunk.id if self._chunk else self.next_chunk_id
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
        return self._chunk is not None or bool(self._waiting)

    @property
    def is_heard(self) -> bool:
        return self.total_frames > 0

    @property
    def waiting_characters(self) -> int:
        return len(self._chunker.held) + sum(len(t) for t in self._waiting if isinstance(t, str))

    @property
    def audio_seconds(self) -> float:
        return self.total_samples / self.settings.wanted.rate

    @property
    def total_chunks(self) -> int:
        return self.next_chunk_id - self._first_chunk_id

    def usage(self) -> Usage:
        """The embedded voices are free, which is not the same as a known cost of nothing."""
        return Usage(
            audio_seconds=round(self.audio_seconds, 6),
            characters=self.characters,
            model_id=self.settings.model_id,
        )


def _piece_spans(text: str) -> deque[tuple[int, int]]:
    """`text` divided for the engine, all of it, at the best places there are."""
    found: deque[tuple[int, int]] = deque()
    at = 0
    while len(text) - at > PIECE_LENGTH:
        rest = text[at:]
        cut = best_cut(rest, PIECE_LENGTH, tag_spans(rest) if "<" in rest or "/" in rest else [])
        if cut <= 0:
            break
        found.append((at, at + cut))
        at += cut
    found.append((at, len(text)))
    return found


def _pause_ms(text: str) -> int:
    last = visible_end(text)
    if last in _SENTENCE_MARKS:
        return SENTENCE_PAUSE_MS
    return CLAUSE_PAUSE_MS if last in _CLAUSE_MARKS else WORD_PAUSE_MS
