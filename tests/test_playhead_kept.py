"""Work goes on where the playhead stood."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from studio.folders import HOME_VARIABLE, data_folder
from studio.front import positions
from studio.front.positions import keep_position, position_in
from studio.studio import Studio
from tests.project.made import SCENE


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    return tmp_path


def _until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    ends_at = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends_at
        time.sleep(0.01)


def test_the_next_start_begins_where_the_playhead_stood(home: Path) -> None:
    """Each project has its place: in the next start of the program, and when it is opened again."""
    first, second = home / "first.dialogue", home / "second.dialogue"
    studio = Studio()
    studio.show(studio.begin(SCENE).result(20))
    studio.start()
    assert studio.project is not None
    studio.project.save_as(first).result(20)
    studio.seek(40_000)
    studio.show(studio.begin(SCENE).result(20))
    assert studio.playhead == 0
    studio.project.save_as(second).result(20)
    studio.seek(70_000)
    studio.show(studio.open(first).result(20))
    assert studio.playhead == 40_000
    studio.seek(44_000)
    studio.close()
    again = Studio()
    again.show(again.open(first).result(20))
    again.start()
    assert again.playhead == 44_000
    again.show(again.open(second).result(20))
    assert again.playhead == 70_000
    again.close()


def test_a_crash_does_not_lose_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is written down when the playhead rests, not only at the end."""
    monkeypatch.setattr("studio.front.resting_place.KEPT_AFTER_SECONDS", 0.05)
    path = home / "scene.dialogue"
    studio = Studio()
    studio.show(studio.begin(SCENE).result(20))
    studio.start()
    assert studio.project is not None
    studio.project.save_as(path).result(20)
    for frame in range(0, 48_000, 4_800):
        studio.seek(frame)
    studio.seek(50_000)
    _until(lambda: position_in(path) == 50_000)
    studio.close()


def test_only_the_latest_projects_are_remembered(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file does not grow for ever."""
    monkeypatch.setattr(positions, "_MOST_PROJECTS", 3)
    for number in range(1, 6):
        keep_position(home / f"{number}", number)
    keep_position(home / "3", 33)
    keep_position(home / "6", 6)
    assert [position_in(home / f"{number}") for number in range(1, 7)] == [0, 0, 33, 0, 5, 6]


@pytest.mark.parametrize("content", [b"", b"[1]", b'{"a": "b"', b'{"/x": -5, "/y": 1e9}'])
def test_what_cannot_be_read_is_no_place(home: Path, content: bytes) -> None:
    """Then playing begins at the beginning, and the next place is kept."""
    keep_position(home / "a", 5)
    (data_folder() / "positions.json").write_bytes(content)
    assert position_in(home / "a") == 0
    keep_position(home / "a", 6)
    assert position_in(home / "a") == 6
