"""Frames from server to client, as they are read.

Everything but a plain audio frame, which `audio_frame_reader` knows a quicker way for.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
import pybase64

from studio.redaction import redact
from studio.wire import limits
from studio.wire.audio_frame_reader import decode_plain_audio
from studio.wire.frame_json import NOT_SAID, BadFrame, parse, parse_or_none
from studio.wire.messages import (
    AudioFrame,
    ChunkComplete,
    ContextClosed,
    ContextCreated,
    ContextTimeout,
    ErrorReport,
    Final,
    GenerationStarted,
    Interrupted,
    Notice,
    Progress,
    ServerMessage,
    SessionClosed,
    SessionStarted,
    SettingsUpdated,
    Usage,
    WordTiming,
    WordTimings,
)
from studio.wire.plain_text import visible_text
from studio.wire.settings import LiveSettings

_Index = Annotated[int, msgspec.Meta(ge=0, le=limits.FRAME_INDEX)]
_Seconds = Annotated[float, msgspec.Meta(ge=0.0, le=1e9)]
_Information = msgspec.Raw
"""A field whose nonsense is no reason to refuse the frame."""


class _Frame(msgspec.Struct, frozen=True):
    audio: str | None = None
    enc: str | None = None
    idx: _Index | None = None
    sr: int | None = None
    samples: _Index | None = None
    chunk_id: _Index | None = None
    context_id: str | None = None
    generation_started: bool | None = None
    text: str | None = None
    chunk_complete: bool | None = None
    audio_seconds: _Seconds | None = None
    final: bool | None = None
    total_audio_seconds: _Seconds | None = None
    total_text_chunks: _Index | None = None
    total_audio_chunks: _Index | None = None
    session_closed: bool | None = None
    session_started: bool | None = None
    session_id: _Information = NOT_SAID
    context_created: bool | None = None
    context_closed: bool | None = None
    context_timeout: bool | None = None
    interrupted: bool | None = None
    settings_updated: bool | None = None
    settings: _Information = NOT_SAID
    progress: _Information = NOT_SAID
    warning: _Information = NOT_SAID
    usage: _Information = NOT_SAID
    word_timestamps: _Information = NOT_SAID
    chunks: _Information = NOT_SAID
    total_samples: _Information = NOT_SAID
    dur_ms: _Information = NOT_SAID
    gen_ms: _Information = NOT_SAID
    rtf: _Information = NOT_SAID
    error: _Information = NOT_SAID
    error_code: _Information = NOT_SAID
    code: _Information = NOT_SAID
    request_id: _Information = NOT_SAID
    retry_after: _Information = NOT_SAID


_decoder = msgspec.json.Decoder(_Frame)
_any = msgspec.json.Decoder()
_text = msgspec.json.Decoder(str)
_number = msgspec.json.Decoder(_Seconds)
_wait = msgspec.json.Decoder(Annotated[float, msgspec.Meta(ge=0.0)])
_count = msgspec.json.Decoder(Annotated[int, msgspec.Meta(ge=0, le=2**53)])
_words = msgspec.json.Decoder(tuple[WordTiming, ...])
_live = msgspec.json.Decoder(LiveSettings)

_identifier = msgspec.json.Decoder(Annotated[str, msgspec.Meta(min_length=1, max_length=200)])


class _UsageFields(msgspec.Struct, frozen=True):
    audio_seconds: _Information = NOT_SAID
    characters: _Information = NOT_SAID
    cost_cents: _Information = NOT_SAID
    cost_unavailable: _Information = NOT_SAID
    currency: _Information = NOT_SAID
    model_id: _Information = NOT_SAID


_usage_fields = msgspec.json.Decoder(_UsageFields)
_json = msgspec.json.encode

_MOST_WORDS = 10_000


def decode(frame: bytes) -> tuple[ServerMessage, ...]:
    """What `frame` says; empty when it says nothing known. BadFrame when it lies about itself."""
    quick = decode_plain_audio(frame)
    if quick is not None:
        return (quick,)
    parsed = parse(_decoder, frame)
    _check_context(parsed)
    return tuple(_messages(parsed))


def _check_context(frame: _Frame) -> None:
    if frame.context_id is not None and not 1 <= len(frame.context_id) <= limits.CONTEXT_ID_LENGTH:
        raise BadFrame("a context_id of impossible length")


def _audio(frame: _Frame, audio: bytes) -> AudioFrame:
    encoding = limits.PCM if frame.enc is None else frame.enc
    rate = limits.NATIVE_RATE if frame.sr is None else frame.sr
    width = limits.BYTES_PER_SAMPLE.get(encoding)
    if width is None:
        raise BadFrame("an encoding nobody named before", context_id=frame.context_id)
    if rate not in limits.SAMPLE_RATES:
        raise BadFrame("a sample rate nobody uses", context_id=frame.context_id)
    samples, odd = divmod(len(audio), width)
    if odd or frame.samples not in (None, samples):
        raise BadFrame("the sound is not as long as it says", context_id=frame.context_id)
    return AudioFrame(
        audio, samples, frame.idx, rate, encoding, frame.chunk_id or 0, frame.context_id
    )


def _audio_bytes(frame: _Frame, text: str) -> bytes:
    try:
        return pybase64.b64decode(text, validate=True)
    except ValueError:
        raise BadFrame("the sound is not base64", context_id=frame.context_id) from None


def _messages(frame: _Frame) -> list[ServerMessage]:
    error = _error(frame)
    if error is not None:
        return [error]
    found: list[ServerMessage] = []
    context_id, chunk_id = frame.context_id, frame.chunk_id or 0
    if frame.session_started:
        session_id = parse_or_none(_identifier, frame.session_id)
        if session_id is not None:
            found.append(SessionStarted(session_id))
    if frame.context_created and context_id is not None:
        found.append(ContextCreated(context_id))
    if frame.generation_started:
        found.append(GenerationStarted(chunk_id, frame.text or "", context_id))
    if frame.audio is not None:
        found.append(_audio(frame, _audio_bytes(frame, frame.audio)))
    if frame.word_timestamps:
        words = parse_or_none(_words, frame.word_timestamps)
        if words is not None and _make_sense(words):
            found.append(WordTimings(words, chunk_id, context_id))
    if frame.chunk_complete:
        gen_ms = parse_or_none(_number, frame.gen_ms)
        found.append(ChunkComplete(chunk_id, frame.audio_seconds, gen_ms, context_id))
    found.extend(_endings(frame))
    if frame.settings_updated:
        found.append(SettingsUpdated(parse_or_none(_live, frame.settings) or LiveSettings()))
    if text := _shown(frame.warning):
        found.append(Notice(text, context_id))
    if frame.progress:
        found.append(Progress(chunk_id, context_id))
    return found


def _endings(frame: _Frame) -> list[ServerMessage]:
    found: list[ServerMessage] = []
    context_id = frame.context_id
    if frame.final:
        found.append(
            Final(
                context_id,
                frame.total_audio_seconds,
                frame.total_text_chunks,
                frame.total_audio_chunks,
                parse_or_none(_count, frame.chunks),
                parse_or_none(_count, frame.total_samples),
                parse_or_none(_number, frame.dur_ms),
                parse_or_none(_number, frame.gen_ms),
                parse_or_none(_number, frame.rtf),
                _usage(frame.usage),
            )
        )
    if frame.interrupted:
        found.append(Interrupted(context_id))
    if frame.context_timeout and context_id is not None:
        found.append(ContextTimeout(context_id))
    if frame.context_closed and context_id is not None:
        found.append(ContextClosed(context_id, _usage(frame.usage)))
    if frame.session_closed:
        found.append(
            SessionClosed(
                frame.total_audio_seconds,
                frame.total_text_chunks,
                frame.total_audio_chunks,
                _usage(frame.usage),
            )
        )
    return found


def _error(frame: _Frame) -> ErrorReport | None:
    said = parse(_any, frame.error) if frame.error else None
    if not said:
        return None
    text = said if isinstance(said, str) else _json(said).decode()
    return ErrorReport(
        _safe(text),
        parse_or_none(_identifier, frame.error_code),
        parse_or_none(_count, frame.code),
        frame.context_id,
        parse_or_none(_identifier, frame.request_id),
        parse_or_none(_wait, frame.retry_after),
    )


def _usage(raw: msgspec.Raw) -> Usage | None:
    fields = parse_or_none(_usage_fields, raw)
    if fields is None:
        return None
    unavailable = parse_or_none(_any, fields.cost_unavailable)
    return Usage(
        parse_or_none(_number, fields.audio_seconds),
        parse_or_none(_count, fields.characters),
        None if unavailable else parse_or_none(_number, fields.cost_cents),
        parse_or_none(_identifier, fields.currency),
        parse_or_none(_identifier, fields.model_id),
    )


def _make_sense(words: tuple[WordTiming, ...]) -> bool:
    if len(words) > _MOST_WORDS:
        return False
    before = 0.0
    for word in words:
        in_order = before <= word.start_ms <= word.end_ms <= 1e9
        if not in_order or not 0 <= word.char_start <= word.char_end:
            return False
        before = word.start_ms
    return True


def _shown(raw: msgspec.Raw) -> str:
    said = parse_or_none(_text, raw)
    return _safe(said) if said else ""


def _safe(text: str) -> str:
    """Foreign words without our key, which some servers repeat, and cut only after that."""
    return visible_text(redact(text), limits.ERROR_TEXT_LENGTH)
