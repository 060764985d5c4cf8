"""The window: its frame, its menus and its keys. What shows the Studio is the desk in its middle.

It opens without a desk, so that it is painted before the core is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow

from studio.sentences import sentence
from ui import actions, messages
from ui.look import SYSTEM, Look

if TYPE_CHECKING:  # making a type of Qt known takes time, and these are only talked about
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent

    from ui.desk import Desk

PROGRAM = sentence("ui.main_window.program", "Dialogue Studio")
TITLE = sentence("ui.main_window.title", "{piece} — Dialogue Studio")
VERSION = sentence("ui.main_window.version", "Dialogue Studio {version}")
ABOUT = sentence(
    "ui.main_window.about",
    "Write dialogue, give every speaker a voice, and hear the scene at once.\n\n"
    "The local voices are spoken by espeak-ng on this computer: free, offline and robotic. They are"
    " there for drafts.\n\n"
    "Free software under the GNU General Public License, version 3 or later.",
)

_DEFAULT_SIZE, _LEAST_SIZE = (1440, 900), (1024, 640)
_THEMES = {
    actions.THEME_OF_SYSTEM: SYSTEM,
    actions.THEME_DARK: "dark",
    actions.THEME_LIGHT: "light",
    actions.THEME_CONTRAST: "contrast",
}


class MainWindow(QMainWindow):
    """It never closes on its own: `leaving` asks for the ordered end of everything."""

    painted = Signal()
    leaving = Signal()
    theme_chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._has_painted = False
        self.setWindowTitle(messages.say(PROGRAM))
        self.setMinimumSize(*_LEAST_SIZE)
        self.resize(*_DEFAULT_SIZE)
        self._actions = actions.make_actions(self)
        actions.fill(self.menuBar(), self._actions)
        self._connect_actions()

    def action(self, command: actions.Command) -> QAction:
        return self._actions[command]

    def put_desk(self, desk: Desk) -> None:
        """Fill the window; from now on the commands that need a desk can be given."""
        self.setCentralWidget(desk)
        for command, do in (
            (actions.OPEN, desk.ask_for_script),
            (actions.PLAY, desk.play_or_stop),
            (actions.PLAY_FROM_HERE, desk.play_from_here),
        ):
            self._actions[command].triggered.connect(do)
        self._actions[actions.OPEN].setEnabled(True)
        desk.can_play_changed.connect(self._let_play)
        self._let_play(desk.can_play)
        desk.title_changed.connect(self._show_title)
        self._show_title(desk.title)
        desk.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.leaving.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Here, and not a shortcut: a button that has the focus keeps its space bar.
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._actions[actions.PLAY].trigger()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def _connect_actions(self) -> None:
        for command in (actions.OPEN, actions.PLAY, actions.PLAY_FROM_HERE):
            self._actions[command].setEnabled(False)
        self._actions[actions.QUIT].triggered.connect(self.close)
        self._actions[actions.ABOUT].triggered.connect(self._tell_about)
        full_screen = self._actions[actions.FULL_SCREEN]
        full_screen.setCheckable(True)
        full_screen.triggered.connect(self._show_full_screen)
        themes = QActionGroup(self)
        for command, choice in _THEMES.items():
            each = themes.addAction(self._actions[command])
            each.setCheckable(True)
            each.setChecked(choice == self._look.choice)
            each.triggered.connect(lambda _checked, choice=choice: self._choose_theme(choice))

    def _let_play(self, can_play: bool) -> None:
        for command in (actions.PLAY, actions.PLAY_FROM_HERE):
            self._actions[command].setEnabled(can_play)

    def _choose_theme(self, choice: str) -> None:
        self._look.choose(choice)
        self.theme_chosen.emit(choice)

    def _show_full_screen(self, is_full: bool) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _show_title(self, piece: str) -> None:
        self.setWindowTitle(messages.say(TITLE, piece=piece) if piece else messages.say(PROGRAM))

    def _tell_about(self) -> None:
        from ui import dialogs, tasks  # the loop they need comes after the first paint, so do they

        title = messages.say(VERSION, version=QCoreApplication.applicationVersion())
        tasks.start(dialogs.tell(self, title, ABOUT()), self)
