"""How everything looks, as a person chose it: theme and size of text, worn at once and kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QActionGroup

from ui import view_commands
from ui.command import Command
from ui.command_set import CommandSet
from ui.kept_settings import KeptSettings
from ui.look import SYSTEM, USUAL_ZOOM, ZOOM_STEP, Look

_THEMES = {
    view_commands.THEME_OF_SYSTEM: SYSTEM,
    view_commands.THEME_DARK: "dark",
    view_commands.THEME_LIGHT: "light",
    view_commands.THEME_CONTRAST: "contrast",
}


class LooksDesk(QObject):
    """Owns the ticks at the themes in the menu."""

    def __init__(
        self, look: Look, kept: KeptSettings, commands: CommandSet, window: QObject
    ) -> None:
        super().__init__(window)
        self._look, self._kept, self._commands = look, kept, commands
        group = QActionGroup(self)
        for command in _THEMES:
            group.addAction(commands.action(command))
        self._show()

    def doing(self) -> dict[Command, Callable[[], object]]:
        themes = {command: partial(self._choose, choice) for command, choice in _THEMES.items()}
        return {
            **themes,
            view_commands.TEXT_LARGER: lambda: self._zoom(self._look.text_zoom + ZOOM_STEP),
            view_commands.TEXT_SMALLER: lambda: self._zoom(self._look.text_zoom - ZOOM_STEP),
            view_commands.TEXT_USUAL: lambda: self._zoom(USUAL_ZOOM),
            view_commands.COMPACT: lambda: self._make_compact(not self._look.is_compact),
        }

    def wear(self) -> None:
        """Look as the settings say now."""
        settings = self._kept.settings
        self._look.choose(settings.theme)
        self._look.zoom_text(settings.text_zoom)
        self._look.make_compact(settings.compact_rows)
        self._show()

    def _choose(self, choice: str) -> None:
        self._kept.change(theme=choice)
        self.wear()

    def _zoom(self, percent: int) -> None:
        self._look.zoom_text(percent)
        self._kept.change(text_zoom=self._look.text_zoom)

    def _make_compact(self, is_compact: bool) -> None:
        self._kept.change(compact_rows=is_compact)
        self.wear()

    def _show(self) -> None:
        self._commands.action(view_commands.COMPACT).setChecked(self._look.is_compact)
        for command, choice in _THEMES.items():
            self._commands.action(command).setChecked(choice == self._look.choice)
