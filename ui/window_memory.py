"""The window as it was left: its size before the first paint, its areas once they are there.

What changes is kept a moment later, so that little is lost however the program ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer

from studio.kept_values import kept
from ui.folding import Side
from ui.window_place import SidePlace, WindowPlace, place_on, screen_name, with_place

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.main_window import MainWindow
    from ui.side_dock import SideDock

_NAME = "windows"
_KEPT_AFTER_MS = 700


class WindowMemory(QObject):
    """Made before the window is shown; `follow` once its areas are in it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk: Desk | None = None
        self._before = self._found()
        place = self._before
        if place.width and place.height:
            room = window.screen().availableGeometry()
            window.resize(min(place.width, room.width()), min(place.height, room.height()))
        if place.is_maximized:
            window.setWindowState(Qt.WindowState.WindowMaximized)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_KEPT_AFTER_MS)
        self._soon.timeout.connect(self._keep_now)

    def follow(self, desk: Desk) -> None:
        """Put the areas as they were, and remember from now on how they stand."""
        self._desk = desk
        place = self._found()
        for side, area in ((place.left, desk.left), (place.right, desk.right)):
            area.put_back(side.tab, side.is_folded)
            if side.width:
                self._window.resizeDocks([area], [side.width], Qt.Orientation.Horizontal)
            area.tab_shown.connect(self._soon.start)
            area.folded.connect(self._soon.start)
            area.installEventFilter(self)
        if place.foot_height:
            self._window.resizeDocks([desk.foot], [place.foot_height], Qt.Orientation.Vertical)
        desk.foot.installEventFilter(self)
        self._window.installEventFilter(self)

    def end(self) -> None:
        """Keep how everything stands now."""
        if self._desk is not None:
            self._soon.stop()
            self._keep(self._desk)
            self._desk = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        changed = (QEvent.Type.Resize, QEvent.Type.WindowStateChange)
        if self._desk is not None and event.type() in changed:
            self._soon.start()
        return False

    def _found(self) -> WindowPlace:
        return place_on(kept(_NAME), self._screen())

    def _screen(self) -> str:
        size = self._window.screen().size()
        return screen_name(size.width(), size.height())

    def _place(self, desk: Desk) -> WindowPlace:
        window = self._window
        if not desk.foot.isVisible():  # only the script is shown: nobody wants to begin like this
            return self._found()
        is_filled = window.isMaximized() or window.isFullScreen()
        normal = window.normalGeometry().size() if is_filled else window.size()
        return WindowPlace(
            normal.width(),
            normal.height(),
            window.isMaximized(),
            desk.foot.height(),
            _side_place(desk.left, self._before.left),
            _side_place(desk.right, self._before.right),
        )

    def _keep(self, desk: Desk) -> None:
        from ui.keeping import keep_aside  # the loop it needs comes after the first paint

        keep_aside(_NAME, with_place(kept(_NAME), self._screen(), self._place(desk)))

    def _keep_now(self) -> None:
        if self._desk is not None:
            self._keep(self._desk)


def _side_place(area: SideDock, before: SidePlace) -> SidePlace:
    is_folded = area.side is Side.FOLDED
    width = before.width if is_folded else area.width()
    return SidePlace(area.shown_tab, width, is_folded if area.is_by_hand else None)
