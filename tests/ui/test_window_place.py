"""How the window was left, kept for each size of screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from studio.kept_values import keep, kept
from tests.ui.pieces import SetStudio
from ui import view_commands
from ui.bridge import Bridge
from ui.desk import Desk
from ui.folding import Side
from ui.look import Look
from ui.main_window import MainWindow
from ui.window_memory import WindowMemory
from ui.window_place import MOST_SCREENS, SidePlace, WindowPlace, place_on, with_place

PLACE = WindowPlace(1500, 900, True, 300, SidePlace(2, 270, False), SidePlace(1, 330, None))


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIALOGUE_STUDIO_HOME", str(tmp_path))


class Run:
    """One run of the program, as far as its window goes."""

    def __init__(self, qapp: QApplication) -> None:
        look, self.bridge = Look(qapp, "dark"), Bridge()
        self.window = MainWindow(look)
        self.memory = WindowMemory(self.window)
        self.window.show()
        self.desk = Desk(SetStudio(), look, self.bridge, self.window)
        self.window.put_desk(self.desk)
        self.memory.follow(self.desk)
        qapp.processEvents()

    def end(self) -> None:
        self.memory.end()
        self.desk.end()
        self.bridge.close()
        self.window.hide()
        self.window.deleteLater()


@pytest.fixture
def runs(qapp: QApplication) -> Iterator[list[Run]]:
    made: list[Run] = []
    yield made
    for run in made:
        run.end()


def test_each_size_of_screen_has_its_place() -> None:
    """What is kept for one screen says nothing about another."""
    written = with_place(None, "1920x1080", PLACE)
    assert place_on(written, "1920x1080") == PLACE
    assert place_on(written, "1280x800") == WindowPlace()


@pytest.mark.parametrize(
    "nonsense",
    [
        None,
        [],
        {"1x1": 5},
        {"1x1": {"width": "wide", "left": [], "right": {"tab": -1, "width": 1e9}}},
    ],
)
def test_nonsense_was_never_kept(nonsense: object) -> None:
    """What makes no sense leaves everything to the window."""
    assert place_on(nonsense, "1x1") == WindowPlace()


def test_screens_long_gone_are_forgotten() -> None:
    """Only the places of the latest screens are kept."""
    written: object = None
    for number in range(MOST_SCREENS + 5):
        written = with_place(written, f"{number}x1", PLACE)
    assert isinstance(written, dict)
    assert list(written) == [f"{number}x1" for number in range(5, MOST_SCREENS + 5)]


def test_the_next_run_begins_as_the_last_one_ended(qapp: QApplication, runs: list[Run]) -> None:
    """Size, tabs, and an area that was folded by hand come back."""
    first = Run(qapp)
    first.window.resize(1100, 700)
    qapp.processEvents()
    first.desk.left.show_tab(2)
    first.desk.right.toggle()
    first.desk.right.toggle()
    first.desk.right.toggle()
    is_folded = first.desk.right.side is Side.FOLDED
    first.end()
    again = Run(qapp)
    runs.append(again)
    room = again.window.screen().availableGeometry()
    assert again.window.width() == min(1100, max(room.width(), 1024))
    assert again.desk.left.shown_tab == 2
    assert again.desk.left.side is Side.FULL, "it was opened by hand at this size"
    assert (again.desk.right.side is Side.FOLDED) is is_folded


def test_only_the_script_is_nothing_to_begin_with(qapp: QApplication, runs: list[Run]) -> None:
    """Ctrl+Shift+F leaves the script alone in the window, the same brings all back; the next run
    begins with everything."""
    run = Run(qapp)
    runs.append(run)
    areas = (run.desk.left, run.desk.right, run.desk.foot, run.desk.tool_bar)
    only = run.window.action(view_commands.ONLY_SCRIPT)
    only.trigger()
    assert not any(area.isVisible() for area in areas)
    assert run.desk.middle.isVisible()
    only.trigger()
    assert all(area.isVisible() for area in areas)


def test_a_home_that_cannot_be_read_starts_anew(qapp: QApplication, runs: list[Run]) -> None:
    """A broken file of places keeps no window from opening."""
    keep("windows", {"800x800": 3})
    runs.append(Run(qapp))
    assert kept("windows") == {"800x800": 3}
