"""What was said once can be read again."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.sentences import Sentence
from ui import problems
from ui.message_history import MessageHistory
from ui.message_list import MessageList

_TROUBLE = Sentence("test.trouble", "The disk {name} is full.")


def test_messages_are_kept_counted_and_copied(qapp: QApplication, qtbot: QtBot) -> None:
    """The latest stands first, in its own words; opening the list reads them; what is shown is copied."""
    window = QWidget()
    qtbot.addWidget(window)
    history = MessageHistory(window)
    for name in ("<b>D</b>", "E"):
        problems.say(_TROUBLE(name=name))
    assert history.unread == 2
    shown = MessageList(history, window)
    assert history.unread == 0
    rows = shown.findChild(QListWidget)
    assert [rows.item(row).text().split("  ")[1] for row in range(rows.count())] == [
        "The disk E is full.",
        "The disk <b>D</b> is full.",
    ]
    next(each for each in shown.findChildren(QPushButton) if each.text() == "Copy").click()
    assert QGuiApplication.clipboard().text().count("is full.") == 2
    history.end()
