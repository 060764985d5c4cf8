"""The tab Speaker: all sections about one Speaker, or what to do when there is none."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.sentences import sentence
from ui import chips, fonts, messages
from ui.look import Look
from ui.plain_text import label
from ui.section import Section
from ui.speaker.delivery_section import DeliverySection
from ui.speaker.notes_field import NotesField
from ui.speaker.pauses_section import PausesSection
from ui.speaker.values import SpeakerShown
from ui.speaker.voices_section import VoicesSection
from ui.type_to_hear import TypeToHear

SPEAKER = sentence("ui.speaker.name", "Speaker")
EMPTY = sentence("ui.speaker.empty", "Select a line or a card of the cast to see who speaks.")
TYPE_TO_HEAR = sentence("ui.speaker.type_to_hear", "Type to hear")
ABOUT = sentence("ui.speaker.about", "Notes and names")
NOTES = sentence("ui.speaker.notes", "Notes about this speaker")
ALIASES = sentence("ui.speaker.aliases", "Other names in scripts, with commas between")
CODE = sentence("ui.speaker.code", "Short code for file names")
RIGHTS = sentence("ui.speaker.rights", "Rights of the voices")
LEDGER = sentence("ui.speaker.ledger", "Ledger")
OPEN_LEDGER = sentence("ui.speaker.open_ledger", "Open the ledger…")


class SpeakerPanel(QStackedWidget):
    """`show_speaker` says what is true; the sections say what is wanted."""

    came_to_front = Signal()
    notes_wanted = Signal(str)
    aliases_wanted = Signal(str)
    code_wanted = Signal(str)
    ledger_wanted = Signal()

    def __init__(self, look: Look, typing: TypeToHear) -> None:
        super().__init__()
        self.setObjectName("inspector")
        self.setAccessibleName(messages.say(SPEAKER))
        self._shown: SpeakerShown | None = None
        self._header = _Header(look)
        self.voices = VoicesSection(look)
        self.delivery = DeliverySection(look)
        self.pauses = PausesSection(look)
        hear = Section(TYPE_TO_HEAR, look)
        hear.add(typing)
        about = Section(ABOUT, look)
        self._notes = NotesField()
        self._notes.setAccessibleName(messages.say(NOTES))
        self._notes.setPlaceholderText(messages.say(NOTES))
        self._notes.edited.connect(self.notes_wanted)
        self._aliases, self._code = QLineEdit(), QLineEdit()
        about.add(self._notes)
        for field, words, signal in (
            (self._aliases, ALIASES, self.aliases_wanted),
            (self._code, CODE, self.code_wanted),
        ):
            field.setAccessibleName(messages.say(words))
            field.setPlaceholderText(messages.say(words))
            field.setToolTip(messages.say(words))
            field.editingFinished.connect(
                lambda field=field, signal=signal: signal.emit(field.text())
            )
            about.add(field)
        rights = Section(RIGHTS, look)
        self._rights = _words()
        rights.add(self._rights)
        ledger = Section(LEDGER, look)
        self._ledger = _words()
        ledger.add(self._ledger)
        button = QPushButton(messages.say(OPEN_LEDGER))
        button.setProperty("kind", "small")
        button.setAccessibleName(messages.say(OPEN_LEDGER))
        button.clicked.connect(self.ledger_wanted)
        ledger.add(button)
        empty = label("empty_hint", messages.say(EMPTY))
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setWordWrap(True)
        self.addWidget(empty)
        self.addWidget(
            self._page((self.voices, self.delivery, hear, self.pauses, about, rights, ledger))
        )

    def show_speaker(self, shown: SpeakerShown | None) -> None:
        """None when there is nobody."""
        if shown == self._shown:
            return
        self._shown = shown
        self.setCurrentIndex(0 if shown is None else 1)
        if shown is None:
            return
        self._header.show_speaker(shown)
        self.voices.show_speaker(shown)
        self.delivery.show_speaker(shown)
        self.pauses.show_speaker(shown)
        self._notes.show_notes(shown.speaker.notes)
        self._aliases.setText(", ".join(shown.speaker.aliases))
        self._code.setText(shown.speaker.short_code)
        self._rights.setText(shown.rights)
        self._ledger.setText(shown.ledger)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.came_to_front.emit()

    def forget(self) -> None:
        """Show everything anew the next time: what was typed did not come to pass."""
        self._shown = None

    def _page(self, sections: tuple[QWidget, ...]) -> QWidget:
        inside = QWidget()
        inside.setObjectName("inspector_sections")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in sections:
            column.addWidget(each)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("inspector_scroll")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the focus
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        page = QWidget()
        rooms = QVBoxLayout(page)
        rooms.setContentsMargins(0, 0, 0, 0)
        rooms.setSpacing(0)
        rooms.addWidget(self._header)
        rooms.addWidget(scroll, 1)
        return page


class _Header(QFrame):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("inspector_header")
        self._look = look
        self._shown: SpeakerShown | None = None
        self.setFixedHeight(42)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)

    def sizeHint(self) -> QSize:
        return QSize(280, 42)

    def show_speaker(self, shown: SpeakerShown) -> None:
        self._shown = shown
        self.setAccessibleName(shown.speaker.name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._shown is None:
            return
        painter, theme, who = QPainter(self), self._look.theme, self._shown.speaker
        chips.paint_chip(painter, 12, 12, self._shown.initials, who.colour, theme)
        painter.setFont(fonts.font(fonts.zoomed(fonts.BODY), fonts.SEMIBOLD))
        painter.setPen(theme.speaker(who.colour).ink)
        room = self.rect().adjusted(44, 0, -12, 0)
        words = painter.fontMetrics().elidedText(
            who.name, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)


def _words() -> QLabel:
    made = label("section_words")
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
