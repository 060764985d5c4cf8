"""Letters that choose in menus: each but once."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from ui import messages, mnemonics
from ui.look import Look
from ui.main_window import MainWindow


def test_the_first_who_wishes_for_a_letter_has_it() -> None:
    """The other gets the beginning of a word that is free, then any letter of its own."""
    menu = ["&Save", "&Send", "Sea", "a", "S&&E"]
    assert mnemonics.shared_out(menu) == ["s", "e", "a", "", ""]


def test_a_letter_is_marked_where_a_word_begins() -> None:
    """Within the words as they read now; what has not the letter stays unmarked."""
    assert mnemonics.marked("Play this &scene", "t") == "Play &this scene"
    assert mnemonics.marked("Undo: R&D", "x") == "Undo: RD"
    assert mnemonics.marked("R&&D scene", "s") == "R&&D &scene"


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_letter_stands_for_two_things(qapp: QApplication, language: str) -> None:
    """In the menu bar and in every menu, in every language."""
    messages.use(language)
    window = MainWindow(Look(qapp, "dark"))
    bar = window.menuBar()
    menus = {"bar": [action.text() for action in bar.actions()]}
    for menu in bar.findChildren(QMenu):
        menus[menu.title()] = [action.text() for action in menu.actions()]
    window.deleteLater()
    assert len(menus) >= 10
    for title, texts in menus.items():
        letters = [
            text.replace("&&", "").partition("&")[2][:1].casefold()
            for text in texts
            if "&" in text.replace("&&", "")
        ]
        assert letters, title
        assert [letter for letter, count in Counter(letters).items() if count > 1] == [], title
