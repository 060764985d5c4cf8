"""The preferences joined to the settings and the Studio: each change holds at once and is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from studio.errors import StudioError
from studio.kept_values import kept
from studio.sentences import sentence
from studio.studio import Studio
from ui import actions, dialogs, messages, problems, tasks, view_commands
from ui.command import Command
from ui.keeping import keep_aside
from ui.kept_settings import KeptSettings
from ui.main_window import MainWindow
from ui.mnemonics import plain_words
from ui.preferences.dialog import Given, PreferencesDialog
from ui.preferences.service_page import WORKS, ServicePage
from ui.preferences.shortcuts_page import CommandRow
from ui.preferences.sound_page import SoundPage
from ui.shortcuts_desk import ShortcutsDesk

TEXTS_GO = sentence(
    "ui.preferences_desk.texts_go",
    "Final voices are spoken by {host} now: the words of the lines they speak go there, and nothing"
    " else. Draft voices stay on this computer.",
)

_SERVICE = frozenset(
    {
        "service_address",
        "service_region",
        "service_model",
        "service_connections",
        "service_contexts",
        "look_ahead_seconds",
        "look_ahead_lines",
        "repeat_unknown",
    }
)
_MONEY = frozenset({"day_budget", "price_per_minute"})
_LOOKS = frozenset({"theme", "text_zoom"})
_TOLD_HOSTS = "told_hosts"


class PreferencesDesk(QObject):
    """`looks_chosen` is for whoever wears them."""

    looks_chosen = Signal()

    def __init__(self, studio: Studio, kept: KeptSettings, window: MainWindow) -> None:
        super().__init__(window)
        self._studio, self._kept, self._window = studio, kept, window
        self._shortcuts = ShortcutsDesk(window.commands, window)

    def doing(self) -> dict[Command, Callable[[], object]]:
        return {
            view_commands.PREFERENCES: self._open,
            view_commands.SHORTCUTS: lambda: self._open(at_shortcuts=True),
        }

    def service_changed(self) -> None:
        """Say once of each service which words go there."""
        host = self._studio.service.standing.name
        found = kept(_TOLD_HOSTS)
        told = found if isinstance(found, list) else []
        if host is not None and host not in told:
            keep_aside(_TOLD_HOSTS, [*told, host])
            problems.say(TEXTS_GO(host=host))

    def _open(self, *, at_shortcuts: bool = False) -> None:
        tasks.start(self._show(at_shortcuts=at_shortcuts), self)

    async def _show(self, *, at_shortcuts: bool = False) -> None:
        studio = self._studio
        budget = studio.money.budget
        given = Given(self._kept.settings, self._rows(), self._shortcuts.shortcuts, budget.project)
        shown = PreferencesDialog(given, self._window)
        shown.changed.connect(self._change)
        shown.keys_wanted.connect(self._shortcuts.use)
        shown.budget.project_limited.connect(self._limit_project)
        service, sound = shown.service, shown.sound
        service.key_entered.connect(lambda key: tasks.start(self._keep_key(service, key), shown))
        service.key_forgotten.connect(lambda: tasks.start(self._forget_key(service), shown))
        service.test_wanted.connect(
            lambda address, key: tasks.start(self._test(service, address, key), shown)
        )
        voices = studio.service.embedded_voices()
        languages = {language for voice in voices for language in voice.languages}
        sound.show_voices(len(voices), len(languages))
        if voices:
            sound.hear_wanted.connect(lambda words: studio.auditions.voice(voices[0].voice, words))
        self._show_key(service)
        tasks.start(self._show_devices(sound), shown)
        if at_shortcuts:
            shown.open_at_shortcuts()
        await dialogs.finished(shown)

    def _rows(self) -> list[CommandRow]:
        """Every command, by the menus."""
        return [
            CommandRow(command, plain_words(messages.say(menu)), self._plain(command))
            for menu, group in actions.MENUS
            for command in group
            if command is not None
        ]

    def _plain(self, command: Command) -> str:
        return plain_words(messages.say(command.words)).rstrip("…").strip()

    def _limit_project(self, cost: int) -> None:
        self._studio.money.set_budget(replace(self._studio.money.budget, project=cost or None))

    def _change(self, values: dict[str, object]) -> None:
        self._kept.change(**values)
        settings = self._kept.settings
        if values.keys() & _SERVICE:
            tasks.start(self._use_service(), self)
        if values.keys() & _MONEY:
            self._studio.money.use_settings(
                settings.day_budget or None, settings.price_per_minute or None
            )
        if "output_device" in values:
            self._studio.listening.choose_output(settings.output_device or None)
        if values.keys() & _LOOKS:
            self.looks_chosen.emit()

    async def _use_service(self) -> None:
        try:
            await asyncio.wrap_future(self._studio.service.use(self._kept.settings))
        except StudioError as error:
            problems.report(error)

    async def _keep_key(self, shown: ServicePage, key: str) -> None:
        try:
            await asyncio.wrap_future(self._studio.service.keep_key(key))
        except StudioError as error:
            shown.show_answer(messages.text(error.message))
        else:
            self._show_key(shown)

    async def _forget_key(self, shown: ServicePage) -> None:
        trouble = await asyncio.wrap_future(self._studio.service.forget_key())
        self._show_key(shown)
        if trouble is not None:
            shown.show_answer(messages.text(trouble))

    def _show_key(self, shown: ServicePage) -> None:
        standing = self._studio.service.standing
        trouble = "" if standing.key_trouble is None else messages.text(standing.key_trouble)
        shown.show_key(is_kept=standing.has_key, trouble=trouble)

    async def _test(self, shown: ServicePage, address: str, key: str) -> None:
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

    async def _show_devices(self, shown: SoundPage) -> None:
        try:
            devices = await asyncio.wrap_future(self._studio.listening.output_devices())
        except StudioError as error:
            shown.show_trouble(messages.text(error.message))
        else:
            names = [device.name for device in devices]
            shown.show_devices(names, self._kept.settings.output_device)
