"""Which part of time is seen, and how frames become pixels. Pure; the limits of zoom are here too."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from studio.frames import PROJECT_RATE

LEAST_ON_SLIDER, MOST_ON_SLIDER = 2.0, 400.0
MOST_PIXELS_PER_SECOND = 4.0 * PROJECT_RATE
"""Every sample of a Take is eight pixels wide."""

FIRST_PIXELS_PER_SECOND = 34.0
_MARGIN = 24
_TAIL = 0.25  # So much of the window may lie empty behind the end of the piece.
_PAGE_START, _PAGE_END = 0.04, 0.94


@dataclass(frozen=True, slots=True)
class View:
    """The frame at the left edge, which may lie between two, the scale, and the width in pixels."""

    left_frame: float = 0.0
    pixels_per_second: float = FIRST_PIXELS_PER_SECOND
    width: float = 1.0

    @property
    def frames_per_pixel(self) -> float:
        return PROJECT_RATE / self.pixels_per_second

    @property
    def right_frame(self) -> float:
        return self.left_frame + self.width * self.frames_per_pixel

    def x(self, frame: float) -> float:
        return (frame - self.left_frame) / self.frames_per_pixel

    def pixels(self, frames: float) -> float:
        return frames / self.frames_per_pixel

    def frame(self, x: float) -> int:
        """The frame under a pixel; nothing lies before the beginning."""
        return max(0, round(self.left_frame + x * self.frames_per_pixel))

    def frames(self, pixels: float) -> int:
        return round(pixels * self.frames_per_pixel)

    def sized(self, width: float) -> View:
        return replace(self, width=max(1.0, width))

    def at(self, left_frame: float) -> View:
        return replace(self, left_frame=left_frame)

    def zoomed(self, pixels_per_second: float, about_x: float) -> View:
        """With what lies under `about_x` kept there."""
        kept = self.left_frame + about_x * self.frames_per_pixel
        scaled = replace(self, pixels_per_second=pixels_per_second)
        return scaled.at(kept - about_x * scaled.frames_per_pixel)

    def fitted(self, start_frame: int, end_frame: int) -> View:
        """With all between two frames just in view."""
        room = max(1.0, self.width - 2 * _MARGIN)
        seconds = max(1, end_frame - start_frame) / PROJECT_RATE
        scale = min(room / seconds, MOST_PIXELS_PER_SECOND)
        scaled = replace(self, pixels_per_second=scale)
        middle = (start_frame + end_frame) / 2
        return scaled.at(middle - self.width / 2 * scaled.frames_per_pixel)

    def bounded(self, end_frame: int) -> View:
        """Within the limits for a piece that ends there."""
        least = least_scale(self.width, end_frame)
        scale = min(max(self.pixels_per_second, least), MOST_PIXELS_PER_SECOND)
        scaled = self
        if scale != self.pixels_per_second:
            scaled = self.zoomed(scale, self.width / 2)
        return scaled.at(min(max(0.0, scaled.left_frame), scaled.last_left(end_frame)))

    def last_left(self, end_frame: int) -> float:
        """How far to the right the window may go; not at all while everything is in view."""
        seen = self.width * self.frames_per_pixel
        return 0.0 if seen >= end_frame else end_frame - seen * (1 - _TAIL)

    def revealing(self, start_frame: int, end_frame: int) -> View:
        """Moved as little as shows what lies between two frames, its beginning first."""
        margin = _MARGIN * self.frames_per_pixel
        left = self.left_frame
        if end_frame + margin > self.right_frame:
            left = end_frame + margin - self.width * self.frames_per_pixel
        return self.at(min(left, max(0.0, start_frame - margin)))

    def following(self, frame: int, *, centred: bool = False) -> View:
        """With the playhead in view: a page further when it leaves this one, or in the middle."""
        if centred:
            return self.at(frame - self.width / 2 * self.frames_per_pixel)
        if 0 <= self.x(frame) <= self.width * _PAGE_END:
            return self
        return self.at(frame - self.width * _PAGE_START * self.frames_per_pixel)


def least_scale(width: float, end_frame: int) -> float:
    """The scale at which the whole piece is in view, or that of the slider's end."""
    seconds = max(1, end_frame) / PROJECT_RATE
    return min(LEAST_ON_SLIDER, max(1.0, width - 2 * _MARGIN) / seconds)


def slider_part(pixels_per_second: float) -> float:
    """Where on the slider a scale stands, from 0 to 1; each step of it is the same factor."""
    span = math.log(MOST_ON_SLIDER / LEAST_ON_SLIDER)
    return min(max(math.log(pixels_per_second / LEAST_ON_SLIDER) / span, 0.0), 1.0)


def scale_at(part: float) -> float:
    """The scale at a place of the slider."""
    return LEAST_ON_SLIDER * math.exp(part * math.log(MOST_ON_SLIDER / LEAST_ON_SLIDER))
