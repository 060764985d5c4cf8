"""The commands of one window as Qt's actions: menus, buttons, keys and the palette share them.

A command that nobody carries out yet is greyed; one that cannot be given now says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui import icons, messages
from ui.command import Command, Where
from ui.look import Look
from ui.mnemonics import marked, plain_words, shared_out
from ui.plain_text import tip


class CommandSet(QObject):
    """One action for each command of the table."""

    keys_changed = Signal()

    def __init__(self, table: Iterable[Command], look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        self._actions = {command: self._made(command, window) for command in table}
        self._why_not: dict[Command, str] = {}
        self._letters: dict[Command, str] = {}

    def dress(self) -> None:
        """Put icons on; the window is painted before they are drawn."""
        self._look.changed.connect(self._show_icons)
        self._show_icons()

    def __iter__(self) -> Iterator[Command]:
        return iter(self._actions)

    def action(self, command: Command) -> QAction:
        return self._actions[command]

    def carry_out(self, doing: Mapping[Command, Callable[[], object]]) -> None:
        """From now on these commands can be given."""
        for command, do in doing.items():
            self._actions[command].triggered.connect(lambda _checked, do=do: do())
            self._actions[command].setEnabled(True)

    def let(self, commands: Iterable[Command], can: bool, why_not: str = "") -> None:
        """Whether these commands can be given now, and if not, why."""
        for command in commands:
            self._actions[command].setEnabled(can)
            self._why_not[command] = "" if can else why_not
            self._show_tip(command)

    def name(self, command: Command, words: str) -> None:
        """Call it something that says what it would do now."""
        self._actions[command].setText(marked(words, self._letters.get(command, "")))
        self._show_tip(command)

    def share_letters(self, menu: Iterable[Command]) -> None:
        """Have each of these be chosen in their menu by a letter of its own."""
        group = list(menu)
        texts = [self._actions[command].text() for command in group]
        for command, text, letter in zip(group, texts, shared_out(texts), strict=True):
            self._letters[command] = letter
            self._actions[command].setText(marked(text, letter))

    def why_not(self, command: Command) -> str:
        """Why it cannot be given now; empty when it can or when there is nothing to say."""
        return self._why_not.get(command, "")

    def words(self, command: Command) -> str:
        """What it is called outside a menu."""
        return plain_words(self._actions[command].text()).removesuffix("…")

    def keys(self, command: Command) -> str:
        """Its first key as people read it."""
        return self._actions[command].shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    def set_keys(self, command: Command, keys: Iterable[str]) -> None:
        self._actions[command].setShortcuts([QKeySequence(key) for key in keys])
        self._show_tip(command)
        self.keys_changed.emit()

    def give_keys(self, widget: QWidget, where: Where) -> None:
        """Let the keys of an area's commands work while the focus is in `widget`."""
        widget.addActions(
            [made for command, made in self._actions.items() if command.where is where]
        )

    def _made(self, command: Command, window: QWidget) -> QAction:
        made = QAction(messages.say(command.words), window)
        made.setShortcuts([QKeySequence(key) for key in command.keys])
        made.setCheckable(command.is_switch)
        made.setEnabled(False)
        if command.where is Where.WINDOW:
            window.addAction(made)
        else:
            made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return made

    def _show_tip(self, command: Command) -> None:
        keys, why_not = self.keys(command), self.why_not(command)
        words = self.words(command) + (f" ({keys})" if keys else "")
        self._actions[command].setToolTip(tip(why_not or words))

    def _show_icons(self) -> None:
        theme = self._look.theme
        for command, made in self._actions.items():
            self._show_tip(command)
            if command.icon:
                made.setIcon(icons.icon(command.icon, theme, theme.text2))
