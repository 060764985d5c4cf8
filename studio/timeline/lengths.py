"""How long each Line sounds: its Take's length, or an estimate while there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from studio.document.values import Document, Line, LineId
from studio.frames import PROJECT_RATE, TAKE_RATE, frames_at_rate
from studio.takes.recipe import Recipe, TakeKey
from studio.takes.take import Take
from studio.timeline.estimate import estimated_frames
from studio.timeline.values import Length


def line_lengths(
    document: Document,
    recipe: Callable[[Document, Line], Recipe | None],
    take: Callable[[TakeKey], Take | None],
) -> Mapping[LineId, Length]:
    """The Length of every Line that says something; silent Lines are left out."""
    lengths = {}
    for line in document.lines:
        wanted = recipe(document, line)
        if wanted is not None:
            lengths[line.id] = _length(wanted, take)
    return lengths


def _length(recipe: Recipe, take: Callable[[TakeKey], Take | None]) -> Length:
    found = take(recipe.key)
    if found is None:
        return Length(estimated_frames(recipe.text, recipe.delivery.speed or 1.0))
    return Length(frames_at_rate(found.length_samples, TAKE_RATE, PROJECT_RATE), found.key)
