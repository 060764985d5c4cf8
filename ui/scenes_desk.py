"""Keeps the tree of scenes true, and does what is asked there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.document import step_names
from studio.document.edits import grasp, script
from studio.document.history import StepName
from studio.document.script_items import HeadingId
from studio.document.values import Document, Line, LineId
from studio.studio import Studio
from studio.takes.line_state import LineState
from ui import edits
from ui.scenes.outline import outline
from ui.scenes.panel import ScenesPanel
from ui.script.panel import ScriptPanel

_READY = (LineState.DRAFT, LineState.FINAL, LineState.UNDERSTUDY)


class ScenesDesk(QObject):
    """Owns the panel."""

    def __init__(self, studio: Studio, script_panel: ScriptPanel, owner: QWidget) -> None:
        super().__init__(owner)
        self._studio, self._script = studio, script_panel
        self.panel = ScenesPanel()
        self.panel.chosen.connect(self._choose)
        self.panel.play_wanted.connect(self._play)
        self.panel.renamed.connect(self._rename)
        self.panel.moved.connect(self._move)

    def show(self) -> None:
        """Have the tree say what is true now; costs nothing while it is hidden."""
        if self.panel.isVisible():
            studio = self._studio
            nodes = outline(studio.document, studio.timeline, self._is_ready)
            self.panel.show_nodes(nodes)

    def _is_ready(self, line: LineId) -> bool:
        return self._studio.state_of(line) in _READY

    def _choose(self, heading: str) -> None:
        self._script.select([heading])

    def _play(self, heading: str) -> None:
        """From the first Line of the scene."""
        for item in script.items_under(self._studio.document, HeadingId(heading)):
            clip = self._studio.timeline.placed.of(item.id) if isinstance(item, Line) else None
            if clip is not None:
                self._script.start_following()
                self._studio.play(clip.start_frame)
                return

    def _rename(self, heading: str, text: str) -> None:
        old = grasp.heading_of(self._studio.document, HeadingId(heading))
        self._edit(
            step_names.CHANGE_HEADING(text=text),
            lambda it: script.set_heading(it, old.id, text, old.level, old.notes),
        )

    def _move(self, heading: str, before: str | None) -> None:
        text = grasp.heading_of(self._studio.document, HeadingId(heading)).text
        self._edit(
            step_names.MOVE_SCENE(text=text),
            lambda it: script.move_scene(it, HeadingId(heading), before),
        )

    def _edit(self, name: StepName, change: Callable[[Document], Document]) -> None:
        edits.edit(self._studio, name, change)
