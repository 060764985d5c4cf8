"""What can be done with one Speaker from a card, a lane's head, the menu Cast or the palette: each an edit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from studio.document import step_names
from studio.document.edits import casting, lines
from studio.document.edits.grasp import speaker_of
from studio.document.history import StepName
from studio.document.values import Document, LineId, LineStatus, Speaker, SpeakerId
from studio.sentences import sentence
from studio.studio import Studio
from ui import cast_commands, dialogs, edits, messages, problems, tasks
from ui.cast_commands import Deed
from ui.command import Command
from ui.script.panel import ScriptPanel

RENAME_TITLE = sentence("ui.speaker_deeds.rename_title", "Rename {name}")
RENAME_HINT = sentence(
    "ui.speaker_deeds.rename_hint", "Scripts that come in again still know {name} by the old name."
)
ADD_TITLE = sentence("ui.speaker_deeds.add_title", "Add a speaker")
ADD_HINT = sentence("ui.speaker_deeds.add_hint", "Speakers also appear by themselves as you write.")
MERGE_TITLE = sentence("ui.speaker_deeds.merge_title", "Merge {name} into")
RECAST_TITLE = sentence("ui.speaker_deeds.recast_title", "Give all lines of {name} to")
ALIASES_TITLE = sentence("ui.speaker_deeds.aliases_title", "Other names of {name}")
ALIASES_HINT = sentence(
    "ui.speaker_deeds.aliases_hint",
    "A script that comes in knows {name} by these too. Put commas between them.",
)
NOBODY_ELSE = sentence("ui.speaker_deeds.nobody_else", "There is nobody else in the cast yet.")
NOBODY = sentence(
    "ui.speaker_deeds.nobody", "Select a line or a card of the cast first, and try again."
)
NONE_APPROVED = sentence(
    "ui.speaker_deeds.none_approved",
    "No line of {name} is approved yet. Approve lines with A, and try again.",
)
ALL_DRAFTS = sentence(
    "ui.speaker_deeds.all_drafts",
    "{name} is heard by the draft voice. The other takes are kept; Ctrl+Z takes it back.",
)

COLOURS = 12


class SpeakerDeeds(QObject):
    """`current` says about whom the commands of the menu are."""

    wall_wanted = Signal(str)
    re_apply_wanted = Signal(str)
    promotion_wanted = Signal(object)

    def __init__(
        self,
        studio: Studio,
        script: ScriptPanel,
        current: Callable[[], SpeakerId | None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._studio, self._script = studio, script
        self._current, self._window = current, window

    def doing(self) -> dict[Command, Callable[[], object]]:
        doing: dict[Command, Callable[[], object]] = {
            command: partial(self._do_to_current, deed)
            for deed, command in cast_commands.OF_A_SPEAKER.items()
        }
        return doing | {cast_commands.ADD: self.add}

    def do(self, speaker: str, deed: Deed) -> None:
        who = speaker_of(self._document, SpeakerId(speaker))
        doing: dict[Deed, Callable[[], object]] = {
            Deed.RENAME: lambda: tasks.start(self._rename(who), self),
            Deed.MERGE: lambda: tasks.start(self._merge(who), self),
            Deed.ALIASES: lambda: tasks.start(self._ask_aliases(who), self),
            Deed.COLOUR: lambda: self.colour(who.id, (who.colour + 1) % COLOURS),
            Deed.RECAST: lambda: tasks.start(self._recast(who), self),
            Deed.WALL: lambda: self.wall_wanted.emit(who.id),
            Deed.RE_APPLY: lambda: self.re_apply_wanted.emit(who.id),
            Deed.DRAFTS: lambda: self._use_drafts(who),
            Deed.PROMOTE: lambda: self._promote(who),
            Deed.UP: lambda: self._move(who, -1),
            Deed.DOWN: lambda: self._move(who, 1),
            Deed.SELECT: lambda: self._select_lines(who),
            Deed.REMOVE: lambda: self._remove(who),
        }
        doing[deed]()

    def add(self) -> None:
        tasks.start(self._add(), self)

    def rename(self, speaker: str, name: str) -> None:
        who = speaker_of(self._document, SpeakerId(speaker))
        if name.strip() and name.strip() != who.name:
            self._edit(
                step_names.RENAME_SPEAKER(old=who.name, name=name.strip()),
                lambda it: casting.rename_speaker(it, who.id, name),
            )

    def colour(self, speaker: str, colour: int) -> None:
        who = speaker_of(self._document, SpeakerId(speaker))
        self._describe(replace(who, colour=colour))

    def order(self, order: tuple[SpeakerId, ...]) -> None:
        """The Cast, and with it the Lanes, in this order."""
        self._edit(step_names.ORDER_CAST(), lambda it: casting.order_cast(it, order))

    # --- each deed ---------------------------------------------------------------------------

    def _move(self, who: Speaker, step: int) -> None:
        order = [speaker.id for speaker in self._document.cast]
        at = order.index(who.id)
        if 0 <= at + step < len(order):
            order[at], order[at + step] = order[at + step], order[at]
            self.order(tuple(order))

    def _select_lines(self, who: Speaker) -> None:
        self._script.select(self._lines_of(who))
        self._script.setFocus()

    def _remove(self, who: Speaker) -> None:
        self._edit(
            step_names.REMOVE_SPEAKER(name=who.name),
            lambda it: casting.remove_speaker(it, who.id),
        )

    def _use_drafts(self, who: Speaker) -> None:
        """Have every Line of theirs heard by the draft voice, as one step; Takes are never lost."""

        def change(document: Document) -> Document:
            free = [line.id for line in document.lines if line.id in theirs and line.pinned]
            for id in free:
                document = lines.pin_take(document, id, None)
            return casting.set_voices(document, who.id, who.draft_voice, None)

        theirs = set(self._lines_of(who))
        if self._edit(step_names.CAST_VOICE(name=who.name), change):
            problems.say(ALL_DRAFTS(name=who.name))

    def _promote(self, who: Speaker) -> None:
        approved = tuple(
            line.id
            for line in self._document.lines
            if line.speaker == who.id and line.status in (LineStatus.APPROVED, LineStatus.LOCKED)
        )
        if approved:
            self.promotion_wanted.emit(approved)
        else:
            problems.say(NONE_APPROVED(name=who.name))

    async def _rename(self, who: Speaker) -> None:
        name = await dialogs.ask_text(
            self._window,
            messages.say(RENAME_TITLE, name=who.name),
            messages.say(RENAME_HINT, name=who.name),
            who.name,
        )
        if name is not None:
            self.rename(who.id, name)

    async def _add(self) -> None:
        name = await dialogs.ask_text(
            self._window, messages.say(ADD_TITLE), messages.say(ADD_HINT), ""
        )
        if name is not None:
            self._edit(
                step_names.ADD_SPEAKER(name=name),
                lambda it: casting.add_speaker(it, casting.new_speaker(it, name)),
            )

    async def _ask_aliases(self, who: Speaker) -> None:
        words = await dialogs.ask_text(
            self._window,
            messages.say(ALIASES_TITLE, name=who.name),
            messages.say(ALIASES_HINT, name=who.name),
            ", ".join(who.aliases),
        )
        if words is not None:
            names = (name.strip() for name in words.split(","))
            aliases = tuple(dict.fromkeys(name for name in names if name))
            self._describe(replace(who, aliases=aliases))

    async def _merge(self, who: Speaker) -> None:
        into = await self._another(who, messages.say(MERGE_TITLE, name=who.name))
        if into is not None:
            self._edit(
                step_names.MERGE_SPEAKERS(old=who.name, name=into.name),
                lambda it: casting.merge_speakers(it, into.id, who.id),
            )

    async def _recast(self, who: Speaker) -> None:
        to = await self._another(who, messages.say(RECAST_TITLE, name=who.name))
        if to is not None:
            count = len(self._lines_of(who))
            self._edit(step_names.RECAST(count), lambda it: casting.recast_all(it, who.id, to.id))

    async def _another(self, who: Speaker, question: str) -> Speaker | None:
        others = [speaker for speaker in self._document.cast if speaker.id != who.id]
        if not others:
            problems.say(NOBODY_ELSE())
            return None
        names = [speaker.name for speaker in others]
        chosen = await dialogs.choose(self._window, question, names)
        return None if chosen is None else others[chosen]

    # --- inside ------------------------------------------------------------------------------

    @property
    def _document(self) -> Document:
        return self._studio.document

    def _do_to_current(self, deed: Deed) -> None:
        speaker = self._current()
        if speaker is None:
            problems.say(NOBODY())
        else:
            self.do(speaker, deed)

    def _lines_of(self, who: Speaker) -> list[LineId]:
        return [line.id for line in self._document.lines if line.speaker == who.id]

    def _describe(self, new: Speaker) -> None:
        self._edit(
            step_names.DESCRIBE_SPEAKER(name=new.name), lambda it: casting.change_speaker(it, new)
        )

    def _edit(self, name: StepName, change: Callable[[Document], Document]) -> bool:
        return edits.edit(self._studio, name, change)
