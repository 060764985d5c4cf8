"""The commands that edit the script: the menus Edit and Line, and who speaks."""

from __future__ import annotations

from studio.sentences import sentence
from ui import dictionary_commands, find_commands
from ui.command import Command, Where

UNDO = Command(sentence("ui.edit_commands.undo", "&Undo"), ("Ctrl+Z",), icon="undo")
REDO = Command(sentence("ui.edit_commands.redo", "&Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), icon="redo")
HISTORY = Command(sentence("ui.edit_commands.history", "&History…"), ("Ctrl+Alt+Z",))
CUT = Command(sentence("ui.edit_commands.cut", "Cu&t"), ("Ctrl+X",), Where.SCRIPT)
COPY = Command(sentence("ui.edit_commands.copy", "&Copy"), ("Ctrl+C",), Where.SCRIPT)
PASTE = Command(sentence("ui.edit_commands.paste", "&Paste"), ("Ctrl+V",), Where.SCRIPT)
SELECT_ALL = Command(
    sentence("ui.edit_commands.select_all", "Select &all"), ("Ctrl+A",), Where.SCRIPT
)

NEW_LINE = Command(
    sentence("ui.edit_commands.new_line", "&New line, choose speaker"),
    ("Ctrl+Return",),
    Where.SCRIPT,
)
SPLIT = Command(
    sentence("ui.edit_commands.split", "&Split at the caret"), ("Ctrl+Shift+Return",), Where.SCRIPT
)
NEW_SCENE = Command(sentence("ui.edit_commands.new_scene", "New s&cene above"))
DELETE = Command(
    sentence("ui.edit_commands.delete", "&Delete"), ("Del", "Ctrl+Shift+Backspace"), Where.SCRIPT
)
DUPLICATE = Command(sentence("ui.edit_commands.duplicate", "D&uplicate"), ("Ctrl+D",))
MOVE_UP = Command(sentence("ui.edit_commands.move_up", "Move &up"), ("Alt+Up",), Where.SCRIPT)
MOVE_DOWN = Command(
    sentence("ui.edit_commands.move_down", "Move &down"), ("Alt+Down",), Where.SCRIPT
)
JOIN = Command(sentence("ui.edit_commands.join", "&Join lines"), ("Ctrl+J",), Where.SCRIPT)
TOGETHER = Command(
    sentence("ui.edit_commands.together", "Start &together with the line before"),
    ("Ctrl+Shift+D",),
)
FIX_NAME = Command(
    sentence("ui.edit_commands.fix_name", "&Fix the name…"), ("Alt+Return",), Where.SCRIPT
)
MUTE = Command(sentence("ui.edit_commands.mute", "&Mute or unmute"))
LOCK = Command(sentence("ui.edit_commands.lock", "&Lock or unlock"), ("Ctrl+L",))
APPROVE = Command(
    sentence("ui.edit_commands.approve", "&Approve"), ("A", "Ctrl+Shift+A"), icon="check"
)

_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)
SPEAKERS = tuple(
    Command(
        sentence(f"ui.edit_commands.{ordinal}_speaker", f"Give to the {ordinal} speaker"),
        (f"Ctrl+{number % 10}",),
    )
    for number, ordinal in enumerate(_ORDINALS, 1)
)
"""Give the selected Lines to the first ten of the Cast."""

EDIT_MENU = (
    UNDO,
    REDO,
    HISTORY,
    None,
    CUT,
    COPY,
    PASTE,
    DELETE,
    None,
    SELECT_ALL,
    None,
    *find_commands.FIND_MENU,
)
LINE_MENU = (
    NEW_LINE,
    NEW_SCENE,
    DUPLICATE,
    SPLIT,
    JOIN,
    None,
    MOVE_UP,
    MOVE_DOWN,
    TOGETHER,
    None,
    APPROVE,
    LOCK,
    MUTE,
    None,
    *dictionary_commands.DICTIONARY_MENU,
)
GIVE_LEFT = Command(
    sentence("ui.edit_commands.give_left", "Give to the speaker &before"),
    ("Ctrl+Left",),
    Where.SCRIPT,
)
GIVE_RIGHT = Command(
    sentence("ui.edit_commands.give_right", "Give to the speaker &after"),
    ("Ctrl+Right",),
    Where.SCRIPT,
)
