"""Voices chosen by ear: spoken by the real voice server."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager

import numpy as np
import pytest
from numpy.typing import NDArray
from wanted_scenes import scene

from studio.audio.loudness import loudness_of
from studio.document.values import SpeakerId, Voice
from studio.frames import TAKE_RATE
from studio.scheduling.casting_wall import (
    LEVEL_LUFS,
    MOST_VOICES,
    Place,
    chemistry_wants,
    level_gain_db,
    wall,
    wall_wants,
)
from studio.scheduling.type_to_hear import TypeToHear
from studio.scheduling.voice_thread import VoiceThread
from studio.server.child_process import VoiceServerProcess
from studio.server.voices import voices_speaking
from studio.takes.recipe import TakeKey, recipe_for
from studio.takes.request_record import Purpose
from studio.takes.shelf import Shelf
from studio.takes.take import Take
from studio.takes.voice_print import difference, voice_print
from studio.tts import LOW_LATENCY, StreamConfig, TtsClient

SCENE = scene(("A", "I never said that it would be easy, did I?"), ("B", "No, you did not."))
VOICES = [Voice("embedded", voice.id, voice.name) for voice in voices_speaking("en")]


@pytest.fixture
def voices() -> Iterator[VoiceThread]:
    thread = VoiceThread(Shelf())
    thread.start()
    yield thread
    thread.close()


def _wait(thread: VoiceThread, condition: Callable[[], bool]) -> None:
    changed = threading.Event()
    disconnect = thread.changed.connect(changed.set)
    deadline = time.monotonic() + 30
    while not condition():
        changed.clear()
        if not condition():
            assert changed.wait(deadline - time.monotonic()), "it never came to that"
    disconnect()


def test_the_casting_wall(voices: VoiceThread) -> None:
    """One Line in many voices at once: each is made, shown as it arrives, equally loud, and compared
    with the scene's other voice."""
    line = SCENE.lines[0]
    wants = wall_wants(SCENE, line, VOICES + VOICES)
    assert len(wants) == MOST_VOICES
    assert {want.purpose for _, want in wants} == {Purpose.AUDITION}
    voices.audition(tuple(want for _, want in wants))
    shelf = voices._shelf

    def look(**others: Take) -> tuple[Place, ...]:
        known = {SpeakerId(name): take for name, take in others.items()}
        return wall(wants, shelf.take, voices.standing, known)

    _wait(voices, lambda: any(place.heard for place in look()))
    _wait(voices, lambda: all(place.heard for place in look()))
    other = shelf.take(wants[0][1].key)
    assert other is not None
    places = look(B=other)
    for place in places:
        assert place.heard is not None
        louder = place.heard.take.samples * 10 ** (place.heard.gain_db / 20)
        reached = loudness_of(np.clip(louder, -32768, 32767).astype(np.int16), TAKE_RATE)
        assert reached == pytest.approx(LEVEL_LUFS, abs=1.0)
    assert places[0].heard is not None
    assert places[0].heard.alike == (SpeakerId("B"),)
    assert any(place.heard and not place.heard.alike for place in places)


def test_an_audition_does_not_take_the_scene_away(voices: VoiceThread) -> None:
    """Wants of the scene and of the wall are made side by side; ending the audition leaves the scene."""
    shelf = voices._shelf
    (_, audition), *_ = wall_wants(SCENE, SCENE.lines[0], VOICES[5:6])
    from studio.scheduling.demand import draft_wants
    from studio.takes.recipe import draft_recipe

    wants = draft_wants(SCENE, draft_recipe)
    voices.want(wants)
    voices.audition((audition,))
    _wait(voices, lambda: {audition.key, *(want.key for want in wants)} <= shelf.keys())


def test_a_chemistry_read_makes_each_cast_and_nothing_twice() -> None:
    """Two casts of a few Lines: what they have in common is one Take."""
    a, b, c = VOICES[:3]
    casts = [
        {SpeakerId("A"): a, SpeakerId("B"): b},
        {SpeakerId("A"): a, SpeakerId("B"): c},
    ]
    first, second = chemistry_wants(SCENE, [line.id for line in SCENE.lines], casts)
    assert [want.line for want in first] == [want.line for want in second] == ["0", "1"]
    assert first[0].key == second[0].key
    assert first[1].key != second[1].key


def _vowel(pitch_hz: float, formant_hz: float) -> NDArray[np.int16]:
    """Two seconds of a hummed vowel: harmonics under one resonance."""
    time_s = np.arange(2 * TAKE_RATE) / TAKE_RATE
    harmonics = np.arange(1, int(8000 / pitch_hz)) * pitch_hz
    levels = 1 / (1 + ((harmonics - formant_hz) / 300) ** 2)
    sound = (levels[:, None] * np.sin(2 * np.pi * harmonics[:, None] * time_s)).sum(axis=0)
    return np.asarray(sound / np.abs(sound).max() * 12_000, np.int16)


@pytest.mark.parametrize("pitch", [80.0, 110.0, 165.0, 220.0, 330.0])
def test_pitch_is_found(pitch: float) -> None:
    """Within half a semitone, whatever the colour of the voice."""
    for formant in (500.0, 1500.0):
        found = voice_print(_vowel(pitch, formant))
        assert found is not None
        assert found.pitch_hz is not None
        assert abs(12 * np.log2(found.pitch_hz / pitch)) < 0.5


def test_voices_differ_by_pitch_or_by_colour() -> None:
    """An octave apart, or another resonance: easy to tell; the same twice: hard."""
    low, high, other = (
        voice_print(_vowel(*each)) for each in ((110, 500), (220, 500), (110, 2500))
    )
    assert low is not None
    assert high is not None
    assert other is not None
    assert difference(low, low).is_hard_to_hear
    assert difference(low, high).pitch_semitones == pytest.approx(12, abs=0.5)
    assert not difference(low, high).is_hard_to_hear
    assert difference(low, other).timbre_db > 4
    assert not difference(low, other).is_hard_to_hear


def test_silence_and_noise_have_no_pitch() -> None:
    """Nothing is made up where there is nothing to hear."""
    assert voice_print(np.zeros(TAKE_RATE, np.int16)) is None
    assert voice_print(np.ones(100, np.int16)) is None
    noise = np.random.default_rng(7).normal(0, 3000, TAKE_RATE).astype(np.int16)
    found = voice_print(noise)
    assert found is not None
    assert found.pitch_hz is None
    assert level_gain_db(Take(TakeKey("s"), np.zeros(TAKE_RATE, np.int16))) == 0.0


# --- type to hear --------------------------------------------------------------------------------


class _Ears:
    def __init__(self) -> None:
        self.pieces: list[NDArray[np.int16]] = []
        self.last_at = 0.0
        self.came = asyncio.Event()

    def hear(self, samples: NDArray[np.int16]) -> None:
        self.pieces.append(samples)
        self.last_at = time.monotonic()
        self.came.set()

    @property
    def seconds(self) -> float:
        return sum(map(len, self.pieces)) / TAKE_RATE


@asynccontextmanager
async def _typing(ears: _Ears, config: StreamConfig) -> AsyncIterator[TypeToHear]:
    server = VoiceServerProcess()
    try:
        address = await server.start()
        speech = TypeToHear(TtsClient(address.url, api_key=address.key), config, ears.hear)
        yield speech
        speech.interrupt()
        await speech.close()
    finally:
        await server.stop()


EAGER = StreamConfig(voice_id=1001, language="en", auto_mode=True, chunk_length_schedule=(5,))


async def test_the_first_sentence_is_heard_while_the_second_is_typed() -> None:
    """Token by token: sound begins at the end of the first sentence, before the end of the text."""
    ears = _Ears()
    async with _typing(ears, EAGER) as speech:
        for token in ("It ", "was ", "late. ", "And "):
            speech.type(token)
        await asyncio.wait_for(ears.came.wait(), 10)
        first = ears.seconds
        speech.type("nobody came, not even the rain.")
        await speech.finish()
        assert ears.seconds > first + 0.5


async def test_a_new_audition_silences_the_old_within_fifty_milliseconds() -> None:
    """From the call on nothing of the old is heard, and the new one sounds on the same connection."""
    ears = _Ears()
    async with _typing(ears, EAGER) as speech:
        speech.type("On and on it goes, and on, and on. " * 100)
        await asyncio.wait_for(ears.came.wait(), 10)
        interrupted_at = time.monotonic()
        silent = speech.interrupt()
        await silent
        assert ears.last_at <= interrupted_at + 0.05
        before = len(ears.pieces)
        session = speech._session
        recipe = recipe_for(SCENE, SCENE.lines[1], VOICES[3])
        assert recipe is not None
        speech.speak_as(recipe)
        speech.type(recipe.text)
        await speech.finish()
        assert len(ears.pieces) > before
        assert speech._session is session
        heard = sum(map(len, ears.pieces[before:])) / TAKE_RATE
        assert heard < 5


async def test_the_preset_for_haste_is_used() -> None:
    """Low latency speaks a first sentence without waiting for the end of the text."""
    ears = _Ears()
    config = StreamConfig(
        voice_id=1001,
        language="en",
        auto_mode=LOW_LATENCY.auto_mode,
        chunk_length_schedule=LOW_LATENCY.chunk_length_schedule,
    )
    async with _typing(ears, config) as speech:
        speech.type("This is the whole of the first sentence, and it is long enough. And")
        await asyncio.wait_for(ears.came.wait(), 10)
        await speech.finish()
