"""The left of the export dialog: what is written, and which part of the project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from enum import Enum
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
)

from studio.document.values import LineId
from studio.sentences import sentence
from ui import icons, messages
from ui.look import Look
from ui.plain_text import label, tip

WHAT = sentence("ui.export.what", "What to write")
WHICH = sentence("ui.export.part", "Which part")
COUNT = sentence("ui.export.count", "{count} {count:file|files}")
EVERYTHING = sentence("ui.export.everything", "Whole project")
SCENE = sentence("ui.export.scene", "This scene ({count} {count:line|lines})")
SELECTED = sentence("ui.export.selected", "Selected lines ({count})")
CHANGED = sentence("ui.export.changed", "Changed since last time")


class Kind(Enum):
    """What can be written: its icon, its name and what it is."""

    MIX = (
        "wave",
        sentence("ui.export.mix", "Mix"),
        sentence("ui.export.mix_tip", "The whole scene as one sound file"),
    )
    STEMS = (
        "stems",
        sentence("ui.export.stems", "Stems"),
        sentence("ui.export.stems_tip", "One file per speaker, all the same length"),
    )
    LINES = (
        "rows",
        sentence("ui.export.lines", "Lines"),
        sentence("ui.export.lines_tip", "One file per line"),
    )
    CAPTIONS = (
        "captions",
        sentence("ui.export.captions", "Captions"),
        sentence("ui.export.captions_tip", "Subtitles with speakers, as SRT and VTT"),
    )
    REAPER = (
        "handover",
        sentence("ui.export.reaper", "REAPER"),
        sentence("ui.export.reaper_tip", "A REAPER project with all takes"),
    )
    OTIO = (
        "handover",
        sentence("ui.export.otio", "OpenTimelineIO"),
        sentence("ui.export.otio_tip", "A timeline other programs read"),
    )
    SCRIPT = (
        "script",
        sentence("ui.export.script", "Script"),
        sentence("ui.export.script_tip", "The script as a table, with times"),
    )


_BY_ENDING = {
    ".srt": Kind.CAPTIONS,
    ".vtt": Kind.CAPTIONS,
    ".rpp": Kind.REAPER,
    ".otio": Kind.OTIO,
    ".csv": Kind.SCRIPT,
}
_BY_FOLDER = {"stems": Kind.STEMS, "lines": Kind.LINES}
_WIDTH = 228


def kind_of(path: Path) -> Kind:
    """What a file is that would be written."""
    return _BY_ENDING.get(path.suffix.lower()) or _BY_FOLDER.get(path.parent.name) or Kind.MIX


class WhatToWrite(QFrame):
    changed = Signal()

    def __init__(self, look: Look, scene: tuple[LineId, ...], selected: tuple[LineId, ...]) -> None:
        super().__init__()
        self.setObjectName("export_what")
        self.setFixedWidth(_WIDTH)
        self._boxes: dict[Kind, QCheckBox] = {}
        self._counts: dict[Kind, QLabel] = {}
        self._parts: list[tuple[QRadioButton, tuple[LineId, ...] | None]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(6)
        column.addWidget(label("section_label", messages.say(WHAT)))
        for kind in Kind:
            column.addLayout(self._row(kind, look))
        self._boxes[Kind.MIX].setChecked(True)
        column.addSpacing(10)
        column.addWidget(label("section_label", messages.say(WHICH)))
        self._changed = QRadioButton(messages.say(CHANGED))
        several = len(scene) > 0, len(selected) > 1
        for words, lines, is_offered in (
            (messages.say(EVERYTHING), None, True),
            (messages.say(SCENE, count=len(scene)), scene, several[0]),
            (messages.say(SELECTED, count=len(selected)), selected, several[1]),
        ):
            if is_offered:
                self._parts.append((QRadioButton(words), lines))
        for button in (*(button for button, _ in self._parts), self._changed):
            button.setAccessibleName(button.text())
            button.toggled.connect(lambda on: self.changed.emit() if on else None)
            column.addWidget(button)
        self._parts[0][0].setChecked(True)
        column.addStretch(1)

    @property
    def kinds(self) -> Collection[Kind]:
        """What is ticked."""
        return frozenset(kind for kind, box in self._boxes.items() if box.isChecked())

    @property
    def lines(self) -> tuple[LineId, ...] | None:
        """The part that is wished; None is all of it."""
        return next((lines for button, lines in self._parts if button.isChecked()), None)

    @property
    def only_changed(self) -> bool:
        return self._changed.isChecked()

    def show_files(self, files: Iterable[Path]) -> None:
        """How many of each would be written."""
        counts = Counter(map(kind_of, files))
        for kind, shown in self._counts.items():
            count = counts[kind]
            shown.setText(messages.say(COUNT, count=count) if count else "")

    def _row(self, kind: Kind, look: Look) -> QHBoxLayout:
        icon, name, what = kind.value
        box = self._boxes[kind] = QCheckBox(messages.say(name))
        box.setAccessibleName(messages.say(name))
        box.setAccessibleDescription(messages.say(what))
        box.setToolTip(tip(messages.say(what)))
        box.setIcon(icons.icon(icon, look.theme, look.theme.text2))
        box.toggled.connect(lambda _on: self.changed.emit())
        count = self._counts[kind] = label("hint")
        row = QHBoxLayout()
        row.addWidget(box)
        row.addStretch(1)
        row.addWidget(count)
        return row
