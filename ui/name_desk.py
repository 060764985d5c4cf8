"""Asks about a name that is one slip away from another, and does what a person says of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.document import step_names
from studio.document.edits import casting, typing
from studio.document.values import Line, LineId, Speaker
from studio.sentences import sentence
from studio.studio import Studio
from ui import dialogs, edit_commands, messages, problems, tasks
from ui.command import Command
from ui.edits import edit
from ui.script.panel import ScriptPanel
from ui.script.row_model import DID_YOU_MEAN

EXPLANATION = sentence(
    "ui.name_desk.explanation",
    "{name} speaks {lines} lines. A name that is changed stays known as another name of {other}.",
)
CHANGE_ALL = sentence("ui.name_desk.change_all", "Change to {other}")
CHANGE_LINE = sentence("ui.name_desk.change_line", "Change this line")
KEEP = sentence("ui.name_desk.keep", "Keep {name}")
NO_SLIPS = sentence("ui.name_desk.no_slips", "Every name is well apart from the others.")


class NameDesk(QObject):
    def __init__(self, studio: Studio, panel: ScriptPanel, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._panel, self._window = studio, panel, window

    def doing(self) -> dict[Command, Callable[[], object]]:
        return {edit_commands.FIX_NAME: lambda: tasks.start(self._fix(), self)}

    async def _fix(self) -> None:
        """Of the current Line, or of the next one whose name is in doubt."""
        line = self._in_doubt()
        row = None if line is None else self._panel.row_of(line)
        if line is None or row is None:
            problems.say(NO_SLIPS())
            return
        self._panel.select([line])
        wrong = row.speaker
        right = typing.misspelt(self._studio.document)[wrong.id]
        count = sum(each.speaker == wrong.id for each in self._studio.document.lines)
        chosen = await dialogs.ask(
            self._window,
            messages.say(DID_YOU_MEAN, name=wrong.name, other=right.name),
            messages.say(EXPLANATION, name=wrong.name, other=right.name, lines=count),
            (
                messages.say(CHANGE_ALL, other=right.name),
                messages.say(CHANGE_LINE),
                messages.say(KEEP, name=wrong.name),
            ),
        )
        match chosen:
            case 0:
                self._merge(wrong, right)
            case 1:
                edit(
                    self._studio,
                    step_names.RECAST(1),
                    lambda it: casting.recast(it, (line,), right.id),
                )
            case 2:
                self._panel.keep_name(wrong.id)
        self._panel.setFocus()

    def _merge(self, wrong: Speaker, right: Speaker) -> None:
        edit(
            self._studio,
            step_names.MERGE_SPEAKERS(old=wrong.name, name=right.name),
            lambda it: casting.merge_speakers(it, right.id, wrong.id),
        )

    def _in_doubt(self) -> LineId | None:
        doubtful = self._panel.names_in_doubt()
        lines = self._studio.document.lines
        current = self._panel.current_line()
        here = (lines.place(current) if current is not None else None) or 0
        for place in (*range(here, len(lines)), *range(here)):
            line: Line = lines[place]
            if line.speaker in doubtful:
                return line.id
        return None
