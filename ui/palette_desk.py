"""What the palette offers in this window, and what happens when it is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.document.script_items import Heading
from studio.document.values import Line, Speaker
from studio.studio import Studio
from ui import actions, view_commands
from ui.command import Command
from ui.command_set import CommandSet
from ui.look import Look
from ui.palette.finding import Entry, Kind, numbered
from ui.palette.palette import Palette
from ui.script.panel import ScriptPanel


class PaletteDesk(QObject):
    """Fills the palette anew each time it is opened."""

    def __init__(
        self,
        studio: Studio,
        commands: CommandSet,
        script: ScriptPanel,
        look: Look,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._studio, self._commands, self._script = studio, commands, script
        self._palette = Palette(look, window)
        self._palette.chosen.connect(self._go)

    def doing(self) -> dict[Command, Callable[[], object]]:
        return {
            view_commands.PALETTE: self.open,
            view_commands.GO_TO: partial(self.open, "1"),
        }

    def open(self, typed: str = "") -> None:
        self._palette.open_with(tuple(self._entries()), typed)

    def _entries(self) -> Iterator[Entry]:
        commands, document = self._commands, self._studio.document
        for command in actions.ALL:
            can = commands.action(command).isEnabled()
            hint = commands.keys(command) if can else commands.why_not(command)
            yield Entry(Kind.COMMAND, commands.words(command), command, hint, can)
        yield from numbered((line, line.text) for line in document.lines)
        for speaker in document.cast:
            yield Entry(Kind.SPEAKER, speaker.name, speaker)
        for heading in document.headings:
            yield Entry(Kind.SCENE, heading.text, heading)

    def _go(self, key: object) -> None:
        match key:
            case Command():
                self._commands.action(key).trigger()
            case Line() | Heading():
                self._show(key.id)
            case Speaker():
                line = next(
                    (each for each in self._studio.document.lines if each.speaker == key.id), None
                )
                if line is not None:
                    self._show(line.id)

    def _show(self, item: str) -> None:
        self._script.select([item])
        self._script.setFocus()
