"""Foreign text stays text: markup in every field of a Document formats nothing and fetches nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QTextEdit, QWidget

from studio.document.ordered import Ordered
from studio.document.values import Document
from studio.resource_files import resource_file
from studio.sentences import Sentence
from tests.ui.always.whole_window import WholeWindow
from ui import problems
from ui.file_desk import SAMPLE_SCENE

MARK = '<b>bold</b><img src="file:///etc/hostname">'
_KEPT = frozenset({"id", "speaker", "service", "language", "kind", "key", "take", "line", "lane"})
_SAID = Sentence("test.said", "Something about {what}.")


@pytest.fixture
def whole(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[WholeWindow]:
    monkeypatch.setenv("DIALOGUE_STUDIO_HOME", str(tmp_path))
    made = WholeWindow(qapp)
    made.window.resize(1440, 900)
    yield made
    made.end()


def _planted(value: Any, name: str = "") -> Any:
    """`value` with markup in every text of it that a person may have written."""
    if isinstance(value, str) and type(value) is str and name not in _KEPT:
        return MARK + value if value or name in ("note", "direction", "title") else value
    if isinstance(value, Ordered):
        return Ordered(tuple(_planted(each) for each in value))
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(_planted(each) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        plain = {f.name for f in fields(value) if f.init and f.name not in _KEPT}
        return replace(
            value, **{each: _planted(getattr(value, each), each) for each in sorted(plain)}
        )
    return value


def _roles_shown(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(min(model.rowCount(), 40)):
        for column in range(model.columnCount(QModelIndex())):
            tip = model.index(row, column).data(Qt.ItemDataRole.ToolTipRole)
            if isinstance(tip, str):
                yield tip


def _formats(words: str) -> bool:
    """Whether Qt would take these words for markup of whoever wrote them."""
    if not QtGui.Qt.mightBeRichText(words):
        return False
    document = QTextDocument()
    document.setHtml(words)
    return "<b>bold</b>" not in document.toPlainText() and "bold" in document.toPlainText()


def _faults(window: QWidget) -> list[str]:
    found = []
    for each in window.findChildren(QWidget):
        what = f"{type(each).__name__} {each.objectName()!r}"
        is_plain = isinstance(each, QLabel) and each.textFormat() is Qt.TextFormat.PlainText
        if isinstance(each, QLabel) and "bold" in each.text() and not is_plain:
            found.append(f"{what}: label")
        if _formats(each.toolTip()):
            found.append(f"{what}: tooltip {each.toolTip()[:60]}")
        if isinstance(each, QTextEdit) and each.acceptRichText() and not each.isReadOnly():
            found.append(f"{what}: takes rich text")
        if isinstance(each, QAbstractItemView) and each.model() is not None:
            found += [
                f"{what}: tip {tip[:60]}" for tip in _roles_shown(each.model()) if _formats(tip)
            ]
    found += [f"action {a.text()}" for a in window.actions() if _formats(a.toolTip())]
    return found


def test_markup_in_a_document_is_shown_as_it_is(whole: WholeWindow, qapp: QApplication) -> None:
    """In every panel and tab, of every field of the Document, in labels, tooltips and messages."""
    sample = whole.studio.open(resource_file(SAMPLE_SCENE)).result(20).document
    document = _planted(sample)
    assert isinstance(document, Document)
    assert document.title.startswith(MARK)
    assert all(line.text.startswith(MARK) for line in document.lines)
    assert all(speaker.name.startswith(MARK) for speaker in document.cast)
    whole.show(document)
    whole.desk.middle.select([document.lines[1].id])
    problems.say(_SAID(what=MARK))
    faults: set[str] = set()
    for area in (whole.desk.left, whole.desk.right):
        for tab in range(5):
            area.show_tab(tab)
            qapp.processEvents()
            faults |= set(_faults(whole.window))
    assert MARK in whole.window.windowTitle()
    assert not sorted(faults), sorted(faults)


def test_planted_markup_would_be_found(qapp: QApplication) -> None:
    """The walk itself sees a label and a tooltip that format."""
    window = QWidget()
    label = QLabel(MARK, window)
    label.setToolTip(MARK)
    assert len(_faults(window)) == 2
    window.deleteLater()
