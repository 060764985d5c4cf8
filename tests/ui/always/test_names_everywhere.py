"""Every window and dialog can be used without seeing it: names, roles, states, and an order of the focus."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import qasync
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QKeySequenceEdit, QWidget

from studio.resource_files import resource_file
from tests.ui.always.whole_window import WholeWindow
from tests.ui.running import until
from ui import (
    file_commands,
    problems,
    take_commands,
    tasks,
    view_commands,
)
from ui.command import Command
from ui.file_desk import SAMPLE_SCENE
from ui.recovery_desk import SALVAGED

_ROLES = QAccessible.Role
_NAMELESS = frozenset({"qt_scrollarea_viewport", "qt_spinbox_lineedit"})
_DIALOGS: tuple[Command, ...] = (
    file_commands.EXPORT,
    file_commands.VERSIONS,
    file_commands.SAVE,
    take_commands.LEDGER,
    view_commands.MESSAGES,
    view_commands.PREFERENCES,
    view_commands.SHORTCUTS,
)


@pytest.fixture
def whole(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[WholeWindow]:
    monkeypatch.setenv("DIALOGUE_STUDIO_HOME", str(tmp_path))
    made = WholeWindow(qapp)
    made.window.resize(1440, 900)
    made.studio.show(made.studio.open(resource_file(SAMPLE_SCENE)).result(20))
    qapp.processEvents()
    yield made
    made.end()


def _reached_by_keys(window: QWidget) -> list[QWidget]:
    """What takes the focus by Tab, in the order of the window."""
    found, each = [], window.nextInFocusChain()
    while each is not window and each not in found:
        by_tab = each.focusPolicy() & Qt.FocusPolicy.TabFocus
        if by_tab and each.isVisibleTo(window) and each.window() is window:
            found.append(each)
        each = each.nextInFocusChain()
    return found


def _nameless(window: QWidget) -> list[str]:
    """What can be reached and does not say what it is."""
    faults = []
    for each in _reached_by_keys(window):
        if each.objectName() in _NAMELESS or isinstance(each.parent(), QFileDialog):
            continue
        about = QAccessible.queryAccessibleInterface(each)
        name = about.text(QAccessible.Text.Name) if about is not None else ""
        role = about.role() if about is not None else _ROLES.NoRole
        has_role = role not in (_ROLES.NoRole, _ROLES.Client) or isinstance(each, QKeySequenceEdit)
        if each.focusProxy() is None and not (name.strip() and has_role):
            faults.append(f"{type(each).__name__} {each.objectName()!r} name={name!r} role={role}")
    return faults


def test_the_window_names_all_it_has(whole: WholeWindow, qapp: QApplication) -> None:
    """Every tab of every area, bubbles and hints too: each thing the keys reach has a name and a role."""
    problems.say(SALVAGED(path="/a/b.dialogue"))
    faults = set()
    for area in (whole.desk.left, whole.desk.right):
        for tab in range(5):
            area.show_tab(tab)
            qapp.processEvents()
            faults |= set(_nameless(whole.window))
    assert not sorted(faults), sorted(faults)


def test_the_areas_are_walked_in_their_order(whole: WholeWindow, qapp: QApplication) -> None:
    """F6 goes from the tool bar over the docks and the script to the foot, and round; Shift+F6 back."""
    desk = whole.desk
    areas = desk._areas._areas
    whole.window.activateWindow()
    whole.window.action(view_commands.NEXT_AREA)
    desk.middle.setFocus()
    places = []
    for command in [view_commands.NEXT_AREA] * 7 + [view_commands.PREVIOUS_AREA]:
        whole.window.action(command).trigger()
        focused = qapp.focusWidget()
        assert focused is not None
        here = [
            at for at, area in enumerate(areas) if area is focused or area.isAncestorOf(focused)
        ]
        places += here
    assert places == [3, 4, 5, 6, 0, 1, 2, 1]


def test_every_dialog_names_all_it_has(whole: WholeWindow, qapp: QApplication) -> None:
    """Each dialog has a title and a name; what it offers has names and roles; Esc leaves it."""
    faults: dict[str, list[str]] = {}

    async def walk() -> None:
        for command in _DIALOGS:
            whole.window.action(command).trigger()
            await until(lambda: [d for d in whole.window.findChildren(QDialog) if d.isVisible()])
            shown = [d for d in whole.window.findChildren(QDialog) if d.isVisible()][-1]
            found = _nameless(shown)
            if not shown.windowTitle() or not shown.accessibleName():
                found.append("the dialog itself")
            if found:
                faults[command.words.id] = found
            shown.reject()
            await until(lambda shown=shown: not _is_there(shown))
        await tasks.end(2.0)

    loop = qasync.QEventLoop(qapp)
    try:
        loop.run_until_complete(asyncio.wait_for(walk(), 50))
    finally:
        loop.close()
    assert not faults, faults


def _is_there(dialog: QDialog) -> bool:
    try:
        return dialog.isVisible()
    except RuntimeError:
        return False
