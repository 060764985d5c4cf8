"""Choosing voices: the lists are filled and heard, and what is chosen becomes an edit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from studio.document.edits.grasp import speaker_of
from studio.document.values import LineId, SpeakerId, Voice
from studio.errors import StudioError
from studio.front.voice_wall import VoiceWall
from studio.sentences import sentence
from studio.standing.service import VoiceInfo
from studio.studio import Studio
from ui import dialogs, messages, problems, tasks, voice_edits
from ui.lines_to_hear import line_to_hear
from ui.look import Look
from ui.script.panel import ScriptPanel
from ui.type_to_hear import TypeToHear
from ui.voice_filters import language_of
from ui.voices.browser import DRAFT_TITLE, FINAL_TITLE, VoiceBrowser
from ui.voices.picker import VoicePicker
from ui.voices.voice_table import VoiceRow
from ui.voices.words import FAILED

HOW_I_SOUND = sentence("ui.voices_desk.how_i_sound", "This is how I sound in this scene.")
NO_PRESENT = sentence("ui.voices_desk.no_present", "There is no present voice to compare with.")
NO_LINE = sentence("ui.voices_desk.no_line", "{name} has no line with words to compare by.")
NOW_HEARD = sentence("ui.voices_desk.now_heard", "Heard now: {voice}. L hears the other one.")

_Showing = Callable[[tuple[VoiceRow, ...], bool, str], None]


class VoicesDesk(QObject):
    """`choose_draft` and `choose_final` are asked with a Speaker's id."""

    def __init__(self, studio: Studio, script: ScriptPanel, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._script = studio, script
        self._look, self._window = look, window
        self._offered: tuple[VoiceInfo, ...] = ()
        """Of the service, as it said last."""
        self._compared: VoiceWall | None = None
        self._compared_by: tuple[LineId, tuple[Voice, ...]] | None = None
        self._heard_side = 0

    def choose_draft(self, speaker: str) -> None:
        tasks.start(self._choose(SpeakerId(speaker), is_final=False), self)

    def choose_final(self, speaker: str) -> None:
        tasks.start(self._choose(SpeakerId(speaker), is_final=True), self)

    def known(self, voice: Voice) -> VoiceInfo | None:
        """What is said of a voice, as far as it was ever asked for."""
        there = (*self._studio.service.embedded_voices(), *self._offered)
        return next((info for info in there if info.voice == voice), None)

    async def pick(self, parent: QWidget, speaker: SpeakerId, most: int) -> tuple[VoiceInfo, ...]:
        """At most so many voices of all there are; none when the person left."""
        picker = VoicePicker(most, self._look, parent)

        def show(rows: tuple[VoiceRow, ...], is_loading: bool, trouble: str) -> None:
            picker.show_voices(rows, is_loading=is_loading, words=trouble)

        show(self._rows(), self._has_service, "")
        picker.begin_with(language_of(self._studio.document, speaker))
        picker.hear_wanted.connect(self._hear)
        picker.star_wanted.connect(lambda info: self._star(info, show))
        tasks.start(self._load(show), picker)
        done = await dialogs.finished(picker)
        self._studio.auditions.stop()
        return picker.chosen if done == QDialog.DialogCode.Accepted else ()

    # --- the browser -------------------------------------------------------------------------

    async def _choose(self, id: SpeakerId, *, is_final: bool) -> None:
        speaker = speaker_of(self._studio.document, id)
        title = messages.say(FINAL_TITLE if is_final else DRAFT_TITLE, name=speaker.name)
        typing = TypeToHear(self._studio, self._look)
        shown = VoiceBrowser(title, typing, self._look, self._window, may_be_none=is_final)
        present = speaker.final_voice if is_final else speaker.draft_voice

        def show(rows: tuple[VoiceRow, ...], is_loading: bool, trouble: str) -> None:
            shown.show_voices(rows, is_loading=is_loading, trouble=trouble)

        show(self._rows(is_final=is_final), is_final and self._has_service, "")
        shown.begin_with(language_of(self._studio.document, id), present)
        self._let_compare(shown, id, present)
        shown.hear_wanted.connect(self._hear)
        shown.star_wanted.connect(lambda info: self._star(info, show, is_final=is_final))
        shown.remark_wanted.connect(
            lambda info, words: self._remark(info, words, show, is_final=is_final)
        )
        shown.compare_wanted.connect(lambda info: self._compare(shown, id, present, info))
        shown.reload_wanted.connect(lambda: tasks.start(self._load(show), shown))
        if is_final:
            tasks.start(self._load(show), shown)
        done = await dialogs.finished(shown)
        typing.close_it()
        self._end_comparing()
        if done == QDialog.DialogCode.Accepted:
            cast = voice_edits.cast_final if is_final else voice_edits.cast_draft
            cast(self._studio, id, shown.chosen)

    async def _load(self, show: _Showing) -> None:
        """The voices of the service too, as soon as it says which there are."""
        show(self._rows(), self._has_service, "")
        try:
            self._offered = await asyncio.wrap_future(self._studio.service.voices())
        except StudioError as error:
            local = len(self._studio.service.embedded_voices())
            reason = messages.text(error.message)
            show(self._rows(), False, messages.say(FAILED, reason=reason, count=local))
        else:
            show(self._rows(), False, "")

    @property
    def _has_service(self) -> bool:
        return self._studio.service.standing.name is not None

    def _rows(self, *, is_final: bool = True) -> tuple[VoiceRow, ...]:
        """The voices of the service before those of this computer, which alone can be drafts."""
        notes = self._studio.voice_book.notes
        local = self._studio.service.embedded_voices()
        return tuple(
            VoiceRow(info, info.voice in notes.favourites, notes.remarks.get(info.voice, ""))
            for info in (*(self._offered if is_final else ()), *local)
        )

    # --- what the user notes -----------------------------------------------------------------

    def _star(self, info: VoiceInfo, show: _Showing, *, is_final: bool = True) -> None:
        book = self._studio.voice_book
        is_on = info.voice not in book.notes.favourites
        tasks.start(_kept(book.set_favourite(info.voice, is_on)), self)
        show(self._rows(is_final=is_final), False, "")

    def _remark(self, info: VoiceInfo, words: str, show: _Showing, *, is_final: bool) -> None:
        tasks.start(_kept(self._studio.voice_book.set_remark(info.voice, words)), self)
        show(self._rows(is_final=is_final), False, "")

    # --- hearing -----------------------------------------------------------------------------

    def _hear(self, info: VoiceInfo) -> None:
        """Its own sample where it has one, which costs nothing; else a sentence."""
        if info.has_sample:
            tasks.start(self._hear_sample(info), self)
        else:
            words = info.sample_text or messages.say(HOW_I_SOUND)
            self._studio.auditions.voice(info.voice, words)

    async def _hear_sample(self, info: VoiceInfo) -> None:
        try:
            content = await asyncio.wrap_future(self._studio.service.sample(info.voice))
            self._studio.auditions.sound(content, info.voice.name)
        except StudioError as error:
            problems.report(error)

    def _let_compare(self, shown: VoiceBrowser, id: SpeakerId, present: Voice | None) -> None:
        name = speaker_of(self._studio.document, id).name
        why_not = ""
        if present is None:
            why_not = messages.say(NO_PRESENT)
        elif self._line_of(id) is None:
            why_not = messages.say(NO_LINE, name=name)
        shown.let_compare(name, "" if present is None else present.name, why_not)

    def _compare(
        self, shown: VoiceBrowser, id: SpeakerId, present: Voice | None, info: VoiceInfo
    ) -> None:
        """The Speaker's own Line by this Voice, and the next time by the present one."""
        line = self._line_of(id)
        if line is None or present is None:
            return
        sides = (info.voice, present)
        if (line, sides) != self._compared_by:
            self._end_comparing()
            self._compared = self._studio.auditions.wall(line, sides)
            self._compared_by, self._heard_side = (line, sides), 1
            if self._compared is not None:
                self._compared.make((0, 1))
        if self._compared is not None:
            self._heard_side = 1 - self._heard_side
            self._compared.hear(self._heard_side)
            shown.say(messages.say(NOW_HEARD, voice=sides[self._heard_side].name))

    def _end_comparing(self) -> None:
        compared, self._compared, self._compared_by = self._compared, None, None
        if compared is not None:
            compared.close()
        else:
            self._studio.auditions.stop()

    def _line_of(self, id: SpeakerId) -> LineId | None:
        return line_to_hear(self._studio.document, id, self._script.current_line())


async def _kept(written: Future[None]) -> None:
    """What cannot be written is reported."""
    await asyncio.wrap_future(written)
