"""What was open lately: offered again, and said to be gone when it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from studio.kept_values import keep
from tests.ui.running import InQt, until
from ui.recent_files import MOST_KEPT, RecentFiles
from ui.recent_menu import RecentMenu


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIALOGUE_STUDIO_HOME", str(tmp_path / "home"))


def _texts(menu: RecentMenu) -> list[str]:
    return [action.text().replace("&", "") for action in menu.actions() if action.text()]


def test_the_latest_stands_first_and_the_gone_are_said(in_qt: InQt, tmp_path: Path) -> None:
    """Opened files are listed by name, the latest first; one that was removed cannot be chosen."""
    there, gone = tmp_path / "a & b.dialogue", tmp_path / "gone.txt"
    there.touch()
    window = QWidget()
    recent = RecentFiles(window)
    menu = RecentMenu(recent, window)
    chosen: list[Path] = []
    menu.chosen.connect(chosen.append)

    async def scene() -> None:
        assert _texts(menu) == ["Nothing was opened yet"]
        await recent.add(gone)
        await recent.add(there)
        assert recent.paths == (there, gone)
        first, second = menu.actions()[:2]
        assert first.text().startswith("&1  a && b.dialogue  —  ")
        assert first.text().endswith(tmp_path.name)
        assert second.text().startswith("&2  gone.txt  —  no longer in ")
        assert not second.isEnabled()
        first.trigger()
        assert chosen == [there]
        next(
            each for each in menu.actions() if "gone" in each.text() and each.isEnabled()
        ).trigger()
        await until(lambda: recent.paths == (there,))
        menu.actions()[-1].trigger()
        await until(lambda: not recent.paths)

    in_qt(scene())
    window.deleteLater()


def test_it_is_one_list_for_all_windows(in_qt: InQt, tmp_path: Path) -> None:
    """What another window opened meanwhile stays on the list; the oldest go."""
    window = QWidget()
    one, other = RecentFiles(window), RecentFiles(window)

    async def scene() -> None:
        for number in range(MOST_KEPT + 2):
            each = (one, other)[number % 2]
            await each.add(tmp_path / f"{number}.txt")
            assert (tmp_path / f"{number}.txt") in each.paths

    in_qt(scene())
    assert [path.stem for path in other.paths] == [str(MOST_KEPT + 1 - n) for n in range(MOST_KEPT)]
    window.deleteLater()


@pytest.mark.parametrize("nonsense", [3, {"a": 1}, [1, "a\0b", None]])
def test_a_list_that_makes_no_sense_is_empty(in_qt: InQt, tmp_path: Path, nonsense: object) -> None:
    """Whatever stands in the file, the menu opens."""
    keep("recent", nonsense)
    window = QWidget()
    recent = RecentFiles(window)

    async def scene() -> None:
        told: list[int] = []
        recent.changed.connect(lambda: told.append(1))
        recent.look_up()
        await until(lambda: told)

    in_qt(scene())
    assert recent.paths == ()
    window.deleteLater()
