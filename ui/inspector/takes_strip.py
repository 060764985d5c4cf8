"""The Takes of one Line, newest on top: heard with a click or a digit, used with Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu

from studio.document.annotations import NoteKind
from studio.sentences import sentence
from studio.takes.recipe import TakeKey
from ui import messages
from ui.inspector.take_painter import GAP, HEIGHT, TAKE, TakePainter
from ui.inspector.values import TakeShown, WaveOfTake
from ui.look import Look
from ui.plain_text import tip

TAKES = sentence("ui.inspector.takes", "Takes")
USE = sentence("ui.inspector.use", "Use this take")
BY_WORDS = sentence("ui.inspector.by_words", "Use the take the words ask for")
NO_REMARK = sentence("ui.inspector.no_remark", "No remark")
RATE = sentence("ui.inspector.rate", "Rate {stars}")
DISCARD = sentence("ui.inspector.discard", "Discard")

REMARKS = {
    NoteKind.TOO_FAST: sentence("ui.inspector.too_fast", "too fast"),
    NoteKind.TOO_SLOW: sentence("ui.inspector.too_slow", "too slow"),
    NoteKind.FLAT: sentence("ui.inspector.flat", "flat"),
    NoteKind.WRONG_WORD: sentence("ui.inspector.wrong_word", "wrong word"),
    NoteKind.TOO_LOUD: sentence("ui.inspector.too_loud", "too loud"),
    NoteKind.TOO_QUIET: sentence("ui.inspector.too_quiet", "too quiet"),
}
_MOST_SEEN, _STARS = 6, 5


class TakesStrip(QListWidget):
    """Says which Take is to be heard, used, remarked, rated or discarded."""

    hear_wanted = Signal(str)
    use_wanted = Signal(str)
    by_words_wanted = Signal()
    remark_wanted = Signal(str, str)
    rating_wanted = Signal(str, int)
    discard_wanted = Signal(str)

    def __init__(self, look: Look, wave_of: WaveOfTake) -> None:
        super().__init__()
        self.setObjectName("takes")
        self.setAccessibleName(messages.say(TAKES))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._painter = TakePainter(look, wave_of)
        self.setItemDelegate(self._painter)
        self._takes: tuple[TakeShown, ...] = ()
        self.itemClicked.connect(lambda item: self.hear_wanted.emit(item.data(TAKE).key))
        self.itemDoubleClicked.connect(lambda item: self.use_wanted.emit(item.data(TAKE).key))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        look.changed.connect(self.viewport().update)

    def show_takes(self, takes: Sequence[TakeShown], colour: int) -> None:
        self._painter.colour = colour
        chosen = self.current()
        self._takes = tuple(takes)
        while self.count() > len(takes):
            self.takeItem(self.count() - 1)
        while self.count() < len(takes):
            self.addItem(QListWidgetItem())
        for place, take in enumerate(takes):
            item = self.item(place)
            item.setData(TAKE, take)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, take.words)
            item.setToolTip(tip(take.problem or take.words))
        keys = [take.key for take in takes]
        if chosen is not None and chosen.key in keys:
            self.setCurrentRow(keys.index(chosen.key))
        seen = max(1, min(len(takes), _MOST_SEEN))
        self.setFixedHeight(seen * (HEIGHT + GAP) + 2)
        self.setVisible(bool(takes))

    def current(self) -> TakeShown | None:
        """The Take whose row the keys act on."""
        found: TakeShown | None = self.currentIndex().data(TAKE)
        return found

    def key_of(self, number: int) -> TakeKey | None:
        """The Take that has this number."""
        return next((take.key for take in self._takes if take.number == number), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.current()
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if current is not None:
                self.use_wanted.emit(current.key)
            case Qt.Key.Key_Delete if current is not None:
                self.discard_wanted.emit(current.key)
            case Qt.Key.Key_Space:
                event.ignore()  # the window's: play and stop
            case _:
                super().keyPressEvent(event)

    def _open_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        take: TakeShown | None = index.data(TAKE) if index.isValid() else self.current()
        if take is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(messages.say(USE)).triggered.connect(lambda: self.use_wanted.emit(take.key))
        if take.is_pinned:
            menu.addAction(messages.say(BY_WORDS)).triggered.connect(self.by_words_wanted.emit)
        menu.addSeparator()
        for words in (messages.say(NO_REMARK), *(messages.say(each) for each in REMARKS.values())):
            chosen = "" if words == messages.say(NO_REMARK) else words
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(take.remark == chosen)
            action.triggered.connect(
                lambda _checked, chosen=chosen: self.remark_wanted.emit(take.key, chosen)
            )
        menu.addSeparator()
        for stars in range(1, _STARS + 1):
            action = menu.addAction(messages.say(RATE, stars="★" * stars))
            action.setCheckable(True)
            action.setChecked(take.rating == stars)
            action.triggered.connect(
                lambda _checked, stars=stars: self.rating_wanted.emit(take.key, stars)
            )
        menu.addSeparator()
        menu.addAction(messages.say(DISCARD)).triggered.connect(
            lambda: self.discard_wanted.emit(take.key)
        )
        menu.popup(self.viewport().mapToGlobal(at))
