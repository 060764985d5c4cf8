"""The middle of the export dialog: formats, loudness, names and where it all goes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.sentences import Sentence, sentence
from studio.standing.exporting import USUAL_LINE_NAMES
from ui import messages
from ui.plain_text import label

MIX = sentence("ui.export.how_mix", "Sound")
FORMAT = sentence("ui.export.format", "Format of the mix")
PRESET = sentence("ui.export.preset", "Loudness")
UNFINISHED = sentence("ui.export.unfinished", "Unfinished lines")
EVERY_FILE = sentence("ui.export.every_file", "Every file")
NAME = sentence("ui.export.name", "Name")
LINE_NAMES = sentence("ui.export.line_names", "Names of line files")
FIELD = sentence("ui.export.field", "Field")
FOLDER = sentence("ui.export.folder", "Folder")
CHOOSE_FOLDER = sentence("ui.export.choose_folder", "Choose…")
NOTICE = sentence("ui.export.notice", "Say in the files that the speech is AI-generated")
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
_TEMPLATE_FIELDS = (
    "{no:04}",
    "{id}",
    "{speaker}",
    "{text:24}",
    "{scene}",
    "{scene_no:02}",
    "{take}",
    "{status}",
    "{lang}",
    "{date}",
    "{start}",
    "{project}",
)


class HowToWrite(QWidget):
    changed = Signal()
    folder_wanted = Signal()

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__()
        self.format = _choice(FORMAT, FORMATS)
        self.preset = _choice(PRESET, [(key, messages.say(words)) for key, words in PRESETS])
        self.unfinished = _choice(
            UNFINISHED, [(key, messages.say(words)) for key, words in POLICIES]
        )
        self.name, self.folder = _field(NAME, name), _field(FOLDER, str(folder))
        self.line_names = _field(LINE_NAMES, USUAL_LINE_NAMES)
        self.line_names.setProperty("is_template", True)
        self.notice = QCheckBox(messages.say(NOTICE))
        self.notice.setAccessibleName(self.notice.text())
        self.notice.setChecked(True)
        self._sound, self._files = QFormLayout(), QFormLayout()
        self._lay_out()
        for choice in (self.format, self.preset, self.unfinished):
            choice.currentIndexChanged.connect(lambda _index: self.changed.emit())
        for field in (self.name, self.folder, self.line_names):
            field.textChanged.connect(lambda _text: self.changed.emit())
        self.notice.toggled.connect(lambda _on: self.changed.emit())

    def let(self, *, has_mix: bool, has_lines: bool) -> None:
        """Only what there is to be written has settings."""
        self._sound.setRowVisible(0, has_mix)
        self._files.setRowVisible(1, has_lines)

    def _lay_out(self) -> None:
        place = QHBoxLayout()
        place.setSpacing(8)
        choose = QPushButton(messages.say(CHOOSE_FOLDER))
        choose.setAccessibleName(f"{messages.say(FOLDER)}: {messages.say(CHOOSE_FOLDER)}")
        choose.setAutoDefault(False)
        choose.clicked.connect(self.folder_wanted)
        place.addWidget(self.folder, 1)
        place.addWidget(choose)
        names = QWidget()
        row = QHBoxLayout(names)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line_names, 1)
        row.addWidget(self._field_button())
        for form in (self._sound, self._files):
            form.setHorizontalSpacing(14)
            form.setVerticalSpacing(10)
        self._sound.addRow(messages.say(FORMAT), self.format)
        self._sound.addRow(messages.say(PRESET), self.preset)
        self._sound.addRow(messages.say(UNFINISHED), self.unfinished)
        self._sound.addRow("", self.notice)
        self._files.addRow(messages.say(NAME), self.name)
        self._files.addRow(messages.say(LINE_NAMES), names)
        self._files.addRow(messages.say(FOLDER), place)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(10)
        column.addWidget(label("group_heading", messages.say(MIX)))
        column.addLayout(self._sound)
        column.addSpacing(8)
        column.addWidget(label("group_heading", messages.say(EVERY_FILE)))
        column.addLayout(self._files)
        column.addStretch(1)

    def _field_button(self) -> QToolButton:
        button = QToolButton()
        button.setText(f"+ {messages.say(FIELD)}")
        button.setAccessibleName(messages.say(FIELD))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for field in _TEMPLATE_FIELDS:
            menu.addAction(field).triggered.connect(
                lambda _checked, field=field: self.line_names.insert(field)
            )
        button.setMenu(menu)
        return button


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
