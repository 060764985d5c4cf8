"""The rows for Qt's table: an adapter that keeps nothing but where it reads from."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from studio.document.change import Change
from studio.document.script_items import AsideKind, Heading
from studio.document.values import LineId, Script
from studio.sentences import Sentence, sentence
from studio.standing.money import PriceKind
from studio.studio import Studio
from ui import messages, money_words, quantities
from ui.line_states import LOOKS
from ui.plain_text import tip
from ui.script import deliveries
from ui.script.rows import Row, Rows, SilentRow


class Column(IntEnum):
    STATE, NUMBER, SPEAKER, TEXT, CUE, LENGTH, TAKES, PRICE = range(8)


NUMBER = sentence("ui.script.header.number", "No.")
SPEAKER = sentence("ui.script.header.speaker", "Speaker")
LINE = sentence("ui.script.header.line", "Line")
CUE = sentence("ui.script.header.cue", "Cue")
LENGTH_AND_STATE = sentence("ui.script.header.length_and_state", "Length, state")
TAKES = sentence("ui.script.header.takes", "Takes")
PRICE = sentence("ui.script.header.price", "Price")
FREE = sentence("ui.script.price.free", "free")
ESTIMATE = sentence("ui.script.price.estimate", "~{price}")
NOT_REPORTED = sentence("ui.script.price.not_reported", "not reported")
NOT_KNOWN = sentence("ui.script.price.not_known", "not known")
HEADING = sentence("ui.script.heading", "Heading: {text}")
_ASIDES = {
    AsideKind.DIRECTION: sentence("ui.script.stage_direction", "Stage direction: {text}"),
    AsideKind.COMMENT: sentence("ui.script.comment", "Comment: {text}"),
}
DID_YOU_MEAN = sentence("ui.script.did_you_mean", "{name}: did you mean {other}?")
ARRIVED = sentence("ui.script.arrived", "{word} {percent} %")
ROW = sentence("ui.script.row", "Line {number}, {name}, {text} {state}.")

_HEADERS: dict[int, Sentence] = {
    Column.NUMBER: NUMBER,
    Column.SPEAKER: SPEAKER,
    Column.TEXT: LINE,
    Column.CUE: CUE,
    Column.LENGTH: LENGTH_AND_STATE,
    Column.TAKES: TAKES,
    Column.PRICE: PRICE,
}
_RIGHT = (Column.NUMBER, Column.LENGTH, Column.TAKES, Column.PRICE)
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class RowModel(QAbstractTableModel):
    """Tell it when the Document, Takes or the heard Line changed; it asks for the rest."""

    replaced = Signal()
    """All rows may be others, and every view has noticed."""

    def __init__(self, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self.rows = Rows(studio)

    def document_changed(self, change: Change | None = None) -> None:
        """Rows came, went or say something else; without `change` everything may be another."""
        if change is None or self._is_large(change):
            self.rows.keep(change.added if change is not None else ())
            self._replace_all()
            return
        came, gone = self._run(change.added, self._studio.document.script), None
        if not change.added and not change.removed:
            self.rows.show(self._studio.document)
        elif came is not None and not change.removed:
            self.beginInsertRows(_NOWHERE, *came)
            self.rows.show(self._studio.document)
            self.endInsertRows()
            self._changed(came[1], len(self.rows) - 1)
        elif not change.added and (gone := self._run(change.removed, self.rows.items)) is not None:
            self.beginRemoveRows(_NOWHERE, *gone)
            self.rows.show(self._studio.document)
            self.endRemoveRows()
            self._changed(gone[0], len(self.rows) - 1)
        else:
            self._replace_all()
            return
        for id in change.altered:
            place = self.rows.place_of(id)
            if place is not None:
                self._changed(place, min(place + 1, len(self.rows) - 1))

    def _is_large(self, change: Change) -> bool:
        """Whether rows come, go or move that cannot be told one by one."""
        is_sifted = self.rows.wanted is not None and bool(change.added or change.removed)
        return bool(change.moved or change.speakers or change.cast_order) or is_sifted

    def show_only(self, ids: frozenset[str] | None) -> None:
        """Only these items of the script; None shows them all."""
        self.beginResetModel()
        self.rows.show_only(ids)
        self.endResetModel()
        self.replaced.emit()

    def _replace_all(self) -> None:
        self.beginResetModel()
        self.rows.show(self._studio.document)
        self.endResetModel()
        self.replaced.emit()

    @staticmethod
    def _run(ids: tuple[str, ...], items: Script) -> tuple[int, int] | None:
        """The first and last place of these items, when they stand one behind the other."""
        first = items.place(ids[0]) if ids else None
        if first is None:
            return None
        last = first + len(ids) - 1
        return (first, last) if tuple(item.id for item in items[first : last + 1]) == ids else None

    def takes_changed(self) -> None:
        self.rows.forget()
        self._changed(0, len(self.rows) - 1)

    def set_heard(self, lines: frozenset[LineId]) -> None:
        """Mark the rows of `lines` as heard now, and no others."""
        differing = lines ^ self.rows.heard
        self.rows.heard = lines
        self.rows.forget()
        for line in differing:
            place = self.rows.place(line)
            if place is not None:
                self._changed(place, place)

    def set_words_heard(self, words: Mapping[LineId, tuple[int, int]]) -> None:
        """Mark these words, and no others."""
        before, self.rows.words_heard = self.rows.words_heard, dict(words)
        if before != words:
            self.rows.forget()
        for line in before.keys() | words.keys():
            place = self.rows.place(line)
            if place is not None and before.get(line) != words.get(line):
                index = self.index(place, Column.TEXT)
                self.dataChanged.emit(index, index)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole and section in _HEADERS:
            return messages.say(_HEADERS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in _RIGHT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return _shown(self.rows[index.row()], index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row = self.rows[index.row()]
            return _sentence(row) if index.column() == Column.TEXT else _shown(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            row = self.rows[index.row()]
            words = _tip(row, index.column()) if isinstance(row, Row) else ""
            return tip(words) if words else None
        return None

    def _changed(self, first: int, last: int) -> None:
        if first <= last:
            end = self.index(last, len(Column) - 1)
            self.dataChanged.emit(self.index(first, 0), end)


def state_words(row: Row) -> str:
    """`Ready`; of a Take that is coming how much has come."""
    word = messages.say(row.look.word)
    if row.arrived is None or row.look is not LOOKS[row.state]:
        return word
    return messages.say(ARRIVED, word=word, percent=round(100 * row.arrived))


def takes_words(row: Row) -> str:
    return str(row.takes) if row.takes else "–"


def price_words(row: Row) -> str:
    """Never nought for what nobody knows."""
    price = row.price
    if price.kind is PriceKind.FREE:
        return messages.say(FREE)
    if price.kind is PriceKind.NOT_REPORTED:
        return messages.say(NOT_REPORTED)
    if price.cost is None:
        return messages.say(NOT_KNOWN)
    said = money_words.money(price.cost, price.currency)
    return said if price.kind is PriceKind.PAID else messages.say(ESTIMATE, price=said)


def length_words(row: Row) -> str:
    """How long the Line sounds, uncut; empty until that can be said."""
    if row.clip is None:
        return ""
    frames = row.clip.uncut_end_frame - row.clip.start_frame
    return quantities.seconds(frames, is_estimated=row.clip.is_estimated)


def _shown(row: Row | SilentRow, column: int) -> str:
    if isinstance(row, SilentRow):
        return row.item.text if column == Column.TEXT else ""
    match column:
        case Column.STATE:
            return state_words(row)
        case Column.NUMBER:
            return str(row.number)
        case Column.SPEAKER:
            return row.speaker.name
        case Column.TEXT:
            return row.line.text
        case Column.CUE:
            return messages.text(row.cue.words) if row.cue else ""
        case Column.LENGTH:
            return length_words(row)
        case Column.TAKES:
            return takes_words(row)
        case _:
            return price_words(row)


def _tip(row: Row, column: int) -> str:
    """What the cell has no room for."""
    match column:
        case Column.CUE:
            return messages.text(row.cue.words) if row.cue else ""
        case Column.STATE | Column.LENGTH:
            return f"{state_words(row)} · {length_words(row)} · {price_words(row)}"
        case Column.SPEAKER:
            return near_words(row) or deliveries.words(row.line, row.speaker)
        case Column.TEXT:
            return row.line.notes
        case _:
            return ""


def near_words(row: Row) -> str:
    """What to ask of a name that may be misspelt."""
    if row.near is None:
        return ""
    return messages.say(DID_YOU_MEAN, name=row.speaker.name, other=row.near)


def _sentence(row: Row | SilentRow) -> str:
    if isinstance(row, SilentRow):
        kind = HEADING if isinstance(row.item, Heading) else _ASIDES[row.item.kind]
        return messages.say(kind, text=row.item.text)
    details = [state_words(row), length_words(row)]
    if row.cue:
        details.append(messages.text(row.cue.words))
    state = ", ".join(each for each in details if each)
    words = row.line.text
    return messages.say(ROW, number=row.number, name=row.speaker.name, text=words, state=state)
