"""An area at the side of the window: tabs above panels, or folded to something narrow.

Which form it takes is the window's to say; a person who opens or folds it by hand is obeyed until
the window's own size asks for another form again.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.sentences import Sentence
from ui import fonts, icons, messages
from ui.folding import Side
from ui.look import Look

_TAB_HEIGHT, _ICON_BUTTON = 34, 28


@dataclass(frozen=True, slots=True)
class Tab:
    """One panel of the area and how it is called."""

    words: Sentence
    icon: str
    panel: QWidget


class SideDock(QDockWidget):
    """Holds its tabs in order; the first is shown at first."""

    tab_shown = Signal(int)
    folded = Signal()
    """Or unfolded, by a person."""

    def __init__(
        self,
        name: str,
        words: str,
        look: Look,
        widths: tuple[int, int],
        folded_width: int,
        rail: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setWindowTitle(words)
        self.setAccessibleName(words)
        self.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        self.setTitleBarWidget(QWidget())
        self._look, self._widths, self._folded_width = look, widths, folded_width
        self._side: Side | None = None
        self.is_by_hand = False
        """Whether a person, and not the window, chose the form it has."""
        self._tabs: list[Tab] = []
        self._buttons = QButtonGroup(self)
        self._panels = QStackedWidget()
        self._strip_column = QVBoxLayout()
        self._tab_row = QHBoxLayout()
        self._forms = QStackedWidget()
        self._forms.addWidget(self._full_form())
        self._has_strip = rail is None
        self._forms.addWidget(self._strip_form() if rail is None else rail)
        self.setWidget(self._forms)
        self._strip_buttons: list[QToolButton] = []
        look.changed.connect(self._dress)
        self._dress()

    def add(self, tab: Tab) -> None:
        """One more tab, behind the others."""
        index = len(self._tabs)
        self._tabs.append(tab)
        self._panels.addWidget(tab.panel)
        words = messages.say(tab.words)
        button = QToolButton()
        button.setText(words)
        button.setAccessibleName(words)
        button.setCheckable(True)
        button.setChecked(index == 0)
        button.setProperty("kind", "tab")
        button.setFixedHeight(fonts.zoomed(_TAB_HEIGHT))
        button.clicked.connect(lambda: self.show_tab(index))
        self._buttons.addButton(button, index)
        self._tab_row.insertWidget(index, button)
        if self._has_strip:
            self._add_to_strip(index, words)

    def _add_to_strip(self, index: int, words: str) -> None:
        strip = QToolButton()
        strip.setAccessibleName(words)
        strip.setToolTip(words)
        strip.setProperty("kind", "flat")
        strip.setFixedSize(_ICON_BUTTON, _ICON_BUTTON)
        strip.clicked.connect(lambda: self._open_at(index))
        self._strip_buttons.append(strip)
        self._strip_column.insertWidget(index, strip, 0, Qt.AlignmentFlag.AlignHCenter)
        self._show_icons()

    def name_tab(self, index: int, words: str) -> None:
        """Show `words` on a tab, such as how many things its panel holds."""
        self._buttons.button(index).setText(words)

    @property
    def shown_tab(self) -> int:
        return self._panels.currentIndex()

    @property
    def side(self) -> Side:
        return self._side or Side.FULL

    def show_tab(self, index: int) -> None:
        """Bring a panel to the front, and the area out of its folds."""
        if not 0 <= index < len(self._tabs):
            return
        self.show()
        if self.side is Side.FOLDED:
            self._fold_by_hand(Side.FULL)
        self._buttons.button(index).setChecked(True)
        self._panels.setCurrentIndex(index)
        self.tab_shown.emit(index)

    def fold(self, side: Side) -> None:
        """Take this form, as the window asks for."""
        self.is_by_hand = False
        self._take_form(side)

    def toggle(self) -> None:
        """Fold it, or bring it out of its folds; one that is hidden is shown."""
        if self.isHidden():
            self.show()
            return
        self._fold_by_hand(Side.FULL if self.side is Side.FOLDED else Side.FOLDED)

    def put_back(self, tab: int, is_folded: bool | None) -> None:
        """As a person left it; None leaves its form to the window."""
        if is_folded is not None:
            self.is_by_hand = True
            self._take_form(Side.FOLDED if is_folded else Side.FULL)
        if 0 <= tab < len(self._tabs):
            self._buttons.button(tab).setChecked(True)
            self._panels.setCurrentIndex(tab)
            self.tab_shown.emit(tab)

    def _fold_by_hand(self, side: Side) -> None:
        self.is_by_hand = True
        self._take_form(side)
        self.folded.emit()

    def _take_form(self, side: Side) -> None:
        """A full one has the widths between which a person may choose."""
        if side is self._side:
            return
        self._side = side
        is_folded = side is Side.FOLDED
        self._forms.setCurrentIndex(1 if is_folded else 0)
        least, most = (self._folded_width,) * 2 if is_folded else self._widths
        self.setMinimumWidth(least)
        self.setMaximumWidth(most)

    def _open_at(self, index: int) -> None:
        self.show_tab(index)

    def _full_form(self) -> QFrame:
        form = QFrame()
        form.setObjectName("side_area")
        header = QFrame()
        header.setObjectName("side_tabs")
        self._tab_row.setContentsMargins(4, 0, 4, 0)
        self._tab_row.setSpacing(0)
        self._tab_row.addStretch(1)
        header.setLayout(self._tab_row)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self._panels, 1)
        return form

    def _strip_form(self) -> QFrame:
        form = QFrame()
        form.setObjectName("side_area")
        self._strip_column.setContentsMargins(0, 6, 0, 6)
        self._strip_column.setSpacing(4)
        self._strip_column.addStretch(1)
        form.setLayout(self._strip_column)
        return form

    def _dress(self) -> None:
        self._show_icons()
        if self._forms.styleSheet() != self._look.text_sheet():
            self._forms.setStyleSheet(self._look.text_sheet())
            for each in self._buttons.buttons():
                each.setFixedHeight(fonts.zoomed(_TAB_HEIGHT))

    def _show_icons(self) -> None:
        theme = self._look.theme
        for tab, button in zip(self._tabs, self._strip_buttons, strict=False):
            button.setIcon(icons.icon(tab.icon, theme, theme.text2))
