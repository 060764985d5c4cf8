"""Scripts on their way in: reviewed, then taken over as one step, or opened as a new project."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from studio.document import step_names
from studio.document.values import Document, LineId
from studio.errors import StudioError
from studio.scripts.intake import Intake
from studio.scripts.reading import ReadingOptions
from studio.sentences import sentence
from studio.standing.takes import TakeState
from studio.studio import Studio
from ui import dialogs, edits, file_commands, messages, problems, tasks
from ui.aside import aside
from ui.command import Command
from ui.import_review.dialog import ImportReview
from ui.look import Look
from ui.script_filters import script_filters

TITLE = sentence("ui.import_desk.title", "Import a script")
REPORT_TITLE = sentence("ui.import_desk.report_title", "Save the report")
REPORT_NAME = sentence("ui.import_desk.report_name", "{name}, review.txt")
TEXT_FILES = sentence("ui.import_desk.text_files", "Text files")
REPORT_SAVED = sentence("ui.import_desk.report_saved", "The report was saved as {path}.")
REPORT_NOT_SAVED = sentence(
    "ui.import_desk.report_not_saved",
    "The report could not be saved as {path}: {reason}. Choose another folder.",
)
CHANGED_MEANWHILE = sentence(
    "ui.import_desk.changed_meanwhile",
    "The project changed while the script was reviewed. Look through the review once more.",
)
PASTED = sentence("ui.import_desk.pasted", "Pasted text")

_AT_HAND = frozenset({TakeState.READY, TakeState.PARTIAL, TakeState.END_NOT_CONFIRMED})


class ImportDesk(QObject):
    """One review at a time."""

    def __init__(self, studio: Studio, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._look, self._window = studio, look, window

    def doing(self) -> dict[Command, Callable[[], object]]:
        return {file_commands.IMPORT: self.ask}

    def ask(self) -> None:
        """Have a file chosen, and review it."""
        tasks.start(self._ask(), self)

    def review(self, path: Path) -> None:
        """This script, on its way into the open project."""
        tasks.start(self._review_file(path), self)

    def review_text(self, text: str, take: Callable[[Document], object]) -> None:
        """What was pasted; `take` is given what is taken over of it."""
        tasks.start(self._review_text(text, take), self)

    async def _ask(self) -> None:
        path = await dialogs.choose_file(self._window, messages.say(TITLE), script_filters())
        if path is not None:
            await self._review_file(path)

    async def _review_file(self, path: Path) -> None:
        current = self._studio.document
        try:
            intake = await aside(lambda: self._studio.intake(path, current))
        except StudioError as error:
            problems.report(error)
        else:
            await _Reviewing(self._studio, self._look, self._window, intake, None).run()

    async def _review_text(self, text: str, take: Callable[[Document], object]) -> None:
        name = messages.say(PASTED)
        try:
            intake = await aside(lambda: self._studio.intake_text(name, text))
        except StudioError as error:
            problems.report(error)
        else:
            await _Reviewing(self._studio, self._look, self._window, intake, take).run()


class _Reviewing(QObject):
    """One review from its first sight to its end. With `take`, what is taken over goes there."""

    def __init__(
        self,
        studio: Studio,
        look: Look,
        window: QWidget,
        intake: Intake,
        take: Callable[[Document], object] | None,
    ) -> None:
        super().__init__(window)
        self._studio, self._intake, self._take, self._window = studio, intake, take, window
        self._takes: dict[LineId, int] = {}
        self._asked = 0
        self.shown = shown = ImportReview(look, self._takes_of, window)
        shown.options_changed.connect(lambda wanted: tasks.start(self._read_as(wanted), shown))
        shown.name_decided.connect(
            lambda name, to: tasks.start(self._change(lambda it: it.naming(name, to)), shown)
        )
        shown.rows_ticked.connect(lambda rows, is_on: self._show(self._intake.ticking(rows, is_on)))
        shown.report_wanted.connect(lambda: tasks.start(self._save_report(), shown))
        shown.import_wanted.connect(lambda: tasks.start(self._import(), shown))
        shown.as_new_wanted.connect(lambda: tasks.start(self._open_as_new(), shown))

    async def run(self) -> None:
        self.shown.show_intake(self._intake)
        await dialogs.finished(self.shown)
        self.deleteLater()

    def _show(self, intake: Intake) -> None:
        self._intake = intake
        self.shown.show_intake(intake)

    async def _read_as(self, options: ReadingOptions) -> None:
        await self._change(lambda it: it.read_as(options))

    async def _change(self, choose: Callable[[Intake], Intake]) -> None:
        """Only the latest of several choices is shown."""
        self._asked += 1
        mine, before = self._asked, self._intake
        self.shown.set_busy(True)
        try:
            after = await aside(lambda: choose(before))
        except StudioError as error:
            problems.report(error)
            after = before
        if mine == self._asked:
            self._show(after)
            self.shown.set_busy(False)

    def _takes_of(self, line: LineId) -> int:
        """How many can be heard, asked once: nobody makes Takes of a Line because it is reviewed."""
        if line not in self._takes:
            infos = self._studio.takes.of(line)
            self._takes[line] = sum(info.state in _AT_HAND for info in infos)
        return self._takes[line]

    async def _import(self) -> None:
        intake, count = self._intake, self._intake.updates
        document = await aside(lambda: self._studio.accepted(intake))
        if self._take is not None:
            self._take(document)
        elif self._studio.document is not intake.current:
            problems.say(CHANGED_MEANWHILE())
            now = self._studio.document
            await self._change(lambda it: it.into(now))
            return
        elif not edits.edit(self._studio, step_names.IMPORT_LINES(count), lambda _: document):
            return
        self.shown.done(QDialog.DialogCode.Accepted)

    async def _open_as_new(self) -> None:
        intake = self._intake
        try:
            document = await aside(lambda: self._studio.accepted(intake.into(None)))
            opened = await asyncio.wrap_future(self._studio.begin(document))
        except StudioError as error:
            problems.report(error)
            return
        self._studio.show(opened)
        self.shown.done(QDialog.DialogCode.Accepted)

    async def _save_report(self) -> None:
        name = Path(self._intake.review.path).stem
        path = await dialogs.choose_place(
            self.shown,
            messages.say(REPORT_TITLE),
            [f"{messages.say(TEXT_FILES)} (*.txt)"],
            messages.say(REPORT_NAME, name=name),
        )
        if path is None:
            return
        report = self._studio.intake_report(self._intake)
        try:
            await aside(lambda: path.write_text(report, encoding="utf-8"))
        except OSError as error:
            problems.say(REPORT_NOT_SAVED(path=path, reason=error.strerror))
        else:
            problems.say(REPORT_SAVED(path=path))
