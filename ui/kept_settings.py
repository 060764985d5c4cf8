"""The user's settings while the window is open: changed at once, written in the background."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from studio.settings import Settings, change_settings
from ui import tasks


class KeptSettings(QObject):
    """One owner, so that one change never writes over another."""

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self.settings = settings

    def change(self, **values: object) -> None:
        """Set fields of `Settings`; what cannot be written is reported, and holds until the end."""
        self.settings = replace(self.settings, **values)  # type: ignore[arg-type]
        tasks.start(self._save(values), self)

    async def _save(self, values: dict[str, object]) -> None:
        write = partial(change_settings, self.settings, values)
        await asyncio.get_running_loop().run_in_executor(None, write)
