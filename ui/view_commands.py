"""The commands of the View menu: what is seen and how."""

from __future__ import annotations

from studio.sentences import sentence
from ui.command import Command

PALETTE = Command(
    sentence("ui.view_commands.palette", "&Commands…"), ("Ctrl+Shift+P",), icon="search"
)
GO_TO = Command(sentence("ui.view_commands.go_to", "&Go to line…"), ("Ctrl+G",))
MESSAGES = Command(
    sentence("ui.view_commands.messages", "&Messages"), ("Ctrl+Shift+M",), icon="bell"
)
LANES = Command(
    sentence("ui.view_commands.lanes", "Script in &lanes"),
    ("Ctrl+Shift+L",),
    icon="lanes",
    is_switch=True,
)
FULL_SCREEN = Command(
    sentence("ui.view_commands.full_screen", "&Full screen"), ("F11",), is_switch=True
)
THEME_OF_SYSTEM = Command(
    sentence("ui.view_commands.theme_of_system", "Theme of the &system"), is_switch=True
)
THEME_DARK = Command(sentence("ui.view_commands.theme_dark", "&Dark theme"), is_switch=True)
THEME_LIGHT = Command(sentence("ui.view_commands.theme_light", "&Light theme"), is_switch=True)
THEME_CONTRAST = Command(
    sentence("ui.view_commands.theme_contrast", "&High contrast"), is_switch=True
)

ONLY_SCRIPT = Command(
    sentence("ui.view_commands.only_script", "&Only the script"), ("Ctrl+Shift+F",), is_switch=True
)
LEFT_AREA = Command(
    sentence("ui.view_commands.left_area", "Fold or unfold the left &area"), ("F9",)
)
RIGHT_AREA = Command(
    sentence("ui.view_commands.right_area", "Fold or unfold the right ar&ea"), ("Shift+F9",)
)
NEXT_AREA = Command(sentence("ui.view_commands.next_area", "To the &next area"), ("F6",))
PREVIOUS_AREA = Command(
    sentence("ui.view_commands.previous_area", "To the pre&vious area"), ("Shift+F6",)
)
TEXT_LARGER = Command(
    sentence("ui.view_commands.text_larger", "La&rger text"), ("Ctrl+=", "Ctrl++")
)
TEXT_SMALLER = Command(sentence("ui.view_commands.text_smaller", "S&maller text"), ("Ctrl+-",))
TEXT_USUAL = Command(
    sentence("ui.view_commands.text_usual", "&Usual size of text"), ("Ctrl+Alt+0",)
)
COMPACT = Command(sentence("ui.view_commands.compact", "Compact &rows"), is_switch=True)

PREFERENCES = Command(
    sentence("ui.view_commands.preferences", "Pre&ferences…"), ("Ctrl+,",), icon="gear"
)

SHORTCUTS = Command(sentence("ui.view_commands.shortcuts", "Short&cuts…"), icon="key")

VIEW_MENU = (
    PALETTE,
    GO_TO,
    MESSAGES,
    None,
    LANES,
    None,
    THEME_OF_SYSTEM,
    THEME_DARK,
    THEME_LIGHT,
    THEME_CONTRAST,
    None,
    TEXT_LARGER,
    TEXT_SMALLER,
    TEXT_USUAL,
    COMPACT,
    None,
    ONLY_SCRIPT,
    LEFT_AREA,
    RIGHT_AREA,
    NEXT_AREA,
    PREVIOUS_AREA,
    FULL_SCREEN,
    None,
    PREFERENCES,
    SHORTCUTS,
)
