"""The strip under the script: play and stop, where the playhead is, who is heard."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from studio.sentences import sentence
from ui import icons, messages, quantities
from ui.look import Look
from ui.plain_text import label
from ui.transport.heard_label import HeardLabel

OF_LENGTH = sentence("ui.transport.of_length", "/ {length}")
PLAY = sentence("ui.transport.play", "Play")
STOP = sentence("ui.transport.stop", "Stop")
KEYS = sentence("ui.transport.keys", "{what} (Space, F5)")

_HEIGHT = 46
_MARGIN = 12
_BUTTON, _ICON = QSize(40, 32), QSize(18, 18)


class TransportBar(QFrame):
    """Shows what it is told; its button does `play`, the action that the menu and the keys share."""

    def __init__(self, play: QAction, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("transport")
        self.setFixedHeight(_HEIGHT)
        self._look = look
        self._is_playing = False
        self._button = QToolButton()
        self._button.setObjectName("play")
        self._button.setProperty("kind", "filled")
        self._button.setFixedSize(_BUTTON)
        self._button.setIconSize(_ICON)
        self._button.clicked.connect(play.trigger)
        play.enabledChanged.connect(self._let_play)
        self._position, self._length = label("position"), label("length")
        self.heard = HeardLabel(look)
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        row.setSpacing(_MARGIN)
        for each in (self._button, self._position, self._length):
            row.addWidget(each)
        row.addWidget(self.heard, 1)
        look.changed.connect(self._show_button)
        self._let_play(play.isEnabled())
        self.show_position(0)
        self.show_length(0)

    def show_playing(self, is_playing: bool) -> None:
        if is_playing != self._is_playing:
            self._is_playing = is_playing
            self._show_button()

    def show_position(self, frame: int) -> None:
        words = quantities.position(frame)
        if words != self._position.text():
            self._position.setText(words)
            self._position.setMinimumWidth(self._position.sizeHint().width())

    def show_length(self, frames: int) -> None:
        self._length.setText(messages.say(OF_LENGTH, length=quantities.whole_seconds(frames)))

    def _let_play(self, can_play: bool) -> None:
        self._button.setEnabled(can_play)
        self._show_button()

    def _show_button(self) -> None:
        name, words = ("stop", STOP) if self._is_playing else ("play", PLAY)
        theme = self._look.theme
        self._button.setIcon(icons.icon(name, theme, theme.on_accent, size=_ICON.width()))
        self._button.setAccessibleName(messages.say(words))
        self._button.setToolTip(messages.say(KEYS, what=messages.say(words)))
