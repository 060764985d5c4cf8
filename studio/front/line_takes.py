"""What the window asks about the Takes of a Line. Light; before anything runs, there are none."""

from __future__ import annotations

from studio.document.values import Line, LineId
from studio.front.running import Running
from studio.standing.takes import Stale, TakeInfo
from studio.takes.line_state import LineState
from studio.takes.sent_text import SentText, sent_text


class LineTakes:
    def __init__(self, running: Running) -> None:
        self._running = running

    def of(self, id: LineId) -> tuple[TakeInfo, ...]:
        """Every Take there is of a Line or is to be: those asked for now first."""
        line, making = self._line(id), self._running.making
        if line is None or making is None:
            return ()
        from studio.front.take_infos import take_infos

        return take_infos(self._running.document(), line, making)

    def state_of(self, id: LineId) -> LineState:
        making = self._running.making
        return LineState.MISSING if making is None else making.state_of(id)

    def heard_count(self) -> int:
        """How many Lines can be heard whole."""
        machinery = self._running.machinery
        return 0 if machinery is None else machinery.heard_lines()

    def failed_count(self) -> int:
        """How many Lines that are wanted could not be made."""
        making = self._running.making
        return 0 if making is None else making.failed_lines()

    def stale_because(self, id: LineId) -> Stale | None:
        """What changed since the Line was last spoken by its final voice; None when nothing did."""
        line, making = self._line(id), self._running.making
        if line is None or making is None:
            return None
        from studio.front.take_infos import stale_because

        return stale_because(self._running.document(), line, making)

    def sent_text(self, id: LineId) -> SentText | None:
        """What a voice is given for the Line, and how it came about."""
        line = self._line(id)
        return None if line is None else sent_text(self._running.document(), line)

    def arrived(self, id: LineId) -> float | None:
        """Of a Line whose Take is coming, how much has come, from 0 to 1, as far as can be told."""
        making = self._running.making
        return None if making is None else making.arrived(id)

    def _line(self, id: LineId) -> Line | None:
        found = self._running.document().script.get(id)
        return found if isinstance(found, Line) else None
