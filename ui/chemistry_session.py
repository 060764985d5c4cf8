"""A few Lines in several casts: who is asked, which cast is heard, and what that costs. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from studio.document.values import LineId, SpeakerId
from studio.front.voice_wall import ChemistryRead
from studio.observers import Observers
from studio.scheduling.budget import price
from studio.standing.money import PriceKind
from studio.studio import Studio
from studio.takes.line_state import LineState
from studio.takes.voice_print import Difference
from ui.bridge import Bridge
from ui.casting_wall.casts import Cast
from ui.wall_money import Priced
from ui.wall_session import OverBudget, raise_limit, too_much


class ChemistrySession(QObject):
    """`changed` in the window's thread: look at it again."""

    changed = Signal()
    ended = Signal(int)
    """A cast was heard to its end."""

    def __init__(self, studio: Studio, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self._read: ChemistryRead | None = None
        self._lines: tuple[LineId, ...] = ()
        self._casts: tuple[Cast, ...] = ()
        self._is_stopped = False
        self._leave: Callable[[], object] = lambda: None
        self._told: Observers[[]] = Observers()
        self.playing: int | None = None
        self.over_budget: OverBudget | None = None
        self.is_answered = False
        """Whether a person said that what is over the budget is not to be made."""
        bridge.carry(self._told, self._look)
        bridge.carry(studio.transport_changed, self._transport_changed)

    @property
    def is_open(self) -> bool:
        return self._read is not None

    def hang(self, lines: Sequence[LineId], casts: Sequence[Cast]) -> None:
        if (tuple(lines), tuple(casts)) == (self._lines, self._casts) and self._read is not None:
            return
        self.close()
        self._lines, self._casts = tuple(lines), tuple(casts)
        if casts:
            self._read = self._studio.auditions.chemistry(lines, [dict(cast) for cast in casts])
        if self._read is not None:
            self._leave = self._read.changed.connect(self._told.tell)
            self.over_budget = self._too_much()
            self._make()

    def close(self) -> None:
        """Silence; make nothing more."""
        self._leave()
        self._leave = lambda: None
        if self._read is not None:
            self._read.close()
        self._read, self._lines, self._casts = None, (), ()
        self.playing, self.over_budget = None, None
        self._is_stopped = self.is_answered = False

    def lines_of(self, cast: int) -> tuple[LineState, ...]:
        """How each Line of this cast stands."""
        return () if self._read is None else tuple(state for _, state in self._read.lines(cast))

    def differences(self, cast: int) -> Mapping[tuple[SpeakerId, SpeakerId], Difference]:
        return {} if self._read is None else self._read.differences(cast)

    def prices(self) -> tuple[Priced, ...]:
        """Of each Take of the read, once."""
        once = {key: each for cast in range(len(self._casts)) for key, each in self._priced(cast)}
        return tuple(once.values())

    def prices_of(self, cast: int) -> tuple[Priced, ...]:
        return tuple(each for _, each in self._priced(cast))

    @property
    def is_asking(self) -> bool:
        """Whether there is anything that could be stopped."""
        done = (LineState.FINAL, LineState.FAILED, LineState.UNKNOWN)
        states = (state for cast in range(len(self._casts)) for state in self.lines_of(cast))
        return not self._is_stopped and any(state not in done for state in states)

    def here(self) -> tuple[int, int]:
        """How many casts are there whole, of how many."""
        whole = sum(
            all(state is LineState.FINAL for state in self.lines_of(cast))
            for cast in range(len(self._casts))
        )
        return whole, len(self._casts)

    def stop_rest(self) -> None:
        self._is_stopped = True
        self._make()

    def ask(self, cast: int) -> None:
        """What is missing of this cast once more."""
        if self._read is not None:
            self._is_stopped = False
            self._make()
            self._read.make_again(cast)

    def local_only(self) -> None:
        """The question is answered: casts that are paid for stay as they are."""
        self.is_answered = True
        self.changed.emit()

    def raise_limit(self) -> None:
        if self.over_budget is not None:
            raise_limit(self._studio.money, self.over_budget)
            self.over_budget = None
            self._make()

    def play(self, cast: int) -> None:
        if self._read is not None and cast < len(self._casts):
            self.playing = cast
            self._read.hear(cast)
            self.changed.emit()

    def stop(self) -> bool:
        """Whether anything was heard."""
        was_playing, self.playing = self.playing is not None, None
        if was_playing and self._read is not None:
            self._read.be_silent()
        self.changed.emit()
        return was_playing

    # --- inside ------------------------------------------------------------------------------

    def _make(self) -> None:
        if self._read is not None:
            asked = set() if self._is_stopped else set(range(len(self._casts)))
            if self.over_budget is not None:
                asked = {cast for cast in asked if self._is_free(cast)}
            self._read.make(asked)
            self.changed.emit()

    def _is_free(self, cast: int) -> bool:
        return all(each.price.kind is PriceKind.FREE for each in self.prices_of(cast))

    def _priced(self, cast: int) -> list[tuple[str, Priced]]:
        if self._read is None:
            return []
        priced = self._read.prices(cast, self._studio.money.budget)
        return [(key, Priced(cost, seconds, not self._is_stopped)) for key, cost, seconds in priced]

    def _too_much(self) -> OverBudget | None:
        missing = [
            each
            for each in self.prices()
            if each.price.kind in (PriceKind.ESTIMATE, PriceKind.NOT_KNOWN)
        ]
        money = self._studio.money
        allowed = money.allowance
        if not missing:
            return None
        per_second = price(money.budget, money.spent.per_second)
        seconds = sum(each.seconds for each in missing)
        return too_much(seconds, allowed.seconds, per_second, must_ask=allowed.must_ask)

    def _look(self) -> None:
        if self._read is not None:
            self.changed.emit()

    def _transport_changed(self) -> None:
        if self.playing is not None and not self._studio.auditions.is_heard:
            cast, self.playing = self.playing, None
            self.changed.emit()
            self.ended.emit(cast)
