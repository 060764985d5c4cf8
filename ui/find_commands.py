"""The commands that find things."""

from __future__ import annotations

from studio.sentences import sentence
from ui.command import Command

FIND = Command(sentence("ui.find_commands.find", "&Find…"), ("Ctrl+F",))
REPLACE = Command(sentence("ui.find_commands.replace", "Find and r&eplace…"), ("Ctrl+H",))
NEXT = Command(sentence("ui.find_commands.next", "Find &next"), ("F3",))
PREVIOUS = Command(sentence("ui.find_commands.previous", "Find pre&vious"), ("Shift+F3",))

FIND_MENU = (FIND, REPLACE, NEXT, PREVIOUS)
