"""The window: its frame, its menus and its keys. What shows the Studio is the desk that fills it.

It opens without a desk, so that it is painted before the core is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu, QVBoxLayout, QWidget

from studio.sentences import sentence
from ui import actions, file_commands, messages, transport_commands, view_commands
from ui.command import Command
from ui.command_set import CommandSet
from ui.folding import folds_at
from ui.look import Look

if TYPE_CHECKING:  # making a type of Qt known takes time, and these are only talked about
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent

    from ui.desk import Desk

PROGRAM = sentence("ui.main_window.program", "Dialogue Studio")
TITLE = sentence("ui.main_window.title", "{piece} — Dialogue Studio")
NO_LINES = sentence("ui.main_window.no_lines", "There is no line to play yet.")

_DEFAULT_SIZE, _LEAST_SIZE = (1440, 900), (1024, 640)


class MainWindow(QMainWindow):
    """It never closes on its own: `leaving` asks for the ordered end of everything."""

    painted = Signal()
    leaving = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._has_painted = False
        self._desk: Desk | None = None
        self.setWindowTitle(messages.say(PROGRAM))
        self.setMinimumSize(*_LEAST_SIZE)
        self.resize(*_DEFAULT_SIZE)
        self.commands = CommandSet(actions.ALL, look, self)
        actions.fill(self.menuBar(), self.commands)
        self._connect_actions()

    def action(self, command: Command) -> QAction:
        return self.commands.action(command)

    def menu_of(self, command: Command) -> QMenu:
        """The menu this command stands in."""
        wanted = self.action(command)
        return next(menu for menu in self.menuBar().findChildren(QMenu) if wanted in menu.actions())

    def put_desk(self, desk: Desk) -> None:
        """Fill the window; from now on the commands that need a desk can be given."""
        self._desk = desk
        self.setDockNestingEnabled(False)
        for corner in (Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner):
            self.setCorner(corner, Qt.DockWidgetArea.BottomDockWidgetArea)
        self.setCentralWidget(_below(desk.hint_bar, desk.middle))
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, desk.foot)
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, desk.left)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, desk.right)
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, desk.tool_bar)
        self.commands.dress()
        self.commands.carry_out(desk.doing())
        desk.can_play_changed.connect(self._let_play)
        self._let_play(desk.can_play)
        desk.title_changed.connect(self._show_title)
        self._show_title(desk.title)
        folds = folds_at(self.width(), self.height())
        desk.fold(folds)
        widths = [folds.left_width, folds.right_width]
        self.resizeDocks([desk.left, desk.right], widths, Qt.Orientation.Horizontal)
        desk.middle.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.leaving.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._desk is not None:
            self._desk.fold(folds_at(self.width(), self.height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Here, and not a shortcut: a button that has the focus keeps its space bar.
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.action(transport_commands.PLAY).trigger()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def _connect_actions(self) -> None:
        self.commands.carry_out(
            {
                file_commands.QUIT: self.close,
                view_commands.FULL_SCREEN: self._show_full_screen,
                view_commands.ONLY_SCRIPT: self._show_only_script,
            }
        )

    def _let_play(self, can_play: bool) -> None:
        self.commands.let(transport_commands.NEEDING_LINES, can_play, messages.say(NO_LINES))

    def _show_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:  # the system can leave it too
            self.action(view_commands.FULL_SCREEN).setChecked(self.isFullScreen())

    def bring_to_front(self) -> None:
        """For whoever asked for the project that is in here."""
        if self.isMinimized():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _show_only_script(self) -> None:
        """Or everything again. The menu stays: it says how to come back."""
        if self._desk is None:
            return
        is_alone = self.action(view_commands.ONLY_SCRIPT).isChecked()
        desk = self._desk
        for area in (desk.left, desk.right, desk.foot, desk.tool_bar):
            area.setVisible(not is_alone)
        desk.middle.setFocus()

    def _show_title(self, piece: str) -> None:
        self.setWindowTitle(messages.say(TITLE, piece=piece))


def _below(bar: QWidget, widget: QWidget) -> QWidget:
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(bar)
    column.addWidget(widget, 1)
    return both
