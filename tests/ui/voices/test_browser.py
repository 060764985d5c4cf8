"""A voice is found, heard and chosen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio.document.values import Voice
from studio.standing.service import VoiceInfo
from studio.studio import Studio
from ui.look import Look
from ui.type_to_hear import TypeToHear
from ui.voice_filters import Wanted, fitting
from ui.voices.browser import VoiceBrowser
from ui.voices.picker import VoicePicker
from ui.voices.voice_table import VoiceRow

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
    assert (CLOUD in fitting(_all(), wanted)) is holds


def _rows() -> tuple[VoiceRow, ...]:
    return tuple(VoiceRow(info) for info in _all())


@pytest.fixture
def browser(qapp: QApplication) -> Iterator[VoiceBrowser]:
    window, look = QWidget(), Look(qapp, "dark")
    typing = TypeToHear(Studio(), look)
    made = VoiceBrowser("Final voice of ANNA", typing, look, window, may_be_none=True)
    made.show_voices(_rows())
    made.table.select(CLOUD)
    made.show()
    yield made
    window.deleteLater()


def _button(browser: VoiceBrowser, words: str) -> QPushButton:
    return next(each for each in browser.findChildren(QPushButton) if each.text() == words)


def test_the_present_voice_is_marked_and_markup_is_text(browser: VoiceBrowser) -> None:
    """The voice in use is the current row; what a service says stays plain words."""
    table = browser.table
    assert table.item(table.currentRow(), 0).text() == "Ottoline"
    assert table.item(table.currentRow(), 3).text() == "Warm, <b>slow</b>."
    assert table.item(table.currentRow(), 4).text() == "public; see the service's terms"
    assert table.rowCount() >= 60


def test_keys_hear_star_compare_and_choose(browser: VoiceBrowser, qtbot: QtBot) -> None:
    """Space hears the voice, F stars it, L compares it, Enter takes it."""
    browser.let_compare("ANNA", "Basalt", "")
    for key, signal in (
        (Qt.Key.Key_Space, browser.hear_wanted),
        (Qt.Key.Key_F, browser.star_wanted),
        (Qt.Key.Key_L, browser.compare_wanted),
    ):
        with qtbot.waitSignal(signal) as asked:
            qtbot.keyClick(browser.table, key)
        assert asked.args == [CLOUD]
    with qtbot.waitSignal(browser.accepted):
        qtbot.keyClick(browser.table, Qt.Key.Key_Return)
    assert browser.chosen == CLOUD.voice


def test_nothing_found_offers_to_clear(browser: VoiceBrowser) -> None:
    """Filters that nothing fits say so, and one press clears them."""
    words = browser.findChildren(QLineEdit)
    next(each for each in words if "Find" in each.placeholderText()).setText("nobody at all")
    assert browser.table.rowCount() == 0
    clear = _button(browser, "Clear filters")
    assert clear.isVisible()
    clear.click()
    assert browser.table.rowCount() >= 60
    assert all(box.accessibleName() for box in browser.findChildren(QComboBox))


def test_everything_the_keys_reach_has_a_name(browser: VoiceBrowser) -> None:
    """Filters, list, remark, what is typed, and every button."""
    nameless = [
        each
        for each in browser.findChildren(QWidget)
        if each.isVisible()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not each.accessibleName()
        and not (isinstance(each, QPushButton) and each.text())
    ]
    assert nameless == []


def test_while_voices_are_loaded_grey_rows_keep_their_places(browser: VoiceBrowser) -> None:
    """Eight of them, which cannot be chosen; the local ones can be used already."""
    local = _rows()[1:]
    browser.show_voices(local, is_loading=True)
    assert browser.table.rowCount() == len(local) + 8
    assert browser.table.info_at(len(local)) is None
    assert _button(browser, "Choose").isEnabled()


def test_a_service_that_fails_is_said_and_can_be_tried_again(
    browser: VoiceBrowser, qtbot: QtBot
) -> None:
    """The local voices stay, the sentence stands above them, and one press tries again."""
    browser.show_voices(_rows()[1:], trouble="Voices could not be loaded: no connection.")
    assert any(
        label.text() == "Voices could not be loaded: no connection."
        for label in browser.findChildren(QLabel)
    )
    with qtbot.waitSignal(browser.reload_wanted):
        _button(browser, "Try again").click()


def test_favourites_and_remarks_are_shown_and_filtered(browser: VoiceBrowser, qtbot: QtBot) -> None:
    """A star filters, a remark stands beside what the service says of the rights."""
    browser.show_voices((VoiceRow(CLOUD, is_favourite=True, remark="bought in May"), *_rows()[1:]))
    browser.findChild(QCheckBox).setChecked(True)
    assert browser.table.rowCount() == 1
    assert browser.table.item(0, 4).text() == "public; see the service's terms · bought in May"
    remark = next(
        each for each in browser.findChildren(QLineEdit) if "remark" in each.placeholderText()
    )
    assert remark.text() == "bought in May"
    remark.setText("ours")
    with qtbot.waitSignal(browser.remark_wanted) as asked:
        remark.editingFinished.emit()
    assert asked.args == [CLOUD, "ours"]


def test_many_are_picked_with_ticks_up_to_the_most(qapp: QApplication, qtbot: QtBot) -> None:
    """Enter ticks, in the order in which they were; more than there is room for are not taken."""
    window = QWidget()
    picker = VoicePicker(2, Look(qapp, "dark"), window)
    picker.show_voices(_rows(), is_loading=False)
    picker.show()
    for row in (2, 0, 1):
        picker.table.selectRow(row)
        qtbot.keyClick(picker.table, Qt.Key.Key_Return)
    assert [info.voice for info in picker.chosen] == [_all()[2].voice, CLOUD.voice]
    qtbot.keyClick(picker.table, Qt.Key.Key_Return)
    assert len(picker.chosen) == 2
    add = next(b for b in picker.findChildren(QPushButton) if b.text() == "Add 2 voices")
    with qtbot.waitSignal(picker.accepted):
        add.click()
    window.deleteLater()
