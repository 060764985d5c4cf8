"""All that is said to a person: in bubbles, kept to be read again, with remedies that are carried out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from studio.sentences import Message
from ui import dialogs, problems, tasks, view_commands
from ui.command import Command
from ui.look import Look
from ui.main_window import MainWindow
from ui.message_bubbles import MessageBubbles
from ui.message_history import MessageHistory
from ui.message_list import MessageList
from ui.remedies import Deed, Remedy, path_in


class MessagesDesk(QObject):
    """Listens from the moment it is made."""

    unread_changed = Signal(int)
    deed_wanted = Signal(object, object)
    """A deed, and the path it is to be done with: None for the open project."""

    def __init__(self, look: Look, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._history = MessageHistory(self)
        self._history.changed.connect(lambda: self.unread_changed.emit(self._history.unread))
        bubbles = MessageBubbles(look, window)
        bubbles.remedy_wanted.connect(self._take)
        self._leave = (
            problems.reported.connect(bubbles.show_problem),
            problems.noted.connect(bubbles.show_note),
        )

    def doing(self) -> dict[Command, Callable[[], object]]:
        return {view_commands.MESSAGES: self.show}

    def show(self) -> None:
        """All there was to say since the window was opened."""
        tasks.start(self._show(), self)

    def end(self) -> None:
        self._history.end()
        for leave in self._leave:
            leave()

    async def _show(self) -> None:
        shown = MessageList(self._history, self._window)
        shown.remedy_wanted.connect(self._take)
        await dialogs.finished(shown)

    def _take(self, remedy: Remedy, message: Message) -> None:
        if isinstance(remedy.way, Command):
            self._window.action(remedy.way).trigger()
            return
        path = path_in(message)
        if remedy.way is Deed.SHOW:
            if path is not None:
                folder = QUrl.fromLocalFile(str(Path(path).parent))
                QDesktopServices.openUrl(folder)
            return
        self.deed_wanted.emit(remedy.way, None if path is None else Path(path))
