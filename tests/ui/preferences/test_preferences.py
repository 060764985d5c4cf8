"""What is set holds at once, is kept, and never shows a key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio.sentences import Sentence
from studio.settings import Settings, load_settings
from studio.studio import Studio
from tests.ui.running import InQt, until
from ui import file_commands, problems, tasks
from ui.command import Command, Where
from ui.kept_settings import KeptSettings
from ui.look import Look
from ui.main_window import MainWindow
from ui.preferences.dialog import Given, PreferencesDialog
from ui.preferences.shortcuts_page import CommandRow
from ui.preferences_desk import PreferencesDesk
from ui.shortcuts import Shortcuts, from_kept, to_keep
from ui.shortcuts_desk import ShortcutsDesk

PLAY = Command(Sentence("test.play", "Play"), ("F5", "Ctrl+Space"))
SPLIT = Command(Sentence("test.split", "Split"), ("S",), Where.TIMELINE)
CUT = Command(Sentence("test.cut", "Cut"), ("Ctrl+X",), Where.SCRIPT)
TABLE = (PLAY, SPLIT, CUT)
ROWS = [CommandRow(each, "Menu", each.words.english) for each in TABLE]


@pytest.fixture
def dialog(qapp: QApplication) -> Iterator[PreferencesDialog]:
    window = QWidget()
    made = PreferencesDialog(Given(Settings(), ROWS, Shortcuts(TABLE, {})), window)
    made.show()
    yield made
    window.deleteLater()


def _button(dialog: PreferencesDialog, words: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == words)


def test_the_key_is_dots_until_it_is_wanted(dialog: PreferencesDialog, qtbot: QtBot) -> None:
    """A key that is typed is hidden, said once when it is to be kept, and gone from the field then."""
    field = next(f for f in dialog.findChildren(QLineEdit) if f.accessibleName() == "Key")
    field.setText("SENTINEL-1")
    assert field.echoMode() is QLineEdit.EchoMode.Password
    with qtbot.waitSignal(dialog.service.key_entered) as entered:
        _button(dialog, "Use this key").click()
    assert entered.args == ["SENTINEL-1"]
    dialog.service.show_key(is_kept=True, trouble="")
    assert field.text() == ""
    assert "kept" in field.placeholderText()


def test_every_field_has_a_name_and_every_page_is_reached(dialog: PreferencesDialog) -> None:
    """A screen reader finds a name on each field of each page."""
    pages = dialog.findChild(QListWidget)
    assert [pages.item(row).text() for row in range(pages.count())] == [
        "Voice service",
        "Sound",
        "Budget",
        "Shortcuts",
        "Appearance",
    ]
    for kind in (QLineEdit, QComboBox, QPushButton):
        for each in dialog.findChildren(kind):
            is_part = isinstance(
                each.parent(), QSpinBox | QComboBox
            ) or each.objectName().startswith("qt_")
            words = each.text() if isinstance(each, QPushButton) else ""
            assert each.accessibleName() or words or is_part, each


def test_a_change_holds_at_once_and_is_kept(qapp: QApplication, in_qt: InQt) -> None:
    """A theme chosen here is worn, and is in the settings file."""
    window, worn = MainWindow(Look(qapp, "dark")), []
    kept = KeptSettings(Settings(), window)
    desk = PreferencesDesk(Studio(), kept, window)
    desk.looks_chosen.connect(lambda: worn.append(kept.settings.theme))

    async def scene() -> None:
        showing = tasks.start(desk._show(), desk)
        await until(lambda: window.findChild(PreferencesDialog))
        shown = window.findChild(PreferencesDialog)
        theme = next(b for b in shown.findChildren(QComboBox) if b.accessibleName() == "Theme")
        theme.setCurrentIndex(theme.findData("light"))
        await until(lambda: load_settings()[0].theme == "light")
        shown.reject()
        await showing
        await tasks.end(1.0)

    in_qt(scene())
    assert worn == ["light"]
    window.deleteLater()


def _press(dialog: PreferencesDialog, command: Command, keys: str, button: str) -> None:
    page = dialog.shortcuts
    page.findChild(QTableWidget).setCurrentCell(TABLE.index(command), 1)
    page.findChild(QKeySequenceEdit).setKeySequence(QKeySequence(keys))
    _button(dialog, button).click()


def test_new_keys_hold_unless_somebody_has_them(dialog: PreferencesDialog) -> None:
    """Free keys are taken at once; of others it is said whose they are, and the person decides."""
    wanted: list[Shortcuts] = []
    dialog.keys_wanted.connect(wanted.append)
    dialog.open_at_shortcuts()
    _press(dialog, PLAY, "Ctrl+K", "Use these")
    assert wanted[-1].keys(PLAY) == ("Ctrl+K",)
    _press(dialog, CUT, "Ctrl+K", "Use these too")
    assert len(wanted) == 1
    conflict = dialog.findChild(QLabel, "conflict")
    assert conflict.isVisible()
    assert conflict.text() == "Ctrl+K is “Play” already."
    _button(dialog, "Keep it there").click()
    assert not conflict.isVisible()
    assert len(wanted) == 1
    _press(dialog, CUT, "Ctrl+K", "Use these too")
    _button(dialog, "Take it").click()
    assert wanted[-1].keys(CUT) == ("Ctrl+X", "Ctrl+K")
    assert wanted[-1].keys(PLAY) == ()
    _button(dialog, "All usual keys").click()
    assert wanted[-1].changed == {}


def test_the_same_key_may_work_in_two_places(dialog: PreferencesDialog) -> None:
    """A key of the script and one of the timeline never meet; one of the window meets both."""
    shortcuts = Shortcuts(TABLE, {})
    assert shortcuts.who_has("S", CUT) == ()
    assert shortcuts.who_has("S", PLAY) == (SPLIT,)
    assert shortcuts.who_has("F5", SPLIT) == (PLAY,)


def test_a_command_is_found_by_words_and_by_keys(dialog: PreferencesDialog) -> None:
    """The list shows what fits the letters; searching the settings finds the page too."""
    table = dialog.shortcuts.findChild(QTableWidget)
    find = next(
        f for f in dialog.findChildren(QLineEdit) if f.accessibleName() == "Find a command or a key"
    )
    find.setText("ctrl+x")
    assert [table.isRowHidden(row) for row in range(3)] == [True, True, False]
    settings = next(
        f for f in dialog.findChildren(QLineEdit) if f.accessibleName() == "Find a setting"
    )
    settings.setText("contexts")
    pages = dialog.findChild(QListWidget)
    assert pages.currentItem().text() == "Voice service"
    assert [pages.item(row).isHidden() for row in range(pages.count())] == [False] + [True] * 4


def test_kept_keys_outlive_what_is_unknown() -> None:
    """Keys are kept by command, whatever the language; nonsense and strangers are passed over."""
    shortcuts = Shortcuts(TABLE, {}).with_keys(PLAY, ("Ctrl+K",)).with_keys(CUT, ("Ctrl+X",))
    assert to_keep(shortcuts) == {"test.play": ["Ctrl+K"]}
    strange = {"test.play": ["Ctrl+K"], "gone": ["F1"], "test.cut": "F2", "test.split": [3]}
    assert from_kept(TABLE, strange).changed == {PLAY: ("Ctrl+K",)}


def test_set_keys_are_shown_everywhere(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Menu, tooltip and palette name the keys a person set, in the next run too."""
    monkeypatch.setenv("DIALOGUE_STUDIO_HOME", str(tmp_path))
    for run in range(2):
        window = MainWindow(Look(qapp, "dark"))
        desk = ShortcutsDesk(window.commands, window)
        command = file_commands.SAVE_COPY
        if run == 0:
            desk.use(desk.shortcuts.with_keys(command, ("Ctrl+Shift+K",)))
        assert window.action(command).shortcut().toString() == "Ctrl+Shift+K"
        assert "Ctrl+Shift+K" in window.action(command).toolTip()
        assert window.commands.keys(command) == "Ctrl+Shift+K"
        window.deleteLater()


def test_where_words_go_is_said_once_of_each_service(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the first key for a service it is said which words go there, and never again."""
    monkeypatch.setenv("DIALOGUE_STUDIO_HOME", str(tmp_path))
    said: list[str] = []
    leave = problems.noted.connect(lambda message: said.append(str(message)))
    window, studio = MainWindow(Look(qapp, "dark")), Studio()
    desk = PreferencesDesk(studio, KeptSettings(Settings(), window), window)
    desk.service_changed()
    assert said == []
    studio.service.use(replace(Settings(), service_address="https://voices.example")).result()
    studio.service.keep_key("SENTINEL-2").result()
    desk.service_changed()
    desk.service_changed()
    assert len(said) == 1
    assert "voices.example" in said[0]
    leave()
    studio.close()
    window.deleteLater()
