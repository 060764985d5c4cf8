"""Which Take a Line plays: the pinned one, the final one, or its understudy. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from studio.document.values import Document, Line
from studio.scheduling.demand import RecipeOf
from studio.takes.line_state import LineState
from studio.takes.mode import Mode
from studio.takes.recipe import Recipe, TakeKey


@dataclass(frozen=True, slots=True)
class Candidates:
    """The Recipes a Line may be heard by; `wanted` is whose Take is meant to be heard."""

    draft: Recipe | None
    final: Recipe | None
    mode: Mode

    @property
    def wanted(self) -> Recipe | None:
        return self.draft if self.mode is Mode.DRAFT else self.final or self.draft

    def heard(self, take: Callable[[TakeKey], object]) -> Recipe | None:
        """Whose Take sounds now; the wanted one as long as there is none at all."""
        wanted = self.wanted
        for recipe in (wanted, self.draft):
            if recipe is not None and take(recipe.key) is not None:
                return recipe
        return wanted


def candidates(
    document: Document, line: Line, mode: Mode, *, draft: RecipeOf, final: RecipeOf
) -> Candidates:
    return Candidates(draft(document, line), final(document, line), mode)


def ready_state(who: Candidates, take: Callable[[TakeKey], object]) -> LineState | None:
    """How a Line that can be heard is heard; None when it cannot."""
    heard = who.heard(take)
    if heard is None or take(heard.key) is None:
        return None
    if heard is who.draft:
        return LineState.DRAFT if heard is who.wanted else LineState.UNDERSTUDY
    return LineState.FINAL
