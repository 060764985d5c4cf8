"""One run of text becoming sound, piece by piece, however many engines make it."""

from __future__ import annotations

import random

import pytest

from studio.server.pieces import PIECE_LENGTH, pause_after_ms, piece_spans, rest_before_ms
from studio.server.speech import PIECES_AHEAD
from tests.server.conversation import contexts, kinds, of_kind, sound_of, turns

STORY = (
    "First comes this sentence, which is of some length. Then another one comes, also quite long! "
)


@pytest.mark.parametrize("seed", range(20))
def test_engines_may_be_ahead_of_each_other(seed: int) -> None:
    """Whichever engine is ahead, the client hears the same sound in the same order."""
    told = []
    for chance in (None, random.Random(seed)):
        turn = turns()
        turn.send(text=STORY * 12, voice_id=1071, word_timestamps=True, flush=True)
        frames = turn.speak() if chance is None else turn.speak_out_of_order(chance)
        told.append((kinds(frames), sound_of(frames), of_kind(frames, "word_timestamps")))
        assert [frame["idx"] for frame in of_kind(frames, "audio")] == list(
            range(len(of_kind(frames, "audio")))
        )
    assert told[0] == told[1]


@pytest.mark.parametrize("seed", range(5))
def test_contexts_out_of_order(seed: int) -> None:
    """Every context hears its own sound in order, with its final last, whichever engine is ahead."""
    multi = contexts()
    for number in range(6):
        name = f"c{number}"
        multi.send(text=STORY * 4, context_id=name, voice_settings={"voice_id": 1071}, flush=True)
        multi.send(close_context=True, context_id=name)
    frames = multi.speak_out_of_order(random.Random(seed))
    sounds = set()
    for number in range(6):
        own = [frame for frame in frames if frame.get("context_id") == f"c{number}"]
        assert kinds(own)[-3:] == ["final", "final", "context_closed"]
        sounds.add(sound_of(own))
    assert len(sounds) == 1


def test_a_failure_is_told_in_its_turn() -> None:
    """When a later piece fails first, what comes before it is still heard."""
    turn = turns()
    text = "A part that takes a while to say, whatever happens next. " * 6 + "Then it will #fail."
    turn.send(text=text, voice_id=1071, flush=True)
    chance = random.Random(0)
    chance.choice = lambda pieces: pieces[-1]  # type: ignore[method-assign]
    frames = turn.speak_out_of_order(chance)
    assert kinds(frames)[-1] == "error"
    assert len(of_kind(frames, "audio")) >= 3


def test_not_more_than_a_few_pieces_at_once() -> None:
    """A speech never has more at the engines than may be ahead, so that others have their turn."""
    turn = turns()
    turn.send(text=STORY * 40, voice_id=1071, flush=True)
    while turn.step():
        assert len({id(piece) for _, piece, _ in turn._steps}) <= PIECES_AHEAD


def test_words_of_a_long_chunk_point_into_it() -> None:
    """A chunk that goes to the engine in pieces has one list of words, in order, over all of it."""
    text = "one two three four five " * 40
    turn = turns()
    turn.send(text=text, voice_id=1071, word_timestamps=True, flush=True)
    frames = turn.speak()
    started = of_kind(frames, "generation_started")
    assert [frame["text"] for frame in started] == [text.strip()]
    words = of_kind(frames, "word_timestamps")[0]["word_timestamps"]
    assert [word["word"] for word in words] == text.split()
    assert [text[word["char_start"] : word["char_end"]] for word in words] == text.split()
    starts = [word["start_ms"] for word in words]
    assert starts == sorted(starts)
    assert words[-1]["end_ms"] / 1000 == pytest.approx(
        of_kind(frames, "chunk_complete")[0]["audio_seconds"], abs=0.3
    )


def test_pieces_are_all_of_the_text() -> None:
    """A long text is divided where sentences, clauses or words end, and nothing is left out."""
    for text in (
        STORY * 30,
        "word " * 500,
        "x" * 2000,
        "漢字" * 900,
        '<prosody rate="slow">' + STORY * 9,
    ):
        spans = list(piece_spans(text))
        assert "".join(text[start:end] for start, end in spans) == text
        if " " in text or "漢" in text:
            assert max(end - start for start, end in spans) <= 2 * PIECE_LENGTH + len(STORY) * 9


def test_rests_lie_between_chunks_and_nowhere_else() -> None:
    """Between two chunks of one speech the voice rests; where a speech or what follows a flush begins
    it does not, so that a text sounds alike whatever was spoken before it."""
    turn = turns()
    turn.send(text="One. Two. ", voice_id=1071, auto_mode=True, flush=True)
    one, two = (frame["audio_seconds"] for frame in of_kind(turn.speak(), "chunk_complete"))
    rest = rest_before_ms("One.", 165)
    assert rest > 100
    assert two - one == pytest.approx(rest / 1000, abs=0.001)
    multi = contexts()
    for _ in range(3):
        multi.send(text="One.", context_id="c", voice_settings={"voice_id": 1071}, flush=True)
        assert of_kind(multi.speak(), "chunk_complete")[0]["audio_seconds"] == one
        multi.take()


@pytest.mark.parametrize(
    ("text", "longer_than"),
    [
        ("Yes.", "yes,"),
        ("“Yes?”", "yes,"),
        ("yes,", "yes"),
        ("はい。", "はい、"),
        ("„Ja.“", "ja,"),
        ("« Oui ! »", "oui,"),
        ("Ναι;", "ναι,"),
    ],
)
def test_a_sentence_ends_with_more_quiet_than_a_clause(text: str, longer_than: str) -> None:
    """The pause behind a piece fits how it ends."""
    assert pause_after_ms(text) > pause_after_ms(longer_than)
