"""Arranging through the widgets: dragging, commands and the list form, one edit each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.document.cues import At, CutIn
from studio.document.history import History, StepName
from studio.document.values import Document
from studio.frames import PROJECT_RATE
from studio.timeline.layout import layout
from tests.ui.timeline import pieces
from tests.ui.timeline.pieces import line_id
from ui import messages
from ui.look import Look
from ui.timeline.gestures.by_key import NUDGE_FRAMES
from ui.timeline.gestures.values import Start
from ui.timeline.grip import Box
from ui.timeline.panel import TimelinePanel
from ui.timeline.sentence_list import SentenceList
from ui.timeline.sound_dialog import SoundDialog
from ui.timeline.values_dialog import ValuesDialog

SECOND = PROJECT_RATE
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Bench:
    """A panel whose wishes become edits of a history, as the window does it."""

    def __init__(self, panel: TimelinePanel) -> None:
        self.panel = panel
        self.history = History(pieces.scene())
        self._seconds = 0.0
        panel.ask_anew(pieces.sources())
        panel.edit_wanted.connect(self._edit)
        self._show()

    @property
    def document(self) -> Document:
        return self.history.document

    @property
    def steps(self) -> int:
        return len(self.history.done)

    def start(self, number: int) -> int:
        clip = self.panel._shown.clip_of(line_id(number))
        assert clip is not None
        return clip.start_frame

    def drag(self, start: QPoint, by: QPoint, *, let_go: bool = True) -> None:
        viewport = self.panel.canvas.viewport()
        QTest.mousePress(viewport, LEFT, PLAIN, start)
        for part in (0.3, 0.6, 1.0):
            at = QPointF(start) + QPointF(by) * part
            move = QMouseEvent(
                QEvent.Type.MouseMove, at, viewport.mapToGlobal(at), LEFT, LEFT, PLAIN
            )
            QApplication.sendEvent(viewport, move)
        if let_go:
            QTest.mouseRelease(viewport, LEFT, PLAIN, start + by)

    def box(self, number: int):  # type: ignore[no-untyped-def]
        clip = self.panel._shown.clip_of(line_id(number))
        assert clip is not None
        return self.panel.canvas.box_of(clip)

    def _edit(self, name: StepName, change: Callable[[Document], Document]) -> None:
        self._seconds += 5
        self.history.edit(change(self.document), name, self._seconds)
        self._show()

    def _show(self) -> None:
        document = self.history.document
        known = pieces.lengths()
        timeline = layout(document, known, sound_lengths={"hash": 80 * SECOND})
        self.panel.show_piece(document, timeline)


@pytest.fixture
def bench(qapp: QApplication) -> Iterator[Bench]:
    panel = TimelinePanel(Look(qapp, "dark"))
    panel.resize(1440, 260)
    panel.show()
    panel.canvas.setFocus()
    yield Bench(panel)
    panel.end()
    panel.deleteLater()


def test_a_drag_is_seen_while_it_lasts_and_is_one_step(bench: Bench) -> None:
    """What follows is shown where it would be; the history has nothing of it until it is let go."""
    was, followed = bench.start(5), bench.start(6)
    middle = bench.box(5).center() + QPoint(0, 8)
    bench.drag(middle, QPoint(120, 0), let_go=False)
    assert bench.start(5) > was
    assert bench.start(6) - followed == bench.start(5) - was
    bubble = bench.panel.canvas.handling.bubble
    assert bubble is not None
    assert messages.text(bubble.message).startswith("Starts ")
    assert bench.steps == 0
    QTest.mouseRelease(bench.panel.canvas.viewport(), LEFT, PLAIN, middle + QPoint(120, 0))
    assert bench.steps == 1
    assert bench.start(5) > was
    bench.history.undo()
    bench._show()
    assert bench.start(5) == was


def test_escape_takes_a_drag_back(bench: Bench) -> None:
    was = bench.start(5)
    bench.drag(bench.box(5).center() + QPoint(0, 8), QPoint(120, 0), let_go=False)
    QTest.keyClick(bench.panel.canvas, Qt.Key.Key_Escape)
    assert bench.start(5) == was
    QTest.mouseRelease(bench.panel.canvas.viewport(), LEFT, PLAIN, QPoint(300, 50))
    assert bench.steps == 0


def test_a_click_moves_nothing(bench: Bench) -> None:
    bench.drag(bench.box(5).center() + QPoint(0, 8), QPoint(2, 1))
    assert bench.steps == 0
    assert bench.panel._shown.selected == {line_id(5)}


def test_edges_trim_and_corners_fade(bench: Bench) -> None:
    """Taken hold of where they are; the Clip does not move for it."""
    box = bench.box(3)
    was = bench.start(3)
    bench.drag(QPoint(box.left() + 2, box.bottom() - 4), QPoint(40, 0))
    assert bench.document.lines[2].clip.trim_start is not None
    assert bench.start(3) == was
    box = bench.box(1)
    bench.drag(QPoint(box.left() + 4, box.top() + 2), QPoint(30, 0))
    assert bench.document.lines[0].clip.fade_in_frames > SECOND // 2
    assert bench.steps == 2


def test_a_locked_line_is_asked_for_and_not_dragged(bench: Bench) -> None:
    """The edit that is refused says why; nothing is previewed."""
    refused: list[Exception] = []

    def edit(_name: StepName, change: Callable[[Document], Document]) -> None:
        try:
            change(bench.document)
        except Exception as error:
            refused.append(error)

    bench.panel.edit_wanted.disconnect(bench._edit)
    bench.panel.edit_wanted.connect(edit)
    bench.panel.steering.fit_scene()
    was = bench.start(18)
    bench.drag(bench.box(18).center() + QPoint(0, 8), QPoint(90, 0))
    assert len(refused) == 1
    assert bench.start(18) == was


def test_commands_act_on_the_current_clip(bench: Bench) -> None:
    """Nudge, pin, delete: an edit each; after deleting, the next Clip is current."""
    panel = bench.panel
    panel.select([line_id(5)], line_id(5))
    was = bench.start(5)
    panel.arranging.nudge(NUDGE_FRAMES)
    assert bench.start(5) == was + NUDGE_FRAMES
    panel.arranging.pin()
    assert bench.document.lines[4].cue == At(was + NUDGE_FRAMES)
    panel.arranging.delete()
    assert bench.document.lines.get(line_id(5)) is None
    assert panel._shown.current == line_id(6)
    assert bench.steps == 3


def test_without_rippling_what_follows_stays(bench: Bench) -> None:
    bench.panel.set_rippling(False)
    bench.panel.select([line_id(5)], line_id(5))
    was = bench.start(6)
    bench.panel.arranging.nudge(SECOND)
    assert bench.start(6) == was


def test_values_are_shown_and_set_in_one_step(bench: Bench) -> None:
    """What is not touched stays exactly as it was."""
    panel = bench.panel
    panel.select([line_id(7)], line_id(7))
    values = panel.arranging.values()
    assert values is not None
    assert values.start is Start.CUT_IN
    dialog = ValuesDialog(values, 7, "HORN", panel)
    assert dialog.values == values
    dialog._by.setValue(0.9)
    dialog._gain.setValue(-3.0)
    panel.arranging.set_values(dialog.values)
    line = bench.document.lines[6]
    assert line.cue == CutIn(SECOND * 9 // 10)
    assert line.clip.gain_db == -3.0
    assert bench.steps == 1
    panel.arranging.set_values(panel.arranging.values() or values)
    assert bench.steps == 1
    dialog.deleteLater()


def test_the_list_form_says_every_clip_and_has_the_same_selection(bench: Bench) -> None:
    panel = bench.panel
    panel.select([line_id(7)], line_id(7))
    panel.show_as_sentences(True)
    rows = panel.findChild(SentenceList)
    assert rows is not None
    model = rows.model()
    assert model.rowCount() == 20
    said = model.index(6, 0).data()
    assert said.startswith("Line 7, HORN, I found bwaaah limiting, starts 0.4 s before BRAM ends")
    assert [index.row() for index in rows.selectedIndexes()] == [6]
    QTest.keyClick(rows, Qt.Key.Key_Down)
    assert panel._shown.selected == {line_id(8)}
    panel.arranging.nudge(SECOND)
    assert "starts 1.3 s after HORN ends" in model.index(7, 0).data()
    assert panel._shown.current == line_id(8)
    panel.show_as_sentences(False)
    assert panel.canvas.isVisible()


def music(bench: Bench) -> QPoint:
    lane = bench.panel._shown.lanes.of(pieces.MUSIC)
    assert lane is not None
    return QPoint(400, lane.bottom - 5)


def test_music_is_dragged_trimmed_and_deleted(bench: Bench) -> None:
    """One step each; Delete takes the chosen sound, and no Line."""
    bench.panel.set_snapping(False)
    bench.drag(music(bench), QPoint(100, 0))
    (clip,) = bench.document.sound_clips
    assert clip.start_frame == bench.panel._shown.view.frames(100)
    at = music(bench)
    edge = round(bench.panel._shown.view.x(clip.start_frame)) + 2
    bench.drag(QPoint(edge, at.y()), QPoint(60, 0))
    (trimmed,) = bench.document.sound_clips
    assert trimmed.trim_start_frames == trimmed.start_frame - clip.start_frame > 0
    assert bench.steps == 2
    bench.panel.arranging.delete()
    assert bench.document.sound_clips == ()
    assert len(bench.document.lines) == 20


def test_music_fades_and_gets_louder(bench: Bench) -> None:
    lane = bench.panel._shown.lanes.of(pieces.MUSIC)
    assert lane is not None
    bench.drag(QPoint(4, lane.top + 2), QPoint(100, 0))
    assert bench.document.sound_clips[0].fade_in_frames > 2 * SECOND
    box = Box(0, lane.top, 2_000, lane.height)
    bench.drag(QPoint(400, round(box.gain_y(0.0))), QPoint(0, 12))
    assert bench.document.sound_clips[0].gain_db == -4.5


def test_a_sound_file_that_is_dropped_is_asked_for_where_it_fell(bench: Bench) -> None:
    """Other files are not taken."""
    asked: list[object] = []
    bench.panel.sounds_dropped.connect(lambda paths, frame: asked.append((paths, frame)))
    viewport = bench.panel.canvas.viewport()
    for name in ("notes.txt", "rain.wav"):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(f"/sounds/{name}")])
        drop = QDropEvent(
            QPointF(300, 40), Qt.DropAction.CopyAction, data, LEFT, PLAIN, QEvent.Type.Drop
        )
        # Qt delivers a drop only at the end of a drag of its own.
        bench.panel.canvas.drops.eventFilter(viewport, drop)
    assert asked == [([Path("/sounds/rain.wav")], bench.panel._shown.view.frame(300))]


def test_the_values_of_a_sound_are_fields(bench: Bench) -> None:
    """What is not touched stays as it was; giving way can be taken back."""
    (clip,) = bench.document.sound_clips
    dialog = SoundDialog(clip, bench.panel)
    assert dialog.clip == clip
    dialog._amount.setValue(15)
    dialog._start.setValue(2.5)
    assert dialog.clip.start_frame == SECOND * 5 // 2
    assert dialog.clip.duck is not None
    assert dialog.clip.duck.gain_db == -15
    dialog._ducks.setChecked(False)
    assert dialog.clip.duck is None
    dialog.deleteLater()
