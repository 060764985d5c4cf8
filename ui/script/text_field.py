"""The words of a Line while they are written: a field that grows with them.

It says which key meant something beyond writing; who owns it knows what that makes of the script.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from studio.document.values import LONGEST_TEXT
from studio.sentences import sentence
from ui import fonts, messages

TEXT = sentence("ui.script.text_field", "Words of the line")

_OURS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
"""The editor has no past of its own: undoing is the Document's."""


class TextField(QPlainTextEdit):
    """`typed` comes at each change a person made."""

    typed = Signal(str)
    line_ended = Signal()
    join_before_wanted = Signal()
    join_after_wanted = Signal()
    direction_wanted = Signal()
    next_field_wanted = Signal()
    previous_field_wanted = Signal()
    went = Signal(int)
    left = Signal()
    lines_pasted = Signal(str)
    height_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("text_field")
        self.setAccessibleName(messages.say(TEXT))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(fonts.font(fonts.SCRIPT))
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self._is_told = False
        self.textChanged.connect(self._text_changed)
        self.document().documentLayout().documentSizeChanged.connect(
            lambda _size: self.height_changed.emit()
        )

    def chosen_words(self) -> str:
        """What is selected, else the word at the caret."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        return cursor.selectedText()

    def show_text(self, text: str) -> None:
        """Have these words in the field; the caret stays where it was, as far as they reach."""
        if text == self.toPlainText():
            return
        at = self.textCursor().position()
        self._is_told = True
        self.setPlainText(text)
        self._is_told = False
        self.put_caret(min(at, len(text)))

    def put_caret(self, at: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(min(max(at, 0), len(self.toPlainText())))
        self.setTextCursor(cursor)

    def rows(self) -> int:
        """How many rows the words take at the present width."""
        return max(1, round(self.document().size().height()))

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and any(event.matches(key) for key in _OURS)
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._did(event):
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Several rows are the script's to understand; one row is text."""
        text = source.text().strip("\r\n")
        if "\n" in text or len(text) > LONGEST_TEXT:
            self.lines_pasted.emit(text)
        else:
            self.insertPlainText(text)

    def _did(self, event: QKeyEvent) -> bool:
        """Whether the key meant something beyond writing, which was said."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        cursor = self.textCursor()
        match key, held:
            case ((Qt.Key.Key_Return | Qt.Key.Key_Enter), Qt.KeyboardModifier.NoModifier):
                self.line_ended.emit()
            case ((Qt.Key.Key_Return | Qt.Key.Key_Enter), Qt.KeyboardModifier.ShiftModifier):
                self.insertPlainText("\n")
            case Qt.Key.Key_Escape, _:
                self.left.emit()
            case Qt.Key.Key_Tab, _:
                self.next_field_wanted.emit()
            case Qt.Key.Key_Backtab, _:
                self.previous_field_wanted.emit()
            case Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier if cursor.atStart():
                pass  # the space behind a name and its colon says nothing
            case Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier if self._is_at_start(cursor):
                self.join_before_wanted.emit()
            case Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier if self._is_at_end(cursor):
                self.join_after_wanted.emit()
            case Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier if self._is_edge(cursor, -1):
                self.went.emit(-1)
            case Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier if self._is_edge(cursor, 1):
                self.went.emit(1)
            case Qt.Key.Key_ParenLeft, _ if cursor.position() == 0:
                self.direction_wanted.emit()
            case _:
                return False
        return True

    def _is_at_start(self, cursor: QTextCursor) -> bool:
        return not cursor.hasSelection() and cursor.position() == 0

    def _is_at_end(self, cursor: QTextCursor) -> bool:
        return not cursor.hasSelection() and cursor.atEnd()

    def _is_edge(self, cursor: QTextCursor, step: int) -> bool:
        """Whether there is no row of words that way."""
        moved = QTextCursor(cursor)
        way = QTextCursor.MoveOperation.Up if step < 0 else QTextCursor.MoveOperation.Down
        return not moved.movePosition(way)

    def _text_changed(self) -> None:
        if not self._is_told:
            self.typed.emit(self.toPlainText())
