"""Who speaks a Line, while that is chosen: a field with the names of the Cast below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from studio.document.values import Speaker
from studio.sentences import sentence
from ui import messages
from ui.script.row_model import DID_YOU_MEAN

NAME = sentence("ui.script.name_field", "Speaker of the line")
NAMES = sentence("ui.script.names_offered", "Speakers")
NEW_SPEAKER = sentence("ui.script.new_speaker", "New speaker “{name}”")

_COLONS = (":", "：")
_MOST_ROWS, _ROW, _WIDTH = 8, 24, 220


class NameField(QLineEdit):
    """`offered` answers which Speakers fit what is typed, `meant` whose name it may be, misspelt; Enter
    and Tab take the marked one."""

    chosen = Signal(str)
    next_field_wanted = Signal()
    left = Signal()

    def __init__(
        self,
        offered: Callable[[str], Sequence[Speaker]],
        meant: Callable[[str], Speaker | None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("name_field")
        self.setAccessibleName(messages.say(NAME))
        self._offered, self._meant = offered, meant
        self._names: list[str] = []
        self._floor = parent.window()
        self._list = QListWidget(self._floor)
        self._list.setObjectName("names_offered")
        self._list.setAccessibleName(messages.say(NAMES))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.hide()
        self._list.itemClicked.connect(lambda _item: self._take())
        self.textEdited.connect(lambda _text: self._show_names(marked=True))

    def begin(self, name: str) -> None:
        """Choose anew, with `name` as it is now."""
        self.setText(name)
        self.setFocus()
        self.selectAll()
        self._show_names(marked=False)

    def type(self, letters: str) -> None:
        """As if a person had typed them, over what is selected."""
        self.insert(letters)
        self._show_names(marked=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down:
                self._mark(1)
            case Qt.Key.Key_Up:
                self._mark(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Tab:
                self._take()
            case Qt.Key.Key_Escape:
                self._list.hide()
                self.left.emit()
            case _ if event.text() in _COLONS and self.text().strip():
                self._take_typed()
            case _:
                super().keyPressEvent(event)

    def focusNextPrevChild(self, _next: bool) -> bool:
        return False  # Tab takes a name

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._list.hide()

    def hide_names(self) -> None:
        self._list.hide()

    def _take(self) -> None:
        row = self._list.currentRow()
        is_marked = self._list.isVisible() and 0 <= row < len(self._names)
        name = self._names[row] if is_marked else self.text().strip()
        self._list.hide()
        if name:
            self.chosen.emit(name)
        self.next_field_wanted.emit()

    def _take_typed(self) -> None:
        """A colon ends a name, as it does in a script, whatever name the list would offer."""
        self._list.setCurrentRow(-1)
        self._take()

    def _mark(self, step: int) -> None:
        if not self._list.isVisible():
            self._show_names(marked=False)
        if self._names:
            self._list.setCurrentRow((self._list.currentRow() + step) % len(self._names))

    def _show_names(self, *, marked: bool) -> None:
        """With `marked`, the first name is what Enter takes; without, Enter keeps what stands there."""
        typed = self.text().strip()
        speakers = self._offered(typed if marked else "")
        self._names = [speaker.name for speaker in speakers]
        words = list(self._names)
        near = self._meant(typed) if marked else None
        if near is not None and near.name not in self._names:
            self._names.append(near.name)
            words.append(messages.say(DID_YOU_MEAN, name=typed, other=near.name))
        if marked and typed and typed.casefold() not in (name.casefold() for name in self._names):
            self._names.append(typed)
            words.append(messages.say(NEW_SPEAKER, name=typed))
        self._list.clear()
        self._list.addItems(words)
        self._list.setCurrentRow(0 if marked and words else -1)
        self._list.setVisible(bool(words))
        if words:
            place = self.mapTo(self._floor, QPoint(0, self.height() + 2))
            height = min(len(words), _MOST_ROWS) * _ROW + 8
            self._list.setGeometry(place.x(), place.y(), _WIDTH, height)
            self._list.raise_()
