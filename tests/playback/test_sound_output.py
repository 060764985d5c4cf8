"""Where the sound goes when there is no way out, and when the way out is lost."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sound import SoundServer, sound_server
from sources import RATE, Tone, wait_until

from studio.playback.sound_output import SoundOutput
from studio.playback.transport import PlayState, Transport


@contextmanager
def started() -> Iterator[tuple[SoundOutput, Transport]]:
    output = SoundOutput()
    transport = Transport(output)
    transport.start()
    try:
        yield output, transport
    finally:
        transport.close()


def said(transport: Transport) -> str:
    return str(transport.output_description)


def plays_by_the_clock(transport: Transport) -> None:
    transport.set_source(Tone(seconds=1.0))
    transport.play(0)
    wait_until(lambda: transport.playhead > 0)
    offset = transport.playhead - time.perf_counter() * RATE
    while transport.state is PlayState.PLAYING and transport.playhead < 0.9 * RATE:
        drift = transport.playhead - time.perf_counter() * RATE - offset
        assert abs(drift) < 0.1 * RATE
        time.sleep(0.02)
    wait_until(lambda: transport.state is PlayState.STOPPED)
    assert transport.playhead == RATE


def test_without_a_device_everything_plays_in_silence() -> None:
    """No device: it says so with a remedy, and a scene plays at its pace to its end all the same."""
    with started() as (_, transport):
        wait_until(lambda: said(transport).startswith("No sound: this machine offers no sound"))
        assert "Connect one" in said(transport)
        plays_by_the_clock(transport)


def test_without_the_system_library_everything_plays_in_silence(no_library: None) -> None:
    """No PortAudio: the package to install is named, and a scene plays all the same."""
    with started() as (_, transport):
        wait_until(lambda: "PortAudio is missing" in said(transport))
        assert "libportaudio2" in said(transport)
        plays_by_the_clock(transport)


@pytest.mark.allow_log("the audio process ended with status -11")
def test_a_device_that_kills_its_process_is_left_alone_in_the_end(sound: SoundServer) -> None:
    """After three crashes in a row the clock goes on without the device, and it says so."""
    with started() as (output, transport):
        killed = set()
        while len(killed) < 3:
            wait_until(lambda: output.process_id not in killed and "goes to" in said(transport))
            process = output.process_id
            assert process is not None
            killed.add(process)
            os.kill(process, signal.SIGSEGV)
            wait_until(lambda: "is started again" in said(transport))
        wait_until(lambda: "each attempt to use the sound device" in said(transport))
        plays_by_the_clock(transport)


def test_a_lost_device_stops_the_playing_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sound server goes away: playing stops, says so, and play goes on with what there is."""
    with sound_server(tmp_path) as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        told: list[str] = []
        with started() as (_, transport):
            transport.changed.connect(lambda: told.append(said(transport)))
            transport.set_source(Tone())
            transport.play()
            wait_until(lambda: transport.playhead > RATE // 2)
            os.kill(server.process_id, signal.SIGKILL)
            wait_until(lambda: transport.state is PlayState.STOPPED)
            assert RATE // 2 < transport.playhead < 5 * RATE
            assert any("no longer answers" in each for each in told)
            wait_until(lambda: said(transport).startswith("No sound"))
            stopped_at = transport.playhead
            transport.play()
            wait_until(lambda: transport.playhead > stopped_at + RATE // 10)


@pytest.mark.by_the_clock
def test_closing_ends_everything_without_force(sound: SoundServer) -> None:
    """Closed while playing, or before it ever got going: the process is gone well within 2 s."""
    for moment in (0.0, 0.05, 0.6):
        with started() as (output, transport):
            transport.set_source(Tone())
            transport.play()
            time.sleep(moment)
            process = output.process_id
            began = time.monotonic()
        assert time.monotonic() - began < 1.9
        assert process is None or not Path(f"/proc/{process}").exists()


@pytest.mark.by_the_clock
def test_a_process_that_does_not_end_is_ended_by_force(sound: SoundServer) -> None:
    """A frozen audio process holds the program up for two seconds, not for ever."""
    with started() as (output, transport):
        wait_until(lambda: "goes to" in said(transport))
        process = output.process_id
        assert process is not None
        os.kill(process, signal.SIGSTOP)
        began = time.monotonic()
    assert time.monotonic() - began < 4.0


def test_ctrl_c_is_for_the_program_to_decide(sound: SoundServer) -> None:
    """The interrupt a terminal sends to the whole group does not end the audio process."""
    with started() as (output, transport):
        wait_until(lambda: "goes to" in said(transport))
        process = output.process_id
        assert process is not None
        os.kill(process, signal.SIGINT)
        transport.set_source(Tone(seconds=0.2))
        transport.play()
        wait_until(lambda: transport.state is PlayState.STOPPED)
        assert output.process_id == process
