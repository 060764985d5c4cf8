"""From a written scene to the loudspeakers, through every part: server, voices, mixer, device."""

from __future__ import annotations

import contextlib
import ctypes
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from sound import SoundServer

from studio.document.values import LineId
from studio.frames import PROJECT_RATE
from studio.playback.play_state import PlayState
from studio.studio import Studio
from studio.takes.line_state import LineState
from studio.timeline.mixer import Mixer

SCENE = """
ANNA: Is anybody in there? I have been waiting --
BEN: ^0.3 Nobody at all.
ANNA: That is what you said yesterday.
"""


@pytest.fixture
def studio(tmp_path: Path, sound: SoundServer) -> Iterator[Studio]:
    script = tmp_path / "scene.txt"
    script.write_text(SCENE, encoding="utf-8")
    studio = Studio()
    studio.show(studio.open(script).result(10))
    studio.start()
    yield studio
    studio.close()


def _wait(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.01)


def _spoken(studio: Studio) -> bool:
    return all(studio.state_of(line.id) is LineState.DRAFT for line in studio.document.lines)


def _mix(studio: Studio) -> NDArray[np.float32]:
    machinery = studio._machinery
    assert machinery is not None
    mixer = Mixer(studio.document, studio.timeline, machinery.making.shelf.take)
    return mixer.mix(0, studio.timeline.end_frame)


def test_what_is_played_is_what_is_mixed(studio: Studio, sound: SoundServer) -> None:
    """Every frame of the Mix comes out of the device, in order, with no gap and no click."""
    _wait(lambda: _spoken(studio))
    expected = _mix(studio)
    _assert_played(_recorded(studio, sound), expected)


def test_a_program_that_holds_the_interpreter_is_not_heard(
    studio: Studio, sound: SoundServer
) -> None:
    """For 450 ms at a time no other thread of the program can do anything: all the same every frame
    comes out, in order and without a gap."""
    _wait(lambda: _spoken(studio))
    expected = _mix(studio)
    with _interpreter_held():
        recorded = _recorded(studio, sound)
    _assert_played(recorded, expected)


@contextlib.contextmanager
def _interpreter_held() -> Iterator[None]:
    # Through `PyDLL` a call keeps the interpreter to itself until it returns.
    hold, ends = ctypes.PyDLL(None).usleep, threading.Event()

    def hold_again_and_again() -> None:
        while not ends.wait(0.05):
            hold(450_000)

    holding = threading.Thread(target=hold_again_and_again)
    holding.start()
    try:
        yield
    finally:
        ends.set()
        holding.join()


def _recorded(studio: Studio, sound: SoundServer) -> NDArray[np.float32]:
    with sound.record() as heard:
        studio.play(0)
        _wait(lambda: studio.transport_state is PlayState.STOPPED)
        return heard.wait_for_silence(0.3)


def _assert_played(recorded: NDArray[np.float32], expected: NDArray[np.float32]) -> None:
    loud = np.abs(expected).max(axis=1) > 0.01
    first = int(np.argmax(loud))
    start = int(np.argmax(np.abs(recorded).max(axis=1) > 0.005)) - first
    offsets = range(start - 200, start + 200)
    probe = expected[first : first + 4800, 0]
    best = min(offsets, key=lambda at: _distance(recorded[at + first :][: len(probe), 0], probe))
    played = recorded[best : best + len(expected)]
    assert len(played) == len(expected)
    assert np.max(np.abs(played - expected)) < 1e-3


def _distance(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    return float(np.abs(a[: len(b)] - b[: len(a)]).sum())


def test_pressing_play_at_once_waits_and_then_sounds(studio: Studio, sound: SoundServer) -> None:
    """Play before anything was spoken is no mistake: the scene begins as soon as it can."""
    with sound.record() as heard:
        studio.play(0)
        heard.wait_for(1.0)
    studio.stop()
    assert studio.transport_state is PlayState.STOPPED


def test_the_playhead_follows_the_sound(studio: Studio) -> None:
    """A second of listening moves the playhead by a second, and stopping keeps it there."""
    _wait(lambda: _spoken(studio))
    studio.play(0)
    _wait(lambda: studio.playhead > PROJECT_RATE // 10)
    before, since = studio.playhead, time.monotonic()
    _wait(lambda: time.monotonic() - since > 1.0)
    moved = (studio.playhead - before) / PROJECT_RATE
    passed = time.monotonic() - since
    studio.stop()
    stopped_at = studio.playhead
    assert moved == pytest.approx(passed, abs=0.1)
    _wait(lambda: time.monotonic() - since > 1.2)
    assert studio.playhead == stopped_at


def test_each_line_tells_how_far_it_is(studio: Studio) -> None:
    """Lines are announced as they are finished, on whatever thread that happens."""
    told = threading.Event()
    disconnect = studio.takes_changed.connect(told.set)
    _wait(lambda: _spoken(studio))
    disconnect()
    assert told.is_set()
    assert studio.state_of(LineId("nobody")) is LineState.MISSING
    assert [clip.take is None for clip in studio.timeline.clips] == [False] * 3
