"""What promoting Lines would come to, as things stand."""

from __future__ import annotations

from collections.abc import Collection

from studio.document.values import Document, LineId
from studio.front.making import Making
from studio.scheduling.budget import Budget
from studio.scheduling.promotion import Promotion, Which, promotion
from studio.takes.recipe import draft_recipe, final_recipe


def promotion_of(
    document: Document,
    which: Which,
    making: Making | None,
    selected: Collection[LineId],
    budget: Budget,
) -> Promotion:
    if making is None:
        return promotion(
            document,
            which,
            draft=draft_recipe,
            final=final_recipe,
            take=lambda _: None,
            selected=selected,
            budget=budget,
            seen_per_second=None,
        )
    once_final: list[LineId] = []
    if which is Which.CHANGED:
        once_final = [line.id for line in document.lines if making.requests_of(line.id)]
    return promotion(
        document,
        which,
        draft=lambda _, line: making.draft_recipe(line.id),
        final=lambda _, line: making.final_recipe(line.id),
        take=making.shelf.outline,
        selected=selected,
        once_final=once_final,
        budget=budget,
        seen_per_second=making.spent.per_second,
    )
