"""One Voice on the wall: key, name, waveform as it grows, state, length, price, and what it sounds like."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QToolButton

from studio.sentences import sentence
from ui import fonts, icons, messages
from ui.casting_wall import tile_painter
from ui.casting_wall.values import TileShown, TileState, WaveOfTake
from ui.look import Look
from ui.plain_text import tip
from ui.rounded import paint_panel

KEEP = sentence("ui.casting_wall.keep", "Keep {name}")
REJECT = sentence("ui.casting_wall.reject", "Reject {name}")
AGAIN = sentence("ui.casting_wall.again", "Ask {name} again")

_BUTTON, _ROOM = 24, 8


class Tile(QFrame):
    """`show_tile` says what is true; a press anywhere plays it."""

    play_wanted = Signal()
    keep_wanted = Signal()
    reject_wanted = Signal()
    again_wanted = Signal()
    two_wanted = Signal()
    moved = Signal(int, int)

    def __init__(self, look: Look, wave_of: WaveOfTake) -> None:
        super().__init__()
        self.setObjectName("wall_tile")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look, self._wave_of = look, wave_of
        self._tile: TileShown | None = None
        self._colour = 0
        self._played: float | None = None
        self._keep, self._reject, self._again = (QToolButton(self) for _ in range(3))
        for button, signal in (
            (self._keep, self.keep_wanted),
            (self._reject, self.reject_wanted),
            (self._again, self.again_wanted),
        ):
            button.setProperty("kind", "flat")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys Enter and X do the same
            button.setFixedSize(_BUTTON, _BUTTON)
            button.clicked.connect(signal)
        look.changed.connect(self._show_icons)

    @property
    def tile(self) -> TileShown | None:
        return self._tile

    def show_tile(self, tile: TileShown, colour: int) -> None:
        is_same_wave = self._tile is not None and tile.arrived == self._tile.arrived
        if tile == self._tile and colour == self._colour and is_same_wave:
            return
        self._tile, self._colour = tile, colour
        if not tile.is_playing:
            self._played = None
        can_be_judged = not tile.state.can_be_tried_again
        self._keep.setVisible(can_be_judged)
        self._reject.setVisible(can_be_judged)
        self._again.setVisible(not can_be_judged)
        for button, words in ((self._keep, KEEP), (self._reject, REJECT), (self._again, AGAIN)):
            button.setAccessibleName(messages.say(words, name=tile.name))
            button.setToolTip(tip(messages.say(words, name=tile.name)))
        self.setAccessibleName(tile.said)
        self._show_icons()
        self.update()

    def show_played(self, share: float | None) -> None:
        """How much of it was heard; None when it is not being played."""
        if share != self._played:
            self._played = share
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(258, 208)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.play_wanted.emit()

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab is a key of the wall; Shift+Tab and F6 lead out of it."""
        return False if is_next else super().focusNextPrevChild(is_next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Tab:
                self.two_wanted.emit()
            case Qt.Key.Key_Left:
                self.moved.emit(-1, 0)
            case Qt.Key.Key_Right:
                self.moved.emit(1, 0)
            case Qt.Key.Key_Up:
                self.moved.emit(0, -1)
            case Qt.Key.Key_Down:
                self.moved.emit(0, 1)
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        bottom, right = self.height() - _BUTTON - 5, self.width() - _BUTTON - _ROOM
        self._reject.move(right, bottom)
        self._again.move(right, bottom)
        self._keep.move(right - _BUTTON - 2, bottom)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._tile is None:
            return
        tile, theme = self._tile, self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_lit = tile.is_playing or tile.is_current
        edge, width = theme.line, 1
        if tile.is_kept:
            edge = theme.ready
        if is_lit:
            edge, width = theme.accent, 2
        ground = theme.selection if is_lit else theme.panel
        paint_panel(painter, self.rect(), ground, edge, width)
        if tile.is_rejected:
            painter.setOpacity(0.55)
        tile_painter.paint_head(painter, tile, theme, self.width(), self.devicePixelRatio())
        waves = QRectF(14, 46, self.width() - 28, self.height() - 46 - 64)
        tile_painter.paint_wave(painter, tile, theme, waves, self._wave_of, self._colour)
        if self._played is not None:
            x = waves.left() + waves.width() * tile.part * self._played
            painter.fillRect(QRectF(x, waves.top() - 2, 2, waves.height() + 4), theme.playhead)
        tile_painter.paint_state(
            painter, tile, theme, self.width(), self.height() - 58, self.devicePixelRatio()
        )
        line = self.height() - 34
        painter.fillRect(QRectF(14, line, self.width() - 28, 1), theme.line)
        painter.setPen(theme.text2)
        painter.setFont(fonts.font(fonts.SECONDARY))
        foot = QRectF(14, line + 1, self.width() - 28 - 2 * _BUTTON, 33)
        words = painter.fontMetrics().elidedText(
            tile.sound, Qt.TextElideMode.ElideRight, round(foot.width())
        )
        painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter, words)

    def _show_icons(self) -> None:
        theme, tile = self._look.theme, self._tile
        kept = theme.ready if tile is not None and tile.is_kept else theme.text2
        rejected = theme.failed if tile is not None and tile.is_rejected else theme.text2
        self._keep.setIcon(icons.icon("check", theme, kept))
        self._reject.setIcon(icons.icon("close", theme, rejected))
        is_stopped = tile is not None and tile.state is TileState.STOPPED
        self._again.setIcon(icons.icon("make" if is_stopped else "retake", theme, theme.text2))
