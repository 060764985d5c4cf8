"""What the window wishes of the making of Takes, and asks about it. Light; before anything runs,
nothing is made.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from studio.document.values import LineId, SpeakerId
from studio.front.running import Running
from studio.scheduling.budget import Budget
from studio.standing.contexts import ContextStanding
from studio.standing.queue import QueueRow
from studio.takes.mode import Mode

if TYPE_CHECKING:
    from studio.scheduling.promotion import Promotion, Which


class Wishes:
    def __init__(self, running: Running) -> None:
        self.budget = Budget()
        """What prices are reckoned by; `money` keeps it."""
        self._running = running
        self._mode = Mode.DRAFT

    def begin(self) -> None:
        """The parts run now: they are told what was wished before."""
        if self._running.machinery is not None and self._mode is not Mode.DRAFT:
            self._running.machinery.set_mode(self._mode)

    @property
    def mode(self) -> Mode:
        return self._mode

    def set_mode(self, mode: Mode) -> None:
        """Who is to be heard from now on."""
        self._mode = mode
        if self._running.machinery is not None:
            self._running.machinery.set_mode(mode)

    def set_caret(self, line: LineId | None) -> None:
        """The Line that is being written: its draft waits for a pause, nothing is paid for it."""
        if self._running.machinery is not None:
            self._running.machinery.wish(lambda making: making.set_caret(line))

    def expect_jumps(self, lines: Iterable[LineId]) -> None:
        """Playing may go on from one of these Lines next: the selection, the next scene."""
        if self._running.machinery is not None:
            self._running.machinery.expect_jumps(lines)

    def promotion(self, which: Which, selected: Collection[LineId] = ()) -> Promotion:
        """What is still to be bought of these Lines, and what that will probably cost."""
        from studio.front.promoting import promotion_of

        return promotion_of(
            self._running.document(), which, self._running.making, selected, self.budget
        )

    def promote(self, lines: Iterable[LineId]) -> None:
        """Have these Lines spoken by their final voices now."""
        wanted = tuple(lines)
        if self._running.machinery is not None:
            self._running.machinery.wish(lambda making: making.promote(wanted))

    def is_meant_to_be_paid(self, line: LineId) -> bool:
        """Whether another Take of the Line is one of its final voice."""
        making = self._running.making
        if making is None or (final := making.final_recipe(line)) is None or not final.is_paid:
            return False
        return self._mode is Mode.FINAL or making.shelf.outline(final.key) is not None

    def stop(self, line: LineId) -> None:
        """Make nothing more of this Line; what has come of it stays."""
        if self._running.machinery is not None:
            self._running.machinery.wish(lambda making: making.stop(line))

    def move_to_front(self, line: LineId) -> None:
        """Make this Line before all others that wait."""
        if self._running.machinery is not None:
            self._running.machinery.wish(lambda making: making.move_to_front(line))

    def make_again(self, line: LineId) -> None:
        """Make what was stopped, failed or broke off, which may be charged."""
        if self._running.machinery is not None:
            self._running.machinery.wish(lambda making: making.make_again(line))

    @property
    def is_paused(self) -> bool:
        making = self._running.making
        return making is not None and making.is_paused

    def pause(self) -> None:
        """Begin nothing more; what is under way is finished."""
        if self._running.machinery is not None:
            self._running.machinery.wish(lambda making: making.pause())

    def resume(self) -> None:
        if self._running.machinery is not None:
            self._running.machinery.wish(lambda making: making.resume())

    def queue(self) -> tuple[QueueRow, ...]:
        """What is arriving, what waits and for what, and what waits for a person."""
        making = self._running.making
        if making is None:
            return ()
        from studio.front.queue import queue_rows

        return queue_rows(making, self.budget, time.monotonic())

    def paid_under_way(self) -> tuple[LineId, ...]:
        """The Lines that are being paid for at this moment: leaving now breaks them off."""
        making = self._running.making
        return () if making is None else making.paid_under_way()

    def contexts(self) -> Mapping[SpeakerId, ContextStanding]:
        """How the context of each Speaker's final voice stands."""
        making = self._running.making
        if making is None:
            return {}
        from studio.front.contexts import context_standings

        # Without a service nobody has a context, and of a long script there is much to look at.
        wants = making.wants if making.service_name is not None else ()
        waiting = frozenset(want.lane for want in wants if want.recipe.is_paid)
        return context_standings(
            self._running.document(), making.voices.standing, making.service_name, waiting
        )
