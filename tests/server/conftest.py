"""Two servers as programs of their own, for all tests of this folder: one of tones, one that speaks."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from studio.own_program import own_program
from studio.server.address import ServerAddress

KEY = "test-key_0123456789"


@contextmanager
def _served(engine: str) -> Iterator[ServerAddress]:
    command = own_program("serve", "--port", "0", "--engine", engine)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{KEY}\n".encode())
        process.stdin.flush()
        yield ServerAddress(json.loads(process.stdout.readline())["url"], KEY)
        process.stdin.close()
        assert process.wait(5.0) == 0


@pytest.fixture(scope="session")
def tone_server() -> Iterator[ServerAddress]:
    with _served("tone") as address:
        yield address


@pytest.fixture(scope="session")
def espeak_server() -> Iterator[ServerAddress]:
    with _served("espeak") as address:
        yield address
