"""The script as lanes: custom painted, and only what is seen is measured and painted.

Shows the rows of the one model and the one selection; the panel tells it what changed.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from studio.document.values import Speaker
from studio.sentences import sentence
from studio.studio import Studio
from ui import fonts, messages
from ui.look import Look
from ui.script.lanes import ground_painter
from ui.script.lanes.card_painter import foot_action
from ui.script.lanes.cards import Cards
from ui.script.lanes.columns import GUTTER
from ui.script.lanes.measure import EDGE, head
from ui.script.lanes.painting import paint_gutter, paint_lanes
from ui.script.lanes.playhead import playhead_height
from ui.script.lanes.scrolling import Scrolling
from ui.script.lanes.walking import destination
from ui.script.row_keys import meant_by
from ui.script.row_model import Column, RowModel
from ui.script.rows import Row
from ui.script.writer import Field, Writer

LANES = sentence("ui.script.lanes.name", "Script in lanes")

_STEP, _NAME_WIDTH, _HEADS = 40, 220, 58
_Index = QModelIndex | QPersistentModelIndex
_Move = QAbstractItemView.CursorAction
_Hint = QAbstractItemView.ScrollHint


class LanesView(QAbstractItemView):
    """`put_heads` gives it what stands above the columns."""

    write_wanted = Signal(Field, bool)
    scrolled_by_hand = Signal()
    again_wanted = Signal(str)
    """A Line that failed."""
    columns_moved = Signal(int, int, int)
    """The columns begin behind the gutter, are so wide, and are scrolled so far."""

    def __init__(
        self, studio: Studio, model: RowModel, writer: Writer, look: Look, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._studio, self._look, self._writer = studio, look, writer
        self._model, self._rows = model, model.rows
        self._cards = Cards(model.rows, writer, look, self.viewport())
        self._scrolling = Scrolling(self, self._cards)
        self._cast: tuple[Speaker, ...] = ()
        self._heads: QWidget | None = None
        self._playhead: int | None = None
        self._written: int | None = None
        self.setModel(model)
        self.setAccessibleName(messages.say(LANES))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(_STEP)
        self.horizontalScrollBar().setSingleStep(_STEP)
        self.verticalScrollBar().actionTriggered.connect(lambda _: self.scrolled_by_hand.emit())
        self.doubleClicked.connect(self._double_clicked)

    def put_heads(self, heads: QWidget) -> None:
        """What stands above the columns."""
        self._heads = heads
        heads.setParent(self)
        self._fit_heads()

    # --- what the panel says ------------------------------------------------------------------

    def rows_replaced(self) -> None:
        if not self.isVisible():
            return
        if self._cast is not self._studio.document.cast:
            self._share_width()
        self._cards.stack.show(self._rows.items)
        self._scrolling.arrange()
        self.viewport().update()

    def rows_came(self, _first: int, _last: int) -> None:
        self.rows_replaced()

    def rows_altered(self, _places: list[int]) -> None:
        self.rows_replaced()

    def bring_to_the_middle(self, row: int) -> None:
        """Unless it is in the middle third already."""
        middle, third = self.visualRect(self._index(row)).center().y(), self.viewport().height() / 3
        if not third <= middle <= 2 * third:
            self._scrolling.to(row, _Hint.PositionAtCenter)

    def show_at_the_top(self, row: int | None) -> None:
        """Have this row be the first that is seen, as far as the script reaches."""
        if row is not None:
            self._scrolling.to(row, _Hint.PositionAtTop)

    def reveal_writer(self) -> None:
        """Another Line is written: its card is high enough and in view."""
        place = self._written_place()
        for each in (self._written, place):
            if each is not None:
                self._cards.stack.forget_card(each)
        self._written = place
        self._scrolling.arrange()
        if place is not None:
            self._scrolling.to(place, _Hint.EnsureVisible)
        self.place_writer()
        self.viewport().update()

    def place_writer(self) -> None:
        """Have the fields lie over the card that is written, if that is one of this view."""
        place = self._written_place()
        if place is None:
            return
        if not self._cards.is_fit(place):
            self._cards.stack.forget_card(place)
            self._scrolling.arrange()
            self.viewport().update()
        card = self.visualRect(self._index(place))
        self._writer.place(
            QRect(card.left() + EDGE, card.top() - 3, min(_NAME_WIDTH, card.width()), 26),
            card.adjusted(EDGE + 1, head() - 5, -1, -1),
        )

    def takes_changed(self) -> None:
        """Cards may have got a foot, or lost it."""
        if self.isVisible():
            unfit = [place for place in self._seen() if not self._cards.is_fit(place)]
            for place in unfit:
                self._cards.stack.forget_card(place)
            if unfit:
                self._scrolling.arrange()
                self.viewport().update()

    def measure_again(self) -> None:
        """Text is of another size."""
        self._fit_heads()
        if self.isVisible():
            self._cards.stack.forget()
            self._scrolling.keep_first(self._share_width)
            self.place_writer()
            self.viewport().update()

    def show_playhead(self, frame: int) -> None:
        """The frame that is heard, or would be."""
        if not self.isVisible():
            return
        clips = self._studio.timeline.placed
        before, self._playhead = self._playhead, playhead_height(clips, frame, self._cards.span_of)
        for height in {before, self._playhead} - {None} if before != self._playhead else ():
            y = (height or 0) - self.verticalOffset()
            self.viewport().update(0, y - 1, self.viewport().width(), 4)
            self.viewport().update(ground_painter.arrow_box(y))

    # --- what a view of items is asked ---------------------------------------------------------

    def horizontalOffset(self) -> int:
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: _Index) -> bool:
        return False

    def indexAt(self, point: QPoint) -> QModelIndex:
        place = self._cards.at(point + self._origin())
        return QModelIndex() if place is None else self._index(place)

    def visualRect(self, index: _Index) -> QRect:
        if not index.isValid() or index.row() >= len(self._cards):
            return QRect()
        return self._cards.box(index.row()).translated(-self._origin())

    def visualRegionForSelection(self, _selection: object) -> QRegion:
        return QRegion(self.viewport().rect())

    def scrollTo(self, index: _Index, hint: _Hint = _Hint.EnsureVisible) -> None:
        if self.isVisible() and index.isValid() and index.row() < len(self._cards):
            self._scrolling.to(index.row(), hint)

    def moveCursor(self, action: _Move, _held: Qt.KeyboardModifier) -> QModelIndex:
        page = self.viewport().height() - _STEP
        here = self.currentIndex().row()
        to = destination(action, here, self._rows.items, self._cards, page)
        return QModelIndex() if to is None else self._index(to)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """All cards in the order of the script between two corners."""
        if not len(self._cards):
            return
        origin, reach = self._origin(), self.viewport().height()
        ends = [
            self._cards.nearest(corner + origin, reach)
            for corner in (rect.topLeft(), rect.bottomRight())
        ]
        first, last = (
            self._model.index(min(ends), 0),
            self._model.index(max(ends), len(Column) - 1),
        )
        self.selectionModel().select(QItemSelection(first, last), command)

    def dataChanged(self, first: _Index, last: _Index, _roles: object = None) -> None:
        """Paint again if any of it is seen."""
        if self.isVisible():
            seen = self._seen()
            if seen and first.row() <= seen[-1] and last.row() >= seen[0]:
                self.viewport().update()

    def currentChanged(self, now: _Index, before: _Index) -> None:
        if self.isVisible():
            super().currentChanged(now, before)

    # --- events ------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._cast = ()
        self.rows_replaced()
        self.scrollTo(self.currentIndex(), _Hint.PositionAtCenter)

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if self._heads is not None:
            self._heads.setGeometry(0, 0, self.viewport().width(), self._heads.height())
        self._scrolling.set_ranges()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible():
            self._scrolling.keep_first(self._share_width)
            self.place_writer()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self._scrolling.is_arranging:
            return
        before = self.verticalOffset()
        self._scrolling.arrange()
        if dx or self.verticalOffset() != before:
            self.viewport().update()
        else:
            self.viewport().scroll(0, dy)
        if dx:
            self._tell_columns()
        self.place_writer()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.scrolled_by_hand.emit()
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint() + self._origin()
        place = self._cards.at(point)
        row = None if place is None else self._rows[place]
        if (
            place is not None
            and isinstance(row, Row)
            and foot_action(self._cards.box(place), row).contains(point)
        ):
            self.again_wanted.emit(row.line.id)
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wish = meant_by(event)
        if wish is not None:
            self.write_wanted.emit(*wish)
        elif event.key() == Qt.Key.Key_Space:
            event.ignore()  # the window's: play and stop
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Letters on a card are commands, never a search."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, origin = QPainter(self.viewport()), self._look.theme, self._origin()
        cards, rows = self._cards, self._rows
        painter.translate(-origin)
        whole = event.rect().translated(origin)
        paint_lanes(painter, whole, cards, rows, theme, self._is_selected, self._playhead)
        painter.translate(origin.x(), 0)
        gutter = event.rect().translated(0, origin.y())
        paint_gutter(painter, gutter, cards, rows, theme, self._playhead)

    # --- inside ------------------------------------------------------------------------------

    def _index(self, place: int) -> QModelIndex:
        return self._model.index(place, Column.TEXT)

    def _origin(self) -> QPoint:
        return QPoint(self.horizontalOffset(), self.verticalOffset())

    def _seen(self) -> list[int]:
        top = self.verticalOffset()
        return self._cards.stack.between(top, top + self.viewport().height())

    def _is_selected(self, place: int) -> bool:
        return self.selectionModel().isRowSelected(place, QModelIndex())

    def _fit_heads(self) -> None:
        if self._heads is not None:
            height = fonts.zoomed(_HEADS)
            self._heads.setFixedHeight(height)
            self.setViewportMargins(0, height, 0, 0)

    def _share_width(self) -> None:
        self._cast = self._studio.document.cast
        self._cards.share(self._cast, self.viewport().width())
        self._tell_columns()

    def _tell_columns(self) -> None:
        width = self._cards.measure.columns.width
        self.columns_moved.emit(GUTTER, width, self.horizontalOffset())

    def _written_place(self) -> int | None:
        line = self._writer.line
        place = None if line is None else self._rows.place(line)
        is_here = place is not None and place < len(self._cards)
        return place if is_here and self._writer.lies_on(self.viewport()) else None

    def _double_clicked(self, index: QModelIndex) -> None:
        at = self.viewport().mapFromGlobal(self.cursor().pos())
        is_name = at.y() < self.visualRect(index).top() + head()
        self.write_wanted.emit(Field.NAME if is_name else Field.TEXT, False)
