"""The whole window over a real Studio that nobody started, for promises that hold everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication

from studio.document.ordered import Ordered
from studio.document.values import Document, Line, LineId, Speaker, SpeakerId
from studio.settings import Settings
from studio.studio import Studio
from ui.bridge import Bridge
from ui.desk import Desk
from ui.kept_settings import KeptSettings
from ui.look import Look
from ui.looks_desk import LooksDesk
from ui.main_window import MainWindow
from ui.preferences_desk import PreferencesDesk


class WholeWindow:
    """As `life` puts it together, but for the loop."""

    def __init__(self, qapp: QApplication, theme: str = "dark") -> None:
        self.look, self.studio, self.bridge = Look(qapp, theme), Studio(), Bridge()
        self.window = MainWindow(self.look)
        self.window.show()
        self.desk = Desk(self.studio, self.look, self.bridge, self.window)
        self.window.put_desk(self.desk)
        kept = KeptSettings(Settings(), self.window)
        looks = LooksDesk(self.look, kept, self.window.commands, self.window)
        preferences = PreferencesDesk(self.studio, kept, self.window)
        self.window.commands.carry_out(looks.doing() | preferences.doing())

    def show(self, document: Document) -> None:
        self.studio.show(self.studio.begin(document).result(60))

    def end(self) -> None:
        self.desk.end()
        self.bridge.close()
        self.studio.close()
        self.window.hide()
        self.window.deleteLater()


@contextmanager
def whole_window(qapp: QApplication) -> Iterator[WholeWindow]:
    made = WholeWindow(qapp)
    try:
        yield made
    finally:
        made.end()


def long_document(lines: int) -> Document:
    """So many Lines of eight Speakers."""
    cast = tuple(
        Speaker(SpeakerId(f"s{number}"), f"SPEAKER {number}", number) for number in range(8)
    )
    words = "This is line {} of a very long piece, with as many words as people say."
    script = Ordered(
        tuple(
            Line(LineId(f"l{number}"), cast[number % 8].id, words.format(number))
            for number in range(lines)
        )
    )
    return Document(title="A long piece", cast=cast, script=script)
