"""What to start and to cancel now. Pure; `producer` carries the answer out."""

from __future__ import annotations

from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass, field
from enum import Enum

from studio.scheduling.demand import Want
from studio.takes.recipe import Recipe, TakeKey


@dataclass(frozen=True, slots=True)
class Binding:
    """What a whole connection shares: Lines are grouped onto connections by it."""

    model: str
    rate: int

    @classmethod
    def of(cls, recipe: Recipe) -> Binding:
        return cls(recipe.model, recipe.rate)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may go on at once. `seconds_left` is what the budget still pays for; None is no end."""

    connections: int = 2
    contexts: int = 20
    characters_in_flight: int = 30_000
    is_offline: bool = False
    seconds_left: float | None = None
    repeats: int = 0
    """How many Lines that may have been charged are asked for once more without a person's word."""


USUAL_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Flight:
    """A Want that is being spoken, and on which connection."""

    want: Want
    connection: int


@dataclass(frozen=True, slots=True)
class OpenConnection:
    """A connection there is, and the contexts that are open on it, speaking or quiet."""

    number: int
    binding: Binding
    contexts: frozenset[str] = frozenset()


class Held(Enum):
    """Why nothing more is started although it is wanted."""

    OFFLINE = "offline"
    BUDGET = "budget"


@dataclass(frozen=True, slots=True)
class Plan:
    """`start`: most urgent first; `cancel`: contexts whose Take nobody wants any more; `wake_at`:
    when a want that waits for its instant is to be looked at again."""

    start: tuple[Flight, ...]
    cancel: tuple[str, ...]
    wake_at: float | None = None
    held: Held | None = None


def plan(
    demand: Sequence[Want],
    at_hand: Container[TakeKey],
    given_up: Container[TakeKey],
    flights: Collection[Flight],
    connections: Sequence[OpenConnection] = (),
    limits: Limits = USUAL_LIMITS,
    now: float = 0.0,
) -> Plan:
    """One Line at a time per context, no more contexts than a connection may have, no more
    connections than allowed, and no more text and money under way than the limits say."""
    wanted = {want.key for want in demand}
    cancel = tuple(each.want.context for each in flights if each.want.key not in wanted)
    room = _Room(flights, connections, limits)
    start: list[Flight] = []
    wake_at: float | None = None
    held: Held | None = None
    for want in demand:
        if want.key in room.keys or want.key in at_hand or want.key in given_up:
            continue
        if limits.is_offline:
            held = Held.OFFLINE
            break
        if want.not_before > now:
            wake_at = want.not_before if wake_at is None else min(wake_at, want.not_before)
            continue
        if want.context in room.busy:
            continue
        if room.characters and room.characters + len(want.recipe.text) > room.most_characters:
            break
        if not room.is_paid_for(want):
            held = Held.BUDGET
            break
        number = room.connection_for(want)
        if number is None:
            if room.is_full:
                break
            continue
        start.append(room.take(want, number))
    return Plan(tuple(start), cancel, wake_at, held)


@dataclass(slots=True)
class _Load:
    binding: Binding
    open: set[str]
    busy: set[str] = field(default_factory=set)


class _Room:
    """What is taken already, while the plan is being made."""

    def __init__(
        self,
        flights: Collection[Flight],
        connections: Sequence[OpenConnection],
        limits: Limits,
    ) -> None:
        self._limits = limits
        self._loads = {each.number: _Load(each.binding, set(each.contexts)) for each in connections}
        self.keys: set[TakeKey] = set()
        self.busy: set[str] = set()
        self.characters = 0
        self.most_characters = limits.characters_in_flight
        self._seconds = 0.0
        for flight in flights:
            self.take(flight.want, flight.connection)

    def take(self, want: Want, number: int) -> Flight:
        load = self._loads.setdefault(number, _Load(Binding.of(want.recipe), set()))
        load.busy.add(want.context)
        self.keys.add(want.key)
        self.busy.add(want.context)
        self.characters += len(want.recipe.text)
        self._seconds += want.expected_seconds
        return Flight(want, number)

    @property
    def is_full(self) -> bool:
        return len(self._loads) >= self._limits.connections and all(
            len(load.busy) >= self._limits.contexts for load in self._loads.values()
        )

    def is_paid_for(self, want: Want) -> bool:
        left = self._limits.seconds_left
        return left is None or self._seconds + want.expected_seconds <= left

    def connection_for(self, want: Want) -> int | None:
        """Where its context is open, else where there is room, else a new one if that is allowed."""
        binding = Binding.of(want.recipe)
        fitting = [
            (want.context not in load.open, number)
            for number, load in self._loads.items()
            if load.binding == binding and len(load.busy) < self._limits.contexts
        ]
        if fitting:
            return min(fitting)[1]
        if len(self._loads) < self._limits.connections:
            return next(
                number for number in range(len(self._loads) + 1) if number not in self._loads
            )
        return self._replaceable(binding)

    def _replaceable(self, binding: Binding) -> int | None:
        """A connection for other Lines on which nothing is under way gives up its place."""
        for number, load in self._loads.items():
            if not load.busy and load.binding != binding:
                self._loads[number] = _Load(binding, set())
                return number
        return None
