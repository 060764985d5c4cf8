"""Whatever comes over the wire, the codec either understands it or refuses it."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studio.wire import limits
from studio.wire.messages import AudioFrame, ServerMessage, Speak
from studio.wire.settings import ContextVoice, Settings
from studio.wire.text_codec import (
    BadFrame,
    decode_from_client,
    decode_from_server,
    encode_to_client,
    encode_to_server,
)

LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(st.characters(), max_size=20),
    st.sampled_from(["AAAA", "pcm_s16le", "mulaw", 24000, 8000, 2, "c", 0]),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
SERVER_KEYS = st.sampled_from(
    [
        "audio",
        "enc",
        "idx",
        "sr",
        "samples",
        "chunk_id",
        "context_id",
        "generation_started",
        "text",
        "chunk_complete",
        "audio_seconds",
        "gen_ms",
        "final",
        "total_audio_seconds",
        "total_text_chunks",
        "total_audio_chunks",
        "session_closed",
        "session_started",
        "session_id",
        "context_created",
        "context_closed",
        "context_timeout",
        "interrupted",
        "settings_updated",
        "settings",
        "progress",
        "warning",
        "usage",
        "word_timestamps",
        "chunks",
        "total_samples",
        "error",
        "error_code",
        "code",
        "request_id",
        "retry_after",
    ]
)
CLIENT_KEYS = st.sampled_from(
    [
        "text",
        "flush",
        "context_id",
        "close",
        "end_session",
        "close_socket",
        "close_context",
        "immediate",
        "keep_alive",
        "cancel",
        "update_settings",
        "model",
        "voice_id",
        "model_id",
        "cfg_scale",
        "temperature",
        "max_new_tokens",
        "sample_rate",
        "output_format",
        "normalize",
        "language",
        "speed",
        "word_timestamps",
        "dictionary_ids",
        "flush_timeout_ms",
        "max_buffer_length",
        "chunk_length_schedule",
        "auto_mode",
        "inactivity_timeout",
        "voice_settings",
    ]
)


def as_json(said: Any) -> bytes:
    return json.dumps(said, allow_nan=True).encode()


@given(st.dictionaries(SERVER_KEYS | st.text(), VALUES, max_size=8))
def test_any_object_from_a_server_is_read_or_refused(said: dict[str, Any]) -> None:
    """Keys that mean something, with any values: messages that can be written again, or a refusal."""
    try:
        messages = decode_from_server(as_json(said))
    except BadFrame as refused:
        refused.reason.encode()
        return
    for message in messages:
        frame = encode_to_client(message)
        frame.decode()
        if isinstance(message, AudioFrame):
            assert len(message.audio) == message.samples * limits.BYTES_PER_SAMPLE[message.encoding]
            assert message.sample_rate in limits.SAMPLE_RATES
            assert decode_from_server(frame) == (message,)


@given(st.dictionaries(CLIENT_KEYS | st.text(), VALUES, max_size=8))
def test_any_object_from_a_client_is_read_or_refused(said: dict[str, Any]) -> None:
    """Keys that mean something, with any values: messages that mean the same again, or a refusal."""
    try:
        messages = decode_from_client(as_json(said))
    except BadFrame as refused:
        refused.reason.encode()
        return
    for message in messages:
        assert decode_from_client(encode_to_server(message)) == (message,)


@pytest.mark.parametrize("decode", [decode_from_server, decode_from_client])
@given(frame=st.binary(max_size=200))
@example(frame=b'{"audio":"')
@example(frame=b'{"audio": ')
def test_any_bytes_are_read_or_refused(decode: Any, frame: bytes) -> None:
    """Noise is refused, never a crash."""
    for prefix in (b"", b'{"audio":"', b'{"audio": "', b'{"text":"', b'{"error":"\\ud800'):
        try:
            decode(prefix + frame)
        except BadFrame as refused:
            refused.reason.encode()


@given(st.data())
def test_a_spoilt_audio_frame_is_never_other_sound(data: st.DataObject) -> None:
    """One byte changed anywhere outside the sound: the same sound, or none."""
    audio = data.draw(st.binary(min_size=2, max_size=40).filter(lambda sound: len(sound) % 2 == 0))
    frame = bytearray(encode_to_client(AudioFrame(audio, len(audio) // 2, 3, context_id="c")))
    end = frame.index(b'"', 10)
    at = data.draw(st.integers(end, len(frame) - 1) | st.integers(0, 9))
    frame[at] = data.draw(st.integers(0, 255))
    heard: tuple[ServerMessage, ...] = ()
    try:
        heard = decode_from_server(bytes(frame))
    except BadFrame:
        pass
    assert all(message.audio == audio for message in heard if isinstance(message, AudioFrame))


@given(st.binary(max_size=600).filter(lambda sound: len(sound) % 2 == 0), st.integers(0, 999))
def test_the_quick_way_and_the_general_way_agree(audio: bytes, index: int) -> None:
    """However an audio frame is laid out, it is the same sound."""
    message = AudioFrame(audio, len(audio) // 2, index, context_id="c")
    frame = encode_to_client(message)
    said = json.loads(frame)
    for other in (
        frame,
        json.dumps(said).encode(),
        json.dumps(dict(reversed(said.items()))).encode(),
        json.dumps({**said, "more": 1}).encode(),
    ):
        assert decode_from_server(other) == (message,)


@given(
    st.text(st.characters(), min_size=1),
    st.booleans(),
    st.text(min_size=1, max_size=limits.CONTEXT_ID_LENGTH) | st.none(),
    st.builds(
        Settings,
        voice_id=st.integers(0, 2**53) | st.text() | st.none(),
        speed=st.floats(0.8, 1.2) | st.none(),
        dictionary_ids=st.lists(st.integers(0, 2**53), max_size=50).map(tuple) | st.none(),
        voice_settings=st.builds(ContextVoice, cfg_scale=st.floats(1.2, 2.5)) | st.none(),
    ),
)
def test_text_and_settings_survive(
    text: str, flush: bool, context_id: str | None, settings: Settings
) -> None:
    """What a client says arrives, composed and mended, with everything it configures."""
    sent = Speak(text, flush, context_id, settings)
    (arrived,) = decode_from_client(encode_to_server(sent))
    assert isinstance(arrived, Speak)
    assert decode_from_client(encode_to_server(arrived)) == (arrived,)
    assert msgspec.structs.replace(arrived, text=text) == sent
    arrived.text.encode()
