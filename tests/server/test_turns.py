"""Text in, sound out, turn by turn: what a client of `/ws/tts/stream` may rely on."""

from __future__ import annotations

import pytest

from studio.wire.limits import LANGUAGES
from tests.server.conversation import kinds, of_kind, sound_of, turns

ONE_CHUNK = ["generation_started", "audio", "chunk_complete", "final", "session_closed"]
LONG = "This sentence is long enough to stand alone, as far as a schedule is concerned, I think. "


def test_a_flushed_turn_tells_of_its_chunk_its_end_and_what_it_used() -> None:
    """A flushed turn is announced, heard, completed, final, and closed with its usage, in this order."""
    turn = turns()
    turn.send(text="Hello there.", voice_id=1071, flush=True)
    frames = turn.speak()
    assert kinds(frames) == ONE_CHUNK
    closed = frames[-1]
    assert closed["usage"]["characters"] == 12
    assert closed["usage"]["cost_cents"] is None
    assert closed["usage"]["cost_unavailable"] is True
    assert "currency" not in closed["usage"]
    assert closed["usage"]["audio_seconds"] == closed["total_audio_seconds"] > 0


def test_totals_are_what_was_sent() -> None:
    """The samples of all frames come to the total length, in the chunks as in the turn."""
    turn = turns()
    turn.send(text=LONG * 5, voice_id=1071, sample_rate=16000, flush=True)
    frames = turn.speak()
    audio = of_kind(frames, "audio")
    assert all(frame["sr"] == 16000 and frame["enc"] == "pcm_s16le" for frame in audio)
    samples = sum(frame["samples"] for frame in audio)
    assert len(sound_of(frames)) == 2 * samples
    final = of_kind(frames, "final")[0]
    assert final["total_audio_seconds"] == pytest.approx(samples / 16000, abs=1e-5)
    chunks = of_kind(frames, "chunk_complete")
    assert sum(frame["audio_seconds"] for frame in chunks) == pytest.approx(samples / 16000)
    assert final["total_text_chunks"] == len(chunks) == 3
    assert final["total_audio_chunks"] == len(audio)
    assert [frame["idx"] for frame in audio] == list(range(len(audio)))


def test_tokens_become_chunks_in_order() -> None:
    """Text that comes token by token is spoken in order, whole, and under rising chunk ids."""
    turn = turns()
    turn.send(voice_id=1071, auto_mode=True)
    assert turn.frames == []
    for token in ("The ", "first. ", "The second", ". And the", " third"):
        turn.send(text=token, flush=False)
    turn.send(flush=True)
    started = of_kind(turn.speak(), "generation_started")
    assert [frame["text"] for frame in started] == ["The first.", "The second.", "And the third"]
    assert [frame["chunk_id"] for frame in started] == [0, 1, 2]


def test_settings_stay_for_later_turns() -> None:
    """Settings said once, even alone, hold for every later turn of the connection."""
    turn = turns()
    turn.send(voice_id=1072, output_format="ulaw_8000")
    for _ in range(2):
        turn.send(text="Again.", flush=True)
        frames = turn.speak()
        assert kinds(frames) == ONE_CHUNK
        assert of_kind(turn.take(), "audio")[0]["enc"] == "mulaw"


def test_a_new_voice_is_used_from_the_next_turn_on() -> None:
    """A voice named between two turns speaks the second; a turn never changes its format."""
    turn = turns()
    turn.send(text="One.", voice_id=1001, flush=True)
    first = sound_of(turn.speak())
    turn.take()
    turn.send(text="One.", voice_id=1002, flush=True)
    assert sound_of(turn.speak()) != first
    turn.take()
    turn.send(text="Half of ", voice_id=1002)
    turn.send(text="a sentence.", sample_rate=8000, flush=True)
    assert {frame["sr"] for frame in of_kind(turn.speak(), "audio")} == {24000}


@pytest.mark.parametrize("end", [{"flush": True}, {"close": True}, {"end_session": True}])
def test_ending_nothing_is_answered_with_nothing(end: dict[str, bool]) -> None:
    """A flush or close without a turn is answered at once, with zeros and no usage."""
    turn = turns()
    turn.send(**end)
    assert kinds(turn.frames) == ["final", "session_closed"]
    assert turn.frames[0]["total_audio_seconds"] == 0
    assert turn.frames[1] == {
        "session_closed": True,
        "total_audio_seconds": 0,
        "total_text_chunks": 0,
        "total_audio_chunks": 0,
    }


@pytest.mark.parametrize("end", ["close", "end_session"])
def test_close_ends_a_turn_like_a_flush(end: str) -> None:
    """`close` and its other name speak what is left and end the turn."""
    turn = turns()
    turn.send(text="Unfinished business", voice_id=1071)
    turn.send(**{end: True})
    assert kinds(turn.speak()) == ONE_CHUNK


def test_a_close_on_top_of_a_flush_is_absorbed() -> None:
    """A close while the flushed turn is being spoken adds no second, empty end."""
    turn = turns()
    turn.send(text="Hello.", voice_id=1071, flush=True)
    turn.send(close=True)
    frames = turn.speak()
    assert kinds(frames) == ONE_CHUNK
    assert of_kind(frames, "session_closed")[0]["total_audio_seconds"] > 0


def test_a_second_flush_has_its_own_empty_answer() -> None:
    """Two flushes in one go are two turns, the second of them empty."""
    turn = turns()
    turn.send(text="Hello.", voice_id=1071, flush=True)
    turn.send(flush=True)
    assert kinds(turn.speak()) == [*ONE_CHUNK, "final", "session_closed"]


def test_text_for_the_next_turn_may_come_early() -> None:
    """Text sent before the turn is over opens the next one; both are whole and in order."""
    turn = turns()
    turn.send(text="First turn.", voice_id=1071, flush=True)
    turn.send(text="Second ")
    turn.send(text="turn.", flush=True)
    frames = turn.speak()
    assert kinds(frames) == ONE_CHUNK * 2
    assert [f["text"] for f in of_kind(frames, "generation_started")] == [
        "First turn.",
        "Second turn.",
    ]
    second = frames[frames.index(of_kind(frames, "session_closed")[0]) + 1 :]
    assert next(frame["idx"] for frame in of_kind(second, "audio")) == 0
    assert of_kind(second, "generation_started")[0]["chunk_id"] == 0


def test_flush_then_close_socket_loses_nothing() -> None:
    """`close_socket` behind a flush lets the turn end first; then the connection is over."""
    turn = turns()
    turn.send(text="All of it.", voice_id=1071, flush=True)
    turn.send(close_socket=True)
    assert not turn.rules.is_over
    assert kinds(turn.speak()) == ONE_CHUNK
    assert turn.rules.is_over


def test_close_socket_without_a_turn_says_goodbye() -> None:
    """`close_socket` on an idle connection is answered by an empty end only."""
    turn = turns()
    turn.send(close_socket=True)
    assert kinds(turn.frames) == ["session_closed"]
    assert turn.rules.is_over


def test_cancel_in_mid_audio_ends_the_turn_at_once() -> None:
    """After `interrupted` not one frame of the old turn follows; the next is whole, from index 0."""
    turn = turns()
    turn.send(text=LONG * 4, voice_id=1071, flush=True)
    for _ in range(3):
        turn.step()
    turn.take()
    turn.send(cancel=True)
    assert turn.speak() == [{"interrupted": True}]
    turn.take()
    turn.send(text="Next.", flush=True)
    frames = turn.speak()
    assert kinds(frames) == ONE_CHUNK
    assert of_kind(frames, "audio")[0]["idx"] == 0


def test_cancel_without_a_turn_is_answered() -> None:
    """A cancel is acknowledged also when nothing runs."""
    turn = turns()
    turn.send(cancel=True)
    assert turn.frames == [{"interrupted": True}]


def test_a_storm_of_flush_and_cancel_has_one_answer_each() -> None:
    """A thousand times flush and cancel give a thousand acknowledgements and no stale sound."""
    turn = turns()
    turn.send(voice_id=1071)
    for _ in range(1000):
        turn.send(text="Never heard.", flush=True)
        turn.send(cancel=True)
    frames = turn.speak()
    assert len(of_kind(frames, "interrupted")) == 1000
    assert not of_kind(frames, "audio")
    assert not of_kind(frames, "session_closed")


def test_an_idle_turn_is_ended_with_a_warning() -> None:
    """Five seconds without text end an open turn: a warning first, then all of it is spoken."""
    turn = turns()
    turn.send(text="And then", voice_id=1071, flush_timeout_ms=60_000)
    turn.wait(4.9)
    assert turn.take() == []
    turn.wait(0.2)
    assert kinds(turn.speak()) == ["warning", *ONE_CHUNK]


def test_text_postpones_the_end_of_an_idle_turn() -> None:
    """The five seconds begin anew with each text."""
    turn = turns()
    turn.send(text="One", voice_id=1071, flush_timeout_ms=60_000)
    for _ in range(3):
        turn.wait(4.0)
        turn.send(text=" more")
    assert turn.take() == []


def test_stale_text_is_spoken_while_the_turn_stays_open() -> None:
    """With nothing new for the flush timeout, whole words are handed over and the turn goes on."""
    turn = turns()
    turn.send(text="no end in sight, and nothing ", voice_id=1071, flush_timeout_ms=200)
    turn.wait(0.19)
    assert turn.take() == []
    turn.wait(0.02)
    frames = turn.speak()
    assert kinds(frames) == ["generation_started", "audio", "chunk_complete"]
    turn.send(text="more.", flush=True)
    started = of_kind(turn.speak(), "generation_started")
    assert [frame["text"] for frame in started] == ["no end in sight, and nothing", "more."]


def test_stale_text_is_never_cut_inside_a_word() -> None:
    """A last word that may still grow is kept back, and so is a number."""
    turn = turns()
    turn.send(text="It costs 3", voice_id=1071, flush_timeout_ms=200)
    turn.wait(1.0)
    turn.send(text=".50 euros.", flush=True)
    started = of_kind(turn.speak(), "generation_started")
    assert [frame["text"] for frame in started] == ["It costs", "3.50 euros."]


def test_the_schedule_and_auto_mode_decide_when_a_chunk_may_go() -> None:
    """`auto_mode` speaks from the first sentence on; a schedule waits for its least length."""
    text = "Short one. " * 20
    eager, patient = turns(), turns()
    eager.send(text=text, voice_id=1071, auto_mode=True, chunk_length_schedule=[120, 200, 300])
    patient.send(text=text, voice_id=1071, chunk_length_schedule=[120, 200, 300])
    assert of_kind(eager.frames, "generation_started")[0]["text"] == "Short one."
    assert 120 <= len(of_kind(patient.frames, "generation_started")[0]["text"]) < 140


def test_a_full_buffer_is_divided_and_nothing_lost() -> None:
    """Five hundred characters without punctuation and room for fifty: all are spoken, in pieces."""
    text = "word " * 100
    turn = turns()
    turn.send(text=text, voice_id=1071, max_buffer_length=50, flush=True)
    started = [frame["text"] for frame in of_kind(turn.speak(), "generation_started")]
    assert len(started) >= 10
    assert all(len(chunk) <= 50 for chunk in started)
    assert " ".join(started).split() == text.split()


def test_update_settings_is_acknowledged_now_and_used_next() -> None:
    """Settings changed in mid-turn are acknowledged at once and hold from the next turn on."""
    turn = turns()
    turn.send(text="Same words.", voice_id=1071)
    turn.send(update_settings={"speed": 1.2, "cfg_scale": 99})
    assert turn.take() == [
        {
            "settings_updated": True,
            "settings": {
                "cfg_scale": 2.5,
                "temperature": None,
                "speed": 1.2,
                "max_new_tokens": None,
                "language": None,
                "normalize": None,
            },
        }
    ]
    turn.send(flush=True)
    slow = of_kind(turn.speak(), "final")[0]["total_audio_seconds"]
    turn.take()
    turn.send(text="Same words.", flush=True)
    fast = of_kind(turn.speak(), "final")[0]["total_audio_seconds"]
    assert fast < slow * 0.95


def test_a_missing_voice_is_told_once_for_each_turn() -> None:
    """Without a voice each turn gets one error, however many tokens it has; then all is well again."""
    turn = turns()
    for _ in range(2):
        for token in ("Not ", "for ", "me."):
            turn.send(text=token)
        turn.send(flush=True)
        errors = of_kind(turn.take(), "error")
        assert [(e["error_code"], e["code"]) for e in errors] == [("MISSING_VOICE_ID", 400)]
    turn.send(text="Now.", voice_id=1071, flush=True)
    assert kinds(turn.speak()) == ONE_CHUNK


@pytest.mark.parametrize(
    ("settings", "code", "status"),
    [
        ({"voice_id": 4711}, "NOT_FOUND", 404),
        ({"voice_id": "nobody"}, "NOT_FOUND", 404),
        ({"voice_id": 1071, "model_id": "kugel-99"}, "VALIDATION_ERROR", 400),
        ({"voice_id": 1071, "dictionary_ids": [1]}, "VALIDATION_ERROR", 400),
    ],
)
def test_what_cannot_be_had_is_refused(settings: dict[str, object], code: str, status: int) -> None:
    """An unknown voice or model, or dictionaries of no project, end the turn before it begins."""
    turn = turns()
    turn.send(text="Hello.", flush=False, **settings)
    assert [(f["error_code"], f["code"]) for f in turn.take()] == [(code, status)]
    turn.send(text="Hello.", voice_id=1071, model_id="kugel-3", dictionary_ids=[], flush=True)
    assert kinds(turn.speak()) == ONE_CHUNK


def test_word_times_come_before_their_chunk_is_complete() -> None:
    """With `word_timestamps` each chunk has one list, behind its sound, with offsets into its text."""
    turn = turns()
    turn.send(text=LONG * 2, voice_id=1071, word_timestamps=True, flush=True)
    frames = turn.speak()
    one = ["generation_started", "audio", "word_timestamps", "chunk_complete"]
    assert kinds(frames) == [*one, *one, "final", "session_closed"]
    for started, timed, complete in zip(
        of_kind(frames, "generation_started"),
        of_kind(frames, "word_timestamps"),
        of_kind(frames, "chunk_complete"),
        strict=True,
    ):
        assert started["chunk_id"] == timed["chunk_id"] == complete["chunk_id"]
        words = timed["word_timestamps"]
        assert [word["word"] for word in words] == [
            started["text"][word["char_start"] : word["char_end"]] for word in words
        ]
        assert len(words) == 17
        ends = [0.0, *(word["end_ms"] for word in words)]
        assert all(w["start_ms"] >= e for w, e in zip(words, ends[:-1], strict=True))
        assert ends[-1] <= complete["audio_seconds"] * 1000 + 1


@pytest.mark.parametrize("rate", [24_000, 8_000])
def test_a_chunk_sounds_no_longer_than_its_tokens(rate: int) -> None:
    """`max_new_tokens` cuts each text chunk off after so much sound, 7.5 tokens to the second, also
    when the engine has it in several pieces; only words that are heard have times, and the next
    chunk is spoken from its beginning."""
    client = turns()
    client.send(
        text="word " * 100 + "over. " + "Short. ",
        voice_id=1071,
        max_new_tokens=165,
        max_buffer_length=1000,
        word_timestamps=True,
        sample_rate=rate,
        flush=True,
    )
    frames = client.speak()
    completed = of_kind(frames, "chunk_complete")
    assert [round(chunk["audio_seconds"], 3) for chunk in completed] == [22.0, 0.535]
    assert len(sound_of([f for f in frames if f.get("chunk_id") == 0])) == 2 * 22 * rate
    first, second = (frame["word_timestamps"] for frame in of_kind(frames, "word_timestamps"))
    assert 75 < len(first) < 90
    assert first[-1]["end_ms"] <= 22_000 < first[-1]["end_ms"] + 400
    assert [word["word"] for word in second] == ["Short"]


def test_tokens_enough_change_nothing() -> None:
    """The 2048 tokens that every SDK asks for leave a text as long as it is."""
    heard = []
    for tokens in ({}, {"max_new_tokens": 2048}):
        client = turns()
        client.send(text="All of this is said. " * 40, voice_id=1071, flush=True, **tokens)
        heard.append(sound_of(client.speak()))
    assert heard[0] == heard[1]


def test_blank_text_is_an_empty_turn() -> None:
    """Blanks alone open no turn: a flush behind them is answered with nothing."""
    turn = turns()
    turn.send(text="  \n ", voice_id=1071)
    turn.send(flush=True)
    assert kinds(turn.speak()) == ["final", "session_closed"]


def test_an_engine_that_fails_ends_the_turn_only() -> None:
    """A failure in mid-turn is one INTERNAL_ERROR; the turn is over, and the next one is fine."""
    turn = turns()
    turn.send(text="This will #fail now.", voice_id=1071, flush=True)
    errors = turn.speak()
    assert kinds(errors) == ["generation_started", "error"]
    assert (errors[1]["error_code"], errors[1]["code"]) == ("INTERNAL_ERROR", 500)
    turn.take()
    turn.send(text="This will not.", flush=True)
    assert kinds(turn.speak()) == ONE_CHUNK


def test_slow_work_is_shown_to_go_on() -> None:
    """While the engine makes nothing, a progress frame comes at least every five seconds."""
    turn = turns()
    turn.send(text="Wait for it.", voice_id=1071, flush=True)
    turn.take()
    for _ in range(4):
        turn.wait(5.0)
        assert kinds(turn.take())[:1] == ["progress"]


def test_a_tag_divided_between_frames_is_one_tag() -> None:
    """A tag that arrives in two frames is held until it is whole; one left open is spoken all the same."""
    turn = turns()
    turn.send(text="Spell <spe", voice_id=1071, flush_timeout_ms=100)
    turn.wait(1.0)
    turn.send(text="ll>AB</spell> now.", flush=True)
    started = [frame["text"] for frame in of_kind(turn.speak(), "generation_started")]
    assert started == ["Spell", "<spell>AB</spell> now."]
    turn.take()
    turn.send(text="Left <spell>open", flush=True)
    assert kinds(turn.speak()) == ONE_CHUNK


def test_composed_and_decomposed_text_are_the_same() -> None:
    """An accent as a sign of its own, even in a frame of its own, gives the same text and length."""
    told = []
    for parts in (["Caf\u00e9 noir."], ["Cafe\u0301 noir."], ["Cafe", "\u0301 noir."]):
        turn = turns()
        turn.send(voice_id=1071)
        for part in parts:
            turn.send(text=part)
        turn.send(flush=True)
        frames = turn.speak()
        told.append((frames[0]["text"], of_kind(frames, "final")[0]["total_audio_seconds"]))
    assert told[0][0] == "Caf\u00e9 noir."
    assert told[0] == told[1] == told[2]


@pytest.mark.parametrize(
    "text", ["a\u0000b", "\u202eback\u202c", "👩‍👩‍👧‍👦 family", "zwj\u200d", "\ud83d", "<>&/[[x]]"]
)
def test_strange_signs_do_no_harm(text: str) -> None:
    """Controls, direction marks, joined emoji and lone surrogates are spoken without a complaint."""
    turn = turns()
    turn.send(text=text, voice_id=1071, flush=True)
    assert kinds(turn.speak()) == ONE_CHUNK


def test_too_much_waiting_text_is_refused() -> None:
    """What one connection may have waiting is bounded; beyond it the turn is refused as too long."""
    turn = turns()
    turn.send(text="x" * 300_000, voice_id=1071)
    turn.send(text="x" * 300_000)
    assert [(f["error_code"], f["code"]) for f in of_kind(turn.frames, "error")] == [
        ("VALIDATION_ERROR", 413)
    ]


def test_every_language_of_the_protocol_is_accepted() -> None:
    """A voice may be asked for any language the protocol names."""
    for language in sorted(LANGUAGES):
        turn = turns()
        turn.send(text="Hm.", voice_id=1071, language=language, flush=True)
        assert kinds(turn.speak()) == ONE_CHUNK
