"""The tool bar: the commands people reach for most, as buttons that share the menus' actions."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QToolBar, QToolButton, QWidget

from studio.sentences import sentence
from ui import (
    cast_commands,
    edit_commands,
    file_commands,
    messages,
    take_commands,
    view_commands,
)
from ui.command import Command
from ui.command_set import CommandSet

TOOL_BAR = sentence("ui.tool_bar.name", "Tool bar")
SEARCH = sentence("ui.tool_bar.search", "Search commands")

_HEIGHT, _ICON = 42, 16
_LEFT: tuple[Command | None, ...] = (
    file_commands.NEW,
    file_commands.OPEN,
    file_commands.SAVE,
    None,
    edit_commands.UNDO,
    edit_commands.REDO,
)
_WORDED = (
    file_commands.IMPORT,
    cast_commands.CASTING_WALL,
    edit_commands.APPROVE,
    take_commands.RETAKE,
)


class ToolBar(QToolBar):
    """Icons at the left, words where the icon alone would be a riddle, the palette at the right."""

    def __init__(self, commands: CommandSet) -> None:
        super().__init__(messages.say(TOOL_BAR))
        self.setObjectName("tool_bar")
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setIconSize(QSize(_ICON, _ICON))
        self.setFixedHeight(_HEIGHT)
        for command in _LEFT:
            if command is None:
                self.addSeparator()
            else:
                self.addWidget(_button(commands, command, has_words=False))
        self.addSeparator()
        for command in _WORDED:
            self.addWidget(_button(commands, command, has_words=True))
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)
        self.addWidget(self._search(commands))
        self.addWidget(_button(commands, file_commands.EXPORT, has_words=True))

    def _search(self, commands: CommandSet) -> QToolButton:
        """Looks like the field it opens."""
        button = QToolButton()
        action = commands.action(view_commands.PALETTE)
        button.setProperty("kind", "search")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

        def show_keys() -> None:
            button.setText(f"{messages.say(SEARCH)}   {commands.keys(view_commands.PALETTE)}")

        commands.keys_changed.connect(show_keys)
        show_keys()
        button.setAccessibleName(messages.say(SEARCH))
        button.setIcon(action.icon())
        action.changed.connect(lambda: button.setIcon(action.icon()))
        button.clicked.connect(action.trigger)
        return button


def _button(commands: CommandSet, command: Command, *, has_words: bool) -> QToolButton:
    button = QToolButton()
    button.setProperty("kind", "tool")
    action = commands.action(command)
    button.setDefaultAction(action)
    style = Qt.ToolButtonStyle
    button.setToolButtonStyle(
        style.ToolButtonTextBesideIcon if has_words else style.ToolButtonIconOnly
    )

    def show() -> None:
        words = commands.words(command)
        button.setAccessibleName(words)
        if has_words:
            button.setText(words)

    action.changed.connect(show)
    show()
    return button
