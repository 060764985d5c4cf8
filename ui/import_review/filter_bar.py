"""Above the Lines of a review: which of them are shown, and all that are shown ticked at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLineEdit, QToolButton

from studio.scripts.merge import MergeRow, Result
from studio.sentences import sentence
from ui import messages
from ui.import_review.words import result_words

ALL = sentence("ui.import_review.all", "All {count}")
FIND = sentence("ui.import_review.find", "Find")
TICK_SHOWN = sentence("ui.import_review.tick_shown", "Tick all")
UNTICK_SHOWN = sentence("ui.import_review.untick_shown", "Tick none")

_HEIGHT, _FIND_WIDTH = 44, 150
_RESULTS = (None, Result.CHANGED, Result.ADDED, Result.GONE, Result.MOVED, Result.UNSURE)


class FilterBar(QFrame):
    """`wanted` tells a Result, or None for all, and the words to be found."""

    wanted = Signal(object, str)
    all_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("review_filter")
        self.setFixedHeight(_HEIGHT)
        self._result: Result | None = None
        self._buttons = {result: QToolButton() for result in _RESULTS}
        self._find = QLineEdit()
        self._find.setPlaceholderText(messages.say(FIND))
        self._find.setAccessibleName(messages.say(FIND))
        self._find.setClearButtonEnabled(True)
        self._find.setMinimumWidth(_FIND_WIDTH)
        self._find.setMaximumWidth(2 * _FIND_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(0)
        group = QButtonGroup(self)
        for result, button in self._buttons.items():
            button.setCheckable(True)
            button.setProperty("kind", "segment")
            group.addButton(button)
            button.clicked.connect(partial(self._choose, result))
            row.addWidget(button)
        self._buttons[None].setChecked(True)
        row.addSpacing(12)
        row.addStretch(1)
        for words, is_on in ((TICK_SHOWN, True), (UNTICK_SHOWN, False)):
            button = QToolButton()
            button.setProperty("kind", "small")
            button.setText(messages.say(words))
            button.setAccessibleName(messages.say(words))
            button.clicked.connect(partial(self.all_wanted.emit, is_on))
            row.addWidget(button)
            row.addSpacing(6)
        row.addWidget(self._find)
        self._find.textChanged.connect(lambda _text: self._tell())

    def show_rows(self, rows: Iterable[MergeRow]) -> None:
        """How many there are of each; what there is none of is not offered."""
        counts = Counter(row.result for row in rows)
        for result, button in self._buttons.items():
            if result is None:
                words = messages.say(ALL, count=counts.total())
            else:
                words = f"{result.value} {result_words(result)} {counts[result]}"
                button.setVisible(counts[result] > 0)
            button.setText(words)
            button.setAccessibleName(words)
        if self._result is not None and not counts[self._result]:
            self._buttons[None].click()

    def _choose(self, result: Result | None) -> None:
        self._result = result
        self._tell()

    def _tell(self) -> None:
        self.wanted.emit(self._result, self._find.text())
