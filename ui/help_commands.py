"""The commands of the Help menu."""

from __future__ import annotations

from studio.sentences import sentence
from ui.command import Command

SAVE_REPORT = Command(sentence("ui.help_commands.save_report", "Save a &report…"))
ABOUT = Command(sentence("ui.help_commands.about", "&About Dialogue Studio"))

HELP_MENU = (SAVE_REPORT, None, ABOUT)
