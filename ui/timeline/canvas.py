"""The Lanes with their Clips: one painted area. What it is asked to do it says with signals."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from studio.document.values import LineId
from studio.timeline.values import Clip
from ui import messages
from ui.look import Look
from ui.timeline import brushes, words
from ui.timeline.clips_painter import ClipsPainter
from ui.timeline.gestures.draft import Held
from ui.timeline.ground_painter import paint_ground, paint_message
from ui.timeline.handling import Handling
from ui.timeline.hover_painter import paint_bubble
from ui.timeline.keys import Keys
from ui.timeline.pointing import Pointing
from ui.timeline.shown import Shown
from ui.timeline.sound_drops import SoundDrops
from ui.timeline.sounds_painter import SoundsPainter
from ui.timeline.standing import Outline
from ui.timeline.steering import ZOOM_STEP, Steering

_WHEEL_NOTCH = 120
_NOTCH_PIXELS = 60
_LANE_NOTCH_PIXELS = 4
_PLAYHEAD_REACH = 3
_BUBBLE_ABOVE = 30


class Canvas(QAbstractScrollArea):
    seek_wanted = Signal(int)
    menu_wanted = Signal(QPoint)
    scrolled_by_hand = Signal()
    """The person looks elsewhere: the view should not follow the playhead now."""

    def __init__(self, shown: Shown, steering: Steering, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown, self._steering, self._look = shown, steering, look
        self._clips = ClipsPainter(shown)
        self._sounds = SoundsPainter(shown)
        self.pointing = Pointing(shown, self._clips, self.viewport())
        self.handling = Handling(shown, self)
        self.handling.changed.connect(self.viewport().update)
        self._band: tuple[QPoint, QPoint] | None = None
        self._reading = 0
        self.keys = Keys(shown, steering, self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(messages.say(words.NAME))
        self.drops = SoundDrops(shown, self.viewport())
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(shown.set_top)
        shown.content_changed.connect(self._content_changed)
        shown.states_changed.connect(self._states_changed)
        shown.view_changed.connect(self._view_changed)
        for changed in (shown.selection_changed, shown.loop_changed):
            changed.connect(self.viewport().update)
        shown.playhead_moved.connect(self._playhead_moved)
        look.changed.connect(self._forget_pictures)

    def show_reading(self, count: int) -> None:
        """Say that so many Takes are still being read; 0 for none."""
        self._reading = count
        self.viewport().update()

    def clip_at(self, at: QPoint) -> Clip | None:
        """The Clip in the window at a place; of several the one that is painted last."""
        lane = self.shown.lanes.at(at.y() + self.shown.top)
        if lane is None or lane.is_sound:
            return None
        frame = self.shown.view.frame(at.x())
        found = None
        for clip in self.shown.timeline.placed.between(frame, frame + 1):
            if clip.speaker == lane.id and self._clips.box(clip, lane).contains(at):
                found = clip
        return found

    def box_of(self, clip: Clip) -> QRect:
        """Where a Clip lies in the window, seen or not."""
        lane = self.shown.lane_of(clip)
        return QRect() if lane is None else self._clips.box(clip, lane)

    def seen_clips(self) -> list[Clip]:
        """The Clips in view that are more than a block, in the order of the script."""
        size = self.viewport().size()
        return [each.clip for each in self._clips.seen(0, size.width(), size.height())]

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, shown = self._look.theme, self.shown
        dirty, size = event.rect(), self.viewport().size()
        painter = QPainter(self.viewport())
        paint_ground(painter, dirty, shown, theme)
        if not len(shown.timeline.clips) and not shown.timeline.sounds:
            paint_message(painter, size, messages.say(words.EMPTY), theme)
        else:
            self._sounds.paint(painter, dirty, theme)
            self._clips.paint(painter, dirty, size, theme)
        if self._reading:
            said = messages.say(words.READING, count=self._reading)
            paint_message(painter, size, said, theme)
        bubble = self.handling.bubble
        if not self.handling.is_held:
            self.pointing.paint(painter, theme)
        if self._band is not None:
            band = QRectF(QRect(*self._band).normalized())
            painter.setPen(brushes.outline_pen(theme.accent, Outline.DASHED))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(band.adjusted(0.5, 0.5, -0.5, -0.5))
        self._paint_playhead(painter, size)
        if bubble is not None:
            top = max(2.0, bubble.y - _BUBBLE_ABOVE)
            paint_bubble(painter, messages.text(bubble.message), bubble.x, top, theme)
        if self.hasFocus():
            painter.setPen(QPen(theme.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.shown.set_view(self.shown.view.sized(self.viewport().width()))
        self._set_bar()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    # What a person does

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        notches = turned.y() / _WHEEL_NOTCH
        held = event.modifiers()
        ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        if held & ctrl and held & shift:
            self._steering.change_lane_height(round(notches * _LANE_NOTCH_PIXELS))
        elif held & ctrl:
            self._steering.zoom_by(ZOOM_STEP**notches, event.position().x())
        elif turned.x() or held & shift or not self.verticalScrollBar().maximum():
            pixels = event.pixelDelta().x() or -(turned.x() or turned.y()) / 2
            self._steering.scroll_pixels(pixels if turned.x() == 0 else -turned.x() / 2)
            self.scrolled_by_hand.emit()
        else:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - round(notches * _NOTCH_PIXELS))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        at = event.position().toPoint()
        clip = self.clip_at(at)
        held = event.modifiers()
        if clip is None:
            self._press_ground(at)
            return
        if clip.line not in self.shown.selected or held:
            self._steering.choose(
                clip.line,
                add=bool(held & Qt.KeyboardModifier.ControlModifier),
                extend=bool(held & Qt.KeyboardModifier.ShiftModifier),
            )
        grip = self.pointing.grip_at(clip, at)
        self.handling.press(clip, grip, event.position().x(), event.position().y())

    def _press_ground(self, at: QPoint) -> None:
        """Music, or nothing: a frame begins to be drawn round Clips."""
        found = self.pointing.sound_at(at)
        if found is None:
            self._band = (at, at)
        else:
            self.shown.select_sound(found[0].id)
            self.handling.press(*found, at.x(), at.y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._band is not None:
            self._band = (self._band[0], at)
            self.viewport().update()
            return
        if self.handling.is_held:
            self.handling.move(event.position().x(), event.position().y(), _held(event))
            return
        self.pointing.point_at(self.clip_at(at), at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.handling.is_held:
            is_click = not self.handling.is_active
            self.handling.release()
            clip = self.clip_at(event.position().toPoint())
            if is_click and clip is not None and not event.modifiers():
                self._steering.choose(clip.line)
            return
        if self._band is None:
            return
        box = QRect(*self._band).normalized()
        self._band = None
        self.viewport().update()
        is_click = box.width() < 4 and box.height() < 4
        self.shown.select(() if is_click else self._lines_in(box))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On the empty ground: hear it from there."""
        at = event.position().toPoint()
        if self.clip_at(at) is None:
            self.seek_wanted.emit(self.shown.view.frame(at.x()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Of the Clip under the pointer; of the current one when a key asked for it."""
        at = event.pos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            current = self.shown.clip_of(self.shown.current)
            at = at if current is None else self.box_of(current).center()
        clip = self.clip_at(at)
        if clip is not None:
            if clip.line not in self.shown.selected:
                self._steering.choose(clip.line)
            self.menu_wanted.emit(self.viewport().mapToGlobal(at))

    def leaveEvent(self, event: QEvent) -> None:
        self.pointing.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_escape = event.key() == Qt.Key.Key_Escape
        if is_escape and (self._band is not None or self.handling.is_held):
            self._band = None
            self.handling.cancel()
        elif not self.keys.pressed(event):
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.viewport().update()

    def _lines_in(self, box: QRect) -> list[LineId]:
        view = self.shown.view
        start, end = view.frame(box.left()), view.frame(box.right())
        lanes = self.shown.lanes.between(box.top() + self.shown.top, box.bottom() + self.shown.top)
        ids = {lane.id for lane in lanes}
        found = self.shown.timeline.placed.between(start, end)
        return [clip.line for clip in found if clip.speaker in ids]

    # What changed

    def _content_changed(self) -> None:
        self._set_bar()
        self.pointing.leave()
        self.viewport().update()

    def _states_changed(self) -> None:
        self._clips.sounds_came()
        self._sounds.sounds_came()
        self.viewport().update()

    def _view_changed(self) -> None:
        self._set_bar()
        self.viewport().update()

    def _forget_pictures(self) -> None:
        self._clips.forget()
        self._sounds.forget()
        self.viewport().update()

    def _playhead_moved(self, before: int, now: int) -> None:
        """Only the strips where it was and is, and the runway between them."""
        view, reach = self.shown.view, _PLAYHEAD_REACH
        left, right = sorted((view.x(before), view.x(now)))
        if right - left > 4 * reach:
            self.viewport().update()
        else:
            self.viewport().update(
                QRect(
                    round(left) - reach,
                    0,
                    round(right - left) + 2 * reach + 1,
                    self.viewport().height(),
                )
            )

    def _set_bar(self) -> None:
        """Of the Lanes; where the window is in time the overview shows."""
        shown = self.shown
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, shown.lanes.height - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(shown.lane_height)

    def _paint_playhead(self, painter: QPainter, size: QSize) -> None:
        x = self.shown.view.x(self.shown.playhead)
        if -2 <= x <= size.width() + 2:
            painter.fillRect(
                QRectF(round(x) - 0.75, 0, 1.5, size.height()), self._look.theme.playhead
            )


def _held(event: QMouseEvent) -> Held:
    keys = event.modifiers()
    return Held(
        is_free=bool(keys & Qt.KeyboardModifier.ControlModifier),
        is_other=bool(keys & Qt.KeyboardModifier.ShiftModifier),
    )
