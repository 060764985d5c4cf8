"""The log holds what happened, in one place, and never a secret."""

from __future__ import annotations

import base64
import json
import logging
import re
import resource
import signal
from pathlib import Path
from urllib.parse import quote

import pytest
from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve

from studio import redaction
from studio.folders import HOME_VARIABLE
from studio.log_file import LEVEL_VARIABLE, log_to_file
from studio.redaction import HIDDEN
from studio.secrets import KEY_VARIABLE, KeyKeeper

KEY = "eu-SENTINEL-4b1d/+e77f=="


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    monkeypatch.delenv(LEVEL_VARIABLE, raising=False)
    monkeypatch.setattr(redaction, "_remembered", [])


def test_our_records_are_written_and_libraries_are_quiet() -> None:
    """The core and the window are recorded from INFO on, libraries from WARNING on."""
    with log_to_file() as path:
        logging.getLogger("studio.voices").info("ours")
        logging.getLogger("ui.window").info("the window's")
        logging.getLogger("studio.voices").debug("too much")
        logging.getLogger("websockets.client").info("theirs")
    assert path is not None
    text = path.read_text(encoding="utf-8")
    assert "studio.voices: ours" in text
    assert "ui.window: the window's" in text
    assert "too much" not in text
    assert "theirs" not in text


def test_a_variable_asks_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """At DEBUG our own records are complete, those of libraries are not; a strange level is INFO."""
    monkeypatch.setenv(LEVEL_VARIABLE, "debug")
    with log_to_file() as path:
        logging.getLogger("studio.voices").debug("ours")
        logging.getLogger("websockets.client").debug("theirs")
    assert path is not None
    assert "ours" in path.read_text()
    assert "theirs" not in path.read_text()
    monkeypatch.setenv(LEVEL_VARIABLE, "loud")
    with log_to_file() as path:
        logging.getLogger("studio.voices").debug("whispered")
    assert path is not None
    assert "whispered" not in path.read_text()


def test_it_is_set_up_once_and_taken_down() -> None:
    """A block within a block writes each record once, and afterwards all is as it was before."""
    root, own = logging.getLogger(), logging.getLogger("studio")
    before = (root.level, own.level, list(root.handlers))
    with log_to_file() as outer:
        with log_to_file("another") as inner:
            own.info("said once")
        own.info("still heard")
    assert outer is not None
    assert inner == outer
    assert outer.read_text().count("said once") == 1
    assert "still heard" in outer.read_text()
    assert (root.level, own.level, list(root.handlers)) == before


def test_each_kind_of_process_has_its_own_file() -> None:
    """A child that runs beside the program does not turn over the program's file."""
    with log_to_file("voice-worker") as path:
        logging.getLogger("studio").info("hello")
    assert path is not None
    assert path.name == "voice-worker.log"


def test_the_file_turns_over_and_stays_small() -> None:
    """However much is recorded, a few files of bounded length remain."""
    with log_to_file() as path:
        for number in range(100):
            logging.getLogger("studio").info("%d %s", number, "x" * 100_000)
    assert path is not None
    files = list(path.parent.iterdir())
    assert len(files) == 4
    assert all(each.stat().st_size <= 2_000_000 for each in files)
    assert "99 x" in path.read_text()


def test_a_file_held_by_another_is_written_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file cannot be turned over, nothing is lost and nobody is told."""

    def refuse(*_: object) -> None:
        raise PermissionError

    with log_to_file() as path:
        logging.getLogger("studio").info("before")
        monkeypatch.setattr("os.rename", refuse)
        for _ in range(30):
            logging.getLogger("studio").info("x" * 100_000)
        logging.getLogger("studio").info("after")
    assert path is not None
    assert "before" in path.read_text()
    assert "after" in path.read_text()


def test_no_folder_for_it_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where no log can be written the program runs on without one, in silence."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "file"))
    with log_to_file() as path:
        logging.getLogger("studio").info("unheard")
    assert path is None
    assert capsys.readouterr() == ("", "")


def test_a_full_disk_stops_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """A record that cannot be written is dropped without a word on the terminal."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with log_to_file() as path:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
        try:
            logging.getLogger("studio").info("too much for the disk")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            signal.signal(signal.SIGXFSZ, ignored)
        logging.getLogger("studio").info("room again")
    assert path is not None
    assert "room again" in path.read_text()
    assert capsys.readouterr() == ("", "")


@pytest.mark.allow_log("The server refused the key")
async def test_no_form_of_the_key_reaches_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """With every logger at DEBUG, a real connection and all escapes, the key is nowhere in the log."""
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    assert KeyKeeper().find().value == KEY
    travels = KEY.removeprefix("eu-")

    async def answer(connection: ServerConnection) -> None:
        await connection.send(f"you said {await connection.recv()!r}")

    with log_to_file() as path:
        everything = logging.getLogger()
        everything.setLevel(logging.DEBUG)
        async with serve(answer, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            address = (
                f"ws://127.0.0.1:{port}/ws/tts/multi?api_key={quote(travels, safe='')}&sdk=python"
            )
            headers = {"Authorization": f"Bearer {travels}", "X-API-Key": KEY}
            async with connect(address, additional_headers=headers, proxy=None) as connection:
                await connection.send(f"the key is {KEY}")
                assert travels in str(await connection.recv())
        own = logging.getLogger("studio.voices")
        coded = base64.b64encode(f"user:{travels}".encode()).decode()
        own.debug("asked %s with %r and %s", address, headers, coded)
        own.debug("%s", json.dumps(json.dumps({"config": {"api_key": KEY}})))
        try:
            raise ConnectionError(f"{address} refused {KEY}")
        except ConnectionError:
            own.exception("The server refused the key", stack_info=True)
    assert path is not None
    text = path.read_text(encoding="utf-8")
    assert re.search(r"websockets\.client: > GET /ws/tts/multi\?api_key=••••&sdk=python", text)
    assert re.search(r"websockets\.server: < Authorization: ••••\n", text)
    assert "ConnectionError" in text
    assert text.count(HIDDEN) > 10
    for part in ("SENTINEL", "4b1d", "e77f", quote(travels), coded[8:16]):
        assert part not in text, f"{part} reached the log"
