"""What has arrived: placed by index, counted, and proved to be all of it or not."""

from __future__ import annotations

import pytest

from studio.wire import faults
from studio.wire.arrival import Arrival, sound_format
from studio.wire.messages import AudioFrame, ChunkComplete, GenerationStarted
from studio.wire.settings import ContextVoice, Settings


def frame(index: int | None, samples: int = 2400, chunk_id: int = 0, **more: object) -> AudioFrame:
    return AudioFrame(b"\0\0" * samples, samples, index, chunk_id=chunk_id, **more)  # type: ignore[arg-type]


def arrival(settings: Settings | None = None) -> Arrival:
    made = Arrival(settings or Settings())
    made.expect("x" * 100)
    return made


def place(here: Arrival, *frames: AudioFrame) -> list[int | None]:
    return [heard.index for each in frames for heard in here.place(each)]


def test_frames_in_order_are_heard_at_once() -> None:
    """The usual case: each frame is heard when it comes, and what came is counted."""
    here = arrival()
    assert place(here, frame(0), frame(1), frame(2)) == [0, 1, 2]
    assert here.received.audio_seconds == pytest.approx(0.3)
    assert here.received.frames == 3
    assert here.shortfall(is_speakable=True, total_frames=3) is None


def test_shuffled_frames_are_heard_in_order() -> None:
    """A frame that comes early waits until those before it have come."""
    here = arrival()
    assert place(here, frame(2), frame(0), frame(3), frame(1)) == [0, 1, 2, 3]


def test_a_repeat_is_dropped() -> None:
    """The same index twice is heard once, whether it was heard already or waits."""
    here = arrival()
    assert place(here, frame(0), frame(0), frame(2), frame(2), frame(1)) == [0, 1, 2]
    assert here.received.repeated == 2
    assert here.shortfall(is_speakable=True, total_frames=3) is None


def test_a_gap_stays_a_gap() -> None:
    """A missing frame is never papered over: it is named, and the good frames behind it are kept."""
    here = arrival()
    assert place(here, frame(0), frame(2), frame(5)) == [0]
    shortfall = here.shortfall(is_speakable=True)
    assert shortfall is not None
    assert str(shortfall) == "3 of 6 pieces are missing"
    assert here.received.audio_seconds == pytest.approx(0.3)
    assert [late.index for late in here.leftover()] == [2, 5]
    assert here.received.audio_seconds == pytest.approx(0.3)


def test_no_memory_is_sized_by_an_index() -> None:
    """However far ahead frames claim to be, only a handful wait."""
    here = arrival()
    for index in range(1_000_000, 1_000_100):
        here.place(frame(index))
    assert here.received.frames == 64
    assert here.received.refused == 36


def test_frames_without_an_index_follow_each_other() -> None:
    """Where a server counts nothing, order of arrival is the order."""
    here = arrival()
    assert len(here.place(frame(None))) == 1
    assert place(here, frame(1)) == [1]


def test_numbering_may_start_again_with_a_new_text_chunk() -> None:
    """A server that counts within each text chunk is understood; one that repeats itself is not."""
    here = arrival()
    assert place(here, frame(0), frame(1)) == [0, 1]
    assert place(here, frame(0, chunk_id=1), frame(1, chunk_id=1)) == [0, 1]
    assert place(here, frame(0, chunk_id=1)) == []
    assert here.received.frames == 4


def test_numbering_does_not_start_again_while_its_chunk_waits() -> None:
    """A held frame of a chunk shows that its first frame is not a new beginning."""
    here = arrival()
    assert place(here, frame(0), frame(5, chunk_id=1), frame(0, chunk_id=1)) == [0]


@pytest.mark.parametrize(
    "other",
    [frame(0, sample_rate=8000), frame(0, encoding="mulaw"), frame(0, sample_rate=44100)],
)
def test_another_format_than_asked_for_is_refused(other: AudioFrame) -> None:
    """Sound in a rate or encoding nobody asked for is not heard."""
    here = arrival()
    assert here.place(other) == []
    assert here.received.refused == 1
    assert not here.has_sound


def test_the_format_asked_for_is_heard() -> None:
    """A telephone format or another rate is what it was asked to be."""
    assert sound_format(Settings()) == ("pcm_s16le", 24_000)
    assert sound_format(Settings(sample_rate=44_100)) == ("pcm_s16le", 44_100)
    assert sound_format(Settings(output_format="ulaw_8000")) == ("mulaw", 8_000)
    here = arrival(Settings(output_format="alaw_8000"))
    assert place(here, frame(0, encoding="alaw", sample_rate=8000)) == [0]


@pytest.mark.parametrize(
    ("told", "is_whole"),
    [(0.2, True), (0.2049, True), (0.195, True), (0.22, False), (0.1, False), (0.0, False)],
)
def test_a_chunks_length_must_match_what_came(told: float, is_whole: bool) -> None:
    """The length a server tells for a text chunk proves it whole, but for rounding."""
    here = arrival()
    place(here, frame(0), frame(1))
    here.hear_about(GenerationStarted(0))
    here.hear_about(ChunkComplete(0, told))
    shortfall = here.shortfall(is_speakable=True)
    assert (shortfall is None) == is_whole
    if shortfall is not None:
        assert shortfall.sentence is faults.TOTALS_DISAGREE


def test_a_chunk_announced_must_be_confirmed() -> None:
    """Without its end, or the total of the turn, an announced chunk may be cut."""
    here = arrival()
    here.hear_about(GenerationStarted(0))
    place(here, frame(0))
    shortfall = here.shortfall(is_speakable=True)
    assert shortfall is not None
    assert shortfall.sentence is faults.END_NOT_CONFIRMED
    assert here.shortfall(is_speakable=True, total_seconds=0.1) is None


def test_the_totals_must_match() -> None:
    """Seconds and the number of frames, whichever is told, and both where both are."""
    here = arrival()
    place(here, frame(0), frame(1))
    assert here.shortfall(is_speakable=True, total_seconds=0.2) is None
    assert here.shortfall(is_speakable=True, total_frames=2) is None
    short = here.shortfall(is_speakable=True, total_seconds=0.5)
    assert str(short) == "the server speaks of 0.50 s of sound, 0.20 s arrived"
    few = here.shortfall(is_speakable=True, total_frames=7)
    assert str(few) == "5 of 7 pieces are missing"
    assert here.shortfall(is_speakable=True, total_seconds=0.2, total_frames=7) == few
    many = here.shortfall(is_speakable=True, total_seconds=0.2, total_frames=1)
    assert str(many) == "the server speaks of 1 pieces, 2 arrived"


def test_sound_without_any_totals_is_not_proved() -> None:
    """Contiguous frames alone may be cut at their end: a length or a count must say that they are not."""
    here = arrival()
    place(here, frame(0), frame(1, chunk_id=1))
    here.hear_about(ChunkComplete(0, 0.1))
    here.hear_about(ChunkComplete(1))
    for shortfall in (here.shortfall(is_speakable=True), here.shortfall(is_speakable=False)):
        assert shortfall is not None
        assert shortfall.sentence is faults.END_NOT_CONFIRMED
    here.hear_about(ChunkComplete(1, 0.1))
    assert here.shortfall(is_speakable=True) is None


def test_lengths_may_be_told_before_the_speed_was_changed() -> None:
    """A total counted at normal speed still proves speech that was asked for faster or slower."""
    here = arrival(Settings(voice_settings=ContextVoice(speed=1.2)))
    place(here, frame(0, 24_000))
    assert here.shortfall(is_speakable=True, total_seconds=1.2) is None
    assert here.shortfall(is_speakable=True, total_seconds=1.0) is None
    assert here.shortfall(is_speakable=True, total_seconds=0.8) is not None


def test_all_lengths_are_told_in_one_way() -> None:
    """One length before the speed was changed and one after: a piece is missing in one of them."""
    here = arrival(Settings(speed=1.2))
    place(here, frame(0, 24_000), frame(1, 24_000, chunk_id=1))
    here.hear_about(ChunkComplete(0, 1.0))
    here.hear_about(ChunkComplete(1, 1.2))
    shortfall = here.shortfall(is_speakable=True)
    assert shortfall is not None
    assert shortfall.sentence is faults.TOTALS_DISAGREE
    here.hear_about(ChunkComplete(0, 1.2))
    assert here.shortfall(is_speakable=True) is None
    assert here.shortfall(is_speakable=True, total_seconds=2.0) is not None


def test_sound_that_was_refused_was_paid_for() -> None:
    """Sound that came and could not be taken was made all the same; it counts for its part only."""
    here = arrival()
    assert not here.was_paid_for
    place(here, frame(0, sample_rate=8_000))
    assert here.was_paid_for
    assert not here.has_sound
    here.begin_next_part()
    assert not here.was_paid_for
    here.refuse()
    assert here.was_paid_for
    assert here.received.refused == 2


def test_words_without_any_sound_are_not_whole() -> None:
    """Done without a sound is believed only of text nobody could speak."""
    shortfall = arrival().shortfall(is_speakable=True)
    assert shortfall is not None
    assert shortfall.sentence is faults.NO_SOUND
    assert arrival().shortfall(is_speakable=False) is None


def test_endless_sound_is_noticed() -> None:
    """Far more sound than the text can need is a fault, in seconds as in frames."""
    here = Arrival(Settings())
    here.expect("Hi.")
    place(here, frame(0, 240_000))
    assert not here.is_endless
    place(here, frame(1, 1))
    assert here.is_endless
    crumbs = Arrival(Settings())
    place(crumbs, *(frame(index, 1) for index in range(2000)))
    assert not crumbs.is_endless
    place(crumbs, frame(2000, 1))
    assert crumbs.is_endless


def test_sound_that_comes_too_early_counts_too() -> None:
    """Frames behind a gap are held, and more of them than the text can need is a fault as well."""
    here = Arrival(Settings())
    here.expect("Hi.")
    place(here, frame(1, 240_000))
    assert not here.is_endless
    place(here, frame(2, 1))
    assert here.is_endless


def test_chunks_that_only_begin_are_no_progress_for_ever() -> None:
    """A server that announces one text chunk after another and never sounds stops being news."""
    here = Arrival(Settings())
    news = [here.hear_about(GenerationStarted(chunk_id)) for chunk_id in range(200)]
    assert news[0]
    assert not any(news[100:])


def test_a_text_may_be_long() -> None:
    """Ten thousand characters may sound for as long as the slowest language needs."""
    here = Arrival(Settings())
    here.expect("x" * 10_000)
    place(here, *(frame(index, 240_000) for index in range(900)))
    assert not here.is_endless


def test_chunks_cannot_fill_the_memory() -> None:
    """A server that invents a text chunk with every frame is refused in the end."""
    here = Arrival(Settings())
    for chunk_id in range(20_000):
        here.hear_about(GenerationStarted(chunk_id))
    here.hear_about(GenerationStarted(20_000))
    here.hear_about(ChunkComplete(20_000, 1.0))
    assert here.place(frame(0, chunk_id=20_000)) == []
    assert here.received.refused == 1


def test_a_next_part_is_proved_by_itself() -> None:
    """After a part was proved whole the next one is counted from nothing; the numbering goes on."""
    here = arrival()
    place(here, frame(0))
    here.hear_about(ChunkComplete(0, 0.1))
    assert here.shortfall(is_speakable=True) is None
    here.begin_next_part()
    assert here.is_silent
    assert not here.has_sound
    assert place(here, frame(1)) == [1]
    here.hear_about(ChunkComplete(0, 0.1))
    assert here.shortfall(is_speakable=True) is None


def test_empty_frames_count_but_are_not_kept_behind_a_gap() -> None:
    """A frame without samples has its place in the numbering and nothing to hear."""
    here = arrival()
    assert place(here, frame(0, 0), frame(1)) == [0, 1]
    place(here, frame(4, 0))
    assert here.leftover() == []
