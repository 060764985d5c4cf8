"""The boxes that filter voices by what is said of them: language, gender, age."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox

from studio.sentences import Sentence, sentence
from ui import messages

ANY_LANGUAGE = sentence("ui.voice_filter_boxes.any_language", "Any language")
ANY_SEX = sentence("ui.voice_filter_boxes.any_sex", "Any gender")
ANY_AGE = sentence("ui.voice_filter_boxes.any_age", "Any age")
ANY_TAG = sentence("ui.voice_filter_boxes.any_tag", "Any kind")


def filter_box(words: Sentence) -> QComboBox:
    """`words` stand for no filter at all, whose data is None."""
    box = QComboBox()
    box.setAccessibleName(messages.say(words))
    box.addItem(messages.say(words), None)
    return box


def offer(box: QComboBox, choices: Iterable[str]) -> None:
    """Have these to choose from; what is chosen stays, as long as there is such a thing."""
    kept = box.currentData()
    box.blockSignals(True)
    while box.count() > 1:
        box.removeItem(1)
    for each in choices:
        box.addItem(each.replace("_", " "), each)
    box.setCurrentIndex(max(0, box.findData(kept)))
    box.blockSignals(False)
