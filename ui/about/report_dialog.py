"""A report of faults, to be looked through before it is saved: every file of it, and which to leave out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from studio.front.fault_report import ReportPart
from studio.sentences import sentence
from ui import messages
from ui.dialogs import CANCEL
from ui.plain_text import label

TITLE = sentence("ui.about.report_title", "Save a report")
EXPLAINED = sentence(
    "ui.about.report_explained",
    "For whoever looks into a fault: what works on this machine, the log, and the trace of a crash."
    " Words of the script, keys and the name of your folder are left out. Nothing is sent; look it"
    " through, then save it as a file.",
)
GATHERING = sentence("ui.about.gathering", "Gathering it takes a few seconds …")
FILES = sentence("ui.about.report_files", "Files of the report; Space leaves one out")
CONTENT = sentence("ui.about.report_content", "What stands in the file")
SAVE = sentence("ui.about.report_save", "Save…")

_SIZE = QSize(860, 560)


class ReportDialog(QDialog):
    """`save_wanted` tells the parts that are ticked."""

    save_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(messages.say(TITLE))
        self.setAccessibleName(messages.say(TITLE))
        self.resize(_SIZE)
        self._parts: Sequence[ReportPart] = ()
        self._list, self._text = QListWidget(), QPlainTextEdit(messages.say(GATHERING))
        self._list.setObjectName("plain_list")
        self._list.setAccessibleName(messages.say(FILES))
        self._text.setObjectName("monospace")
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text.setAccessibleName(messages.say(CONTENT))
        self._cancel, self._save = (
            QPushButton(messages.say(CANCEL)),
            QPushButton(messages.say(SAVE)),
        )
        explained = label("explanation", messages.say(EXPLAINED))
        explained.setWordWrap(True)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self._list)
        split.addWidget(self._text)
        split.setSizes([220, 640])
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self._cancel, self._save):
            button.setAccessibleName(button.text().removesuffix("…"))
            button.setAutoDefault(False)
            row.addWidget(button)
        self._save.setProperty("kind", "filled")
        self._save.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(explained)
        column.addWidget(split, 1)
        column.addLayout(row)
        self._list.currentRowChanged.connect(self._show)
        self._list.itemChanged.connect(lambda _item: self._let())
        self._cancel.clicked.connect(self.reject)
        self._save.clicked.connect(lambda: self.save_wanted.emit(self.ticked))

    @property
    def ticked(self) -> tuple[ReportPart, ...]:
        return tuple(
            part
            for row, part in enumerate(self._parts)
            if self._list.item(row).checkState() is Qt.CheckState.Checked
        )

    def show_parts(self, parts: Sequence[ReportPart]) -> None:
        self._parts = parts
        self._list.clear()
        for part in parts:
            item = QListWidgetItem(part.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._list.setFocus()
        self._let()

    def _show(self, row: int) -> None:
        if 0 <= row < len(self._parts):
            self._text.setPlainText(self._parts[row].text)

    def _let(self) -> None:
        self._save.setEnabled(bool(self.ticked))
