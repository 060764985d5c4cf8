"""Every message since the window opened, in order, to be read again; and how many are unread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from studio.sentences import Message
from ui import messages, problems

MOST_KEPT = 1000


@dataclass(frozen=True, slots=True)
class Told:
    """A message, the words it had, and when it came."""

    at: datetime
    words: str
    message: Message
    is_problem: bool


class MessageHistory(QObject):
    """Listens from the moment it is made."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.unread = 0
        self._told: list[Told] = []
        self._leave = (
            problems.reported.connect(partial(self._keep, is_problem=True)),
            problems.noted.connect(partial(self._keep, is_problem=False)),
        )

    @property
    def told(self) -> tuple[Told, ...]:
        """The latest first."""
        return tuple(reversed(self._told))

    def read_all(self) -> None:
        self.unread = 0
        self.changed.emit()

    def end(self) -> None:
        for leave in self._leave:
            leave()

    def _keep(self, message: Message, *, is_problem: bool) -> None:
        now = datetime.now().astimezone()
        self._told.append(Told(now, messages.text(message), message, is_problem))
        del self._told[:-MOST_KEPT]
        self.unread += 1
        self.changed.emit()
