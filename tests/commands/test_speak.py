"""`speak` as its own process: what comes in is spoken while it comes, and Ctrl+C is heard."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from sound import Heard, SoundServer

from studio.audio.sound_file import read_sound_file
from studio.frames import TAKE_RATE
from studio.own_program import own_program

TEXT = "Good evening. This was piped in, and it is spoken as it comes. That is all."


def _speak(*arguments: str, text: str = TEXT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        own_program("speak", *arguments),
        input=text,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts `speak` with a pipe that stays open; whatever happens it is ended afterwards."""
    started: list[subprocess.Popen[bytes]] = []

    def go(*arguments: str, **more: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            own_program("speak", *arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **more},
        )
        started.append(process)
        return process

    yield go
    for process in started:
        process.kill()
        process.communicate()


def _wait_for_sound(heard: Heard) -> None:
    """The recording gives up after ten seconds; two programs may take longer to start."""
    for _ in range(3):
        with contextlib.suppress(AssertionError):
            heard.wait_for(0.5)
            return
    heard.wait_for(0.5)


@pytest.mark.parametrize("chunking", ["low-latency", "balanced", "high-quality"])
def test_what_is_piped_in_becomes_a_sound_file(tmp_path: Path, chunking: str) -> None:
    """All of it, whatever is gathered before it is spoken."""
    out = tmp_path / "o.wav"
    done = _speak("--voice", "1001", "-o", str(out), "--chunking", chunking)
    assert (done.returncode, done.stderr) == (0, "")
    sound, rate = read_sound_file(out)
    assert rate == TAKE_RATE
    assert 2.5 < len(sound) / rate < 12
    assert abs(sound).max() > 0.05


def test_a_voice_is_known_by_its_name(tmp_path: Path) -> None:
    """By name in any case; nobody of that name is one sentence and no file."""
    from studio.server.voices import all_voices

    name = all_voices()[3].name.upper()
    assert _speak("--voice", name, "-o", str(tmp_path / "o.wav"), text="Hi.").returncode == 0
    refused = _speak("--voice", "Nobody at all", "-o", str(tmp_path / "p.wav"))
    assert refused.returncode == 2
    assert "Nobody at all" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert not (tmp_path / "p.wav").exists()


def test_no_text_is_no_speech(tmp_path: Path) -> None:
    """An empty pipe ends well, with an empty file."""
    out = tmp_path / "o.wav"
    assert _speak("--voice", "1001", "-o", str(out), text="").returncode == 0
    assert len(read_sound_file(out)[0]) == 0


def test_letters_may_arrive_in_pieces(
    tmp_path: Path, start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    """A letter of several bytes cut in two by the pipe is one letter."""
    out = tmp_path / "o.wav"
    process = start("--voice", "1001", "-o", str(out))
    assert process.stdin is not None
    for byte in "Zoë läuft. Ende.".encode():
        process.stdin.write(bytes([byte]))
        process.stdin.flush()
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (0, b"")
    assert len(read_sound_file(out)[0]) > TAKE_RATE // 2


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
def test_ctrl_c_is_a_barge_in_and_twice_is_the_end(
    start: Callable[..., subprocess.Popen[bytes]], sound: SoundServer
) -> None:
    """The first silences what is spoken and new text is heard; two within two seconds leave with 130."""
    process = start("--voice", "1001")
    assert process.stdin is not None
    with sound.record() as heard:
        process.stdin.write(b"On and on it goes, and it does not want to end. " * 40)
        process.stdin.flush()
        _wait_for_sound(heard)
        process.send_signal(signal.SIGINT)
        heard.wait_for_silence(0.5)
        assert process.poll() is None
        process.stdin.write(b"Something new, and that is heard. And more. ")
        process.stdin.flush()
        _wait_for_sound(heard)
    deadline = time.monotonic() + 10
    while process.poll() is None and time.monotonic() < deadline:
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.2)
    _, errors = process.communicate(timeout=10)
    assert process.returncode == 130
    assert b"Traceback" not in errors


def test_speech_is_heard_while_the_text_still_comes(
    start: Callable[..., subprocess.Popen[bytes]], sound: SoundServer
) -> None:
    """The pipe stays open and the first sentence sounds; at its end all of it has been heard."""
    process = start("--voice", "1001")
    assert process.stdin is not None
    with sound.record() as heard:
        process.stdin.write(b"This is the first of two sentences, and it is not short. And then")
        process.stdin.flush()
        _wait_for_sound(heard)
        process.stdin.write(b" comes the other one.")
        process.stdin.close()
        process.stdin = None
        assert process.wait(30) == 0
        recorded = heard.wait_for_silence(0.2)
    assert np.count_nonzero(np.abs(recorded).max(axis=1) > 0.01) > 48_000
