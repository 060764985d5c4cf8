"""The commands of the Cast menu: who speaks, with which voice, and finding it by ear."""

from __future__ import annotations

from studio.sentences import sentence
from ui.command import Command
from ui.edit_commands import GIVE_LEFT, GIVE_RIGHT, SPEAKERS

CASTING_WALL = Command(
    sentence("ui.cast_commands.casting_wall", "Casting &wall"), ("Ctrl+Shift+C",), icon="wall"
)
CHEMISTRY = Command(sentence("ui.cast_commands.chemistry", "C&hemistry read"))

CAST_MENU = (CASTING_WALL, CHEMISTRY, None, *SPEAKERS, None, GIVE_LEFT, GIVE_RIGHT)
