"""What to start and to cancel now. Pure; `producer` carries the answer out."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from studio.document.values import SpeakerId
from studio.scheduling.demand import Want
from studio.takes.recipe import TakeKey


@dataclass(frozen=True, slots=True)
class Plan:
    """`start`: at most one Want per free Lane, most urgent first; `cancel`: Lanes whose Take nobody
    wants any more."""

    start: tuple[Want, ...]
    cancel: tuple[SpeakerId, ...]


def plan(
    demand: Sequence[Want],
    at_hand: Container[TakeKey],
    given_up: Container[TakeKey],
    in_flight: Mapping[SpeakerId, TakeKey],
    most_lanes: int,
) -> Plan:
    """One Line at a time per Lane, and never more Lanes at once than there may be contexts."""
    wanted = {want.key for want in demand}
    cancel = tuple(lane for lane, key in in_flight.items() if key not in wanted)
    busy = set(in_flight)
    flying = set(in_flight.values())
    start = []
    for want in demand:
        if len(busy) >= most_lanes:
            break
        if want.lane in busy or want.key in flying or want.key in at_hand or want.key in given_up:
            continue
        busy.add(want.lane)
        start.append(want)
    return Plan(tuple(start), cancel)
