"""How loud it is, left and right, with the highest peak of late; and in figures."""

from __future__ import annotations

from math import isfinite

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.sentences import sentence
from ui import fonts, messages
from ui.look import Look

METER = sentence("ui.transport.meter", "Loudness: {lufs} LUFS, peak {peak} dB")
QUIET = sentence("ui.transport.meter_quiet", "Loudness: silence")
OVER = sentence("ui.transport.meter_over", "over")
METER_TIP = sentence(
    "ui.transport.meter_tip",
    "Momentary {momentary}, short-term {short_term}, integrated {integrated} LUFS; true peak {peak}"
    " dBTP. A click counts anew.",
)

_LEAST_DB, _BAR_WIDTH, _BAR_HEIGHT = -60.0, 96, 6
_OVER_DB = -1.0


class Meter(QWidget):
    """`show_levels` with peaks and loudness in dB; -inf is silence."""

    reset_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._peaks: tuple[float, float] = (_LEAST_DB, _LEAST_DB)
        self._held: tuple[float, float] = (_LEAST_DB, _LEAST_DB)
        self._figures = ("", "")
        self._is_over = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(messages.say(QUIET))
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(_BAR_WIDTH + 92, 34)

    def show_levels(
        self,
        peaks: tuple[float, float],
        held: tuple[float, float],
        true_peak: float,
        loudness: tuple[float, float, float],
    ) -> None:
        """`loudness`: momentary, short-term, integrated."""
        momentary, short_term, integrated = loudness
        figures = (_figure(short_term, "LUFS"), _figure(true_peak, "dBTP"))
        is_over = true_peak > _OVER_DB
        now = (peaks, held, figures, is_over)
        if now == (self._peaks, self._held, self._figures, self._is_over):
            return
        if figures != self._figures:
            self.setAccessibleName(
                messages.say(METER, lufs=_plain(short_term), peak=_plain(true_peak))
                if figures[0]
                else messages.say(QUIET)
            )
            self.setToolTip(
                messages.say(
                    METER_TIP,
                    momentary=_plain(momentary),
                    short_term=_plain(short_term),
                    integrated=_plain(integrated),
                    peak=_plain(true_peak),
                )
            )
        self._peaks, self._held, self._figures, self._is_over = now
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.reset_wanted.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._look.theme
        for row, (peak, held) in enumerate(zip(self._peaks, self._held, strict=True)):
            y = 8 + row * 10
            painter.fillRect(QRectF(0, y, _BAR_WIDTH, _BAR_HEIGHT), theme.sunken)
            reach = _share(peak)
            painter.fillRect(QRectF(0, y, reach * _BAR_WIDTH, _BAR_HEIGHT), theme.ready)
            if _share(held) > 0:
                is_hot = held > _OVER_DB
                mark = theme.failed if is_hot else theme.text
                painter.fillRect(QRectF(_share(held) * _BAR_WIDTH - 1, y - 1, 2, 8), mark)
        painter.setFont(fonts.font(fonts.HINT))
        painter.setPen(theme.text2)
        left = _BAR_WIDTH + 10
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, 2, 90, 15), align, self._figures[0])
        if self._is_over:
            painter.setPen(theme.failed)
        words = f"{self._figures[1]} {messages.say(OVER)}" if self._is_over else self._figures[1]
        painter.drawText(QRectF(left, 17, 90, 15), align, words)


def _share(db: float) -> float:
    if not isfinite(db):
        return 0.0
    return min(max((db - _LEAST_DB) / -_LEAST_DB, 0.0), 1.0)


def _figure(value: float, unit: str) -> str:
    return f"{_plain(value)} {unit}" if isfinite(value) and value > _LEAST_DB else ""


def _plain(value: float) -> str:
    if not isfinite(value):
        return "–"
    return messages.with_decimal_point(f"{value:.1f}".replace("-", "−"))
