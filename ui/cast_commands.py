"""The commands of the Cast menu: who speaks, with which voice, and finding it by ear."""

from __future__ import annotations

from enum import Enum

from studio.sentences import sentence
from ui.command import Command
from ui.edit_commands import FIX_NAME, GIVE_LEFT, GIVE_RIGHT, SPEAKERS


class Deed(Enum):
    """What can be done with one Speaker."""

    RENAME = "rename"
    MERGE = "merge"
    ALIASES = "aliases"
    COLOUR = "colour"
    RECAST = "recast"
    WALL = "wall"
    RE_APPLY = "re-apply"
    DRAFTS = "drafts"
    PROMOTE = "promote"
    UP = "up"
    DOWN = "down"
    SELECT = "select"
    REMOVE = "remove"


CASTING_WALL = Command(
    sentence("ui.cast_commands.casting_wall", "Casting &wall"), ("Ctrl+Shift+C",), icon="wall"
)
CHEMISTRY = Command(
    sentence("ui.cast_commands.chemistry", "C&hemistry read"), ("Ctrl+Alt+Shift+C",)
)
APPLY_PRESET = Command(sentence("ui.cast_commands.apply_preset", "&Use a voice preset…"))
KEEP_PRESET = Command(sentence("ui.cast_commands.keep_preset", "&Keep as a voice preset…"))
ADD = Command(sentence("ui.cast_commands.add", "A&dd a speaker…"), icon="plus")

OF_A_SPEAKER = {
    Deed.RENAME: Command(sentence("ui.cast_commands.rename", "Re&name the speaker…")),
    Deed.MERGE: Command(sentence("ui.cast_commands.merge", "&Merge the speaker into…")),
    Deed.ALIASES: Command(sentence("ui.cast_commands.aliases", "&Other names…")),
    Deed.COLOUR: Command(sentence("ui.cast_commands.colour", "Next &colour")),
    Deed.RECAST: Command(sentence("ui.cast_commands.recast", "Recast &all lines…")),
    Deed.RE_APPLY: Command(sentence("ui.cast_commands.re_apply", "&Re-apply settings to lines")),
    Deed.DRAFTS: Command(sentence("ui.cast_commands.drafts", "Draft &voice for all lines")),
    Deed.PROMOTE: Command(sentence("ui.cast_commands.promote", "&Promote approved lines…")),
    Deed.UP: Command(sentence("ui.cast_commands.up", "Move the lane up")),
    Deed.DOWN: Command(sentence("ui.cast_commands.down", "Move the lane down")),
    Deed.SELECT: Command(sentence("ui.cast_commands.select", "&Select all their lines")),
    Deed.REMOVE: Command(sentence("ui.cast_commands.remove", "Remov&e the speaker")),
}
"""About whoever is marked in the Cast."""

CAST_MENU = (
    CASTING_WALL,
    CHEMISTRY,
    APPLY_PRESET,
    KEEP_PRESET,
    None,
    ADD,
    *OF_A_SPEAKER.values(),
    None,
    *SPEAKERS,
    None,
    GIVE_LEFT,
    GIVE_RIGHT,
    FIX_NAME,
)
