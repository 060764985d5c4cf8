"""How a script is read: tick boxes and an encoding; each change has the file read anew."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from studio.scripts.reading import AS_FOUND
from studio.scripts.review import Review
from studio.sentences import sentence
from ui import messages
from ui.plain_text import label

TITLE = sentence("ui.import_review.how", "How to read it")
BRACKETS = sentence("ui.import_review.brackets", "Directions in brackets stay silent")
NAMELESS = sentence(
    "ui.import_review.nameless", "A line without a name belongs to the speaker before"
)
PROSE = sentence("ui.import_review.prose", "Read what belongs to nobody with a narrator voice")
MARKS = sentence("ui.import_review.marks", "Turn “--” and “^” into cues")
NARRATOR_NAME = sentence("ui.import_review.narrator", "Narrator")
ENCODING = sentence("ui.import_review.encoding", "Encoding")
AS_FOUND_ENCODING = sentence("ui.import_review.encoding_as_found", "As found")
FOUND = sentence("ui.import_review.encoding_found", "As found: {name}")

ENCODINGS = (
    ("utf-8", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("cp1252", "Windows-1252"),
    ("cp1250", "Windows-1250"),
    ("cp1251", "Windows-1251"),
    ("iso8859-15", "ISO 8859-15"),
    ("cp932", "Shift-JIS"),
    ("euc_jp", "EUC-JP"),
    ("gb18030", "GB 18030"),
    ("cp950", "Big5"),
    ("cp949", "EUC-KR"),
    ("mac_roman", "Mac Roman"),
)


class HowToRead(QWidget):
    """Tells what is wished as ReadingOptions."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._options = AS_FOUND
        self._is_filling = False
        self._brackets, self._nameless, self._prose, self._marks = (
            QCheckBox(messages.say(words)) for words in (BRACKETS, NAMELESS, PROSE, MARKS)
        )
        self._encoding = QComboBox()
        self._encoding.setAccessibleName(messages.say(ENCODING))
        self._encoding_words = label("section_label", messages.say(ENCODING))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("group_heading", messages.say(TITLE)))
        for box in (self._brackets, self._nameless, self._prose, self._marks):
            box.setAccessibleName(box.text())
            box.toggled.connect(lambda _on: self._tell())
            column.addWidget(box)
        row = QHBoxLayout()
        row.addWidget(self._encoding_words)
        row.addWidget(self._encoding)
        row.addStretch(1)
        column.addLayout(row)
        self._encoding.currentIndexChanged.connect(lambda _index: self._tell())

    def show_review(self, review: Review) -> None:
        """How the file is read now."""
        self._is_filling = True
        self._options = options = review.options
        self._brackets.setChecked(options.brackets_are_directions)
        self._nameless.setChecked(options.nameless_goes_on)
        self._prose.setChecked(bool(options.narrator))
        self._marks.setChecked(options.marks_are_cues)
        is_text = bool(review.encoding)
        self._encoding.setVisible(is_text)
        self._encoding_words.setVisible(is_text)
        self._encoding.clear()
        if is_text:
            found = messages.say(AS_FOUND_ENCODING)
            if not options.encoding:
                found = messages.say(FOUND, name=review.encoding)
            self._encoding.addItem(found, "")
            for codec, name in ENCODINGS:
                self._encoding.addItem(name, codec)
            self._encoding.setCurrentIndex(max(0, self._encoding.findData(options.encoding)))
        self._is_filling = False

    def _tell(self) -> None:
        if self._is_filling:
            return
        narrator = messages.say(NARRATOR_NAME) if self._prose.isChecked() else ""
        self.changed.emit(
            replace(
                self._options,
                brackets_are_directions=self._brackets.isChecked(),
                nameless_goes_on=self._nameless.isChecked(),
                narrator=narrator,
                marks_are_cues=self._marks.isChecked(),
                encoding=self._encoding.currentData() or "",
            )
        )
