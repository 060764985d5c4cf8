"""One text after another: what a client of `/ws/tts` may rely on."""

from __future__ import annotations

import pytest

from tests.server.conversation import kinds, of_kind, requests, sound_of

FORMATS = [
    ({"sample_rate": 8000}, "pcm_s16le", 8000, 2),
    ({"sample_rate": 16000}, "pcm_s16le", 16000, 2),
    ({"sample_rate": 22050}, "pcm_s16le", 22050, 2),
    ({}, "pcm_s16le", 24000, 2),
    ({"sample_rate": 44100}, "pcm_s16le", 44100, 2),
    ({"output_format": "pcm_8000"}, "pcm_s16le", 8000, 2),
    ({"output_format": "pcm_16000", "sample_rate": 24000}, "pcm_s16le", 16000, 2),
    ({"output_format": "pcm_22050"}, "pcm_s16le", 22050, 2),
    ({"output_format": "pcm_24000"}, "pcm_s16le", 24000, 2),
    ({"output_format": "ulaw_8000"}, "mulaw", 8000, 1),
    ({"output_format": "alaw_8000"}, "alaw", 8000, 1),
]


def test_a_request_is_sound_and_one_final() -> None:
    """A request is answered by its sound and one final with the usage; so is the next."""
    request = requests()
    for _ in range(2):
        request.send(text="Hello there.", voice_id=1071)
        frames = request.speak()
        assert kinds(frames) == ["audio", "final"]
        final = frames[-1]
        assert final["chunks"] == len(of_kind(frames, "audio"))
        assert final["usage"]["characters"] == 12
        assert final["dur_ms"] == pytest.approx(final["total_samples"] / 24)
        assert all("chunk_id" in frame for frame in of_kind(frames, "audio"))
        request.take()


def test_a_final_carries_what_a_search_for_faults_wants_to_know() -> None:
    """The final of a request repeats its text, says when its sound began, and at what speed it is."""
    request = requests()
    request.send(text="Hello there.", voice_id=1071, speed=1.1)
    request.now += 0.25
    request.step()
    request.now += 1.0
    debug = request.speak()[-1]["debug"]
    assert debug == {"original_text": "Hello there.", "ttfa_ms": 250.0, "speed": 1.1}


@pytest.mark.parametrize(("asked", "encoding", "rate", "width"), FORMATS)
def test_every_format_is_what_it_says(
    asked: dict[str, object], encoding: str, rate: int, width: int
) -> None:
    """Each output format has its encoding, rate and size; its length is that of the same speech."""
    request = requests()
    request.send(text="Hello there.", voice_id=1071, **asked)
    frames = request.speak()
    audio = of_kind(frames, "audio")
    assert {(frame["enc"], frame["sr"]) for frame in audio} == {(encoding, rate)}
    samples = sum(frame["samples"] for frame in audio)
    assert len(sound_of(frames)) == width * samples
    assert samples / rate == pytest.approx(0.875, abs=0.02)
    assert frames[-1]["total_samples"] == pytest.approx(samples / rate * 24000, abs=2)


def test_a_missing_voice_is_refused_and_the_next_request_is_fine() -> None:
    """There is no default voice: without one the request is refused, the connection stays."""
    request = requests()
    request.send(text="Hello.")
    assert [(f["error_code"], f["code"]) for f in request.take()] == [("MISSING_VOICE_ID", 400)]
    request.send(text="Hello.", voice_id=1071)
    assert kinds(request.speak()) == ["audio", "final"]


@pytest.mark.parametrize(
    ("text", "status"),
    [(" \n ", 400), ("", 400), ("x" * 10_001, 413)],
    ids=["blank", "empty", "long"],
)
def test_text_must_say_something_and_not_too_much(text: str, status: int) -> None:
    """Blank text is invalid, and so is more than ten thousand characters, each with its number."""
    request = requests()
    request.send(text=text, voice_id=1071)
    assert [(f["error_code"], f["code"]) for f in request.take()] == [("VALIDATION_ERROR", status)]


def test_ten_thousand_characters_are_spoken() -> None:
    """The longest text allowed is spoken whole."""
    text = ("word " * 2000)[:9999] + "."
    request = requests()
    request.send(text=text, voice_id=1071, sample_rate=8000)
    frames = request.speak()
    assert kinds(frames) == ["audio", "final"]
    assert frames[-1]["usage"]["characters"] == 10_000


def test_cancel_abandons_the_running_request() -> None:
    """After a cancel there is no final; the next request is whole, and an idle cancel is answered too."""
    request = requests()
    request.send(text="Long. " * 200, voice_id=1071)
    request.step()
    request.take()
    request.send(cancel=True)
    assert request.speak() == [{"interrupted": True}]
    request.take()
    request.send(cancel=True)
    assert request.take() == [{"interrupted": True}]
    request.send(text="Next.", voice_id=1071)
    frames = request.speak()
    assert kinds(frames) == ["audio", "final"]
    assert of_kind(frames, "audio")[0]["idx"] == 0


def test_requests_wait_for_each_other() -> None:
    """A request sent while another runs is answered after it, in order."""
    request = requests()
    request.send(text="First one.", voice_id=1071)
    request.send(text="Second.", voice_id=1071)
    assert kinds(request.speak()) == ["audio", "final", "audio", "final"]
    finals = of_kind(request.frames, "final")
    assert [final["usage"]["characters"] for final in finals] == [10, 7]


def test_updated_settings_are_defaults_a_request_may_override() -> None:
    """Updated settings hold where a request says nothing, and yield where it does."""
    lengths = []
    request = requests()
    request.send(update_settings={"speed": 0.8})
    assert request.take()[0]["settings"]["speed"] == 0.8
    for own in ({}, {"speed": 1.2}, {}):
        request.send(text="Same words.", voice_id=1071, **own)
        lengths.append(len(sound_of(request.speak())))
        request.take()
    assert lengths[0] == lengths[2] > 1.2 * lengths[1]


def test_nothing_of_a_request_stays_for_the_next() -> None:
    """A voice or rate said in one request does not serve another."""
    request = requests()
    request.send(text="Hello.", voice_id=1071)
    request.speak()
    request.take()
    request.send(text="Hello.")
    assert [f["error_code"] for f in request.take()] == ["MISSING_VOICE_ID"]


def test_model_names() -> None:
    """`model` is another name for `model_id`; older models are the current one; others are unknown."""
    for asked, told in (
        ({"model": "kugel-3"}, "kugel-3"),
        ({"model_id": "kugel-2-turbo"}, "kugel-3.5"),
        ({}, "kugel-3.5"),
    ):
        request = requests()
        request.send(text="Hello.", voice_id=1071, **asked)
        assert request.speak()[-1]["usage"]["model_id"] == told
    request = requests()
    request.send(text="Hello.", voice_id=1071, model="gpt")
    assert [(f["error_code"], f["code"]) for f in request.take()] == [("VALIDATION_ERROR", 400)]


def test_word_times_come_with_the_sound() -> None:
    """With `word_timestamps` each text chunk has its words after its sound and before the final."""
    request = requests()
    request.send(text="Hello there. How are you?", voice_id=1071, word_timestamps=True)
    frames = request.speak()
    assert kinds(frames) == ["audio", "word_timestamps", "final"]
    words = [w["word"] for w in of_kind(frames, "word_timestamps")[0]["word_timestamps"]]
    assert words == ["Hello", "there", "How", "are", "you"]


def test_a_failure_is_one_error_and_nothing_more() -> None:
    """When the engine fails the request gets one error; the next request is not disturbed by it."""
    request = requests()
    request.send(text="Will #fail.", voice_id=1071)
    request.send(text="Fine.", voice_id=1071)
    assert kinds(request.speak()) == ["error", "audio", "final"]


def test_too_many_waiting_requests_are_refused() -> None:
    """The queue of one connection is bounded."""
    request = requests()
    for _ in range(60):
        request.send(text="Wait.", voice_id=1071)
    refused = [f["error_code"] for f in request.take()]
    assert set(refused) == {"RATE_LIMITED"}
    assert len(of_kind(request.speak(), "final")) + len(refused) == 60
