"""The tab Queue: what is being made in the order of need, and the brakes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio.document.values import LineId
from studio.sentences import Sentence, sentence
from ui import messages
from ui.look import Look
from ui.plain_text import label, tip
from ui.queue.job_painter import JOB, JobPainter
from ui.queue.values import Job

QUEUE = sentence("ui.queue.name", "Queue")
COUNTED = sentence("ui.queue.counted", "Queue {count}")
EMPTY = sentence("ui.queue.empty", "Nothing to make. Upcoming lines are prepared while you listen.")
PAUSED = sentence("ui.queue.paused", "Paused. Playback uses what is ready and draft voices.")
STOP = sentence("ui.queue.stop", "Stop")
FRONT = sentence("ui.queue.front", "Move to front")
AGAIN = sentence("ui.queue.again", "Make again")
PAUSE = sentence("ui.queue.pause", "Pause")
RESUME = sentence("ui.queue.resume", "Resume")
STOP_ALL = sentence("ui.queue.stop_all", "Stop all")
FAILED_AGAIN = sentence("ui.queue.failed_again", "Try failed again ({count})")


class QueuePanel(QWidget):
    """Says which Lines are to be stopped or made again; `show_jobs` says what is true."""

    stop_wanted = Signal(tuple)
    again_wanted = Signal(tuple)
    front_wanted = Signal(tuple)
    pause_wanted = Signal()
    line_wanted = Signal(str)
    stop_all_wanted = Signal()
    shown = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("queue_panel")
        self._jobs: tuple[Job, ...] = ()
        self._list = QListWidget()
        self._list.setObjectName("queue")
        self._list.setAccessibleName(messages.say(QUEUE))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._painter = JobPainter(look)
        self._list.setItemDelegate(self._painter)
        self._list.currentRowChanged.connect(lambda _row: self._show_buttons())
        self._list.itemActivated.connect(lambda _item: self._show_line())
        self._empty, self._paused = (label("empty_hint", messages.say(EMPTY)), _hint(PAUSED))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._contexts = label("section_remark")
        self._stop, self._again, self._front = _button(STOP), _button(AGAIN), _button(FRONT)
        self._pause, self._stop_all, self._failed = (
            _button(PAUSE),
            _button(STOP_ALL),
            _button(AGAIN),
        )
        self._stop.clicked.connect(lambda: self.stop_wanted.emit(self._chosen()))
        self._again.clicked.connect(lambda: self.again_wanted.emit(self._chosen()))
        self._front.clicked.connect(self._move_to_front)
        self._pause.clicked.connect(self.pause_wanted)
        self._stop_all.clicked.connect(self.stop_all_wanted)
        self._failed.clicked.connect(lambda: self.again_wanted.emit(self._that_failed()))
        self._lay_out()
        look.changed.connect(self._list.viewport().update)

    def show_jobs(self, jobs: Sequence[Job], contexts: str, *, is_paused: bool) -> None:
        """Rows in the order in which they are made; `contexts` says how many are open."""
        self._contexts.setText(contexts)
        self._paused.setVisible(is_paused)
        words = messages.say(RESUME if is_paused else PAUSE)
        self._pause.setText(words)
        self._pause.setAccessibleName(words)
        chosen = self._chosen()
        if tuple(jobs) != self._jobs:
            self._jobs = tuple(jobs)
            self._fill(chosen)
        self._empty.setVisible(not jobs)
        self._list.setVisible(bool(jobs))
        self._show_buttons()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self._chosen():
            self.stop_wanted.emit(self._chosen())
        elif event.key() == Qt.Key.Key_Up and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self._move_to_front()
        else:
            super().keyPressEvent(event)

    def _fill(self, chosen: tuple[LineId, ...]) -> None:
        while self._list.count() > len(self._jobs):
            self._list.takeItem(self._list.count() - 1)
        while self._list.count() < len(self._jobs):
            self._list.addItem(QListWidgetItem())
        for place, job in enumerate(self._jobs):
            item = self._list.item(place)
            item.setData(JOB, job)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, job.words)
            item.setToolTip(tip(job.words))
            if job.line in chosen:
                self._list.setCurrentRow(place)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def _chosen(self) -> tuple[LineId, ...]:
        job = self._current()
        return () if job is None else (job.line,)

    def _current(self) -> Job | None:
        found: Job | None = self._list.currentIndex().data(JOB)
        return found

    def _show_line(self) -> None:
        job = self._current()
        if job is not None:
            self.line_wanted.emit(job.line)

    def _move_to_front(self) -> None:
        job = self._current()
        if job is not None and job.waits:
            self.front_wanted.emit((job.line,))

    def _that_failed(self) -> tuple[LineId, ...]:
        return tuple(job.line for job in self._jobs if job.has_failed)

    def _show_buttons(self) -> None:
        job = self._current()
        self._stop.setEnabled(job is not None)
        self._front.setEnabled(job is not None and job.waits)
        self._again.setEnabled(job is not None and job.can_again)
        self._stop_all.setEnabled(bool(self._jobs))
        failed = len(self._that_failed())
        self._failed.setVisible(failed > 0)
        words = messages.say(FAILED_AGAIN, count=failed)
        self._failed.setText(words)
        self._failed.setAccessibleName(words)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in (self._paused, self._empty, self._list):
            column.addWidget(each, 0 if each is self._paused else 1)
        foot = QWidget()
        foot.setObjectName("cast_foot")
        rows = QVBoxLayout(foot)
        rows.setContentsMargins(12, 8, 12, 8)
        rows.setSpacing(6)
        for widgets in (
            (self._front, self._stop, self._again),
            (self._pause, self._stop_all, self._failed, self._contexts),
        ):
            row = QHBoxLayout()
            row.setSpacing(6)
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
            rows.addLayout(row)
        column.addWidget(foot)


def _hint(words: Sentence) -> QLabel:
    made = label("queue_paused", messages.say(words))
    made.setWordWrap(True)
    return made


def _button(words: Sentence) -> QPushButton:
    button = QPushButton(messages.say(words))
    button.setAccessibleName(messages.say(words))
    button.setProperty("kind", "small")
    return button
