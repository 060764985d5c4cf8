"""Two Takes side by side: heard in turn with 1 and 2, blind if wanted, and one of them kept."""

from __future__ import annotations

import random
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio.sentences import sentence
from ui import fonts, messages
from ui.inspector.values import TakeShown, WaveOfTake
from ui.look import Look
from ui.wave_picture import wave_picture

BLIND = sentence("ui.inspector.compare.blind", "Blind")
KEEP = sentence("ui.inspector.compare.keep", "Keep this one")
SIDE = sentence("ui.inspector.compare.side", "{number}: take {take}, {length}")
BLIND_SIDE = sentence("ui.inspector.compare.blind_side", "{number}")
HEAR = sentence("ui.inspector.compare.hear", "Hear side {number}")

_HEIGHT = 44


class Compare(QFrame):
    """Closed until `begin`; the digits 1 and 2 are heard anywhere inside."""

    hear_wanted = Signal(str)
    keep_wanted = Signal(str)
    closed = Signal()

    def __init__(self, look: Look, wave_of: WaveOfTake) -> None:
        super().__init__()
        self.setObjectName("compare")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sides: list[TakeShown] = []
        self._chosen = 0
        self._pictures = [_Side(number, look, wave_of) for number in range(2)]
        self._blind = QCheckBox(messages.say(BLIND))
        self._blind.setAccessibleName(messages.say(BLIND))
        self._blind.toggled.connect(self._set_blind)
        keep = QPushButton(messages.say(KEEP))
        keep.setObjectName("keep_take")
        keep.setAccessibleName(messages.say(KEEP))
        keep.clicked.connect(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(4)
        for number, picture in enumerate(self._pictures):
            picture.clicked.connect(lambda _checked=False, number=number: self.hear(number))
            column.addWidget(picture)
        foot = QHBoxLayout()
        foot.addWidget(self._blind)
        foot.addStretch(1)
        foot.addWidget(keep)
        column.addLayout(foot)
        for each in (self, *self.findChildren(QWidget)):
            each.installEventFilter(self)
        self.hide()

    @property
    def is_open(self) -> bool:
        return not self.isHidden()

    def begin(self, first: TakeShown, second: TakeShown) -> None:
        self._sides = [first, second]
        self._blind.setChecked(False)
        self._chosen = 0
        self._show()
        self.show()
        self.setFocus()

    def close_it(self) -> None:
        self._sides = []
        self.hide()
        self.closed.emit()

    def takes_changed(self, takes: Sequence[TakeShown], colour: int) -> None:
        """The Takes as they are now; when one of the two is gone, there is nothing to compare."""
        for picture in self._pictures:
            picture.colour = colour
        if not self._sides:
            return
        now = {take.key: take for take in takes if take.is_there}
        if any(side.key not in now for side in self._sides):
            self.close_it()
        else:
            self._sides = [now[side.key] for side in self._sides]
            self._show()

    def hear(self, number: int) -> None:
        self._chosen = number
        self._show()
        self.hear_wanted.emit(self._sides[number].key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Digits are the two sides here and not the numbers of Takes, whatever has the focus."""
        if isinstance(event, QKeyEvent) and self._sides and not event.modifiers():
            digits = {Qt.Key.Key_1: 0, Qt.Key.Key_2: 1}
            if event.key() in digits and event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.key() in digits and event.type() is QEvent.Type.KeyPress:
                self.hear(digits[Qt.Key(event.key())])
                return True
            if event.key() == Qt.Key.Key_Escape and event.type() is QEvent.Type.KeyPress:
                self.close_it()
                return True
        return super().eventFilter(watched, event)

    def _set_blind(self, is_blind: bool) -> None:
        if is_blind:
            random.shuffle(self._sides)
        self._show()

    def _keep(self) -> None:
        if self._sides:
            kept = self._sides[self._chosen].key
            self.close_it()
            self.keep_wanted.emit(kept)

    def _show(self) -> None:
        for number, (picture, side) in enumerate(zip(self._pictures, self._sides, strict=True)):
            is_blind = self._blind.isChecked()
            words = BLIND_SIDE if is_blind else SIDE
            said = messages.say(words, number=number + 1, take=side.number, length=side.length)
            picture.show_take(side, said, is_chosen=number == self._chosen, is_blind=is_blind)


class _Side(QAbstractButton):
    def __init__(self, number: int, look: Look, wave_of: WaveOfTake) -> None:
        super().__init__()
        self._look, self._wave_of = look, wave_of
        self._take: TakeShown | None = None
        self._is_chosen = self._is_blind = False
        self.colour = 0
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(messages.say(HEAR, number=number + 1))

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def show_take(self, take: TakeShown, words: str, *, is_chosen: bool, is_blind: bool) -> None:
        self._take, self._is_chosen, self._is_blind = take, is_chosen, is_blind
        self.setText(words)
        self.setAccessibleDescription(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._look.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.accent if self._is_chosen or self.hasFocus() else theme.line
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.setBrush(theme.selection if self._is_chosen else theme.panel)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.setPen(theme.text2)
        painter.setFont(fonts.font(fonts.HINT))
        painter.drawText(QRectF(8, 3, self.width() - 16, 14), self.text())
        if self._take is None or self._is_blind:
            return
        width, height = self.width() - 16, self.height() - 22
        wave = self._wave_of(self._take.key, width)
        if wave is not None:
            ink = theme.speaker(self.colour).ink
            painter.drawImage(8, 18, wave_picture(wave, height, ink))
