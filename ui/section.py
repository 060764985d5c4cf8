"""A part of a panel under a heading that folds it, with a remark at the right of the heading."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from studio.sentences import Sentence
from ui import icons, messages
from ui.look import Look
from ui.plain_text import label


class Section(QFrame):
    """What is inside is asked for by `add`."""

    folded = Signal(bool)

    def __init__(self, words: Sentence, look: Look, *, is_open: bool = True) -> None:
        super().__init__()
        self.setObjectName("inspector_section")
        self._look = look
        self._heading = QToolButton()
        self._heading.setProperty("kind", "heading")
        self._heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._heading.setText(messages.say(words))
        self._heading.setAccessibleName(messages.say(words))
        self._heading.setCheckable(True)
        self._heading.setChecked(is_open)
        self._heading.toggled.connect(self._fold)
        self._remark = label("section_remark")
        self._top = QHBoxLayout()
        self._top.addWidget(self._heading)
        self._top.addStretch(1)
        self._top.addWidget(self._remark)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 4)
        self._column.setSpacing(6)
        self._rooms = rooms = QVBoxLayout(self)
        rooms.setContentsMargins(12, 6, 12, 6)
        rooms.setSpacing(4)
        rooms.addLayout(self._top)
        rooms.addWidget(self._inside)
        self._inside.setVisible(is_open)
        look.changed.connect(self._show_icon)
        self._show_icon()

    def be_inner(self) -> None:
        """It stands within another section: no line below it, and no room at its sides."""
        self.setObjectName("inner_section")
        self._rooms.setContentsMargins(0, 2, 0, 0)

    def add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)

    def add_to_heading(self, widget: QWidget) -> None:
        """Something small at the right end of the heading."""
        self._top.addWidget(widget)

    def set_remark(self, words: str) -> None:
        self._remark.setText(words)

    @property
    def is_open(self) -> bool:
        return self._heading.isChecked()

    def _fold(self, is_open: bool) -> None:
        self._inside.setVisible(is_open)
        self._show_icon()
        self.folded.emit(not is_open)

    def _show_icon(self) -> None:
        theme, name = self._look.theme, "down" if self.is_open else "right"
        self._heading.setIcon(icons.icon(name, theme, theme.text3, size=14))
