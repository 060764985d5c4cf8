"""A scroll frame of the timeline, for 10,000 and 100,000 Lines, beside a plain QGraphicsView.

Both show the same Clips with words and waveforms and are scrolled by the same steps through the
middle of the piece; a frame is all the work from the step to the painted window.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from studio.document.ordered import Ordered
from studio.document.values import Document, Line, LineId, Speaker, SpeakerId
from studio.frames import PROJECT_RATE
from studio.takes.line_state import LineState
from studio.takes.recipe import TakeKey
from studio.timeline.layout import layout
from studio.timeline.values import Clip, Length, Timeline
from ui.look import Look
from ui.timeline.panel import TimelinePanel
from ui.timeline.ruler import Ruler
from ui.timeline.sources import Sources, Wave
from ui.timeline.standing import Standing

FEW, MANY = 10_000, 100_000
GOAL_OF_GRAPHICS_VIEW, GOAL_FLAT, GOAL_P95_MS = 0.3, 1.15, 8.0
WIDTH, HEIGHT, STEP_PIXELS, SCALE = 1440, 260, 40, 34.0
_LANE, _CLIP_TOP, _CLIP_HEIGHT = 42, 3, 31
_RNG = np.random.default_rng(5)
_LOWS = -_RNG.integers(0, 20_000, 4_000).astype(np.int16)


def measure(short: bool) -> Iterator[dict[str, object]]:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    look = Look(application, "dark")
    frames = 120 if short else 400
    pieces = {lines: _piece(lines) for lines in (FEW, MANY)}
    for name, scale in (("words", SCALE), ("blocks", 3.0), ("hours", 0.2)):
        panels = [_panel(look, *pieces[lines], scale) for lines in (FEW, MANY)]
        steps = [partial(_step, panel) for panel in panels]
        few, many = _times(steps, frames)
        row: dict[str, object] = {
            "zoom": name,
            "median_10k_ms": round(statistics.median(few), 3),
            "median_100k_ms": round(statistics.median(many), 3),
            "flat": round(statistics.median(many) / statistics.median(few), 2),
            "goal_flat": GOAL_FLAT,
            "p95_100k_ms": round(_p95(many), 3),
            "goal_p95_ms": GOAL_P95_MS,
        }
        if scale == SCALE:
            # The plain view has no ruler and no overview; both show the Lanes alone here.
            ruler = panels[0].findChild(Ruler)
            assert ruler is not None
            ruler.hide()
            panels[0].set_overview_shown(False)
            QApplication.processEvents()
            view = _plain(*pieces[FEW][:2])
            few, plain = _times([steps[0], partial(_step_plain, view)], frames)
            row |= {
                "graphics_view_10k_ms": round(statistics.median(plain), 3),
                "of_graphics_view": round(statistics.median(few) / statistics.median(plain), 3),
                "goal_of_graphics_view": GOAL_OF_GRAPHICS_VIEW,
            }
            view.hide()
        for panel in panels:
            panel.end()
            panel.hide()
        yield row


def _panel(
    look: Look,
    document: Document,
    timeline: Timeline,
    lengths: dict[LineId, Length],
    scale: float,
) -> TimelinePanel:
    panel = TimelinePanel(look)
    panel.resize(WIDTH, HEIGHT)
    panel.ask_anew(
        Sources(
            lambda _: Standing(LineState.FINAL),
            lambda _: None,
            lambda: lengths,
            dict,
            lambda _: None,
            _wave,
            lambda *_: None,
        )
    )
    panel.show_piece(document, timeline)
    panel.show()
    panel.steering.zoom_to(scale, 0)
    shown = panel.canvas.shown
    while not shown.spans.read_some(1.0):
        pass
    shown.set_view(shown.view.at(FEW * 3 * PROJECT_RATE / 3))
    QApplication.processEvents()
    return panel


def _step(panel: TimelinePanel) -> None:
    panel.steering.scroll_pixels(STEP_PIXELS)
    panel.canvas.viewport().repaint()


def _plain(document: Document, timeline: Timeline) -> QGraphicsView:
    scene = QGraphicsScene()
    places = {speaker.id: place for place, speaker in enumerate(document.cast)}
    per_pixel = PROJECT_RATE / SCALE
    for clip, line in zip(timeline.clips, document.lines, strict=True):
        item = _Item(line.text, (clip.end_frame - clip.start_frame) / per_pixel)
        item.setPos(clip.start_frame / per_pixel, places[clip.speaker] * _LANE + _CLIP_TOP)
        scene.addItem(item)
    view = QGraphicsView(scene)
    scene.setParent(view)
    view.resize(WIDTH - 208, HEIGHT - 42)
    view.show()
    bar = view.horizontalScrollBar()
    bar.setValue(bar.maximum() // 2)
    QApplication.processEvents()
    return view


def _step_plain(view: QGraphicsView) -> None:
    bar = view.horizontalScrollBar()
    bar.setValue(bar.value() + STEP_PIXELS)
    view.viewport().repaint()


class _Item(QGraphicsItem):
    """A Clip as one would draw it first: tint, outline, words, and a line for each column."""

    def __init__(self, words: str, width: float) -> None:
        super().__init__()
        self._words, self._width = words, width

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, self._width, _CLIP_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        ink = QColor("#14D6CF")
        tint = QColor(ink)
        tint.setAlphaF(0.2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(tint)
        painter.setPen(QPen(ink, 1))
        painter.drawRoundedRect(self.boundingRect().adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = _LOWS[: int(self._width)] / 32_768 * 9
        painter.drawLines(
            [QLineF(x, 21.5 + low, x, 21.5 - low) for x, low in enumerate(half.tolist())]
        )
        painter.setPen(QColor("#E8EAED"))
        painter.setClipRect(self.boundingRect())
        painter.drawText(6, 12, self._words)


def _times(steps: Sequence[Callable[[], None]], frames: int) -> list[list[float]]:
    """What frames take of the processor in all threads, in turn: whatever else runs beside them is not in it."""
    times: list[list[float]] = [[] for _ in steps]
    for _ in range(frames):
        for step, took in zip(steps, times, strict=True):
            begun = time.process_time()
            step()
            took.append((time.process_time() - begun) * 1_000)
    return times


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _wave(clip: Clip, first: int, last: int, columns: int) -> Wave:
    lows = np.resize(_LOWS, columns)
    return lows, -lows


def _piece(lines: int) -> tuple[Document, Timeline, dict[LineId, Length]]:
    cast = tuple(Speaker(SpeakerId(f"s{at}"), f"SPEAKER {at}", at) for at in range(4))
    script = []
    lengths = {}
    for at in range(lines):
        line = Line(LineId(f"l{at}"), cast[at % 4].id, f"The words of line {at}, and some more.")
        script.append(line)
        lengths[line.id] = Length(PROJECT_RATE * (2 + at % 3), TakeKey(f"t{at}"))
    document = Document(cast=cast, script=Ordered(script))
    return document, layout(document, lengths), lengths
