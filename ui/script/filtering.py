"""Shows only the Lines that pass the chosen filter, and says so above the script."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject

from studio.studio import Studio
from ui.script.filter_bar import FilterBar
from ui.script.header import ScriptHeader
from ui.script.header_menus import fill_filters, filter_words
from ui.script.line_filter import ALL_LINES, Filter
from ui.script.row_model import RowModel
from ui.script.sieve import Sieve


class Filtering(QObject):
    """`in_hand` are the ids that stay when a chosen filter would let them go later: nobody's row is
    taken away while they work on it."""

    def __init__(
        self,
        studio: Studio,
        model: RowModel,
        header: ScriptHeader,
        in_hand: Callable[[], Iterable[str]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._studio, self._model, self._header = studio, model, header
        self._in_hand = in_hand
        self._is_chosen_anew = False
        self.bar = FilterBar()
        self.bar.all_wanted.connect(self.show_all)
        self._sieve = Sieve(studio, self)
        self._sieve.done.connect(self._show)
        header.filters.aboutToShow.connect(self._fill_menu)
        self._name()

    @property
    def is_on(self) -> bool:
        return self._sieve.wanted != ALL_LINES

    def use(self, wanted: Filter) -> None:
        self._is_chosen_anew = True
        self._sieve.use(wanted)
        self._name()

    def show_all(self) -> None:
        if self.is_on:
            self.use(ALL_LINES)

    def look_again(self) -> None:
        """The Document or what was heard of it changed."""
        speaker = self._sieve.wanted.speaker
        cast = self._studio.document.cast
        if speaker is not None and all(each.id != speaker for each in cast):
            self.show_all()
        self._sieve.look_again()
        if self.is_on:
            self._count()

    def _show(self) -> None:
        ids = self._sieve.ids
        if ids is not None and not self._is_chosen_anew:
            lines = self._studio.document.lines
            ids |= {id for id in self._in_hand() if lines.get(id) is not None}
        if ids != self._model.rows.wanted:
            self._model.show_only(ids)
        self._is_chosen_anew = False
        self.bar.hide()
        if self.is_on:
            self._count()

    def _count(self) -> None:
        self.bar.show_count(len(self._model.rows), len(self._studio.document.lines))

    def _name(self) -> None:
        words = filter_words(self._studio.document, self._sieve.wanted)
        self._header.show_filter(words, is_on=self.is_on)

    def _fill_menu(self) -> None:
        fill_filters(self._header.filters, self._studio.document, self._sieve.wanted, self.use)
