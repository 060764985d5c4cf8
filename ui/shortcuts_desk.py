"""The keys of the window as a person set them: in force at once, and kept."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from studio.kept_values import kept
from ui import actions
from ui.command_set import CommandSet
from ui.keeping import keep_aside
from ui.shortcuts import Shortcuts, from_kept, to_keep

_NAME = "shortcuts"


class ShortcutsDesk(QObject):
    """Owns which keys give which command."""

    changed = Signal()

    def __init__(self, commands: CommandSet, window: QObject) -> None:
        super().__init__(window)
        self._commands = commands
        self.shortcuts = from_kept(actions.ALL, kept(_NAME))
        for command in self.shortcuts.changed:
            commands.set_keys(command, self.shortcuts.keys(command))

    def use(self, shortcuts: Shortcuts) -> None:
        """From now on these."""
        before, self.shortcuts = self.shortcuts, shortcuts
        for command in shortcuts.table:
            if before.keys(command) != shortcuts.keys(command):
                self._commands.set_keys(command, shortcuts.keys(command))
        keep_aside(_NAME, to_keep(shortcuts))
        self.changed.emit()
