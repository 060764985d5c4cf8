"""Above the script: how it is seen, what piece it is and how much of it there is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QToolButton

from studio.sentences import sentence
from ui import icons, messages
from ui.look import Look
from ui.plain_text import label

ROWS = sentence("ui.script.rows", "Rows")
LANES = sentence("ui.script.lanes", "Lanes")
ROWS_TIP = sentence("ui.script.rows_tip", "The script as rows")
LANES_TIP = sentence("ui.script.lanes_tip", "The script in lanes, one column per speaker")

_HEIGHT = 40
_FORMS = ((ROWS, ROWS_TIP, "rows"), (LANES, LANES_TIP, "lanes"))


class ScriptHeader(QFrame):
    lanes_wanted = Signal(bool)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("script_header")
        self.setFixedHeight(_HEIGHT)
        self._look = look
        self._title, self._counts = label("script_title"), label("script_counts")
        self._forms = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 16, 0)
        row.setSpacing(0)
        for is_lanes, (words, tip, _) in enumerate(_FORMS):
            row.addWidget(self._segment(messages.say(words), messages.say(tip), is_lanes))
        row.addSpacing(16)
        row.addWidget(self._title)
        row.addStretch()
        row.addWidget(self._counts)
        self.show_form(is_lanes=False)
        look.changed.connect(self._show_icons)
        self._show_icons()

    def show_form(self, *, is_lanes: bool) -> None:
        self._forms.button(int(is_lanes)).setChecked(True)

    def show_piece(self, title: str, counts: str) -> None:
        self._title.setText(title)
        self._counts.setText(counts)

    def _segment(self, words: str, tip: str, number: int) -> QToolButton:
        button = QToolButton()
        button.setProperty("kind", "segment")
        button.setText(words)
        button.setAccessibleName(tip)
        button.setToolTip(tip)
        button.setCheckable(True)
        button.setIconSize(QSize(14, 14))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setMinimumWidth(72)
        button.clicked.connect(lambda: self.lanes_wanted.emit(number == 1))
        self._forms.addButton(button, number)
        return button

    def _show_icons(self) -> None:
        theme = self._look.theme
        for number, (_, _, name) in enumerate(_FORMS):
            self._forms.button(number).setIcon(icons.icon(name, theme, theme.text2, size=14))
