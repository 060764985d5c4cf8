"""The steps of work: undone, done again, named in the menu, and listed to go back and forth in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.sentences import sentence
from studio.studio import Studio
from ui import dialogs, edit_commands, messages, tasks
from ui.command import Command
from ui.command_set import CommandSet
from ui.look import Look
from ui.step_list import StepList

UNDO_STEP = sentence("ui.steps_desk.undo_step", "&Undo: {step}")
REDO_STEP = sentence("ui.steps_desk.redo_step", "&Redo: {step}")
NOTHING_TO_UNDO = sentence("ui.steps_desk.nothing_to_undo", "Nothing was changed yet.")
NOTHING_TO_REDO = sentence("ui.steps_desk.nothing_to_redo", "Nothing was undone.")


class StepsDesk(QObject):
    """Told when the Document changed."""

    def __init__(self, studio: Studio, commands: CommandSet, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._commands, self._look, self._window = studio, commands, look, window

    def doing(self) -> dict[Command, Callable[[], object]]:
        return {
            edit_commands.UNDO: self._undo,
            edit_commands.REDO: self._redo,
            edit_commands.HISTORY: lambda: tasks.start(self._show_list(), self),
        }

    def show(self) -> None:
        """What can be undone and done again, by name."""
        studio, commands = self._studio, self._commands
        for command, step, words, nothing in (
            (edit_commands.UNDO, studio.undo_step, UNDO_STEP, NOTHING_TO_UNDO),
            (edit_commands.REDO, studio.redo_step, REDO_STEP, NOTHING_TO_REDO),
        ):
            commands.let((command,), step is not None, messages.say(nothing))
            plain = messages.say(command.words)
            commands.name(command, plain if step is None else messages.say(words, step=step.word))

    def _undo(self) -> None:
        self._studio.undo()

    def _redo(self) -> None:
        self._studio.redo()

    async def _show_list(self) -> None:
        await dialogs.finished(StepList(self._studio, self._look, self._window))
