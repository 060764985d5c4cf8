"""Whom a session tells. Every callback is optional, and plain or async; those of one context keep
their order. A callback that raises is reported in the log and changes nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from studio.tts.audio_chunk import AudioChunk, WordTimestamp
from studio.tts.errors import ServerRestarting, SpeechError
from studio.tts.usage import SessionStats, SessionUsage

Words = list[WordTimestamp]


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamingCallbacks:
    on_chunk: Callable[[AudioChunk], object] | None = None
    on_chunk_complete: Callable[[int, float | None, float | None], object] | None = None
    """The text chunk's number, its length in seconds, the milliseconds it took to make."""
    on_generation_started: Callable[[int, str], object] | None = None
    on_word_timestamps: Callable[[Words], object] | None = None
    on_final: Callable[[float, int, int], object] | None = None
    """Seconds of sound, text chunks, frames, as the server counts them."""
    on_session_closed: Callable[[float], object] | None = None
    """A turn is over; its seconds of sound."""
    on_interrupted: Callable[[], object] | None = None
    on_warning: Callable[[str], object] | None = None
    on_server_restart: Callable[[ServerRestarting], object] | None = None
    on_error: Callable[[SpeechError], object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MultiContextCallbacks:
    on_session_started: Callable[[str], object] | None = None
    on_context_created: Callable[[str], object] | None = None
    on_generation_started: Callable[[str, int, str], object] | None = None
    on_chunk: Callable[[AudioChunk], object] | None = None
    on_word_timestamps: Callable[[str, Words], object] | None = None
    on_chunk_complete: Callable[[str, int, float | None, float | None], object] | None = None
    on_final: Callable[[str], object] | None = None
    on_context_closed: Callable[[str, SessionUsage | None], object] | None = None
    on_context_timeout: Callable[[str], object] | None = None
    on_interrupted: Callable[[str], object] | None = None
    on_session_closed: Callable[[SessionStats], object] | None = None
    on_warning: Callable[[str], object] | None = None
    on_server_restart: Callable[[ServerRestarting], object] | None = None
    on_error: Callable[[SpeechError, str | None], object] | None = None
    """With the context it concerns, or None for the whole session."""
