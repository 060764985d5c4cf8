"""What the commands of the menus Edit, Line and Cast do to the script: each one an edit of the Document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QApplication

from studio.document import step_names
from studio.document.cues import With
from studio.document.edits import casting, lines, pasting, script, splitting, typing
from studio.document.history import StepName
from studio.document.script_items import Heading, HeadingId
from studio.document.values import Document, Line, LineId, LineStatus, SpeakerId
from studio.identity import new_id
from studio.sentences import sentence
from studio.studio import Studio
from ui import edit_commands as commands
from ui import edits, messages
from ui.command import Command
from ui.script.panel import ScriptPanel

NEW_HEADING = sentence("ui.script_desk.new_heading", "New scene")
FIRST_NAME = sentence("ui.script_desk.first_name", "SPEAKER")

OWN_FORMAT = "application/x-dialogue-lines"


class ScriptDesk(QObject):
    """Acts on the selected rows of the panel."""

    review_wanted = Signal(str, object)
    """A text that was pasted, and who takes the Document it becomes."""

    def __init__(self, studio: Studio, panel: ScriptPanel, owner: QObject) -> None:
        super().__init__(owner)
        self._studio, self._panel = studio, panel
        self._pasted: tuple[Document, str] | None = None
        panel.paste_bar.as_lines.connect(self._paste_lines)
        panel.paste_bar.as_text.connect(self._paste_text)
        panel.paste_bar.review.connect(self._review_pasted)
        panel.writer.lines_pasted.connect(self._several_rows_pasted)
        panel.first_line_wanted.connect(self._first_line)
        panel.again_wanted.connect(studio.making.make_again)
        panel.selected.connect(self._expect_a_jump)

    def doing(self) -> dict[Command, Callable[[], object]]:
        """What is done when one of these commands is given."""
        giving: dict[Command, Callable[[], object]] = {
            command: partial(self.give_to, place) for place, command in enumerate(commands.SPEAKERS)
        }
        return giving | {
            commands.CUT: self.cut,
            commands.COPY: self.copy,
            commands.PASTE: self.paste,
            commands.DELETE: self.delete,
            commands.SELECT_ALL: self._panel.select_all,
            commands.NEW_LINE: self.new_line,
            commands.NEW_SCENE: self.new_scene,
            commands.SPLIT: self._panel.writer.split,
            commands.DUPLICATE: self.duplicate,
            commands.MOVE_UP: partial(self.move, -1),
            commands.MOVE_DOWN: partial(self.move, 1),
            commands.JOIN: self.join,
            commands.TOGETHER: self.start_together,
            commands.GIVE_LEFT: partial(self.give_beside, -1),
            commands.GIVE_RIGHT: partial(self.give_beside, 1),
            commands.MUTE: self.mute,
            commands.LOCK: self.lock,
            commands.APPROVE: self.approve,
        }

    def _expect_a_jump(self) -> None:
        """Playing may well go on from the current row."""
        line = self._panel.current_line()
        self._studio.making.expect_jumps(() if line is None else (line,))

    # --- the clipboard -----------------------------------------------------------------------

    def copy(self) -> None:
        items = self._panel.selected_items()
        if not items:
            return
        copied = self._studio.copied(items)
        data = QMimeData()
        data.setText(copied.text)
        data.setData(OWN_FORMAT, copied.whole.encode("utf-8"))
        QApplication.clipboard().setMimeData(data)

    def cut(self) -> None:
        self.copy()
        self.delete()

    def paste(self) -> None:
        """Below the last selected row."""
        data = QApplication.clipboard().mimeData()
        whole = bytes(data.data(OWN_FORMAT).data()).decode("utf-8", "replace")
        found = self._studio.pasted(whole or None, data.text())
        if found is not None:
            self._put_below(found)
        elif data.text().strip():
            self._paste_words(data.text().strip())

    def _put_below(self, pasted: Document) -> None:
        before = self._item_below()
        count = len(pasted.lines)
        self._edit(step_names.PASTE_LINES(count), lambda it: pasting.paste(it, pasted, before))

    def _paste_words(self, words: str) -> None:
        """Words that nobody is named for: one Line by whoever speaks in the current row."""
        speaker = self._speaker_here()
        if speaker is None:
            return
        fresh = typing.new_line(speaker, words)
        below = self._last_selected()
        self._edit(step_names.PASTE_LINES(1), lambda it: typing.add_below(it, below, fresh))

    def _several_rows_pasted(self, text: str) -> None:
        found = self._studio.pasted(None, text)
        if found is None:
            self._panel.writer.insert(" ".join(text.split("\n")))
            return
        self._pasted = (found, text)
        self._panel.paste_bar.ask(found)

    def _paste_lines(self) -> None:
        if self._pasted is not None:
            self._panel.writer.finish()
            self._put_below(self._pasted[0])
            self._panel.setFocus()

    def _paste_text(self) -> None:
        if self._pasted is not None:
            self._panel.writer.insert(" ".join(self._pasted[1].split("\n")))

    def _review_pasted(self) -> None:
        if self._pasted is not None:
            self._panel.writer.finish()
            self.review_wanted.emit(self._pasted[1], self._put_below)

    # --- lines -------------------------------------------------------------------------------

    def new_line(self) -> None:
        """Below the current row, the caret where its Speaker is chosen."""
        writer = self._panel.writer
        if writer.line is not None:
            writer.add_below(is_choosing=True)
            return
        here = self._panel.current_line()
        if here is None:
            self._first_line("")
            return
        speaker = typing.other_speaker(self._document, here)
        fresh = typing.new_line(speaker)
        below = self._last_selected()
        if self._edit(step_names.ADD_LINES(1), lambda it: typing.add_below(it, below, fresh)):
            self._panel.write_new(fresh.id)

    def _first_line(self, typed: str) -> None:
        """A script without Lines gets one; a name and a colon say who speaks it."""
        fresh: list[LineId] = []

        def add(document: Document) -> Document:
            if not document.cast:
                first = casting.new_speaker(document, messages.say(FIRST_NAME))
                document = casting.add_speaker(document, first)
            line = typing.new_line(document.cast[0].id)
            fresh.append(line.id)
            return typing.add_below(document, None, line)

        if self._edit(step_names.ADD_LINES(1), add):
            self._panel.write_first(fresh[0], typed)

    def new_scene(self) -> None:
        """A heading above the first selected row."""
        selected = self._panel.selected_items()
        heading = Heading(HeadingId(new_id()), messages.say(NEW_HEADING))
        before = selected[0] if selected else None
        self._edit(
            step_names.ADD_HEADING(text=heading.text),
            lambda it: script.insert(it, (heading,), before),
        )

    def delete(self) -> None:
        items = self._panel.selected_items()
        if items:
            self._edit(step_names.DELETE_LINES(len(items)), lambda it: script.delete(it, items))

    def duplicate(self) -> None:
        items = self._panel.selected_items()
        if items:
            self._edit(
                step_names.DUPLICATE_LINES(len(items)), lambda it: script.duplicate(it, items)
            )

    def move(self, step: int) -> None:
        """The selected rows change places with the row before or after them."""
        items = self._panel.selected_items()
        if not items:
            return
        document = self._document
        places = [place for each in items if (place := document.script.place(each)) is not None]
        to = places[0] - 1 if step < 0 else places[-1] + 2
        if not 0 <= to <= len(document.script):
            return
        before = document.script[to].id if to < len(document.script) else None
        self._edit(step_names.MOVE_LINES(len(items)), lambda it: script.move(it, items, before))

    def join(self) -> None:
        selected = self._panel.selected_lines()
        if len(selected) == 1:
            selected = (*selected, *self._next_line(selected[0]))
        self._edit(step_names.JOIN_LINES(len(selected)), lambda it: splitting.join(it, selected))

    def start_together(self) -> None:
        self._on_lines(step_names.CUE, lambda it, ids: lines.set_cue(it, ids, With()))

    def mute(self) -> None:
        is_muted = self._all_are(lambda line: line.is_muted)
        name = step_names.UNMUTE if is_muted else step_names.MUTE
        self._on_lines(name, lambda it, ids: lines.set_muted(it, ids, not is_muted))

    def lock(self) -> None:
        self._switch_status(LineStatus.LOCKED, step_names.LOCK, step_names.UNLOCK)

    def approve(self) -> None:
        self._switch_status(LineStatus.APPROVED, step_names.APPROVE, step_names.STATUS)

    def give_to(self, place: int) -> None:
        """Give the selected Lines to the Speaker at that place of the Cast."""
        cast = self._document.cast
        if place < len(cast):
            self._on_lines(
                step_names.RECAST, lambda it, ids: casting.recast(it, ids, cast[place].id)
            )

    def give_beside(self, step: int) -> None:
        """To whoever stands before or after the current Line's Speaker in the Cast."""
        here, cast = self._speaker_here(), self._document.cast
        place = next((at for at, speaker in enumerate(cast) if speaker.id == here), None)
        if place is not None and place + step >= 0:
            self.give_to(place + step)

    # --- inside ------------------------------------------------------------------------------

    @property
    def _document(self) -> Document:
        return self._studio.document

    def _edit(self, name: StepName, change: Callable[[Document], Document]) -> bool:
        """Whether it could be done; if not, why not is said."""
        return edits.edit(self._studio, name, change)

    def _on_lines(
        self,
        name: Callable[[int], StepName],
        change: Callable[[Document, Sequence[LineId]], Document],
    ) -> None:
        selected = self._panel.selected_lines()
        if selected:
            self._edit(name(len(selected)), lambda it: change(it, selected))

    def _all_are(self, is_so: Callable[[Line], bool]) -> bool:
        return all(
            is_so(line) for line in self._document.lines.pick(set(self._panel.selected_lines()))
        )

    def _switch_status(
        self,
        status: LineStatus,
        on: Callable[[int], StepName],
        off: Callable[[int], StepName],
    ) -> None:
        is_on = self._all_are(lambda line: line.status is status)
        wanted = LineStatus.DRAFT if is_on else status
        self._on_lines(off if is_on else on, lambda it, ids: lines.set_status(it, ids, wanted))

    def _last_selected(self) -> str | None:
        selected = self._panel.selected_items()
        return selected[-1] if selected else None

    def _item_below(self) -> str | None:
        last = self._last_selected()
        place = None if last is None else self._document.script.place(last)
        if place is None or place + 1 >= len(self._document.script):
            return None
        return self._document.script[place + 1].id

    def _next_line(self, line: LineId) -> tuple[LineId, ...]:
        place = self._document.lines.place(line)
        after = self._document.lines[place + 1 : place + 2] if place is not None else ()
        return tuple(each.id for each in after)

    def _speaker_here(self) -> SpeakerId | None:
        line = self._panel.current_line()
        found = None if line is None else self._document.lines.get(line)
        if found is not None:
            return found.speaker
        return self._document.cast[0].id if self._document.cast else None
