"""What the tab Queue shows of the making, and what becomes of what is asked for there."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from studio.document.initials import initials_of
from studio.document.values import Document, LineId
from studio.sentences import sentence
from studio.standing.queue import QueueRow, QueueState
from studio.studio import Studio
from studio.takes.request_record import Purpose
from ui import messages, money_words, quantities
from ui.look import Look
from ui.queue.panel import COUNTED, QUEUE, QueuePanel
from ui.queue.values import Job
from ui.script.panel import ScriptPanel

CONTEXTS = sentence("ui.queue_desk.contexts", "{count} of {most} contexts")
COMING = sentence("ui.queue_desk.coming", "{arrived} of about {expected}")
YOU_ASKED = sentence("ui.queue_desk.you_asked", "you asked")
YOU_LISTEN = sentence("ui.queue_desk.you_listen", "to be heard alone")
IN_TURN = sentence("ui.queue_desk.in_turn", "in turn, about {seconds}")
JOB = sentence("ui.queue_desk.job", "Line {number}, {name}: {reason}")

_LOOKS = {
    QueueState.COMING: ("states/coming", "coming"),
    QueueState.IN_TURN: ("states/queued", "text2"),
    QueueState.HELD: ("states/queued", "stale"),
    QueueState.NEEDS_A_WORD: ("states/unknown", "stale"),
    QueueState.FAILED: ("states/failed", "failed"),
}
_AGAIN = (QueueState.NEEDS_A_WORD, QueueState.FAILED)
MOST_ROWS = 200
"""More than that nobody reads; what waits for a person is always shown."""


class QueueDesk(QObject):
    """Owns the panel; told when Takes changed. `named` says what the tab is to be called; `steered`,
    that making goes on otherwise."""

    named = Signal(str)
    steered = Signal()

    def __init__(self, studio: Studio, script: ScriptPanel, look: Look) -> None:
        super().__init__(script)
        self._studio, self._script = studio, script
        self.panel = panel = QueuePanel(look)
        panel.stop_wanted.connect(self._stop)
        panel.stop_all_wanted.connect(
            lambda: self._stop([row.line for row in studio.making.queue()])
        )
        panel.shown.connect(self.show)
        panel.front_wanted.connect(self._move_to_front)
        panel.again_wanted.connect(self._make_again)
        panel.pause_wanted.connect(self._pause)
        panel.line_wanted.connect(lambda line: script.select([line]))
        self.show()

    def show(self) -> None:
        """Have the rows say what is true now; while nobody sees them, the tab alone."""
        self.show_rows(self._studio.making.queue())

    def show_rows(self, rows: tuple[QueueRow, ...]) -> None:
        """The same of these, for whoever asked already."""
        studio = self._studio
        count = len(rows)
        self.named.emit(messages.say(COUNTED, count=count) if count else messages.say(QUEUE))
        if not self.panel.isVisible():
            return
        service = studio.service.standing
        contexts = messages.say(CONTEXTS, count=service.contexts, most=service.most_contexts)
        self.panel.show_jobs(
            jobs(studio.document, [*rows[:MOST_ROWS], *filter(_waits_for_us, rows[MOST_ROWS:])]),
            contexts if service.name is not None and service.most_contexts else "",
            is_paused=studio.making.is_paused,
        )

    def _stop(self, lines: Iterable[LineId]) -> None:
        for line in lines:
            self._studio.making.stop(line)
        self.show()

    def _move_to_front(self, lines: Iterable[LineId]) -> None:
        for line in lines:
            self._studio.making.move_to_front(line)
        self.show()

    def _make_again(self, lines: Iterable[LineId]) -> None:
        for line in lines:
            self._studio.making.make_again(line)
        self.show()

    def _pause(self) -> None:
        making = self._studio.making
        if making.is_paused:
            making.resume()
        else:
            making.pause()
        self.show()
        self.steered.emit()


def jobs(document: Document, rows: Iterable[QueueRow]) -> list[Job]:
    """The rows as they are shown; those of Lines that are gone are left out."""
    initials = initials_of([speaker.name for speaker in document.cast])
    letters = dict(zip((each.id for each in document.cast), initials, strict=True))
    found = []
    for row in rows:
        line = document.lines.get(row.line)
        if line is None:
            continue
        speaker = document.speaker(line.speaker)
        number = (document.lines.place(row.line) or 0) + 1
        reason, (icon, token) = _reason(row), _LOOKS[row.state]
        is_coming = row.state is QueueState.COMING
        found.append(
            Job(
                row.line,
                number,
                letters[speaker.id],
                speaker.colour,
                line.text,
                icon,
                token,
                reason,
                money_words.about(row.expected_cost) if row.is_paid and row.expected_cost else "",
                messages.say(JOB, number=number, name=speaker.name, reason=reason),
                min(1.0, row.arrived_seconds / max(row.expected_seconds, 0.1))
                if is_coming
                else None,
                row.state in _AGAIN,
                row.state is QueueState.FAILED,
            )
        )
    return found


def _waits_for_us(row: QueueRow) -> bool:
    return row.state in _AGAIN


def _reason(row: QueueRow) -> str:
    expected = quantities.short_seconds(row.expected_seconds)
    if row.state is QueueState.COMING:
        arrived = quantities.short_seconds(row.arrived_seconds)
        return messages.say(COMING, arrived=arrived, expected=expected)
    if row.reason is not None:
        return messages.text(row.reason)
    if row.purpose is Purpose.RETAKE:
        return messages.say(YOU_ASKED)
    if row.purpose is Purpose.AUDITION:
        return messages.say(YOU_LISTEN)
    return messages.say(IN_TURN, seconds=expected)
