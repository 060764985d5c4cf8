"""A page of settings: rows with names and fields; each change is told by the name of its setting."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QWidget,
)

from studio.sentences import Sentence
from studio.settings import Settings
from ui import messages
from ui.plain_text import label

Say = Callable[..., None]

_FIELD_WIDTH = 220
_MILLI_CENTS = 100_000
"""Of an euro: money is counted in thousandths of a cent."""


class FormPage(QScrollArea):
    """Scrolls when it is higher than the dialog; `say` is told what is set."""

    def __init__(self, settings: Settings, say: Say) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("preferences_page")
        self._settings, self._say = settings, say
        inside = QWidget()
        self.form = QFormLayout(inside)
        self.form.setContentsMargins(16, 8, 12, 8)
        self.form.setVerticalSpacing(10)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.setWidget(inside)
        self.words: list[str] = []
        """All that can be found on it."""

    def add(self, words: Sentence, field: QWidget) -> None:
        """A row of its own making."""
        said = messages.say(words)
        self.words.append(said)
        field.setAccessibleName(said)
        field.setMinimumWidth(_FIELD_WIDTH)
        self.form.addRow(said, field)

    def heading(self, words: Sentence) -> None:
        title = label("group_title", messages.say(words))
        self.words.append(title.text())
        self.form.addRow(title)

    def hint(self, words: str) -> QLabel:
        made = label("hint", words)
        made.setWordWrap(True)
        self.form.addRow(made)
        return made

    def text(self, words: Sentence, name: str, placeholder: Sentence) -> QLineEdit:
        field = QLineEdit(str(getattr(self._settings, name)))
        field.setPlaceholderText(messages.say(placeholder))
        field.editingFinished.connect(lambda: self._say(**{name: field.text().strip()}))
        self.add(words, field)
        return field

    def choice(
        self, words: Sentence, name: str, choices: Iterable[tuple[object, str]]
    ) -> QComboBox:
        field = QComboBox()
        for key, said in choices:
            field.addItem(said, key)
        field.setCurrentIndex(max(0, field.findData(getattr(self._settings, name))))
        field.currentIndexChanged.connect(lambda _at: self._say(**{name: field.currentData()}))
        self.add(words, field)
        return field

    def switch(self, words: Sentence, name: str) -> QCheckBox:
        field = QCheckBox(messages.say(words))
        field.setAccessibleName(messages.say(words))
        field.setChecked(bool(getattr(self._settings, name)))
        field.toggled.connect(lambda is_on: self._say(**{name: is_on}))
        self.words.append(messages.say(words))
        self.form.addRow(field)
        return field

    def number(
        self, words: Sentence, name: str, least: int, most: int, step: int = 1, suffix: str = ""
    ) -> QSpinBox:
        field = QSpinBox()
        field.setRange(least, most)
        field.setSingleStep(step)
        field.setSuffix(suffix)
        field.setValue(int(getattr(self._settings, name)))
        field.valueChanged.connect(lambda value: self._say(**{name: value}))
        field.lineEdit().setTextMargins(6, 0, 6, 0)
        self.add(words, field)
        return field

    def euros(self, words: Sentence, cost: int, say: Callable[[int], object]) -> QDoubleSpinBox:
        """An amount of money; `say` is told it in thousandths of a cent."""
        field = QDoubleSpinBox()
        field.setRange(0, 10_000)
        field.setDecimals(3)
        field.setValue(cost / _MILLI_CENTS)
        field.valueChanged.connect(lambda value: say(round(value * _MILLI_CENTS)))
        field.lineEdit().setTextMargins(6, 0, 6, 0)
        self.add(words, field)
        return field
