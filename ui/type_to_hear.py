"""A field whose text is heard while it is typed, by a Voice that may change meanwhile."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from studio.document.values import AS_USUAL, Delivery, Voice
from studio.front.typing_voice import TypingVoice
from studio.sentences import sentence
from studio.studio import Studio
from studio.takes.recipe import EMBEDDED
from ui import icons, messages
from ui.look import Look
from ui.plain_text import label
from ui.typing_orders import Orders, after_a_pause, at_the_end, while_typing

NAME = sentence("ui.type_to_hear.name", "Type to hear")
HINT = sentence("ui.type_to_hear.hint", "Type, and hear {voice} from the first sentence on")
NOBODY = sentence("ui.type_to_hear.nobody", "Choose a voice to hear what you type")
FREE = sentence("ui.type_to_hear.free", "{voice} · free. Enter speaks the rest, Esc stops.")
PAID = sentence(
    "ui.type_to_hear.paid",
    "{voice} · paid for by what is heard. Enter speaks the rest, Esc stops.",
)
SPEAK = sentence("ui.type_to_hear.speak", "Speak it")
STOP = sentence("ui.type_to_hear.stop", "Stop")

_PAUSE_MS, _HEIGHT = 600, 54


class TypeToHear(QFrame):
    """`speak_as` says who is heard; `close_it` before it goes. Trouble is asked for with `look`."""

    began = Signal()

    def __init__(self, studio: Studio, look: Look) -> None:
        super().__init__()
        self.setObjectName("type_to_hear")
        self._studio, self._look = studio, look
        self._voice: Voice | None = None
        self._delivery = AS_USUAL
        self._typing: TypingVoice | None = None
        self._given = ""
        self._is_finished = False
        self._field = _Field()
        self._field.setAccessibleName(messages.say(NAME))
        self._field.setFixedHeight(_HEIGHT)
        self._said = label("section_remark")
        self._said.setWordWrap(True)
        self._speak, self._stop = QPushButton(messages.say(SPEAK)), QPushButton(messages.say(STOP))
        foot = QHBoxLayout()
        foot.addWidget(self._said, 1)
        for button in (self._stop, self._speak):
            button.setProperty("kind", "small")
            button.setAutoDefault(False)
            button.setAccessibleName(button.text())
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._field)
        column.addLayout(foot)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(lambda: self._carry_out(after_a_pause(self._given, self.text)))
        self._field.textChanged.connect(self._typed)
        self._field.spoken_wanted.connect(self.speak)
        self._field.silence_wanted.connect(self.be_silent)
        self._speak.clicked.connect(self.speak)
        self._stop.clicked.connect(self.be_silent)
        look.changed.connect(self._show_icons)
        self._show_icons()
        self.speak_as(None)

    @property
    def text(self) -> str:
        return self._field.toPlainText()

    def speak_as(self, voice: Voice | None, delivery: Delivery = AS_USUAL) -> None:
        """From now on; what is heard of another Voice ends, and the text is heard anew when asked."""
        if (voice, delivery) == (self._voice, self._delivery) and voice is not None:
            return
        before, self._voice, self._delivery = self._voice, voice, delivery
        if self._typing is not None:
            if voice is None or before is None or voice.service != before.service:
                self.close_it()
            elif voice != before:
                self._typing.interrupt()
                self._typing.speak_as(voice, delivery)
                # What was heard of the last Voice is not said again by itself.
                self._given, self._is_finished = self.text, False
            else:
                self._typing.speak_as(voice, delivery)
        for each in (self._field, self._speak, self._stop):
            each.setEnabled(voice is not None)
        if voice is None:
            self._field.setPlaceholderText(messages.say(NOBODY))
            self._said.setText("")
        else:
            self._field.setPlaceholderText(messages.say(HINT, voice=voice.name))
            words = FREE if voice.service == EMBEDDED else PAID
            self._said.setText(messages.say(words, voice=voice.name))

    def speak(self) -> None:
        """The rest of the text now, or all of it again."""
        if self.text.strip():
            self._carry_out(at_the_end(self._given, self.text))
            if self._typing is not None:
                self._typing.finish()
                self._is_finished = True

    def be_silent(self) -> None:
        self._pause.stop()
        if self._typing is not None:
            self._typing.interrupt()
            self._given, self._is_finished = self.text, False

    def look(self) -> None:
        """Say what went wrong, if anything did."""
        if self._typing is not None and self._typing.trouble is not None:
            self._said.setText(messages.text(self._typing.trouble))

    def close_it(self) -> None:
        """Silence; nobody types any more."""
        self._pause.stop()
        if self._typing is not None:
            self._typing.close()
            self._typing = None
        self._given, self._is_finished = "", False

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.close_it()

    def _typed(self) -> None:
        if self._voice is not None:
            self._carry_out(while_typing(self._given, self.text))
            self._pause.start()

    def _carry_out(self, orders: Orders) -> None:
        if orders.more and self._typing is None and self._voice is not None:
            self._typing = self._studio.auditions.type_to_hear(self._voice, self._delivery)
            if self._typing is not None:
                self.began.emit()
        if self._typing is None:
            return
        if orders.interrupts or (orders.more and self._is_finished):
            self._typing.interrupt()
            self._is_finished = False
        if orders.more:
            self._typing.type(orders.more)
        self._given = orders.given

    def _show_icons(self) -> None:
        theme = self._look.theme
        self._speak.setIcon(icons.icon("play", theme, theme.text2, size=14))
        self._stop.setIcon(icons.icon("stop", theme, theme.text2, size=14))


class _Field(QPlainTextEdit):
    """Enter and Esc are for hearing; Tab leaves it."""

    spoken_wanted = Signal()
    silence_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.spoken_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape and self.toPlainText():
            self.silence_wanted.emit()
        else:
            super().keyPressEvent(event)
