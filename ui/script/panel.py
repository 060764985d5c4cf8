"""The script's area of the window: what piece it is, how much of it there is, and its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from studio.document.change import Change
from studio.document.values import LineId
from studio.sentences import sentence
from studio.studio import Studio
from ui import messages, quantities
from ui.look import Look
from ui.plain_text import label
from ui.script.empty_page import EmptyPage
from ui.script.paste_bar import PasteBar
from ui.script.rows import Row
from ui.script.script_view import ScriptView
from ui.script.writer import Field

UNTITLED = sentence("ui.script.untitled", "Untitled")
COUNTS = sentence("ui.script.counts", "{lines} lines · {speakers} speakers · {length}")

_HEADER_HEIGHT = 40


class ScriptPanel(QWidget):
    """Tell it when the Document, Takes or the heard Lines changed."""

    script_wanted = Signal()
    sample_wanted = Signal()
    first_line_wanted = Signal()
    selected = Signal()

    def __init__(self, studio: Studio, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio = studio
        self._view = ScriptView(studio, look, self)
        self._view.selected.connect(self.selected)
        self.writer = self._view.writer
        self.paste_bar = PasteBar()
        self._title, self._counts = label("script_title"), label("script_counts")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._view)
        empty = EmptyPage()
        empty.script_wanted.connect(self.script_wanted)
        empty.sample_wanted.connect(self.sample_wanted)
        empty.line_wanted.connect(self.first_line_wanted)
        self._pages.addWidget(empty)
        rooms = QVBoxLayout(self)
        rooms.setContentsMargins(0, 0, 0, 0)
        rooms.setSpacing(0)
        rooms.addWidget(self._header())
        rooms.addWidget(self.paste_bar)
        rooms.addWidget(self._pages, 1)
        self.setFocusProxy(self._view)

    def document_changed(self, change: Change | None = None) -> None:
        """`change` tells what is different; without it everything may be another."""
        document = self._studio.document
        self._title.setText(document.title or messages.say(UNTITLED))
        self._pages.setCurrentIndex(0 if document.lines else 1)
        self._view.document_changed(change)
        self._show_counts()

    def takes_changed(self) -> None:
        self._view.rows.takes_changed()
        self._show_counts()

    def set_heard(self, lines: frozenset[LineId]) -> None:
        self._view.set_heard(lines)

    def set_words_heard(self, words: Mapping[LineId, tuple[int, int]]) -> None:
        """The word that is heard of each Line that sounds, by characters of the text as sent."""
        self._view.set_words_heard(words)

    def start_following(self) -> None:
        """Keep the heard row in view again."""
        self._view.start_following()

    def current_line(self) -> LineId | None:
        """The Line of the row that keys act on."""
        return self._view.current_line()

    def selected_items(self) -> tuple[str, ...]:
        """The ids of the selected rows, in the order of the script."""
        return self._view.selected_items()

    def selected_lines(self) -> tuple[LineId, ...]:
        return self._view.selected_lines()

    def select(self, items: Iterable[str]) -> None:
        self._view.select(items)

    def select_all(self) -> None:
        self._view.selectAll()

    def write_new(self, line: LineId) -> None:
        """Put the caret into a Line that was just made, to choose who speaks it."""
        self.writer.begin_new(line, Field.NAME)

    def row_of(self, line: LineId) -> Row | None:
        """What the script shows of `line`; None when it is not in the Document any more."""
        return self._view.rows.rows.find(line)

    def _show_counts(self) -> None:
        document = self._studio.document
        words = messages.say(
            COUNTS,
            lines=len(document.lines),
            speakers=len(document.cast),
            length=quantities.whole_seconds(self._studio.timeline.end_frame),
        )
        self._counts.setText(words if document.lines else "")

    def _header(self) -> QFrame:
        header = QFrame()
        header.setObjectName("script_header")
        header.setFixedHeight(_HEADER_HEIGHT)
        row = QHBoxLayout(header)
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(self._title)
        row.addStretch()
        row.addWidget(self._counts)
        return header
