"""What is set holds at once, is kept, and never shows a key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio.settings import Settings, load_settings
from studio.studio import Studio
from tests.ui.running import InQt, until
from ui import tasks
from ui.kept_settings import KeptSettings
from ui.preferences.dialog import PreferencesDialog
from ui.preferences_desk import PreferencesDesk


@pytest.fixture
def dialog(qapp: QApplication) -> Iterator[PreferencesDialog]:
    window = QWidget()
    made = PreferencesDialog(Settings(), window)
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
    with qtbot.waitSignal(dialog.key_entered) as entered:
        _button(dialog, "Use this key").click()
    assert entered.args == ["SENTINEL-1"]
    dialog.show_key(is_kept=True, trouble="")
    assert field.text() == ""
    assert "kept" in field.placeholderText()


def test_every_field_has_a_name_and_every_page_is_reached(dialog: PreferencesDialog) -> None:
    """A screen reader finds a name on each field of each page."""
    pages = dialog.findChild(QListWidget)
    assert [pages.item(row).text() for row in range(pages.count())] == [
        "Voice service",
        "Sound",
        "Budget",
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
    window, worn = QWidget(), []
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

    in_qt(scene())
    assert worn == ["light"]
    window.deleteLater()
