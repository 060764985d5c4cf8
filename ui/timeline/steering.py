"""Moving about in the timeline: zoom, pages, from Clip to Clip. For keys, wheel and buttons alike."""

from __future__ import annotations

from studio.document.script_items import SCENE
from studio.document.values import Line, LineId
from studio.timeline.values import Clip, Span
from ui.timeline import neighbours
from ui.timeline.lanes import LEAST_HEIGHT, MOST_HEIGHT
from ui.timeline.shown import Shown
from ui.timeline.view import MOST_PIXELS_PER_SECOND, View, least_scale

ZOOM_STEP = 1.25
_PAGE = 0.9


class Steering:
    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self._anchor: LineId | None = None
        """Where a selection that is being extended began."""

    def zoom_by(self, factor: float, about_x: float | None = None) -> None:
        """Round a place of the window; without one round the playhead, if that is in view."""
        view = self._shown.view
        self.zoom_to(view.pixels_per_second * factor, about_x)

    def zoom_to(self, pixels_per_second: float, about_x: float | None = None) -> None:
        view = self._shown.view
        if about_x is None:
            at_playhead = view.x(self._shown.playhead)
            about_x = at_playhead if 0 <= at_playhead <= view.width else view.width / 2
        least = least_scale(view.width, self._shown.end_frame)
        scale = min(max(pixels_per_second, least), MOST_PIXELS_PER_SECOND)
        self._shown.set_view(view.zoomed(scale, about_x))

    def fit_selection(self) -> None:
        """All that is selected; without anything the loop range; else the scene."""
        clips = self.selected_clips()
        if clips:
            start = min(clip.start_frame for clip in clips)
            self._fit(start, max(clip.uncut_end_frame for clip in clips))
        elif self._shown.loop is not None:
            self._fit(self._shown.loop.start_frame, self._shown.loop.end_frame)
        else:
            self.fit_scene()

    def fit_scene(self) -> None:
        """The scene of the current Clip or the playhead; all of it again: the whole piece."""
        scene = self._scene()
        before = self._shown.view
        if scene is not None:
            self._fit(scene.start_frame, scene.end_frame)
        if scene is None or _same_part(before, self._shown.view):
            self._fit(0, self._shown.end_frame)

    def page(self, pages: int) -> None:
        view = self._shown.view
        frames = pages * _PAGE * view.width * view.frames_per_pixel
        self._shown.set_view(view.at(view.left_frame + frames))

    def scroll_pixels(self, pixels: float) -> None:
        view = self._shown.view
        self._shown.set_view(view.at(view.left_frame + pixels * view.frames_per_pixel))

    def change_lane_height(self, pixels: int) -> None:
        height = min(max(self._shown.lane_height + pixels, LEAST_HEIGHT), MOST_HEIGHT)
        self._shown.set_lane_height(height)

    def step_in_time(self, steps: int, *, extend: bool = False) -> None:
        """To the next Clip, or to the one before."""
        shown = self._shown
        here = shown.clip_of(shown.current)
        if here is None:
            found = neighbours.nearest(shown.timeline, shown.playhead)
        elif steps > 0:
            found = neighbours.later(shown.timeline, here)
        else:
            found = neighbours.earlier(shown.timeline, here)
        self._go_to(found, extend=extend)

    def step_in_lanes(self, steps: int, *, extend: bool = False) -> None:
        """To the nearest Clip in time on the next Lane that has one."""
        shown = self._shown
        here = shown.clip_of(shown.current)
        if here is None:
            self._go_to(neighbours.nearest(shown.timeline, shown.playhead), extend=extend)
            return
        place = shown.lanes.place(here.speaker) or 0
        while 0 <= (place := place + steps) < len(shown.lanes):
            lane = shown.lanes.all[place]
            if lane.is_sound:
                return
            speaker = shown.document.cast[place].id
            found = neighbours.nearest(shown.timeline, here.start_frame, speaker)
            if found is not None:
                self._go_to(found, extend=extend)
                return

    def go_to_end(self, *, is_last: bool, extend: bool = False) -> None:
        """To the first Clip or the last; with them, to the end of the piece."""
        shown = self._shown
        frame = shown.end_frame if is_last else 0
        self._go_to(neighbours.nearest(shown.timeline, frame), extend=extend)
        last = shown.view.last_left(shown.end_frame)
        shown.set_view(shown.view.at(last if is_last else 0.0))

    def choose(self, line: LineId, *, add: bool = False, extend: bool = False) -> None:
        """Select a Clip; `add` it to the selection or take it out, or `extend` that up to it."""
        shown = self._shown
        if extend and self._anchor is not None:
            shown.select(self._between(self._anchor, line), line)
        elif add:
            shown.select(shown.selected ^ {line}, line)
            self._anchor = line
        else:
            shown.select({line}, line)
            self._anchor = line

    def choose_all(self) -> None:
        shown = self._shown
        shown.select([clip.line for clip in shown.timeline.clips], shown.current)

    def reveal(self, clip: Clip) -> None:
        self._shown.set_view(self._shown.view.revealing(clip.start_frame, clip.end_frame))

    def selected_clips(self) -> list[Clip]:
        clips = [self._shown.clip_of(line) for line in self._shown.selected]
        return [clip for clip in clips if clip is not None]

    def selected_span(self) -> Span | None:
        """From the first selected Clip's beginning to the last one's end."""
        clips = self.selected_clips()
        if not clips:
            return None
        start = min(clip.start_frame for clip in clips)
        return Span(start, max(clip.end_frame for clip in clips))

    def _go_to(self, clip: Clip | None, *, extend: bool) -> None:
        if clip is not None:
            self.choose(clip.line, extend=extend)
            self.reveal(clip)

    def _between(self, first: LineId, last: LineId) -> list[LineId]:
        """All Lines of the script from one to the other, that are spoken."""
        lines = self._shown.document.lines
        places = sorted(place for line in (first, last) if (place := lines.place(line)) is not None)
        if len(places) < 2:
            return [last]
        return [line.id for line in lines[places[0] : places[1] + 1]]

    def _fit(self, start_frame: int, end_frame: int) -> None:
        self._shown.set_view(self._shown.view.fitted(start_frame, end_frame))

    def _scene(self) -> Span | None:
        """From heading to heading; None where the piece has no scenes."""
        shown = self._shown
        here = shown.clip_of(shown.current) or neighbours.nearest(shown.timeline, shown.playhead)
        script = shown.document.script
        place = None if here is None else script.place(here.line)
        if here is None or place is None:
            return None
        begins = [
            at
            for heading in shown.document.headings
            if heading.level <= SCENE and (at := script.place(heading.id)) is not None
        ]
        first = max([at for at in begins if at <= place], default=0)
        last = min([at for at in begins if at > place], default=len(script)) - 1
        if first == 0 and last == len(script) - 1:
            return None
        items = script[first : last + 1]
        clips = [shown.clip_of(item.id) for item in items if isinstance(item, Line)]
        placed = [clip for clip in clips if clip is not None]
        start = min(clip.start_frame for clip in placed)
        return Span(start, max(clip.end_frame for clip in placed))


def _same_part(one: View, other: View) -> bool:
    return abs(one.left_frame - other.left_frame) < 1 and (
        abs(one.pixels_per_second / other.pixels_per_second - 1) < 1e-6
    )
