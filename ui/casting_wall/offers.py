"""What the wall says when it is empty, and when it would cost more than there is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from studio.sentences import sentence
from ui import messages
from ui.casting_wall.options import ADD
from ui.plain_text import label

CHOOSE = sentence("ui.casting_wall.choose", "Choose up to 18 voices")
CHOOSE_HINT = sentence(
    "ui.casting_wall.choose_hint",
    "Each of them says the line at once. Names stay hidden until you have listened.",
)
TRY_LOCAL = sentence("ui.casting_wall.try_local", "Try {count} local voices, free")
NO_LINE = sentence("ui.casting_wall.no_line", "{name} has no line with words yet")
NO_LINE_HINT = sentence(
    "ui.casting_wall.no_line_hint", "Write one, or choose another speaker at the top left."
)
NO_VOICE_FITS = sentence("ui.casting_wall.no_voice_fits", "No voice on the wall fits all filters")
CLEAR = sentence("ui.casting_wall.clear", "Clear filters")
LOCAL_ONLY = sentence("ui.casting_wall.local_only", "Local voices only")


class Offer(QWidget):
    """Words in the middle, and what can be done about it."""

    add_wanted = Signal()
    local_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title, self._hint = label("empty_title"), label("empty_hint")
        self._hint.setWordWrap(True)
        self._add, self._local, self._clear = (QPushButton() for _ in range(3))
        self._add.setText(messages.say(ADD))
        self._add.setProperty("kind", "filled")
        self._clear.setText(messages.say(CLEAR))
        row = QHBoxLayout()
        row.addStretch(1)
        for button, signal in (
            (self._add, self.add_wanted),
            (self._local, self.local_wanted),
            (self._clear, self.clear_wanted),
        ):
            button.setAutoDefault(False)
            button.setAccessibleName(button.text())
            button.clicked.connect(signal)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        for each in (self._title, self._hint):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(each)
        column.addLayout(row)
        column.addStretch(1)

    def show_empty(self, local: int) -> None:
        """No voice hangs here yet; so many local ones would fit the Speaker."""
        self._say(messages.say(CHOOSE), messages.say(CHOOSE_HINT))
        words = messages.say(TRY_LOCAL, count=local)
        self._local.setText(words)
        self._local.setAccessibleName(words)
        self._add.show()
        self._local.setVisible(local > 0)
        self._clear.hide()

    def focus(self) -> None:
        """On what costs nothing, where that is offered."""
        buttons = (self._local, self._add, self._clear)
        first = next((each for each in buttons if not each.isHidden()), None)
        if first is not None:
            first.setFocus()

    def show_no_line(self, name: str) -> None:
        self._say(messages.say(NO_LINE, name=name), messages.say(NO_LINE_HINT))
        for button in (self._add, self._local, self._clear):
            button.hide()

    def show_nothing_fits(self) -> None:
        self._say(messages.say(NO_VOICE_FITS), "")
        self._add.hide()
        self._local.hide()
        self._clear.show()

    def _say(self, title: str, hint: str) -> None:
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))


class BudgetBar(QFrame):
    """More than the budget has left: local voices alone, or more money."""

    local_only_wanted = Signal()
    raise_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("question_bar")
        self._words = label("wall_budget")
        self._words.setWordWrap(True)
        self._local, self._raise = QPushButton(messages.say(LOCAL_ONLY)), QPushButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 18, 8)
        row.addWidget(self._words, 1)
        for button, signal in (
            (self._local, self.local_only_wanted),
            (self._raise, self.raise_wanted),
        ):
            button.setAutoDefault(False)
            button.setAccessibleName(button.text())
            button.clicked.connect(signal)
            row.addWidget(button)
        self.hide()

    def show_question(self, words: str, go_on: str) -> None:
        """Nothing to ask hides it."""
        self.setVisible(bool(words))
        self._words.setText(words)
        self._raise.setText(go_on)
        self._raise.setAccessibleName(go_on)
