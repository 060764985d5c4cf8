"""Which project is open, and what should be said about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from studio.sentences import Message


@dataclass(frozen=True, slots=True)
class ProjectStanding:
    """`path`: where it lies; None as long as nobody has named it, which keeps it as safe as any.
    `notes`: what happened on opening, and what was found damaged."""

    path: Path | None = None
    read_only_because: Message | None = None
    notes: tuple[Message, ...] = ()
    is_checked: bool = True
    """Whether its Takes have been looked at yet."""
