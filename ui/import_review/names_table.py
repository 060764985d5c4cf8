"""The names found in a script: which of them speak, and who they become."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from studio.document.initials import initials_of
from studio.document.values import Speaker
from studio.scripts.review import FoundName
from studio.sentences import sentence
from ui import chips, icons, messages
from ui.import_review.words import NO_NAME
from ui.look import Look
from ui.plain_text import tip

NAMES = sentence("ui.import_review.names", "Names found")
HEADERS = (
    sentence("ui.import_review.name_header", "In the file"),
    sentence("ui.import_review.lines_header", "Lines"),
    sentence("ui.import_review.becomes_header", "Becomes"),
    sentence("ui.import_review.why_header", "Why"),
)
NEW_SPEAKER = sentence("ui.import_review.new_speaker", "New: {name}")
NOT_A_SPEAKER = sentence("ui.import_review.not_a_speaker", "Not a speaker")
BECOMES = sentence("ui.import_review.becomes", "What the name becomes")

_NAME, _LINES, _BECOMES, _WHY = range(4)
_WIDTHS = {_NAME: 108, _LINES: 44, _BECOMES: 116}
_TO = Qt.ItemDataRole.UserRole
_LEAST_ROW, _SIDE, _ARROW, _TICK = 28, 8, 16, 22


@dataclass(frozen=True, slots=True)
class _Choice:
    """Who a name may become; `to` is None for nobody, `colour` that of somebody there already."""

    to: str | None
    words: str
    initials: str = ""
    colour: int | None = None


class NamesTable(QTableWidget):
    """`decided` tells a name and who it becomes; `asked` the name that is looked at."""

    decided = Signal(str, object)
    asked = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__(0, len(HEADERS))
        self._names: Sequence[FoundName] = ()
        self._choices: tuple[_Choice, ...] = ()
        self._is_filling = False
        self.setObjectName("names_found")
        self.setAccessibleName(messages.say(NAMES))
        self.setHorizontalHeaderLabels([messages.say(each) for each in HEADERS])
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_LEAST_ROW)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(_WHY, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.timeout.connect(self._fit_rows)
        header.sectionResized.connect(lambda *_: self._fitting.start())
        self._chooser = _Chooser(look, self)
        self.setItemDelegateForColumn(_BECOMES, self._chooser)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.itemChanged.connect(self._changed)
        self.currentCellChanged.connect(lambda row, *_: self._ask(row))

    def show_names(
        self,
        names: Sequence[FoundName],
        becomes: Mapping[str, str | None],
        cast: Sequence[Speaker],
    ) -> None:
        """The names, and who they become as things stand; `cast` is who is there already."""
        self._is_filling = True
        is_another = [each.name for each in names] != [each.name for each in self._names]
        self._names, self._choices = names, tuple(_choices(names, cast))
        self._chooser.choices = self._choices
        self.setRowCount(len(names))
        for row, found in enumerate(names):
            self._show_name(row, found, becomes.get(found.name))
        self._is_filling = False
        self._fitting.start()
        if is_another and names:
            self.setCurrentCell(0, _NAME)

    def _show_name(self, row: int, found: FoundName, to: str | None) -> None:
        words = found.name or messages.say(NO_NAME)
        suggested = to if to is not None else (found.becomes or None)
        choice = next((each for each in self._choices if each.to == suggested), self._choices[-1])
        cells = (words, str(found.count), choice.words, messages.text(found.why))
        for column, cell in enumerate(cells):
            item = QTableWidgetItem(cell)
            item.setToolTip(tip("\n".join(found.examples) if column == _NAME else cell))
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            if column == _NAME:
                flags |= Qt.ItemFlag.ItemIsUserCheckable
                ticked = Qt.CheckState.Unchecked if to is None else Qt.CheckState.Checked
                item.setCheckState(ticked)
            elif column == _BECOMES:
                flags |= Qt.ItemFlag.ItemIsEditable
                item.setData(_TO, choice)
            item.setFlags(flags)
            self.setItem(row, column, item)

    def _fit_rows(self) -> None:
        """As high as the words of each row, which may need several lines."""
        metrics = self.fontMetrics()
        for row in range(self.rowCount()):
            heights = [_LEAST_ROW]
            for column, beside in ((_NAME, _TICK), (_WHY, 0)):
                room = QRect(0, 0, self.columnWidth(column) - 2 * _SIDE - beside, 0)
                item = self.item(row, column)
                words = "" if item is None else item.text()
                wrapped = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, words)
                heights.append(wrapped.height() + 12)
            self.setRowHeight(row, max(heights))

    def _changed(self, item: QTableWidgetItem) -> None:
        if self._is_filling:
            return
        found = self._names[item.row()]
        if item.column() == _NAME:
            is_ticked = item.checkState() is Qt.CheckState.Checked
            self.decided.emit(found.name, (found.becomes or found.name) if is_ticked else None)
        elif item.column() == _BECOMES:
            choice = item.data(_TO)
            if isinstance(choice, _Choice):
                self.decided.emit(found.name, choice.to)

    def _ask(self, row: int) -> None:
        if 0 <= row < len(self._names) and not self._is_filling:
            self.asked.emit(self._names[row])


def _choices(names: Sequence[FoundName], cast: Sequence[Speaker]) -> Iterator[_Choice]:
    """Everybody of the Cast, everybody new, and nobody at the end."""
    there = {speaker.name for speaker in cast}
    initials = initials_of([speaker.name for speaker in cast])
    for speaker, two in zip(cast, initials, strict=True):
        yield _Choice(speaker.name, speaker.name, two, speaker.colour)
    new = dict.fromkeys(
        name for found in names for name in (found.becomes, found.name) if name not in there
    )
    for name in new:
        if name:
            yield _Choice(name, messages.say(NEW_SPEAKER, name=name))
    yield _Choice(None, messages.say(NOT_A_SPEAKER))


class _Chooser(QStyledItemDelegate):
    """Paints the chip of who is there already; edits with a list of everybody."""

    choices: tuple[_Choice, ...] = ()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        choice, theme, box = index.data(_TO), self._look.theme, option.rect
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        style = QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, option.widget)
        if not isinstance(choice, _Choice):
            return
        left, top = box.left() + _SIDE, box.top() + (_LEAST_ROW - chips.HEIGHT) // 2
        if choice.colour is not None:
            chips.paint_chip(painter, left, top, choice.initials, choice.colour, theme)
            left += chips.WIDTH + 6
        painter.setPen(theme.text if choice.to is not None else theme.text3)
        room = QRect(left, top, box.right() - left - _ARROW, chips.HEIGHT)
        metrics = painter.fontMetrics()
        words = metrics.elidedText(choice.words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        ratio = painter.device().devicePixelRatio()
        arrow = icons.pixmap("down", theme, theme.text3, 10, ratio)
        painter.drawPixmap(box.right() - _ARROW, top + 4, arrow)

    def createEditor(
        self,
        parent: QWidget,
        _option: QStyleOptionViewItem,
        _index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        box = QComboBox(parent)
        box.setAccessibleName(messages.say(BECOMES))
        for choice in self.choices:
            box.addItem(choice.words, choice)
        box.activated.connect(lambda _index: self.commitData.emit(box))
        box.activated.connect(lambda _index: self.closeEditor.emit(box))
        return box

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findText(str(index.data()))))
            editor.showPopup()

    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if isinstance(editor, QComboBox) and editor.currentData() != index.data(_TO):
            model.setData(index, editor.currentData(), _TO)
