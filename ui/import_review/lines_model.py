"""The Lines of a review as a table: only those that a filter and words let through."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)

from studio.document.initials import initials_of
from studio.document.values import Line, LineId, Speaker
from studio.scripts.intake import Intake
from studio.scripts.merge import MergeRow, Result
from studio.sentences import sentence
from ui import messages
from ui.import_review.words import ROW, line_of, result_words, takes_words

HEADERS = (
    sentence("ui.import_review.result_header", "Result"),
    sentence("ui.import_review.number_header", "No."),
    sentence("ui.import_review.speaker_header", "Speaker"),
    sentence("ui.import_review.line_header", "Line"),
    sentence("ui.import_review.takes_header", "Takes"),
)
RESULT, NUMBER, SPEAKER, TEXT, TAKES = range(5)
MERGE_ROW = Qt.ItemDataRole.UserRole
SPEAKER_ROLE = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class LinesModel(QAbstractTableModel):
    """`ticked` tells the rows somebody wants taken over, or left out."""

    ticked = Signal(object, bool)

    def __init__(self, takes_of: Callable[[LineId], int]) -> None:
        super().__init__()
        self._takes_of = takes_of
        self._intake: Intake | None = None
        self._rows: list[MergeRow] = []
        self._speakers: dict[str, tuple[Speaker, str]] = {}
        self._wanted: Result | None = None
        self._words = ""

    @property
    def rows(self) -> list[MergeRow]:
        """Those that are shown."""
        return self._rows

    def show_intake(self, intake: Intake) -> None:
        before, self._intake = self._intake, intake
        if before is not None and before.comparison is intake.comparison:
            self._all_changed()
            return
        cast = intake.comparison.current.cast
        initials = initials_of([speaker.name for speaker in cast])
        self._speakers = {
            speaker.id: (speaker, two) for speaker, two in zip(cast, initials, strict=True)
        }
        self._fill()

    def want(self, result: Result | None, words: str) -> None:
        """Show only Lines of this result, in which these words stand."""
        self._wanted, self._words = result, words.casefold().strip()
        self._fill()

    def tick(self, rows: list[int], is_ticked: bool) -> None:
        ids = [self._rows[row].id for row in rows if is_decidable(self._rows[row])]
        if ids:
            self.ticked.emit(ids, is_ticked)

    def speaker_of(self, row: MergeRow) -> tuple[Speaker, str]:
        """Who speaks there, and the letters of the chip."""
        return self._speakers[shown_line(row).speaker]

    # --- what Qt asks ------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return messages.say(HEADERS[section])
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == RESULT and is_decidable(self._rows[index.row()]):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words_in(row, index.column())
            case Qt.ItemDataRole.CheckStateRole if index.column() == RESULT and is_decidable(row):
                return Qt.CheckState.Checked if self._is_ticked(row) else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._sentence(row)
            case Qt.ItemDataRole.SizeHintRole:
                return QSize(40, 20)
            case _ if role == MERGE_ROW:
                return row
            case _ if role == SPEAKER_ROLE:
                return self.speaker_of(row)
        return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick([index.row()], Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    # --- inside ------------------------------------------------------------------------------

    def _fill(self) -> None:
        self.beginResetModel()
        rows = () if self._intake is None else shown_rows(self._intake)
        self._rows = [row for row in rows if self._is_wanted(row)]
        self.endResetModel()

    def _is_wanted(self, row: MergeRow) -> bool:
        if self._wanted is not None and row.result is not self._wanted:
            return False
        if not self._words:
            return True
        lines = (line for line in (row.ours, row.new) if line is not None)
        name = self.speaker_of(row)[0].name
        return self._words in "\n".join((name, *(line.text for line in lines))).casefold()

    def _is_ticked(self, row: MergeRow) -> bool:
        return self._intake is not None and self._intake.is_ticked(row)

    def _words_in(self, row: MergeRow, column: int) -> str:
        match column:
            case 0:
                return f"{row.result.value} {result_words(row.result)}"
            case 1:
                return str(row.number or "–")
            case 2:
                return self.speaker_of(row)[0].name
            case 3:
                return shown_line(row).text
            case _:
                line = line_of(row)
                takes = 0 if line is None else self._takes_of(line)
                return takes_words(row, is_ticked=self._is_ticked(row), takes=takes)

    def _sentence(self, row: MergeRow) -> str:
        return messages.say(
            ROW,
            result=result_words(row.result),
            number=row.number or "–",
            name=self.speaker_of(row)[0].name,
            text=shown_line(row).text,
            takes=self._words_in(row, TAKES),
        )

    def _all_changed(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, TAKES))


def is_decidable(row: MergeRow) -> bool:
    """Whether there is anything to tick: a Line that is the same stays in any case."""
    return row.result is not Result.SAME


def shown_line(row: MergeRow) -> Line:
    line = row.new or row.ours
    assert line is not None
    return line


def shown_rows(intake: Intake) -> tuple[MergeRow, ...]:
    """Every row there is to decide on. Where the file has nothing of the project, what the project
    has is not gone from it."""
    comparison = intake.comparison
    if comparison.is_update:
        return comparison.rows
    return tuple(row for row in comparison.rows if row.new is not None)
