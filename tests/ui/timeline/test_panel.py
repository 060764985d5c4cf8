"""The timeline through its widgets: what is asked for, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QSlider, QWidget

from studio.document.lanes import LaneSettings
from studio.document.values import Document
from studio.frames import PROJECT_RATE
from studio.timeline.values import Span, Timeline
from tests.ui.timeline import pieces
from tests.ui.timeline.pieces import NETTIE, line_id
from ui import messages
from ui.look import Look
from ui.timeline import words
from ui.timeline.overview import Overview
from ui.timeline.panel import TimelinePanel
from ui.timeline.ruler import Ruler

SECOND = PROJECT_RATE
LEFT = Qt.MouseButton.LeftButton
PLAIN, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


@pytest.fixture
def panel(qapp: QApplication) -> Iterator[TimelinePanel]:
    look = Look(qapp, "dark")
    made = TimelinePanel(look)
    made.resize(1440, 260)
    document = pieces.scene()
    made.ask_anew(pieces.sources())
    made.show_piece(document, pieces.timeline(document))
    made.show()
    made.canvas.setFocus()
    yield made
    made.end()
    made.deleteLater()


@pytest.fixture
def asked(panel: TimelinePanel) -> list[object]:
    """Everything the panel asks for, in order."""
    found: list[object] = []
    panel.seek_wanted.connect(lambda frame: found.append(("seek", frame)))
    panel.loop_wanted.connect(lambda span: found.append(("loop", span)))
    panel.marker_wanted.connect(lambda frame: found.append(("marker", frame)))
    panel.lane_wanted.connect(lambda id, settings: found.append(("lane", id, settings)))
    panel.selection_changed.connect(lambda lines, _: found.append(("selected", lines)))
    return found


def clip_middle(panel: TimelinePanel, number: int) -> QPoint:
    clip = next(each for each in panel.canvas.seen_clips() if each.line == line_id(number))
    return panel.canvas.box_of(clip).center()


def drag(widget: QWidget, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(widget, LEFT, PLAIN, start)
    for part in (0.5, 1.0):
        at = start + (end - start) * part
        move = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(at), widget.mapToGlobal(QPointF(at)), LEFT, LEFT, PLAIN
        )
        QApplication.sendEvent(widget, move)
    QTest.mouseRelease(widget, LEFT, PLAIN, end)


def turn_wheel(widget: QWidget, at: QPoint, notches: int, held: Qt.KeyboardModifier) -> None:
    turned = QPoint(0, 120 * notches)
    event = QWheelEvent(
        QPointF(at),
        widget.mapToGlobal(QPointF(at)),
        QPoint(),
        turned,
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def view_of(panel: TimelinePanel):  # type: ignore[no-untyped-def]
    return panel._shown.view


def test_a_click_on_the_ruler_seeks(panel: TimelinePanel, asked: list[object]) -> None:
    ruler = panel.findChild(Ruler)
    QTest.mouseClick(ruler, LEFT, PLAIN, QPoint(340, 20))
    assert asked == [("seek", view_of(panel).frame(340))]


def test_a_click_on_a_flag_goes_to_its_marker(panel: TimelinePanel, asked: list[object]) -> None:
    ruler = panel.findChild(Ruler)
    x = round(view_of(panel).x(14 * SECOND))
    QTest.mouseClick(ruler, LEFT, PLAIN, QPoint(x + 20, 12))
    assert asked == [("seek", 14 * SECOND)]


def test_a_flag_is_dragged_and_opened(panel: TimelinePanel) -> None:
    """Dragging moves its marker, a double click asks for another name."""
    asked: list[object] = []
    panel.marker_moved.connect(lambda id, frame: asked.append((id, frame)))
    panel.marker_opened.connect(asked.append)
    ruler, view = panel.findChild(Ruler), view_of(panel)
    flag = QPoint(round(view.x(14 * SECOND)) + 20, 12)
    drag(ruler, flag, flag + QPoint(60, 0))
    assert asked == [("horn", 14 * SECOND + view.frames(60))]
    QTest.mouseDClick(ruler, LEFT, PLAIN, flag)
    assert "horn" in asked


def test_a_drag_on_the_ruler_makes_a_loop_range(panel: TimelinePanel, asked: list[object]) -> None:
    """In either direction; an edge of the range that is there can be taken hold of."""
    ruler, view = panel.findChild(Ruler), view_of(panel)
    drag(ruler, QPoint(300, 20), QPoint(200, 20))
    assert asked == [("loop", Span(view.frame(200), view.frame(300)))]
    panel.show_loop(Span(view.frame(200), view.frame(300)))
    drag(ruler, QPoint(300, 3), QPoint(400, 3))
    assert asked[-1] == ("loop", Span(view.frame(200), view.frame(400)))


def test_a_double_click_on_the_ruler_wants_a_marker(
    panel: TimelinePanel, asked: list[object]
) -> None:
    QTest.mouseDClick(panel.findChild(Ruler), LEFT, PLAIN, QPoint(700, 20))
    assert ("marker", view_of(panel).frame(700)) in asked


def test_ctrl_and_wheel_zoom_round_the_pointer(panel: TimelinePanel) -> None:
    canvas = panel.canvas.viewport()
    before = view_of(panel)
    turn_wheel(canvas, QPoint(600, 40), 2, CTRL)
    assert view_of(panel).pixels_per_second > before.pixels_per_second
    assert abs(view_of(panel).frame(600) - before.frame(600)) <= 1
    turn_wheel(canvas, QPoint(600, 40), -40, CTRL)
    assert view_of(panel).x(panel._shown.end_frame) <= view_of(panel).width


def test_clicks_choose_clips(panel: TimelinePanel, asked: list[object]) -> None:
    """One; one more with Ctrl; all in between with Shift; none on the empty ground."""
    canvas = panel.canvas.viewport()
    QTest.mouseClick(canvas, LEFT, PLAIN, clip_middle(panel, 2))
    assert asked[-1] == ("selected", frozenset({line_id(2)}))
    QTest.mouseClick(canvas, LEFT, CTRL, clip_middle(panel, 4))
    assert asked[-1] == ("selected", frozenset({line_id(2), line_id(4)}))
    QTest.mouseClick(canvas, LEFT, PLAIN, clip_middle(panel, 2))
    QTest.mouseClick(canvas, LEFT, SHIFT, clip_middle(panel, 5))
    assert asked[-1] == ("selected", frozenset(line_id(number) for number in range(2, 6)))
    QTest.mouseClick(canvas, LEFT, PLAIN, QPoint(5, 160))
    assert asked[-1] == ("selected", frozenset())


def test_a_frame_drawn_round_clips_chooses_them(panel: TimelinePanel, asked: list[object]) -> None:
    lane = panel._shown.lanes.of(NETTIE)
    assert lane is not None
    view = view_of(panel)
    drag(
        panel.canvas.viewport(),
        QPoint(2, lane.top + 2),
        QPoint(round(view.width) - 2, lane.bottom - 2),
    )
    own = {clip.line for clip in panel.canvas.seen_clips() if clip.speaker == NETTIE}
    assert asked == [("selected", frozenset(own))]


def test_arrows_go_from_clip_to_clip(panel: TimelinePanel, asked: list[object]) -> None:
    """Left and right in time, up and down between Lanes; with Shift the selection grows."""
    panel.select([line_id(1)], line_id(1))
    QTest.keyClick(panel.canvas, Qt.Key.Key_Right)
    assert panel._shown.current == line_id(2)
    QTest.keyClick(panel.canvas, Qt.Key.Key_Down)
    assert panel._shown.current == line_id(3)
    QTest.keyClick(panel.canvas, Qt.Key.Key_Right, SHIFT)
    assert panel._shown.selected == {line_id(3), line_id(4)}
    QTest.keyClick(panel.canvas, Qt.Key.Key_End)
    assert panel._shown.current == line_id(20)
    QTest.keyClick(panel.canvas, Qt.Key.Key_Escape)
    assert asked[-1] == ("selected", frozenset())


def test_a_selection_made_elsewhere_is_shown_and_not_told_back(
    panel: TimelinePanel, asked: list[object]
) -> None:
    panel.findChild(QAbstractButton).setFocus()
    panel.steering.zoom_to(400, 0)
    panel.select([line_id(18)], line_id(18))
    assert panel._shown.selected == {line_id(18)}
    assert line_id(18) in {clip.line for clip in panel.canvas.seen_clips()}
    assert asked == []


def test_the_view_follows_until_somebody_looks_elsewhere(panel: TimelinePanel) -> None:
    """By pages while it plays; scrolling by hand ends that."""
    told: list[bool] = []
    panel.follow_changed.connect(told.append)
    panel.show_playhead(60 * SECOND, is_playing=True)
    assert 0 <= view_of(panel).x(60 * SECOND) <= view_of(panel).width
    turn_wheel(panel.canvas.viewport(), QPoint(300, 50), 3, SHIFT)
    assert told == [False]
    looked_at = view_of(panel)
    panel.show_playhead(0, is_playing=True)
    assert view_of(panel) == looked_at


def test_heads_ask_for_lane_settings(panel: TimelinePanel, asked: list[object]) -> None:
    """Mute, solo and gain, each called by the Speaker's name."""
    named = {each.accessibleName(): each for each in panel.findChildren(QAbstractButton)}
    QTest.mouseClick(named["Mute NETTIE"], LEFT)
    assert asked == [("lane", NETTIE, LaneSettings(is_muted=True))]
    sliders = {each.accessibleName(): each for each in panel.findChildren(QSlider)}
    gain = sliders["Gain of NETTIE"]
    gain.setFocus()
    QTest.keyClick(gain, Qt.Key.Key_Right)
    assert asked[-1] == ("lane", NETTIE, LaneSettings(gain_db=0.5))
    QTest.mouseClick(named["Solo NETTIE"], LEFT)
    assert asked[-1] == ("lane", NETTIE, LaneSettings(is_solo=True))


def test_the_overview_moves_the_view(panel: TimelinePanel) -> None:
    """Dragging its frame looks at another part of the piece."""
    panel.steering.zoom_to(200, 0)
    overview = panel.findChild(Overview)
    assert overview is not None
    frame = overview._frame()
    start = frame.center().toPoint()
    drag(overview, start, start + QPoint(300, 0))
    assert view_of(panel).left_frame > 10 * SECOND


def test_fitting_the_selection_and_the_piece(panel: TimelinePanel) -> None:
    panel.select([line_id(7), line_id(8)], line_id(8))
    panel.steering.fit_selection()
    seen = {clip.line for clip in panel.canvas.seen_clips()}
    assert {line_id(7), line_id(8)} <= seen
    assert line_id(1) not in seen
    panel.steering.fit_scene()
    assert view_of(panel).x(0) >= 0
    assert view_of(panel).x(panel._shown.end_frame) <= view_of(panel).width


def test_an_empty_timeline_says_what_will_be_here(panel: TimelinePanel) -> None:
    """It is drawn without any Clip, and steering it does nothing."""
    panel.show_piece(Document(), Timeline())
    panel.steering.step_in_time(1)
    panel.steering.fit_scene()
    panel.grab()
    assert messages.say(words.EMPTY) == "Lines appear here as you write"


def test_every_clip_in_view_can_be_read_out(panel: TimelinePanel) -> None:
    """As a child with a sentence, a place and whether it is chosen."""
    panel.select([line_id(7)], line_id(7))
    interface = QAccessible.queryAccessibleInterface(panel.canvas)
    said = [
        interface.child(number).text(QAccessible.Text.Name)
        for number in range(interface.childCount())
    ]
    assert len(said) == len(panel.canvas.seen_clips())
    (line,) = [each for each in said if each.startswith("Line 7,")]
    assert line == (
        "Line 7, HORN, I found bwaaah limiting, starts 0.4 s before BRAM ends, cuts BRAM off after"
        " “go”, take 2 of 3, ready, 2.6 s, at 0:23.0."
    )
    child = interface.child(said.index(line))
    assert child.state().selected
    at = panel.canvas.viewport().mapToGlobal(clip_middle(panel, 7))
    assert child.rect().contains(at)
    assert interface.childAt(at.x(), at.y()) is child


def test_pointing_at_a_word_shows_it(panel: TimelinePanel) -> None:
    clip = next(each for each in panel.canvas.seen_clips() if each.line == line_id(1))
    box = panel.canvas.box_of(clip)
    QTest.mouseMove(panel.canvas.viewport(), QPoint(box.left() + 4, box.center().y()))
    hover = panel.canvas.pointing.word
    assert hover is not None
    assert hover.text == "Harbour"


@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
def test_a_lane_that_is_muted_is_painted_anew(qapp: QApplication, theme: str) -> None:
    """In every theme what changed is seen, without a Clip having moved."""
    panel = TimelinePanel(Look(qapp, theme))
    panel.resize(900, 260)
    document = pieces.scene()
    panel.ask_anew(pieces.sources())
    panel.show_piece(document, pieces.timeline(document))
    before = panel.grab().toImage()
    cast = tuple(replace(each, lane=LaneSettings(is_muted=True)) for each in document.cast)
    muted = replace(document, cast=cast)
    panel.show_piece(muted, pieces.timeline(muted))
    assert panel.grab().toImage() != before
    panel.end()
    panel.deleteLater()


def test_a_sound_that_arrives_is_drawn(panel: TimelinePanel) -> None:
    """A waveform that was not at hand when its Clip was first seen comes in later."""
    known = pieces.sources()
    panel.ask_anew(replace(known, wave_of=lambda *_: None))
    panel.select((), None)
    view = view_of(panel)
    panel.steering.zoom_to(view.pixels_per_second * 2, 0)
    before = panel.canvas.grab().toImage()
    panel.ask_anew(known)
    assert panel.canvas.grab().toImage() != before
