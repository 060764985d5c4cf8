"""What stands in the script between the Lines: headings, and what is only read and never spoken.

Headings, asides and Lines are items of one order; each has an id of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NewType

HeadingId = NewType("HeadingId", str)
AsideId = NewType("AsideId", str)

Extras = tuple[tuple[str, str], ...]
"""What a script format says beyond our fields, as (name, value). Nobody here reads it; it is kept so
that writing the same format back loses nothing."""

CHAPTER, SCENE = 1, 2
"""Levels of headings; deeper ones are parts of scenes."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The beginning of a chapter (level 1), a scene (2) or a part of one."""

    id: HeadingId
    text: str
    level: int = SCENE
    notes: str = ""
    extras: Extras = ()


class AsideKind(Enum):
    """`COMMENT`: for whoever writes; `DIRECTION`: a stage direction or sound, part of the script."""

    COMMENT = "comment"
    DIRECTION = "direction"


@dataclass(frozen=True, slots=True)
class Aside:
    """A row of its own that stays silent."""

    id: AsideId
    kind: AsideKind
    text: str
    extras: Extras = ()
