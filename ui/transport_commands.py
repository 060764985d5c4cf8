"""The commands of the Transport menu: hearing the scene, parts of it, and what one does meanwhile."""

from __future__ import annotations

import sys

from studio.sentences import sentence
from ui.command import Command, Where

_SYSTEM_TAKES_CTRL_SPACE = sys.platform == "darwin"

PLAY = Command(
    sentence("ui.transport_commands.play", "&Play or pause"),
    ("F5",) if _SYSTEM_TAKES_CTRL_SPACE else ("F5", "Ctrl+Space"),
    icon="play",
)
PLAY_FROM_HERE = Command(
    sentence("ui.transport_commands.play_from_here", "Play from this &line"), ("Shift+Space",)
)
PLAY_SELECTION = Command(
    sentence("ui.transport_commands.play_selection", "Play the &selected lines")
)
PLAY_SCENE = Command(sentence("ui.transport_commands.play_scene", "Play this s&cene"))
PLAY_LANE = Command(sentence("ui.transport_commands.play_lane", "Play all of this spea&ker"))
STOP = Command(sentence("ui.transport_commands.stop", "S&top and go back"), ("K",), icon="stop")
TO_START = Command(
    sentence("ui.transport_commands.to_start", "To the &beginning"), ("Ctrl+Home",), icon="start"
)
PREVIOUS = Command(
    sentence("ui.transport_commands.previous", "&Previous line"), ("J",), icon="prev"
)
NEXT = Command(sentence("ui.transport_commands.next", "&Next line"), ("L",), icon="next")
BACK = Command(sentence("ui.transport_commands.back", "0.1 s back"), (",",))
FORWARD = Command(sentence("ui.transport_commands.forward", "0.1 s forward"), (".",))
FAR_BACK = Command(sentence("ui.transport_commands.far_back", "1 s back"), ("Shift+,", ";"))
FAR_FORWARD = Command(
    sentence("ui.transport_commands.far_forward", "1 s forward"), ("Shift+.", ":")
)
LOOP = Command(
    sentence("ui.transport_commands.loop", "L&oop the selected lines or the range"),
    ("Ctrl+P",),
    icon="loop",
    is_switch=True,
)
CUT_IN = Command(
    sentence("ui.transport_commands.cut_in", "Cut &in here"), ("I", "Ctrl+I"), icon="cutin"
)
NOTE = Command(
    sentence("ui.transport_commands.note", "N&ote on the heard line…"),
    ("N", "Ctrl+Shift+N"),
    icon="note",
)
AUDITION = Command(
    sentence("ui.transport_commands.audition", "Hear this line al&one"), ("Ctrl+Shift+Space",)
)
AUDITION_SPEAKER = Command(
    sentence("ui.transport_commands.audition_speaker", "Hear this speaker's &voice"),
    ("H",),
    Where.SCRIPT,
    "headphones",
)

TRANSPORT_MENU = (
    PLAY,
    PLAY_FROM_HERE,
    PLAY_SELECTION,
    PLAY_SCENE,
    PLAY_LANE,
    STOP,
    None,
    TO_START,
    PREVIOUS,
    NEXT,
    BACK,
    FORWARD,
    FAR_BACK,
    FAR_FORWARD,
    LOOP,
    None,
    CUT_IN,
    NOTE,
    None,
    AUDITION,
    AUDITION_SPEAKER,
)
NEEDING_LINES = (PLAY, PLAY_FROM_HERE, PLAY_SELECTION, PLAY_SCENE, PLAY_LANE)
"""Nothing can be played without a Line."""
