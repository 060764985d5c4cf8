"""The tool bar: the commands people reach for most, as buttons that share the menus' actions."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
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
from ui.make_button import MakeButton

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
_WORDED = (file_commands.IMPORT, cast_commands.CASTING_WALL)
_OF_TAKES = (edit_commands.APPROVE, take_commands.RETAKE)


class ToolBar(QToolBar):
    """Icons at the left, words where the icon alone would be a riddle, the palette at the right.
    `make` stands where Takes are spoken of."""

    def __init__(self, commands: CommandSet, make: MakeButton) -> None:
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
        worded = {each: _button(commands, each, has_words=True) for each in _WORDED + _OF_TAKES}
        for command in _WORDED:
            self.addWidget(worded[command])
        self.addSeparator()
        self.addWidget(make)
        for command in _OF_TAKES:
            self.addWidget(worded[command])
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)
        search = self._search(commands)
        self.addWidget(search)
        self.addWidget(_button(commands, file_commands.EXPORT, has_words=True))
        self._folding = ([search], list(worded.values()))
        make.worded.connect(self._fold)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Where there is not room for all words, the palette's go first, then those of commands that
        an icon stands for as well."""
        style = Qt.ToolButtonStyle
        for group in self._folding:
            for button in group:
                button.setToolButtonStyle(style.ToolButtonTextBesideIcon)
        for group in self._folding:
            if self._needed() <= self.width():
                return
            for button in group:
                button.setToolButtonStyle(style.ToolButtonIconOnly)

    def _needed(self) -> int:
        layout = self.layout()
        assert layout is not None
        layout.invalidate()
        return layout.sizeHint().width()

    def _search(self, commands: CommandSet) -> QToolButton:
        """Looks like the field it opens."""
        button = QToolButton()
        action = commands.action(view_commands.PALETTE)
        button.setProperty("kind", "search")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

        def show_keys() -> None:
            button.setText(f"{messages.say(SEARCH)}   {commands.keys(view_commands.PALETTE)}")

            button.setToolTip(button.text())

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
