"""Questions to a person are awaited, without a nested event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeView,
    QWidget,
)

from studio.sentences import Sentence
from tests.ui.running import InQt, until
from ui import dialogs

_REASON = Sentence("test.reason", "The lamp <b>{lamp}</b> is out.")


@pytest.fixture
def parent(qapp: QApplication) -> Iterator[QWidget]:
    made = QWidget()
    made.show()
    yield made
    made.close()
    made.deleteLater()


def _open_box(parent: QWidget) -> QDialog:
    (box,) = parent.findChildren(QDialog)
    return box


def _press(box: QDialog, words: str) -> None:
    next(each for each in box.findChildren(QPushButton) if each.text() == words).click()


def test_the_choice_pressed_is_the_answer(in_qt: InQt, parent: QWidget) -> None:
    """`ask` gives the index of the choice, and other coroutines go on meanwhile."""
    ticks: list[int] = []

    async def scene() -> int | None:
        question = asyncio.ensure_future(
            dialogs.ask(parent, "Replace it?", "The file is there.", ["Replace", "Keep both"])
        )
        await until(lambda: parent.findChildren(QDialog))
        for tick in range(3):
            ticks.append(tick)
            await asyncio.sleep(0)
        assert not question.done()
        _press(_open_box(parent), "Keep both")
        return await question

    assert in_qt(scene()) == 1
    assert ticks == [0, 1, 2]


def test_leaving_a_question_is_no_choice(in_qt: InQt, parent: QWidget) -> None:
    """Escape answers None."""

    async def scene() -> int | None:
        question = asyncio.ensure_future(dialogs.ask(parent, "Replace it?", "", ["Replace"]))
        await until(lambda: parent.findChildren(QDialog))
        _open_box(parent).reject()
        return await question

    assert in_qt(scene()) is None


def test_a_cancelled_wait_takes_its_dialog_along(in_qt: InQt, parent: QWidget) -> None:
    """Cancelling the coroutine closes and deletes the dialog."""

    async def scene() -> None:
        question = asyncio.ensure_future(dialogs.ask(parent, "Replace it?", "", ["Replace"]))
        await until(lambda: parent.findChildren(QDialog))
        question.cancel()
        await until(lambda: not parent.findChildren(QDialog))
        assert question.cancelled()

    in_qt(scene())


def test_words_from_outside_stay_words(in_qt: InQt, parent: QWidget) -> None:
    """A dialog shows markup in a message literally."""

    async def scene() -> None:
        shown = asyncio.ensure_future(dialogs.tell(parent, "<i>Lamp</i>", _REASON(lamp="A")))
        await until(lambda: parent.findChildren(QDialog))
        labels = [label for label in _open_box(parent).findChildren(QLabel) if label.text()]
        assert {label.text() for label in labels} == {
            "<i>Lamp</i>",
            "The lamp <b>A</b> is out.",
        }
        assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)
        _press(_open_box(parent), "Close")
        await shown

    in_qt(scene())


def test_a_chosen_file_is_the_answer(in_qt: InQt, parent: QWidget, tmp_path: Path) -> None:
    """`choose_file` gives the path that was picked."""
    script = tmp_path / "scene.txt"
    script.write_text("ANNA: Yes.")

    async def scene() -> Path | None:
        question = asyncio.ensure_future(dialogs.choose_file(parent, "Open", ["Scripts (*.txt)"]))
        await until(lambda: parent.findChildren(QFileDialog))
        (dialog,) = parent.findChildren(QFileDialog)
        header = dialog.findChild(QTreeView).header()
        await until(lambda: header.length() == header.viewport().width())
        for column in range(1, header.count()):
            assert header.sectionSize(column) >= header.sectionSizeHint(column)
        dialog.findChild(QLineEdit).setText(str(script))
        dialog.accept()
        return await question

    assert in_qt(scene()) == script
