"""The section of the Takes: the strip, Retake, Compare, and what another one will cost."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QToolButton, QWidget

from studio.sentences import Sentence, sentence
from studio.standing.takes import TakeState
from ui import icons, messages
from ui.inspector.compare import Compare
from ui.inspector.takes_strip import TAKES, TakesStrip
from ui.inspector.values import OneLine, TakeShown, WaveOfTake
from ui.look import Look
from ui.plain_text import label
from ui.section import Section

RETAKE = sentence("ui.inspector.retake", "Retake")
COMPARE = sentence("ui.inspector.compare", "Compare")
BY_WORDS = sentence("ui.inspector.unpin", "Unpin")
AGAIN = sentence("ui.inspector.again", "Make again")
AGAIN_TIP = sentence("ui.inspector.again_tip", "It may be charged once more")
STOP = sentence("ui.inspector.stop", "Stop")
STOP_TIP = sentence("ui.inspector.stop_tip", "Stop and keep what came")
COMING = sentence("ui.inspector.coming", "How much of the take has come")
NO_TAKES = sentence("ui.inspector.no_takes", "Nothing has been made for this line yet.")


_LOST = frozenset({TakeState.FAILED, TakeState.UNKNOWN, TakeState.PARTIAL, TakeState.GONE})


class TakesSection(Section):
    retake_wanted = Signal()
    again_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, look: Look, wave_of: WaveOfTake) -> None:
        super().__init__(TAKES, look)
        self.strip = TakesStrip(look, wave_of)
        self.compare = Compare(look, wave_of)
        self._takes: tuple[TakeShown, ...] = ()
        self._none, self._price = label("hint", messages.say(NO_TAKES)), label("section_remark")
        self._none.setWordWrap(True)
        self._buttons = {
            "retake": _button(RETAKE),
            "wave": _button(COMPARE),
            "pin": _button(BY_WORDS),
            "make": _button(AGAIN),
            "stop": _button(STOP),
        }
        self._buttons["make"].setToolTip(messages.say(AGAIN_TIP))
        self._buttons["stop"].setToolTip(messages.say(STOP_TIP))
        self._buttons["make"].clicked.connect(self.again_wanted)
        self._buttons["stop"].clicked.connect(self.stop_wanted)
        self._coming = QProgressBar()
        self._coming.setRange(0, 100)
        self._coming.setTextVisible(False)
        self._coming.setAccessibleName(messages.say(COMING))
        self._buttons["retake"].clicked.connect(self.retake_wanted)
        self._buttons["wave"].clicked.connect(self.toggle_compare)
        self._buttons["wave"].setCheckable(True)
        self._buttons["pin"].clicked.connect(self.strip.by_words_wanted)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for name in ("retake", "wave", "pin", "make"):
            row.addWidget(self._buttons[name])
        row.addStretch(1)
        row.addWidget(self._price)
        self._growing = QWidget()
        growing = QHBoxLayout(self._growing)
        growing.setContentsMargins(0, 0, 0, 0)
        growing.setSpacing(6)
        growing.addWidget(self._coming, 1)
        growing.addWidget(self._buttons["stop"])
        for each in (self._growing, self.strip, self._none, self.compare, foot):
            self.add(each)
        self.show_arrived(None)
        self.compare.closed.connect(lambda: self._buttons["wave"].setChecked(False))
        look.changed.connect(self._show_icons)
        self._show_icons()

    def show_line(self, one: OneLine, colour: int) -> None:
        self._takes = one.takes
        self.set_remark(one.counts)
        self.strip.show_takes(one.takes, colour)
        self._none.setVisible(not one.takes)
        self._price.setText(one.next_price)
        self._buttons["wave"].setEnabled(self.can_compare)
        self._buttons["pin"].setVisible(any(take.is_pinned for take in one.takes))
        self._buttons["make"].setVisible(any(take.state in _LOST for take in one.takes))
        self.compare.takes_changed(one.takes, colour)

    def show_arrived(self, share: float | None) -> None:
        """How much of the Take that is coming is there, from 0 to 1; None when none is coming."""
        self._growing.setVisible(share is not None)
        if share is not None:
            self._coming.setValue(round(share * 100))

    @property
    def can_compare(self) -> bool:
        return sum(take.is_there for take in self._takes) > 1

    def toggle_compare(self) -> None:
        """Two Takes side by side: the one in use, and the current row or the newest other."""
        if self.compare.is_open:
            self.compare.close_it()
            return
        there = [take for take in self._takes if take.is_there]
        if len(there) < 2:
            return
        first = next((take for take in there if take.is_heard), there[0])
        current = self.strip.current()
        second = current if current in there and current != first else None
        if second is None:
            second = next(take for take in there if take.key != first.key)
        self._buttons["wave"].setChecked(True)
        self.compare.begin(first, second)

    def show_waves(self) -> None:
        self.strip.viewport().update()
        self.compare.update()

    def _show_icons(self) -> None:
        theme = self._look.theme
        for name, button in self._buttons.items():
            button.setIcon(icons.icon(name, theme, theme.text2, size=14))


def _button(words: Sentence) -> QToolButton:
    button = QToolButton()
    button.setProperty("kind", "small")
    button.setText(messages.say(words))
    button.setAccessibleName(messages.say(words))
    button.setIconSize(QSize(14, 14))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button
