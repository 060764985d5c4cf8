"""What is said now: over the window, with buttons for what helps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from studio.sentences import Sentence
from tests.ui.test_window_messages import english  # noqa: F401  what all modules can say
from ui import message_bubbles, remedies, view_commands
from ui.look import Look
from ui.message_bubbles import MOST_SHOWN, MessageBubbles
from ui.remedies import Deed, path_in, remedies_for

_NEWS = Sentence("test.news", "{thing} is done.")
_REFUSED = Sentence("tts.key_refused", "The voice service refused the key{said}.")
_WHY = Sentence("test.why", "Not done: {why}")
_DAMAGED = Sentence("store.damaged", "{path} is damaged: {reason}.")


@pytest.fixture
def window(qapp: QApplication) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(1280, 800)
    made.show()
    yield made
    made.hide()
    made.deleteLater()


@pytest.fixture
def bubbles(qapp: QApplication, window: QWidget) -> MessageBubbles:
    return MessageBubbles(Look(qapp, "dark"), window)


def _shown(window: QWidget) -> list[str]:
    return [
        each.text() for each in window.findChildren(QLabel, "message_words") if each.isVisible()
    ]


def test_every_remedy_belongs_to_a_sentence(english: dict[str, str]) -> None:  # noqa: F811
    """Each sentence with remedies is one that can be said."""
    assert sorted(remedies.known_ids() - english.keys()) == []


def test_a_cause_brings_its_remedies_along() -> None:
    """A message that names another one as its cause offers what helps against that, with its file."""
    message = _WHY(why=_DAMAGED(path="/a/b.dialogue", reason="x"))
    assert [remedy.way for remedy in remedies_for(message)] == [Deed.SALVAGE]
    assert path_in(message) == "/a/b.dialogue"
    assert remedies_for(_NEWS(thing="It")) == ()


def test_a_button_asks_for_the_remedy(bubbles: MessageBubbles, window: QWidget) -> None:
    """Pressing it closes the bubble and says what is wanted, for which message."""
    wanted: list[tuple[object, object]] = []
    bubbles.remedy_wanted.connect(lambda *told: wanted.append(told))
    message = _REFUSED(said="")
    bubbles.show_problem(message)
    button = window.findChild(QPushButton)
    assert button.text() == "Check the key"
    button.click()
    assert [(remedy.way, said) for remedy, said in wanted] == [(view_commands.PREFERENCES, message)]
    assert not bubbles.isVisible()


def test_it_takes_no_room_and_stays_within(bubbles: MessageBubbles, window: QWidget) -> None:
    """However long the words and however small the window, they stand whole in its lower right."""
    bubbles.show_problem(_NEWS(thing="A very long story " * 30))
    for size in (QSize(1280, 800), QSize(1024, 640)):
        window.resize(size)
        assert window.rect().contains(bubbles.geometry())
        words = window.findChild(QLabel, "message_words")
        assert words.height() >= words.heightForWidth(words.width())
    assert bubbles.geometry().right() > window.width() - 30


def test_news_goes_by_itself_and_trouble_does_not(
    bubbles: MessageBubbles,
    window: QWidget,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Good news leaves after its time, unless one of its buttons has the focus; an error waits."""
    monkeypatch.setattr(message_bubbles, "_NEWS_SHOWN_MS", 20)
    bubbles.show_problem(_REFUSED(said=" (401)"))
    bubbles.show_note(_NEWS(thing="One"))
    bubbles.show_note(_REFUSED(said=" (402)"))
    window.activateWindow()
    window.findChildren(QPushButton)[-1].setFocus()
    qtbot.waitUntil(lambda: len(_shown(window)) == 2)
    qtbot.wait(60)
    assert [words.split()[-1] for words in _shown(window)] == ["(401).", "(402)."]


def test_trouble_is_kept_before_news(bubbles: MessageBubbles, window: QWidget) -> None:
    """With more to say than there is room for, news gives way; the same is never said twice."""
    for code in range(2):
        bubbles.show_problem(_REFUSED(said=f" {code}"))
    for thing in ("One", "Two", "Two"):
        bubbles.show_note(_NEWS(thing=thing))
    assert len(_shown(window)) == MOST_SHOWN
    assert _shown(window)[-1] == "Two is done."
    window.findChildren(QToolButton, "close_message")[-1].click()
    assert len(_shown(window)) == MOST_SHOWN - 1
