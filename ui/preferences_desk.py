"""The preferences joined to the settings and the Studio: each change holds at once and is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from studio.errors import StudioError
from studio.studio import Studio
from ui import dialogs, messages, problems, tasks, view_commands
from ui.command import Command
from ui.kept_settings import KeptSettings
from ui.preferences.dialog import WORKS, PreferencesDialog

_SERVICE = frozenset(
    {
        "service_address",
        "service_model",
        "service_connections",
        "look_ahead_seconds",
        "look_ahead_lines",
        "repeat_unknown",
    }
)
_MONEY = frozenset({"day_budget", "price_per_minute"})
_LOOKS = frozenset({"theme", "text_zoom"})


class PreferencesDesk(QObject):
    """`looks_chosen` is for whoever wears them."""

    looks_chosen = Signal()

    def __init__(self, studio: Studio, kept: KeptSettings, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._kept, self._window = studio, kept, window

    def doing(self) -> dict[Command, Callable[[], object]]:
        return {view_commands.PREFERENCES: lambda: tasks.start(self._show(), self)}

    async def _show(self) -> None:
        shown = PreferencesDialog(self._kept.settings, self._window)
        shown.changed.connect(self._change)
        shown.key_entered.connect(lambda key: tasks.start(self._keep_key(shown, key), shown))
        shown.key_forgotten.connect(lambda: tasks.start(self._forget_key(shown), shown))
        shown.test_wanted.connect(
            lambda address, key: tasks.start(self._test(shown, address, key), shown)
        )
        self._show_key(shown)
        tasks.start(self._show_devices(shown), shown)
        await dialogs.finished(shown)

    def _change(self, values: dict[str, object]) -> None:
        self._kept.change(**values)
        settings = self._kept.settings
        if values.keys() & _SERVICE:
            tasks.start(self._use_service(), self)
        if values.keys() & _MONEY:
            self._studio.money.use_settings(settings.day_budget, settings.price_per_minute)
        if "output_device" in values:
            self._studio.listening.choose_output(settings.output_device or None)
        if values.keys() & _LOOKS:
            self.looks_chosen.emit()

    async def _use_service(self) -> None:
        try:
            await asyncio.wrap_future(self._studio.service.use(self._kept.settings))
        except StudioError as error:
            problems.report(error)

    async def _keep_key(self, shown: PreferencesDialog, key: str) -> None:
        try:
            await asyncio.wrap_future(self._studio.service.keep_key(key))
        except StudioError as error:
            shown.show_answer(messages.text(error.message))
        else:
            self._show_key(shown)

    async def _forget_key(self, shown: PreferencesDialog) -> None:
        trouble = await asyncio.wrap_future(self._studio.service.forget_key())
        self._show_key(shown)
        if trouble is not None:
            shown.show_answer(messages.text(trouble))

    def _show_key(self, shown: PreferencesDialog) -> None:
        standing = self._studio.service.standing
        trouble = "" if standing.key_trouble is None else messages.text(standing.key_trouble)
        shown.show_key(is_kept=standing.has_key, trouble=trouble)

    async def _test(self, shown: PreferencesDialog, address: str, key: str) -> None:
        try:
            found = await asyncio.wrap_future(self._studio.service.test(address, key))
        except StudioError as error:
            shown.show_answer(messages.text(error.message))
        else:
            shown.show_answer(
                messages.say(
                    WORKS,
                    voices=found.voices,
                    models=len(found.models),
                    ms=round(found.latency_seconds * 1000),
                )
            )

    async def _show_devices(self, shown: PreferencesDialog) -> None:
        try:
            devices = await asyncio.wrap_future(self._studio.listening.output_devices())
        except StudioError as error:
            shown.show_answer(messages.text(error.message))
        else:
            names = [device.name for device in devices]
            shown.show_devices(names, self._kept.settings.output_device)
