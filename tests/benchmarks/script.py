"""A scroll frame of the script, as rows and as lanes, for 10,000 and 100,000 Lines, beside a plain
QTableView whose delegate shows the same.

All are scrolled by the same steps through the middle of the script; a frame is all the work from the
step to the painted window.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from studio.document import step_names
from studio.document.cues import BY_RULE, CutIn
from studio.document.ordered import Ordered
from studio.document.values import Document, Line, LineId, Speaker, SpeakerId
from studio.studio import Studio
from ui import fonts, icons
from ui.look import Look
from ui.script.lanes.lanes_view import LanesView
from ui.script.panel import ScriptPanel
from ui.script.script_view import ScriptView

FEW, MANY = 10_000, 100_000
GOAL_OF_PLAIN, GOAL_FLAT, GOAL_P95_MS = 0.5, 1.15, 8.0
WIDTH, HEIGHT, STEP_PIXELS = 900, 480, 40
_WORDS = (
    "Pardon me.",
    "It does blast! It just apologises first, and that is a different thing.",
    "Regulation nine says one blast every thirty seconds, and nobody has heard one yet. Not --",
)
_NAMES = ("PRYCE", "BRAM", "NETTIE", "HORN")


def measure(short: bool) -> Iterator[dict[str, object]]:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    look = Look(application, "dark")
    frames = 120 if short else 400
    pieces = {lines: _piece(lines) for lines in (FEW, MANY)}
    plain = _plain(pieces[FEW], look)
    for form, kind in (("rows", ScriptView), ("lanes", LanesView)):
        panels = [_panel(look, pieces[lines], is_lanes=kind is LanesView) for lines in (FEW, MANY)]
        views = [panel.findChild(kind) for panel in panels]
        steps = [partial(_step, view) for view in (*views, plain)]
        few, many, other = _times(steps, frames)
        yield {
            "form": form,
            "median_10k_ms": round(statistics.median(few), 3),
            "median_100k_ms": round(statistics.median(many), 3),
            "flat": round(statistics.median(many) / statistics.median(few), 2),
            "goal_flat": GOAL_FLAT,
            "p95_100k_ms": round(_p95(many), 3),
            "goal_p95_ms": GOAL_P95_MS,
            "plain_table_10k_ms": round(statistics.median(other), 3),
            "of_plain_table": round(statistics.fmean(few) / statistics.fmean(other), 3),
            "goal_of_plain_table": GOAL_OF_PLAIN,
        }
        for panel in panels:
            panel.window().hide()
    plain.hide()


def _piece(lines: int) -> Document:
    cast = tuple(Speaker(SpeakerId(name), name, at) for at, name in enumerate(_NAMES))
    script = [
        Line(
            LineId(f"l{at}"),
            cast[at * 7 % 4].id,
            f"{_WORDS[at % 3]} {at}",
            direction="reading" if at % 5 == 0 else "",
            cue=CutIn(24_000) if at % 6 == 5 else BY_RULE,
        )
        for at in range(lines)
    ]
    return Document(title="Long", cast=cast, script=Ordered(script))


def _panel(look: Look, document: Document, *, is_lanes: bool) -> ScriptPanel:
    studio = Studio()
    studio.edit(step_names.TITLE(title="Long"), lambda _: document)
    window = QWidget()
    panel = ScriptPanel(studio, look, window)
    panel.document_changed()
    panel.resize(WIDTH, HEIGHT)
    window.resize(WIDTH, HEIGHT)
    window.show()
    if is_lanes:
        panel.show_as_lanes(True)
    panel.select([document.lines[FEW // 2].id])
    QApplication.processEvents()
    return panel


def _step(view: QAbstractScrollArea) -> None:
    bar = view.verticalScrollBar()
    bar.setValue(bar.value() + STEP_PIXELS)
    QApplication.processEvents()


class _PlainModel(QAbstractTableModel):
    def __init__(self, document: Document) -> None:
        super().__init__()
        self.lines = list(document.lines)
        self.places = {speaker.id: speaker for speaker in document.cast}

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(self.lines)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 8


class _PlainDelegate(QStyledItemDelegate):
    """What one writes first: the same things in the same places, laid out when they are painted."""

    def __init__(self, model: _PlainModel, look: Look) -> None:
        super().__init__()
        self._model, self._theme = model, look.theme
        self._glyph = icons.icon("states/missing", look.theme, look.theme.text3)
        self._cue = icons.icon("cutin", look.theme, look.theme.text2)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line, theme = self._model.lines[index.row()], self._theme
        box: QRect = option.rect
        painter.fillRect(box, theme.surface)
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, theme.line)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        inner = box.adjusted(8, 6, -8, 0)
        match index.column():
            case 0:
                self._glyph.paint(painter, QRect(box.left() + 14, box.top() + 7, 16, 16))
            case 1:
                painter.setFont(fonts.font(fonts.BODY))
                painter.setPen(theme.text3)
                painter.drawText(inner, right, str(index.row() + 1))
            case 2:
                speaker = self._model.places[line.speaker]
                self._chip(painter, box, speaker)
                painter.setFont(fonts.font(fonts.BODY, fonts.MEDIUM))
                painter.setPen(theme.speaker(speaker.colour).ink)
                painter.drawText(
                    box.adjusted(37, 6, 0, 0), Qt.AlignmentFlag.AlignLeft, speaker.name
                )
            case 3:
                self._words(painter, box, line)
            case 4 if line.cue is not BY_RULE:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(theme.border)
                painter.drawRoundedRect(QRectF(box.left() + 8.5, box.top() + 6.5, 54, 17), 3, 3)
                self._cue.paint(painter, QRect(box.left() + 13, box.top() + 8, 14, 14))
                painter.setFont(fonts.font(fonts.HINT))
                painter.drawText(box.adjusted(32, 8, 0, 0), Qt.AlignmentFlag.AlignLeft, "0.5 s")
            case 5:
                painter.setFont(fonts.font(fonts.SECONDARY))
                painter.setPen(theme.text2)
                painter.drawText(inner, right, "2.4 s")
                painter.setFont(fonts.font(fonts.HINT))
                painter.drawText(inner.translated(0, 16), right, "No take")
            case 6 | 7:
                painter.setFont(fonts.font(fonts.SECONDARY))
                painter.setPen(theme.text2)
                painter.drawText(inner, right, "–" if index.column() == 6 else "free")

    def _chip(self, painter: QPainter, box: QRect, speaker: Speaker) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.speaker(speaker.colour)
        painter.setPen(QPen(colours.ink, 1))
        painter.setBrush(colours.fill)
        chip = QRectF(box.left() + 6.5, box.top() + 6.5, 23, 17)
        painter.drawRoundedRect(chip, 4, 4)
        painter.setPen(QColor("#14161A"))
        painter.setFont(fonts.font(10, fonts.BOLD))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, speaker.name[:2])

    def _words(self, painter: QPainter, box: QRect, line: Line) -> None:
        before = f"({line.direction}) " if line.direction else ""
        layout = QTextLayout(before + line.text, fonts.font(fonts.SCRIPT))
        italic = QTextLayout.FormatRange()
        looks = QTextCharFormat()
        looks.setForeground(self._theme.text3)
        looks.setFontItalic(True)
        italic.start, italic.length, italic.format = 0, len(before), looks
        layout.setFormats([italic])
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        top = 0.0
        while (part := layout.createLine()).isValid():
            part.setLineWidth(box.width() - 16)
            part.setPosition(QPointF(0, top))
            top += 20
        layout.endLayout()
        painter.setPen(self._theme.text)
        layout.draw(painter, QPointF(box.left() + 8, box.top() + 5))


def _plain(document: Document, look: Look) -> QTableView:
    view = QTableView()
    model = _PlainModel(document)
    model.setParent(view)
    delegate = _PlainDelegate(model, look)
    delegate.setParent(view)
    view.setModel(model)
    view.setItemDelegate(delegate)
    view.setShowGrid(False)
    view.verticalHeader().hide()
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    for column, width in enumerate((36, 36, 124, WIDTH - 510, 88, 104, 46, 58)):
        view.setColumnWidth(column, width)
    view.resize(WIDTH, HEIGHT)
    for row in range(len(model.lines)):
        view.setRowHeight(row, 69 if row % 3 == 2 else 49 if row % 3 else 42)
    view.show()
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    QApplication.processEvents()
    return view


def _times(steps: Sequence[Callable[[], None]], frames: int) -> list[list[float]]:
    """What frames take of the processor in all threads, in turn: whatever else runs beside them is
    not in it."""
    times: list[list[float]] = [[] for _ in steps]
    for _ in range(frames):
        for step, took in zip(steps, times, strict=True):
            begun = time.process_time()
            step()
            took.append((time.process_time() - begun) * 1_000)
    return times


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]
