"""The server as a program: its one line, its key, and how it ends."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from studio.own_program import own_program
from studio.server.address import KEY_IS_FIRST_LINE, KEY_VARIABLE
from tests.server.waiting import children_of

SERVE = own_program("serve", "--engine", "tone")


@contextmanager
def served(
    *arguments: str, line: str | None = None, stdin: int = subprocess.PIPE, **environment: str
) -> Iterator[tuple[subprocess.Popen[bytes], dict[str, str]]]:
    with subprocess.Popen(
        [*SERVE, *arguments],
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
    ) as process:
        try:
            if process.stdin is not None and line is not None:
                process.stdin.write(line.encode())
                process.stdin.flush()
            assert process.stdout is not None
            yield process, json.loads(process.stdout.readline())
        finally:
            process.kill()


def status(address: dict[str, str], key: str) -> int:
    answer = httpx.get(f"{address['url']}/health", headers={"X-API-Key": key}, trust_env=False)
    return answer.status_code


def test_the_key_from_standard_input() -> None:
    """The first line of a pipe is the key; the one line of output says so."""
    with served(line="from-the-app\n") as (_, address):
        assert address["key"] == "from-the-app"
        assert status(address, "from-the-app") == 200
        assert status(address, "other") == 401


def test_a_promised_key_is_waited_for() -> None:
    """Who says that the key will come by the pipe is waited for, however busy the machine is; the
    promise itself is no key."""
    with subprocess.Popen(
        SERVE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, KEY_VARIABLE: KEY_IS_FIRST_LINE},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        while not _catches(process.pid, signal.SIGTERM):
            time.sleep(0.01)
        assert not select.select([process.stdout], [], [], 1.0)[0]
        process.stdin.write(b"late\n")
        process.stdin.flush()
        address = json.loads(process.stdout.readline())
        assert address["key"] == "late"
        assert (status(address, "late"), status(address, KEY_IS_FIRST_LINE)) == (200, 401)
        process.kill()


def test_the_key_from_the_environment() -> None:
    """The environment's key goes before a line of input."""
    with served(line="ignored\n", DIALOGUE_STUDIO_SERVER_KEY="from-outside") as (_, address):
        assert address["key"] == "from-outside"


def test_a_fresh_key() -> None:
    """Where no key is given a new one is made, long, and never the same; a pipe that is only held open,
    as many programs leave it to their children, is not waited for."""
    keys = set()
    for stdin, line in (
        (subprocess.DEVNULL, None),
        (subprocess.PIPE, "\n"),
        (subprocess.PIPE, None),
    ):
        with served(stdin=stdin, line=line) as (_, address):
            assert status(address, address["key"]) == 200
            keys.add(address["key"])
    assert len(keys) == 3
    assert all(len(key) >= 40 for key in keys)


def test_no_key() -> None:
    """With `--no-key` none is asked for and none is told."""
    with served("--no-key", stdin=subprocess.DEVNULL) as (_, address):
        assert address["key"] == ""
        assert httpx.get(f"{address['url']}/health", trust_env=False).status_code == 200


def test_a_chosen_port() -> None:
    """It answers at the port it was told; a port in use is one sentence and a failure."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with served("--port", str(port), line="k\n") as (_, address):
        assert address["url"] == f"http://127.0.0.1:{port}"
        second = subprocess.run(
            [*SERVE, "--port", str(port)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=20,
        )
        assert second.returncode == 2
        assert second.stdout == b""
        assert f"port {port}" in second.stderr.decode()
        assert b"Traceback" not in second.stderr


@pytest.mark.parametrize("how", ["SIGTERM", "SIGINT", "input"])
@pytest.mark.by_the_clock
def test_how_it_ends(how: str) -> None:
    """It ends within two seconds on SIGTERM, SIGINT or when its standard input closes, quietly."""
    with served(line="k\n") as (process, _):
        began = time.monotonic()
        if how == "input":
            assert process.stdin is not None
            process.stdin.close()
        else:
            process.send_signal(getattr(signal, how))
        assert process.wait(5.0) == 0
        assert time.monotonic() - began < 2.0
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read() == b""
        assert process.stderr.read() == b""


@pytest.mark.by_the_clock
def test_it_ends_while_it_waits_for_its_key() -> None:
    """Told to end before anybody gave it a key, it does not wait for the key first."""
    with subprocess.Popen(
        SERVE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, KEY_VARIABLE: KEY_IS_FIRST_LINE},
    ) as process:
        while not _catches(process.pid, signal.SIGTERM):
            time.sleep(0.01)
        began = time.monotonic()
        process.terminate()
        assert process.wait(5.0) == 0
        assert time.monotonic() - began < 1.0
        assert process.stdout is not None
        assert process.stdout.read() == b""


def _catches(pid: int, number: int) -> bool:
    status = Path(f"/proc/{pid}/status").read_text()
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt"))
    return bool(int(caught.split()[1], 16) >> (number - 1) & 1)


def test_standard_input_that_is_no_pipe_ends_nothing() -> None:
    """Started with no input at all, as a service would be, it keeps serving."""
    with served(stdin=subprocess.DEVNULL) as (process, address):
        time.sleep(0.2)
        assert process.poll() is None
        assert status(address, address["key"]) == 200


@pytest.mark.parametrize("port", ["99999", "-1", "x", ""])
def test_what_is_no_port(port: str) -> None:
    """A port that cannot be one is a fault in the command line."""
    said = subprocess.run(
        [*SERVE, "--port", port],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=20,
    )
    assert said.returncode == 64
    assert b"Traceback" not in said.stderr


def test_warnings_are_on_standard_error() -> None:
    """What goes wrong while it serves is said on standard error, once, and nowhere on its output."""
    with served(line="k\n") as (process, _):
        worker = children_of(process.pid)[0]
        os.kill(worker, signal.SIGKILL)
        assert process.stderr is not None
        assert process.stderr.readline().startswith(b"an engine ")
        process.terminate()
        assert process.wait(5.0) == 0
        assert process.stdout is not None
        assert process.stdout.read() + process.stderr.read() == b""
