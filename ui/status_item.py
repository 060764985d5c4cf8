"""One thing the line at the foot of the window tells: an icon and words, pressed to go to its place."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import fonts, icons
from ui.look import Look
from ui.plain_text import tip

_HEIGHT, _ICON, _GAP, _PADDING = 24, 14, 6, 6
_LEAST_WORDS = 24


class StatusItem(QAbstractButton):
    """Gives way to its neighbours: words that do not fit end in dots, and the tooltip has them all.

    `keeps` is how much room its words have before anybody else's.
    """

    def __init__(
        self, name: str, icon: str, look: Look, parent: QWidget, *, keeps: int = 0
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._look, self._icon, self._keeps = look, icon, keeps
        self._is_trouble = False
        self._more = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.hide()

    def say(self, words: str, *, more: str = "", is_trouble: bool = False, icon: str = "") -> None:
        """These words, and `more` of it in the tooltip; without words it is not there."""
        icon = icon or self._icon
        if (words, more, is_trouble, icon) == (
            self.text(),
            self._more,
            self._is_trouble,
            self._icon,
        ):
            return
        self._more, self._is_trouble, self._icon = more, is_trouble, icon
        self.setText(words)
        self.setAccessibleName(f"{words}. {more}".strip() if more else words)
        self.setVisible(bool(words))
        self._show_tip()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(self._margins() + words + 1, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text()) + 1
        least = min(words, max(self._keeps, _LEAST_WORDS)) if self.text() else 0
        return QSize(self._margins() + least, _HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_tip()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        box = self.rect()
        if self.underMouse() or self.isDown():
            painter.fillRect(box, theme.selection)
        if self.hasFocus():
            painter.setPen(theme.accent)
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        colour = theme.failed if self._is_trouble else theme.text2
        left = box.left() + _PADDING
        if self._icon:
            name = "warn" if self._is_trouble else self._icon
            top = box.center().y() - _ICON // 2 + 1
            drawn = icons.pixmap(name, theme, colour, _ICON, self.devicePixelRatio())
            painter.drawPixmap(left, top, drawn)
            left += _ICON + (_GAP if self.text() else 0)
        painter.setPen(colour)
        weight = fonts.SEMIBOLD if self._is_trouble else fonts.REGULAR
        painter.setFont(fonts.font(fonts.SECONDARY, weight))
        room = QRect(left, box.top(), box.right() - _PADDING - left + 1, box.height())
        words = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def _margins(self) -> int:
        icon = _ICON + (_GAP if self.text() else 0) if self._icon else 0
        return 2 * _PADDING + icon

    def _show_tip(self) -> None:
        is_whole = self.width() >= self.sizeHint().width()
        words = self._more if is_whole else "\n".join(filter(None, (self.text(), self._more)))
        self.setToolTip(tip(words))
