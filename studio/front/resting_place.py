"""Keeps where the playhead of the project that is shown rests. Light."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.front.projects import Projects
from studio.front.running import Running
from studio.playback.play_state import PlayState

if TYPE_CHECKING:
    from studio.front.machinery import Machinery

KEPT_AFTER_SECONDS = 1.0


class RestingPlace:
    def __init__(self, running: Running, projects: Projects) -> None:
        self._running, self._projects = running, projects
        self._is_kept_soon = False

    def keep(self) -> None:
        """As it is now."""
        project, machinery = self._running.project, self._running.machinery
        if project is not None and machinery is not None:
            self._projects.stands_at(project, machinery.transport.playhead)

    def follow(self, machinery: Machinery) -> None:
        """Keep it a moment after each rest, once however often the playhead moves meanwhile."""

        def rests() -> None:
            if machinery.transport.state is PlayState.STOPPED and not self._is_kept_soon:
                self._is_kept_soon = True
                machinery.making.voices.soon(keep, KEPT_AFTER_SECONDS)

        def keep() -> None:
            self._is_kept_soon = False
            self.keep()

        machinery.transport.changed.connect(rests)
