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
    sentence("ui.timeline_commands.mute_lane", "Mute the &lane"),
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

RIPPLE = Command(
    sentence("ui.timeline_commands.ripple", "&Ripple: what follows moves along"),
    ("R",),
    Where.TIMELINE,
    "ripple",
    is_switch=True,
)
SNAP = Command(
    sentence("ui.timeline_commands.snap", "Snap to &edges"),
    ("Q",),
    Where.TIMELINE,
    "snap",
    is_switch=True,
)
SENTENCES = Command(
    sentence("ui.timeline_commands.sentences", "Timeline as se&ntences"),
    ("F7",),
    icon="sentences",
    is_switch=True,
)
REGION = Command(
    sentence("ui.timeline_commands.region", "Mark the loop range as a re&gion"),
    (),
    Where.TIMELINE,
)
ADD_SOUND = Command(
    sentence("ui.timeline_commands.add_sound", "Add m&usic or an effect…"), icon="music"
)
VALUES = Command(
    sentence("ui.timeline_commands.values", "&Values of the clip…"),
    ("Return", "Enter"),
    Where.TIMELINE,
)
GAIN = Command(sentence("ui.timeline_commands.gain", "&Gain of the clip…"), ("G",), Where.TIMELINE)
PIN = Command(
    sentence("ui.timeline_commands.pin", "&Pin to its time, or let go"),
    ("P",),
    Where.TIMELINE,
    "pin",
)
SPLIT = Command(
    sentence("ui.timeline_commands.split", "&Split at the playhead"),
    ("S",),
    Where.TIMELINE,
    "split",
)
JOIN = Command(
    sentence("ui.timeline_commands.join", "&Join clips"), ("Ctrl+J",), Where.TIMELINE, "join"
)
TRIM_START = Command(
    sentence("ui.timeline_commands.trim_start", "Trim the start to the playhead"),
    ("[",),
    Where.TIMELINE,
    "trim",
)
TRIM_END = Command(
    sentence("ui.timeline_commands.trim_end", "Trim the end to the playhead"),
    ("]",),
    Where.TIMELINE,
)
TRIM_TO_LOOP = Command(
    sentence("ui.timeline_commands.trim_to_loop", "&Trim to the loop range"),
    ("Ctrl+T",),
    Where.TIMELINE,
)
EARLIER = Command(
    sentence("ui.timeline_commands.earlier", "50 ms earlier"), ("Alt+Left",), Where.TIMELINE
)
LATER = Command(
    sentence("ui.timeline_commands.later", "50 ms later"), ("Alt+Right",), Where.TIMELINE
)
MUCH_EARLIER = Command(
    sentence("ui.timeline_commands.much_earlier", "500 ms earlier"),
    ("Alt+Shift+Left",),
    Where.TIMELINE,
)
MUCH_LATER = Command(
    sentence("ui.timeline_commands.much_later", "500 ms later"),
    ("Alt+Shift+Right",),
    Where.TIMELINE,
)
WORD_EARLIER = Command(
    sentence("ui.timeline_commands.word_earlier", "To the word edge before"),
    ("Ctrl+Left",),
    Where.TIMELINE,
)
WORD_LATER = Command(
    sentence("ui.timeline_commands.word_later", "To the next word edge"),
    ("Ctrl+Right",),
    Where.TIMELINE,
)
NEXT_TAKE = Command(
    sentence("ui.timeline_commands.next_take", "Use the next ta&ke"), ("T",), Where.TIMELINE
)
PREVIOUS_TAKE = Command(
    sentence("ui.timeline_commands.previous_take", "Use the take before"),
    ("Shift+T",),
    Where.TIMELINE,
)
DELETE = Command(
    sentence("ui.timeline_commands.delete", "&Delete the line"), ("Del",), Where.TIMELINE, "bin"
)
DELETE_ON_LANE = Command(
    sentence("ui.timeline_commands.delete_on_lane", "Delete and close the gap on the lane"),
    ("Shift+Del",),
    Where.TIMELINE,
)
DELETE_ON_ALL = Command(
    sentence("ui.timeline_commands.delete_on_all", "Delete and close the gap on all lanes"),
    ("Ctrl+Del",),
    Where.TIMELINE,
)

CLIP_MENU = (
    VALUES,
    GAIN,
    PIN,
    None,
    SPLIT,
    JOIN,
    TRIM_START,
    TRIM_END,
    TRIM_TO_LOOP,
    None,
    LOOP_SELECTION,
    FIT_SELECTION,
    None,
    DELETE,
    DELETE_ON_LANE,
    DELETE_ON_ALL,
)
"""What a right click on a Clip offers."""

TIMELINE_MENU = (
    VALUES,
    GAIN,
    PIN,
    SPLIT,
    JOIN,
    TRIM_START,
    TRIM_END,
    TRIM_TO_LOOP,
    None,
    EARLIER,
    LATER,
    MUCH_EARLIER,
    MUCH_LATER,
    WORD_EARLIER,
    WORD_LATER,
    None,
    NEXT_TAKE,
    PREVIOUS_TAKE,
    None,
    DELETE,
    DELETE_ON_LANE,
    DELETE_ON_ALL,
    None,
    RIPPLE,
    SNAP,
    FOLLOW,
    None,
    LOOP_SELECTION,
    NO_LOOP,
    MARKER,
    REGION,
    ADD_SOUND,
    MUTE_LANE,
    SOLO_LANE,
    None,
    ZOOM_IN,
    ZOOM_OUT,
    FIT_SELECTION,
    FIT_SCENE,
    SENTENCES,
)
