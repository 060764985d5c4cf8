"""The ledger's window, filled from the open project's books."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.errors import StudioError
from studio.sentences import sentence
from studio.studio import Studio
from ui import dialogs, messages, problems, take_commands, tasks
from ui.aside import aside
from ui.command import Command
from ui.ledger.dialog import LedgerDialog
from ui.ledger.rows import Books
from ui.ledger.table import as_csv

SAVE_TITLE = sentence("ui.ledger_desk.save_title", "Save the ledger as a table")
TABLES = sentence("ui.ledger_desk.tables", "Tables")
NAME = sentence("ui.ledger_desk.name", "{title}, ledger.csv")
SAVED = sentence("ui.ledger_desk.saved", "The ledger was saved as {path}.")
NOT_SAVED = sentence(
    "ui.ledger_desk.not_saved",
    "The ledger could not be saved as {path}: {reason}. Choose another folder.",
)


class LedgerDesk(QObject):
    """Told when Takes changed: what came was paid for."""

    def __init__(self, studio: Studio, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._window = studio, window
        self._shown: LedgerDialog | None = None
        self._books: Books | None = None
        self._spent = studio.money.spent

    def doing(self) -> dict[Command, Callable[[], object]]:
        return {take_commands.LEDGER: self.open}

    def open(self) -> None:
        """Until the person closes it; what is paid for meanwhile is added."""
        if self._shown is None:
            tasks.start(self._open(), self)

    def takes_changed(self) -> None:
        if self._shown is not None and self._studio.money.spent is not self._spent:
            tasks.start(self._fill(self._shown), self._shown)

    async def _open(self) -> None:
        self._shown = shown = LedgerDialog(self._window)
        shown.save_wanted.connect(lambda: tasks.start(self._save(shown), shown))
        try:
            await self._fill(shown)
            await dialogs.finished(shown)
        finally:
            self._shown = None

    async def _fill(self, shown: LedgerDialog) -> None:
        money = self._studio.money
        self._spent = money.spent
        try:
            entries = await asyncio.wrap_future(money.ledger())
        except StudioError as error:
            problems.report(error)
            entries = ()
        self._books = Books(self._studio.document, entries, money.kept(), money.expected())
        budget = money.budget
        shown.show_books(self._books, self._spent.day, budget.day, budget.project)

    async def _save(self, shown: LedgerDialog) -> None:
        books = self._books
        path = await dialogs.choose_place(
            shown,
            messages.say(SAVE_TITLE),
            [f"{messages.say(TABLES)} (*.csv)"],
            messages.say(NAME, title=self._studio.document.title),
        )
        if path is None or books is None:
            return
        try:
            await aside(lambda: path.write_text(as_csv(books), encoding="utf-8-sig"))
        except OSError as error:
            problems.say(NOT_SAVED(path=path, reason=error.strerror))
        else:
            problems.say(SAVED(path=path))
