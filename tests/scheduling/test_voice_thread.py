"""Takes made by the real voice server, in its own process, over the real protocol."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from studio.document.values import Delivery, LineId, SpeakerId
from studio.errors import DeviceError
from studio.scheduling import voice_thread, ways
from studio.scheduling.demand import Want
from studio.scheduling.project_voices import ProjectVoices
from studio.scheduling.voice_thread import VoiceThread
from studio.scheduling.ways import VOICES_ENDED
from studio.server.child_process import VoiceServerProcess
from studio.takes.keeping import MemoryStore
from studio.takes.recipe import Recipe
from studio.takes.shelf import Shelf


def _want(text: str, lane: str = "anna", voice: int = 1001, language: str = "en") -> Want:
    recipe = Recipe(text, "embedded", voice, "", Delivery(language=language))
    return Want(LineId(text), SpeakerId(lane), recipe)


class _Voices:
    """A voice thread, and a way to wait for what it comes to."""

    def __init__(self) -> None:
        self.shelf = Shelf()
        self.thread = VoiceThread(self.shelf)
        self._changed = threading.Condition()
        self.thread.changed.connect(self._wake)

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def wait(self, condition: Callable[[], bool], seconds: float = 25.0) -> None:
        with self._changed:
            assert self._changed.wait_for(condition, seconds), "it never came to that"

    def wait_for(self, *wants: Want) -> None:
        self.wait(lambda: all(self.shelf.take(want.key) for want in wants))


@pytest.fixture
def voices() -> Iterator[_Voices]:
    voices = _Voices()
    voices.thread.start()
    yield voices
    voices.thread.close()


def test_what_is_wanted_is_made(voices: _Voices) -> None:
    """Every Line of two Lanes becomes a Take whose words have their places in text and sound."""
    wants = (
        _want("Good evening."),
        _want("Is it? Are you sure?", "ben", 1002),
        _want("Quite sure."),
    )
    voices.thread.want(wants)
    voices.wait_for(*wants)
    take = voices.shelf.take(wants[1].key)
    assert take is not None
    text = wants[1].recipe.text
    spoken = [text[word.start_character : word.end_character] for word in take.words]
    assert [word.strip("?.") for word in spoken] == ["Is", "it", "Are", "you", "sure"]
    starts = [word.start_sample for word in take.words]
    assert starts == sorted(starts)
    assert starts[0] >= 0
    assert take.words[-1].end_sample <= take.length_samples
    assert abs(take.samples).max() > 1000


def test_one_lane_may_change_its_language(voices: _Voices) -> None:
    """A Line in another language than the one before it is spoken in that language."""
    english = _want("Hand in Hand.", language="en")
    german = _want("Hand in Hand.", language="de")
    again = _want("And again.", language="en")
    voices.thread.want((english, german, again))
    voices.wait_for(english, german, again)
    one, other = voices.shelf.take(english.key), voices.shelf.take(german.key)
    assert one is not None
    assert other is not None
    assert one.samples.tolist() != other.samples.tolist()


def test_a_crowd_larger_than_the_contexts_is_spoken(voices: _Voices) -> None:
    """With 25 Speakers quiet Lanes make room for the others."""
    wants = tuple(_want(f"I am number {at}.", f"lane{at}", 1001 + at % 18) for at in range(25))
    voices.thread.want(wants)
    voices.wait_for(*wants)


def test_what_is_no_longer_wanted_is_not_made(voices: _Voices) -> None:
    """Taking back a long Line stops it; the next one does not wait for it."""
    long = _want("And on it goes, and on, and on. " * 250)
    voices.thread.want((long,))
    voices.wait(lambda: long.key in voices.thread.standing.coming)
    short = _want("Enough.")
    voices.thread.want((short,))
    voices.wait_for(short)
    assert voices.shelf.take(long.key) is None


@pytest.mark.allow_log("the voice server ended")
def test_the_voices_come_back_after_a_crash(voices: _Voices) -> None:
    """When the server dies, it is started again and what is still wanted is made."""
    first, second = _want("Before the crash."), _want("After the crash.")
    voices.thread.want((first,))
    voices.wait_for(first)
    os.kill(_server_pid(), signal.SIGKILL)
    voices.thread.want((second,))
    voices.wait_for(second)


@pytest.mark.allow_log("the voice server ended")
def test_a_crash_is_said_until_it_is_mended(voices: _Voices) -> None:
    """While a server that died is started again the trouble says so, wanted or not; then it is gone."""
    want = _want("Before the crash.")
    voices.thread.want((want,))
    voices.wait_for(want)
    said: list[str | None] = []
    voices.thread.changed.connect(
        lambda: said.append(str(voices.thread.trouble) if voices.thread.trouble else None)
    )
    os.kill(_server_pid(), signal.SIGKILL)
    voices.wait(lambda: any(said))
    assert next(each for each in said if each) == str(VOICES_ENDED())
    voices.wait(lambda: voices.thread.trouble is None)


def _server_pid() -> int:
    for listing in Path("/proc/self/task").glob("*/children"):
        for pid in listing.read_text().split():
            if b"serve" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"):
                return int(pid)
    raise AssertionError("no server runs")


def test_without_a_server_every_line_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    """Voices that cannot be started fail their Lines with one sentence; nothing hangs."""
    monkeypatch.setattr(ways, "VoiceServerProcess", lambda: VoiceServerProcess(("false",)))
    voices = _Voices()
    voices.thread.start()
    want = _want("Hello.")
    voices.thread.want((want,))
    voices.wait(lambda: want.key in voices.thread.standing.failed)
    assert isinstance(voices.thread.standing.failed[want.key], DeviceError)
    assert voices.thread.trouble is not None
    voices.thread.close()


@pytest.mark.parametrize(("gap", "expected"), [(30.0, 1), (-3600.0, 1), (15.0, 0)])
def test_after_sleep_or_a_jump_of_the_clock_the_connections_are_probed(
    gap: float, expected: int, voices: _Voices, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than 20 seconds between two looks: at once, and once. Nothing that is made suffers by it."""
    probes: list[object] = []
    probe = ProjectVoices.probe

    async def counted(of: ProjectVoices) -> None:
        probes.append(of)
        await probe(of)

    monkeypatch.setattr(ProjectVoices, "probe", counted)
    first, second = _want("Before."), _want("Afterwards.")
    voices.thread.want((first,))
    voices.wait_for(first)
    ahead = [0.0]
    monkeypatch.setattr(
        voice_thread, "time", SimpleNamespace(time=lambda: time.monotonic() + ahead[0])
    )
    looks: list[float] = []
    voices.thread.second_passed.connect(lambda: looks.append(ahead[0]))
    _until(lambda: bool(looks))
    probes.clear()
    ahead[0] = gap
    seen = len(looks)
    _until(lambda: len(looks) >= seen + 2)
    assert len(probes) == expected
    voices.thread.want((first, second))
    voices.wait_for(second)


def _until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    ends_at = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends_at
        time.sleep(0.01)


def test_closing_at_any_moment_ends_everything() -> None:
    """Closed before it has begun, or in the middle of a Line, nothing is left behind."""
    for wanted in ((), (_want("And on, and on. " * 200),)):
        voices = _Voices()
        voices.thread.start()
        voices.thread.want(wanted)
        if wanted:
            voices.wait(lambda v=voices: bool(v.thread.standing.coming))  # type: ignore[misc]
        voices.thread.close()
    never_started = VoiceThread(Shelf())
    never_started.close()


def test_what_is_asked_for_while_nobody_is_worked_for_waits(voices: _Voices) -> None:
    """Between two projects nothing is made, and so nothing is bought and lost; what is to be heard
    alone is made as soon as there is somewhere to keep it."""
    alone, shelf, store = _want("Is it? Are you sure?"), Shelf(), MemoryStore()
    voices.thread.rest().result(10)
    voices.thread.audition((alone,))
    assert voices.thread.run(lambda: asyncio.sleep(0)).result(10) is None
    assert voices.thread.books is None
    assert not voices.thread.standing.coming
    voices.thread.work_for(shelf, store)
    voices.wait(lambda: shelf.take(alone.key) is not None)
    assert voices.shelf.take(alone.key) is None
