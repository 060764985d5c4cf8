"""The filled button that has takes made, with an arrow to what else can be made."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from studio.sentences import sentence
from ui import icons, messages
from ui.look import Look
from ui.make_words import Deed, Offer
from ui.plain_text import tip

MORE = sentence("ui.make_button.more", "More to make")

_ICON = 16


class MakeButton(QWidget):
    """Two buttons side by side, so that the arrow has a place in the order of the keys."""

    pressed = Signal()
    worded = Signal()
    """It says something else, which may need more room."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._deed = look, Deed.NOTHING
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self._main, self._arrow = QToolButton(), QToolButton()
        self._main.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._main.setObjectName("make")
        self._main.clicked.connect(self.pressed)
        self._arrow.setObjectName("make_more")
        self._arrow.setAccessibleName(messages.say(MORE))
        self._arrow.setToolTip(messages.say(MORE))
        self._arrow.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._arrow.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        for button in (self._main, self._arrow):
            button.setIconSize(QSize(_ICON, _ICON))
            row.addWidget(button)
        self._dress()
        look.changed.connect(self._show_icons)

    def show_offer(self, offer: Offer, hint: str) -> None:
        """What a press does, and what is to be known about it."""
        is_new = offer.words != self._main.text()
        self._main.setText(offer.words)
        self._main.setAccessibleName(offer.words)
        self._main.setAccessibleDescription(hint)
        self._main.setToolTip(tip(hint or offer.words))
        self._main.setEnabled(offer.deed is not Deed.NOTHING)
        if offer.deed is not self._deed:
            self._deed = offer.deed
            self._dress()
        if is_new:
            self.worded.emit()

    def _dress(self) -> None:
        """Filled while there is something to press for."""
        for button in (self._main, self._arrow):
            button.setProperty("kind", "plain" if self._deed is Deed.NOTHING else "filled")
            button.style().unpolish(button)
            button.style().polish(button)
        self._show_icons()

    def _show_icons(self) -> None:
        theme = self._look.theme
        colour = theme.text2 if self._deed is Deed.NOTHING else theme.on_accent
        name = "pause" if self._deed is Deed.PAUSE else "make"
        self._main.setIcon(icons.icon(name, theme, colour, size=_ICON))
        self._arrow.setIcon(icons.icon("down", theme, colour, size=_ICON))
