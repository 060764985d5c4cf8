"""Which Lines are to be bought from the final voices, and what that will probably cost. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import Enum

from studio.document.values import Document, LineId, LineStatus
from studio.frames import PROJECT_RATE, TAKE_RATE
from studio.scheduling.budget import Budget, expected_price
from studio.scheduling.demand import RecipeOf
from studio.takes.recipe import TakeKey
from studio.takes.take import TakeOutline
from studio.timeline.estimate import estimated_frames


class Which(Enum):
    """`CHANGED`: Lines that had a final Take once, before they were edited."""

    SELECTED = "selected"
    APPROVED = "approved"
    CHANGED = "changed"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Promotion:
    """`expected_cost` in thousandths of a cent; None while no price is known."""

    lines: tuple[LineId, ...]
    seconds: float
    expected_cost: int | None


def promotion(
    document: Document,
    which: Which,
    *,
    draft: RecipeOf,
    final: RecipeOf,
    take: Callable[[TakeKey], TakeOutline | None],
    selected: Collection[LineId] = (),
    once_final: Collection[LineId] = (),
    budget: Budget,
    seen_per_second: float | None,
) -> Promotion:
    """What is still to be bought; the same words by the same voice count once. Lengths are those of
    the drafts, estimated where there is none."""
    bought: set[TakeKey] = set()
    lines: list[LineId] = []
    seconds = 0.0
    chosen = frozenset(selected if which is Which.SELECTED else once_final)
    for line in document.lines:
        is_meant = {
            Which.SELECTED: line.id in chosen,
            Which.APPROVED: line.status in (LineStatus.APPROVED, LineStatus.LOCKED),
            Which.CHANGED: line.id in chosen,
            Which.ALL: True,
        }[which]
        recipe = final(document, line) if is_meant else None
        if recipe is None or recipe.key in bought or take(recipe.key) is not None:
            continue
        bought.add(recipe.key)
        lines.append(line.id)
        drafted = draft(document, line)
        known = take(drafted.key) if drafted is not None else None
        if known is not None:
            seconds += known.length_samples / TAKE_RATE
        else:
            seconds += estimated_frames(recipe.text, recipe.delivery.speed or 1.0) / PROJECT_RATE
    return Promotion(tuple(lines), seconds, expected_price(seconds, budget, seen_per_second))
