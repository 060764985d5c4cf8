"""Which Clips an edit gave back their whole length, because they were trimmed to an instant of a Take
that is no longer the one to be heard. The window says so; undo brings the trims back."""

from __future__ import annotations

from studio.document.change import Change
from studio.document.clip_edit import AtSample
from studio.document.values import Document, Line, LineId


def lost_trims(before: Document, after: Document, change: Change) -> tuple[LineId, ...]:
    """The Lines, in the order of the script, of what `change` says is different."""
    altered = frozenset(change.altered)
    old = {line.id: line for line in before.lines.pick(altered)}
    return tuple(
        line.id
        for line in after.lines.pick(altered)
        if line.id in old and _instants(old[line.id]) > _instants(line)
    )


def _instants(line: Line) -> int:
    return sum(isinstance(it, AtSample) for it in (line.clip.trim_start, line.clip.trim_end))
