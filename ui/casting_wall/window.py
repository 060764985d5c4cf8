"""The window of the casting wall: its areas, and the keys that work everywhere in it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.sentences import sentence
from ui import messages
from ui.casting_wall.foot import Foot
from ui.casting_wall.grid import Grid
from ui.casting_wall.head import Head
from ui.casting_wall.offers import BudgetBar, Offer
from ui.casting_wall.options import Options
from ui.casting_wall.side import Side
from ui.casting_wall.values import WallShown, WaveOfTake
from ui.look import Look

TITLE = sentence("ui.casting_wall.title", "Casting wall — {name}")

_SIZE, _LEAST = QSize(1440, 900), QSize(1000, 640)
_DIGITS = {getattr(Qt.Key, f"Key_{digit}"): (digit - 1) % 10 for digit in range(10)}
"""By key the place of the tile: 1 is the first, 0 the tenth."""
_LATER = 10
"""Shift and a digit count on from here."""


class CastingWallWindow(QDialog):
    """Says which key was meant; `show_wall` says what is true."""

    play_wanted = Signal(int)
    again_wanted = Signal()
    two_wanted = Signal()
    keep_wanted = Signal()
    reject_wanted = Signal()
    reveal_wanted = Signal()
    remove_wanted = Signal()
    cast_wanted = Signal()
    escaped = Signal()
    moved = Signal(int)
    closed = Signal()

    def __init__(
        self, look: Look, wave_of: WaveOfTake, chemistry: QWidget, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("casting_wall")
        self.setMinimumSize(_LEAST)
        self.resize(_SIZE)
        self.head = Head(look)
        self.options = Options(look)
        self.grid = Grid(look, wave_of)
        self.offer = Offer()
        self.budget = BudgetBar()
        self.side = Side(look, wave_of)
        self.foot = Foot(look)
        self._chemistry = chemistry
        self._middle = QStackedWidget()
        for each in (self.grid, self.offer, chemistry):
            self._middle.addWidget(each)
        between = QHBoxLayout()
        between.setSpacing(0)
        between.addWidget(self._middle, 1)
        between.addWidget(self.side)
        rooms = QVBoxLayout(self)
        rooms.setContentsMargins(0, 0, 0, 0)
        rooms.setSpacing(0)
        for each in (self.head, self.options, self.budget):
            rooms.addWidget(each)
        rooms.addLayout(between, 1)
        rooms.addWidget(self.foot)
        for digit in range(1, 9):
            shortcut = QShortcut(QKeySequence(f"Shift+{digit}"), self)
            shortcut.activated.connect(partial(self.play_wanted.emit, _LATER + digit - 1))
        self.grid.play_wanted.connect(self.play_wanted)
        self.grid.two_wanted.connect(self.two_wanted)
        self.grid.moved.connect(self.moved)
        self.foot.close_wanted.connect(self.close)

    def name(self, speaker: str) -> None:
        title = messages.say(TITLE, name=speaker)
        self.setWindowTitle(title)
        self.setAccessibleName(title)

    def show_wall(self, shown: WallShown) -> None:
        self.grid.show_tiles(shown.tiles, shown.colour)
        self._middle.setCurrentWidget(self.grid if shown.tiles else self.offer)
        self.side.show_detail(shown.detail)
        self.side.show_short_list(shown.short_list, shown.counts, shown.colour)
        self.foot.show_foot(shown.foot)

    def show_chemistry(self) -> None:
        self._middle.setCurrentWidget(self._chemistry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        is_enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and modifiers & Qt.KeyboardModifier.ControlModifier:
            self.cast_wanted.emit()
        elif key == Qt.Key.Key_F6:
            self._to_area(-1 if modifiers & Qt.KeyboardModifier.ShiftModifier else 1)
        elif modifiers & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif is_enter:
            self.keep_wanted.emit()
        elif key in _DIGITS:
            self.play_wanted.emit(_DIGITS[Qt.Key(key)])
        else:
            self._plain_key(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _plain_key(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Space:
                self.again_wanted.emit()
            case Qt.Key.Key_X:
                self.reject_wanted.emit()
            case Qt.Key.Key_B:
                self.reveal_wanted.emit()
            case Qt.Key.Key_Delete:
                self.remove_wanted.emit()
            case Qt.Key.Key_Escape:
                self.escaped.emit()
            case _:
                event.ignore()

    def _to_area(self, step: int) -> None:
        """The areas in the order they are read; the tiles first."""
        areas: tuple[QWidget, ...] = (
            self._middle, self.side, self.foot, self.head, self.options, self.budget,
        )  # fmt: skip
        focus = QApplication.focusWidget()
        here = next((at for at, area in enumerate(areas) if focus and area.isAncestorOf(focus)), 0)
        for further in range(1, len(areas) + 1):
            area = areas[(here + step * further) % len(areas)]
            inside = _first_to_focus(area)
            if inside is not None:
                inside.setFocus(Qt.FocusReason.TabFocusReason)
                return


def _first_to_focus(area: QWidget) -> QWidget | None:
    return next(
        (
            each
            for each in area.findChildren(QWidget)
            if each.isVisible()
            and each.isEnabled()
            and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        ),
        None,
    )
