"""One Line in the Voices of a casting wall: who is asked, who is heard, and what that costs.

Carries out what the wall's desk wishes and knows no widget. What is paid for waits while it is more
than the budget has left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from studio.document.values import LineId, Voice
from studio.frames import PROJECT_RATE, TAKE_RATE
from studio.front.money import Money
from studio.front.voice_wall import VoiceWall
from studio.observers import Observers
from studio.scheduling.budget import Budget, price
from studio.scheduling.casting_wall import Place
from studio.standing.money import LinePrice, PriceKind
from studio.studio import Studio
from studio.takes.recipe import TakeKey
from studio.takes.sent_text import sent_text
from ui.bridge import Bridge


@dataclass(frozen=True, slots=True)
class OverBudget:
    """The wall would cost up to `cost`, and `left` is there; None where the price is not known, which
    is asked about once for so many `seconds`."""

    seconds: float
    cost: int | None = None
    left: int | None = None


class WallSession(QObject):
    """`changed` in the window's thread: look at `places` and `playing` again."""

    changed = Signal()
    ended = Signal(object)
    """A Voice was heard to its end."""

    def __init__(self, studio: Studio, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self._wall: VoiceWall | None = None
        self._said: object = None
        """What is said: the Line, its words and its Delivery."""
        self._voices: tuple[Voice, ...] = ()
        self._asked: set[Voice] = set()
        self._leave: Callable[[], object] = _nothing
        self._told: Observers[[]] = Observers()
        self.playing: Voice | None = None
        self.over_budget: OverBudget | None = None
        bridge.carry(self._told, self._look)
        bridge.carry(studio.transport_changed, self._transport_changed)

    @property
    def is_open(self) -> bool:
        return self._wall is not None

    def hang(self, line: LineId | None, voices: Sequence[Voice]) -> None:
        """Have these Voices say this Line; those that did before need not do so again."""
        said = self._said_in(line)
        if (said, tuple(voices)) == (self._said, self._voices) and self._wall is not None:
            return
        before = self._wall
        stopped = set(self._voices) - self._asked if said == self._said else set()
        self.close()
        self._said, self._voices = said, tuple(voices)
        if line is None or not voices:
            return
        self._wall = self._studio.auditions.wall(line, voices, before)
        if self._wall is not None:
            self._leave = self._wall.changed.connect(self._told.tell)
            self._asked = set(voices) - stopped
            self._make()

    def close(self) -> None:
        """Silence; make nothing more."""
        self._leave()
        self._leave = _nothing
        if self._wall is not None:
            self._wall.close()
        self._wall, self._said, self._voices = None, None, ()
        self.playing, self.over_budget = None, None
        self._asked = set()

    # --- who is asked ------------------------------------------------------------------------

    @property
    def places(self) -> tuple[Place, ...]:
        return () if self._wall is None else self._wall.places

    def is_asked(self, voice: Voice) -> bool:
        place = self._place_of(voice)
        if place is None or voice not in self._asked:
            return False
        return self.over_budget is None or not self.places[place].want.recipe.is_paid

    def stop_rest(self) -> None:
        """What is not here yet is no longer asked for."""
        self._asked &= {place.voice for place in self.places if place.heard is not None}
        self._make()

    def local_only(self) -> None:
        """Nothing that is paid for, until somebody asks for it by itself."""
        self._asked -= {
            place.voice
            for place in self.places
            if place.want.recipe.is_paid and place.heard is None
        }
        self._make()

    def let_go(self, voice: Voice) -> None:
        """Ask no more for this one; what has come of it stays."""
        self._asked.discard(voice)
        self._make()

    def ask(self, voice: Voice) -> None:
        """Ask for this one, once more if need be."""
        place = self._place_of(voice)
        if place is not None and self._wall is not None:
            self._asked.add(voice)
            self._make()
            if self.places[place].failure is not None or self.places[place].needs_a_word:
                self._wall.make_again(place)

    def raise_limit(self) -> None:
        """Have the budget reach for this wall, and go on."""
        if self.over_budget is not None:
            raise_limit(self._studio.money, self.over_budget)
            self.over_budget = None
            self._make(checks=False)

    # --- who is heard ------------------------------------------------------------------------

    def play(self, voice: Voice, *, is_levelled: bool) -> None:
        place = self._place_of(voice)
        if place is None or self._wall is None:
            return
        if self.places[place].heard is None and not self.is_asked(voice):
            self.ask(voice)
        self.playing = voice
        self._wall.hear(place, is_levelled=is_levelled)
        self.changed.emit()

    def stop(self) -> bool:
        """Whether anything was heard."""
        was_playing, self.playing = self.playing is not None, None
        if was_playing and self._wall is not None:
            self._wall.be_silent()
        self.changed.emit()
        return was_playing

    def frames_of(self, key: TakeKey) -> int:
        """How much of this Take is there, at the project's rate."""
        place = next((each for each in self.places if each.want.key == key), None)
        if place is None:
            return 0
        samples = place.arrived_samples if place.heard is None else place.heard.take.length_samples
        return samples * PROJECT_RATE // TAKE_RATE

    def is_growing(self, key: TakeKey) -> bool:
        return any(each.want.key == key and each.heard is None for each in self.places)

    # --- money -------------------------------------------------------------------------------

    def price_of(self, voice: Voice) -> LinePrice:
        place = self._place_of(voice)
        if place is None or self._wall is None:
            return LinePrice(PriceKind.FREE)
        return self._wall.price_of(place, self._studio.money.budget)

    def seconds_of(self, voice: Voice) -> float:
        place = self._place_of(voice)
        return 0.0 if place is None or self._wall is None else self._wall.seconds_of(place)

    # --- inside ------------------------------------------------------------------------------

    def _said_in(self, id: LineId | None) -> object:
        document = self._studio.document
        line = None if id is None else document.lines.get(id)
        if line is None:
            return None
        return line.id, sent_text(document, line).spoken, document.delivery_of(line), line.retake

    def _place_of(self, voice: Voice) -> int | None:
        return next((at for at, each in enumerate(self.places) if each.voice == voice), None)

    def _make(self, *, checks: bool = True) -> None:
        if self._wall is None:
            return
        if checks:
            self.over_budget = self._too_much()
        self._wall.make({at for at, place in enumerate(self.places) if self.is_asked(place.voice)})
        self.changed.emit()

    def _too_much(self) -> OverBudget | None:
        missing = [
            place
            for place in self.places
            if place.want.recipe.is_paid
            and place.heard is None
            and not place.is_coming
            and place.voice in self._asked
        ]
        allowed = self._studio.money.allowance
        seconds = sum(place.want.expected_seconds for place in missing)
        if not missing:
            return None
        return too_much(seconds, allowed.seconds, self._per_second, must_ask=allowed.must_ask)

    @property
    def _per_second(self) -> float | None:
        money = self._studio.money
        return price(money.budget, money.spent.per_second)

    def _look(self) -> None:
        if self._wall is not None:
            self.changed.emit()

    def _transport_changed(self) -> None:
        if self.playing is not None and not self._studio.auditions.is_heard:
            voice, self.playing = self.playing, None
            self.changed.emit()
            self.ended.emit(voice)


def too_much(
    seconds: float, left: float | None, per_second: float | None, *, must_ask: bool
) -> OverBudget | None:
    """So many seconds of paid sound against what is left of them. Pure."""
    if must_ask:
        return OverBudget(seconds)
    if left is None or per_second is None or seconds <= left:
        return None
    return OverBudget(seconds, round(seconds * per_second), round(left * per_second))


def raise_limit(money: Money, over: OverBudget) -> None:
    """Have the budget reach for it."""
    if over.cost is None or over.left is None:
        money.approve(over.seconds)
    else:
        money.set_budget(_raised(money.budget, over.cost - over.left))


def _raised(budget: Budget, more: int) -> Budget:
    """Each limit there is, by so much."""
    return replace(
        budget,
        project=None if budget.project is None else budget.project + more,
        day=None if budget.day is None else budget.day + more,
    )


def _nothing() -> None:
    """There is no wall to leave."""
