"""The tab Line: all sections about the selected Lines, or what to do when there are none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from studio.sentences import sentence
from ui import messages
from ui.inspector.cue_section import CueSection
from ui.inspector.delivery_section import DeliverySection
from ui.inspector.header import Header
from ui.inspector.notes_section import NotesSection
from ui.inspector.sent_section import SentSection
from ui.inspector.takes_section import TakesSection
from ui.inspector.values import Shown, WaveOfTake
from ui.look import Look
from ui.plain_text import label
from ui.section import Section

LINE = sentence("ui.inspector.line", "Line")
EMPTY = sentence("ui.inspector.empty", "Select a line to see its takes.")
MADE_WITH = sentence("ui.inspector.made_with", "Made with")


class InspectorPanel(QStackedWidget):
    """Its sections say what is wanted; `show_lines` says what is true."""

    approve_wanted = Signal()

    def __init__(self, look: Look, wave_of: WaveOfTake) -> None:
        super().__init__()
        self.setObjectName("inspector")
        self._shown: Shown | None = None
        self.header = Header(look)
        self.header.approve_wanted.connect(self.approve_wanted)
        self.takes = TakesSection(look, wave_of)
        self.cue = CueSection(look)
        self.delivery = DeliverySection(look)
        self.sent = SentSection(look)
        self.notes = NotesSection(look)
        self._made = Section(MADE_WITH, look, is_open=False)
        self._made_with = label("section_words")
        self._made_with.setWordWrap(True)
        self._made_with.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._made.add(self._made_with)
        empty = label("empty_hint", messages.say(EMPTY))
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setWordWrap(True)
        self.addWidget(empty)
        self.addWidget(self._page())

    def show_lines(self, shown: Shown | None) -> None:
        """None when no Line is selected."""
        if shown == self._shown and shown is not None:
            return
        self._shown = shown
        self.setCurrentIndex(0 if shown is None else 1)
        if shown is None:
            return
        self.header.show_lines(shown)
        self.cue.show_cue(shown.cue)
        self.delivery.show_values(shown.delivery)
        one = shown.one
        self.notes.show_line(shown.status, None if one is None else one.notes)
        for section in (self.takes, self.sent, self._made):
            section.setVisible(one is not None)
        if one is not None:
            self.takes.show_line(one, shown.colour)
            self.sent.show_sent(one.sent)
            self._made_with.setText(one.made_with)
            self._made.setVisible(bool(one.made_with))

    def forget(self) -> None:
        """Show everything anew the next time: what was typed did not come to pass."""
        self._shown = None

    def _page(self) -> QWidget:
        sections = QWidget()
        sections.setObjectName("inspector_sections")
        column = QVBoxLayout(sections)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in (self.takes, self.cue, self.delivery, self.sent, self.notes, self._made):
            column.addWidget(each)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("inspector_scroll")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the focus
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(sections)
        page = QWidget()
        rooms = QVBoxLayout(page)
        rooms.setContentsMargins(0, 0, 0, 0)
        rooms.setSpacing(0)
        rooms.addWidget(self.header)
        rooms.addWidget(scroll, 1)
        return page
