"""Frames from client to server: what they say, in which order, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

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
from studio.wire.settings import NOTHING_SET, ContextVoice, LiveSettings, Settings
from studio.wire.text_codec import BadFrame, decode_from_client, encode_to_server


def decode(said: dict[str, Any]) -> tuple[ClientMessage, ...]:
    return decode_from_client(json.dumps(said).encode())


SETTINGS = Settings(
    voice_id=1071,
    model_id="kugel-3",
    cfg_scale=2.0,
    dictionary_ids=(),
    chunk_length_schedule=(50, 100),
    auto_mode=True,
    voice_settings=ContextVoice(voice_id="anna", speed=1.1, stability=0.5),
)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (Speak("Hello", True), {"text": "Hello", "flush": True}),
        (Speak("Hello"), {"text": "Hello", "flush": False}),
        (
            Speak(" ", context_id="anna", settings=Settings(voice_id=1)),
            {"voice_id": 1, "text": " ", "flush": False, "context_id": "anna"},
        ),
        (Configure(Settings(auto_mode=True)), {"auto_mode": True}),
        (Flush(), {"flush": True}),
        (Flush("anna"), {"flush": True, "context_id": "anna"}),
        (EndTurn(), {"close": True}),
        (Cancel(), {"cancel": True}),
        (Cancel("anna"), {"context_id": "anna", "cancel": True}),
        (CloseContext("anna"), {"context_id": "anna", "close_context": True}),
        (
            CloseContext("anna", immediate=True),
            {"context_id": "anna", "close_context": True, "immediate": True},
        ),
        (KeepAlive("anna"), {"text": "", "context_id": "anna"}),
        (UpdateSettings(LiveSettings(speed=1.1)), {"update_settings": {"speed": 1.1}}),
        (CloseSocket(), {"close_socket": True}),
    ],
)
def test_each_message_has_its_frame(message: ClientMessage, said: dict[str, Any]) -> None:
    """Every message is written as the service writes it, and means the same when it is read."""
    frame = encode_to_server(message)
    assert json.loads(frame) == said
    assert decode_from_client(frame) == (message,)


def test_settings_ride_along() -> None:
    """Everything configured crosses the wire unchanged, an empty list of dictionaries included."""
    message = Speak("Hello", settings=SETTINGS)
    assert decode_from_client(encode_to_server(message)) == (message,)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (
            {"text": "a", "voice_id": 1, "flush": True},
            (Speak("a", True, None, Settings(voice_id=1)),),
        ),
        ({"flush": True, "text": ""}, (Flush(),)),
        ({"flush": True, "voice_id": 1}, (Flush(None, Settings(voice_id=1)),)),
        ({"end_session": True}, (EndTurn(),)),
        ({"close": True, "end_session": True}, (EndTurn(),)),
        ({"text": "a", "close": True}, (Speak("a"), EndTurn())),
        ({"cancel": True, "text": "a"}, (Cancel(), Speak("a"))),
        ({"text": "a", "close_socket": True}, (Speak("a"), CloseSocket())),
        (
            {"text": "", "voice_id": 1, "model": "m"},
            (Configure(Settings(voice_id=1, model_id="m")),),
        ),
        ({"model": "m", "model_id": "n"}, (Configure(Settings(model_id="n")),)),
        ({"keep_alive": True, "context_id": "c"}, (KeepAlive("c"),)),
        ({"keep_alive": True}, ()),
        ({"text": ""}, ()),
        ({"text": "", "context_id": "c", "flush": True}, (Flush("c"),)),
        ({"text": "", "context_id": "c", "close_context": True}, (CloseContext("c"),)),
        ({"flush": False, "cancel": False, "close": False}, ()),
        ({"text": None, "flush": None, "voice_id": None}, ()),
        ({"nobody": {"knows": [1, 2]}, "text": "a"}, (Speak("a"),)),
        ({"immediate": True}, ()),
        ({}, ()),
    ],
)
def test_a_frame_may_say_several_things_or_none(
    said: dict[str, Any], meant: tuple[ClientMessage, ...]
) -> None:
    """The keys that are present and true say what is meant, in the order it acts; others are ignored."""
    assert decode(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        {"text": 5},
        {"text": ["a"]},
        {"flush": "yes"},
        {"flush": 1},
        {"context_id": 5, "text": "a"},
        {"context_id": "", "text": "a"},
        {"context_id": "c" * 257, "text": "a"},
        {"voice_id": [1]},
        {"voice_id": True},
        {"speed": 1.3, "text": "a"},
        {"speed": "fast"},
        {"temperature": 2},
        {"temperature": -0.1},
        {"max_new_tokens": 0},
        {"max_new_tokens": 2049},
        {"sample_rate": 11025},
        {"output_format": "mp3"},
        {"output_format": "pcm_8000", "sample_rate": 16000},
        {"language": "xx"},
        {"dictionary_ids": list(range(51))},
        {"dictionary_ids": ["a"]},
        {"chunk_length_schedule": []},
        {"chunk_length_schedule": [0]},
        {"chunk_length_schedule": [80, 10001]},
        {"chunk_length_schedule": [80] * 101},
        {"max_buffer_length": 0},
        {"flush_timeout_ms": -1},
        {"inactivity_timeout": 0},
        {"voice_settings": {"stability": 2}},
        {"voice_settings": 5},
        {"update_settings": {}},
        {"update_settings": {"speed": 2.0}},
        {"update_settings": {"voice_id": 5}},
        {"update_settings": {"speed": 1.0, "model_id": "m"}},
        {"update_settings": {"speed": "fast"}},
        {"update_settings": 5},
        {"close_context": True},
    ],
)
def test_what_the_protocol_does_not_allow_is_refused(said: dict[str, Any]) -> None:
    """Wrong types, values out of range and contradictions are refused, and nothing is applied."""
    with pytest.raises(BadFrame):
        decode(said)


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"null",
        b"[]",
        b"5",
        b'"x"',
        b"{",
        b"{}{}",
        b"\xef\xbb\xbf{}",
        b'{"text":"\xff"}',
        b'{"speed":NaN}',
        b'{"speed":1e999}',
        b'{"max_new_tokens":' + b"9" * 5000 + b"}",
        b'{"a":' + b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"update_settings":' + b'{"a":' * 100_000,
    ],
)
def test_hostile_json_is_refused_calmly(frame: bytes) -> None:
    """Broken, deep, endless or mistyped JSON is refused with a reason, never with a crash."""
    with pytest.raises(BadFrame) as refused:
        decode_from_client(frame)
    assert refused.value.reason


@pytest.mark.parametrize(
    ("said", "context_id"),
    [
        ({"context_id": "anna", "text": 5}, "anna"),
        ({"context_id": "anna", "speed": 9}, "anna"),
        ({"context_id": "anna", "update_settings": {}}, "anna"),
        ({"context_id": 5, "text": "a"}, None),
        ({"text": 5}, None),
    ],
)
def test_a_refusal_names_its_context(said: dict[str, Any], context_id: str | None) -> None:
    """The answer to a bad frame can be sent to the context it came from, if that is readable."""
    with pytest.raises(BadFrame) as refused:
        decode(said)
    assert refused.value.context_id == context_id


def test_the_guidance_scale_is_moved_into_its_range() -> None:
    """A cfg_scale out of range is not refused but clamped, in a context's voice too."""
    (message,) = decode({"text": "a", "cfg_scale": 99, "voice_settings": {"cfg_scale": 0}})
    assert isinstance(message, Speak)
    assert message.settings.cfg_scale == 2.5
    assert message.settings.voice_settings == ContextVoice(cfg_scale=1.2)


@pytest.mark.parametrize(
    ("sent", "arrives"),
    [
        ("e\u0301", "é"),
        ("a\ud800b", "a\ufffdb"),
        ("😀 👩‍👩‍👧 \u202eabc", "😀 👩‍👩‍👧 \u202eabc"),
    ],
)
def test_text_is_composed_and_mended(sent: str, arrives: str) -> None:
    """Text leaves composed, and no lone surrogate ever reaches the wire."""
    frame = encode_to_server(Speak(sent))
    assert json.loads(frame)["text"] == arrives


def test_decomposed_text_of_others_is_composed() -> None:
    """What another client sent decomposed, or with half a pair, arrives as text we can keep."""
    assert decode_from_client(b'{"text":"e\\u0301"}') == (Speak("é"),)
    assert decode_from_client(b'{"text":"\\ud83d\\ude00 \\ud83d \\ude00"}') == (
        Speak("😀 \ufffd \ufffd"),
    )


def test_the_last_of_double_keys_counts() -> None:
    """A key that stands twice means its last value."""
    assert decode_from_client(b'{"text":"a","text":"b"}') == (Speak("b"),)


def test_a_frame_without_settings_shares_one_value() -> None:
    """The many frames that only carry text cost no settings of their own."""
    (message,) = decode({"text": "a"})
    assert isinstance(message, Speak)
    assert message.settings is NOTHING_SET
