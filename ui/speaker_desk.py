"""What the tab Speaker shows of the Studio, and what becomes of what is asked for there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from studio.document import step_names
from studio.document.edits import casting, lines, whole
from studio.document.history import StepName
from studio.document.initials import initials_of
from studio.document.values import (
    AS_USUAL,
    Delivery,
    Document,
    Speaker,
    SpeakerId,
    Voice,
)
from studio.frames import frames_from_seconds, seconds_from_frames
from studio.front.voice_book import Preset
from studio.sentences import sentence
from studio.standing.service import VoiceInfo
from studio.studio import Studio
from studio.takes.mode import Mode
from studio.takes.recipe import EMBEDDED
from ui import cast_commands, dialogs, messages, money_words, problems, quantities, tasks
from ui.command import Command
from ui.edits import edit
from ui.look import Look
from ui.other_lines import other_lines
from ui.script.panel import ScriptPanel
from ui.speaker.panel import SpeakerPanel
from ui.speaker.values import SpeakerShown
from ui.type_to_hear import TypeToHear
from ui.voice_rights import rights_words

ENTRIES = sentence("ui.speaker_desk.entries", "{count} {count:word|words} in the dictionary…")
RIGHT = sentence("ui.speaker_desk.right", "{voice}: {rights}")
NO_VOICES = sentence("ui.speaker_desk.no_voices", "No voice is chosen yet.")
NOT_LISTED = sentence("ui.speaker_desk.not_listed", "see the service's terms")
NOTHING_PAID = sentence("ui.speaker_desk.nothing_paid", "Nothing was paid for {name} yet.")
PAID = sentence("ui.speaker_desk.paid", "{cost} for {length} of speech.")
NOT_REPORTED = sentence(
    "ui.speaker_desk.not_reported", "{length} of it without a price from the service."
)
PRESET_NAME = sentence("ui.speaker_desk.preset_name", "Keep how {name} sounds as a preset called")
PRESET_HINT = sentence(
    "ui.speaker_desk.preset_hint",
    "Voices and Delivery are kept for all projects. One that has this name already is replaced.",
)
PRESET_KEPT = sentence("ui.speaker_desk.preset_kept", "The preset {name} is kept.")
CHOOSE_PRESET = sentence("ui.speaker_desk.choose_preset", "Have {name} sound like the preset")
NO_PRESETS = sentence(
    "ui.speaker_desk.no_presets",
    "No presets are kept yet. Keep one from a speaker whose sound you like.",
)
NOBODY = sentence("ui.speaker_desk.nobody", "Select a line or a card of the cast first.")


class SpeakerDesk(QObject):
    """Owns the panel; told when Document, Takes or the choice of a Speaker changed."""

    ledger_wanted = Signal()
    dictionary_wanted = Signal()

    def __init__(
        self,
        studio: Studio,
        script: ScriptPanel,
        known: Callable[[Voice], VoiceInfo | None],
        look: Look,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._studio, self._script, self._known, self._window = studio, script, known, window
        self._chosen: SpeakerId | None = None
        self._typing = TypeToHear(studio, look)
        self.panel = panel = SpeakerPanel(look, self._typing)
        panel.delivery.value_wanted.connect(self._set_delivery)
        panel.delivery.re_apply_wanted.connect(lambda: self._about(self.re_apply))
        panel.delivery.dictionary_wanted.connect(self.dictionary_wanted)
        panel.pauses.own_wanted.connect(lambda it: self._set_pauses(same_speaker_frames=it))
        panel.pauses.other_wanted.connect(lambda it: self._set_pauses(other_speaker_frames=it))
        panel.notes_wanted.connect(lambda notes: self._describe("notes", notes))
        panel.aliases_wanted.connect(self._set_aliases)
        panel.code_wanted.connect(lambda code: self._describe("short_code", code.strip()))
        panel.ledger_wanted.connect(self.ledger_wanted)
        panel.voices.preset_wanted.connect(self._apply_preset)
        panel.voices.save_wanted.connect(self._save_preset)
        panel.voices.remove_wanted.connect(self._remove_preset)
        script.selected.connect(self._line_selected)
        panel.came_to_front.connect(self.show)
        self._leave = studio.voice_book.changed.connect(self.show)

    def doing(self) -> dict[Command, Callable[[], object]]:
        return {
            cast_commands.APPLY_PRESET: lambda: tasks.start(self._choose_preset(), self),
            cast_commands.KEEP_PRESET: self._save_preset,
        }

    def end(self) -> None:
        self._leave()
        self._typing.close_it()

    @property
    def speaker(self) -> SpeakerId | None:
        """Who is shown: the one chosen last, be it by a Line or by a card."""
        there = {speaker.id for speaker in self._document.cast}
        return self._chosen if self._chosen in there else None

    def choose(self, speaker: str) -> None:
        self._chosen = SpeakerId(speaker)
        self.show()

    def show(self) -> None:
        """Have the panel say what is true now, while it can be seen."""
        if not self.panel.isVisible():
            return
        who = self._who
        self.panel.show_speaker(None if who is None else self._shown(who))
        if who is None:
            self._typing.speak_as(None)
            return
        wants_final = self._studio.making.mode is Mode.FINAL or who.draft_voice is None
        voice = who.final_voice if wants_final and who.final_voice else who.draft_voice
        self._typing.speak_as(voice, self._delivery_of(who))
        self._typing.look()

    def re_apply(self, id: str) -> None:
        """Have the Lines that speak in a way of their own speak as their Speaker does."""
        ids = other_lines(self._document, SpeakerId(id))
        if ids:
            self._edit(
                step_names.DELIVERY(len(ids)), lambda it: lines.set_delivery(it, ids, AS_USUAL)
            )

    # --- what it shows -----------------------------------------------------------------------

    def _shown(self, who: Speaker) -> SpeakerShown:
        document = self._document
        initials = initials_of([speaker.name for speaker in document.cast])
        usual = document.delivery
        if usual.language is None:
            usual = replace(usual, language=document.language)
        pauses = document.pauses
        voices = [voice for voice in (who.final_voice, who.draft_voice) if voice is not None]
        return SpeakerShown(
            who,
            initials[document.cast.index(who)],
            usual,
            self._languages(),
            who.final_voice is not None and who.final_voice.service != EMBEDDED,
            len(other_lines(document, who.id)),
            messages.say(ENTRIES, count=len(document.dictionary)),
            seconds_from_frames(pauses.same_speaker_frames),
            seconds_from_frames(pauses.other_speaker_frames),
            "\n".join(self._rights(voice) for voice in voices) or messages.say(NO_VOICES),
            self._ledger(who),
            tuple(preset.name for preset in self._studio.voice_book.notes.presets),
        )

    def _languages(self) -> tuple[str, ...]:
        voices = self._studio.service.embedded_voices()
        return tuple(sorted({language for info in voices for language in info.languages}))

    def _rights(self, voice: Voice) -> str:
        info = self._known(voice)
        remark = self._studio.voice_book.notes.remarks.get(voice, "")
        rights = messages.say(NOT_LISTED) if info is None else rights_words(info, remark)
        return messages.say(RIGHT, voice=voice.name, rights=rights)

    def _ledger(self, who: Speaker) -> str:
        total = self._studio.money.spent.by_speaker.get(who.id)
        if total is None:
            return messages.say(NOTHING_PAID, name=who.name)
        cost = money_words.money(total.cost, total.currency)
        words = messages.say(PAID, cost=cost, length=quantities.short_seconds(total.seconds))
        if total.is_cost_known:
            return words
        length = quantities.short_seconds(total.unpriced_seconds)
        return f"{words} {messages.say(NOT_REPORTED, length=length)}"

    def _line_selected(self) -> None:
        line = self._script.current_line()
        found = None if line is None else self._document.lines.get(line)
        if found is not None:
            self._chosen = found.speaker
        self.show()

    # --- edits -------------------------------------------------------------------------------

    def _set_delivery(self, field: str, value: float | str | bool | None) -> None:
        who = self._who
        if who is not None:
            delivery: Delivery = replace(who.delivery, **{field: value})  # type: ignore[arg-type]
            self._edit(
                step_names.SPEAKER_DELIVERY(f"delivery:{field}:{who.id}", name=who.name),
                lambda it: casting.set_speaker_delivery(it, who.id, delivery),
            )

    def _set_pauses(self, **seconds: float) -> None:
        frames = {field: frames_from_seconds(value) for field, value in seconds.items()}
        pauses = replace(self._document.pauses, **frames)
        self._edit(
            step_names.PAUSES(f"pauses:{tuple(seconds)}"), lambda it: whole.set_pauses(it, pauses)
        )

    def _set_aliases(self, words: str) -> None:
        names = (name.strip() for name in words.split(","))
        self._describe("aliases", tuple(dict.fromkeys(name for name in names if name)))

    def _describe(self, field: str, value: str | tuple[str, ...]) -> None:
        who = self._who
        if who is None or getattr(who, field) == value:
            return
        new = replace(who, **{field: value})  # type: ignore[arg-type]
        self._edit(
            step_names.DESCRIBE_SPEAKER(f"speaker:{field}:{who.id}", name=who.name),
            lambda it: casting.change_speaker(it, new),
        )

    # --- presets -----------------------------------------------------------------------------

    def _apply_preset(self, name: str) -> None:
        presets = self._studio.voice_book.notes.presets
        preset = next((each for each in presets if each.name == name), None)
        who = self._who
        if who is not None and preset is not None:
            new = replace(
                who,
                draft_voice=preset.draft_voice or who.draft_voice,
                final_voice=preset.final_voice or who.final_voice,
                delivery=preset.delivery,
            )
            self._edit(
                step_names.CAST_VOICE(name=who.name), lambda it: casting.change_speaker(it, new)
            )

    def _save_preset(self) -> None:
        if self._who is None:
            problems.say(NOBODY())
        else:
            tasks.start(self._ask_and_keep(self._who), self)

    async def _ask_and_keep(self, who: Speaker) -> None:
        name = await dialogs.ask_text(
            self._window,
            messages.say(PRESET_NAME, name=who.name),
            messages.say(PRESET_HINT),
            who.name,
        )
        if name is not None:
            preset = Preset(name, who.draft_voice, who.final_voice, who.delivery)
            await asyncio.wrap_future(self._studio.voice_book.keep_preset(preset))
            problems.say(PRESET_KEPT(name=name))

    def _remove_preset(self, name: str) -> None:
        tasks.start(self._remove(name), self)

    async def _remove(self, name: str) -> None:
        await asyncio.wrap_future(self._studio.voice_book.remove_preset(name))

    async def _choose_preset(self) -> None:
        names = [preset.name for preset in self._studio.voice_book.notes.presets]
        who = self._who
        if who is None or not names:
            problems.say(NOBODY() if who is None else NO_PRESETS())
            return
        title = messages.say(CHOOSE_PRESET, name=who.name)
        chosen = await dialogs.choose(self._window, title, names)
        if chosen is not None:
            self._apply_preset(names[chosen])

    # --- inside ------------------------------------------------------------------------------

    @property
    def _document(self) -> Document:
        return self._studio.document

    @property
    def _who(self) -> Speaker | None:
        id = self.speaker
        return None if id is None else self._document.speaker(id)

    def _delivery_of(self, who: Speaker) -> Delivery:
        wider = who.delivery.over(self._document.delivery)
        if wider.language is not None:
            return wider
        return replace(wider, language=self._document.language)

    def _about(self, do: Callable[[SpeakerId], object]) -> None:
        if self.speaker is None:
            problems.say(NOBODY())
        else:
            do(self.speaker)

    def _edit(self, name: StepName, change: Callable[[Document], Document]) -> None:
        if not edit(self._studio, name, change):
            self.panel.forget()
            self.show()
