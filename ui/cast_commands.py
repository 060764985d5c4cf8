"""The commands of the Cast menu: who speaks, with which voice, and finding it by ear."""

from __future__ import annotations

from studio.sentences import sentence
from ui.command import Command
from ui.edit_commands import FIX_NAME, GIVE_LEFT, GIVE_RIGHT, SPEAKERS

CASTING_WALL = Command(
    sentence("ui.cast_commands.casting_wall", "Casting &wall"), ("Ctrl+Shift+C",), icon="wall"
)
CHEMISTRY = Command(sentence("ui.cast_commands.chemistry", "C&hemistry read"))
APPLY_PRESET = Command(sentence("ui.cast_commands.apply_preset", "&Use a voice preset…"))
KEEP_PRESET = Command(sentence("ui.cast_commands.keep_preset", "&Keep as a voice preset…"))
RE_APPLY = Command(sentence("ui.cast_commands.re_apply", "&Re-apply settings to all lines"))

CAST_MENU = (
    CASTING_WALL,
    CHEMISTRY,
    None,
    APPLY_PRESET,
    KEEP_PRESET,
    RE_APPLY,
    None,
    *SPEAKERS,
    None,
    GIVE_LEFT,
    GIVE_RIGHT,
    FIX_NAME,
)
