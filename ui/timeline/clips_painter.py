"""Paints the Clips that are in view, from pictures made before wherever nothing changed."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen

from studio.document.cues import CutIn, Over
from studio.frames import PROJECT_RATE
from studio.timeline.values import Clip
from ui import fonts, icons, messages
from ui.theme import Theme
from ui.timeline import brushes, words
from ui.timeline.clip_painter import TILE, Body, tile_picture
from ui.timeline.clip_words import words_picture
from ui.timeline.coarse_picture import PLAIN_UNDER, CoarsePicture, coarse_picture
from ui.timeline.lanes import Lane
from ui.timeline.picture_cache import PictureCache
from ui.timeline.runway_painter import paint_runway
from ui.timeline.shown import Numbered, Shown
from ui.timeline.standing import ClipLook, Standing, clip_look

NUMBER_ONLY_UNDER = 46
_BADGE, _BADGE_ROOM = 13, 20
_WORDS_LEFT, _WORDS_RIGHT = 6, 4
_SLANT = 7
_REST_REACH = 4 * PROJECT_RATE  # What another cut off may be drawn so far beyond its end.


class Seen(NamedTuple):
    """A Clip in the window: `box` is where it lies there."""

    clip: Clip
    numbered: Numbered
    lane: Lane
    standing: Standing
    look: ClipLook
    box: QRect


class ClipsPainter:
    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self._bodies = PictureCache()
        self._words = PictureCache(16 * 1024 * 1024)
        self._coarse: tuple[object, CoarsePicture] | None = None

    def forget(self) -> None:
        """All pictures, for another theme."""
        self._bodies.clear()
        self._words.clear()
        self._coarse = None

    def sounds_came(self) -> None:
        """Make those anew whose sound was not at hand."""
        self._bodies.forget_unfinished()

    def seen(self, left: float, right: float, height: int) -> list[Seen]:
        """The Clips with room for more than a block, between two places of the window."""
        shown = self._shown
        view = shown.view
        clips = shown.spans.clips(
            view.left_frame + view.frames(left) - _REST_REACH,
            view.left_frame + view.frames(right) + 1,
            PLAIN_UNDER * view.frames_per_pixel,
        )
        found = [self._seen(clip) for clip in clips]
        return [
            each
            for each in found
            if each is not None and each.box.bottom() >= 0 and each.box.top() < height
        ]

    def box(self, clip: Clip, lane: Lane) -> QRect:
        view = self._shown.view
        width = max(1, round(view.pixels(clip.end_frame - clip.start_frame)))
        top = lane.clip_top - self._shown.top
        return QRect(round(view.x(clip.start_frame)), top, width, lane.clip_height)

    def paint(self, painter: QPainter, dirty: QRect, size: QSize, theme: Theme) -> None:
        scale = brushes.device_scale(painter)
        for y, picture in self._coarse_picture(size, theme, scale):
            painter.drawImage(QPointF(0, y), picture)
        seen = self.seen(dirty.left() - 2, dirty.right() + 2, size.height())
        for each in seen:
            if theme.name == "contrast" and each.clip.line in self._shown.selected:
                painter.fillRect(each.box, theme.selection)
            self._paint_body(painter, each, dirty, theme, scale)
            self._paint_words(painter, each, theme, scale)
            self._paint_badge(painter, each, theme, scale)
            paint_runway(painter, each.box, each.lane, each.standing.state, self._shown, theme)
        for each in seen:
            self._paint_tie(painter, each, theme)
            if each.clip.line in self._shown.selected:
                _paint_selection(painter, each.box, theme)

    def _seen(self, clip: Clip) -> Seen | None:
        shown = self._shown
        lane, numbered = shown.lane_of(clip), shown.numbered(clip.line)
        if lane is None or numbered is None:
            return None
        standing, line = shown.standing(clip.line), numbered.line
        is_muted = clip.is_muted or shown.is_muted(clip, line)
        look = clip_look(standing, line.status, is_muted=is_muted)
        return Seen(clip, numbered, lane, standing, look, self.box(clip, lane))

    def _coarse_picture(self, size: QSize, theme: Theme, scale: float) -> CoarsePicture:
        shown = self._shown
        made_from = (shown.timeline, shown.view, shown.lanes, shown.top, size, theme.name, scale)
        known = self._coarse
        if known is None or not _same(known[0], made_from):
            view = shown.view
            picture: CoarsePicture = ()
            least = PLAIN_UNDER * view.frames_per_pixel
            if shown.spans.shortest(view.left_frame, view.right_frame) < least:
                spans = shown.spans.between(view.left_frame, view.right_frame)
                picture = coarse_picture(spans, view, shown.lanes, size, shown.top, theme, scale)
            known = self._coarse = (made_from, picture)
        return known[1]

    def _paint_body(
        self, painter: QPainter, seen: Seen, dirty: QRect, theme: Theme, scale: float
    ) -> None:
        clip, box = seen.clip, seen.box
        body = Body(
            seen.look,
            seen.lane.colour or 0,
            box.width(),
            box.height(),
            clip.end_frame - clip.start_frame,
            seen.standing.arrived,
            clip.start_sample,
            clip.take,
            clip.gain_db,
            clip.fade_in_frames,
            clip.fade_out_frames,
        )
        first = max(0, (dirty.left() - box.left()) // TILE)
        last = min(box.width() - 1, max(0, dirty.right() - box.left())) // TILE
        wave_of = self._shown.sources.wave_of
        for tile in range(first, last + 1):
            picture = self._bodies.picture(
                (clip.line, tile),
                (body, theme.name, scale),
                partial(tile_picture, body, clip, tile, wave_of, theme, scale),
            )
            painter.drawPixmap(box.left() + tile * TILE, box.top(), picture)
        if clip.is_cut_off:
            self._paint_cut(painter, seen, theme, scale)

    def _paint_cut(self, painter: QPainter, seen: Seen, theme: Theme, scale: float) -> None:
        """The slanted edge, and the rest that is not heard."""
        box = seen.box
        end = box.left() + box.width()
        rest = round(self._shown.view.x(seen.clip.uncut_end_frame)) - end - 1
        if rest > 0:
            painter.setBrushOrigin(end, box.top())
            painter.fillRect(
                QRect(end + 1, box.top(), rest, box.height()),
                brushes.hatch(theme.text3, scale, pitch=5, width=1.0),
            )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.playhead, 1.3))
        slant = min(_SLANT, box.width() // 2)
        painter.drawLine(
            QPointF(end - slant, box.top()), QPointF(end - 0.5, box.top() + box.height())
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_words(self, painter: QPainter, seen: Seen, theme: Theme, scale: float) -> None:
        """At the left of what is in view of the Clip."""
        box = seen.box
        room = box.width() - _WORDS_LEFT
        if seen.look.badge or seen.look.tag:
            room -= _BADGE_ROOM if box.width() >= NUMBER_ONLY_UNDER else 0
        else:
            room -= _WORDS_RIGHT
        hidden = max(0, -box.left())
        if room - hidden < 8:
            return
        said = "" if box.width() < NUMBER_ONLY_UNDER else _said(seen)
        number = seen.numbered.number
        made_from = (number, said, room, theme.name, scale)
        picture = self._words.picture(
            seen.clip.line,
            made_from,
            lambda: (words_picture(number, said, room, theme, scale), True),
        )
        x = box.left() + hidden + _WORDS_LEFT
        if hidden:
            width, height = min(picture.width(), round((room - hidden) * scale)), picture.height()
            painter.drawPixmap(QPointF(x, box.top()), picture, QRectF(0, 0, width, height))
        else:
            painter.drawPixmap(x, box.top(), picture)

    def _paint_badge(self, painter: QPainter, seen: Seen, theme: Theme, scale: float) -> None:
        look, box = seen.look, seen.box
        if box.width() < NUMBER_ONLY_UNDER or not (look.badge or look.tag):
            return
        x = box.left() + box.width() - _BADGE - 4
        ground = QRect(x - 1, box.top() + 1, _BADGE + 2, _BADGE + 2)
        painter.fillRect(ground, theme.sunken)
        if look.badge:
            colour = getattr(theme, look.token)
            drawn = icons.pixmap(look.badge, theme, colour, _BADGE, scale)
            painter.drawPixmap(x, box.top() + 2, drawn)
        else:
            painter.setFont(fonts.font(10, fonts.BOLD))
            painter.setPen(theme.draft)
            painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, look.tag)

    def _paint_tie(self, painter: QPainter, seen: Seen, theme: Theme) -> None:
        """Joins an interruption to the Lane of the Line it interrupts."""
        line, earlier = seen.numbered.line, seen.numbered.earlier
        if not isinstance(line.cue, CutIn | Over) or earlier is None:
            return
        other = self._shown.lanes.of(earlier.id)
        if other is None or other is seen.lane:
            return
        upper, lower = sorted((other, seen.lane), key=lambda lane: lane.top)
        top = upper.clip_top + upper.clip_height - self._shown.top
        bottom = lower.clip_top - self._shown.top
        colour = brushes.faint(theme.text, 0.8)
        brushes.dashed_down(painter, seen.box.left(), top, bottom, colour)


def _said(seen: Seen) -> str:
    says = words.SAYS.get(seen.look.says) if seen.look.says else None
    return messages.say(says) if says else seen.numbered.line.text


def _paint_selection(painter: QPainter, box: QRect, theme: Theme) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    is_contrast = theme.name == "contrast"
    painter.setPen(QPen(theme.accent if is_contrast else theme.playhead, 2))
    painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 3, 3)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _same(one: object, other: object) -> bool:
    """Timelines are told apart by identity: comparing all Clips would take long."""
    return (
        isinstance(one, tuple)
        and isinstance(other, tuple)
        and one[0] is other[0]
        and one[2] is other[2]
        and (one[1], *one[3:]) == (other[1], *other[3:])
    )
