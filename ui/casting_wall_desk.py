"""Opens the casting wall, and keeps for each Speaker what was made of it until the project is left."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.document.values import Document, Line, LineId, Speaker, SpeakerId, Voice
from studio.front.open_project import OpenProject
from studio.sentences import sentence
from studio.standing.service import VoiceInfo
from studio.studio import Studio
from studio.takes.recipe import TakeKey
from studio.takes.sent_text import sent_text
from studio.timeline.values import Clip
from ui import cast_commands, problems, tasks
from ui.bridge import Bridge
from ui.casting_wall.chemistry_page import ChemistryPage
from ui.casting_wall.wall import Wall
from ui.casting_wall.window import CastingWallWindow
from ui.chemistry_mode import ChemistryMode
from ui.chemistry_session import ChemistrySession
from ui.command import Command
from ui.look import Look
from ui.script.panel import ScriptPanel
from ui.wall_head import head_shown
from ui.wall_mode import WallMode
from ui.wall_session import WallSession
from ui.wave_picture import Wave

CAST = sentence(
    "ui.casting_wall_desk.cast", "{name} has another final voice now. Ctrl+Z takes it back."
)
NOBODY = sentence(
    "ui.casting_wall_desk.nobody",
    "There is nobody to cast yet. Write a line, or add a speaker, and open the casting wall again.",
)

PickVoices = Callable[[QWidget, SpeakerId, int], Awaitable[tuple[VoiceInfo, ...]]]
"""Ask for so many Voices for a Speaker, above a window."""


class _Mode(Protocol):
    """What the keys of the window are about: one Line, or a read."""

    def play(self, place: int) -> None: ...
    def again(self) -> None: ...
    def two(self) -> None: ...
    def keep(self) -> None: ...
    def reject(self) -> None: ...
    def reveal(self) -> None: ...
    def remove(self) -> None: ...
    def move(self, steps: int) -> None: ...
    def stop(self) -> bool: ...
    def stop_rest(self) -> None: ...
    def local_only(self) -> None: ...
    def raise_limit(self) -> None: ...
    def cast_final(self) -> None: ...
    def cast_draft(self) -> None: ...
    def leave(self) -> None: ...
    def show(self) -> None: ...


class CastingWallDesk(QObject):
    """One window at a time, whoever it is about."""

    def __init__(
        self,
        studio: Studio,
        script: ScriptPanel,
        bridge: Bridge,
        pick: PickVoices,
        look: Look,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._studio, self._script, self._pick = studio, script, pick
        self._look, self._parent = look, window
        self._session = WallSession(studio, bridge, self)
        self._read = ChemistrySession(studio, bridge, self)
        self._walls: dict[SpeakerId, Wall] = {}
        self._project: OpenProject | None = None
        self._window: CastingWallWindow | None = None
        self._one: WallMode | None = None
        self._many: ChemistryMode | None = None
        self._mode: _Mode | None = None
        self._speaker = SpeakerId("")
        self._line: LineId | None = None
        bridge.carry(studio.takes_changed, self._takes_changed)
        bridge.carry(studio.shapes_changed, self._repaint)
        self._leave = studio.document_changed.connect(lambda _: self._document_changed())

    def doing(self) -> dict[Command, Callable[[], object]]:
        return {
            cast_commands.CASTING_WALL: self.open_for_current,
            cast_commands.CHEMISTRY: self._open_chemistry,
        }

    def end(self) -> None:
        self._leave()
        if self._window is not None:
            self._window.close()

    def open_for_current(self) -> None:
        """For whoever says the current Line, else for the first of the Cast."""
        line = self._script.current_line()
        found = None if line is None else self._document.lines.get(line)
        cast = self._document.cast
        if found is None and not cast:
            problems.say(NOBODY())
            return
        self.open(found.speaker if found is not None else cast[0].id)

    def open(self, speaker: str) -> None:
        """Cast this Speaker, by the Line that is current or by their first."""
        self._cast(speaker)
        assert self._window is not None
        if self._window.isVisible():
            self._window.raise_()
        self._window.show()
        self._window.activateWindow()

    def _cast(self, speaker: str) -> None:
        if self._project is not self._studio.project:
            self._project, self._walls = self._studio.project, {}
        self._speaker = SpeakerId(speaker)
        current = self._script.current_line()
        theirs = self._lines_of(self._speaker)
        first = theirs[0].id if theirs else None
        self._line = current if current in {line.id for line in theirs} else first
        if self._window is None:
            self._open_window()
        self._enter_one()

    # --- the window --------------------------------------------------------------------------

    def _open_window(self) -> None:
        page = ChemistryPage(self._look)
        window = CastingWallWindow(self._look, self._wave_of, page, self._parent)
        self._window = window
        self._one = WallMode(self._studio, self._session, window, self._remember)
        self._many = ChemistryMode(
            self._studio, self._read, window, page, self._kept_for, self._known_for
        )
        self._one.cast.connect(self._was_cast)
        self._many.cast.connect(window.close)
        for signal, do in (
            (window.again_wanted, lambda mode: mode.again()),
            (window.two_wanted, lambda mode: mode.two()),
            (window.keep_wanted, lambda mode: mode.keep()),
            (window.reject_wanted, lambda mode: mode.reject()),
            (window.reveal_wanted, lambda mode: mode.reveal()),
            (window.remove_wanted, lambda mode: mode.remove()),
            (window.cast_wanted, lambda mode: mode.cast_final()),
            (window.foot.final_wanted, lambda mode: mode.cast_final()),
            (window.foot.draft_wanted, lambda mode: mode.cast_draft()),
            (window.foot.stop_wanted, lambda mode: mode.stop_rest()),
            (window.budget.local_only_wanted, lambda mode: mode.local_only()),
            (window.budget.raise_wanted, lambda mode: mode.raise_limit()),
        ):
            signal.connect(self._asking(do))
        window.play_wanted.connect(lambda place: self._ask(lambda mode: mode.play(place)))
        window.moved.connect(lambda steps: self._ask(lambda mode: mode.move(steps)))
        window.escaped.connect(self._stop_or_close)
        window.closed.connect(self._closed)
        window.head.speaker_wanted.connect(self._cast)
        window.head.line_wanted.connect(self._choose_line)
        window.head.chemistry_wanted.connect(self._change_mode)
        for wanted in (window.options.add_wanted, window.offer.add_wanted):
            wanted.connect(lambda: tasks.start(self._add(), window))

    def _closed(self) -> None:
        window, self._window = self._window, None
        for mode in (self._one, self._many):
            if mode is not None:
                mode.leave()
        self._one = self._many = None
        self._mode = None
        if window is not None:
            window.deleteLater()

    def _stop_or_close(self) -> None:
        if self._mode is not None and not self._mode.stop() and self._window is not None:
            self._window.close()

    def _was_cast(self) -> None:
        problems.say(CAST(name=self._who.name))
        if self._window is not None:
            self._window.close()

    def _change_mode(self, is_chemistry: bool) -> None:
        if is_chemistry:
            self._enter_many()
        else:
            self._enter_one()

    def _open_chemistry(self) -> None:
        self.open_for_current()
        if self._window is not None:
            self._enter_many()

    def _enter_one(self) -> None:
        if self._one is not None and self._many is not None:
            self._many.leave()
            self._mode = self._one
            self._show_head()
            self._one.enter(self._speaker, self._line, self._walls.get(self._speaker, Wall()))

    def _enter_many(self) -> None:
        if self._one is not None and self._many is not None:
            self._one.leave()
            self._mode = self._many
            self._show_head()
            self._many.enter(self._line)

    def _choose_line(self, line: str) -> None:
        self._line = LineId(line)
        self._change_mode(self._mode is self._many)

    async def _add(self) -> None:
        if self._window is not None and self._one is not None:
            chosen = await self._pick(self._window, self._speaker, self._one.room)
            if chosen and self._one is not None:
                self._one.add(chosen)

    # --- kept true ---------------------------------------------------------------------------

    def _document_changed(self) -> None:
        if self._window is None:
            return
        there = {speaker.id for speaker in self._document.cast}
        if self._speaker not in there or self._project is not self._studio.project:
            self._window.close()
            return
        theirs = {line.id for line in self._lines_of(self._speaker)}
        if self._line not in theirs:
            self._line = next(iter(theirs), None)
        self._show_head()
        self._change_mode(self._mode is self._many)

    def _takes_changed(self) -> None:
        """Also when the parts have only come up now."""
        if self._window is not None and self._mode is not None and not self._session.is_open:
            self._change_mode(self._mode is self._many)

    def _repaint(self) -> None:
        if self._window is not None:
            self._window.grid.repaint_waves()
            self._window.side.short_list.viewport().update()

    def _show_head(self) -> None:
        window = self._window
        if window is None:
            return
        document, is_read = self._document, self._mode is self._many
        lines = list(document.lines) if is_read else self._lines_of(self._speaker)
        window.name(self._who.name)
        shown = head_shown(document, self._who, self._line, lines, is_read=is_read)
        window.head.show_head(shown, is_chemistry=is_read)
        window.options.show_chemistry(is_read)

    # --- inside ------------------------------------------------------------------------------

    @property
    def _document(self) -> Document:
        return self._studio.document

    @property
    def _who(self) -> Speaker:
        return self._document.speaker(self._speaker)

    def _asking(self, do: Callable[[_Mode], object]) -> Callable[[], None]:
        return lambda: self._ask(do)

    def _ask(self, do: Callable[[_Mode], object]) -> None:
        if self._mode is not None:
            do(self._mode)

    def _lines_of(self, speaker: SpeakerId) -> list[Line]:
        document = self._document
        return [
            line
            for line in document.lines
            if line.speaker == speaker and sent_text(document, line).has_words
        ]

    def _remember(self, speaker: SpeakerId, wall: Wall) -> None:
        self._walls[speaker] = wall

    def _kept_for(self, speaker: SpeakerId) -> tuple[Voice, ...]:
        """Who speaks now, and the short list of the Speaker's wall."""
        who = self._document.speaker(speaker)
        present = who.final_voice or who.draft_voice
        kept = self._walls.get(speaker, Wall()).kept
        return tuple(dict.fromkeys((*((present,) if present else ()), *kept)))

    def _known_for(self, speaker: SpeakerId) -> tuple[Voice, ...]:
        """All that hang on the Speaker's wall, and the local ones of the language."""
        hung = tuple(info.voice for info in self._walls.get(speaker, Wall()).voices)
        main = self._document.language.partition("-")[0]
        local = tuple(
            info.voice
            for info in self._studio.service.embedded_voices()
            if any(language.startswith(main) for language in info.languages)
        )
        who = self._document.speaker(speaker)
        own = tuple(voice for voice in (who.final_voice, who.draft_voice) if voice is not None)
        return tuple(dict.fromkeys((*own, *hung, *local)))

    def _wave_of(self, key: TakeKey, columns: int) -> Wave | None:
        frames = self._session.frames_of(key)
        if not frames:
            return None
        clip = Clip(
            self._line or LineId(""), self._speaker, 0, frames, frames, key,
            is_growing=self._session.is_growing(key),
        )  # fmt: skip
        return self._studio.wave_of(clip, 0, frames, columns)
