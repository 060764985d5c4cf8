"""The commands of the window: what each is called, which keys it has, and in which menu it stands."""

from __future__ import annotations

from PySide6.QtWidgets import QMenuBar

from studio.sentences import Sentence, sentence
from ui import (
    cast_commands,
    edit_commands,
    file_commands,
    help_commands,
    messages,
    take_commands,
    timeline_commands,
    transport_commands,
    view_commands,
)
from ui.command import Command
from ui.command_set import CommandSet
from ui.mnemonics import marked, shared_out

MENUS: tuple[tuple[Sentence, tuple[Command | None, ...]], ...] = (
    (sentence("ui.actions.menu_file", "&File"), file_commands.FILE_MENU),
    (sentence("ui.actions.menu_edit", "&Edit"), edit_commands.EDIT_MENU),
    (sentence("ui.actions.menu_line", "&Line"), edit_commands.LINE_MENU),
    (sentence("ui.actions.menu_cast", "&Cast"), cast_commands.CAST_MENU),
    (sentence("ui.actions.menu_takes", "Ta&kes"), take_commands.TAKES_MENU),
    (sentence("ui.actions.menu_timeline", "Ti&meline"), timeline_commands.TIMELINE_MENU),
    (sentence("ui.actions.menu_transport", "&Transport"), transport_commands.TRANSPORT_MENU),
    (sentence("ui.actions.menu_view", "&View"), view_commands.VIEW_MENU),
    (sentence("ui.actions.menu_help", "&Help"), help_commands.HELP_MENU),
)
"""In the order of the menu bar; None is a line between."""

ALL = tuple(each for _, commands in MENUS for each in commands if each is not None)


def fill(menu_bar: QMenuBar, commands: CommandSet) -> None:
    """Put every command of the table into its menu."""
    bar = [messages.say(words) for words, _ in MENUS]
    for name, letter, (_, group) in zip(bar, shared_out(bar), MENUS, strict=True):
        menu = menu_bar.addMenu(marked(name, letter))
        menu.setToolTipsVisible(True)
        for command in group:
            if command is None:
                menu.addSeparator()
            else:
                menu.addAction(commands.action(command))
        commands.share_letters(each for each in group if each is not None)
