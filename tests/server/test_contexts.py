"""Many streams on one connection: what a client of `/ws/tts/multi` may rely on."""

from __future__ import annotations

import pytest

from tests.server.conversation import Conversation, contexts, kinds, of_kind, sound_of

SPOKEN = ["generation_started", "audio", "chunk_complete", "final"]


def create(
    conversation: Conversation, context: str, voice: int | None = 1071, **more: object
) -> None:
    settings = {} if voice is None else {"voice_settings": {"voice_id": voice}}
    conversation.send(text=" ", context_id=context, **settings, **more)


def of(frames: list[dict[str, object]], context: str) -> list[dict[str, object]]:
    return [frame for frame in frames if frame.get("context_id") == context]


def test_the_first_context_starts_the_session() -> None:
    """The session is told its id once, right before its first context is created."""
    multi = contexts()
    create(multi, "a")
    create(multi, "b")
    assert multi.frames == [
        {"session_started": True, "session_id": "session-1"},
        {"context_created": True, "context_id": "a"},
        {"context_created": True, "context_id": "b"},
    ]


def test_each_context_gets_its_own_sound_and_one_final() -> None:
    """Two contexts flushed together get their own voice, every frame under its own id, one final each."""
    multi = contexts()
    create(multi, "narrator", 1071)
    create(multi, "character", 1072)
    multi.take()
    multi.send(text="The same words.", context_id="narrator", flush=True)
    multi.send(text="The same words.", context_id="character", flush=True)
    frames = multi.speak()
    assert all("context_id" in frame for frame in frames)
    for context in ("narrator", "character"):
        assert kinds(of(frames, context)) == SPOKEN
    assert sound_of(of(frames, "narrator")) != sound_of(of(frames, "character"))


def test_the_creating_blank_is_not_spoken() -> None:
    """The single space that creates a context makes no sound, and no text begins with a blank."""
    multi = contexts()
    create(multi, "a")
    multi.send(text="Hello.", context_id="a", flush=True)
    frames = multi.speak()
    assert [frame["text"] for frame in of_kind(frames, "generation_started")] == ["Hello."]
    multi.send(close_context=True, context_id="a")
    assert of_kind(multi.speak(), "context_closed")[0]["usage"]["characters"] == 6


def test_any_first_text_creates_its_context() -> None:
    """A context may also be created by the first words it shall speak."""
    multi = contexts()
    multi.send(text="Straight away.", context_id="a", voice_settings={"voice_id": 1071}, flush=True)
    assert kinds(multi.speak()) == ["session_started", "context_created", *SPOKEN]


def test_a_context_stays_open_after_a_flush() -> None:
    """A flush ends with `final`; the context goes on, its chunks and frames counted further."""
    multi = contexts()
    create(multi, "a")
    for text in ("One.", "Two."):
        multi.send(text=text, context_id="a", flush=True)
    frames = multi.speak()
    assert len(of_kind(frames, "final")) == 2
    assert [frame["chunk_id"] for frame in of_kind(frames, "generation_started")] == [0, 1]
    indexes = [frame["idx"] for frame in of_kind(frames, "audio")]
    assert indexes == list(range(len(indexes)))


def test_flushing_an_empty_context_is_final_at_once() -> None:
    """A flush with nothing to say is answered immediately."""
    multi = contexts()
    create(multi, "a")
    multi.take()
    multi.send(flush=True, context_id="a")
    assert multi.frames == [{"final": True, "context_id": "a"}]


def test_closing_speaks_what_is_left_first() -> None:
    """A graceful close lets the text be heard, then says final and closed with its usage."""
    multi = contexts()
    create(multi, "a")
    multi.take()
    multi.send(text="Not flushed yet", context_id="a")
    multi.send(close_context=True, context_id="a")
    frames = multi.speak()
    assert kinds(frames) == [*SPOKEN, "context_closed"]
    usage = frames[-1]["usage"]
    assert usage["characters"] == 15
    assert usage["audio_seconds"] > 0
    assert usage["cost_unavailable"] is True


def test_closing_at_once_is_silent() -> None:
    """An immediate close stops the sound, says closed with what was used, and leaves others alone."""
    multi = contexts()
    create(multi, "a")
    create(multi, "b")
    multi.take()
    multi.send(text="Cut off. " * 40, context_id="a", flush=True)
    multi.send(text="Goes on.", context_id="b", flush=True)
    multi.step()
    multi.send(close_context=True, context_id="a", immediate=True)
    frames = multi.speak()
    assert kinds(of(frames, "a"))[-1] == "context_closed"
    assert "final" not in kinds(of(frames, "a"))
    assert of(frames, "a")[-1]["usage"]["audio_seconds"] > 0
    assert kinds(of(frames, "b")) == SPOKEN


def test_a_closing_context_can_still_be_cut_off() -> None:
    """An immediate close on top of a graceful one ends the context at once."""
    multi = contexts()
    create(multi, "a")
    multi.send(text="Something long enough to wait for.", context_id="a")
    multi.send(close_context=True, context_id="a")
    multi.take()
    multi.send(close_context=True, context_id="a", immediate=True)
    assert kinds(multi.speak()) == ["context_closed"]


def test_closing_twice_or_what_never_was_is_harmless() -> None:
    """A close of an unknown context is answered `context_closed` without usage, each time."""
    multi = contexts()
    for _ in range(2):
        multi.send(close_context=True, context_id="a")
        assert multi.take() == [{"context_closed": True, "context_id": "a"}]


def test_text_for_a_closing_context_is_refused() -> None:
    """Text for a context that is being closed is an error of that context; a closed id may come again."""
    multi = contexts()
    create(multi, "a")
    multi.send(text="Goodbye.", context_id="a")
    multi.send(close_context=True, context_id="a")
    multi.take()
    multi.send(text="One more.", context_id="a")
    error = multi.take()[0]
    assert (error["error_code"], error["context_id"]) == ("VALIDATION_ERROR", "a")
    multi.speak()
    multi.take()
    multi.send(text="Back again.", context_id="a", flush=True)
    assert kinds(multi.speak()) == ["context_created", *SPOKEN]


def test_the_twenty_first_context_is_refused() -> None:
    """Twenty contexts live at once; one more is refused under its own id until one was closed."""
    multi = contexts()
    for number in range(20):
        create(multi, f"c{number}")
    multi.take()
    create(multi, "one too many")
    error = multi.take()[0]
    assert (error["error_code"], error["code"]) == ("TOO_MANY_CONTEXTS", 429)
    assert error["context_id"] == "one too many"
    multi.send(close_context=True, context_id="c7")
    create(multi, "one too many")
    assert kinds(multi.take()) == ["final", "context_closed", "context_created"]


def test_a_context_without_a_voice_says_so_with_its_first_words() -> None:
    """A context may be created without a voice; its first words are refused, once until a flush."""
    multi = contexts()
    create(multi, "a", None)
    assert kinds(multi.take()) == ["session_started", "context_created"]
    multi.send(text="Who ", context_id="a")
    multi.send(text="speaks?", context_id="a")
    errors = multi.take()
    assert [(e["error_code"], e["code"], e["context_id"]) for e in errors] == [
        ("MISSING_VOICE_ID", 400, "a")
    ]


def test_an_unknown_voice_creates_nothing() -> None:
    """A voice nobody has is an error of that context, which is not created."""
    multi = contexts()
    create(multi, "a", 4711)
    assert [(f["error_code"], f["context_id"]) for f in multi.take()] == [("NOT_FOUND", "a")]
    create(multi, "a")
    assert kinds(multi.take()) == ["session_started", "context_created"]


def test_a_default_voice_of_the_session_serves_later_contexts() -> None:
    """A voice said for the session, even with empty text, is that of contexts created without one."""
    multi = contexts()
    multi.send(text="", voice_id=1072, model_id="kugel-3")
    assert multi.frames == []
    create(multi, "a", None)
    multi.send(text="Hello.", context_id="a", flush=True)
    assert "error" not in kinds(multi.speak())


def test_the_voice_is_bound_when_the_context_is_created() -> None:
    """A later voice for the session changes no context that lives already."""
    multi = contexts()
    create(multi, "a", 1071)
    multi.send(text="Same.", context_id="a", flush=True)
    before = sound_of(multi.speak())
    multi.take()
    multi.send(text="Same.", context_id="a", voice_id=1072, flush=True)
    after = sound_of(multi.speak())
    assert abs(len(before) - len(after)) < 4
    assert before[:2000] == after[:2000]


@pytest.mark.parametrize("alive", [{"text": ""}, {"keep_alive": True}])
def test_keep_alive_holds_a_context_and_does_nothing_else(alive: dict[str, object]) -> None:
    """A sign of life starts the idle time anew; it makes no sound and creates nothing."""
    multi = contexts()
    multi.send(context_id="a", **alive)
    assert multi.frames == []
    create(multi, "a", inactivity_timeout=5)
    multi.take()
    for _ in range(4):
        multi.wait(4.0)
        multi.send(context_id="a", **alive)
    assert multi.take() == []
    multi.wait(5.1)
    assert kinds(multi.take()) == ["context_timeout", "context_closed"]


def test_only_an_idle_context_times_out() -> None:
    """The idle time ends an idle context; one that speaks, or whose sound still waits, is not idle."""
    multi = contexts()
    create(multi, "idle", inactivity_timeout=1)
    create(multi, "busy")
    multi.send(text="Still speaking.", context_id="busy", flush=True)
    multi.take()
    multi.wait(3.0)
    assert kinds(of(multi.frames, "idle")) == ["context_timeout", "context_closed"]
    assert "context_timeout" not in kinds(of(multi.frames, "busy"))
    multi.speak()
    multi.wait(1.1)
    assert kinds(of(multi.frames, "busy"))[-2:] == ["context_timeout", "context_closed"]
    assert of(multi.frames, "busy")[-1]["usage"]["audio_seconds"] > 0


def test_undelivered_sound_keeps_a_context_from_timing_out() -> None:
    """A client that is slow to take its sound does not lose the context meanwhile."""
    multi = contexts()
    create(multi, "a", inactivity_timeout=1)
    multi.send(text="Sound.", context_id="a", flush=True)
    multi.speak()
    multi.take()
    speech = next(iter(multi.rules._contexts)).speech  # type: ignore[attr-defined]
    multi.undelivered.add(speech)
    multi.wait(5.0)
    assert multi.take() == []
    multi.undelivered.clear()
    multi.wait(1.1)
    assert kinds(multi.take()) == ["context_timeout", "context_closed"]


def test_a_context_that_timed_out_comes_back_with_its_voice() -> None:
    """Bare text for a context that timed out creates it again with the voice it had."""
    multi = contexts()
    create(multi, "a", 1072, inactivity_timeout=1)
    multi.wait(1.5)
    multi.take()
    multi.send(text="Still me.", context_id="a", flush=True)
    assert kinds(multi.speak()) == ["context_created", *SPOKEN]


def test_cancel_one_context_keeps_it_usable() -> None:
    """A cancel of one context stops its sound and nothing else; it speaks again with its voice."""
    multi = contexts()
    create(multi, "a")
    create(multi, "b")
    multi.send(text="Stop me. " * 30, context_id="a", flush=True)
    multi.send(text="Not me.", context_id="b", flush=True)
    multi.step()
    multi.take()
    multi.send(cancel=True, context_id="a")
    frames = multi.speak()
    assert of(frames, "a") == [{"interrupted": True, "context_id": "a"}]
    assert of(frames, "b")[-1] == {"final": True, "context_id": "b"}
    multi.take()
    multi.send(text="Again.", context_id="a", flush=True)
    again = multi.speak()
    assert kinds(again) == SPOKEN
    assert of_kind(again, "audio")[0]["idx"] == 0


def test_cancel_all_keeps_all_usable() -> None:
    """A cancel without an id stops every context that takes text, with one answer."""
    multi = contexts()
    for context in ("a", "b"):
        create(multi, context)
        multi.send(text="Stop me. " * 30, context_id=context, flush=True)
    multi.take()
    multi.send(cancel=True)
    assert multi.speak() == [{"interrupted": True}]
    multi.take()
    multi.send(text="On we go.", context_id="b", flush=True)
    assert kinds(multi.speak()) == SPOKEN


def test_cancelled_sound_counts_as_used() -> None:
    """What was made before a cancel is part of the context's usage, together with what came after."""
    multi = contexts()
    create(multi, "a")
    multi.send(text="Heard in part.", context_id="a", flush=True)
    multi.step()
    multi.send(cancel=True, context_id="a")
    multi.send(text="Heard.", context_id="a", flush=True)
    multi.send(close_context=True, context_id="a")
    frames = multi.speak()
    closed = of_kind(frames, "context_closed")[0]
    assert closed["usage"]["characters"] == 20


def test_close_socket_lets_admitted_text_finish() -> None:
    """Flushed text is still spoken, unflushed text is not; every context is closed, then the session."""
    multi = contexts()
    for context in ("flushed", "unflushed", "empty"):
        create(multi, context)
    multi.send(text="To be heard.", context_id="flushed", flush=True)
    multi.send(text="Never heard", context_id="unflushed")
    multi.send(close_socket=True)
    frames = multi.speak()
    assert {f["context_id"] for f in of_kind(frames, "context_closed")} == {
        *("flushed", "unflushed", "empty")
    }
    assert kinds(of(frames, "flushed")) == ["context_created", *SPOKEN, "final", "context_closed"]
    assert kinds(of(frames, "unflushed")) == ["context_created", "context_closed"]
    assert kinds(frames)[-1] == "session_closed"
    assert frames[-1]["total_audio_seconds"] > 0
    assert "usage" not in frames[-1]
    assert multi.rules.is_over


def test_close_socket_does_not_wait_for_ever() -> None:
    """Admitted text that takes too long is dropped after a few seconds."""
    multi = contexts()
    create(multi, "a")
    multi.send(text="Too slow.", context_id="a", flush=True)
    multi.send(close_socket=True)
    multi.wait(6.0)
    assert kinds(multi.frames)[-2:] == ["context_closed", "session_closed"]
    assert multi.rules.is_over


def test_a_failure_stays_in_its_context() -> None:
    """An engine that fails for one context is that context's error; it and the others go on."""
    multi = contexts()
    create(multi, "a")
    create(multi, "b")
    multi.take()
    multi.send(text="Please #fail here.", context_id="a", flush=True)
    multi.send(text="All is well.", context_id="b", flush=True)
    frames = multi.speak()
    errors = of_kind(frames, "error")
    assert [(e["error_code"], e["context_id"]) for e in errors] == [("INTERNAL_ERROR", "a")]
    assert kinds(of(frames, "b")) == SPOKEN
    multi.take()
    multi.send(text="Recovered.", context_id="a", flush=True)
    assert kinds(multi.speak()) == SPOKEN


def test_flushing_an_unknown_context_is_an_error_of_it() -> None:
    """A flush creates nothing: for an unknown context it is refused under that id."""
    multi = contexts()
    multi.send(flush=True, context_id="a")
    error = multi.take()[0]
    assert (error["error_code"], error["context_id"]) == ("VALIDATION_ERROR", "a")


def test_session_settings_are_kept_from_frame_to_frame() -> None:
    """What one create says of rate and words holds for the contexts created after it."""
    multi = contexts()
    create(multi, "a", sample_rate=8000, word_timestamps=True)
    create(multi, "b")
    multi.send(text="Hello there.", context_id="b", flush=True)
    frames = multi.speak()
    assert {frame["sr"] for frame in of_kind(frames, "audio")} == {8000}
    assert [w["word"] for w in of_kind(frames, "word_timestamps")[0]["word_timestamps"]] == [
        *("Hello", "there")
    ]


def test_updated_settings_hold_for_contexts_created_later() -> None:
    """`update_settings` changes contexts started afterwards; a context's own scale wins over it."""
    multi = contexts()
    create(multi, "before")
    multi.send(update_settings={"speed": 0.8})
    create(multi, "after")
    assert kinds(multi.take())[-2:] == ["settings_updated", "context_created"]
    lengths = {}
    for context in ("before", "after"):
        multi.send(text="Same words.", context_id=context, flush=True)
        lengths[context] = len(sound_of(multi.speak()))
        multi.take()
    assert lengths["after"] > lengths["before"] * 1.1


def test_twenty_contexts_advance_together() -> None:
    """Twenty contexts flushed at once each hear something before any has heard the end."""
    multi = contexts()
    for number in range(20):
        create(multi, f"c{number}")
        multi.send(text="A sentence of its own. " * 30, context_id=f"c{number}", flush=True)
    frames = multi.speak()
    heard: set[str] = set()
    for frame in frames:
        if "audio" in frame:
            heard.add(frame["context_id"])
        if "final" in frame:
            break
    assert len(heard) == 20
    assert len(of_kind(frames, "final")) == 20


def test_text_without_a_context_is_refused() -> None:
    """Words for nobody in particular are an error of the connection."""
    multi = contexts()
    multi.send(text="Hello?")
    multi.send(flush=True)
    assert [f["error_code"] for f in multi.take()] == ["VALIDATION_ERROR"] * 2


def test_cancelling_a_closing_context_ends_it() -> None:
    """A cancel of a context that is being closed stops its sound and lets it be closed at once."""
    multi = contexts()
    create(multi, "a")
    multi.send(text="Something long enough to wait for.", context_id="a")
    multi.send(close_context=True, context_id="a")
    multi.send(flush=True, context_id="a")
    assert of_kind(multi.take(), "error")[0]["context_id"] == "a"
    multi.send(cancel=True, context_id="a")
    assert kinds(multi.speak()) == ["interrupted", "context_closed"]


def test_too_much_waiting_text_is_refused_in_its_context() -> None:
    """What one connection may have waiting is bounded; the context that goes beyond is told so."""
    multi = contexts()
    create(multi, "a")
    create(multi, "b")
    multi.take()
    multi.send(text="x" * 300_000, context_id="a")
    multi.send(text="x" * 300_000, context_id="b")
    errors = of_kind(multi.take(), "error")
    assert [(e["code"], e["context_id"]) for e in errors] == [(413, "b")]
    multi.send(text="Short.", context_id="b", flush=True)
    assert "error" not in kinds(multi.take())


def test_a_failure_while_closing_still_closes() -> None:
    """When the engine fails for a context that is being closed, it is closed all the same."""
    multi = contexts()
    create(multi, "a")
    multi.send(text="Please #fail here.", context_id="a", flush=True)
    multi.send(close_socket=True)
    multi.send(text="Ignored.", context_id="b")
    assert kinds(multi.speak())[-3:] == ["error", "context_closed", "session_closed"]


def test_frames_of_the_other_endpoint_do_nothing() -> None:
    """A `close` without a context means nothing here."""
    multi = contexts()
    multi.send(close=True)
    assert multi.frames == []


def test_a_context_has_tokens_of_its_own() -> None:
    """`max_new_tokens` of the context goes before that of the session."""
    client = contexts()
    client.send(text=" ", context_id="a", max_new_tokens=15, voice_settings={"voice_id": 1071})
    own = {"voice_id": 1071, "max_new_tokens": 30}
    client.send(text=" ", context_id="b", voice_settings=own)
    for context in ("a", "b"):
        client.send(text="word " * 30, context_id=context, flush=True)
    completed = of_kind(client.speak(), "chunk_complete")
    assert {c["context_id"]: c["audio_seconds"] for c in completed} == {"a": 2.0, "b": 4.0}
