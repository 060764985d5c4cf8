"""The whole way of the sound: transport, feeder, ring, audio process, device; heard by a recorder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from sound import SoundServer, breaks, describe, level_db, sounding_part, strongest_frequency
from sources import RATE, Tone, tone, wait_until

from studio.playback.sound_output import SoundOutput
from studio.playback.transport import PlayState, Transport

DEVICE = "Sound goes to"
LATENCY_FRAMES = RATE // 10


@pytest.fixture
def output(sound: SoundServer) -> SoundOutput:
    return SoundOutput()


@pytest.fixture
def transport(output: SoundOutput) -> Iterator[Transport]:
    transport = Transport(output)
    transport.start()
    yield transport
    transport.close()


def wait_for_device(transport: Transport) -> None:
    wait_until(lambda: DEVICE in str(transport.output_description))


def left(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """What sounds, of one channel, without the first 10 ms, which fade in."""
    return samples[sounding_part(samples), 0][RATE // 100 :]


def test_a_tone_is_heard_as_it_was_mixed(sound: SoundServer, transport: Transport) -> None:
    """Pressed before the process is even there: right pitch and level, no gap, then the end."""
    transport.set_source(Tone(seconds=1.2))
    with sound.record() as heard:
        transport.play()
        assert transport.state is PlayState.PLAYING
        samples = heard.wait_for_silence(0.3)
    part = sounding_part(samples)
    assert abs(part.stop - part.start - 1.2 * RATE) < 0.01 * RATE
    assert np.array_equal(samples[:, 0], samples[:, 1])
    steady = left(samples)[: round(1.18 * RATE)]
    assert abs(strongest_frequency(steady) - 440) < 0.05
    assert abs(level_db(steady) - level_db(tone(0, RATE)[:, 0])) < 0.01
    assert breaks(steady, 440) == []
    assert transport.state is PlayState.STOPPED
    assert transport.playhead == 1.2 * RATE


def test_the_playhead_is_what_is_being_heard(sound: SoundServer, transport: Transport) -> None:
    """While a tone sounds, the playhead agrees with what a recorder has heard so far."""
    transport.set_source(Tone())
    wait_for_device(transport)
    differences = []
    with sound.record() as heard:
        transport.play()
        heard.wait_for(0.3)
        for _ in range(20):
            playhead = transport.playhead
            samples = heard.samples
            differences.append(playhead - (len(samples) - sounding_part(samples).start))
            time.sleep(0.017)
    # The recorder itself hears a little late, in pieces of up to 20 ms.
    late_ms = np.array(differences) / RATE * 1000
    assert -20 < np.median(late_ms) < 50
    assert np.ptp(late_ms) < 60


def test_pausing_is_silent_within_30_ms(
    sound: SoundServer, output: SoundOutput, transport: Transport
) -> None:
    """Of what had not been handed to the device when stop was called, 30 ms at most are heard."""
    transport.set_source(Tone())
    wait_for_device(transport)
    for _ in range(3):
        with sound.record() as heard:
            began = output.ring.written
            transport.play(0)
            wait_until(lambda began=began: output.ring.read > began + RATE // 3)
            handed_out = output.ring.read
            wait_until(lambda handed_out=handed_out: output.ring.read > handed_out)
            handed_out = output.ring.read - began
            transport.pause()
            assert transport.state is PlayState.STOPPED
            samples = heard.wait_for_silence(0.3)
        part = sounding_part(samples)
        assert 0 < part.stop - part.start - handed_out < 0.03 * RATE
        before_the_fade = left(samples)[: handed_out - RATE // 100 - 100]
        assert breaks(before_the_fade, 440) == []
        steepest = np.abs(np.diff(samples[part.start : part.stop + 100, 0])).max()
        assert steepest < 1.2 * np.abs(np.diff(tone(0, RATE)[:, 0])).max()


def test_a_paused_playhead_goes_on_where_it_was_heard(
    sound: SoundServer, transport: Transport
) -> None:
    """Pause leaves the playhead at what was heard; play goes on there; seek moves it silently."""
    transport.set_source(Tone())
    wait_for_device(transport)
    with sound.record() as heard:
        transport.play(RATE)
        heard.wait_for(0.3)
        transport.pause()
        stopped_at = transport.playhead
        assert 1.2 * RATE < stopped_at < 2 * RATE
        time.sleep(0.1)
        assert transport.playhead == stopped_at
        transport.play()
        assert stopped_at <= transport.playhead < stopped_at + RATE // 2
        transport.pause()
        transport.seek(5 * RATE)
    assert transport.playhead == 5 * RATE
    assert transport.state is PlayState.STOPPED


def test_seeking_while_playing_is_heard_at_once(
    sound: SoundServer, output: SoundOutput, transport: Transport
) -> None:
    """The new place sounds within 60 ms of what the device had, with no gap and no click between."""

    class TwoTones(Tone):
        def mix(self, start_frame: int, frames: int) -> NDArray[np.float32]:
            return tone(start_frame, frames, 440 if start_frame < 30 * RATE else 880)

    transport.set_source(TwoTones())
    wait_for_device(transport)
    with sound.record() as heard:
        transport.play(0)
        heard.wait_for(0.4)
        handed_out = output.ring.read
        transport.seek(30 * RATE)
        assert transport.playhead == 30 * RATE
        samples = heard.wait_for(0.9)
    sounding = left(samples)[: round(0.8 * RATE)]
    high = [
        strongest_frequency(sounding[at : at + 960]) > 660 for at in range(0, len(sounding), 480)
    ]
    assert not high[0]
    assert high[-1]
    assert high == sorted(high), "it went back to the old place"
    assert (high.index(True) + 1) * 480 - handed_out < 0.06 * RATE
    loudness = [np.abs(sounding[at : at + 240]).max() for at in range(0, len(sounding), 240)]
    assert min(loudness) > 0.2, "a gap between the old place and the new"
    assert np.abs(np.diff(sounding)).max() < 1.2 * np.abs(np.diff(tone(0, RATE, 880)[:, 0])).max()


def test_a_new_source_with_the_same_sound_cannot_be_heard(
    sound: SoundServer, transport: Transport
) -> None:
    """Editing far from the playhead, many times a second, leaves no trace in what is heard."""
    transport.set_source(Tone())
    wait_for_device(transport)
    with sound.record() as heard:
        transport.play(0)
        for _ in range(20):
            transport.set_source(Tone())
            time.sleep(0.03)
        samples = heard.wait_for(0.7)
    steady = left(samples)
    assert breaks(steady, 440, larger_than=1e-4) == []


def test_what_is_not_ready_is_waited_for(sound: SoundServer, transport: Transport) -> None:
    """Silence and the state waiting, then on by itself, and what was mixed is heard in full."""
    source = Tone(seconds=1.0)
    source.ready_frame = RATE // 2
    states = []
    transport.changed.connect(lambda: states.append(transport.state))
    transport.set_source(source)
    with sound.record() as heard:
        transport.play()
        wait_until(lambda: transport.state is PlayState.WAITING)
        wait_until(lambda: transport.playhead == RATE // 2)
        heard.wait_for_silence(0.2)
        source.ready_frame = source.end_frame
        wait_until(lambda: transport.state is PlayState.STOPPED)
        samples = heard.wait_for_silence(0.2)
    order = [state for at, state in enumerate(states) if at == 0 or states[at - 1] is not state]
    assert order == [PlayState.PLAYING, PlayState.WAITING, PlayState.PLAYING, PlayState.STOPPED]
    silent = np.flatnonzero(np.abs(samples[:, 0]) > 1e-4)
    gap = int(np.diff(silent).argmax())
    first, second = silent[gap] + 1, silent[gap + 1]
    assert second - first > RATE // 10
    part = sounding_part(samples)
    heard_frames = (first - part.start) + (part.stop - second)
    assert abs(heard_frames - RATE) < 0.03 * RATE


HOLDING_EVERYTHING_UP = """
import ctypes, sys, time
sys.path.insert(0, sys.argv[1])
from sources import RATE, Tone
from studio.playback.sound_output import SoundOutput
from studio.playback.transport import Transport

transport = Transport(SoundOutput())
transport.set_source(Tone())
transport.start()
transport.play()
while transport.playhead < RATE // 4:
    time.sleep(0.01)
sleep_with_the_lock_held = ctypes.PyDLL(None).usleep
for _ in range(5):
    sleep_with_the_lock_held(480_000)
    time.sleep(0.02)
print("done", flush=True)
sys.stdin.read()
transport.close()
"""


def start_program(text: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", text, str(Path(__file__).parent)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_no_gap_while_the_program_is_held_up(sound: SoundServer) -> None:
    """With the interpreter's lock held for 480 ms five times in a row, not a frame is missing."""
    with sound.record() as heard:
        program = start_program(HOLDING_EVERYTHING_UP)
        assert program.stdout is not None
        assert program.stdout.readline() == "done\n"
        samples = heard.wait_for(2.5)
        program.communicate("", timeout=10)
    assert program.returncode == 0
    steady = left(samples[: -RATE // 4])
    assert len(steady) > 2 * RATE, describe(samples)
    assert breaks(steady, 440) == []


def test_a_killed_program_leaves_no_audio_process(sound: SoundServer) -> None:
    """After SIGKILL its audio process ends by itself, and the sound with it."""
    program = start_program(HOLDING_EVERYTHING_UP.replace("480_000", "1"))
    assert program.stdout is not None
    assert program.stdin is not None
    assert program.stdout.readline() == "done\n"
    children = Path(f"/proc/{program.pid}/task/{program.pid}/children")
    keepers = Path(f"/proc/{program.pid}/task").glob("*/children")
    child = next(int(pid) for each in (children, *keepers) for pid in each.read_text().split())
    with sound.record() as heard:
        program.kill()
        program.wait(10)
        wait_until(lambda: not is_running(child), 5.0)
        wait_until(lambda: not heard.samples[-RATE // 10 :].any(), 5.0)
    program.stdin.close()
    program.stdout.close()


def is_running(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


@pytest.mark.allow_log("the audio process ended with status -9")
def test_a_dead_audio_process_is_started_again_and_goes_on(
    sound: SoundServer, output: SoundOutput, transport: Transport
) -> None:
    """Killed while playing: the user is told, a new one takes over, and no frame is skipped."""
    told = []
    transport.changed.connect(lambda: told.append(str(transport.output_description)))
    transport.set_source(Tone(seconds=2))
    wait_for_device(transport)
    first = output.process_id
    assert first is not None
    with sound.record() as heard:
        transport.play(0)
        heard.wait_for(0.3)
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: any("is started again" in each for each in told))
        assert transport.state is PlayState.PLAYING
        wait_until(lambda: transport.state is PlayState.STOPPED)
    assert output.process_id != first
    assert DEVICE in told[-1]
    part = heard.samples[sounding_part(heard.samples)]
    silent_frames = int((np.abs(part).max(axis=1) == 0).sum())
    # What the dead process had handed to the device is lost, nothing else.
    assert 2 * RATE - LATENCY_FRAMES * 2 < len(part) - silent_frames <= 2 * RATE + 1_000
    assert transport.playhead == 2 * RATE


def test_a_new_level_is_heard_at_once(
    sound: SoundServer, output: SoundOutput, transport: Transport
) -> None:
    """Gain, pan, mute and solo: of what the device has not taken yet, 20 ms and one of its blocks at
    most sound as before; then 10 ms of change, without a click."""
    transport.set_source(Tone())
    wait_for_device(transport)
    with sound.record() as heard:
        transport.play(0)
        heard.wait_for(0.4)
        began = output.ring.read
        wait_until(lambda: output.ring.read > began)
        block = output.ring.read - began
        handed_out = output.ring.read
        transport.set_source(Tone(level=0.1))
        samples = heard.wait_for(0.9)
    part = samples[sounding_part(samples), 0][: round(0.85 * RATE)]
    loudness = np.array(
        [np.abs(part[at : at + 240]).max() for at in range(0, len(part) - 240, 240)]
    )
    soft = int(np.flatnonzero(loudness > 0.2)[-1] + 1) * 240
    assert soft - handed_out < RATE * 20 // 1000 + block + RATE * 10 // 1000 + 240
    assert np.abs(loudness[soft // 240 + 2 :] - 0.1).max() < 0.01
    steady = part[RATE // 100 :]
    assert np.abs(np.diff(steady)).max() < 1.2 * np.abs(np.diff(tone(0, RATE)[:, 0])).max()
