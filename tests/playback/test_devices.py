"""Which device sounds: the one asked for, what is there instead, and never another by itself."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from sound import SoundServer, sound_server, sounding_part, strongest_frequency
from sources import RATE, Tone, wait_until

from studio.errors import DeviceError
from studio.playback.play_state import PlayState
from studio.playback.process_messages import Device
from studio.playback.sound_output import SoundOutput
from studio.playback.transport import Transport

_HEADPHONES = "pcm.headphones {{ type pulse device headphones server {server} }}\n"


@dataclass(frozen=True, slots=True)
class Room:
    """Loudspeakers, which are the system's, and headphones that can be plugged in and out."""

    server: SoundServer
    transport: Transport
    output: SoundOutput

    def plug_in(self) -> None:
        self.server.control(
            *("load-module", "module-null-sink", "sink_name=headphones", "norewinds=1"),
            *("rate=48000", "channels=2", "format=float32le"),
        )

    def pull_out(self) -> None:
        modules = self.server.control("list", "short", "modules").splitlines()
        number = next(row.split()[0] for row in modules if "sink_name=headphones" in row)
        self.server.control("unload-module", number)

    def says(self, words: str) -> None:
        wait_until(lambda: words in str(self.transport.output_description), 15.0)


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sound: SoundServer) -> Iterator[Room]:
    """`sound` is asked for so that these count as tests in real time."""
    with sound_server(tmp_path) as server:
        with (tmp_path / "asound.conf").open("a", encoding="ascii") as configuration:
            configuration.write(_HEADPHONES.format(server=server.environment["PULSE_SERVER"]))
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        output = SoundOutput()
        transport = Transport(output)
        transport.set_source(Tone())
        transport.start()
        yield Room(server, transport, output)
        transport.close()


def test_the_devices_that_are_there_are_listed(room: Room) -> None:
    """Each by its name, and which one is the system's; asked while another sounds."""
    room.says("system's output device")
    assert room.transport.output_devices() == (
        Device("default", is_default=True),
        Device("headphones", is_default=False),
    )


def test_a_device_is_chosen_by_its_name(room: Room) -> None:
    """From then on it sounds there, and its latency is known as a number."""
    room.plug_in()
    room.says("system's output device")
    room.transport.play()
    wait_until(lambda: room.transport.playhead > RATE // 4)
    room.transport.choose_output("headphones")
    room.says("Sound goes to headphones")
    assert room.transport.output_device == "headphones"
    assert RATE // 100 < room.transport.output_latency_frames < RATE // 2
    with room.server.record() as heard:
        samples_at = len(heard.samples)
        was = room.transport.playhead
        wait_until(lambda: room.transport.playhead > was + RATE // 2)
        assert not heard.samples[samples_at:].any(), "still heard from the loudspeakers"
        assert room.transport.state is PlayState.PLAYING
        room.transport.choose_output(None)
        room.says("system's output device")
        samples = heard.wait_for(0.4)
    steady = samples[sounding_part(samples), 0][RATE // 50 : RATE // 4]
    assert abs(strongest_frequency(steady) - 440) < 1


def test_nothing_is_skipped_when_the_device_is_changed(room: Room) -> None:
    """The playhead goes on where it was: only what the old device still held is lost."""
    room.plug_in()
    room.says("system's output device")
    room.transport.play()
    wait_until(lambda: room.transport.playhead > RATE // 4)
    room.transport.choose_output("headphones")
    before, heads = room.transport.playhead, []
    deadline = time.monotonic() + 2.0
    while time.monotonic() < deadline:
        heads.append(room.transport.playhead)
        time.sleep(0.005)
    steps = np.diff([before, *heads])
    assert steps.min() >= 0
    assert steps.max() < RATE // 5


def test_one_that_is_not_there_is_not_replaced_unasked(room: Room) -> None:
    """Chosen but not connected: silence that says so; play again, and it is the system's device."""
    room.transport.choose_output("USB Headset")
    room.says("USB Headset is not connected")
    room.transport.play()
    wait_until(lambda: room.transport.playhead > RATE // 4)
    with room.server.record() as heard:
        room.transport.pause()
        assert not heard.samples.any()
        wait_until(lambda: time.monotonic() - room.output._began > 3.1)
        room.transport.play()
        room.says("system's output device")
        heard.wait_for(0.2)
    assert room.transport.output_device == "USB Headset"


def test_headphones_that_are_pulled_out_pause_the_playing(room: Room) -> None:
    """It says so, stays at the place, is not heard from the loudspeakers; the next press is."""
    room.plug_in()
    room.transport.choose_output("headphones")
    room.says("Sound goes to headphones")
    room.transport.play()
    wait_until(lambda: room.transport.playhead > RATE)
    with room.server.record() as heard:
        room.pull_out()
        wait_until(lambda: room.transport.state is PlayState.STOPPED)
        assert "no longer answers" in str(room.transport.interruption)
        at = room.transport.playhead
        assert RATE < at < 10 * RATE
        room.says("No sound")
        # What the sound system had taken from us already may still come, but no more than that.
        assert len(np.flatnonzero(np.abs(heard.samples).max(axis=1))) < RATE // 20
        played = len(heard.samples)
        assert room.transport.playhead == at
        wait_until(lambda: time.monotonic() - room.output._began > 3.1)
        room.transport.play()
        assert room.transport.interruption is None
        room.says("system's output device")
        wait_until(lambda: np.abs(heard.samples[played:]).max(initial=0) > 0.4)
    assert room.transport.playhead > at


def test_after_the_machine_slept_it_does_not_talk_on(room: Room) -> None:
    """Held still for longer than five seconds: paused at its place, and it says why."""
    room.says("system's output device")
    room.transport.play()
    wait_until(lambda: room.transport.playhead > RATE // 2)
    process = room.output.process_id
    assert process is not None
    os.kill(process, signal.SIGSTOP)
    asleep_until = time.monotonic() + 5.5
    wait_until(lambda: time.monotonic() > asleep_until)
    os.kill(process, signal.SIGCONT)
    wait_until(lambda: room.transport.state is PlayState.STOPPED)
    assert "because the computer slept" in str(room.transport.interruption)
    at = room.transport.playhead
    room.says("system's output device")
    room.transport.play()
    wait_until(lambda: room.transport.playhead > at + RATE // 10)


def test_listing_without_the_library_is_a_sentence(no_library: None) -> None:
    """Where PortAudio is missing, asking for devices names the remedy."""
    output = SoundOutput()
    with pytest.raises(DeviceError, match=r"PortAudio is missing\. Install"):
        output.devices()
    output.close()
