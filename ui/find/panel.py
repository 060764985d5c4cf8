"""Find and replace: the question above, the places below, each with a tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.sentences import Sentence, sentence
from ui import messages
from ui.plain_text import label

FIND = sentence("ui.find.find", "Find")
REPLACE_BY = sentence("ui.find.replace_by", "Replace by")
MATCH_CASE = sentence("ui.find.match_case", "Match capitals")
WHOLE_WORD = sentence("ui.find.whole_word", "Whole words only")
PATTERN = sentence("ui.find.pattern", "Regular expression")
IN_SPEAKER = sentence("ui.find.in_speaker", "In this speaker")
IN_SCENE = sentence("ui.find.in_scene", "In this scene")
IN_DIRECTIONS = sentence("ui.find.in_directions", "In directions")
PLACES = sentence("ui.find.places", "Places found")
ONE = sentence("ui.find.one", "1 place")
COUNT = sentence("ui.find.count", "{count} places")
MANY = sentence("ui.find.many", "The first {count} places")
NONE = sentence("ui.find.none", "Nothing found.")
REPLACE = sentence("ui.find.replace", "Replace {count} ticked")

MOST_PLACES = 2000
_WAIT_MS = 150


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person wants found, and what is to stand there instead."""

    words: str
    replacement: str
    match_case: bool
    whole_word: bool
    is_pattern: bool
    in_speaker: bool
    in_scene: bool
    in_directions: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A place found, in words; a locked one cannot be ticked."""

    words: str
    is_locked: bool


class FindPanel(QWidget):
    """Says what is asked; shows the places it is given."""

    asked = Signal(object)
    place_chosen = Signal(int)
    replace_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("find_panel")
        self._words, self._replacement = _field(FIND), _field(REPLACE_BY)
        self._case, self._whole = _switch("Aa", MATCH_CASE), _switch("ab|", WHOLE_WORD)
        self._pattern = _switch(".*", PATTERN)
        self._speaker, self._scene = _box(IN_SPEAKER), _box(IN_SCENE)
        self._directions = _box(IN_DIRECTIONS)
        self._count = label("hint")
        self._count.setWordWrap(True)
        self._places = QListWidget()
        self._places.setAccessibleName(messages.say(PLACES))
        self._places.setWordWrap(True)
        self._replace = QPushButton()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._lay_out()
        self._connect()
        self.show_places((), False)

    def begin(self, words: str = "", *, is_replacing: bool = False) -> None:
        """Put the caret where the words are typed; `words` are asked for at once."""
        if words:
            self._words.setText(words)
        field = self._replacement if is_replacing else self._words
        field.setFocus()
        field.selectAll()
        self._ask()

    def show_places(self, places: Sequence[Place], is_more: bool) -> None:
        """With `is_more` there are others behind these."""
        self._places.blockSignals(True)
        self._places.clear()
        for place in places:
            item = QListWidgetItem(place.words)
            flags = item.flags() | Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(flags & ~Qt.ItemFlag.ItemIsUserCheckable if place.is_locked else flags)
            if not place.is_locked:
                item.setCheckState(Qt.CheckState.Checked)
            self._places.addItem(item)
        self._places.blockSignals(False)
        words = (
            messages.say(ONE)
            if len(places) == 1
            else messages.say(MANY if is_more else COUNT, count=len(places))
        )
        nothing = messages.say(NONE) if self._words.text() else ""
        self._count.setText(words if places else nothing)
        self._show_ticked()

    def show_trouble(self, words: str) -> None:
        """Why nothing can be found so."""
        self.show_places((), False)
        self._count.setText(words)

    def go(self, step: int) -> None:
        """To the next place, or the one before."""
        count = self._places.count()
        if count:
            row = self._places.currentRow()
            self._places.setCurrentRow((row + step) % count if row >= 0 else 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            match event.key():
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                    self.go(-1 if is_back else 1)
                    return True
                case Qt.Key.Key_Down:
                    self.go(1)
                    return True
                case Qt.Key.Key_Up:
                    self.go(-1)
                    return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        first, ticks = QHBoxLayout(), QVBoxLayout()
        first.setSpacing(4)
        first.addWidget(self._words, 1)
        for switch in (self._case, self._whole, self._pattern):
            first.addWidget(switch)
        ticks.setSpacing(2)
        for box in (self._speaker, self._scene, self._directions):
            ticks.addWidget(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addLayout(first)
        column.addWidget(self._replacement)
        column.addLayout(ticks)
        column.addWidget(self._count)
        column.addWidget(self._places, 1)
        column.addWidget(self._replace)

    def _connect(self) -> None:
        self._wait.timeout.connect(self._ask)
        for field in (self._words, self._replacement):
            field.textChanged.connect(lambda _text: self._wait.start())
        self._words.installEventFilter(self)
        for button in (self._case, self._whole, self._pattern):
            button.toggled.connect(lambda _on: self._ask())
        for box in (self._speaker, self._scene, self._directions):
            box.toggled.connect(lambda _on: self._ask())
        self._places.currentRowChanged.connect(self._place_changed)
        self._places.itemChanged.connect(lambda _item: self._show_ticked())
        self._replace.clicked.connect(lambda: self.replace_wanted.emit(self._ticked()))

    def _place_changed(self, row: int) -> None:
        if row >= 0:
            self.place_chosen.emit(row)

    def _ask(self) -> None:
        self._wait.stop()
        self.asked.emit(
            Asked(
                self._words.text(),
                self._replacement.text(),
                self._case.isChecked(),
                self._whole.isChecked(),
                self._pattern.isChecked(),
                self._speaker.isChecked(),
                self._scene.isChecked(),
                self._directions.isChecked(),
            )
        )

    def _ticked(self) -> tuple[int, ...]:
        return tuple(
            row
            for row in range(self._places.count())
            if self._places.item(row).checkState() == Qt.CheckState.Checked
        )

    def _show_ticked(self) -> None:
        count = len(self._ticked())
        words = messages.say(REPLACE, count=count)
        self._replace.setText(words)
        self._replace.setAccessibleName(words)
        self._replace.setEnabled(count > 0)


def _field(words: Sentence) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(messages.say(words))
    field.setAccessibleName(messages.say(words))
    field.setClearButtonEnabled(True)
    return field


def _switch(sign: str, words: Sentence) -> QToolButton:
    button = QToolButton()
    button.setText(sign)
    button.setCheckable(True)
    button.setProperty("kind", "small")
    button.setAccessibleName(messages.say(words))
    button.setToolTip(messages.say(words))
    return button


def _box(words: Sentence) -> QCheckBox:
    box = QCheckBox(messages.say(words))
    box.setAccessibleName(messages.say(words))
    return box
