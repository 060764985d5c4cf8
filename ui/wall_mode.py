"""The wall with one Line: what its keys do, and what it shows. Owns the window's tiles while it is on."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from studio.document.values import Document, LineId, Speaker, SpeakerId, Voice
from studio.frames import PROJECT_RATE
from studio.sentences import sentence
from studio.standing.service import VoiceInfo
from studio.studio import Studio
from studio.takes.recipe import EMBEDDED
from ui import messages, voice_edits
from ui.casting_wall import wall as walls
from ui.casting_wall.values import FootShown, WallShown
from ui.casting_wall.wall import Wall
from ui.casting_wall.window import CastingWallWindow
from ui.kept_walls import local_voices
from ui.voice_filters import EVERYBODY
from ui.wall_money import Priced, cost_words, over_budget_words
from ui.wall_session import WallSession
from ui.wall_showing import (
    Standing,
    counts_shown,
    detail_shown,
    short_list_shown,
    short_name_of,
    tiles_shown,
)

FINAL = sentence("ui.wall_mode.final", "Cast {voice} as final voice")
DRAFT = sentence("ui.wall_mode.draft", "Use {voice} as draft voice")
HERE = sentence("ui.wall_mode.here", "{here} of {count} here")
LOCAL_DRAFTS = sentence(
    "ui.wall_mode.local_drafts", "A draft voice is one of this computer: it costs nothing."
)

_PLAYHEAD_EVERY_MS = 33
_LOCAL_TO_TRY = 12


class WallMode(QObject):
    """One for each opened window. `remember` keeps what was made of the wall for the next time."""

    cast = Signal()

    def __init__(
        self,
        studio: Studio,
        session: WallSession,
        window: CastingWallWindow,
        remember: Callable[[SpeakerId, Wall], object],
    ) -> None:
        super().__init__(window)
        self._studio, self._window = studio, window
        self.session = session
        self._remember = remember
        self._speaker = SpeakerId("")
        self._line: LineId | None = None
        self._wall = Wall()
        self._is_on = False
        self._timer = QTimer(self)
        self._timer.setInterval(_PLAYHEAD_EVERY_MS)
        self._timer.timeout.connect(self._show_played)
        session.changed.connect(self.show)
        session.ended.connect(self._ended)
        options, side = window.options, window.side
        options.blind_wanted.connect(lambda is_on: self._set(is_blind=is_on))
        options.levelled_wanted.connect(lambda is_on: self._set(is_levelled=is_on))
        options.cloud_wanted.connect(lambda is_on: self._set(shows_cloud=is_on))
        options.local_wanted.connect(lambda is_on: self._set(shows_local=is_on))
        options.filter_wanted.connect(lambda wanted: self._set(wanted=wanted))
        window.offer.local_wanted.connect(lambda: self.add(self._to_try()))
        window.offer.clear_wanted.connect(self._clear_filters)
        window.grid.keep_wanted.connect(lambda place: self._to(place, self._keep))
        window.grid.reject_wanted.connect(lambda place: self._to(place, self._reject))
        window.grid.again_wanted.connect(lambda place: self._to(place, session.ask))
        side.listed_order_wanted.connect(lambda kept: self._use(walls.ordered(self._wall, kept)))
        side.unlist_wanted.connect(self._keep)
        side.hear_wanted.connect(self._play)

    # --- coming and going --------------------------------------------------------------------

    def enter(self, speaker: SpeakerId, line: LineId | None, wall: Wall) -> None:
        self._is_on = True
        self._speaker, self._line, self._wall = speaker, line, wall
        self._hang()

    def focus(self) -> None:
        """On the current tile, or on what can be done without one."""
        order = self._wall.order
        if self._wall.current in order:
            self._window.grid.focus(order.index(self._wall.current))
        else:
            self._window.offer.focus()

    def leave(self) -> None:
        self._is_on = False
        self._timer.stop()
        self.session.close()

    def add(self, voices: Sequence[VoiceInfo]) -> None:
        """Hang these on the wall too."""
        self._use(walls.with_voices(self._wall, voices, random.shuffle))
        self.focus()

    @property
    def room(self) -> int:
        """How many voices more there is room for."""
        return walls.MOST_VOICES - len(self._wall.voices)

    # --- keys --------------------------------------------------------------------------------

    def play(self, place: int) -> None:
        self._to(place, self._play)

    def play_all(self, is_on: bool) -> None:
        self._set(plays_in_turn=is_on)
        first = walls.next_in_turn(self._wall, None)
        if is_on and first is not None and self.session.playing is None:
            self._play(first)

    def again(self) -> None:
        if self._wall.current is not None:
            self._play(self._wall.current)

    def two(self) -> None:
        """The one of the last two that was not heard last."""
        if self._wall.heard:
            self._play(self._wall.heard[-1])

    def keep(self) -> None:
        if self._wall.current is not None:
            self._keep(self._wall.current)

    def reject(self) -> None:
        voice = self._wall.current
        if voice is not None:
            self._reject(voice)
            if voice in self._wall.rejected and self.session.playing == voice:
                self.session.stop()

    def reveal(self) -> None:
        self._set(is_blind=not self._wall.is_blind)

    def remove(self) -> None:
        """Take the current one off the wall."""
        if self._wall.current is not None:
            self._use(walls.without(self._wall, self._wall.current))
            self.focus()

    def move(self, steps: int) -> None:
        order = self._wall.order
        here = order.index(self._wall.current) if self._wall.current in order else 0
        if 0 <= here + steps < len(order):
            self._set(current=order[here + steps])
            self.focus()

    def stop(self) -> bool:
        """Whether anything was heard."""
        self._use(replace(self._wall, plays_in_turn=False))
        return self.session.stop()

    def cast_final(self) -> None:
        voice = self._wall.current
        if voice is not None and voice_edits.cast_final(self._studio, self._speaker, voice):
            self._set(is_blind=False)
            self.cast.emit()

    def cast_draft(self) -> None:
        voice = self._wall.current
        if voice is None or voice.service != EMBEDDED:
            return
        if voice_edits.cast_draft(self._studio, self._speaker, voice):
            self._set(is_blind=False)

    # --- what it shows -----------------------------------------------------------------------

    def show(self) -> None:
        if not self._is_on:
            return
        wall, window = self._wall, self._window
        standings = self._standings()
        tiles = tiles_shown(
            wall, standings, EMBEDDED, self.session.playing, self._studio.voice_service_message
        )
        cloud = sum(info.voice.service != EMBEDDED for info in wall.voices)
        window.options.show_options(
            is_blind=wall.is_blind,
            is_levelled=wall.is_levelled,
            plays_in_turn=wall.plays_in_turn,
            shows_cloud=wall.shows_cloud,
            shows_local=wall.shows_local,
        )
        window.options.show_voices(wall.voices, cloud, len(wall.voices) - cloud)
        window.show_wall(
            WallShown(
                tiles,
                detail_shown(wall, standings, self._document),
                short_list_shown(wall, tiles),
                counts_shown(wall) if wall.voices else "",
                self._foot(standings),
                self._who.colour,
            )
        )
        window.budget.show_question(*over_budget_words(self.session.over_budget))
        if not tiles:
            self._show_offer()
        if self.session.playing is None:
            self._timer.stop()
            window.grid.show_played(None, 0.0)
        elif not self._timer.isActive():
            self._timer.start()

    def _foot(self, standings: dict[Voice, Standing]) -> FootShown:
        wall = self._wall
        heard = sum(each.place.heard is not None for each in standings.values())
        coming = any(
            each.place.heard is None and each.place.failure is None and each.is_asked
            for each in standings.values()
        )
        takes = [Priced(each.price, each.seconds, each.is_asked) for each in standings.values()]
        if wall.current is None:
            return FootShown("", "", 0.0, False, "", "")
        name = short_name_of(wall, wall.current)
        is_local = wall.current.service == EMBEDDED
        return FootShown(
            cost_words(takes) if standings else "",
            messages.say(HERE, here=heard, count=len(standings)) if standings else "",
            heard / max(1, len(standings)),
            coming,
            messages.say(FINAL, voice=name),
            messages.say(DRAFT, voice=name),
            "",
            "" if is_local else messages.say(LOCAL_DRAFTS),
        )

    def _show_offer(self) -> None:
        offer = self._window.offer
        if self._line is None:
            offer.show_no_line(self._who.name)
        elif self._wall.voices:
            offer.show_nothing_fits()
        else:
            offer.show_empty(len(self._to_try()))

    def _standings(self) -> dict[Voice, Standing]:
        session = self.session
        return {
            place.voice: Standing(
                place,
                session.price_of(place.voice),
                session.seconds_of(place.voice),
                session.is_asked(place.voice),
            )
            for place in session.places
        }

    def _show_played(self) -> None:
        frame, voice = self._studio.auditions.frame, self.session.playing
        order = self._wall.order
        if frame is not None and voice in order:
            seconds = max(self.session.seconds_of(voice), 0.1)
            share = min(1.0, frame / PROJECT_RATE / seconds)
            self._window.grid.show_played(order.index(voice), share)

    # --- inside ------------------------------------------------------------------------------

    @property
    def _document(self) -> Document:
        return self._studio.document

    @property
    def _who(self) -> Speaker:
        return self._document.speaker(self._speaker)

    def _use(self, wall: Wall) -> None:
        """The wall as it is from now on."""
        self._wall = wall
        self._remember(self._speaker, wall)
        self._hang()

    def _set(self, **changed: object) -> None:
        if self._is_on:
            self._use(replace(self._wall, **changed))  # type: ignore[arg-type]

    def _hang(self) -> None:
        self.session.hang(self._line, self._wall.order)
        self.show()

    def _play(self, voice: Voice) -> None:
        self._use(walls.after_hearing(self._wall, voice))
        self.session.play(voice, is_levelled=self._wall.is_levelled)

    def _ended(self, voice: Voice) -> None:
        if self._is_on and self._wall.plays_in_turn:
            following = walls.next_in_turn(self._wall, voice)
            if following is None:
                self._set(plays_in_turn=False)
            else:
                self._play(following)

    def _to(self, place: int, do: Callable[[Voice], object]) -> None:
        """To the Voice of this tile."""
        order = self._wall.order
        if place < len(order):
            do(order[place])

    def _keep(self, voice: Voice) -> None:
        self._use(walls.keeping(self._wall, voice))

    def _reject(self, voice: Voice) -> None:
        self._use(walls.rejecting(self._wall, voice))

    def _to_try(self) -> tuple[VoiceInfo, ...]:
        return local_voices(self._studio, self._speaker)[:_LOCAL_TO_TRY]

    def _clear_filters(self) -> None:
        self._window.options.clear_filters()
        self._set(wanted=EVERYBODY, shows_local=True, shows_cloud=True)
