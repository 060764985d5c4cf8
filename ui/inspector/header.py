"""The head of the inspector: which Line it is or how many, how it stands, and Approve."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from studio.document.values import LineStatus
from studio.sentences import sentence
from ui import chips, icons, messages
from ui.elided_label import ElidedLabel
from ui.inspector.values import Shown
from ui.look import Look
from ui.plain_text import label, tip

APPROVE = sentence("ui.inspector.approve", "Approve")
UNAPPROVE = sentence("ui.inspector.unapprove", "Unapprove")
LOCKED_LINE = sentence("ui.inspector.locked", "The line is locked. Unlock it first (Ctrl+L).")

_HEIGHT = 44


class Header(QFrame):
    """`show_lines` says of which."""

    approve_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("inspector_header")
        self.setFixedHeight(_HEIGHT)
        self._look = look
        self._shown: Shown | None = None
        self._number, self._name = label("inspector_number"), ElidedLabel("speaker_name")
        self._chip = _Chip(look)
        self._glyph, self._state = QLabel(), ElidedLabel("inspector_state")
        self._approve = QPushButton(messages.say(APPROVE))
        self._approve.setObjectName("inspector_approve")
        self._approve.setAccessibleName(messages.say(APPROVE))
        self._approve.clicked.connect(self.approve_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        for each in (self._number, self._chip, self._name):
            row.addWidget(each)
        row.addStretch(1)
        for other in (self._glyph, self._state, self._approve):
            row.addWidget(other)
        look.changed.connect(self._show_colours)

    def show_lines(self, shown: Shown) -> None:
        self._shown = shown
        self._number.setText(shown.number)
        self._number.setVisible(bool(shown.number))
        self._name.setText(shown.title)
        self._chip.show_chip(shown.initials, shown.colour)
        self._state.setText(shown.state_word)
        is_on = shown.status is LineStatus.APPROVED
        words = messages.say(UNAPPROVE if is_on else APPROVE)
        is_locked = shown.status is LineStatus.LOCKED
        why_not = messages.say(LOCKED_LINE) if is_locked else shown.cannot_approve
        self._approve.setText(words)
        self._approve.setAccessibleName(words)
        self._approve.setEnabled(not why_not)
        self._approve.setToolTip(tip(why_not))
        self._show_colours()

    def _show_colours(self) -> None:
        if self._shown is None:
            return
        theme = self._look.theme
        self._approve.setIcon(icons.icon("check", theme, theme.text2))
        colour = getattr(theme, self._shown.state_token)
        scale = self.devicePixelRatio()
        self._glyph.setVisible(bool(self._shown.state_icon))
        if self._shown.state_icon:
            self._glyph.setPixmap(icons.pixmap(self._shown.state_icon, theme, colour, 16, scale))
        self._chip.update()


class _Chip(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._initials, self._colour = look, "", 0
        self.setFixedSize(QSize(chips.WIDTH, chips.HEIGHT))

    def show_chip(self, initials: str, colour: int) -> None:
        self._initials, self._colour = initials, colour
        self.setVisible(bool(initials))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        chips.paint_chip(QPainter(self), 0, 0, self._initials, self._colour, self._look.theme)
