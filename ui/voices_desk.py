"""Choosing a voice for a Speaker: the browser is filled, and what is chosen becomes an edit."""

from __future__ import annotations

import asyncio
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from studio.document import step_names
from studio.document.edits import casting
from studio.document.edits.grasp import speaker_of
from studio.document.values import SpeakerId, Voice
from studio.errors import StudioError
from studio.standing.service import VoiceInfo
from studio.studio import Studio
from ui import dialogs, messages, problems, tasks
from ui.look import Look
from ui.voices.browser import DRAFT_TITLE, FINAL_TITLE, LOADING, VoiceBrowser


class VoicesDesk(QObject):
    """`choose_draft` and `choose_final` are asked with a Speaker's id."""

    def __init__(self, studio: Studio, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._look, self._window = studio, look, window

    def choose_draft(self, speaker: str) -> None:
        tasks.start(self._choose(SpeakerId(speaker), is_final=False), self)

    def choose_final(self, speaker: str) -> None:
        tasks.start(self._choose(SpeakerId(speaker), is_final=True), self)

    async def _choose(self, id: SpeakerId, *, is_final: bool) -> None:
        speaker = speaker_of(self._studio.document, id)
        title = messages.say(FINAL_TITLE if is_final else DRAFT_TITLE, name=speaker.name)
        local = self._studio.service.embedded_voices()
        shown = VoiceBrowser(
            title, local[0].voice.service, self._look, self._window, may_be_none=is_final
        )
        present = speaker.final_voice if is_final else speaker.draft_voice
        loading = messages.say(LOADING) if is_final else ""
        shown.show_voices(local, present, loading)
        language = speaker.delivery.language or self._studio.document.language
        shown.begin_with(language.partition("-")[0])
        if is_final:
            tasks.start(self._add_service_voices(shown, local, present), shown)
        if await dialogs.finished(shown) == QDialog.DialogCode.Accepted:
            self._cast(id, shown.chosen, is_final=is_final)

    async def _add_service_voices(
        self, shown: VoiceBrowser, local: tuple[VoiceInfo, ...], present: Voice | None
    ) -> None:
        try:
            more = await asyncio.wrap_future(self._studio.service.voices())
        except StudioError as error:
            shown.show_voices(local, present, messages.text(error.message))
        else:
            shown.show_voices((*more, *local), present)

    def _cast(self, id: SpeakerId, voice: Voice | None, *, is_final: bool) -> None:
        speaker = speaker_of(self._studio.document, id)
        draft, final = (speaker.draft_voice, voice) if is_final else (voice, speaker.final_voice)
        try:
            self._studio.edit(
                step_names.CAST_VOICE(name=speaker.name),
                partial(casting.set_voices, speaker=id, draft=draft, final=final),
            )
        except StudioError as error:
            problems.report(error)
