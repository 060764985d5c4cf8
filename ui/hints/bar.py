"""The bar above the script with one hint on it: what to do next, and buttons that do it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from studio.sentences import sentence
from ui import icons, messages
from ui.hints.values import Hint
from ui.look import Look
from ui.plain_text import label

CLOSE = sentence("ui.hints.close", "Close this hint")
NAME = sentence("ui.hints.name", "Hint")

_CLOSE_SIZE = 24


class HintBar(QFrame):
    """Hidden while there is nothing to say."""

    way_chosen = Signal(object)
    closed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("hint_bar")
        self.setAccessibleName(messages.say(NAME))
        self._look = look
        self._words = label("hint_words")
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._ways = QHBoxLayout()
        self._ways.setSpacing(6)
        self._buttons: list[QPushButton] = []
        self._close = QToolButton()
        self._close.setObjectName("close_hint")
        self._close.setProperty("kind", "flat")
        self._close.setFixedSize(_CLOSE_SIZE, _CLOSE_SIZE)
        self._close.setAccessibleName(messages.say(CLOSE))
        self._close.setToolTip(messages.say(CLOSE))
        self._close.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 8, 5)
        row.setSpacing(12)
        row.addWidget(self._words, 1)
        row.addLayout(self._ways)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        look.changed.connect(self._show_icon)
        self._show_icon()
        self.hide()

    def show_hint(self, hint: Hint | None, keys: str = "") -> None:
        """This one, in place of the last, with these keys; None says no more."""
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        if hint is None:
            self.hide()
            return
        self._words.setText(messages.say(hint.words, keys=keys))
        for place, (words, command) in enumerate(hint.ways):
            button = QPushButton(messages.say(words))
            button.setProperty("kind", "small" if place else "small_filled")
            button.setAccessibleName(messages.say(words))
            button.setAutoDefault(False)
            button.clicked.connect(
                lambda _checked=False, command=command: self.way_chosen.emit(command)
            )
            self._ways.addWidget(button)
            self._buttons.append(button)
        self.show()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def _show_icon(self) -> None:
        self._close.setIcon(icons.icon("close", self._look.theme, self._look.theme.text2, size=14))
