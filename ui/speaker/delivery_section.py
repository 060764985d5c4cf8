"""How a Speaker speaks: all there is to set, with a way back to what holds for the project."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QPushButton,
    QToolButton,
    QWidget,
)

from studio.document.values import Delivery
from studio.sentences import sentence
from ui import icons, messages
from ui.delivery_scales import FURTHER_SCALES, SCALES, Scale
from ui.look import Look
from ui.plain_text import label, tip
from ui.section import Section
from ui.slim_slider import SlimSlider
from ui.speaker.values import SpeakerShown

DELIVERY = sentence("ui.speaker.delivery", "Delivery")
MORE = sentence("ui.speaker.more", "More")
SET_HERE = sentence("ui.speaker.set_here", "{count} set here")
BACK = sentence("ui.speaker.back", "{name}: back to the project's value")
RANGE = sentence("ui.speaker.range", "{name} goes from {least} to {most}.")
LANGUAGE = sentence("ui.speaker.language", "Language")
LANGUAGE_OF_PROJECT = sentence("ui.speaker.language_of_project", "Of the project ({language})")
NUMBERS = sentence("ui.speaker.numbers", "Read numbers as words")
BOOST = sentence("ui.speaker.boost", "Speaker boost")
IGNORED = sentence(
    "ui.speaker.ignored", "The final voice ignores it; voices of this computer follow it."
)
RE_APPLY = sentence(
    "ui.speaker.re_apply",
    "Re-apply to {count} {count:line that differs|lines that differ}",
)
DICTIONARY = sentence("ui.speaker.dictionary", "Dictionary…")

_STEPS = 100
_USUALLY_NORMALIZED = True


class DeliverySection(Section):
    """`value_wanted` with a field of Delivery and its value; None is the project's."""

    value_wanted = Signal(str, object)
    re_apply_wanted = Signal()
    dictionary_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(DELIVERY, look)
        grid = _grid()
        self._rows = [
            _Row(field, scale, look, grid, place)
            for place, (field, scale) in enumerate(SCALES.items())
        ]
        self._language, self._numbers = QComboBox(), QCheckBox(messages.say(NUMBERS))
        self._language.setAccessibleName(messages.say(LANGUAGE))
        self._language.activated.connect(
            lambda _index: self.value_wanted.emit("language", self._language.currentData())
        )
        grid.addWidget(label("section_label", messages.say(LANGUAGE)), 3, 0)
        grid.addWidget(self._language, 3, 1, 1, 3)
        grid.addWidget(self._numbers, 4, 0, 1, 4)
        self._numbers.setAccessibleName(messages.say(NUMBERS))
        self._numbers.clicked.connect(
            lambda is_on: self.value_wanted.emit("normalize", None if is_on else False)
        )
        self._dictionary = QPushButton()
        self._dictionary.setProperty("kind", "small")
        self._dictionary.setAccessibleName(messages.say(DICTIONARY))
        self._dictionary.clicked.connect(self.dictionary_wanted)
        self._re_apply = QPushButton()
        self._re_apply.setProperty("kind", "small")
        self._re_apply.clicked.connect(self.re_apply_wanted)
        more = Section(MORE, look, is_open=False)
        further = _grid()
        self._rows += [
            _Row(field, scale, look, further, place)
            for place, (field, scale) in enumerate(FURTHER_SCALES.items())
        ]
        self._boost = QCheckBox(messages.say(BOOST))
        self._boost.setAccessibleName(messages.say(BOOST))
        self._boost.clicked.connect(
            lambda is_on: self.value_wanted.emit("speaker_boost", True if is_on else None)
        )
        self._ignored = label("section_remark", messages.say(IGNORED))
        self._ignored.setWordWrap(True)
        further.addWidget(self._boost, len(FURTHER_SCALES), 0, 1, 4)
        more.be_inner()
        for section, inside in ((self, grid), (more, further)):
            room = QWidget()
            room.setLayout(inside)
            section.add(room)
        more.add(self._ignored)
        self.add(self._dictionary)
        self.add(self._re_apply)
        self.add(more)
        for row in self._rows:
            row.slider.valueChanged.connect(self._emitting(row))
            row.number.valueChanged.connect(self._emitting(row, is_number=True))
            row.back.clicked.connect(
                lambda _checked=False, row=row: self.value_wanted.emit(row.field, None)
            )
        look.changed.connect(self._show_back_icons)
        self._look_of_icons = look
        self._show_back_icons()

    def show_speaker(self, shown: SpeakerShown) -> None:
        own: Delivery = shown.speaker.delivery
        set_here = sum(
            getattr(own, field) is not None for field in (*SCALES, *FURTHER_SCALES, "language")
        )
        self.set_remark(messages.say(SET_HERE, count=set_here) if set_here else "")
        for row in self._rows:
            row.show_value(getattr(own, row.field), getattr(shown.usual, row.field))
        self._show_languages(shown)
        is_normal = own.normalize if own.normalize is not None else shown.usual.normalize
        self._numbers.setChecked(_USUALLY_NORMALIZED if is_normal is None else is_normal)
        self._boost.setChecked(bool(own.speaker_boost))
        self._ignored.setVisible(shown.has_cloud_voice)
        self._dictionary.setText(shown.dictionary)
        self._re_apply.setVisible(shown.other_lines > 0)
        words = messages.say(RE_APPLY, count=shown.other_lines)
        self._re_apply.setText(words)
        self._re_apply.setAccessibleName(words)

    def _show_languages(self, shown: SpeakerShown) -> None:
        self._language.blockSignals(True)
        self._language.clear()
        usual = messages.say(LANGUAGE_OF_PROJECT, language=shown.usual.language or "")
        self._language.addItem(usual, None)
        own = shown.speaker.delivery.language
        for language in shown.languages:
            self._language.addItem(language, language)
        if own is not None and own not in shown.languages:
            self._language.addItem(own, own)
        self._language.setCurrentIndex(max(0, self._language.findData(own)))
        self._language.blockSignals(False)

    def _emitting(self, row: _Row, *, is_number: bool = False) -> Callable[[float], None]:
        def emit(value: float) -> None:
            self.value_wanted.emit(row.field, round(value if is_number else value / _STEPS, 2))

        return emit

    def _show_back_icons(self) -> None:
        theme = self._look_of_icons.theme
        for row in self._rows:
            row.back.setIcon(icons.icon("undo", theme, theme.text2, size=14))


class _Row:
    """A name with its dot, a slider, a number and the way back."""

    def __init__(self, field: str, scale: Scale, look: Look, grid: QGridLayout, place: int) -> None:
        self.field, self._scale = field, scale
        name = messages.say(scale.words)
        said = messages.say(RANGE, name=name, least=_digits(scale.least), most=_digits(scale.most))
        self._name = label("section_label", name)
        self.slider = SlimSlider(look)
        self.slider.setRange(round(scale.least * _STEPS), round(scale.most * _STEPS))
        self.slider.setSingleStep(5)
        self.number = QDoubleSpinBox()
        self.number.setRange(scale.least, scale.most)
        self.number.setDecimals(2)
        self.number.setSingleStep(0.05)
        self.number.setKeyboardTracking(False)
        self.number.setFixedWidth(48)
        self.number.lineEdit().setTextMargins(4, 0, 4, 0)
        for each in (self.slider, self.number, self.number.lineEdit()):
            each.setAccessibleName(name)
            each.setToolTip(tip(said))
        self.back = QToolButton()
        self.back.setProperty("kind", "flat")
        self.back.setFixedSize(24, 24)
        self.back.setAccessibleName(messages.say(BACK, name=name))
        self.back.setToolTip(tip(messages.say(BACK, name=name)))
        policy = self.back.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(policy)
        for column, widget in enumerate((self._name, self.slider, self.number, self.back)):
            grid.addWidget(widget, place, column)

    def show_value(self, own: float | None, wider: float | None) -> None:
        self._name.setText(f"{messages.say(self._scale.words)}{'' if own is None else ' •'}")
        self.back.setVisible(own is not None)
        shown = (
            self._scale.usual if own is None and wider is None else wider if own is None else own
        )
        assert shown is not None
        self.slider.blockSignals(True)
        self.slider.setValue(round(shown * _STEPS))
        self.slider.blockSignals(False)
        self.number.blockSignals(True)
        self.number.setValue(shown)
        self.number.blockSignals(False)


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(1, 1)
    return grid


def _digits(number: float) -> str:
    return messages.with_decimal_point(f"{number:.2f}")
