"""Which Line is to be looked at next where not all of them can be heard."""

from __future__ import annotations

from studio.document.values import LineId
from studio.studio import Studio
from ui.script.line_filter import Filter, Kind, passing


def next_unheard(studio: Studio, current: LineId | None) -> LineId | None:
    """The first one that needs a Take below `current`, or else from the top; None when none does."""
    first, is_below = None, current is None
    for line, needs in zip(
        studio.document.lines, passing(Filter(Kind.NEEDS_TAKE), studio), strict=True
    ):
        if needs is not None and is_below:
            return line.id
        if needs is not None and first is None:
            first = line.id
        is_below = is_below or line.id == current
    return first
