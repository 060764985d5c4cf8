"""Frames from client to server. One frame may say several things; they come out in the order they act."""

from __future__ import annotations

from typing import Any

import msgspec

from studio.wire import limits
from studio.wire.frame_json import NOT_SAID, BadFrame, parse
from studio.wire.messages import (
    Cancel,
    ClientMessage,
    CloseContext,
    CloseSocket,
    Configure,
    EndTurn,
    Flush,
    KeepAlive,
    Speak,
    UpdateSettings,
)
from studio.wire.plain_text import clean_text
from studio.wire.settings import (
    NOTHING_SET,
    InvalidSetting,
    LiveSettings,
    Settings,
    checked,
    forbidden_live_names,
    is_empty,
)


class _Frame(Settings, frozen=True, omit_defaults=True):
    text: str | None = None
    flush: bool | None = None
    context_id: str | None = None
    close: bool | None = None
    end_session: bool | None = None
    close_socket: bool | None = None
    close_context: bool | None = None
    immediate: bool | None = None
    keep_alive: bool | None = None
    cancel: bool | None = None


class _OutgoingFrame(_Frame, frozen=True, omit_defaults=True):
    update_settings: LiveSettings | None = None


class _IncomingFrame(_Frame, frozen=True):
    update_settings: msgspec.Raw = NOT_SAID
    model: str | None = None


_decoder = msgspec.json.Decoder(_IncomingFrame)
_live_decoder = msgspec.json.Decoder(LiveSettings)
_names_decoder: msgspec.json.Decoder[dict[str, msgspec.Raw]] = msgspec.json.Decoder(
    dict[str, msgspec.Raw]
)
_encoder = msgspec.json.Encoder()
_SETTINGS = Settings.__struct_fields__


def decode(frame: bytes) -> tuple[ClientMessage, ...]:
    """What `frame` says, with settings checked and text composed; empty when it says nothing known."""
    parsed = parse(_decoder, frame)
    context_id = parsed.context_id
    if context_id is not None and not 1 <= len(context_id) <= limits.CONTEXT_ID_LENGTH:
        raise BadFrame(f"context_id must have 1 to {limits.CONTEXT_ID_LENGTH} characters")
    try:
        return tuple(_messages(parsed))
    except InvalidSetting as error:
        raise BadFrame(str(error), context_id=context_id) from None
    except BadFrame as error:
        raise BadFrame(error.reason, context_id=context_id) from None


def _messages(frame: _IncomingFrame) -> list[ClientMessage]:
    found: list[ClientMessage] = []
    if frame.update_settings:
        found.append(UpdateSettings(_changes(frame.update_settings)))
    if frame.cancel:
        found.append(Cancel(frame.context_id))
    spoken = _speech(frame, _settings(frame))
    if spoken is not None:
        found.append(spoken)
    if frame.context_id is not None and (
        frame.keep_alive or (frame.text == "" and not frame.flush and not frame.close_context)
    ):
        found.append(KeepAlive(frame.context_id))
    if frame.close_context:
        if frame.context_id is None:
            raise BadFrame("close_context needs a context_id")
        found.append(CloseContext(frame.context_id, bool(frame.immediate)))
    if frame.close or frame.end_session:
        found.append(EndTurn())
    if frame.close_socket:
        found.append(CloseSocket())
    return found


def _speech(frame: _IncomingFrame, settings: Settings) -> Speak | Flush | Configure | None:
    if frame.text:
        return Speak(clean_text(frame.text), bool(frame.flush), frame.context_id, settings)
    if frame.flush:
        return Flush(frame.context_id, settings)
    return Configure(settings) if settings is not NOTHING_SET else None


def _settings(frame: _IncomingFrame) -> Settings:
    said = {name: value for name in _SETTINGS if (value := getattr(frame, name)) is not None}
    if frame.model is not None:
        said.setdefault("model_id", frame.model)
    return checked(Settings(**said)) if said else NOTHING_SET


def _changes(raw: msgspec.Raw) -> LiveSettings:
    forbidden = forbidden_live_names(parse(_names_decoder, raw).keys())
    if forbidden:
        raise BadFrame(f"update_settings cannot change {', '.join(sorted(forbidden))}")
    changes = parse(_live_decoder, raw)
    if is_empty(changes):
        raise BadFrame("update_settings changes nothing")
    return checked(changes)


def encode(message: ClientMessage) -> bytes:
    """The frame that says `message`; text is composed and mended here, at the last border."""
    return _encoder.encode(_frame(message))


def _frame(message: ClientMessage) -> _OutgoingFrame:
    match message:
        case Speak(text, flush, context_id, settings):
            return _with(settings, text=clean_text(text), flush=flush, context_id=context_id)
        case Configure(settings):
            return _with(settings)
        case Flush(context_id, settings):
            return _with(settings, flush=True, context_id=context_id)
        case EndTurn():
            return _OutgoingFrame(close=True)
        case Cancel(context_id):
            return _OutgoingFrame(cancel=True, context_id=context_id)
        case CloseContext(context_id, immediate):
            return _OutgoingFrame(
                close_context=True, context_id=context_id, immediate=immediate or None
            )
        case KeepAlive(context_id):
            return _OutgoingFrame(text="", context_id=context_id)
        case UpdateSettings(changes):
            return _OutgoingFrame(update_settings=changes)
    assert isinstance(message, CloseSocket)
    return _OutgoingFrame(close_socket=True)


def _with(settings: Settings, **said: Any) -> _OutgoingFrame:
    if settings is NOTHING_SET:
        return _OutgoingFrame(**said)
    return _OutgoingFrame(**msgspec.structs.asdict(settings), **said)
