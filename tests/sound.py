"""Sound that tests can hear: a PulseAudio server of our own with a sink that leads nowhere.

No test ever reaches a sound server or a card of the machine: before any test runs, every way out
leads to a place where nobody listens. The fixture `sound` opens the one way to our own server, for
this process and its children, and `sound.record()` gives back what came out, as numbers.
"""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

RATE = 48_000
_SINK = "studio"
_START_SECONDS = 10.0
_PATIENCE_SECONDS = 30.0

# PortAudio finds one device, which is PulseAudio's; cards of the machine cannot be opened.
_ALSA_CONFIGURATION = "pcm.!default { type pulse }\nctl.!default { type pulse }\n"


@dataclass(frozen=True, slots=True)
class Heard:
    """A recording in progress; grows until it is stopped."""

    _pieces: list[bytes] = field(default_factory=list)

    @property
    def samples(self) -> NDArray[np.float32]:
        """All that came out so far, as (frames, 2)."""
        joined = b"".join(self._pieces)
        return np.frombuffer(joined[: len(joined) // 8 * 8], np.float32).reshape(-1, 2)

    def wait_for(self, seconds: float, louder_than: float = 1e-4) -> NDArray[np.float32]:
        """What came out, once `seconds` of it lie behind the first frame that is not silent."""
        deadline = time.monotonic() + seconds + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            samples = self.samples
            sounding = np.flatnonzero(np.abs(samples).max(axis=1) > louder_than)
            if len(sounding) and len(samples) - sounding[0] >= seconds * RATE:
                return samples
            time.sleep(0.02)
        raise AssertionError(f"no {seconds} s of sound: {describe(self.samples)}")

    def wait_for_silence(self, seconds: float) -> NDArray[np.float32]:
        """What came out, once its last `seconds` are silent and something was heard before."""
        deadline = time.monotonic() + seconds + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            samples = self.samples
            if len(samples) > seconds * RATE:
                tail = samples[-int(seconds * RATE) :]
                if not tail.any() and samples.any():
                    return samples
            time.sleep(0.02)
        raise AssertionError(f"no {seconds} s of silence: {describe(self.samples)}")


@dataclass(frozen=True, slots=True)
class SoundServer:
    """A server with one stereo sink at 48 kHz that keeps every sample as it was played."""

    folder: Path
    environment: dict[str, str]
    process_id: int

    @contextmanager
    def record(self) -> Iterator[Heard]:
        """Record from now on; the sound of the block before is not in it."""
        recorder = subprocess.Popen(
            [
                "parec",
                *("--device", f"{_SINK}.monitor", "--raw"),
                *("--format=float32le", f"--rate={RATE}", "--channels=2", "--latency-msec=20"),
            ],
            env=os.environ | self.environment,
            stdout=subprocess.PIPE,
        )
        assert recorder.stdout is not None
        # So that nothing is lost while a test holds the interpreter: more than two seconds fit in.
        fcntl.fcntl(recorder.stdout.fileno(), fcntl.F_SETPIPE_SZ, 1 << 20)
        heard = Heard()
        started = threading.Event()

        def listen() -> None:
            assert recorder.stdout is not None
            while piece := os.read(recorder.stdout.fileno(), 65_536):
                heard._pieces.append(piece)
                started.set()

        listener = threading.Thread(target=listen, name="recorder")
        listener.start()
        try:
            assert started.wait(_START_SECONDS), "the recorder hears nothing, not even silence"
            yield heard
        finally:
            recorder.kill()
            listener.join()
            recorder.communicate()

    def control(self, *words: str) -> str:
        """Ask the server, as `pactl` does."""
        return subprocess.run(
            ["pactl", *words],
            env=os.environ | self.environment,
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        ).stdout


@contextmanager
def sound_server(folder: Path) -> Iterator[SoundServer]:
    """Run a server whose every file lies in `folder`."""
    folder.chmod(0o700)
    socket = folder / "native"
    configuration = folder / "asound.conf"
    configuration.write_text(_ALSA_CONFIGURATION, encoding="ascii")
    environment = {
        "PULSE_SERVER": f"unix:{socket}",
        "PULSE_COOKIE": str(folder / "cookie"),
        "ALSA_CONFIG_PATH": str(configuration),
    }
    private = {
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "PULSE_RUNTIME_PATH": str(folder),
    }
    sink = f"sink_name={_SINK} format=float32le rate={RATE} channels=2 norewinds=1"
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [
                *("pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no"),
                *("--exit-idle-time=-1", "--disable-shm=yes"),
                *("-L", f"module-native-protocol-unix socket={socket} auth-anonymous=1"),
                *("-L", f"module-null-sink {sink}"),
            ],
            env={**os.environ, **private},
            stdout=log,
            stderr=log,
        )
    try:
        server = SoundServer(folder, environment, process.pid)
        _wait_until_ready(server, process)
        server.control("set-default-sink", _SINK)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_ready(server: SoundServer, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if _SINK in server.control("list", "short", "sinks"):
                return
        except subprocess.CalledProcessError:
            pass
        time.sleep(0.05)
    log = (server.folder / "server.log").read_text(errors="replace")
    raise AssertionError(f"the sound server did not start:\n{log}")


@pytest.fixture(scope="session", autouse=True)
def _nobody_listens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Every way to a sound server or a card of this machine leads nowhere."""
    folder = tmp_path_factory.mktemp("silence")
    configuration = folder / "asound.conf"
    configuration.write_text(_ALSA_CONFIGURATION, encoding="ascii")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PULSE_SERVER", f"unix:{folder / 'nobody'}")
        patch.setenv("PULSE_COOKIE", str(folder / "cookie"))
        patch.setenv("ALSA_CONFIG_PATH", str(configuration))
        patch.setenv("PIPEWIRE_REMOTE", str(folder / "nobody"))
        patch.setenv("JACK_DEFAULT_SERVER", "nobody-listens")
        patch.setenv("JACK_NO_START_SERVER", "1")
        patch.delenv("PULSE_SINK", raising=False)
        patch.delenv("PULSE_LATENCY_MSEC", raising=False)
        yield


@pytest.fixture(scope="session")
def _server(
    _nobody_listens: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SoundServer]:
    with sound_server(tmp_path_factory.mktemp("sound")) as server:
        yield server


@pytest.fixture
def sound(_server: SoundServer, monkeypatch: pytest.MonkeyPatch) -> SoundServer:
    """Our sound server, where this test and the programs it starts will be heard."""
    for name, value in _server.environment.items():
        monkeypatch.setenv(name, value)
    return _server


def sounding_part(samples: NDArray[np.float32], louder_than: float = 1e-4) -> slice:
    """From the first frame that is not silent up to the last."""
    found = np.flatnonzero(np.abs(samples).max(axis=1) > louder_than)
    return slice(int(found[0]), int(found[-1]) + 1) if len(found) else slice(0, 0)


def strongest_frequency(samples: NDArray[np.float32]) -> float:
    """In Hz, of one channel; as fine as the length allows and better, by a parabola's peak."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    peak = int(spectrum[1:-1].argmax()) + 1
    left, middle, right = np.log(spectrum[peak - 1 : peak + 2] + 1e-20)
    return float(peak + 0.5 * (left - right) / (left - 2 * middle + right)) * RATE / len(samples)


def level_db(samples: NDArray[np.float32]) -> float:
    """Root mean square below full scale."""
    return float(20 * np.log10(np.sqrt(np.mean(np.square(samples, dtype=np.float64))) + 1e-20))


def breaks(samples: NDArray[np.float32], frequency: float, larger_than: float = 1e-3) -> list[int]:
    """Where a steady sine breaks off, jumps or clicks: each sample must follow from the last two."""
    steps = samples.astype(np.float64)
    predicted = 2 * np.cos(2 * np.pi * frequency / RATE) * steps[1:-1] - steps[:-2]
    return [int(at) + 2 for at in np.flatnonzero(np.abs(steps[2:] - predicted) > larger_than)]


def describe(samples: NDArray[np.float32]) -> str:
    """For the message of a failed test: how long it is and where it sounds."""
    part = sounding_part(samples)
    return f"{len(samples)} frames, sounding from {part.start} to {part.stop}"
