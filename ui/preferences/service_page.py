"""The page of the voice service: who speaks the final voices, and how far ahead."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton

from studio.sentences import sentence
from studio.settings import Settings
from ui import messages
from ui.preferences.fields import FormPage, Say

SERVICE = sentence("ui.preferences.service", "Voice service")
WHICH_TEXTS = sentence(
    "ui.preferences.which_texts",
    "With a key, the words of lines that are spoken by their final voices go to this service, and"
    " nothing else. Draft voices never leave this computer.",
)
ADDRESS = sentence("ui.preferences.address", "Address")
USUAL_ADDRESS = sentence("ui.preferences.usual_address", "the usual one")
REGION = sentence("ui.preferences.region", "Region")
REGIONS = (
    ("", sentence("ui.preferences.region_usual", "As the key says")),
    ("eu", sentence("ui.preferences.region_eu", "Europe")),
    ("us", sentence("ui.preferences.region_us", "United States")),
    ("global", sentence("ui.preferences.region_global", "Wherever is nearest")),
)
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
PREPARING = sentence("ui.preferences.preparing", "Preparing ahead")
AHEAD = sentence("ui.preferences.ahead", "Seconds to prepare ahead")
AHEAD_LINES = sentence("ui.preferences.ahead_lines", "Lines to prepare ahead")
ADVANCED = sentence("ui.preferences.advanced", "Sessions")
CONNECTIONS = sentence("ui.preferences.connections", "Connections")
CONTEXTS = sentence("ui.preferences.contexts", "Contexts on each connection")
REPEAT = sentence("ui.preferences.repeat", "Repeat by itself what may have been charged, at most")
SESSIONS_HINT = sentence(
    "ui.preferences.sessions_hint",
    "Every speaker who is about to be heard has a context of their own, with their own voice and"
    " delivery. Fewer contexts mean that lines wait for each other.",
)


class ServicePage(FormPage):
    """`key_entered`: keep it; `test_wanted`: an address and a key, an empty one being that at hand."""

    key_entered = Signal(str)
    key_forgotten = Signal()
    test_wanted = Signal(str, str)

    def __init__(self, settings: Settings, say: Say) -> None:
        super().__init__(settings, say)
        self.hint(messages.say(WHICH_TEXTS))
        self._address = self.text(ADDRESS, "service_address", USUAL_ADDRESS)
        self.choice(REGION, "service_region", [(key, messages.say(of)) for key, of in REGIONS])
        self._key = QLineEdit()
        self._add_key()
        self._add_buttons()
        self._answer = self.hint("")
        self._model = self.text(MODEL, "service_model", USUAL_MODEL)
        self.heading(PREPARING)
        self.number(AHEAD, "look_ahead_seconds", 5, 300, 5)
        self.number(AHEAD_LINES, "look_ahead_lines", 1, 50)
        self.heading(ADVANCED)
        self.hint(messages.say(SESSIONS_HINT))
        self.number(CONNECTIONS, "service_connections", 1, 4)
        self.number(CONTEXTS, "service_contexts", 1, 20)
        self.number(REPEAT, "repeat_unknown", 0, 20)

    def show_key(self, *, is_kept: bool, trouble: str) -> None:
        """Whether there is a key, and what is to be said about where it is kept."""
        self._key.clear()
        self._key.setPlaceholderText(messages.say(KEY_KEPT if is_kept else KEY_HINT))
        if trouble:
            self.show_answer(trouble)

    def show_answer(self, words: str) -> None:
        """What came of the test."""
        self._answer.setText(words)

    def _add_key(self) -> None:
        self._key.setEchoMode(QLineEdit.EchoMode.Password)
        self._key.returnPressed.connect(self._enter_key)
        show = QPushButton(messages.say(SHOW))
        show.setCheckable(True)
        show.setAccessibleName(f"{messages.say(KEY)}: {messages.say(SHOW)}")
        mode = QLineEdit.EchoMode
        show.toggled.connect(
            lambda is_on: self._key.setEchoMode(mode.Normal if is_on else mode.Password)
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._key, 1)
        row.addWidget(show)
        self._key.setAccessibleName(messages.say(KEY))
        self.words.append(messages.say(KEY))
        self.form.addRow(messages.say(KEY), row)

    def _add_buttons(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, do in (
            (KEEP, self._enter_key),
            (FORGET, self.key_forgotten.emit),
            (TEST, self._ask_test),
        ):
            button = QPushButton(messages.say(words))
            button.setAccessibleName(messages.say(words))
            button.clicked.connect(lambda _checked, do=do: do())
            self.words.append(messages.say(words))
            row.addWidget(button)
        row.addStretch(1)
        self.form.addRow(row)

    def _enter_key(self) -> None:
        if self._key.text().strip():
            self.key_entered.emit(self._key.text().strip())

    def _ask_test(self) -> None:
        self.show_answer(messages.say(TESTING))
        self.test_wanted.emit(self._address.text().strip(), self._key.text().strip())
