"""The section of the Takes: the strip, Retake, Compare, and what another one will cost."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from studio.sentences import Sentence, sentence
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
NO_TAKES = sentence("ui.inspector.no_takes", "Nothing has been made for this line yet.")


class TakesSection(Section):
    retake_wanted = Signal()

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
        }
        self._buttons["retake"].clicked.connect(self.retake_wanted)
        self._buttons["wave"].clicked.connect(self.toggle_compare)
        self._buttons["wave"].setCheckable(True)
        self._buttons["pin"].clicked.connect(self.strip.by_words_wanted)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for button in self._buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._price)
        for each in (self.strip, self._none, self.compare, foot):
            self.add(each)
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
        self.compare.takes_changed(one.takes, colour)

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
