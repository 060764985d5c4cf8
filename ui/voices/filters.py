"""The filters above a list of voices: words, language, gender, age, kind, where from, favourites."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from studio.document.values import Voice
from studio.sentences import sentence
from studio.standing.service import VoiceInfo
from ui import messages
from ui.voice_filter_boxes import ANY_AGE, ANY_LANGUAGE, ANY_SEX, ANY_TAG, filter_box, offer
from ui.voice_filters import Wanted, choices

FIND = sentence("ui.voices.find", "Find a voice by name or words")
LOCAL_AND_CLOUD = sentence("ui.voices.local_and_cloud", "Local and service")
LOCAL = sentence("ui.voices.local", "Local only")
CLOUD = sentence("ui.voices.cloud", "Service only")
FAVOURITES = sentence("ui.voices.favourites", "Favourites")


class VoiceFilters(QWidget):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = QLineEdit()
        self._words.setPlaceholderText(messages.say(FIND))
        self._words.setAccessibleName(messages.say(FIND))
        self._words.setClearButtonEnabled(True)
        self._boxes = {
            "language": filter_box(ANY_LANGUAGE),
            "sex": filter_box(ANY_SEX),
            "age": filter_box(ANY_AGE),
            "tag": filter_box(ANY_TAG),
        }
        self._where = filter_box(LOCAL_AND_CLOUD)
        self._where.addItem(messages.say(LOCAL), True)
        self._where.addItem(messages.say(CLOUD), False)
        self._favourites = QCheckBox(messages.say(FAVOURITES))
        self._favourites.setAccessibleName(messages.say(FAVOURITES))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self._words, 0, 0, 1, 3)
        grid.addWidget(self._where, 0, 3)
        grid.addWidget(self._favourites, 0, 4)
        for column, box in enumerate(self._boxes.values()):
            grid.addWidget(box, 1, column)
            grid.setColumnStretch(column, 1)
        self._words.textChanged.connect(lambda _text: self.changed.emit())
        for box in (*self._boxes.values(), self._where):
            box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self._favourites.toggled.connect(lambda _is_on: self.changed.emit())

    def offer(self, voices: Sequence[VoiceInfo]) -> None:
        """What these voices can be told apart by."""
        found = choices(voices)
        for key, box in self._boxes.items():
            offer(box, found[key])
            box.setEnabled(box.count() > 1)

    def begin_with(self, language: str) -> None:
        box = self._boxes["language"]
        box.setCurrentIndex(max(0, box.findData(language)))

    def wanted(self, favourites: Collection[Voice]) -> Wanted:
        values = {key: box.currentData() or "" for key, box in self._boxes.items()}
        only = frozenset(favourites) if self._favourites.isChecked() else None
        return Wanted(self._words.text(), **values, is_local=self._where.currentData(), only=only)

    def clear(self) -> None:
        self._words.clear()
        self._favourites.setChecked(False)
        for box in (*self._boxes.values(), self._where):
            box.setCurrentIndex(0)
