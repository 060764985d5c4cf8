"""The strip under the script: play and pause, where the playhead is, who is heard, how loud it is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QToolButton, QWidget

from studio.sentences import sentence
from ui import icons, messages, quantities, timeline_commands, transport_commands
from ui.command import Command
from ui.command_set import CommandSet
from ui.look import Look
from ui.plain_text import label
from ui.transport.heard_label import HeardLabel
from ui.transport.meter import Meter

OF_LENGTH = sentence("ui.transport.of_length", "/ {length}")
PLAY = sentence("ui.transport.play", "Play")
PAUSE = sentence("ui.transport.pause", "Pause")
KEYS = sentence("ui.transport.keys", "{what} (Space, F5)")
AHEAD = sentence("ui.transport.ahead", "{seconds} ahead")
DRAFT = sentence("ui.transport.draft", "Draft")
FINAL = sentence("ui.transport.final", "Final")
LISTEN_DRAFT = sentence("ui.transport.listen_draft", "Listen to the draft voices; nothing is paid")
LISTEN_FINAL = sentence(
    "ui.transport.listen_final", "Listen to the final voices; missing takes are made while playing"
)

_HEIGHT = 46
_MARGIN = 12
_BUTTON, _ICON = QSize(40, 32), QSize(18, 18)
_SMALL = QSize(28, 28)


class TransportBar(QFrame):
    """Shows what it is told; its buttons share the actions of the menus."""

    final_wanted = Signal(bool)

    def __init__(self, commands: CommandSet, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("transport")
        self.setFixedHeight(_HEIGHT)
        self._look, self._commands = look, commands
        self._is_playing = False
        self._play = self._play_button()
        self._position, self._length = label("position"), label("length")
        self._ahead = label("ahead")
        self.heard = HeardLabel(look)
        self.meter = Meter(look)
        self._listen = QButtonGroup(self)
        self._listen.setExclusive(True)
        self._listen.idClicked.connect(lambda id: self.final_wanted.emit(bool(id)))
        self._wordy: list[QToolButton] = []
        self._lay_out()
        look.changed.connect(self._show_button)
        self._let_play()
        self.show_position(0)
        self.show_length(0)
        self.show_ahead(None)

    def show_playing(self, is_playing: bool) -> None:
        if is_playing != self._is_playing:
            self._is_playing = is_playing
            self._show_button()

    def show_position(self, frame: int) -> None:
        words = quantities.position(frame)
        if words != self._position.text():
            self._position.setText(words)
            self._position.setMinimumWidth(self._position.sizeHint().width())

    def show_length(self, frames: int) -> None:
        self._length.setText(messages.say(OF_LENGTH, length=quantities.whole_seconds(frames)))

    def show_ahead(self, seconds: float | None) -> None:
        """How long it goes on without waiting; None where that is of no interest."""
        words = (
            ""
            if seconds is None
            else messages.say(AHEAD, seconds=quantities.short_seconds(seconds))
        )
        self._ahead.setText(words)

    def show_mode(self, is_final: bool) -> None:
        self._listen.button(int(is_final)).setChecked(True)

    def shorten(self, is_short: bool, is_tight: bool = False) -> None:
        """With little width who is heard is told by the script alone; with hardly any, words become
        icons."""
        self.heard.setVisible(not is_short)
        style = Qt.ToolButtonStyle
        for button in self._wordy:
            button.setToolButtonStyle(
                style.ToolButtonIconOnly if is_tight else style.ToolButtonTextBesideIcon
            )

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        row.setSpacing(4)
        for command in (transport_commands.TO_START, transport_commands.PREVIOUS):
            row.addWidget(self._small(command))
        row.addWidget(self._play)
        for command in (transport_commands.NEXT, transport_commands.LOOP):
            row.addWidget(self._small(command))
        row.addSpacing(_MARGIN)
        for words, tip, id in ((DRAFT, LISTEN_DRAFT, 0), (FINAL, LISTEN_FINAL, 1)):
            button = QToolButton()
            button.setText(messages.say(words))
            button.setCheckable(True)
            button.setChecked(id == 0)
            button.setProperty("kind", "small")
            button.setAccessibleName(messages.say(tip))
            button.setToolTip(messages.say(tip))
            self._listen.addButton(button, id)
            row.addWidget(button)
        row.addSpacing(_MARGIN)
        for each in (self._position, self._length):
            row.addWidget(each)
            row.addSpacing(4)
        row.addWidget(self.heard, 1)
        for command in (transport_commands.CUT_IN, transport_commands.NOTE):
            row.addWidget(self._worded(command))
        row.addSpacing(_MARGIN)
        row.addWidget(self._ahead)
        row.addStretch(1)
        for command in (timeline_commands.RIPPLE, timeline_commands.SNAP, timeline_commands.FOLLOW):
            row.addWidget(self._small(command))
        row.addSpacing(_MARGIN)
        row.addWidget(self.meter)

    def _play_button(self) -> QToolButton:
        button = QToolButton()
        button.setObjectName("play")
        button.setProperty("kind", "filled")
        button.setFixedSize(_BUTTON)
        button.setIconSize(_ICON)
        action = self._commands.action(transport_commands.PLAY)
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(lambda _can: self._let_play())
        return button

    def _small(self, command: Command) -> QToolButton:
        button = QToolButton()
        button.setProperty("kind", "flat")
        button.setDefaultAction(self._commands.action(command))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setFixedSize(_SMALL)
        button.setAccessibleName(self._commands.words(command))
        return button

    def _worded(self, command: Command) -> QToolButton:
        button = QToolButton()
        button.setProperty("kind", "tool")
        action = self._commands.action(command)
        words = self._commands.words(command)
        button.setText(words)
        button.setAccessibleName(words)
        button.setToolTip(action.toolTip())
        button.setIcon(action.icon())
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(action.trigger)
        action.changed.connect(lambda: self._copy_looks(button, command))
        self._wordy.append(button)
        return button

    def _copy_looks(self, button: QToolButton, command: Command) -> None:
        action = self._commands.action(command)
        button.setIcon(action.icon())
        button.setEnabled(action.isEnabled())
        button.setToolTip(action.toolTip())

    def _let_play(self) -> None:
        self._play.setEnabled(self._commands.action(transport_commands.PLAY).isEnabled())
        self._show_button()

    def _show_button(self) -> None:
        name, words = ("pause", PAUSE) if self._is_playing else ("play", PLAY)
        theme = self._look.theme
        self._play.setIcon(icons.icon(name, theme, theme.on_accent, size=_ICON.width()))
        self._play.setAccessibleName(messages.say(words))
        self._play.setToolTip(messages.say(KEYS, what=messages.say(words)))
