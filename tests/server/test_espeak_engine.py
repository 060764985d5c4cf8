"""The real engine, measured: it speaks, obeys, and says where its words are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.audio.loudness import loudness_of
from studio.errors import StudioError
from studio.server.engine import Delivery, Piece, WordMark
from studio.server.espeak_engine import EspeakEngine
from studio.server.espeak_library import EspeakLibrary
from studio.server.pieces import pause_after_ms, rest_before_ms
from studio.server.sound_path import SoundFormat, SoundPath
from studio.server.voice_table import SAMPLE_TEXTS
from studio.server.voices import Voice, all_voices, espeak_name, find_voice
from studio.server.word_times import word_times
from studio.wire.limits import PCM
from tests.server.voice_print import VoicePrint, distance, voice_print

STILL = Delivery(temperature=0.0)
Speak = Callable[..., tuple[NDArray[np.int16], list[WordMark]]]


@pytest.fixture(scope="module")
def engine() -> EspeakEngine:
    return EspeakEngine()


@pytest.fixture
def speak(engine: EspeakEngine) -> Speak:
    def speak(
        text: str, voice: int = 1071, **changes: object
    ) -> tuple[NDArray[np.int16], list[WordMark]]:
        parts: list[bytes] = []
        marks: list[WordMark] = []

        def hear(samples: bytes, found: Sequence[WordMark]) -> bool:
            parts.append(samples)
            marks.extend(found)
            return True

        delivery = replace(STILL, **changes)  # type: ignore[arg-type]
        engine.speak(Piece(text, voice, delivery, wants_words=True), hear)
        return np.frombuffer(b"".join(parts), np.int16), marks

    return speak


def seconds(samples: NDArray[np.int16]) -> float:
    return len(samples) / 22_050


@pytest.mark.parametrize("voice", all_voices(), ids=lambda voice: voice.name)
def test_every_voice_speaks_its_sample(speak: Speak, voice: object) -> None:
    """Each voice says its sample sentence as loudly as all others to within one LU of a middle,
    around zero, and without hard clipping."""
    sample, _ = speak(voice.sample_text, voice.id, language=voice.language)  # type: ignore[attr-defined]
    assert 3.0 < seconds(sample) < 10.0
    assert loudness_of(sample, 22_050) == pytest.approx(-22.5, abs=1.0)
    assert abs(sample.mean()) < 100
    assert np.count_nonzero(np.abs(sample.astype(int)) >= 32_767) < 5


@pytest.mark.parametrize("speed", [0.8, 1.0, 1.2])
@pytest.mark.parametrize("voice", [1071, 1009, 1022, 1024], ids=["calm", "fast", "German", "old"])
@pytest.mark.parametrize(
    ("first", "second"),
    [("Niemand war da.", "Nun kam Anna."), ("Niemand war da,", "nun kam Anna.")],
    ids=["sentences", "clauses"],
)
def test_a_rest_is_as_long_between_pieces_as_within_one(
    speak: Speak, voice: int, speed: float, first: str, second: str
) -> None:
    """A listener does not hear where a text was divided: two sentences, or clauses, take as long in two
    pieces as when the voice speaks both in one go, slow or fast."""
    found = find_voice(voice)
    assert found is not None
    how = {"language": found.language, "speed": speed}
    pause_ms = pause_after_ms(first)
    rest_ms = rest_before_ms(first, found.words_per_minute * speed)
    whole = _shaped_ms(speak(f"{first} {second}", voice, **how)[0])
    parts = _shaped_ms(speak(first, voice, **how)[0], pause_ms=pause_ms) + _shaped_ms(
        speak(second, voice, **how)[0], lead_ms=rest_ms
    )
    assert parts == pytest.approx(whole, abs=75.0)


def _shaped_ms(samples: NDArray[np.int16], **changes: int) -> float:
    return len(_shaped(samples, **changes)) / 22.05


def _shaped(samples: NDArray[np.int16], **changes: int) -> NDArray[np.int16]:
    path = SoundPath(22_050, SoundFormat(PCM, 22_050), **changes)
    blocks = [*path.take(samples.tobytes()), *path.finish()]
    return np.frombuffer(b"".join(block.audio for block in blocks), np.int16)


def _longest_quiet_ms(samples: NDArray[np.int16]) -> float:
    loud = (np.abs(samples.astype(int)) > 500).nonzero()[0]
    return float(np.diff(loud).max() / 22.05)


def test_voices_have_their_own_pitch(speak: Speak) -> None:
    """The female voice of the examples is clearly higher than the male one."""
    assert _pitch(speak("Ah, mama, no more.", 1072)[0]) > 1.3 * _pitch(
        speak("Ah, mama, no more.", 1071)[0]
    )


def test_no_two_voices_of_a_language_sound_alike(speak: Speak) -> None:
    """Told the same sentence, any two voices of a language differ in pitch, colour and pace by more
    than a listener can miss, and each by more than it differs from itself another time."""
    prints = {voice: _printed(speak, voice) for voice in all_voices()}
    for one, other in combinations(prints, 2):
        if one.language == other.language:
            apart = distance(prints[one], prints[other])
            assert apart > 1.0, f"{one.name} and {other.name}: {apart:.2f}"
    for voice in list(prints)[::9]:
        assert distance(prints[voice], _printed(speak, voice, temperature=0.4)) < 0.8, voice.name


def _printed(speak: Speak, voice: Voice, **changes: object) -> VoicePrint:
    text = SAMPLE_TEXTS[voice.language].format(name="Anna")
    samples = speak(text, voice.id, **changes)[0]
    track = _pitch_track(samples)
    return voice_print(samples, float(np.median(track)) if len(track) else np.nan)


def test_signs_that_are_said_have_their_time(speak: Speak) -> None:
    """A price, a sum and a picture are words whose time lies where they are heard."""
    text = "It costs $5 + tax, 😀 or 50% of it."
    samples, marks = speak(text)
    found = word_times(text, marks, lambda sample: sample / 22.05, len(samples) / 22.05)
    words = [text[word.start : word.end] for word in found]
    assert words == ["It", "costs", "$5", "+", "tax", "😀", "or", "50%", "of", "it"]
    assert all(word.end_ms - word.start_ms > 40 for word in found)


def test_speed_changes_the_length(speak: Speak) -> None:
    """A higher speed says the same in less time, by about as much as was asked."""
    text = "This is said at several speeds, one after another."
    lengths = [seconds(speak(text, speed=speed)[0]) for speed in (0.8, 1.0, 1.2)]
    assert lengths[0] / lengths[1] == pytest.approx(1.25, rel=0.12)
    assert lengths[1] / lengths[2] == pytest.approx(1.2, rel=0.12)


def test_the_scale_changes_the_melody(speak: Speak) -> None:
    """With a low scale the pitch hardly moves, with a high one it does."""
    text = "Are you really sure that you want to go there all alone?"
    spans = [_pitch_span(speak(text, 1072, cfg_scale=scale)[0]) for scale in (1.2, 2.5)]
    assert spans[1] > 1.3 * spans[0]


def test_temperature_makes_each_take_another(speak: Speak) -> None:
    """With a temperature the same words are not the same sound twice; their words stay in place."""
    text = "Say it once more."
    takes = [speak(text, temperature=1.0) for _ in range(3)]
    assert not all(np.array_equal(takes[0][0][:8000], take[0][:8000]) for take in takes[1:])
    starts = [[mark.position for mark in take[1]] for take in takes]
    assert starts[0] == starts[1] == starts[2]


def test_breaks_are_heard(speak: Speak) -> None:
    """A break between words lengthens the speech by about what was asked."""
    plain = seconds(speak("Wait here.")[0])
    for asked, length in (("200ms", 0.2), ("500ms", 0.5)):
        longer = seconds(speak(f'Wait <break time="{asked}"/> here.')[0]) - plain
        assert length * 0.7 < longer < length + 0.25


def test_numbers_are_words_unless_the_text_shall_stay_as_it_is(speak: Speak) -> None:
    """Normalized, a number is read as a number; otherwise digit by digit."""
    by_digit, marks = speak("It was 1984.", normalize=False)
    assert seconds(by_digit) == pytest.approx(seconds(speak("It was 1 9 8 4.")[0]), rel=0.01)
    assert seconds(by_digit) != pytest.approx(seconds(speak("It was 1984.")[0]), rel=0.03)
    assert max(mark.position + mark.length for mark in marks) <= len("It was 1984.")


@pytest.mark.parametrize("voice", [1007, 1020, 1071, 1072])
def test_the_speaker_boost_is_not_loudness(speak: Speak, voice: int) -> None:
    """With the boost a voice is clearer, and about as loud as without."""
    sample, _ = speak("Where have you been all these years, and who was with you?", voice)
    levels = [loudness_of(_shaped(sample, presence=on), 22_050) for on in (False, True)]
    assert levels[1] == pytest.approx(levels[0], abs=1.0)


@pytest.mark.parametrize(
    ("voice", "language", "text"),
    [
        (1071, "en", "Mr. Smith and Mrs. Jones were there"),
        (1022, "de", "Das war Dr. Maier mit Hr. Kunz"),
        (1029, "fr", "Voici M. Dupont avec Mme. Martin"),
    ],
)
def test_titles_are_no_ends_of_sentences(
    speak: Speak, voice: int, language: str, text: str
) -> None:
    """Nobody rests between a title and a name."""
    assert _longest_quiet_ms(speak(text, voice, language=language)[0]) < 180


def test_spelling_is_heard(speak: Speak) -> None:
    """A spelled word takes much longer than the word itself."""
    assert seconds(speak("<spell>NATO</spell>")[0]) > 1.5 * seconds(speak("NATO")[0])


@pytest.mark.parametrize("language", ["hi", "ur", "bn", "ta", "en"])
def test_spelt_pictures_do_no_harm(speak: Speak, language: str) -> None:
    """Pictures in a text that is spelt are left out: the library does not survive their names."""
    sample, _ = speak("<spell>A😀B👍❤️</spell>", language=language)
    assert 0.3 < seconds(sample) < 5.0


def test_a_slower_passage_is_heard(speak: Speak) -> None:
    """A slow passage takes longer, a fast one less; the rest stays as it is."""
    lengths = [
        seconds(speak(f'<prosody rate="{rate}">This part of the text changes.</prosody>')[0])
        for rate in ("slow", "medium", "fast")
    ]
    assert lengths[0] > lengths[1] * 1.12
    assert lengths[2] < lengths[1] * 0.92


def test_sounds_in_ipa_are_spoken(speak: Speak) -> None:
    """A word given in IPA sounds about as long as the same word spelled, not as its signs read out."""
    assert seconds(speak("/həˈloʊ/")[0]) == pytest.approx(seconds(speak("hello")[0]), rel=0.35)


def test_words_are_marked_where_they_are(speak: Speak) -> None:
    """Each word's mark points into the text, markup or not, and to a sample in order."""
    for text in (
        "One two, three four.",
        'One <break time="200ms"/> two, <spell>three</spell> &four.',
    ):
        samples, marks = speak(text)
        words = [mark for mark in marks if mark.length > 0]
        assert text[words[0].position] == "O"
        places = [text.index(word) for word in ("One", "two", "three", "four")]
        assert set(places) <= {mark.position for mark in words} | {text.index("four") - 1}
        assert [mark.sample for mark in words] == sorted(mark.sample for mark in words)
        assert words[-1].sample < len(samples)


def test_the_language_may_be_another(speak: Speak) -> None:
    """The same voice asked for German says the same letters differently."""
    english, german = (speak("Die Hand in the wind", language=lang)[0] for lang in ("en", "de"))
    assert abs(seconds(english) - seconds(german)) > 0.02 or not np.array_equal(english, german)


def test_stopping_is_immediate(engine: EspeakEngine) -> None:
    """When nobody wants to hear more, the engine makes no more, and is fit for the next piece."""
    heard = []

    def hear(samples: bytes, _: Sequence[WordMark]) -> bool:
        heard.append(len(samples))
        return False

    engine.speak(Piece("A very long text indeed. " * 30, 1071, STILL), hear)
    assert len(heard) == 1
    engine.speak(
        Piece("Next.", 1071, STILL), lambda samples, _: bool(heard.append(len(samples))) or True
    )
    assert len(heard) > 3


def test_a_listener_that_fails_is_told(engine: EspeakEngine) -> None:
    """What goes wrong while hearing comes out of `speak`, not out of the library."""

    def hear(_samples: bytes, _marks: Sequence[WordMark]) -> bool:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        engine.speak(Piece("Oops.", 1071, STILL), hear)


def test_blocks_come_early_when_awaited(engine: EspeakEngine) -> None:
    """Somebody waiting gets short blocks; otherwise they are long, and it is the same speech."""
    sizes = {}
    for is_awaited in (True, False):
        found: list[int] = []
        text = "This takes a few seconds to say, does it not?"
        piece = Piece(text, 1071, STILL, is_awaited=is_awaited)
        engine.speak(
            piece, lambda samples, _, found=found: bool(found.append(len(samples))) or True
        )
        sizes[is_awaited] = found
    assert sizes[True][0] <= 2 * 1400 < max(sizes[False])
    assert sum(sizes[True]) == pytest.approx(sum(sizes[False]), rel=0.1)


def test_a_voice_the_library_does_not_have() -> None:
    """An unknown voice is an error that says which."""
    library = EspeakLibrary()
    with pytest.raises(StudioError, match="nobody"):
        library.choose_voice("gmw/nobody")


def test_every_name_is_one_the_library_knows() -> None:
    """Every voice can be chosen, in its own language and in every other."""
    library = EspeakLibrary()
    for voice in all_voices():
        library.choose_voice(espeak_name(voice, voice.language))
    for language in sorted(LANGUAGES_TO_TRY):
        library.choose_voice(espeak_name(all_voices()[0], language))


LANGUAGES_TO_TRY = {"de", "ja", "zh", "yue", "he", "no", "ko", "th", "id", "ms", "uk", "fa"}


def _pitch_track(samples: NDArray[np.int16]) -> NDArray[np.float64]:
    """The pitch of each voiced frame, by autocorrelation."""
    found = []
    size = 1102
    for at in range(0, len(samples) - 2 * size, size):
        frame = samples[at : at + 2 * size].astype(float)
        if np.sqrt((frame**2).mean()) < 800:
            continue
        frame -= frame.mean()
        match = np.fft.irfft(np.abs(np.fft.rfft(frame, 4 * size)) ** 2)[1 : 2 * size]
        low, high = 22_050 // 450, 22_050 // 60
        lag = low + int(np.argmax(match[low:high]))
        if match[lag] > 0.4 * (frame**2).sum():
            found.append(22_050 / lag)
    return np.array(found)


def _pitch(samples: NDArray[np.int16]) -> float:
    return float(np.median(_pitch_track(samples)))


def _pitch_span(samples: NDArray[np.int16]) -> float:
    track = _pitch_track(samples)
    return float(np.subtract(*np.percentile(track, [85, 15])))
