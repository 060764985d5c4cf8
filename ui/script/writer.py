"""Writing in the script: which field of which Line has the caret, and what its keys make of the script.

The fields lie over the table, so that a change of rows beneath them never takes the caret away.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from studio.document import step_names
from studio.document.edits import grasp, lines, script, splitting, typing
from studio.document.history import StepName
from studio.document.values import Document, Line, LineId, Speaker
from studio.document.written_cues import written_cue
from studio.errors import StudioError
from ui import fonts, messages, problems
from ui.script import size
from ui.script.direction_field import DirectionField
from ui.script.name_field import NameField
from ui.script.text_field import TextField

Change = Callable[[Document], Document]
Edit = Callable[[StepName, Change], None]


_NAME_HEIGHT, _DIRECTION_HEIGHT, _ROOM = 26, 22, 14


class Field(Enum):
    NAME, DIRECTION, TEXT = range(3)


class Writer(QObject):
    """`edit` changes the Document or raises; `document` reads it. The view whose rows are written places
    the fields."""

    line_changed = Signal()
    """Another Line is written, or none."""
    size_changed = Signal()
    lines_pasted = Signal(str)
    ended = Signal()
    refused = Signal(str, str)
    """A Line that may not be written, and why."""

    def __init__(self, edit: Edit, document: Callable[[], Document], panel: QWidget) -> None:
        super().__init__(panel)
        self._edit_document, self._document = edit, document
        self.line: LineId | None = None
        self._field = Field.TEXT
        self._had_cue = False
        self._is_new = False
        self._is_busy = False
        self.name = NameField(self._names_offered, self._name_meant, panel)
        self.box = QFrame(panel)
        self.box.setObjectName("line_box")
        self._direction, self._text = DirectionField(self.box), TextField(self.box)
        column = QVBoxLayout(self.box)
        column.setContentsMargins(6, 3, 6, 2)
        column.setSpacing(0)
        column.addWidget(self._direction)
        column.addWidget(self._text)
        self._connect()
        self._hide()

    def lie_on(self, surface: QWidget) -> None:
        """Lie over this from now on; what is written there is finished first."""
        self.finish()
        for each in (self.name, self.box):
            each.setParent(surface)
            each.hide()

    def lies_on(self, surface: QWidget) -> bool:
        return self.box.parentWidget() is surface

    # --- where the caret is ------------------------------------------------------------------

    def begin(
        self,
        line: LineId,
        field: Field = Field.TEXT,
        caret: int | None = None,
        *,
        with_cue: bool = False,
    ) -> None:
        """Write `line`: the caret stands at `caret` of its words, or behind them. `with_cue` shows the
        Cue as it is written."""
        if self.line is not None and line != self.line:
            self.finish()
        found = self._line(line)
        if found is None or not self._may_write(found):
            return
        is_other = self.line != line
        self.line = line
        mark = written_cue(found.cue) if with_cue else ""
        if is_other or with_cue:
            self._had_cue = bool(mark)
            self._text.show_text(f"{mark} {found.text}" if mark else found.text)
            self._direction.setText(found.direction)
        self._show(field)
        if field is Field.TEXT:
            self._text.put_caret(len(self._text.toPlainText()) if caret is None else caret)
        self.line_changed.emit()

    def begin_new(self, line: LineId, field: Field = Field.TEXT) -> None:
        """Write a Line that was made to be written; left empty, it goes again."""
        self.begin(line, field)
        self._is_new = True

    def insert(self, words: str) -> None:
        """Put words where the caret is."""
        if self.line is not None:
            self._text.setFocus()
            self._text.insertPlainText(words)

    def chosen_words(self) -> str:
        """What is selected of the Line that is written, else the word at the caret; else nothing."""
        return "" if self.line is None else self._text.chosen_words()

    def finish(self) -> None:
        """Leave the Line; what was typed is in the Document already."""
        line, self.line = self.line, None
        if line is None:
            return
        self._hide()
        found = self._line(line)
        if found is not None and typing.is_note(found.text):
            self._edit(step_names.ASIDE(), lambda it: typing.make_note(it, line))
        elif found is not None and self._is_new and not found.text and not found.direction:
            self._edit(step_names.DELETE_LINES(1), lambda it: script.delete(it, (line,)))
        self._is_new = False
        self.line_changed.emit()

    def document_changed(self) -> None:
        """Show the Line as it is now, when something else than this field changed it."""
        if self.line is None or self._is_busy:
            return
        found = self._line(self.line)
        if found is None:
            self.line = None
            self._hide()
            self.line_changed.emit()
            return
        if typing.written(self._text.toPlainText()).words != found.text:
            self._had_cue = False
            self._text.show_text(found.text)
        if self._direction.text() != found.direction:
            self._direction.setText(found.direction)
            self._show_direction()

    def place(self, name: QRect, text: QRect) -> None:
        """Lie over these parts of the row."""
        high = fonts.zoomed(_NAME_HEIGHT)
        self.name.setGeometry(name.left() + 4, name.top() + 4, name.width() - 8, high)
        self.box.setGeometry(text.adjusted(1, 1, -1, -2))

    def height(self) -> int:
        """How high the row has to be for what is written."""
        direction = 0 if self._direction.isHidden() else fonts.zoomed(_DIRECTION_HEIGHT)
        return _ROOM + direction + size.line_height() * self._text.rows()

    # --- what commands ask -------------------------------------------------------------------

    def add_below(self, *, is_choosing: bool = False) -> None:
        """A new Line behind this one, by whoever is likely to answer, or is chosen next."""
        line = self._written()
        if line is None:
            return
        fresh = typing.new_line(typing.other_speaker(self._document(), line.id))
        if self._edit(step_names.ADD_LINES(1), lambda it: typing.add_below(it, line.id, fresh)):
            self.begin_new(fresh.id, Field.NAME if is_choosing else Field.TEXT)

    def split(self) -> None:
        """Two Lines, parted at the caret."""
        line = self._written()
        if line is None:
            return
        text = self._text
        at = text.textCursor().position() - (len(text.toPlainText()) - len(line.text))
        number = grasp.number_of(self._document(), line.id)
        if self._edit(
            step_names.SPLIT_LINE(number=number),
            lambda it: splitting.split(it, line.id, max(0, at)),
        ):
            self._go(1, caret=0)

    # --- keys --------------------------------------------------------------------------------

    def _connect(self) -> None:
        text, direction, name = self._text, self._direction, self.name
        text.typed.connect(self._typed)
        text.line_ended.connect(self._line_ended)
        text.join_before_wanted.connect(self._join_before)
        text.join_after_wanted.connect(self._join_after)
        text.direction_wanted.connect(lambda: self._show(Field.DIRECTION))
        text.previous_field_wanted.connect(lambda: self._show(Field.DIRECTION))
        text.next_field_wanted.connect(lambda: self._go(1, Field.NAME))
        text.went.connect(self._go)
        text.lines_pasted.connect(self.lines_pasted)
        text.height_changed.connect(self.size_changed)
        direction.textEdited.connect(self._direction_typed)
        direction.next_field_wanted.connect(lambda: self._show(Field.TEXT))
        direction.previous_field_wanted.connect(lambda: self._show(Field.NAME))
        name.chosen.connect(self._name_chosen)
        name.next_field_wanted.connect(self._after_name)
        for each in (text, direction, name):
            each.left.connect(self._leave)

    def _typed(self, typed: str) -> None:
        line = self._written()
        if line is None:
            return
        number = grasp.number_of(self._document(), line.id)
        name = typing.name_typed(self._document(), typed)
        step = step_names.TYPE(None if name else f"type:{line.id}", number=number)
        if not self._edit(step, lambda it: typing.write(it, line.id, typed, had_cue=self._had_cue)):
            self._text.show_text(line.text)
            return
        self._had_cue = typing.written(typed).has_cue
        if name is not None:
            self._name_written(line, name)

    def _name_written(self, line: Line, name: str) -> None:
        """The words before the colon become the Speaker: a step of its own, so that undoing it gives
        the words back."""

        def take(document: Document) -> Document:
            return lines.set_text(typing.set_speaker(document, line.id, name), line.id, "")

        if self._edit(step_names.RECAST(1), take):
            self._text.show_text("")

    def _direction_typed(self, typed: str) -> None:
        line = self._written()
        if line is not None:
            self._edit(
                step_names.DIRECTION(1, f"direction:{line.id}"),
                lambda it: lines.set_direction(it, (line.id,), typed.strip()),
            )

    def _line_ended(self) -> None:
        line = self._written()
        if line is not None and not line.text and not line.direction:
            self._show(Field.NAME)
        else:
            self.add_below()

    def _join_before(self) -> None:
        line = self._written()
        earlier = self._neighbour(-1)
        if line is None or earlier is None:
            return
        if not line.text:
            self._edit(step_names.DELETE_LINES(1), lambda it: script.delete(it, (line.id,)))
            self.begin(earlier.id)
            return
        at = len(earlier.text) + (1 if earlier.text else 0)
        if self._edit(
            step_names.JOIN_LINES(2), lambda it: splitting.join(it, (earlier.id, line.id))
        ):
            self.line = None
            self.begin(earlier.id, caret=at)

    def _join_after(self) -> None:
        line, later = self._written(), self._neighbour(1)
        if line is None or later is None:
            return
        at = len(self._text.toPlainText())
        if self._edit(step_names.JOIN_LINES(2), lambda it: splitting.join(it, (line.id, later.id))):
            self.document_changed()
            self._text.put_caret(at)

    def _go(self, step: int, field: Field = Field.TEXT, caret: int | None = None) -> None:
        neighbour = self._neighbour(step)
        if neighbour is not None:
            self.begin(neighbour.id, field, 0 if caret is None and step > 0 else caret)

    def _name_chosen(self, name: str) -> None:
        line = self._written()
        if line is None:
            return
        speaker = self._document().speaker(line.speaker)
        if name != speaker.name:
            self._edit(step_names.RECAST(1), lambda it: typing.set_speaker(it, line.id, name))

    def _after_name(self) -> None:
        """A Line that says nothing yet goes straight to its words."""
        line = self._written()
        self._show(Field.DIRECTION if line is not None and line.direction else Field.TEXT)

    def _leave(self) -> None:
        self.finish()
        self.ended.emit()

    # --- inside ------------------------------------------------------------------------------

    def _edit(self, name: StepName, change: Change) -> bool:
        """Whether the Document took it; what it refuses is said."""
        self._is_busy = True
        try:
            self._edit_document(name, change)
        except StudioError as error:
            problems.report(error)
            return False
        finally:
            self._is_busy = False
        return True

    def _may_write(self, line: Line) -> bool:
        try:
            grasp.refuse_locked(self._document(), (line,))
        except StudioError as error:
            problems.report(error)
            self.refused.emit(line.id, messages.text(error.message))
            return False
        return True

    def _line(self, id: LineId) -> Line | None:
        return self._document().lines.get(id)

    def _written(self) -> Line | None:
        return None if self.line is None else self._line(self.line)

    def _neighbour(self, step: int) -> Line | None:
        all_lines = self._document().lines
        place = None if self.line is None else all_lines.place(self.line)
        if place is None or not 0 <= place + step < len(all_lines):
            return None
        return all_lines[place + step]

    def _names_offered(self, typed: str) -> tuple[Speaker, ...]:
        return typing.names_offered(self._document(), typed, self.line)

    def _name_meant(self, typed: str) -> Speaker | None:
        return typing.near_name(self._document(), typed)

    def _show(self, field: Field) -> None:
        self._field = field
        self.box.show()
        self._show_direction()
        self.name.setVisible(field is Field.NAME)
        line = self._written()
        match field:
            case Field.NAME if line is not None:
                self.name.begin(self._document().speaker(line.speaker).name)
            case Field.DIRECTION:
                self._direction.setFocus()
            case _:
                self._text.setFocus()
        self.size_changed.emit()

    def _show_direction(self) -> None:
        self._direction.setVisible(self._field is Field.DIRECTION or bool(self._direction.text()))

    def _hide(self) -> None:
        self.name.hide_names()
        self.name.hide()
        self.box.hide()
