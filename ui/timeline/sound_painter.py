"""Music and effects on their Lanes: the waveform, how far it gives way to speech, and the name."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from studio.timeline.ducking import duck_curve
from studio.timeline.values import Clip, PlacedSound, Span
from ui import fonts, messages
from ui.theme import Theme
from ui.timeline import brushes, words
from ui.timeline.lanes import Lane
from ui.timeline.sources import SoundWaveOf
from ui.timeline.view import View
from ui.wave_picture import wave_picture

_INSET = 3
_LABEL_HEIGHT = 14


def sound_picture(
    sound: PlacedSound,
    lane: Lane,
    view: View,
    speech: Iterable[Clip],
    wave_of: SoundWaveOf,
    theme: Theme,
    scale: float,
) -> tuple[QPixmap, bool]:
    """All of the sound that is in view, as wide as the window; whether its waveform was at hand."""
    width = round(view.width)
    picture = QPixmap(round(width * scale), round(lane.height * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    left = max(0.0, view.x(sound.start_frame))
    right = min(float(width), view.x(sound.end_frame))
    box = QRectF(left, _INSET, right - left, lane.height - 2 * _INSET)
    painter.fillRect(box, brushes.faint(theme.text3, 0.14))
    is_whole = _wave(painter, sound, box, view, wave_of, theme.text3)
    if sound.duck is not None:
        _duck(painter, sound, box, view, speech, theme)
    _fades(painter, sound, box, view, theme)
    if theme.name == "contrast":
        painter.setPen(QPen(theme.line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    _label(painter, sound, box, theme)
    painter.end()
    return picture, is_whole


def _wave(
    painter: QPainter,
    sound: PlacedSound,
    box: QRectF,
    view: View,
    wave_of: SoundWaveOf,
    ink: QColor,
) -> bool:
    scale = brushes.device_scale(painter)
    first = max(0, view.frame(box.left()) - sound.start_frame)
    last = min(view.frame(box.right()), sound.end_frame) - sound.start_frame
    columns = round(box.width() * scale)
    if columns < 1 or last <= first:
        return True
    wave = wave_of(sound, first, last, columns)
    if wave is None:
        return sound.is_missing
    height = round(box.height() * scale)
    painter.drawImage(box, wave_picture(wave, height, ink, 10 ** (sound.gain_db / 20)))
    return True


def _fades(painter: QPainter, sound: PlacedSound, box: QRectF, view: View, theme: Theme) -> None:
    painter.setPen(QPen(brushes.faint(theme.text, 0.7), 1))
    start, end = view.x(sound.start_frame), view.x(sound.end_frame)
    rise, fall = view.pixels(sound.fade_in_frames), view.pixels(sound.fade_out_frames)
    if rise >= 2:
        painter.drawLine(QPointF(start, box.bottom()), QPointF(start + rise, box.top()))
    if fall >= 2:
        painter.drawLine(QPointF(end - fall, box.top()), QPointF(end, box.bottom()))


def _duck(
    painter: QPainter,
    sound: PlacedSound,
    box: QRectF,
    view: View,
    speech: Iterable[Clip],
    theme: Theme,
) -> None:
    """The gain as a line: at the top it is whole, at the bottom nothing is left."""
    duck = sound.duck
    if duck is None:
        return
    points = duck_curve([Span(clip.start_frame, clip.end_frame) for clip in speech], duck)
    top, height = box.top() + 2, box.height() - 4
    at = [QPointF(view.x(point.frame), top + (1 - point.gain) * height) for point in points]
    ends = [QPointF(box.left(), top)], [QPointF(box.right(), top)]
    if at and at[0].x() < box.left():
        ends = [], ends[1]
    painter.save()
    painter.setClipRect(box)
    painter.setPen(QPen(theme.text, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([*ends[0], *at, *ends[1]]))
    painter.restore()


def _label(painter: QPainter, sound: PlacedSound, box: QRectF, theme: Theme) -> None:
    name = sound.source.name
    if sound.is_missing:
        said = messages.say(words.MISSING_SOUND, name=name)
    elif sound.duck is not None:
        said = messages.say(words.DUCKED, name=name, gain=words.short(-sound.duck.gain_db))
    else:
        said = name
    painter.setFont(fonts.font(fonts.HINT, fonts.MEDIUM))
    metrics = painter.fontMetrics()
    width = metrics.horizontalAdvance(said) + 8
    ground = QRectF(box.left() + 4, box.bottom() - _LABEL_HEIGHT, width, _LABEL_HEIGHT)
    painter.fillRect(ground, brushes.faint(theme.sunken, 0.9))
    painter.setPen(theme.failed if sound.is_missing else theme.text)
    painter.drawText(ground.adjusted(4, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, said)
