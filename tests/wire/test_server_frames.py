"""Frames from server to client: what they say, what is refused, what is only ignored."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

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
from studio.wire.settings import LiveSettings
from studio.wire.text_codec import BadFrame, decode_from_server, encode_to_client

SOUND = base64.b64encode(b"\1\0" * 4).decode()
AUDIO = {"audio": SOUND, "enc": "pcm_s16le", "idx": 7, "sr": 24000, "samples": 4, "chunk_id": 2}


def decode(said: dict[str, Any]) -> tuple[ServerMessage, ...]:
    return decode_from_server(json.dumps(said).encode())


@pytest.mark.parametrize(
    "message",
    [
        AudioFrame(b"\1\0" * 4, 4, 7, chunk_id=2, context_id='a"b'),
        AudioFrame(b"\1\2\3", 3, 0, 8000, "mulaw"),
        AudioFrame(b"\1\2\3", 3, None, 8000, "alaw"),
        GenerationStarted(1, "Hello.", "c"),
        WordTimings((WordTiming("Hello", 0.0, 350.5, 0, 5),), 1, "c"),
        ChunkComplete(1, 1.25, 80.0, "c"),
        Final(),
        Final(None, 1.5, 2, 9),
        Final(
            chunks=3,
            total_samples=9,
            dur_ms=1.0,
            gen_ms=2.0,
            rtf=0.1,
            usage=Usage(1.5, 20, 3.5, "EUR", "m"),
        ),
        SessionClosed(1.5, 2, 9, Usage(1.5, 20)),
        SessionStarted("7f3a"),
        ContextCreated("c"),
        ContextClosed("c", Usage(1.5)),
        ContextClosed("c"),
        ContextTimeout("c"),
        Interrupted(),
        Interrupted("c"),
        SettingsUpdated(LiveSettings(speed=1.1, normalize=False)),
        Notice("flush, please"),
        Progress(3, "c"),
        ErrorReport("no such voice", "NOT_FOUND", 404, "c", "7f3a", 5.0),
    ],
)
def test_each_message_survives_the_wire(message: ServerMessage) -> None:
    """What a server says is what a client reads."""
    assert decode_from_server(encode_to_client(message)) == (message,)


def test_audio_is_written_as_the_service_writes_it() -> None:
    """An audio frame has the keys every client of the service expects, with the sound first."""
    frame = AudioFrame(b"\1\0" * 4, 4, 7, chunk_id=2, context_id="c")
    assert json.loads(encode_to_client(frame)) == {**AUDIO, "context_id": "c"}
    assert encode_to_client(frame).startswith(b'{"audio":"')


def test_an_acknowledgement_names_all_six_settings() -> None:
    """Settings that are unset are null in an acknowledgement, not missing."""
    said = json.loads(encode_to_client(SettingsUpdated(LiveSettings(speed=1.1))))
    assert said["settings"].keys() == {
        "cfg_scale",
        "temperature",
        "speed",
        "max_new_tokens",
        "language",
        "normalize",
    }


def test_an_unknown_cost_is_said_to_be_unknown() -> None:
    """A cost nobody knows is null and marked, so that no client takes it for nothing."""
    usage = json.loads(encode_to_client(ContextClosed("c", Usage(1.5))))["usage"]
    assert usage == {"audio_seconds": 1.5, "cost_cents": None, "cost_unavailable": True}


@pytest.mark.parametrize("arranged", [(", ", ": "), (",", ":")])
@pytest.mark.parametrize("is_first", [True, False])
def test_audio_is_read_in_any_arrangement(arranged: tuple[str, str], is_first: bool) -> None:
    """Spaces and the order of keys change nothing in what an audio frame means."""
    keys = list(AUDIO) if is_first else list(AUDIO)[::-1]
    frame = json.dumps({key: AUDIO[key] for key in keys}, separators=arranged).encode()
    assert decode_from_server(frame) == (AudioFrame(b"\1\0" * 4, 4, 7, chunk_id=2),)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ({"audio": SOUND}, AudioFrame(b"\1\0" * 4, 4)),
        ({"audio": SOUND, "samples": 4}, AudioFrame(b"\1\0" * 4, 4)),
        ({"audio": SOUND, "new": 1, "samples": 4}, AudioFrame(b"\1\0" * 4, 4)),
        (
            {"audio": SOUND, "enc": None, "sr": None, "idx": None, "samples": 4},
            AudioFrame(b"\1\0" * 4, 4),
        ),
        ({"audio": "", "samples": 0, "idx": 3}, AudioFrame(b"", 0, 3)),
        (
            {"audio": SOUND, "enc": "mulaw", "sr": 8000},
            AudioFrame(b"\1\0" * 4, 8, None, 8000, "mulaw"),
        ),
    ],
)
def test_audio_that_says_little_is_tolerated(said: dict[str, Any], meant: AudioFrame) -> None:
    """Without encoding, index, rate, chunk or count the usual ones are taken; samples are counted."""
    assert decode(said) == (meant,)


@pytest.mark.parametrize(
    ("frame", "sound"),
    [
        (b'{"audio":"AA\\/\\/","idx":0}', None),
        (b'{"audio":"AAA\\/AAAA","idx":0,"samples":3}', b"\0\0\x3f\0\0\0"),
        (b'{"audio":"AAAAAAAA","idx":0,"audio":"\\u0041AAAAAA/"}', b"\0\0\0\0\0\x3f"),
    ],
)
def test_the_quick_way_leaves_the_unusual_to_the_general_way(
    frame: bytes, sound: bytes | None
) -> None:
    """Escaped letters and double keys are read as JSON means them."""
    if sound is None:  # Three bytes are no whole samples: it was read, and refused.
        with pytest.raises(BadFrame, match="as long as it says"):
            decode_from_server(frame)
    else:
        assert decode_from_server(frame) == (AudioFrame(sound, 3, 0),)


@pytest.mark.parametrize(
    "changed",
    [
        {"samples": -1},
        {"samples": 10**12},
        {"samples": 5},
        {"samples": "4"},
        {"samples": True},
        {"samples": 4.5},
        {"sr": 0},
        {"sr": -24000},
        {"sr": 10**9},
        {"sr": "24000"},
        {"sr": 11025},
        {"idx": -1},
        {"idx": 10**9},
        {"idx": "7"},
        {"chunk_id": -1},
        {"audio": SOUND[:-1]},
        {"audio": SOUND[:-4] + "-_=="},
        {"audio": SOUND[:4] + " " + SOUND[4:]},
        {"audio": "ÄÖÜß"},
        {"audio": "!!!!"},
        {"audio": "ＡＡＡＡ"},
        {"audio": True},
        {"audio": [1, 2]},
        {"audio": {"a": 1}},
        {"audio": base64.b64encode(b"\1\0\1").decode(), "samples": 1},
        {"enc": {"a": 1}},
        {"enc": "opus"},
        {"enc": "mulaw"},
        {"context_id": {}},
        {"context_id": ""},
        {"context_id": "c" * 300},
    ],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_audio_that_lies_is_refused(changed: dict[str, Any], is_first: bool) -> None:
    """Sound whose letters, length, rate, encoding or place cannot be true is never heard."""
    said = {**AUDIO, **changed}
    keys = list(said) if is_first else list(said)[::-1]
    with pytest.raises(BadFrame):
        decode({key: said[key] for key in keys})


def test_audio_within_a_frame_that_reports_an_error_is_not_heard() -> None:
    """Any error makes a frame an error, whatever else it carries."""
    assert decode({**AUDIO, "error": "failed"}) == (ErrorReport("failed"),)


def test_one_frame_may_carry_sound_and_words() -> None:
    """Older servers say both at once; neither is lost."""
    words = [{"word": "a", "start_ms": 0, "end_ms": 5, "char_start": 0, "char_end": 1}]
    sound, timings = decode({**AUDIO, "word_timestamps": words})
    assert isinstance(sound, AudioFrame)
    assert timings == WordTimings((WordTiming("a", 0.0, 5.0, 0, 1),), 2)


def word(start: float, end: float, **more: Any) -> dict[str, Any]:
    return {"word": "a", "start_ms": start, "end_ms": end, "char_start": 0, "char_end": 1, **more}


@pytest.mark.parametrize(
    "words",
    [
        5,
        "words",
        {"a": 1},
        [5],
        [{"word": "a"}],
        [word(5, 0)],
        [word(-1, 0)],
        [word(9, 10), word(0, 1)],
        [word(0, 1, char_start=-1)],
        [word(0, 1, char_start=2)],
        [word(0, 1e300)],
        [word(0, 1)] * 10_001,
    ],
)
def test_words_that_make_no_sense_are_only_ignored(words: Any) -> None:
    """Nonsense about words costs the words, not the sound."""
    assert decode({"word_timestamps": words}) == ()
    (sound,) = decode({**AUDIO, "word_timestamps": words})
    assert isinstance(sound, AudioFrame)


@pytest.mark.parametrize(
    ("bill", "usage"),
    [
        ({"cost_cents": -1}, Usage()),
        ({"cost_cents": "3"}, Usage()),
        ({"cost_cents": [3]}, Usage()),
        ({"cost_cents": 3, "cost_unavailable": True}, Usage()),
        ({"cost_cents": None, "cost_unavailable": True, "audio_seconds": 2}, Usage(2.0)),
        ({"cost_cents": 3.5, "currency": "EUR"}, Usage(cost_cents=3.5, currency="EUR")),
        ({"audio_seconds": "2", "characters": -5, "model_id": ""}, Usage()),
        ({}, Usage()),
        ("free", None),
        ([1], None),
        (None, None),
    ],
)
def test_a_bill_that_makes_no_sense_is_not_reported(bill: Any, usage: Usage | None) -> None:
    """What a server says of money is information: nonsense counts as not said, and the turn stays."""
    assert decode({"session_closed": True, "usage": bill}) == (SessionClosed(usage=usage),)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ({"error": "x" * 999}, ErrorReport("x" * 299 + "…")),
        ({"error": "<b>a</b>\n\x1b[31m\u202eb\x7f"}, ErrorReport("<b>a</b> ␛[31m\ufffdb\ufffd")),
        ({"error": ["a", 1]}, ErrorReport('["a",1]')),
        (
            {"error": "a", "code": "500", "error_code": 5, "request_id": 5, "retry_after": -5},
            ErrorReport("a"),
        ),
        (
            {"error": "a", "code": 429, "retry_after": 5},
            ErrorReport("a", code=429, retry_after=5.0),
        ),
        ({"warning": "a\tb"}, Notice("a b")),
    ],
)
def test_foreign_words_are_made_safe_to_show(said: dict[str, Any], meant: ServerMessage) -> None:
    """Foreign text is one line of at most 300 letters with its controls made visible."""
    assert decode(said) == (meant,)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"nobody": "knows"},
        {"error": ""},
        {"error": None},
        {"error": False},
        {"warning": ""},
        {"warning": 5},
        {"context_created": True},
        {"context_closed": True},
        {"context_timeout": True},
        {"session_started": True},
        {"final": False, "session_closed": None},
    ],
)
def test_what_nobody_knows_is_ignored(said: dict[str, Any]) -> None:
    """Unknown keys, unknown frames and empty words are no error."""
    assert decode(said) == ()


@pytest.mark.parametrize(
    "said",
    [
        {"final": "yes"},
        {"final": 1},
        {"chunk_complete": True, "audio_seconds": -1},
        {"context_id": 5},
    ],
)
def test_a_wrong_type_is_refused(said: dict[str, Any]) -> None:
    """A field that decides something must have its type."""
    with pytest.raises(BadFrame):
        decode(said)


def test_settings_nobody_understands_still_acknowledge() -> None:
    """An acknowledgement is one, even if what it repeats makes no sense."""
    assert decode({"settings_updated": True, "settings": 5}) == (SettingsUpdated(LiveSettings()),)


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"null",
        b"[]",
        b"5",
        b"{",
        b"{}{}",
        b"\xef\xbb\xbf{}",
        b'{"error":"\xff"}',
        b'{"samples":NaN}',
        b'{"samples":1e999}',
        b'{"idx":' + b"9" * 5000 + b"}",
        b'{"a":' + b"[" * 100_000,
        b'{"audio":"AAAA","a":' + b'{"a":' * 100_000,
        b'{"audio":"AAAA',
        b'{"audio":"',
        b'{"audio": "',
    ],
)
def test_hostile_json_is_refused_calmly(frame: bytes) -> None:
    """Broken, deep, endless or mistyped JSON is refused with a reason, never with a crash."""
    with pytest.raises(BadFrame) as refused:
        decode_from_server(frame)
    assert refused.value.reason


def test_half_a_pair_of_surrogates_is_mended() -> None:
    """Text that no file could hold arrives as text that one can, in values and in unknown keys."""
    assert decode_from_server(b'{"error":"\\ud83d\\ude00 \\ud800 \\\\ud800 \\udc00"}') == (
        ErrorReport("😀 \ufffd \\ud800 \ufffd"),
    )
    assert decode_from_server(b'{"\\ud800":1,"warning":"a"}') == (Notice("a"),)
    assert decode_from_server(b'{"warning":"a\\ud800\\ud800"}') == (Notice("a\ufffd\ufffd"),)
    assert decode_from_server(b'{"warning":"a\\ud800\\n"}') == (Notice("a\ufffd "),)


@pytest.mark.parametrize("id", ["", "x" * 201, 5, None, ["a"]])
def test_a_session_id_that_makes_no_sense_is_no_session_id(id: object) -> None:
    """It is only information: one without end is not kept, and spoils nothing else of its frame."""
    said = {"session_started": True, "session_id": id, "context_created": True, "context_id": "a"}
    assert decode(said) == (ContextCreated("a"),)
