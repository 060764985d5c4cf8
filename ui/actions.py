"""The commands of the window: what each is called, which keys it has, and in which menu it stands.

Each becomes one QAction that menus, buttons and keys share; who can do it connects to that.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from studio.sentences import Sentence, sentence
from ui import messages

_SYSTEM_TAKES_CTRL_SPACE = sys.platform == "darwin"


@dataclass(frozen=True, slots=True, eq=False)
class Command:
    """`keys` as Qt writes them; the first is shown in menus."""

    words: Sentence
    keys: tuple[str, ...] = ()


OPEN = Command(sentence("ui.actions.open", "&Open a script…"), ("Ctrl+O",))
QUIT = Command(sentence("ui.actions.quit", "&Quit"), ("Ctrl+Q",))
PLAY = Command(
    sentence("ui.actions.play", "&Play or stop"),
    ("F5",) if _SYSTEM_TAKES_CTRL_SPACE else ("F5", "Ctrl+Space"),
)
PLAY_FROM_HERE = Command(
    sentence("ui.actions.play_from_here", "Play from this &line"), ("Shift+Space",)
)
FULL_SCREEN = Command(sentence("ui.actions.full_screen", "&Full screen"), ("F11",))
THEME_OF_SYSTEM = Command(sentence("ui.actions.theme_of_system", "Theme of the &system"))
THEME_DARK = Command(sentence("ui.actions.theme_dark", "&Dark theme"))
THEME_LIGHT = Command(sentence("ui.actions.theme_light", "&Light theme"))
THEME_CONTRAST = Command(sentence("ui.actions.theme_contrast", "&High contrast"))
ABOUT = Command(sentence("ui.actions.about", "&About Dialogue Studio"))

MENUS: tuple[tuple[Sentence, tuple[Command | None, ...]], ...] = (
    (sentence("ui.actions.menu_file", "&File"), (OPEN, None, QUIT)),
    (sentence("ui.actions.menu_transport", "&Transport"), (PLAY, PLAY_FROM_HERE)),
    (
        sentence("ui.actions.menu_view", "&View"),
        (THEME_OF_SYSTEM, THEME_DARK, THEME_LIGHT, THEME_CONTRAST, None, FULL_SCREEN),
    ),
    (sentence("ui.actions.menu_help", "&Help"), (ABOUT,)),
)
"""In the order of the menu bar; None is a line between."""


def make_actions(window: QWidget) -> dict[Command, QAction]:
    """An action for every command of the table; its keys work everywhere in `window`."""
    made = {}
    for command in (each for _, commands in MENUS for each in commands if each is not None):
        made[command] = each = QAction(messages.say(command.words), window)
        each.setShortcuts([QKeySequence(key) for key in command.keys])
    return made


def fill(menu_bar: QMenuBar, made: Mapping[Command, QAction]) -> None:
    """Put every command of the table into its menu."""
    for words, commands in MENUS:
        menu = menu_bar.addMenu(messages.say(words))
        for command in commands:
            if command is None:
                menu.addSeparator()
            else:
                menu.addAction(made[command])
