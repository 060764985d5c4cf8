"""File › Open recent: what was open lately, by name and folder; what is gone is said to be."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileInfo, Signal
from PySide6.QtWidgets import QMenu, QWidget

from studio.sentences import sentence
from ui import messages
from ui.mnemonics import marked
from ui.plain_text import tip
from ui.recent_files import RecentFiles

OPEN_RECENT = sentence("ui.recent_menu.open_recent", "Open &recent")
ENTRY = sentence("ui.recent_menu.entry", "{number}  {name}  —  {folder}")
MISSING = sentence("ui.recent_menu.missing", "{number}  {name}  —  no longer in {folder}")
NONE = sentence("ui.recent_menu.none", "Nothing was opened yet")
FORGET_MISSING = sentence("ui.recent_menu.forget_missing", "Forget what is &gone")
CLEAR = sentence("ui.recent_menu.clear", "Clear the &list")

_NUMBERED = 9
_LONGEST = 60


class RecentMenu(QMenu):
    """Fills itself when the list changes; looks the list up whenever it is opened."""

    chosen = Signal(Path)

    def __init__(self, recent: RecentFiles, parent: QWidget) -> None:
        super().__init__(messages.say(OPEN_RECENT), parent)
        self.setToolTipsVisible(True)
        self._recent = recent
        recent.changed.connect(self._fill)
        self.aboutToShow.connect(recent.look_up)
        self._fill()

    def _fill(self) -> None:
        self.clear()
        recent = self._recent
        for number, path in enumerate(recent.paths, 1):
            is_gone = path in recent.missing
            words = messages.say(
                MISSING if is_gone else ENTRY,
                number=number,
                name=_short(path.name),
                folder=_short(QFileInfo(str(path.parent)).filePath()),
            ).replace("&", "&&")
            letter = str(number) if number <= _NUMBERED else ""
            action = self.addAction(marked(words, letter) if letter else words)
            action.setEnabled(not is_gone)
            action.setToolTip(tip(str(path)))
            action.triggered.connect(lambda _checked=False, path=path: self.chosen.emit(path))
        if not recent.paths:
            self.addAction(messages.say(NONE)).setEnabled(False)
            return
        self.addSeparator()
        if recent.missing:
            forget = self.addAction(messages.say(FORGET_MISSING))
            forget.triggered.connect(lambda: recent.forget(recent.missing))
        clear = self.addAction(messages.say(CLEAR))
        clear.triggered.connect(lambda: recent.forget(recent.paths))


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"…{words[1 - _LONGEST :]}"
