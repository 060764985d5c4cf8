"""The chemistry read: the Lines that are read, and two to six casts that read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from studio.sentences import sentence
from ui import icons, messages
from ui.casting_wall.cast_tile import CastShown, CastTile
from ui.elided_label import ElidedLabel
from ui.look import Look
from ui.plain_text import label

ADD_CAST = sentence("ui.casting_wall.add_cast", "Add a cast")
NEEDS_TWO = sentence(
    "ui.casting_wall.needs_two",
    "Add a second cast and give it other voices: then you hear who fits whom. Voices you keep on the"
    " wall are offered here.",
)
CASTS = sentence("ui.casting_wall.casts", "Casts that read these lines")

_LEAST_WIDTH, _MOST_ACROSS = 320, 3


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One Line that is read."""

    name: str
    text: str


class ChemistryPage(QWidget):
    """Signals carry the place of the cast they are about."""

    play_wanted = Signal(int)
    keep_wanted = Signal(int)
    reject_wanted = Signal(int)
    again_wanted = Signal(int)
    remove_wanted = Signal(int)
    add_wanted = Signal()
    two_wanted = Signal()
    moved = Signal(int)
    voice_wanted = Signal(int, str, object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._lines: list[tuple[ElidedLabel, ElidedLabel]] = []
        self._tiles: list[CastTile] = []
        self._shown = 0
        self._read = QGridLayout()
        self._read.setContentsMargins(14, 10, 14, 10)
        self._read.setHorizontalSpacing(12)
        self._read.setVerticalSpacing(3)
        self._read.setColumnStretch(1, 1)
        read = QFrame()
        read.setObjectName("wall_read")
        read.setLayout(self._read)
        self._needs_two = label("wall_words", messages.say(NEEDS_TWO))
        self._needs_two.setWordWrap(True)
        self._add = QPushButton(messages.say(ADD_CAST))
        self._add.setAccessibleName(messages.say(ADD_CAST))
        self._add.setAutoDefault(False)
        self._add.clicked.connect(self.add_wanted)
        row = QHBoxLayout()
        row.addWidget(self._needs_two, 1)
        row.addStretch(0)
        row.addWidget(self._add)
        inside = QWidget()
        inside.setObjectName("wall_room")
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(12)
        column.addWidget(read)
        column.addLayout(self._grid)
        column.addLayout(row)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("wall_tiles")
        scroll.setAccessibleName(messages.say(CASTS))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        rooms = QVBoxLayout(self)
        rooms.setContentsMargins(0, 0, 0, 0)
        rooms.addWidget(scroll)
        look.changed.connect(self._show_icons)
        self._show_icons()

    @property
    def across(self) -> int:
        return max(1, min(_MOST_ACROSS, (self.width() - 24) // _LEAST_WIDTH))

    def show_lines(self, lines: Sequence[ReadLine]) -> None:
        while len(self._lines) < len(lines):
            pair = ElidedLabel("wall_hint"), ElidedLabel("wall_read_line")
            pair[1].setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            for at, each in enumerate(pair):
                self._read.addWidget(each, len(self._lines), at)
            self._lines.append(pair)
        for at, (name, text) in enumerate(self._lines):
            for each in (name, text):
                each.setVisible(at < len(lines))
            if at < len(lines):
                name.setText(lines[at].name)
                text.setText(lines[at].text)

    def show_casts(self, casts: Sequence[CastShown], *, can_add: bool) -> None:
        while len(self._tiles) < len(casts):
            self._tiles.append(self._new_tile(len(self._tiles)))
        for at, tile in enumerate(self._tiles):
            tile.setVisible(at < len(casts))
            if at < len(casts):
                tile.show_cast(casts[at])
        self._add.setEnabled(can_add)
        self._needs_two.setVisible(len(casts) < 2)
        if len(casts) != self._shown:
            self._shown = len(casts)
            self._lay_out()

    def focus(self, place: int) -> None:
        if 0 <= place < self._shown:
            self._tiles[place].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _new_tile(self, place: int) -> CastTile:
        tile = CastTile(self._look)
        tile.setParent(self._grid.parentWidget())  # shown on its own it would be a window
        tile.play_wanted.connect(lambda: self.play_wanted.emit(place))
        tile.keep_wanted.connect(lambda: self.keep_wanted.emit(place))
        tile.reject_wanted.connect(lambda: self.reject_wanted.emit(place))
        tile.again_wanted.connect(lambda: self.again_wanted.emit(place))
        tile.remove_wanted.connect(lambda: self.remove_wanted.emit(place))
        tile.two_wanted.connect(self.two_wanted)
        tile.moved.connect(lambda x, y: self.moved.emit(x + y * self.across))
        tile.voice_wanted.connect(
            lambda speaker, voice: self.voice_wanted.emit(place, speaker, voice)
        )
        return tile

    def _lay_out(self) -> None:
        for at, tile in enumerate(self._tiles):
            self._grid.removeWidget(tile)
            self._grid.addWidget(tile, *divmod(at, self.across))
        for column in range(_MOST_ACROSS):
            self._grid.setColumnStretch(column, 1 if column < self.across else 0)

    def _show_icons(self) -> None:
        theme = self._look.theme
        self._add.setIcon(icons.icon("plus", theme, theme.text2))
