"""A voice is found, heard and chosen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from studio.document.values import Voice
from studio.standing.service import VoiceInfo
from studio.studio import Studio
from ui.look import Look
from ui.voices.browser import VoiceBrowser
from ui.voices.filtering import Wanted, fitting

CLOUD = VoiceInfo(
    Voice("cloud.example", 7, "Ottoline"),
    "Warm, <b>slow</b>.",
    sex="female",
    languages=("en-GB", "de"),
    is_public=True,
)


def _all() -> tuple[VoiceInfo, ...]:
    return (CLOUD, *Studio().service.embedded_voices())


@pytest.mark.parametrize(
    ("wanted", "holds"),
    [
        (Wanted(language="de", is_local=False), True),
        (Wanted(words="ottol WARM"), True),
        (Wanted(words="ottoline fast"), False),
        (Wanted(is_local=True), False),
        (Wanted(sex="male"), False),
    ],
)
def test_filters_narrow_together(wanted: Wanted, holds: bool) -> None:
    """Each filter must fit; words may stand anywhere in what is said of a voice."""
    assert (CLOUD in fitting(_all(), wanted, "embedded")) is holds


@pytest.fixture
def browser(qapp: QApplication) -> Iterator[VoiceBrowser]:
    window = QWidget()
    made = VoiceBrowser(
        "Final voice of ANNA", "embedded", Look(qapp, "dark"), window, may_be_none=True
    )
    made.show_voices(_all(), CLOUD.voice)
    made.show()
    yield made
    window.deleteLater()


def test_the_present_voice_is_marked_and_markup_is_text(browser: VoiceBrowser) -> None:
    """The voice in use is the current row; what a service says stays plain words."""
    table = browser.findChild(QTableWidget)
    assert table.item(table.currentRow(), 0).text() == "Ottoline"
    assert table.item(table.currentRow(), 3).text() == "Warm, <b>slow</b>."
    assert table.rowCount() >= 60


def test_keys_hear_and_choose(browser: VoiceBrowser, qtbot: QtBot) -> None:
    """Space asks to hear the voice, Enter takes it."""
    table = browser.findChild(QTableWidget)
    with qtbot.waitSignal(browser.hear_wanted) as heard:
        qtbot.keyClick(table, Qt.Key.Key_Space)
    assert heard.args == [CLOUD]
    with qtbot.waitSignal(browser.accepted):
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert browser.chosen == CLOUD.voice


def test_nothing_found_offers_to_clear(browser: VoiceBrowser) -> None:
    """Filters that nothing fits say so, and one press clears them."""
    browser.findChild(QLineEdit).setText("nobody is called that")
    table = browser.findChild(QTableWidget)
    assert table.rowCount() == 0
    clear = next(b for b in browser.findChildren(QPushButton) if b.text() == "Clear filters")
    assert clear.isVisible()
    clear.click()
    assert table.rowCount() >= 60
    boxes = browser.findChildren(QComboBox)
    assert all(box.accessibleName() for box in boxes)
