"""What promoting Lines did to their lengths: measured before, told when all of them are there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.document.values import LineId
from studio.sentences import sentence
from studio.standing.queue import QueueState
from studio.studio import Studio
from studio.takes.line_state import LineState
from studio.timeline.length_report import LengthReport, Measured, length_report, measured
from ui import dialogs, messages, problems, tasks
from ui import take_commands as commands
from ui.command import Command
from ui.command_set import CommandSet
from ui.length_report.dialog import LengthReportDialog
from ui.look import Look
from ui.script.panel import ScriptPanel

TOLD = sentence(
    "ui.length_report_desk.told",
    "{made} {made:line was|lines were} made by final voices: {much} changed"
    " {much:its|their} length by more than 15 %, {moved} moved.",
)
NOTHING_YET = sentence(
    "ui.length_report_desk.nothing_yet",
    "No line was made by a final voice since the window opened.",
)

_OVER = frozenset({LineState.FINAL, LineState.PARTIAL, LineState.UNKNOWN, LineState.FAILED})
_GIVEN_UP = frozenset({QueueState.FAILED, QueueState.NEEDS_A_WORD})


@dataclass(frozen=True, slots=True)
class _Promotion:
    project: object
    lines: frozenset[LineId]
    before: Measured


class LengthReportDesk(QObject):
    """Told of each promotion as it begins, and when Takes changed."""

    def __init__(
        self,
        studio: Studio,
        script: ScriptPanel,
        all_commands: CommandSet,
        look: Look,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._studio, self._script, self._commands = studio, script, all_commands
        self._look, self._window = look, window
        self._latest: _Promotion | None = None
        self._is_waiting = False
        self._let()

    def doing(self) -> dict[Command, Callable[[], object]]:
        return {commands.LENGTH_REPORT: lambda: tasks.start(self._show(), self)}

    def begin(self, lines: Iterable[LineId]) -> None:
        """These Lines are being made; those of a promotion that is still under way count with them."""
        before, wanted = measured(self._studio.timeline), frozenset(lines)
        self._forget_other_projects()
        if self._is_waiting and self._latest is not None:
            before, wanted = self._latest.before, wanted | self._latest.lines
        self._latest = _Promotion(self._studio.project, wanted, before)
        self._is_waiting = True
        self._let()

    def takes_changed(self) -> None:
        self._forget_other_projects()
        self._let()
        if not self._is_waiting or self._latest is None or not self._is_over(self._latest.lines):
            return
        self._is_waiting = False
        report = self._report(self._latest)
        problems.say(TOLD(made=report.made, much=report.much, moved=report.moved))

    def _forget_other_projects(self) -> None:
        """What was measured in another project is of no use any more."""
        if self._latest is not None and self._latest.project is not self._studio.project:
            self._latest, self._is_waiting = None, False

    def _is_over(self, lines: frozenset[LineId]) -> bool:
        there = self._studio.document.lines
        left = {
            line
            for line in lines
            if there.get(line) is not None and self._studio.state_of(line) not in _OVER
        }
        if not left:
            return True
        given_up = {row.line for row in self._studio.making.queue() if row.state in _GIVEN_UP}
        return left <= given_up

    def _report(self, promotion: _Promotion) -> LengthReport:
        return length_report(promotion.before, measured(self._studio.timeline), promotion.lines)

    async def _show(self) -> None:
        if self._latest is None:
            return
        report = self._report(self._latest)
        shown = LengthReportDialog(report, self._studio.document, self._look, self._window)
        shown.line_wanted.connect(lambda line: self._show_line(shown, line))
        await dialogs.finished(shown)

    def _show_line(self, shown: LengthReportDialog, line: str) -> None:
        shown.accept()
        self._script.select((line,))
        self._script.setFocus()

    def _let(self) -> None:
        can = self._latest is not None
        self._commands.let((commands.LENGTH_REPORT,), can, messages.say(NOTHING_YET))
