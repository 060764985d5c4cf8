"""What crosses the wire: one frozen type per meaning.

Values only; `text_codec` turns them into frames and back. Where a message may belong to a context,
`context_id` is None on the two endpoints without contexts.
"""

from __future__ import annotations

import msgspec

from studio.wire.limits import NATIVE_RATE, PCM
from studio.wire.settings import NOTHING_SET, LiveSettings, Settings

# --- client to server ---------------------------------------------------------------------------


class Speak(msgspec.Struct, frozen=True):
    """Text to speak, with what it configures on the way; a flush comes after the text.

    The first text of an unknown context creates that context; a single space creates it silently.
    """

    text: str
    flush: bool = False
    context_id: str | None = None
    settings: Settings = NOTHING_SET


class Configure(msgspec.Struct, frozen=True):
    """Settings alone; opens no turn and no context, and is not acknowledged."""

    settings: Settings


class Flush(msgspec.Struct, frozen=True):
    """Speak what is there. Ends a turn; leaves a context open."""

    context_id: str | None = None
    settings: Settings = NOTHING_SET


class EndTurn(msgspec.Struct, frozen=True):
    """End the turn once everything is spoken; the connection stays (`close`, `end_session`)."""


class Cancel(msgspec.Struct, frozen=True):
    """Abandon the turn, one context's work, or without an id every context's work."""

    context_id: str | None = None


class CloseContext(msgspec.Struct, frozen=True):
    """Speak the rest, then close the context; `immediate` drops the rest."""

    context_id: str
    immediate: bool = False


class KeepAlive(msgspec.Struct, frozen=True):
    """Start the context's idle time anew; makes no sound and creates nothing."""

    context_id: str


class UpdateSettings(msgspec.Struct, frozen=True):
    """Change defaults from the next turn, context or request on; acknowledged."""

    changes: LiveSettings


class CloseSocket(msgspec.Struct, frozen=True):
    """Finish what was admitted, then close the connection."""


ClientMessage = (
    Speak
    | Configure
    | Flush
    | EndTurn
    | Cancel
    | CloseContext
    | KeepAlive
    | UpdateSettings
    | CloseSocket
)

# --- server to client ---------------------------------------------------------------------------


class Usage(msgspec.Struct, frozen=True):
    """What a turn, request or context used. A cost of None is not known, which is not nothing."""

    audio_seconds: float | None = None
    characters: int | None = None
    cost_cents: float | None = None
    currency: str | None = None
    model_id: str | None = None


class WordTiming(msgspec.Struct, frozen=True):
    """Where a word sounds, from the start of its text chunk; offsets count code points, end exclusive."""

    word: str
    start_ms: float
    end_ms: float
    char_start: int
    char_end: int
    score: float = 1.0


class AudioFrame(msgspec.Struct, frozen=True, gc=False):
    """One piece of sound. A missing `index` means: the one after the last."""

    audio: bytes
    samples: int
    index: int | None = None
    sample_rate: int = NATIVE_RATE
    encoding: str = PCM
    chunk_id: int = 0
    context_id: str | None = None


class GenerationStarted(msgspec.Struct, frozen=True):
    chunk_id: int
    text: str = ""
    context_id: str | None = None


class WordTimings(msgspec.Struct, frozen=True):
    """The words of one text chunk; comes after the chunk's audio."""

    words: tuple[WordTiming, ...]
    chunk_id: int = 0
    context_id: str | None = None


class ChunkComplete(msgspec.Struct, frozen=True):
    """A text chunk has been spoken; its length proves that no frame is missing."""

    chunk_id: int
    audio_seconds: float | None = None
    gen_ms: float | None = None
    context_id: str | None = None


class RequestTrace(msgspec.Struct, frozen=True):
    """What a server tells of a single request for whoever looks for a fault: its text as it was asked
    for, how long the first sound took, and at what speed it was spoken."""

    original_text: str
    ttfa_ms: float
    speed: float


class Final(msgspec.Struct, frozen=True):
    """Everything flushed has been spoken. On a single request it also carries the usage."""

    context_id: str | None = None
    total_audio_seconds: float | None = None
    total_text_chunks: int | None = None
    total_audio_chunks: int | None = None
    chunks: int | None = None
    total_samples: int | None = None
    dur_ms: float | None = None
    gen_ms: float | None = None
    rtf: float | None = None
    usage: Usage | None = None
    debug: RequestTrace | None = None


class SessionClosed(msgspec.Struct, frozen=True):
    """A turn has ended, or on the endpoint with contexts all of them have."""

    total_audio_seconds: float | None = None
    total_text_chunks: int | None = None
    total_audio_chunks: int | None = None
    usage: Usage | None = None


class SessionStarted(msgspec.Struct, frozen=True):
    session_id: str


class ContextCreated(msgspec.Struct, frozen=True):
    context_id: str


class ContextClosed(msgspec.Struct, frozen=True):
    context_id: str
    usage: Usage | None = None


class ContextTimeout(msgspec.Struct, frozen=True):
    """The context was idle too long and is gone."""

    context_id: str


class Interrupted(msgspec.Struct, frozen=True):
    """A cancel was carried out; nothing of the cancelled work follows."""

    context_id: str | None = None


class SettingsUpdated(msgspec.Struct, frozen=True):
    settings: LiveSettings


class Notice(msgspec.Struct, frozen=True):
    """Advice from the server (`warning`)."""

    text: str
    context_id: str | None = None


class Progress(msgspec.Struct, frozen=True):
    """The server is still at work on a slow chunk."""

    chunk_id: int = 0
    context_id: str | None = None


class ErrorReport(msgspec.Struct, frozen=True):
    """The server refused or failed; without a `context_id` it concerns the whole connection."""

    text: str
    error_code: str | None = None
    code: int | None = None
    context_id: str | None = None
    request_id: str | None = None
    retry_after: float | None = None


ServerMessage = (
    AudioFrame
    | GenerationStarted
    | WordTimings
    | ChunkComplete
    | Final
    | SessionClosed
    | SessionStarted
    | ContextCreated
    | ContextClosed
    | ContextTimeout
    | Interrupted
    | SettingsUpdated
    | Notice
    | Progress
    | ErrorReport
)
