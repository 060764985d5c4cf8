"""About the program: its version and licence, and what works on this machine, to be copied."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio.sentences import sentence
from ui import messages
from ui.dialogs import CLOSE
from ui.plain_text import label

TITLE = sentence("ui.about.title", "About Dialogue Studio")
VERSION = sentence("ui.about.version", "Dialogue Studio {version}")
WORDS = sentence(
    "ui.about.words",
    "Write dialogue, give every speaker a voice, and hear the scene at once.\n\n"
    "The local voices are spoken by espeak-ng on this computer: free, offline and robotic. They are"
    " there for drafts.\n\n"
    "Free software under the GNU General Public License, version 3 or later.",
)
THIS_MACHINE = sentence("ui.about.this_machine", "What works on this machine")
LOOKING = sentence("ui.about.looking", "Looking at sound, voices, folders and the key ring …")
COPY = sentence("ui.about.copy", "Copy")
COPIED = sentence("ui.about.copied", "Copied")
SAVE_REPORT = sentence("ui.about.save_report", "Save a report…")

_SIZE = QSize(720, 560)


class AboutDialog(QDialog):
    report_wanted = Signal()

    def __init__(self, version: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(messages.say(TITLE))
        self.setAccessibleName(messages.say(TITLE))
        self.resize(_SIZE)
        self._found = QPlainTextEdit(messages.say(LOOKING))
        self._found.setObjectName("monospace")
        self._found.setReadOnly(True)
        self._found.setTabChangesFocus(True)
        self._found.setAccessibleName(messages.say(THIS_MACHINE))
        self._found.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._copy, self._report, self._close = (
            QPushButton(messages.say(words)) for words in (COPY, SAVE_REPORT, CLOSE)
        )
        words = label("explanation", messages.say(WORDS))
        words.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self._copy)
        row.addWidget(self._report)
        row.addStretch(1)
        row.addWidget(self._close)
        for button in (self._copy, self._report, self._close):
            button.setAccessibleName(button.text().removesuffix("…"))
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label("question", messages.say(VERSION, version=version)))
        column.addWidget(words)
        column.addWidget(label("group_heading", messages.say(THIS_MACHINE)))
        column.addWidget(self._found, 1)
        column.addLayout(row)
        self._copy.setEnabled(False)
        self._copy.clicked.connect(self._put_on_the_clipboard)
        self._report.clicked.connect(self.report_wanted)
        self._close.clicked.connect(self.reject)
        self._close.setFocus()
        self._version = version

    def show_found(self, words: str) -> None:
        """What `doctor` says."""
        self._found.setPlainText(words)
        self._copy.setEnabled(True)

    def _put_on_the_clipboard(self) -> None:
        version = messages.say(VERSION, version=self._version)
        QApplication.clipboard().setText(f"{version}\n\n{self._found.toPlainText()}\n")
        self._copy.setText(messages.say(COPIED))
