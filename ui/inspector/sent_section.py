"""What a voice is given for the Line; what it is not given is struck through and says why."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.sentences import sentence
from ui import messages
from ui.inspector.values import LeftOut, SentShown
from ui.look import Look
from ui.plain_text import label, tip
from ui.section import Section

SENT = sentence("ui.inspector.sent", "What was sent")
IN_SCRIPT = sentence("ui.inspector.sent.in_script", "In the script: {text}")
NOTHING = sentence("ui.inspector.sent.nothing", "Nothing: there are no words to say.")
LEFT_OUT = sentence("ui.inspector.sent.left_out", "Left out: {text}. {reason}")


class SentSection(Section):
    def __init__(self, look: Look) -> None:
        super().__init__(SENT, look)
        self._text, self._script = label("section_words"), label("hint")
        for each in (self._text, self._script):
            each.setWordWrap(True)
        self._left_out = QWidget()
        self._rows = QVBoxLayout(self._left_out)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        self._shown: tuple[LeftOut, ...] = ()
        for widget in (self._text, self._left_out, self._script):
            self.add(widget)

    def show_sent(self, sent: SentShown) -> None:
        self._text.setText(sent.text or messages.say(NOTHING))
        self._script.setText(messages.say(IN_SCRIPT, text=sent.in_script))
        self._script.setVisible(bool(sent.in_script))
        self._left_out.setVisible(bool(sent.left_out))
        if sent.left_out == self._shown:
            return
        self._shown = sent.left_out
        while (item := self._rows.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.deleteLater()
        for each in sent.left_out:
            self._rows.addWidget(_row(each))


def _row(left_out: LeftOut) -> QWidget:
    row_of = QWidget()
    row = QHBoxLayout(row_of)
    row.setContentsMargins(0, 0, 0, 0)
    struck, why = label("left_out", left_out.text), label("hint", left_out.reason)
    font = struck.font()
    font.setStrikeOut(True)
    struck.setFont(font)
    why.setWordWrap(True)
    said = messages.say(LEFT_OUT, text=left_out.text, reason=left_out.reason)
    struck.setAccessibleName(said)
    struck.setToolTip(tip(left_out.reason))
    row.addWidget(struck)
    row.addWidget(why, 1)
    return row_of
