"""Opens the casting wall, and keeps for each Speaker what was made of it until the project is left."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.document.values import Document, LineId, Speaker, SpeakerId
from studio.sentences import sentence
from studio.standing.service import VoiceInfo
from studio.studio import Studio
from studio.takes.recipe import TakeKey
from studio.timeline.values import Clip
from ui import cast_commands, problems, tasks
from ui.bridge import Bridge
from ui.casting_wall.chemistry_page import ChemistryPage
from ui.casting_wall.window import CastingWallWindow
from ui.chemistry_mode import ChemistryMode
from ui.chemistry_session import ChemistrySession
from ui.command import Command
from ui.kept_walls import KeptWalls
from ui.lines_to_hear import line_to_hear, lines_with_words
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


class _Session(Protocol):
    """What is asked for, and what that may cost."""

    @property
    def is_open(self) -> bool: ...

    def stop_rest(self) -> None: ...
    def local_only(self) -> None: ...
    def raise_limit(self) -> None: ...


class _Mode(Protocol):
    """What the keys of the window are about: one Line, or a read."""

    @property
    def session(self) -> _Session: ...

    def focus(self) -> None: ...
    def play(self, place: int) -> None: ...
    def play_all(self, is_on: bool) -> None: ...
    def again(self) -> None: ...
    def two(self) -> None: ...
    def keep(self) -> None: ...
    def reject(self) -> None: ...
    def reveal(self) -> None: ...
    def remove(self) -> None: ...
    def move(self, steps: int) -> None: ...
    def stop(self) -> bool: ...
    def cast_final(self) -> None: ...
    def cast_draft(self) -> None: ...
    def leave(self) -> None: ...


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
        self._walls = KeptWalls(studio)
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
        self._walls.begin()
        self._speaker = SpeakerId(speaker)
        self._line = line_to_hear(self._document, self._speaker, self._script.current_line())
        if self._window is None:
            self._open_window()
        self._change_mode(False)

    # --- the window --------------------------------------------------------------------------

    def _open_window(self) -> None:
        page = ChemistryPage(self._look)
        window = CastingWallWindow(self._look, self._wave_of, page, self._parent)
        self._window = window
        self._one = WallMode(self._studio, self._session, window, self._walls.keep)
        self._many = ChemistryMode(self._studio, self._read, window, page, self._walls)
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
            (window.foot.stop_wanted, lambda mode: mode.session.stop_rest()),
            (window.budget.local_only_wanted, lambda mode: mode.session.local_only()),
            (window.budget.raise_wanted, lambda mode: mode.session.raise_limit()),
        ):
            signal.connect(self._asking(do))
        window.play_wanted.connect(lambda place: self._ask(lambda mode: mode.play(place)))
        window.moved.connect(lambda steps: self._ask(lambda mode: mode.move(steps)))
        window.options.in_turn_wanted.connect(
            lambda is_on: self._ask(lambda mode: mode.play_all(is_on))
        )
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
        if self._one is not None and self._many is not None:
            (self._one if is_chemistry else self._many).leave()
            self._mode = self._many if is_chemistry else self._one
            self._show_head()
            self._enter()
            self._mode.focus()

    def _open_chemistry(self) -> None:
        self.open_for_current()
        self._change_mode(True)

    def _choose_line(self, line: str) -> None:
        self._line = LineId(line)
        self._show_head()
        self._enter()
        self._ask(lambda mode: mode.focus())

    def _enter(self) -> None:
        """Have the mode be about the Speaker and the Line; the focus stays where it is."""
        if self._one is not None and self._mode is self._one:
            self._one.enter(self._speaker, self._line, self._walls.of(self._speaker))
        elif self._many is not None and self._mode is self._many:
            self._many.enter(self._line)

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
        if self._speaker not in there or not self._walls.are_of_this_project:
            self._window.close()
            return
        self._line = line_to_hear(self._document, self._speaker, self._line)
        self._show_head()
        self._enter()

    def _takes_changed(self) -> None:
        """Also when the parts have only come up now."""
        if self._mode is not None and not self._mode.session.is_open:
            self._enter()

    def _repaint(self) -> None:
        if self._window is not None:
            self._window.grid.repaint_waves()
            self._window.side.short_list.viewport().update()

    def _show_head(self) -> None:
        window = self._window
        if window is None:
            return
        document, is_read = self._document, self._mode is self._many
        lines = list(document.lines) if is_read else lines_with_words(document, self._speaker)
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

    def _wave_of(self, key: TakeKey, columns: int) -> Wave | None:
        frames = self._session.frames_of(key)
        if not frames:
            return None
        clip = Clip(
            self._line or LineId(""), self._speaker, 0, frames, frames, key,
            is_growing=self._session.is_growing(key),
        )  # fmt: skip
        return self._studio.wave_of(clip, 0, frames, columns)
