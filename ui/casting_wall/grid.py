"""The tiles of the wall, four, three or two across; scrolls when they are many."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from studio.sentences import sentence
from ui import messages
from ui.casting_wall.tile import Tile
from ui.casting_wall.values import TileShown, WaveOfTake
from ui.look import Look

TILES = sentence("ui.casting_wall.tiles", "Voices on the wall")

_EDGE, _GAP = 18, 12
_LEAST_WIDTH, _LEAST_HEIGHT, _MOST_HEIGHT = 204, 172, 232
_MOST_ACROSS = 4


class Grid(QScrollArea):
    """Signals carry the place of the tile they are about; `moved` how many tiles further."""

    play_wanted = Signal(int)
    keep_wanted = Signal(int)
    reject_wanted = Signal(int)
    again_wanted = Signal(int)
    two_wanted = Signal()
    moved = Signal(int)

    def __init__(self, look: Look, wave_of: WaveOfTake) -> None:
        super().__init__()
        self.setObjectName("wall_tiles")
        self.setAccessibleName(messages.say(TILES))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._look, self._wave_of = look, wave_of
        self._room = QWidget()
        self._room.setObjectName("wall_room")
        self.setWidget(self._room)
        self._tiles: list[Tile] = []
        self._shown = 0

    @property
    def across(self) -> int:
        """How many tiles stand side by side."""
        room = self.viewport().width() - 2 * _EDGE + _GAP
        return max(1, min(_MOST_ACROSS, room // (_LEAST_WIDTH + _GAP)))

    def show_tiles(self, tiles: Sequence[TileShown], colour: int) -> None:
        while len(self._tiles) < len(tiles):
            self._tiles.append(self._new_tile(len(self._tiles)))
        for place, tile in enumerate(self._tiles):
            tile.setVisible(place < len(tiles))
        for tile, shown in zip(self._tiles, tiles, strict=False):
            tile.show_tile(shown, colour)
        if len(tiles) != self._shown:
            self._shown = len(tiles)
            self._lay_out()

    def show_played(self, place: int | None, share: float) -> None:
        for at, tile in enumerate(self._tiles[: self._shown]):
            tile.show_played(share if at == place else None)

    def repaint_waves(self) -> None:
        for tile in self._tiles[: self._shown]:
            tile.update()

    def focus(self, place: int) -> None:
        """Give this tile the focus, and bring it into sight."""
        if 0 <= place < self._shown:
            self._tiles[place].setFocus()
            self.ensureWidgetVisible(self._tiles[place], _EDGE, _EDGE)

    def has_focus(self) -> bool:
        return any(tile.hasFocus() for tile in self._tiles)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _new_tile(self, place: int) -> Tile:
        tile = Tile(self._look, self._wave_of)
        tile.setParent(self._room)
        tile.play_wanted.connect(lambda: self.play_wanted.emit(place))
        tile.keep_wanted.connect(lambda: self.keep_wanted.emit(place))
        tile.reject_wanted.connect(lambda: self.reject_wanted.emit(place))
        tile.again_wanted.connect(lambda: self.again_wanted.emit(place))
        tile.two_wanted.connect(self.two_wanted)
        tile.moved.connect(lambda x, y: self.moved.emit(x + y * self.across))
        return tile

    def _lay_out(self) -> None:
        across = self.across
        rows = max(1, -(-self._shown // across))
        width = (self.viewport().width() - 2 * _EDGE - (across - 1) * _GAP) // across
        fitting = (self.viewport().height() - 2 * _EDGE + 4 - (rows - 1) * _GAP) // rows
        height = max(_LEAST_HEIGHT, min(_MOST_HEIGHT, fitting))
        for place, tile in enumerate(self._tiles[: self._shown]):
            row, column = divmod(place, across)
            x = _EDGE + column * (width + _GAP)
            tile.setGeometry(QRect(x, _EDGE - 4 + row * (height + _GAP), width, height))
        whole = 2 * _EDGE - 4 + rows * height + (rows - 1) * _GAP
        self._room.resize(self.viewport().width(), max(whole, self.viewport().height()))
