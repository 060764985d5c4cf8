"""The commands of the Timeline menu: what is seen of the piece in time, and how dragging behaves."""

from __future__ import annotations

from studio.sentences import sentence
from ui.command import Command, Where

ZOOM_IN = Command(
    sentence("ui.timeline_commands.zoom_in", "Zoom &in"), ("+", "="), Where.TIMELINE, "plus"
)
ZOOM_OUT = Command(
    sentence("ui.timeline_commands.zoom_out", "Zoom &out"), ("-",), Where.TIMELINE, "minus"
)
FIT_SELECTION = Command(
    sentence("ui.timeline_commands.fit_selection", "&Fit the selection"), ("Z",), Where.TIMELINE
)
FIT_SCENE = Command(
    sentence("ui.timeline_commands.fit_scene", "Fit the &scene"), ("Shift+Z",), Where.TIMELINE
)
LOOP_SELECTION = Command(
    sentence("ui.timeline_commands.loop_selection", "&Loop range from the selection"),
    ("Shift+R",),
    Where.TIMELINE,
    "loop",
)
NO_LOOP = Command(sentence("ui.timeline_commands.no_loop", "&No loop range"), (), Where.TIMELINE)
MARKER = Command(
    sentence("ui.timeline_commands.marker", "Put a &marker"), ("Ctrl+B", "M"), icon="marker"
)
MUTE_LANE = Command(
    sentence("ui.timeline_commands.mute_lane", "M&ute the lane"),
    ("Shift+U",),
    Where.TIMELINE,
    "mute",
)
SOLO_LANE = Command(
    sentence("ui.timeline_commands.solo_lane", "Sol&o the lane"),
    ("Shift+S",),
    Where.TIMELINE,
    "solo",
)
FOLLOW = Command(
    sentence("ui.timeline_commands.follow", "Follow the &playhead"),
    ("F",),
    Where.TIMELINE,
    "follow",
    is_switch=True,
)

TIMELINE_MENU = (
    ZOOM_IN,
    ZOOM_OUT,
    FIT_SELECTION,
    FIT_SCENE,
    None,
    FOLLOW,
    LOOP_SELECTION,
    NO_LOOP,
    MARKER,
    None,
    MUTE_LANE,
    SOLO_LANE,
)
