"""The head of the wall: whom it is about, which Line they say, and whether one Line or a whole read."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.document.values import LineId, SpeakerId
from studio.sentences import sentence
from ui import chips, fonts, icons, messages
from ui.elided_label import ElidedLabel
from ui.look import Look
from ui.plain_text import label, tip

CASTING = sentence("ui.casting_wall.casting", "Casting")
WHOM = sentence("ui.casting_wall.whom", "Casting {name}; choose another speaker")
LINE_OF = sentence("ui.casting_wall.line_of", "Line {number} of {count}")
LINES_FROM = sentence("ui.casting_wall.lines_from", "{lines} lines from line {number}")
CHOOSE_LINE = sentence("ui.casting_wall.choose_line", "Choose another line")
BEFORE = sentence("ui.casting_wall.line_before", "Line before")
AFTER = sentence("ui.casting_wall.line_after", "Line after")
ONE_LINE = sentence("ui.casting_wall.one_line", "One line")
CHEMISTRY = sentence("ui.casting_wall.chemistry", "Chemistry read")
NUMBERED = sentence("ui.casting_wall.numbered", "{number}   {text}")

_MOST_IN_MENU, _MENU_LETTERS = 60, 70


@dataclass(frozen=True, slots=True)
class HeadShown:
    """`lines` are those that can be chosen: id, number and words."""

    speaker: SpeakerId
    name: str
    initials: str
    colour: int
    line: LineId | None
    where: str
    text: str
    lines: tuple[tuple[LineId, int, str], ...]
    cast: tuple[tuple[SpeakerId, str], ...]


class Head(QFrame):
    speaker_wanted = Signal(str)
    line_wanted = Signal(str)
    chemistry_wanted = Signal(bool)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("wall_head")
        self._look = look
        self._shown: HeadShown | None = None
        self._who = _WhoButton(look)
        self._who.clicked.connect(self._choose_speaker)
        self._where = QPushButton()
        self._where.setAutoDefault(False)
        self._where.setProperty("kind", "quiet")
        self._where.clicked.connect(self._choose_line)
        self._before, self._after = QToolButton(), QToolButton()
        for button, words, step in ((self._before, BEFORE, -1), (self._after, AFTER, 1)):
            button.setProperty("kind", "flat")
            button.setFixedSize(24, 24)
            button.setAccessibleName(messages.say(words))
            button.setToolTip(tip(messages.say(words)))
            button.clicked.connect(lambda _checked=False, step=step: self.step(step))
        self._text = ElidedLabel("wall_line")
        self._one, self._many = (QToolButton() for _ in range(2))
        modes = QButtonGroup(self)
        for button, said, is_chemistry in (
            (self._one, ONE_LINE, False),
            (self._many, CHEMISTRY, True),
        ):
            button.setText(messages.say(said))
            button.setAccessibleName(messages.say(said))
            button.setCheckable(True)
            button.setProperty("kind", "segment")
            modes.addButton(button)
            button.clicked.connect(
                lambda _checked=False, on=is_chemistry: self.chemistry_wanted.emit(on)
            )
        self._one.setChecked(True)
        self._lay_out()
        look.changed.connect(self._show_icons)
        self._show_icons()

    def show_head(self, shown: HeadShown, *, is_chemistry: bool) -> None:
        self._shown = shown
        self._who.show_speaker(shown.name, shown.initials, shown.colour)
        self._where.setText(shown.where)
        said = f"{shown.where}. {messages.say(CHOOSE_LINE)}"
        self._where.setAccessibleName(said)
        self._where.setToolTip(tip(messages.say(CHOOSE_LINE)))
        self._text.setText(shown.text)
        self._text.setToolTip(tip(shown.text))
        place = self._place
        self._before.setEnabled(place > 0)
        self._after.setEnabled(0 <= place < len(shown.lines) - 1)
        (self._many if is_chemistry else self._one).setChecked(True)

    def step(self, step: int) -> None:
        """To the Line before or after."""
        if self._shown is not None and 0 <= self._place + step < len(self._shown.lines):
            self.line_wanted.emit(self._shown.lines[self._place + step][0])

    @property
    def _place(self) -> int:
        if self._shown is None:
            return -1
        ids = [id for id, _, _ in self._shown.lines]
        return ids.index(self._shown.line) if self._shown.line in ids else -1

    def _choose_speaker(self) -> None:
        if self._shown is not None:
            menu = _menu(self)
            for id, name in self._shown.cast:
                menu.addAction(name.replace("&", "&&")).triggered.connect(
                    lambda _checked=False, id=id: self.speaker_wanted.emit(id)
                )
            menu.popup(self._who.mapToGlobal(QPoint(0, self._who.height())))

    def _choose_line(self) -> None:
        if self._shown is not None:
            menu = _menu(self)
            first = max(0, self._place - _MOST_IN_MENU // 2)
            for id, number, text in self._shown.lines[first : first + _MOST_IN_MENU]:
                words = messages.say(NUMBERED, number=number, text=text[:_MENU_LETTERS])
                menu.addAction(words.replace("&", "&&")).triggered.connect(
                    lambda _checked=False, id=id: self.line_wanted.emit(id)
                )
            menu.popup(self._where.mapToGlobal(QPoint(0, self._where.height())))

    def _lay_out(self) -> None:
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(label("wall_hint", messages.say(CASTING)))
        who.addWidget(self._who)
        line = QVBoxLayout()
        line.setSpacing(0)
        where = QHBoxLayout()
        where.setSpacing(2)
        for each in (self._where, self._before, self._after):
            where.addWidget(each)
        where.addStretch(1)
        line.addLayout(where)
        line.addWidget(self._text)
        rule = QFrame()
        rule.setObjectName("wall_rule")
        rule.setFixedWidth(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 10, 18, 10)
        row.setSpacing(22)
        row.addLayout(who)
        row.addWidget(rule)
        row.addLayout(line, 1)
        modes = QWidget()
        pair = QHBoxLayout(modes)
        pair.setContentsMargins(1, 0, 0, 0)  # each one begins on the edge of the last
        pair.setSpacing(0)
        pair.addWidget(self._one)
        pair.addWidget(self._many)
        row.addWidget(modes)

    def _show_icons(self) -> None:
        theme = self._look.theme
        self._before.setIcon(icons.icon("left", theme, theme.text2, size=14))
        self._after.setIcon(icons.icon("right", theme, theme.text2, size=14))


class _WhoButton(QAbstractButton):
    """Chip, name and an arrow down."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._initials, self._colour = "", 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(28)
        look.changed.connect(self.update)

    def show_speaker(self, name: str, initials: str, colour: int) -> None:
        self.setText(name)
        self.setAccessibleName(messages.say(WHOM, name=name))
        self._initials, self._colour = initials, colour
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        font = fonts.font(fonts.TITLE, fonts.SEMIBOLD)
        self.setFont(font)
        return QSize(min(260, 32 + self.fontMetrics().horizontalAdvance(self.text()) + 30), 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._look.theme
        chips.paint_chip(painter, 1, 5, self._initials, self._colour, theme)
        painter.setFont(fonts.font(fonts.TITLE, fonts.SEMIBOLD))
        painter.setPen(theme.speaker(self._colour).ink)
        room = self.rect().adjusted(34, 0, -22, 0)
        words = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        scale = self.devicePixelRatio()
        painter.drawPixmap(
            self.width() - 18, 7, icons.pixmap("down", theme, theme.text2, 14, scale)
        )
        if self.hasFocus():
            painter.setPen(theme.accent)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu
