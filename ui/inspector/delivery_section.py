"""How the Line is spoken: what differs from its Speaker's way has a dot and a way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QToolButton, QWidget

from studio.sentences import sentence
from ui import icons, messages
from ui.delivery_scales import SCALES, Scale
from ui.inspector.values import DeliveryValue
from ui.look import Look
from ui.plain_text import label, tip
from ui.section import Section
from ui.slim_slider import SlimSlider

DELIVERY = sentence("ui.inspector.delivery", "Delivery")
CHANGED = sentence("ui.inspector.delivery.changed", "{count} changed here")
BACK = sentence("ui.inspector.delivery.back", "{name}: back to the speaker's value")
ALL_BACK = sentence("ui.inspector.delivery.all_back", "Everything back to the speaker's values")
RANGE = sentence("ui.inspector.delivery.range", "{name} goes from {least} to {most}.")
SEVERAL = sentence("ui.inspector.several", "several")


_STEPS = 100


class DeliverySection(Section):
    """`value_wanted` with a field of Delivery and its value; None is the Speaker's."""

    value_wanted = Signal(str, object)
    all_back_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(DELIVERY, look)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        self._rows = {
            field: _Row(field, scale, look, grid, place)
            for place, (field, scale) in enumerate(SCALES.items())
        }
        for each in self._rows.values():
            each.slider.valueChanged.connect(self._emitting(each))
            each.number.valueChanged.connect(self._emitting(each, is_number=True))
            each.back.clicked.connect(
                lambda _checked=False, each=each: self.value_wanted.emit(each.field, None)
            )
        self._back = _small_button()
        self._back.setObjectName("delivery_back")
        self._back.setAccessibleName(messages.say(ALL_BACK))
        self._back.setToolTip(tip(messages.say(ALL_BACK)))
        self._back.clicked.connect(self.all_back_wanted)
        self.add_to_heading(self._back)
        self.add(inside)
        look.changed.connect(self._show_back_icons)
        self._show_back_icons()

    def show_values(self, values: Sequence[DeliveryValue]) -> None:
        changed = sum(value.is_own for value in values)
        self.set_remark(messages.say(CHANGED, count=changed) if changed else "")
        self._back.setVisible(changed > 0)
        for value in values:
            self._rows[value.field].show_value(value)

    def _emitting(self, row: _Row, *, is_number: bool = False) -> Callable[[float], None]:
        def emit(value: float) -> None:
            self.value_wanted.emit(row.field, round(value if is_number else value / _STEPS, 2))

        return emit

    def _show_back_icons(self) -> None:
        theme = self._look.theme
        for button in (self._back, *(row.back for row in self._rows.values())):
            button.setIcon(icons.icon("undo", theme, theme.text2, size=14))


class _Row:
    """A name with its dot, a slider, a number and the way back."""

    def __init__(self, field: str, scale: Scale, look: Look, grid: QGridLayout, place: int) -> None:
        self.field, self._scale = field, scale
        name = messages.say(scale.words)
        least, most = (messages.with_decimal_point(f"{it:.2f}") for it in (scale.least, scale.most))
        said = messages.say(RANGE, name=name, least=least, most=most)
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
        self.back = _small_button()
        self.back.setAccessibleName(messages.say(BACK, name=name))
        self.back.setToolTip(tip(messages.say(BACK, name=name)))
        policy = self.back.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(policy)
        for column, widget in enumerate((self._name, self.slider, self.number, self.back)):
            grid.addWidget(widget, place, column)

    def show_value(self, value: DeliveryValue) -> None:
        name = messages.say(self._scale.words)
        several = f" ({messages.say(SEVERAL)})" if value.value is None else ""
        self._name.setText(f"{name}{' •' if value.is_own else ''}{several}")
        self.back.setVisible(value.is_own)
        number = self._scale.usual if value.value is None else value.value
        for widget, shown in ((self.slider, round(number * _STEPS)), (self.number, number)):
            widget.blockSignals(True)
            widget.setValue(shown)  # type: ignore[arg-type]
            widget.blockSignals(False)


def _small_button() -> QToolButton:
    button = QToolButton()
    button.setProperty("kind", "flat")
    button.setFixedSize(24, 24)
    return button
