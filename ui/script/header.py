"""Above the script: how it is seen, which scene that is, and which of its Lines are shown."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton

from studio.sentences import sentence
from ui import fonts, icons, messages
from ui.look import Look
from ui.plain_text import label, tip

ROWS = sentence("ui.script.rows", "Rows")
LANES = sentence("ui.script.lanes", "Lanes")
ROWS_TIP = sentence("ui.script.rows_tip", "The script as rows")
LANES_TIP = sentence("ui.script.lanes_tip", "The script in lanes, one column per speaker")
SCENE = sentence("ui.script.scene", "Scene: {name}")
FILTER = sentence("ui.script.filter", "Lines shown: {filter}")
FIND = sentence("ui.script.find", "Find in script")

_HEIGHT, _SEGMENT = 40, 72
_FORMS = ((ROWS, ROWS_TIP, "rows"), (LANES, LANES_TIP, "lanes"))
_WIDE, _WIDEST = 600, 860
"""From these widths on the words of Find, and the counts, are shown."""

_LONGEST_SCENE, _LONGEST_FILTER = 34, 16


class ScriptHeader(QFrame):
    """Its menus are filled by its owner when they open."""

    lanes_wanted = Signal(bool)
    find_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("script_header")
        self._look = look
        self._counts = label("script_counts")
        self._forms = QButtonGroup(self)
        self._scene, self._filter, self._find = QToolButton(), QToolButton(), QToolButton()
        self.scenes, self.filters = QMenu(self), QMenu(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(0)
        for is_lanes, (words, hint, _) in enumerate(_FORMS):
            row.addWidget(self._segment(messages.say(words), messages.say(hint), is_lanes))
        row.addSpacing(8)
        row.addWidget(self._scene)
        row.addStretch()
        row.addWidget(self._counts)
        row.addSpacing(12)
        row.addWidget(self._filter)
        row.addSpacing(8)
        row.addWidget(self._find)
        self._set_up_menus()
        self.measure_again()
        self.show_form(is_lanes=False)
        look.changed.connect(self._show_icons)
        self._show_icons()

    def measure_again(self) -> None:
        """Text is of another size."""
        self.setFixedHeight(fonts.zoomed(_HEIGHT))
        for button in self._forms.buttons():
            button.setMinimumWidth(fonts.zoomed(_SEGMENT))
        self._fold()

    def show_form(self, *, is_lanes: bool) -> None:
        self._forms.button(int(is_lanes)).setChecked(True)

    def show_piece(self, scene: str, counts: str) -> None:
        """`scene` is the name of the scene, or of the whole piece."""
        self._scene.setText(_shortened(scene, _LONGEST_SCENE).replace("&", "&&"))
        said = messages.say(SCENE, name=scene)
        self._scene.setAccessibleName(said)
        self._scene.setToolTip(tip(f"{said}\n{counts}" if counts else said))
        self._counts.setText(counts)

    def show_filter(self, words: str, *, is_on: bool) -> None:
        self._filter.setText(_shortened(words, _LONGEST_FILTER).replace("&", "&&"))
        self._filter.setAccessibleName(messages.say(FILTER, filter=words))
        self._filter.setToolTip(tip(messages.say(FILTER, filter=words)))
        self._filter.setProperty("on", is_on)
        self._filter.style().polish(self._filter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        style = Qt.ToolButtonStyle
        is_wide = self.width() >= fonts.zoomed(_WIDE)
        self._find.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if is_wide else style.ToolButtonIconOnly
        )
        self._counts.setVisible(self.width() >= fonts.zoomed(_WIDEST))

    def _set_up_menus(self) -> None:
        popup = QToolButton.ToolButtonPopupMode.InstantPopup
        for button, kind, menu in (
            (self._scene, "scene", self.scenes),
            (self._filter, "choice", self.filters),
        ):
            button.setProperty("kind", kind)
            button.setPopupMode(popup)
            button.setMenu(menu)
            menu.setToolTipsVisible(True)
        self._scene.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._filter.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._find.setProperty("kind", "search")
        self._find.setText(messages.say(FIND))
        self._find.setAccessibleName(messages.say(FIND))
        self._find.setToolTip(messages.say(FIND))
        self._find.clicked.connect(self.find_wanted)

    def _segment(self, words: str, hint: str, number: int) -> QToolButton:
        button = QToolButton()
        button.setProperty("kind", "segment")
        button.setText(words)
        button.setAccessibleName(hint)
        button.setToolTip(hint)
        button.setCheckable(True)
        button.setIconSize(QSize(14, 14))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(lambda: self.lanes_wanted.emit(number == 1))
        self._forms.addButton(button, number)
        return button

    def _show_icons(self) -> None:
        theme = self._look.theme
        for number, (_, _, name) in enumerate(_FORMS):
            self._forms.button(number).setIcon(icons.icon(name, theme, theme.text2, size=14))
        self._filter.setIcon(icons.icon("filter", theme, theme.text2, size=14))
        self._find.setIcon(icons.icon("search", theme, theme.text3, size=14))


def _shortened(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
