"""The commands about how words are said."""

from __future__ import annotations

from studio.sentences import sentence
from ui.command import Command

PRONOUNCE = Command(
    sentence("ui.dictionary_commands.pronounce", "Say this word &otherwise…"), ("Ctrl+Shift+O",)
)
DICTIONARY = Command(
    sentence("ui.dictionary_commands.dictionary", "Pronunciation d&ictionary…"),
    ("Ctrl+Alt+D",),
    icon="dictionary",
)

DICTIONARY_MENU = (PRONOUNCE, DICTIONARY)
