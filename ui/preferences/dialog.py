"""The preferences: a list of pages at the left, the page at the right. What is set holds at once."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.sentences import Sentence, sentence
from studio.settings import Settings
from ui import messages
from ui.dialogs import CLOSE
from ui.plain_text import label

TITLE = sentence("ui.preferences.title", "Preferences")
PAGES = sentence("ui.preferences.pages", "Pages")
SERVICE = sentence("ui.preferences.service", "Voice service")
SOUND = sentence("ui.preferences.sound", "Sound")
MONEY = sentence("ui.preferences.money", "Budget")
LOOKS = sentence("ui.preferences.looks", "Appearance")
WHICH_TEXTS = sentence(
    "ui.preferences.which_texts",
    "With a key, the words of lines that are spoken by their final voices go to this service, and"
    " nothing else. Draft voices never leave this computer.",
)
ADDRESS = sentence("ui.preferences.address", "Address")
USUAL_ADDRESS = sentence("ui.preferences.usual_address", "the usual one")
KEY = sentence("ui.preferences.key", "Key")
KEY_HINT = sentence("ui.preferences.key_hint", "paste the key of your account")
KEY_KEPT = sentence("ui.preferences.key_kept", "a key is kept; paste another to replace it")
SHOW = sentence("ui.preferences.show", "Show")
KEEP = sentence("ui.preferences.keep", "Use this key")
FORGET = sentence("ui.preferences.forget", "Forget the key")
TEST = sentence("ui.preferences.test", "Test the connection")
TESTING = sentence("ui.preferences.testing", "Asking the service …")
WORKS = sentence(
    "ui.preferences.works", "Works. {voices} voices, {models} models, answer in {ms} ms."
)
MODEL = sentence("ui.preferences.model", "Model")
USUAL_MODEL = sentence("ui.preferences.usual_model", "the service's own")
CONNECTIONS = sentence("ui.preferences.connections", "Connections, with 20 contexts each")
AHEAD = sentence("ui.preferences.ahead", "Seconds to prepare ahead")
AHEAD_LINES = sentence("ui.preferences.ahead_lines", "Lines to prepare ahead")
REPEAT = sentence("ui.preferences.repeat", "Repeat by itself what may have been charged, at most")
DEVICE = sentence("ui.preferences.device", "Output device")
SYSTEM_DEVICE = sentence("ui.preferences.system_device", "The system's")
DAY = sentence("ui.preferences.day", "At most on one day, in euros (0: no limit)")
PRICE = sentence("ui.preferences.price", "Price of a minute of speech, in euros (0: not known)")
THEME = sentence("ui.preferences.theme", "Theme")
LANGUAGE = sentence("ui.preferences.language", "Language of the window")
RESTART = sentence("ui.preferences.restart", "Another language is spoken from the next start on.")
THEMES = (
    ("system", sentence("ui.preferences.theme_system", "As the system")),
    ("dark", sentence("ui.preferences.theme_dark", "Dark")),
    ("light", sentence("ui.preferences.theme_light", "Light")),
    ("contrast", sentence("ui.preferences.theme_contrast", "High contrast")),
)
SYSTEM_LANGUAGE = sentence("ui.preferences.system_language", "The system's")
LANGUAGES = (("en", "English"), ("de", "Deutsch"))

_SIZE = QSize(860, 520)
_FIELD_WIDTH = 220
_MILLI_CENTS = 100_000
"""Of an euro: money is counted in thousandths of a cent."""


class PreferencesDialog(QDialog):
    """Shows settings; says which are changed."""

    changed = Signal(dict)
    key_entered = Signal(str)
    key_forgotten = Signal()
    test_wanted = Signal(str, str)

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(messages.say(TITLE))
        self.setAccessibleName(messages.say(TITLE))
        self.resize(_SIZE)
        self._settings = settings
        self._pages, self._list = QStackedWidget(), QListWidget()
        self._list.setAccessibleName(messages.say(PAGES))
        self._list.setFixedWidth(180)
        self._key, self._address = QLineEdit(), QLineEdit(settings.service_address)
        self._answer = label("hint")
        self._answer.setWordWrap(True)
        self._device = QComboBox()
        for words, page in (
            (SERVICE, self._service_page()),
            (SOUND, self._sound_page()),
            (MONEY, self._money_page()),
            (LOOKS, self._looks_page()),
        ):
            self._list.addItem(messages.say(words))
            self._pages.addWidget(page)
        self._list.currentRowChanged.connect(self._pages.setCurrentIndex)
        self._list.setCurrentRow(0)
        close = QDialogButtonBox()
        close.addButton(messages.say(CLOSE), QDialogButtonBox.ButtonRole.RejectRole)
        close.rejected.connect(self.reject)
        both = QHBoxLayout()
        both.addWidget(self._list)
        both.addWidget(self._pages, 1)
        rows = QVBoxLayout(self)
        rows.addLayout(both, 1)
        rows.addWidget(close)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)

    def show_key(self, *, is_kept: bool, trouble: str) -> None:
        """Whether there is a key, and what is to be said about where it is kept."""
        self._key.clear()
        self._key.setPlaceholderText(messages.say(KEY_KEPT if is_kept else KEY_HINT))
        if trouble:
            self._answer.setText(trouble)

    def show_answer(self, words: str) -> None:
        """What came of the test."""
        self._answer.setText(words)

    def show_devices(self, names: Iterable[str], chosen: str | None) -> None:
        self._device.blockSignals(True)
        self._device.clear()
        self._device.addItem(messages.say(SYSTEM_DEVICE), "")
        for name in names:
            self._device.addItem(name, name)
        self._device.setCurrentIndex(max(0, self._device.findData(chosen or "")))
        self._device.blockSignals(False)

    def _service_page(self) -> QWidget:
        page, form = _page()
        texts = label("hint", messages.say(WHICH_TEXTS))
        texts.setWordWrap(True)
        form.addRow(texts)
        self._address.setPlaceholderText(messages.say(USUAL_ADDRESS))
        _named(form, ADDRESS, self._address)
        self._address.editingFinished.connect(
            lambda: self._say(service_address=self._address.text().strip())
        )
        self._key.setEchoMode(QLineEdit.EchoMode.Password)
        show = QPushButton(messages.say(SHOW))
        show.setCheckable(True)
        show.setAccessibleName(f"{messages.say(KEY)}: {messages.say(SHOW)}")
        mode = QLineEdit.EchoMode
        show.toggled.connect(
            lambda is_on: self._key.setEchoMode(mode.Normal if is_on else mode.Password)
        )
        key = QHBoxLayout()
        key.addWidget(self._key, 1)
        key.addWidget(show)
        key.setSpacing(8)
        self._key.setAccessibleName(messages.say(KEY))
        form.addRow(messages.say(KEY), key)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for words, do in (
            (KEEP, self._enter_key),
            (FORGET, self.key_forgotten.emit),
            (TEST, self._ask_test),
        ):
            button = QPushButton(messages.say(words))
            button.setAccessibleName(messages.say(words))
            button.clicked.connect(lambda _checked, do=do: do())
            buttons.addWidget(button)
        buttons.addStretch(1)
        form.addRow(buttons)
        form.addRow(self._answer)
        model = QLineEdit(self._settings.service_model)
        model.setPlaceholderText(messages.say(USUAL_MODEL))
        _named(form, MODEL, model)
        model.editingFinished.connect(lambda: self._say(service_model=model.text().strip()))
        for words, name, least, most in (
            (CONNECTIONS, "service_connections", 1, 4),
            (AHEAD, "look_ahead_seconds", 5, 300),
            (AHEAD_LINES, "look_ahead_lines", 1, 50),
            (REPEAT, "repeat_unknown", 0, 20),
        ):
            self._number(form, words, name, least, most)
        return page

    def _sound_page(self) -> QWidget:
        page, form = _page()
        _named(form, DEVICE, self._device)
        self._device.currentIndexChanged.connect(
            lambda _index: self._say(output_device=self._device.currentData() or "")
        )
        self.show_devices((), self._settings.output_device)
        return page

    def _money_page(self) -> QWidget:
        page, form = _page()
        for words, name in ((DAY, "day_budget"), (PRICE, "price_per_minute")):
            self._euros(form, words, name)
        return page

    def _looks_page(self) -> QWidget:
        page, form = _page()
        theme = QComboBox()
        for key, words in THEMES:
            theme.addItem(messages.say(words), key)
        theme.setCurrentIndex(max(0, theme.findData(self._settings.theme)))
        theme.currentIndexChanged.connect(lambda _at: self._say(theme=theme.currentData()))
        language = QComboBox()
        language.addItem(messages.say(SYSTEM_LANGUAGE), "")
        for key, name in LANGUAGES:
            language.addItem(name, key)
        language.setCurrentIndex(max(0, language.findData(self._settings.language)))
        language.currentIndexChanged.connect(lambda _at: self._say(language=language.currentData()))
        _named(form, THEME, theme)
        _named(form, LANGUAGE, language)
        form.addRow(label("hint", messages.say(RESTART)))
        return page

    def _number(self, form: QFormLayout, words: Sentence, name: str, least: int, most: int) -> None:
        field = QSpinBox()
        field.setRange(least, most)
        field.setValue(int(getattr(self._settings, name)))
        kind = type(getattr(self._settings, name))
        field.valueChanged.connect(lambda value: self._say(**{name: kind(value)}))
        field.lineEdit().setTextMargins(6, 0, 6, 0)
        _named(form, words, field)

    def _euros(self, form: QFormLayout, words: Sentence, name: str) -> None:
        field = QDoubleSpinBox()
        field.setRange(0, 10_000)
        field.setDecimals(3)
        field.setValue(float(getattr(self._settings, name)) / _MILLI_CENTS)
        kind = type(getattr(self._settings, name))
        field.valueChanged.connect(
            lambda value: self._say(**{name: kind(round(value * _MILLI_CENTS))})
        )
        field.lineEdit().setTextMargins(6, 0, 6, 0)
        _named(form, words, field)

    def _enter_key(self) -> None:
        if self._key.text().strip():
            self.key_entered.emit(self._key.text().strip())

    def _ask_test(self) -> None:
        self._answer.setText(messages.say(TESTING))
        self.test_wanted.emit(self._address.text().strip(), self._key.text().strip())

    def _say(self, **values: object) -> None:
        self.changed.emit(values)


def _page() -> tuple[QWidget, QFormLayout]:
    page = QWidget()
    form = QFormLayout(page)
    form.setContentsMargins(16, 8, 8, 8)
    form.setVerticalSpacing(10)
    return page, form


def _named(form: QFormLayout, words: Sentence, field: QWidget) -> None:
    field.setAccessibleName(messages.say(words))
    field.setMinimumWidth(_FIELD_WIDTH)
    form.addRow(messages.say(words), field)
