"""Frames from server to client, as they are written. An audio frame is put together by hand.

A frame comes in parts that belong one behind the other, so that its sound is copied only once, when
all that is sent together is joined.
"""

from __future__ import annotations

import msgspec
import pybase64

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
    WordTimings,
)

_json = msgspec.json.Encoder().encode


def encode(message: ServerMessage) -> bytes:
    """The frame that says `message`; what is None is left out."""
    return b"".join(encode_in_parts(message))


def encode_in_parts(message: ServerMessage) -> tuple[bytes, ...]:
    if isinstance(message, AudioFrame):
        return _audio(message)
    said = {name: value for name, value in _fields(message).items() if value is not None}
    return (_json(said),)


def _audio(frame: AudioFrame) -> tuple[bytes, bytes, bytes]:
    index = b"" if frame.index is None else b'"idx":%d,' % frame.index
    context = b"" if frame.context_id is None else b',"context_id":' + _json(frame.context_id)
    rest = b'","enc":"%b",%b"sr":%d,"samples":%d,"chunk_id":%d%b}' % (
        frame.encoding.encode(),
        index,
        frame.sample_rate,
        frame.samples,
        frame.chunk_id,
        context,
    )
    return b'{"audio":"', pybase64.b64encode(frame.audio), rest


def _fields(message: ServerMessage) -> dict[str, object]:
    said = msgspec.structs.asdict(message)
    match message:
        case GenerationStarted():
            return {"generation_started": True, **said}
        case WordTimings():
            said["word_timestamps"] = said.pop("words")
            return said
        case ChunkComplete():
            return {"chunk_complete": True, **said}
        case Final():
            return {"final": True, **said, "usage": _usage(message.usage)}
        case SessionClosed():
            return {"session_closed": True, **said, "usage": _usage(message.usage)}
        case SessionStarted():
            return {"session_started": True, **said}
        case ContextCreated():
            return {"context_created": True, **said}
        case ContextClosed():
            return {"context_closed": True, **said, "usage": _usage(message.usage)}
        case ContextTimeout():
            return {"context_timeout": True, **said}
        case Interrupted():
            return {"interrupted": True, **said}
        case SettingsUpdated():
            return {"settings_updated": True, "settings": msgspec.structs.asdict(message.settings)}
        case Notice(text, context_id):
            return {"warning": text, "context_id": context_id}
        case Progress():
            return {"progress": True, **said}
    assert isinstance(message, ErrorReport)
    said["error"] = said.pop("text")
    return said


def _usage(usage: Usage | None) -> dict[str, object] | None:
    """A cost that is not known is said to be so, never left to be taken for nothing."""
    if usage is None:
        return None
    said = {
        name: value for name, value in msgspec.structs.asdict(usage).items() if value is not None
    }
    return (
        said
        if usage.cost_cents is not None
        else {**said, "cost_cents": None, "cost_unavailable": True}
    )
