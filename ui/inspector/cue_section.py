"""When the Line starts: four ways, a number of seconds, and what comes of it in a sentence."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDoubleSpinBox,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from studio.sentences import sentence
from ui import icons, messages
from ui.inspector.values import CueKind, CueShown
from ui.look import Look
from ui.plain_text import label
from ui.section import Section

CUE = sentence("ui.inspector.cue", "Cue")
SECONDS = sentence("ui.inspector.cue.seconds", "Seconds of the cue")
KINDS = {
    CueKind.AFTER: (sentence("ui.inspector.cue.after", "After"), ""),
    CueKind.CUT_IN: (sentence("ui.inspector.cue.cut_in", "Cut in"), "cutin"),
    CueKind.OVER: (sentence("ui.inspector.cue.over", "Over"), "talkover"),
    CueKind.WITH: (sentence("ui.inspector.cue.with", "With"), "together"),
}
_LONGEST, _LEAST_WIDTH = 100_000.0, 48


class CueSection(Section):
    """`cue_wanted` with a kind and, when they were typed, seconds."""

    cue_wanted = Signal(object, object)

    def __init__(self, look: Look) -> None:
        super().__init__(CUE, look)
        self._kind: CueKind | None = None
        self._group = QButtonGroup(self)
        self._buttons: dict[CueKind, QToolButton] = {}
        self._seconds = QDoubleSpinBox()
        self._seconds.setRange(0, _LONGEST)
        self._seconds.setDecimals(2)
        self._seconds.setSingleStep(0.1)
        self._seconds.setSuffix(" s")
        self._seconds.setFixedWidth(72)
        self._seconds.lineEdit().setTextMargins(4, 0, 4, 0)
        self._seconds.setKeyboardTracking(False)
        for each in (self._seconds, self._seconds.lineEdit()):
            each.setAccessibleName(messages.say(SECONDS))
        self._seconds.valueChanged.connect(self._typed)
        self._words = label("section_words")
        self._words.setWordWrap(True)
        row_of = QWidget()
        row = QHBoxLayout(row_of)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for kind, (words, _icon) in KINDS.items():
            button = QToolButton()
            button.setProperty("kind", "segment")
            button.setText(messages.say(words))
            button.setAccessibleName(messages.say(words))
            button.setIconSize(QSize(14, 14))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setCheckable(True)
            button.clicked.connect(lambda _checked, kind=kind: self.cue_wanted.emit(kind, None))
            button.setMinimumWidth(_LEAST_WIDTH)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._group.addButton(button)
            self._buttons[kind] = button
            row.addWidget(button)
        self.add_to_heading(self._seconds)
        self.add(row_of)
        self.add(self._words)
        look.changed.connect(self._show_icons)
        self._show_icons()

    def show_cue(self, cue: CueShown) -> None:
        self._kind = cue.kind
        self._group.setExclusive(False)
        for kind, button in self._buttons.items():
            button.setChecked(kind is cue.kind)
        self._group.setExclusive(True)
        self._seconds.setVisible(cue.kind is not None and cue.kind is not CueKind.WITH)
        if cue.seconds is not None and abs(cue.seconds - self._seconds.value()) >= 0.005:
            self._seconds.blockSignals(True)
            self._seconds.setValue(cue.seconds)
            self._seconds.blockSignals(False)
        self._words.setText(cue.words)

    def _typed(self, seconds: float) -> None:
        if self._kind is not None:
            self.cue_wanted.emit(self._kind, seconds)

    def _show_icons(self) -> None:
        theme = self._look.theme
        for kind, (_words, name) in KINDS.items():
            if name:
                self._buttons[kind].setIcon(icons.icon(name, theme, theme.text2, size=14))
