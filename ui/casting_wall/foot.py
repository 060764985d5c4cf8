"""The foot of the wall: what it costs, how much is there, and what becomes of the chosen Voice."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton

from studio.sentences import sentence
from ui import icons, messages
from ui.casting_wall.values import FootShown
from ui.dialogs import CLOSE
from ui.elided_label import ElidedLabel
from ui.look import Look
from ui.plain_text import label, tip

STOP = sentence("ui.casting_wall.stop", "Stop the rest")
HERE_BAR = sentence("ui.casting_wall.here_bar", "How much of the wall is here")

_THOUSAND, _BAR_WIDTH, _WIDE = 1000, 110, 1180


class Foot(QFrame):
    stop_wanted = Signal()
    close_wanted = Signal()
    draft_wanted = Signal()
    final_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("wall_foot")
        self._look = look
        self._money = QLabel()
        self._cost, self._here = ElidedLabel("wall_cost"), label("wall_cost")
        self._bar = QProgressBar()
        self._bar.setRange(0, _THOUSAND)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR_WIDTH)
        self._bar.setAccessibleName(messages.say(HERE_BAR))
        self._stop, self._close, self._draft, self._final = (QPushButton() for _ in range(4))
        self._stop.setText(messages.say(STOP))
        self._stop.setProperty("kind", "plain")
        self._close.setText(messages.say(CLOSE))
        self._final.setProperty("kind", "filled")
        for button, signal in (
            (self._stop, self.stop_wanted),
            (self._close, self.close_wanted),
            (self._draft, self.draft_wanted),
            (self._final, self.final_wanted),
        ):
            button.setAutoDefault(False)
            button.setAccessibleName(button.text())
            button.clicked.connect(signal)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 12, 18, 12)
        row.setSpacing(10)
        for each in (self._money, self._cost, self._bar, self._here, self._stop):
            row.addWidget(each)
        row.addStretch(1)
        for each in (self._close, self._draft, self._final):
            row.addWidget(each)
        look.changed.connect(self._show_icons)
        self._show_icons()

    def show_foot(self, foot: FootShown) -> None:
        self._cost.setText(foot.cost)
        self._here.setText(foot.here)
        self._here.setVisible(bool(foot.here))
        self._money.setVisible(bool(foot.cost))
        self._show_bar()
        self._bar.setValue(round(foot.share * _THOUSAND))
        self._stop.setVisible(foot.can_stop)
        for button, words, why_not in (
            (self._draft, foot.draft, foot.draft_why_not),
            (self._final, foot.final, foot.final_why_not),
        ):
            button.setText(words.replace("&", "&&"))
            button.setAccessibleName(words)
            button.setVisible(bool(words))
            button.setEnabled(not why_not)
            button.setToolTip(tip(why_not))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_bar()

    def _show_bar(self) -> None:
        """Where it is narrow, the words need the room."""
        self._bar.setVisible(bool(self._here.text()) and self.width() >= _WIDE)

    def _show_icons(self) -> None:
        theme = self._look.theme
        scale = self.devicePixelRatio()
        self._money.setPixmap(icons.pixmap("money", theme, theme.text2, 16, scale))
        self._final.setIcon(icons.icon("check", theme, theme.on_accent))
