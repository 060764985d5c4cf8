"""The export dialog: what is to be written, what that will be file by file, and how it goes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.document.values import LineId
from studio.sentences import sentence
from studio.standing.exporting import ExportOutcome, ExportPreview, ExportProgress, ExportWish
from ui import messages
from ui.dialogs import CANCEL, CLOSE
from ui.export.files_preview import FilesPreview
from ui.export.how import HowToWrite
from ui.export.job_words import outcome_words, progress_words
from ui.export.what import Kind, WhatToWrite
from ui.look import Look
from ui.plain_text import label

TITLE = sentence("ui.export.title", "Export")
EXPORT = sentence("ui.export.export", "Export {count} {count:file|files}")
HIDE = sentence("ui.export.hide", "Go on in the background")
OPEN_FOLDER = sentence("ui.export.open_folder", "Open the folder")
OPEN_AFTERWARDS = sentence("ui.export.open_afterwards", "Open the folder afterwards")
AGAIN = sentence("ui.export.again", "Back")

_SIZE, _LEAST = QSize(1120, 680), QSize(860, 560)
_MIDDLE, _RIGHT = 520, 372
_FOOT = 54
_WAIT_MS = 200


class ExportDialog(QDialog):
    """Says what is wished; is told what that would be, how it goes and what came of it."""

    wish_changed = Signal(object)
    export_wanted = Signal(object)
    stop_wanted = Signal()
    folder_wanted = Signal()
    folder_shown = Signal()

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        folder: Path,
        name: str,
        scene: tuple[LineId, ...],
        selected: tuple[LineId, ...],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(messages.say(TITLE))
        self.setAccessibleName(messages.say(TITLE))
        self.setMinimumSize(_LEAST)
        self.resize(_SIZE.boundedTo(parent.size()).expandedTo(_LEAST))
        self._is_running = False
        self._offered_name = name
        self._what, self._how = WhatToWrite(look, scene, selected), HowToWrite(folder, name)
        self._preview = FilesPreview(look)
        self._go, self._close = QPushButton(), QPushButton(messages.say(CLOSE))
        self._bar, self._doing = QProgressBar(), label("export_doing")
        self._doing.setWordWrap(True)
        self._show_folder, self._back, self._hide = (
            QPushButton(messages.say(words)) for words in (OPEN_FOLDER, AGAIN, HIDE)
        )
        self._afterwards = QCheckBox(messages.say(OPEN_AFTERWARDS))
        self._pages = QStackedWidget()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._lay_out()
        self._connect()

    @property
    def wish(self) -> ExportWish:
        """What is ticked and chosen now."""
        kinds, how = self._what.kinds, self._how
        return ExportWish(
            Path(how.folder.text().strip() or "."),
            how.name.text().strip(),
            how.format.currentData() if Kind.MIX in kinds else "",
            how.preset.currentData(),
            Kind.STEMS in kinds,
            Kind.LINES in kinds,
            how.line_names.text(),
            (".srt", ".vtt") if Kind.CAPTIONS in kinds else (),
            tuple(
                ending
                for kind, ending in ((Kind.REAPER, ".rpp"), (Kind.OTIO, ".otio"))
                if kind in kinds
            ),
            (".csv",) if Kind.SCRIPT in kinds else (),
            self._what.lines,
            how.unfinished.currentData(),
            how.notice.isChecked(),
            self._what.only_changed,
        )

    @property
    def opens_folder(self) -> bool:
        """Whether the folder is to be shown once everything is written."""
        return self._afterwards.isChecked()

    def show_preview(self, preview: ExportPreview) -> None:
        self._preview.show_preview(preview, self.wish.folder)
        self._what.show_files(file.path for file in preview.files)
        self._let_export(len(preview.files), not preview.clashes)

    def show_trouble(self, words: str) -> None:
        """Why nothing can be written so."""
        self._preview.show_trouble(words)
        self._what.show_files(())
        self._let_export(0, False)

    def show_progress(self, progress: ExportProgress) -> None:
        self._bar.setValue(round(progress.share * 1000))
        self._doing.setText(progress_words(progress))

    def show_running(self) -> None:
        self._is_running = True
        self._bar.setValue(0)
        self._doing.setText("")
        self._pages.setCurrentIndex(1)
        for widget in (self._go, self._show_folder, self._back):
            widget.hide()
        self._hide.show()
        self._close.setText(messages.say(CANCEL))

    def show_outcome(self, outcome: ExportOutcome) -> None:
        self._bar.setValue(1000)
        self._end_run(outcome_words(outcome), has_files=True)

    def show_failure(self, words: str) -> None:
        self._end_run(words, has_files=False)

    def reject(self) -> None:
        """While files are written this stops them, and the dialog stays to say so."""
        if self._is_running:
            self.stop_wanted.emit()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore() if self._is_running else event.accept()
        self.reject()

    def offer_name(self, name: str) -> None:
        """The project is called otherwise now; a name that was typed stays."""
        if self._how.name.text() == self._offered_name:
            self._how.name.setText(name)
        self._offered_name = name

    def set_folder(self, folder: Path) -> None:
        self._how.folder.setText(str(folder))

    def _end_run(self, words: str, *, has_files: bool) -> None:
        self._is_running = False
        self._hide.hide()
        self._doing.setText(words)
        self._show_folder.setVisible(has_files)
        self._back.show()
        self._close.setText(messages.say(CLOSE))

    def _go_on_unseen(self) -> None:
        self._is_running = False
        self.accept()

    def _let_export(self, count: int, can: bool) -> None:
        words = messages.say(EXPORT, count=count)
        self._go.setText(words)
        self._go.setAccessibleName(words)
        self._go.setEnabled(can and count > 0)

    def _lay_out(self) -> None:
        middle = QScrollArea()
        middle.setObjectName("export_how")
        middle.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the focus
        middle.setWidgetResizable(True)
        middle.setFrameShape(QFrame.Shape.NoFrame)
        middle.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        middle.setWidget(self._how)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(middle)
        split.addWidget(self._preview)
        split.setSizes([_MIDDLE, _RIGHT])
        wishing = QWidget()
        panes = QHBoxLayout(wishing)
        panes.setContentsMargins(0, 0, 0, 0)
        panes.setSpacing(0)
        panes.addWidget(self._what)
        panes.addWidget(split, 1)
        running = QWidget()
        column = QVBoxLayout(running)
        column.setContentsMargins(40, 0, 40, 0)
        column.addStretch(1)
        column.addWidget(self._bar)
        column.addWidget(self._doing)
        column.addStretch(1)
        self._bar.setRange(0, 1000)
        self._bar.setAccessibleName(messages.say(TITLE))
        self._bar.setTextVisible(False)
        self._pages.addWidget(wishing)
        self._pages.addWidget(running)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._pages, 1)
        rows.addWidget(self._foot())

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("dialog_foot")
        foot.setFixedHeight(_FOOT)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(10)
        self._afterwards.setAccessibleName(self._afterwards.text())
        for widget in (self._afterwards, self._show_folder, self._back):
            row.addWidget(widget)
        row.addStretch(1)
        for button in (self._hide, self._close, self._go):
            row.addWidget(button)
        self._go.setProperty("kind", "filled")
        for button in (self._show_folder, self._back, self._hide, self._close):
            button.setAccessibleName(button.text())
        for button in (self._show_folder, self._back, self._hide):
            button.hide()
        return foot

    def _connect(self) -> None:
        self._wait.timeout.connect(lambda: self.wish_changed.emit(self.wish))
        for part in (self._what, self._how):
            part.changed.connect(self._wait.start)
        self._what.changed.connect(self._let_settings)
        self._how.folder_wanted.connect(self.folder_wanted)
        self._go.clicked.connect(lambda: self.export_wanted.emit(self.wish))
        self._close.clicked.connect(self.reject)
        self._hide.clicked.connect(self._go_on_unseen)
        self._show_folder.clicked.connect(self.folder_shown)
        self._back.clicked.connect(self._go_back)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(button is self._go)
        self._let_export(0, False)
        self._let_settings()

    def _let_settings(self) -> None:
        kinds = self._what.kinds
        self._how.let(has_mix=Kind.MIX in kinds, has_lines=Kind.LINES in kinds)

    def _go_back(self) -> None:
        self._pages.setCurrentIndex(0)
        self._go.show()
        self._show_folder.hide()
        self._back.hide()
        self.wish_changed.emit(self.wish)
