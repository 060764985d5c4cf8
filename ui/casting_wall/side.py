"""The right column of the wall: the current Voice, how far it is from the others, short list, keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from studio.sentences import Sentence, sentence
from ui import chips, fonts, icons, messages
from ui.casting_wall.short_list import ShortList
from ui.casting_wall.values import DetailShown, DistanceShown, ListedShown, WaveOfTake
from ui.look import Look
from ui.plain_text import label

APART = sentence("ui.casting_wall.apart", "Apart from the others in this scene")
SHORT_LIST = sentence("ui.casting_wall.short_list", "Short list")
NOBODY_KEPT = sentence("ui.casting_wall.nobody_kept", "Enter keeps the voice you heard last.")
KEYS = sentence("ui.casting_wall.keys", "Keys")
_KEYS: tuple[tuple[str, Sentence], ...] = (
    ("1–9  0", sentence("ui.casting_wall.key_play", "Play a voice")),
    ("⇧1–⇧8", sentence("ui.casting_wall.key_play_more", "Play the 11th to the 18th")),
    ("Enter", sentence("ui.casting_wall.key_keep", "Keep it")),
    ("X", sentence("ui.casting_wall.key_reject", "Reject it")),
    ("Space", sentence("ui.casting_wall.key_again", "Play again")),
    ("Tab", sentence("ui.casting_wall.key_two", "Last two in turn")),
    ("B", sentence("ui.casting_wall.key_reveal", "Reveal the names")),
    ("Del", sentence("ui.casting_wall.key_remove", "Take it off the wall")),
    ("Ctrl+Enter", sentence("ui.casting_wall.key_cast", "Cast it")),
    ("F6", sentence("ui.casting_wall.key_area", "Next area")),
    ("Esc", sentence("ui.casting_wall.key_stop", "Stop, then close")),
)

_WIDTH = 300


class Side(QScrollArea):
    listed_order_wanted = Signal(object)
    unlist_wanted = Signal(object)
    hear_wanted = Signal(object)

    def __init__(self, look: Look, wave_of: WaveOfTake) -> None:
        super().__init__()
        self.setObjectName("wall_side")
        self.setFixedWidth(_WIDTH)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._look = look
        self._title, self._words = label("wall_title"), label("wall_words")
        self._words.setWordWrap(True)
        self._none = label("wall_words")
        self._none.setWordWrap(True)
        self._bars = QVBoxLayout()
        self._bars.setSpacing(10)
        self._shown_bars: list[_Bar] = []
        self._counts = label("wall_hint")
        self._nobody = label("wall_words", messages.say(NOBODY_KEPT))
        self._nobody.setWordWrap(True)
        self.short_list = ShortList(look, wave_of)
        self.short_list.order_wanted.connect(self.listed_order_wanted)
        self.short_list.unlist_wanted.connect(self.unlist_wanted)
        self.short_list.hear_wanted.connect(self.hear_wanted)
        inside = QWidget()
        inside.setObjectName("wall_side_inside")
        rooms = QVBoxLayout(inside)
        rooms.setContentsMargins(0, 0, 0, 0)
        rooms.setSpacing(0)
        self._about = _part(None, self._title, self._words)
        bars = QWidget()
        bars.setLayout(self._bars)
        self._bars.setContentsMargins(0, 0, 0, 0)
        self._apart = apart = _part(APART, self._none, bars)
        self._listed = listed = _part(
            SHORT_LIST, self._nobody, self.short_list, beside=self._counts
        )
        for each in (self._about, apart, listed, _part(KEYS, _keys_table())):
            rooms.addWidget(each)
        rooms.addStretch(1)
        self.setWidget(inside)

    def show_detail(self, detail: DetailShown | None) -> None:
        self._about.setVisible(detail is not None)
        self._apart.setVisible(detail is not None)
        if detail is None:
            return
        self._title.setText(detail.title)
        self._words.setText(detail.words)
        self._none.setText(detail.no_distances)
        self._none.setVisible(bool(detail.no_distances))
        while len(self._shown_bars) < len(detail.distances):
            self._shown_bars.append(_Bar(self._look))
            self._bars.addWidget(self._shown_bars[-1])
        for place, bar in enumerate(self._shown_bars):
            bar.setVisible(place < len(detail.distances))
            if place < len(detail.distances):
                bar.show_distance(detail.distances[place])

    def hide_short_list(self) -> None:
        """Casts have none: there are six at most."""
        self._listed.hide()

    def show_short_list(self, listed: Sequence[ListedShown], counts: str, colour: int) -> None:
        self._listed.show()
        self._counts.setText(counts)
        self._nobody.setVisible(not listed)
        self.short_list.setVisible(bool(listed))
        self.short_list.show_listed(listed, colour)


class _Bar(QWidget):
    """One other voice: chip, name, a bar, and what it means in words."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._distance: DistanceShown | None = None
        self.setFixedHeight(50)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(200, 50)

    def show_distance(self, distance: DistanceShown) -> None:
        self._distance = distance
        self.setAccessibleName(f"{distance.name}: {distance.words}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._distance is None:
            return
        distance, theme, painter = self._distance, self._look.theme, QPainter(self)
        chips.paint_chip(painter, 0, 0, distance.initials, distance.colour, theme)
        painter.setFont(fonts.font(fonts.SECONDARY))
        painter.setPen(theme.text)
        room = QRectF(31, 0, self.width() - 31, 18)
        name = painter.fontMetrics().elidedText(
            distance.name, Qt.TextElideMode.ElideRight, round(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
        colour: QColor = getattr(theme, distance.token)
        painter.fillRect(QRectF(0, 23, self.width(), 5), theme.sunken)
        painter.setPen(theme.line)
        painter.drawRect(QRectF(0.5, 23.5, self.width() - 1, 4))
        painter.fillRect(QRectF(1, 24, (self.width() - 2) * distance.share, 3), colour)
        left = 0
        if distance.is_close:
            scale = self.devicePixelRatio()
            painter.drawPixmap(0, 33, icons.pixmap("warn", theme, theme.stale, 13, scale))
            left = 18
        painter.setFont(fonts.font(fonts.SECONDARY))
        painter.setPen(theme.stale if distance.is_close else theme.text2)
        words = QRectF(left, 31, self.width() - left, 18)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, distance.words)


def _part(words: Sentence | None, *widgets: QWidget, beside: QWidget | None = None) -> QFrame:
    part = QFrame()
    part.setObjectName("wall_part")
    column = QVBoxLayout(part)
    column.setContentsMargins(14, 11, 12, 12)
    column.setSpacing(8)
    if words is not None:
        heading = QHBoxLayout()
        heading.addWidget(label("wall_heading", messages.say(words)))
        heading.addStretch(1)
        if beside is not None:
            heading.addWidget(beside)
        column.addLayout(heading)
    for each in widgets:
        column.addWidget(each)
    return part


def _keys_table() -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(1, 1)
    for row, (keys, words) in enumerate(_KEYS):
        native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        key = label("wall_key", keys if "–" in keys else native)
        grid.addWidget(key, row, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(label("wall_words", messages.say(words)), row, 1)
    return table
