"""The exports of this window, row by row: how far each is, and what it wrote."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.sentences import Sentence, sentence
from ui import messages
from ui.dialogs import CANCEL, CLOSE
from ui.elided_label import ElidedLabel
from ui.export.job_words import job_words, outcome_words
from ui.export.jobs import ExportJob, ExportJobs
from ui.plain_text import label
from ui.remedies import SHOW_IN_FOLDER, TRY_AGAIN

TITLE = sentence("ui.export.jobs_title", "Exports")
NONE = sentence("ui.export.jobs_none", "Nothing was exported since the window opened.")
REPORT = sentence("ui.export.report", "Report")
PROGRESS_OF = sentence("ui.export.progress_of", "Progress of {name}")
OF = sentence("ui.export.button_of", "{button}: {name}")
REPORT_OF = sentence("ui.export.report_of", "Report of {name}")

_SIZE = QSize(640, 420)


class ExportsDialog(QDialog):
    """Changes with the jobs while it is open."""

    folder_wanted = Signal(object)

    def __init__(self, jobs: ExportJobs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(messages.say(TITLE))
        self.setAccessibleName(messages.say(TITLE))
        self.resize(_SIZE)
        self._jobs = jobs
        self._rows: dict[ExportJob, _JobRow] = {}
        self._none = label("hint", messages.say(NONE))
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._none)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the focus
        scroll.setWidget(self._inside)
        close = QPushButton(messages.say(CLOSE))
        close.setAccessibleName(close.text())
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        jobs.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        there = self._jobs.all
        for job in [job for job in self._rows if job not in there]:
            self._rows.pop(job).deleteLater()
        for at, job in enumerate(there):
            if job not in self._rows:
                row = self._rows[job] = _JobRow(job)
                row.folder_wanted.connect(lambda job=job: self.folder_wanted.emit(job.folder))
                row.again_wanted.connect(lambda job=job: self._jobs.again(job))
                self._column.insertWidget(at, row)
            self._rows[job].show_job(can_try_again=self._jobs.can_try_again(job))
        self._none.setVisible(not there)


class _JobRow(QFrame):
    folder_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, job: ExportJob) -> None:
        super().__init__()
        self.setObjectName("job_row")
        self._job = job
        self._bar, self._words = QProgressBar(), ElidedLabel("section_words")
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(messages.say(PROGRESS_OF, name=job.name))
        self._report = QPlainTextEdit()
        self._report.setReadOnly(True)
        self._report.setTabChangesFocus(True)
        self._report.setAccessibleName(messages.say(REPORT_OF, name=job.name))
        self._report.hide()
        self._stop, self._folder, self._tell, self._again = (
            self._button(words) for words in (CANCEL, SHOW_IN_FOLDER, REPORT, TRY_AGAIN)
        )
        top = QHBoxLayout()
        top.addWidget(label("group_heading", job.name))
        top.addStretch(1)
        for button in (self._again, self._tell, self._folder, self._stop):
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._bar)
        column.addWidget(self._words)
        column.addWidget(self._report)
        self._stop.clicked.connect(job.stop)
        self._folder.clicked.connect(self.folder_wanted)
        self._again.clicked.connect(self.again_wanted)
        self._tell.setCheckable(True)
        self._tell.toggled.connect(self._report.setVisible)

    def show_job(self, *, can_try_again: bool) -> None:
        job = self._job
        self._words.setText(job_words(job))
        if job.progress is not None:
            self._bar.setValue(round(job.progress.share * 1000))
        self._bar.setVisible(not job.is_over)
        self._stop.setVisible(not job.is_over)
        self._folder.setVisible(job.outcome is not None)
        self._tell.setVisible(job.outcome is not None)
        self._again.setVisible(can_try_again)
        if job.outcome is not None and not self._report.toPlainText():
            files = "\n".join(str(path) for path in job.outcome.files)
            self._report.setPlainText(f"{outcome_words(job.outcome)}\n\n{files}")

    def _button(self, words: Sentence) -> QPushButton:
        button = QPushButton(messages.say(words))
        button.setProperty("kind", "small")
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(messages.say(OF, button=button.text(), name=self._job.name))
        return button
