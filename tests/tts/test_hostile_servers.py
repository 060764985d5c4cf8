"""Servers that lie, babble, stall and never end: refused frame by frame, never believed, never feared.

Each attack is made in a turn and in a context. What must hold every time: no crash, an end within the
limits, only true sound heard, and a turn that is whole exactly when it is.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import resource
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest

from studio.tts import (
    AudioChunk,
    MultiContextCallbacks,
    MultiContextConfig,
    StreamConfig,
    StreamingCallbacks,
    TtsClient,
    errors,
)
from studio.wire.patience import Patience
from tests.tts.scripted_server import Link, Said, frame, scripted_server

QUICK = Patience(progress=0.5, cancel=0.2, end_session=0.5, acknowledgement=0.2, slow_chunk=0.7)
TRUE_SOUND = {base64.b64decode(frame(index)["audio"]) for index in range(8)}


@dataclass
class Outcome:
    """What came of one attack."""

    heard: list[AudioChunk] = field(default_factory=list)
    told: list[errors.SpeechError] = field(default_factory=list)
    refused: int = 0
    seconds: float = 0.0

    @property
    def is_whole(self) -> bool:
        return not self.told

    @property
    def incomplete(self) -> errors.Incomplete:
        (error,) = self.told
        assert isinstance(error, errors.Incomplete)
        return error


class Stage:
    """One turn or part at the server, for an attack to play on."""

    def __init__(self, link: Link, where: Said) -> None:
        self.link = link
        self.where = where

    async def say(self, *messages: Said) -> None:
        await self.link.say(*({**message, **self.where} for message in messages))

    async def raw(self, text: str | bytes) -> None:
        await self.link.raw(text)

    async def begin(self) -> None:
        await self.say({"generation_started": True, "chunk_id": 0, "text": "…"})

    async def finish(self, seconds: float = 0.04, frames: int = 2) -> None:
        await self.say({"chunk_complete": True, "chunk_id": 0, "audio_seconds": seconds})
        if self.where:
            await self.say({"final": True})
            return
        totals = {"total_audio_seconds": seconds, "total_audio_chunks": frames}
        await self.say({"final": True, **totals}, {"session_closed": True, **totals})


Attack = Callable[[Stage], Any]


async def in_a_turn(attack: Attack) -> Outcome:
    async def script(link: Link) -> None:
        await link.until("flush")
        await attack(Stage(link, {}))
        await link.rest()

    outcome = Outcome()
    begun = asyncio.get_running_loop().time()
    async with scripted_server(script) as server:
        client = TtsClient(server.url, api_key="SENTINEL-key", patience=QUICK)
        stream = client.streaming_session(
            StreamConfig(voice_id=1),
            StreamingCallbacks(on_chunk=outcome.heard.append, on_error=outcome.told.append),
        )
        stream.send("Hello there.", flush=True)
        with contextlib.suppress(errors.SpeechError):
            await stream.end_session()
        outcome.refused = stream.refused_frames
        await stream.close()
    outcome.seconds = asyncio.get_running_loop().time() - begun
    return outcome


async def in_a_context(attack: Attack) -> Outcome:
    async def script(link: Link) -> None:
        name = (await link.until("flush"))["context_id"]
        await link.say({"context_created": True, "context_id": name})
        await attack(Stage(link, {"context_id": name}))
        await link.until("close_context")
        await link.say({"context_closed": True, "context_id": name})
        await link.until("close_socket")

    outcome = Outcome()
    begun = asyncio.get_running_loop().time()
    async with scripted_server(script) as server:
        client = TtsClient(server.url, api_key="SENTINEL-key", patience=QUICK)
        multi = client.multi_context_session(MultiContextConfig(default_voice_id=1))
        multi.connect(
            MultiContextCallbacks(
                on_chunk=outcome.heard.append,
                on_error=lambda error, name: outcome.told.append(error),
            )
        )
        multi.send("a", "Hello there.", flush=True)
        with contextlib.suppress(errors.SpeechError):
            await multi.flush("a")
        outcome.refused = multi.refused_frames
        multi.close_context("a", immediate=True)
        await multi.close()
    outcome.seconds = asyncio.get_running_loop().time() - begun
    return outcome


STAGES = pytest.mark.parametrize("stage", [in_a_turn, in_a_context])
Play = Callable[[Attack], Any]


@pytest.fixture(autouse=True)
def _memory_stays_flat() -> Iterable[None]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


def between(*bad: Said | str | bytes) -> Attack:
    """A good turn with bad frames in the middle of it."""

    async def attack(stage: Stage) -> None:
        await stage.begin()
        await stage.say(frame(0))
        for one in bad:
            if isinstance(one, dict):
                await stage.say(one)
            else:
                await stage.raw(one)
        await stage.say(frame(1))
        await stage.finish()

    return attack


def check(outcome: Outcome) -> None:
    assert all(chunk.audio in TRUE_SOUND for chunk in outcome.heard)
    assert outcome.seconds < 12.0


# 1, 2, 3, 4: sound that lies about itself
LIES: dict[str, Said] = {
    "samples_negative": {"samples": -480},
    "samples_giant": {"samples": 2**62},
    "samples_text": {"samples": "480"},
    "samples_true": {"samples": True},
    "samples_wrong": {"samples": 479},
    "rate_zero": {"sr": 0},
    "rate_negative": {"sr": -24000},
    "rate_giant": {"sr": 2**40},
    "base64_bad_letters": {"audio": "!!!!"},
    "base64_padding": {"audio": frame(5)["audio"] + "="},
    "base64_spaces": {"audio": " " + frame(5)["audio"]},
    "base64_urlsafe": {"audio": "-_-_"},
    "base64_wide": {"audio": "ＡＡＡＡ"},
    "audio_odd_bytes": {"audio": "AAAA"},
    "audio_true": {"audio": True},
    "audio_list": {"audio": [1, 2, 3]},
    "encoding_object": {"enc": {"a": 1}},
    "encoding_lies": {"enc": "mulaw"},
    "idx_giant": {"idx": 2**40},
    "idx_negative": {"idx": -1},
    "idx_text": {"idx": "1"},
}


@STAGES
@pytest.mark.parametrize("name", LIES)
async def test_sound_that_lies_is_refused_and_counted(stage: Play, name: str) -> None:
    """The frame is refused and counted, and the turn around it is whole without it."""
    outcome = await stage(between({**frame(5), **LIES[name]}))
    check(outcome)
    assert outcome.refused == 1
    assert outcome.is_whole
    assert [chunk.index for chunk in outcome.heard] == [0, 1]


@STAGES
@pytest.mark.parametrize("name", ["samples_wrong", "base64_bad_letters", "rate_zero"])
async def test_a_lie_in_place_of_sound_is_a_gap(stage: Play, name: str) -> None:
    """A bad frame where a good one should be leaves the turn incomplete, and nothing wrong is heard."""

    async def attack(at: Stage) -> None:
        await at.begin()
        await at.say(frame(0), {**frame(1), **LIES[name]}, frame(2))
        await at.finish(0.06, 3)

    outcome = await stage(attack)
    check(outcome)
    assert "1 of 3 pieces are missing" in str(outcome.incomplete)
    assert [chunk.index for chunk in outcome.heard] == [0, 2]


@STAGES
async def test_a_rate_that_changes_is_not_heard(stage: Play) -> None:
    """Sound at a rate nobody asked for is dropped, and the turn is whole without it."""
    outcome = await stage(between({**frame(5), "sr": 8000}))
    check(outcome)
    assert outcome.is_whole
    assert len(outcome.heard) == 2


# 5: places
@STAGES
@pytest.mark.parametrize(
    ("indexes", "heard", "is_whole"),
    [
        ([0, 1, 1, 0, 2], [0, 1, 2], True),
        ([2, 0, 1], [0, 1, 2], True),
        ([0, 3], [0, 3], False),
        ([1, 2], [1, 2], False),
        ([0, 9_999_999], [0, 9_999_999], False),
        ([], [], False),
    ],
)
async def test_frames_are_placed_by_their_index(
    stage: Play, indexes: list[int], heard: list[int], is_whole: bool
) -> None:
    """Repeats are dropped, shuffled frames put in order, gaps told; no memory follows an index."""

    async def attack(at: Stage) -> None:
        await at.begin()
        await at.say(*(frame(index % 8, idx=index) for index in indexes))
        seconds = 0.02 * len(set(indexes))
        await at.finish(seconds, len(set(indexes)))

    outcome = await stage(attack)
    check(outcome)
    assert outcome.is_whole == is_whole
    assert [chunk.index for chunk in outcome.heard] == heard


# 6: contexts
@pytest.mark.parametrize("name", ["nobody", "../../etc/passwd", "A", "a ", "\u202ea"])
async def test_sound_of_unknown_contexts_is_dropped(name: str) -> None:
    """Sound for a name nobody opened reaches no one."""
    outcome = await in_a_context(
        lambda at: _in_order(
            at.begin(),
            at.say(frame(0)),
            at.link.say({**frame(5), "context_id": name}),
            at.say(frame(1)),
            at.finish(),
        )
    )
    check(outcome)
    assert outcome.is_whole
    assert len(outcome.heard) == 2


@pytest.mark.parametrize("name", [{}, [], 5, "", "c" * 5000, None])
async def test_sound_of_impossible_contexts_is_dropped(name: object) -> None:
    """A context that is no name is refused, or belongs to no one."""
    outcome = await in_a_context(
        lambda at: _in_order(
            at.begin(),
            at.say(frame(0)),
            at.link.say({**frame(5), "context_id": name}),
            at.say(frame(1)),
            at.finish(),
        )
    )
    check(outcome)
    assert outcome.is_whole
    assert len(outcome.heard) == 2


async def _in_order(*steps: Any) -> None:
    for step in steps:
        await step


# 7: ends out of order
@STAGES
async def test_an_end_before_any_sound_is_not_believed(stage: Play) -> None:
    """Final, end of chunk and close before the sound do not make a whole turn."""

    async def attack(at: Stage) -> None:
        await at.finish(0.0, 0)
        await at.say(frame(0), frame(1))

    outcome = await stage(attack)
    check(outcome)
    assert not outcome.is_whole
    assert outcome.heard == []


@STAGES
async def test_an_end_that_comes_twice_is_heard_once(stage: Play) -> None:
    """The second end, and sound after it, mean nothing."""

    async def attack(at: Stage) -> None:
        await at.begin()
        await at.say(frame(0), frame(1))
        await at.finish()
        await at.finish()
        await at.say(frame(2))

    outcome = await stage(attack)
    check(outcome)
    assert outcome.is_whole
    assert len(outcome.heard) == 2


@STAGES
@pytest.mark.parametrize(("seconds", "frames"), [(0.4, 7), (0.0, 0), (100.0, 2)])
async def test_totals_that_disagree_are_told(stage: Play, seconds: float, frames: int) -> None:
    """More or less than came is not whole, and what came is kept."""

    async def attack(at: Stage) -> None:
        await at.begin()
        await at.say(frame(0), frame(1))
        await at.finish(seconds, frames)

    outcome = await stage(attack)
    check(outcome)
    assert outcome.incomplete.received.frames == 2


# 8: endless
@STAGES
@pytest.mark.parametrize("samples", [24_000, 1])
async def test_endless_sound_is_cut(stage: Play, samples: int) -> None:
    """Sound without end, in seconds or in crumbs, is cut off, and what came is kept."""

    async def attack(at: Stage) -> None:
        await at.begin()
        index = 0
        while True:
            await at.say(frame(0, samples, idx=index))
            index += 1

    outcome = await stage(attack)
    assert outcome.seconds < 12.0
    assert "far more sound" in str(outcome.incomplete)
    assert 9.0 < outcome.incomplete.received.audio_seconds < 15.0 or samples == 1
    assert len(outcome.heard) <= 3000


# 9: stalls
async def _nothing(at: Stage) -> None:
    pass


async def _pings(at: Stage) -> None:
    while True:
        await at.link.socket.ping()
        await asyncio.sleep(0.05)


async def _news_only(at: Stage) -> None:
    while True:
        await at.say({"progress": True, "chunk_id": 0})
        await at.say({"warning": "soon"}, {"unknown": True})
        await asyncio.sleep(0.05)


@STAGES
@pytest.mark.parametrize("attack", [_nothing, _pings, _news_only])
async def test_traffic_without_progress_ends(stage: Play, attack: Attack) -> None:
    """Silence, pings, and promises of work are not progress: the turn ends within its limit."""
    outcome = await stage(attack)
    check(outcome)
    assert "nothing more came" in str(outcome.incomplete)
    assert outcome.seconds < 5.0


@STAGES
async def test_a_frame_may_come_byte_by_byte(stage: Play) -> None:
    """A whole turn in single bytes is a whole turn."""

    async def attack(at: Stage) -> None:
        transport = at.link.socket.transport
        write = transport.write
        transport.write = lambda data: [write(bytes((byte,))) for byte in data]  # type: ignore[method-assign, assignment, misc]
        await at.begin()
        await at.say(frame(0, 40), frame(1, 40))
        await at.finish(80 / 24000)

    outcome = await stage(attack)
    assert outcome.is_whole
    assert len(outcome.heard) == 2


# 10: size
@STAGES
@pytest.mark.parametrize(
    "attack",
    [
        lambda at: at.raw("x" * (4 * 1024 * 1024 + 1)),
        lambda at: at.raw("[" * (4 * 1024 * 1024)),
        lambda at: at.link.socket.send(iter(["x" * 1024 * 1024] * 5)),
        lambda at: _write(at, b"\x81\x7f" + (2**62).to_bytes(8, "big")),
        lambda at: _write(at, b"\x01\x7f" + (64 * 1024 * 1024).to_bytes(8, "big") + b"x" * 10_000),
    ],
)
async def test_frames_that_never_end_close_the_connection(stage: Play, attack: Attack) -> None:
    """Above four megabytes nothing is gathered; the turn is incomplete and the memory stays flat."""
    outcome = await stage(attack)
    check(outcome)
    assert not outcome.is_whole


async def _write(at: Stage, data: bytes) -> None:
    at.link.socket.transport.write(data)


# 11, 12, 13, 14: JSON
DEEP = "[" * 100_000
JSON = {
    "deep": '{"a":' + DEEP,
    "deep_closed": '{"a":' + DEEP + "]" * 100_000 + "}",
    "deep_object": '{"a":' * 100_000,
    "long_number": '{"idx":' + "9" * 5000 + "}",
    "huge_exponent": '{"samples":1e99999,"audio":"AAAA"}',
    "nan": '{"audio_seconds":NaN,"chunk_complete":true}',
    "list": "[1, 2]",
    "null": "null",
    "number": "5",
    "empty": "",
    "broken": '{"audio": "AAA',
    "bom": "\ufeff{}",
    "twice": "{}{}",
    "binary": b"\x00\x01\x02",
    "final_text": '{"final":"yes"}',
}


@STAGES
@pytest.mark.parametrize("name", JSON)
async def test_json_that_is_none_is_refused(stage: Play, name: str) -> None:
    """Deep, endless, broken or mistyped: refused, counted, and the turn around it is whole."""
    outcome = await stage(between(JSON[name]))
    check(outcome)
    assert outcome.is_whole
    assert outcome.refused == 1


@STAGES
@pytest.mark.parametrize(
    "text",
    ['{"warning":"\\ud800"}', '{"\\ud800":1}', '{"warning":"\\u0000"}', '{"x":"\\udc00\\ud800"}'],
)
async def test_half_letters_harm_nobody(stage: Play, text: str) -> None:
    """Lone surrogates and NULs are mended or ignored."""
    outcome = await stage(between(text))
    check(outcome)
    assert outcome.is_whole
    assert outcome.refused == 0


# 15, 16: words and bills
@STAGES
@pytest.mark.parametrize(
    "words",
    [
        [{"word": "a", "start_ms": 9, "end_ms": 1, "char_start": 0, "char_end": 1}],
        [{"word": "a", "start_ms": 0, "end_ms": 1, "char_start": 0, "char_end": 1}] * 20_000,
        "words",
        {"a": 1},
        [[]],
    ],
)
async def test_words_that_make_no_sense_cost_only_themselves(stage: Play, words: object) -> None:
    """The sound is kept, the timings are not."""
    outcome = await stage(between({"word_timestamps": words, "chunk_id": 0}))
    check(outcome)
    assert outcome.is_whole
    assert len(outcome.heard) == 2


@pytest.mark.parametrize(
    "usage", [{"cost_cents": -5}, {"cost_cents": "5"}, {"cost_cents": [5]}, "free", [], 5]
)
async def test_a_bill_that_makes_no_sense_is_not_reported(usage: object) -> None:
    """The turn is whole, and its cost is not known."""

    async def script(link: Link) -> None:
        await link.until("flush")
        closed = {"session_closed": True, "total_audio_seconds": 0.02, "usage": usage}
        await link.say(frame(0), {"final": True}, closed)
        await link.rest()

    async with scripted_server(script) as server:
        stream = TtsClient(server.url).streaming_session(StreamConfig(voice_id=1))
        stream.send("Hello.", flush=True)
        used = await stream.close()
    assert used is not None
    assert not used.cost_available


# 17, 18, 19: errors
@STAGES
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<img src=file:///etc/passwd><b>x</b>", "<img src=file:///etc/passwd><b>x</b>"),
        ("\x1b[2J\x1b[31mred", "␛[2J␛[31mred"),
        ("abc\u202edef", "abc\ufffddef"),
        ("x" * 5000, "x" * 299 + "…"),
        ("one\ntwo\r\nthree", "one two  three"),
        ("the key SENTINEL-key is bad", "the key •••• is bad"),
    ],
)
async def test_foreign_words_are_harmless(stage: Play, text: str, shown: str) -> None:
    """Literal, one line, 300 letters, controls visible, and never with the key in it."""
    outcome = await stage(lambda at: at.say({"error": text, "code": 500}))
    check(outcome)
    (error,) = outcome.told
    assert f"“{shown}”" in str(error)


@STAGES
@pytest.mark.parametrize(
    ("asked", "kept"), [(10**12, 300.0), (-5, None), ("soon", None), (0, 1.0), (20, 20.0)]
)
async def test_a_wait_that_is_asked_for_is_bounded(
    stage: Play, asked: object, kept: float | None
) -> None:
    """Between a second and five minutes, whatever is asked; nothing is repeated by itself."""
    outcome = await stage(
        lambda at: at.say({"error": "wait", "error_code": "RATE_LIMITED", "retry_after": asked})
    )
    check(outcome)
    (error,) = outcome.told
    assert isinstance(error, errors.TooManyRequests)
    assert error.retry_after == kept


# 20 and 21 at the level of the connection are in test_connection.py.
@STAGES
@pytest.mark.parametrize(
    "wire",
    [
        b"\x88\x02\x03\xe7",
        b"\x88\x04\x03\xe8\xff\xff",
        b"\xc1\x05hello",
        b"\x81\x7e\x10",
        b"\x81\x85\x00\x00\x00\x00hello",
    ],
)
async def test_a_broken_connection_is_incomplete(stage: Play, wire: bytes) -> None:
    """Illegal closes, compressed or masked frames, half frames: an end, and a turn that is not whole."""

    async def attack(at: Stage) -> None:
        await at.begin()
        await at.say(frame(0))
        await _write(at, wire)
        at.link.socket.transport.write_eof()

    outcome = await stage(attack)
    check(outcome)
    assert outcome.incomplete.received.frames == 1


# many bad frames
@STAGES
async def test_a_server_that_makes_no_sense_is_left(stage: Play) -> None:
    """After fifty bad frames the connection is given up, with the good sound kept."""

    async def attack(at: Stage) -> None:
        await at.begin()
        await at.say(frame(0))
        for _ in range(60):
            await at.raw("nonsense")

    outcome = await stage(attack)
    check(outcome)
    assert "made no sense" in str(outcome.incomplete)
    assert outcome.refused == 51
    assert outcome.incomplete.received.frames == 1
