"""What the window can be asked to do: a name, its keys, and where these keys work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from studio.sentences import Sentence


class Where(Enum):
    """Where a command's keys work. Keys without Ctrl or Alt are always the editor's own in text."""

    WINDOW = "window"
    SCRIPT = "script"
    TIMELINE = "timeline"


@dataclass(frozen=True, slots=True, eq=False)
class Command:
    """`keys` as Qt writes them; the first is shown in menus. A switch is on or off."""

    words: Sentence
    keys: tuple[str, ...] = ()
    where: Where = Where.WINDOW
    icon: str = ""
    is_switch: bool = False
