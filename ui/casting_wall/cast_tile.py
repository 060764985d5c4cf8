"""One cast of a chemistry read: who is spoken by which Voice, and how much of the read is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout

from studio.document.values import SpeakerId, Voice
from studio.sentences import sentence
from studio.takes.line_state import LineState
from ui import chips, fonts, icons, messages
from ui.casting_wall.tile import AGAIN, KEEP, REJECT
from ui.casting_wall.tile_painter import KEPT, PLAYING, REJECTED
from ui.look import Look
from ui.plain_text import label, tip
from ui.rounded import paint_panel

REMOVE = sentence("ui.casting_wall.remove_cast", "Take {name} off the wall")
VOICE_OF = sentence("ui.casting_wall.voice_of", "Voice of {speaker} in {name}")
HIDDEN = sentence("ui.casting_wall.hidden_voice", "hidden")

_HEIGHT = 26


@dataclass(frozen=True, slots=True)
class PartShown:
    """One Speaker of a cast and the Voices there are for them; `voice` is the one that speaks."""

    speaker: SpeakerId
    name: str
    initials: str
    colour: int
    voice: Voice
    choices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class CastShown:
    """`cells` are the Lines of the read: whose colour, and how they stand."""

    key: str
    name: str
    parts: tuple[PartShown, ...]
    cells: tuple[tuple[int, LineState], ...]
    state: str
    price: str
    has_failed: bool
    is_blind: bool
    can_go: bool
    is_kept: bool
    is_rejected: bool
    is_current: bool
    is_playing: bool
    said: str


class CastTile(QFrame):
    play_wanted = Signal()
    keep_wanted = Signal()
    reject_wanted = Signal()
    again_wanted = Signal()
    remove_wanted = Signal()
    two_wanted = Signal()
    moved = Signal(int, int)
    voice_wanted = Signal(str, object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("cast_tile")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(300, 190)
        self._look = look
        self._cast: CastShown | None = None
        self._name, self._tag = label("wall_title"), label("wall_hint")
        self._name.setMinimumHeight(26)
        self._state, self._price = label("wall_words"), label("wall_words")
        self._cells = _Cells(look)
        self._rows: list[_Row] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._keep, self._reject, self._again, self._remove = (QToolButton() for _ in range(4))
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addSpacing(34)
        head.addWidget(self._name)
        head.addStretch(1)
        head.addWidget(self._tag)
        head.addWidget(self._remove)
        foot.addWidget(self._state, 1)
        foot.addWidget(self._price)
        for button, signal in (
            (self._again, self.again_wanted),
            (self._keep, self.keep_wanted),
            (self._reject, self.reject_wanted),
            (self._remove, self.remove_wanted),
        ):
            button.setProperty("kind", "flat")
            button.setFixedSize(24, 24)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(signal)
            if button is not self._remove:
                foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 12, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(self._grid)
        column.addStretch(1)
        column.addWidget(self._cells)
        column.addLayout(foot)
        look.changed.connect(self._show_icons)

    def show_cast(self, cast: CastShown) -> None:
        if cast == self._cast:
            return
        self._cast = cast
        self.setAccessibleName(cast.said)
        self._name.setText(cast.name)
        tag = PLAYING if cast.is_playing else KEPT if cast.is_kept else REJECTED
        has_tag = cast.is_playing or cast.is_kept or cast.is_rejected
        self._tag.setText(messages.say(tag) if has_tag else "")
        self._state.setText(cast.state)
        self._price.setText(cast.price)
        self._cells.show_cells(cast.cells)
        self._again.setVisible(cast.has_failed)
        self._remove.setVisible(cast.can_go)
        for button, words in (
            (self._keep, KEEP),
            (self._reject, REJECT),
            (self._again, AGAIN),
            (self._remove, REMOVE),
        ):
            button.setAccessibleName(messages.say(words, name=cast.name))
            button.setToolTip(tip(messages.say(words, name=cast.name)))
        self._show_parts(cast)
        self._show_icons()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(340, 210)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.play_wanted.emit()

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab is a key of the wall; Shift+Tab and F6 lead out of it."""
        return False if is_next and self.hasFocus() else super().focusNextPrevChild(is_next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Tab:
                self.two_wanted.emit()
            case Qt.Key.Key_Left:
                self.moved.emit(-1, 0)
            case Qt.Key.Key_Right:
                self.moved.emit(1, 0)
            case Qt.Key.Key_Up:
                self.moved.emit(0, -1)
            case Qt.Key.Key_Down:
                self.moved.emit(0, 1)
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._cast is None:
            return
        cast, theme, painter = self._cast, self._look.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_lit = cast.is_current or cast.is_playing
        edge = theme.accent if is_lit else theme.ready if cast.is_kept else theme.line
        ground = theme.selection if is_lit else theme.panel
        paint_panel(painter, self.rect(), ground, edge, 2 if is_lit else 1)
        key = QRectF(14, 11, 24, 24)
        painter.setPen(QPen(theme.border, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(key.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(theme.text)
        painter.setFont(fonts.font(fonts.BODY, fonts.SEMIBOLD))
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, cast.key)

    def _show_parts(self, cast: CastShown) -> None:
        while len(self._rows) < len(cast.parts):
            self._rows.append(_Row(self._look, self._grid, len(self._rows)))
            row = self._rows[-1]
            row.box.activated.connect(lambda _index, row=row: self._choose(row))
        for at, row in enumerate(self._rows):
            row.show_part(cast.parts[at] if at < len(cast.parts) else None, cast)

    def _choose(self, row: _Row) -> None:
        voice = row.box.currentData()
        if row.part is not None and isinstance(voice, Voice):
            self.voice_wanted.emit(row.part.speaker, voice)

    def _show_icons(self) -> None:
        theme, cast = self._look.theme, self._cast
        kept = theme.ready if cast is not None and cast.is_kept else theme.text2
        rejected = theme.failed if cast is not None and cast.is_rejected else theme.text2
        self._keep.setIcon(icons.icon("check", theme, kept))
        self._reject.setIcon(icons.icon("close", theme, rejected))
        self._again.setIcon(icons.icon("retake", theme, theme.text2))
        self._remove.setIcon(icons.icon("bin", theme, theme.text2, size=14))


class _Row:
    """Chip and name of a Speaker, and the Voice in this cast."""

    def __init__(self, look: Look, grid: QGridLayout, place: int) -> None:
        self.part: PartShown | None = None
        self._who, self.box, self._hidden = _Who(look), QComboBox(), label("wall_hint")
        self._hidden.setText(messages.say(HIDDEN))
        grid.addWidget(self._who, place, 0)
        grid.addWidget(self.box, place, 1)
        grid.addWidget(self._hidden, place, 1)

    def show_part(self, part: PartShown | None, cast: CastShown) -> None:
        self._who.setVisible(part is not None)
        self.box.setVisible(part is not None and not cast.is_blind)
        self._hidden.setVisible(part is not None and cast.is_blind)
        if part is None or part == self.part:
            return
        self.part = part
        self._who.show_part(part)
        self.box.setAccessibleName(messages.say(VOICE_OF, speaker=part.name, name=cast.name))
        self.box.clear()
        for voice in part.choices:
            self.box.addItem(voice.name, voice)
        self.box.setCurrentIndex(part.choices.index(part.voice))


class _Who(QFrame):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._part: PartShown | None = None
        self.setFixedSize(112, _HEIGHT)

    def show_part(self, part: PartShown) -> None:
        self._part = part
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._part is None:
            return
        painter, theme, part = QPainter(self), self._look.theme, self._part
        chips.paint_chip(painter, 0, 4, part.initials, part.colour, theme)
        painter.setFont(fonts.font(fonts.SECONDARY))
        painter.setPen(theme.text)
        room = self.rect().adjusted(31, 0, 0, 0)
        words = painter.fontMetrics().elidedText(
            part.name, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)


class _Cells(QFrame):
    """The Lines of the read as cells: filled when there, hatched while they come."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown: Sequence[tuple[int, LineState]] = ()
        self.setFixedHeight(18)

    def show_cells(self, cells: Sequence[tuple[int, LineState]]) -> None:
        self._shown = cells
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._shown:
            return
        painter, theme = QPainter(self), self._look.theme
        width = self.width() / len(self._shown)
        for at, (colour, state) in enumerate(self._shown):
            box = QRectF(at * width + 0.5, 0.5, width - 4, self.height() - 1)
            ink = theme.speaker(colour).ink
            if state is LineState.FINAL:
                painter.fillRect(box, theme.speaker(colour).fill)
            painter.setPen(QPen(theme.failed if state is LineState.FAILED else ink, 1,
                                Qt.PenStyle.SolidLine if state is LineState.FINAL
                                else Qt.PenStyle.DotLine))  # fmt: skip
            painter.drawRect(box)
            if state is LineState.COMING:
                painter.save()
                painter.setClipRect(box)
                x = box.left() - box.height()
                while x < box.right():
                    painter.drawLine(QLineF(x, box.bottom(), x + box.height(), box.top()))
                    x += 5
                painter.restore()
