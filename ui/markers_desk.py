"""Markers and regions: put where the playhead is or the ruler was clicked, moved, renamed, taken away."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from studio.document import step_names
from studio.document.annotations import Marker, MarkerId
from studio.document.edits import remarks
from studio.identity import new_id
from studio.sentences import sentence
from studio.studio import Studio
from ui import dialogs, messages, tasks
from ui.edits import edit
from ui.timeline.panel import TimelinePanel

NEW_MARKER = sentence("ui.markers_desk.new_marker", "Marker {number}")
NEW_REGION = sentence("ui.markers_desk.new_region", "Region {number}")
RENAME_MARKER = sentence("ui.markers_desk.rename", "Rename {name}")


class MarkersDesk(QObject):
    def __init__(self, studio: Studio, panel: TimelinePanel) -> None:
        super().__init__(panel)
        self._studio, self._panel = studio, panel
        panel.marker_wanted.connect(self._put)
        panel.marker_moved.connect(self._move)
        panel.marker_opened.connect(lambda id: tasks.start(self._rename(id), self))
        panel.marker_unwanted.connect(self._remove)

    def put_here(self) -> None:
        """Where the playhead is."""
        self._put(self._studio.playhead)

    def _put(self, frame: int) -> None:
        number = len(self._studio.document.markers) + 1
        name = messages.say(NEW_MARKER, number=number)
        marker = Marker(MarkerId(new_id()), name, frame)
        edit(self._studio, step_names.MARKER(), lambda it: remarks.put_marker(it, marker))

    def _move(self, id: str, frame: int) -> None:
        """A region keeps its length."""
        marker = self._marker(id)
        if marker is not None:
            end = marker.end_frame
            later = None if end is None else end + frame - marker.start_frame
            moved = replace(marker, start_frame=frame, end_frame=later)
            edit(self._studio, step_names.MARKER(), lambda it: remarks.put_marker(it, moved))

    async def _rename(self, id: str) -> None:
        marker = self._marker(id)
        if marker is None:
            return
        asked = messages.say(RENAME_MARKER, name=marker.name)
        name = await dialogs.ask_text(self._panel.window(), asked, "", marker.name)
        if name:
            renamed = replace(marker, name=name)
            edit(self._studio, step_names.MARKER(), lambda it: remarks.put_marker(it, renamed))

    def _marker(self, id: str) -> Marker | None:
        return next((each for each in self._studio.document.markers if each.id == id), None)

    def put_region(self) -> None:
        """The loop range as a marker with an end."""
        loop = self._studio.loop
        if loop is not None:
            number = len(self._studio.document.markers) + 1
            name = messages.say(NEW_REGION, number=number)
            region = Marker(MarkerId(new_id()), name, loop.start_frame, loop.end_frame)
            edit(self._studio, step_names.MARKER(), lambda it: remarks.put_marker(it, region))

    def _remove(self, id: str) -> None:
        edit(
            self._studio,
            step_names.MARKER(),
            lambda it: remarks.remove_marker(it, MarkerId(id)),
        )
