"""The export dialog: what is to be written, what that will be file by file, and how it goes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.document.values import LineId
from studio.sentences import Sentence, sentence
from studio.standing.exporting import (
    USUAL_LINE_NAMES,
    ExportOutcome,
    ExportPreview,
    ExportProgress,
    ExportWish,
)
from ui import messages
from ui.export.job_words import files_words, outcome_words, progress_words
from ui.plain_text import label

TITLE = sentence("ui.export.title", "Export")
WHAT = sentence("ui.export.what", "What to write")
HOW = sentence("ui.export.how", "How")
MIX = sentence("ui.export.mix", "Mix: the whole scene as one sound file")
STEMS = sentence("ui.export.stems", "Stems: one file per speaker, all the same length")
LINES = sentence("ui.export.lines", "Lines: one file per line")
CAPTIONS = sentence("ui.export.captions", "Captions (SRT and VTT)")
REAPER = sentence("ui.export.reaper", "REAPER project with all takes")
OTIO = sentence("ui.export.otio", "OpenTimelineIO")
SCRIPT = sentence("ui.export.script", "Script as a table with times")
FORMAT = sentence("ui.export.format", "Format of the mix")
PRESET = sentence("ui.export.preset", "Loudness")
PART = sentence("ui.export.part", "Which part")
EVERYTHING = sentence("ui.export.everything", "The whole project")
SELECTED = sentence("ui.export.selected", "The selected lines ({count})")
UNFINISHED = sentence("ui.export.unfinished", "Unfinished lines")
FOLDER = sentence("ui.export.folder", "Folder")
CHOOSE_FOLDER = sentence("ui.export.choose_folder", "Choose…")
NAME = sentence("ui.export.name", "Name")
LINE_NAMES = sentence("ui.export.line_names", "Names of line files")
NOTICE = sentence("ui.export.notice", "Say in the files that the speech is AI-generated")
CHANGED = sentence("ui.export.changed", "Only what changed since the last time")
PREVIEW = sentence("ui.export.preview", "Files that will be written")
CLOSE = sentence("ui.export.close", "Close")
CANCEL = sentence("ui.export.cancel", "Cancel")
EXPORT = sentence("ui.export.export", "Export {count} files")
EXPORT_ONE = sentence("ui.export.export_one", "Export 1 file")
TOTAL = sentence("ui.export.total", "{count} files, about {size} MB")
TOTAL_ONE = sentence("ui.export.total_one", "1 file, about {size} MB")
DRAFTS = sentence("ui.export.drafts", "{count} lines are not spoken by their final voice yet.")
HIDE = sentence("ui.export.hide", "Go on in the background")
OPEN_FOLDER = sentence("ui.export.open_folder", "Open the folder")
AGAIN = sentence("ui.export.again", "Back")
QUALITY = sentence(
    "ui.export.quality",
    "Voices are made at 24 kHz: a higher rate adds no detail above 12 kHz.",
)
FORMATS = (
    ("wav-24", "WAV, 24 bit"),
    ("wav-16", "WAV, 16 bit"),
    ("wav-float", "WAV, 32 bit float"),
    ("flac-24", "FLAC, 24 bit"),
    ("mp3-192", "MP3, 192 kbit/s"),
    ("mp3-v2", "MP3, VBR 2"),
    ("ogg-6", "OGG Vorbis, 6"),
    ("opus-96", "Opus, 96 kbit/s"),
)
"""By the words that name an encoding; names of formats are the same in every language."""
PRESETS = (
    ("", sentence("ui.export.preset_none", "As it is")),
    ("podcast", sentence("ui.export.preset_podcast", "Podcast, −16 LUFS")),
    ("broadcast", sentence("ui.export.preset_broadcast", "Broadcast (EBU R128), −23 LUFS")),
    ("us-tv", sentence("ui.export.preset_us_tv", "US television, −24 LUFS")),
    ("web", sentence("ui.export.preset_web", "Web, −14 LUFS")),
    ("audiobook", sentence("ui.export.preset_audiobook", "Audiobook (ACX)")),
    ("game", sentence("ui.export.preset_game", "Game")),
)
POLICIES = (
    ("draft", sentence("ui.export.policy_draft", "Use the draft voice")),
    ("silence", sentence("ui.export.policy_silence", "Silence of the same length")),
    ("leave-out", sentence("ui.export.policy_leave_out", "Leave them out")),
    ("stop", sentence("ui.export.policy_stop", "Do not export")),
)

_SIZE, _LEAST = QSize(1000, 640), QSize(860, 600)
_WAIT_MS = 200
_MB = 1e6


class ExportDialog(QDialog):
    """Says what is wished; is told what that would be, how it goes and what came of it."""

    wish_changed = Signal(object)
    export_wanted = Signal(object)
    stop_wanted = Signal()
    folder_wanted = Signal()
    folder_shown = Signal()

    def __init__(
        self, parent: QWidget, folder: Path, name: str, selected: tuple[LineId, ...]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(messages.say(TITLE))
        self.setAccessibleName(messages.say(TITLE))
        self.setMinimumSize(_LEAST)
        self.resize(_SIZE)
        self._selected = selected
        self._is_running = False
        self._mix, self._stems, self._lines = _box(MIX, True), _box(STEMS), _box(LINES)
        self._captions, self._reaper, self._otio = _box(CAPTIONS), _box(REAPER), _box(OTIO)
        self._script = _box(SCRIPT)
        self._notice, self._changed = _box(NOTICE, True), _box(CHANGED)
        self._format = _choice(FORMAT, FORMATS)
        self._preset = _choice(PRESET, [(key, messages.say(words)) for key, words in PRESETS])
        self._unfinished = _choice(
            UNFINISHED, [(key, messages.say(words)) for key, words in POLICIES]
        )
        parts = [("", messages.say(EVERYTHING))]
        if len(selected) > 1:
            parts.append(("selected", messages.say(SELECTED, count=len(selected))))
        self._part = _choice(PART, parts)
        self._folder, self._name = _field(FOLDER, str(folder)), _field(NAME, name)
        self._offered_name = name
        self._line_names = _field(LINE_NAMES, USUAL_LINE_NAMES)
        self._files, self._said = QListWidget(), label("hint")
        self._files.setAccessibleName(messages.say(PREVIEW))
        self._said.setWordWrap(True)
        self._go, self._close = QPushButton(), QPushButton(messages.say(CLOSE))
        self._bar, self._doing = QProgressBar(), label("export_doing")
        self._doing.setWordWrap(True)
        self._show_folder, self._back = (
            QPushButton(messages.say(OPEN_FOLDER)),
            QPushButton(messages.say(AGAIN)),
        )
        self._hide = QPushButton(messages.say(HIDE))
        self._pages = QStackedWidget()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._lay_out()
        self._connect()

    @property
    def wish(self) -> ExportWish:
        """What is ticked and chosen now."""
        is_part = self._part.currentData() == "selected"
        return ExportWish(
            Path(self._folder.text().strip() or "."),
            self._name.text().strip(),
            self._format.currentData() if self._mix.isChecked() else "",
            self._preset.currentData(),
            self._stems.isChecked(),
            self._lines.isChecked(),
            self._line_names.text(),
            (".srt", ".vtt") if self._captions.isChecked() else (),
            tuple(
                ending
                for box, ending in ((self._reaper, ".rpp"), (self._otio, ".otio"))
                if box.isChecked()
            ),
            (".csv",) if self._script.isChecked() else (),
            self._selected if is_part else None,
            self._unfinished.currentData(),
            self._notice.isChecked(),
            self._changed.isChecked(),
        )

    def show_preview(self, preview: ExportPreview) -> None:
        self._files.clear()
        folder = self.wish.folder
        for file in preview.files:
            shown = file.path.relative_to(folder) if file.path.is_relative_to(folder) else file.path
            self._files.addItem(f"{shown}   {file.bytes / _MB:.1f} MB")
        said = [files_words(TOTAL_ONE, TOTAL, len(preview.files), preview.bytes)]
        if preview.drafts:
            said.append(messages.say(DRAFTS, count=preview.drafts))
        said += [messages.text(each) for each in (*preview.clashes, *preview.notes)]
        self._said.setText("\n".join(said))
        self._let_export(len(preview.files), not preview.clashes)

    def show_trouble(self, words: str) -> None:
        """Why nothing can be written so."""
        self._files.clear()
        self._said.setText(words)
        self._let_export(0, False)

    def show_progress(self, progress: ExportProgress) -> None:
        self._bar.setValue(round(progress.share * 1000))
        self._doing.setText(progress_words(progress))

    def show_running(self) -> None:
        self._is_running = True
        self._bar.setValue(0)
        self._doing.setText("")
        self._pages.setCurrentIndex(1)
        for button in (self._go, self._show_folder, self._back):
            button.hide()
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
        if self._name.text() == self._offered_name:
            self._name.setText(name)
        self._offered_name = name

    def set_folder(self, folder: Path) -> None:
        self._folder.setText(str(folder))

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
        words = messages.say(EXPORT_ONE) if count == 1 else messages.say(EXPORT, count=count)
        self._go.setText(words)
        self._go.setAccessibleName(words)
        self._go.setEnabled(can and count > 0)

    def _lay_out(self) -> None:
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self._settings())
        split.addWidget(self._preview())
        split.setSizes([520, 460])
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
        self._pages.addWidget(split)
        self._pages.addWidget(running)
        buttons = QHBoxLayout()
        buttons.addWidget(self._show_folder)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self._hide)
        buttons.addWidget(self._close)
        buttons.addWidget(self._go)
        self._go.setProperty("kind", "filled")
        for button in (self._show_folder, self._back, self._hide, self._close):
            button.setAccessibleName(button.text())
        self._show_folder.hide()
        self._back.hide()
        self._hide.hide()
        rows = QVBoxLayout(self)
        rows.addWidget(self._pages, 1)
        rows.addLayout(buttons)

    def _settings(self) -> QWidget:
        what = QGroupBox(messages.say(WHAT))
        ticks = QVBoxLayout(what)
        for box in (
            self._mix,
            self._stems,
            self._lines,
            self._captions,
            self._reaper,
            self._otio,
            self._script,
        ):
            ticks.addWidget(box)
        how = QGroupBox(messages.say(HOW))
        form = QFormLayout(how)
        place = QHBoxLayout()
        choose = QPushButton(messages.say(CHOOSE_FOLDER))
        choose.setAccessibleName(f"{messages.say(FOLDER)}: {messages.say(CHOOSE_FOLDER)}")
        choose.clicked.connect(self.folder_wanted)
        place.addWidget(self._folder, 1)
        place.addWidget(choose)
        for words, field in (
            (FORMAT, self._format),
            (PRESET, self._preset),
            (PART, self._part),
            (UNFINISHED, self._unfinished),
            (NAME, self._name),
            (LINE_NAMES, self._line_names),
        ):
            form.addRow(messages.say(words), field)
        form.addRow(messages.say(FOLDER), place)
        form.addRow(self._notice)
        form.addRow(self._changed)
        quality = label("hint", messages.say(QUALITY))
        quality.setWordWrap(True)
        form.addRow(quality)
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(what)
        column.addWidget(how)
        column.addStretch(1)
        return both

    def _preview(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.addWidget(label("group_title", messages.say(PREVIEW)))
        column.addWidget(self._files, 1)
        column.addWidget(self._said)
        return right

    def _connect(self) -> None:
        self._wait.timeout.connect(lambda: self.wish_changed.emit(self.wish))
        for box in self.findChildren(QCheckBox):
            box.toggled.connect(lambda _on: self._wait.start())
        for choice in self.findChildren(QComboBox):
            choice.currentIndexChanged.connect(lambda _index: self._wait.start())
        for field in (self._folder, self._name, self._line_names):
            field.textChanged.connect(lambda _text: self._wait.start())
        self._go.clicked.connect(lambda: self.export_wanted.emit(self.wish))
        self._close.clicked.connect(self.reject)
        self._hide.clicked.connect(self._go_on_unseen)
        self._show_folder.clicked.connect(self.folder_shown)
        self._back.clicked.connect(self._go_back)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(button is self._go)
        self._let_export(0, False)

    def _go_back(self) -> None:
        self._pages.setCurrentIndex(0)
        self._go.show()
        self._show_folder.hide()
        self._back.hide()
        self.wish_changed.emit(self.wish)


def _box(words: Sentence, is_on: bool = False) -> QCheckBox:
    box = QCheckBox(messages.say(words))
    box.setAccessibleName(messages.say(words))
    box.setChecked(is_on)
    return box


def _field(words: Sentence, text: str) -> QLineEdit:
    field = QLineEdit(text)
    field.setAccessibleName(messages.say(words))
    return field


def _choice(words: Sentence, choices: Iterable[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(messages.say(words))
    for key, shown in choices:
        box.addItem(shown, key)
    return box
