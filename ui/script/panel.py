"""The script's area of the window: what piece it is, how much of it there is, and its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from studio.document.change import Change
from studio.document.script_items import Heading
from studio.document.values import LineId, SpeakerId
from studio.sentences import sentence
from studio.studio import Studio
from ui import messages, quantities
from ui.look import USUAL_ZOOM, Look
from ui.piece_name import piece_name
from ui.script import size
from ui.script.empty_page import EmptyPage
from ui.script.filtering import Filtering
from ui.script.header import ScriptHeader
from ui.script.header_menus import fill_scenes, scene_at, scene_lines
from ui.script.lanes.lanes_view import LanesView
from ui.script.line_filter import Filter
from ui.script.paste_bar import PasteBar
from ui.script.row_model import RowModel
from ui.script.rows import Row
from ui.script.script_view import ScriptView
from ui.script.selection import Selection
from ui.script.writer import Field, Writer

COUNTS = sentence(
    "ui.script.counts",
    "{lines} {lines:line|lines} · {speakers} {speakers:speaker|speakers} · {length}",
)


_TOLD_MS = 4_000


class ScriptPanel(QWidget):
    """Tell it when the Document, Takes or the heard Lines changed."""

    script_wanted = Signal()
    sample_wanted = Signal()
    first_line_wanted = Signal(str)
    """The first Line of all, with what was typed of it already."""
    find_wanted = Signal()
    again_wanted = Signal(str)
    """A Line that failed."""
    selected = Signal()
    columns_moved = Signal(int, int, int)
    """Of the lanes: where the columns begin, how wide each is, and how far they are scrolled."""
    form_changed = Signal(bool)
    """Whether it is seen as lanes."""

    def __init__(self, studio: Studio, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio = studio
        self._look, self._sizes = look, (USUAL_ZOOM, False)
        size.set_compact(look.is_compact)
        self._follows = True
        self._model = RowModel(studio, self)
        self.selection = Selection(self._model, self)
        self.selection.changed.connect(self._selection_changed)
        self.writer = Writer(studio.edit, lambda: studio.document, self)
        self._rows = ScriptView(self._model, self.writer, look, self)
        self._lanes = LanesView(studio, self._model, self.writer, look, self)
        self._view: ScriptView | LanesView = self._rows
        self.writer.lie_on(self._rows.viewport())
        self._lanes.columns_moved.connect(self.columns_moved)
        self._connect_views()
        self.paste_bar = PasteBar()
        self._header = ScriptHeader(look)
        self._header.lanes_wanted.connect(self.show_as_lanes)
        self._header.find_wanted.connect(self.find_wanted)
        self._header.scenes.aboutToShow.connect(self._fill_scenes)
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(_TOLD_MS)
        self._telling.timeout.connect(lambda: self._tell(LineId(""), ""))
        self._filtering = Filtering(studio, self._model, self._header, self._in_hand, self)
        self._pages = QStackedWidget()
        self._empty = empty = EmptyPage()
        empty.script_wanted.connect(self.script_wanted)
        empty.sample_wanted.connect(self.sample_wanted)
        empty.line_wanted.connect(self.first_line_wanted)
        for page in (empty, self._rows, self._lanes):
            self._pages.addWidget(page)
        rooms = QVBoxLayout(self)
        rooms.setContentsMargins(0, 0, 0, 0)
        rooms.setSpacing(0)
        rooms.addWidget(self._header)
        rooms.addWidget(self._filtering.bar)
        rooms.addWidget(self.paste_bar)
        rooms.addWidget(self._pages, 1)
        self.setFocusProxy(self._rows)
        look.changed.connect(self._look_changed)
        self._look_changed()

    def document_changed(self, change: Change | None = None) -> None:
        """`change` tells what is different; without it everything may be another."""
        self._show_page()
        self._model.document_changed(change)
        altered = change.altered if change is not None else ()
        places = [place for id in altered if (place := self._model.rows.place_of(id)) is not None]
        for view in (self._rows, self._lanes):
            view.rows_altered(places)
        self.writer.document_changed()
        self._view.place_writer()
        self._filtering.look_again()
        self._show_counts()

    @property
    def is_lanes(self) -> bool:
        """Whether it is seen as lanes, and not as rows."""
        return self._view is self._lanes

    def show_price(self, is_shown: bool) -> None:
        self._rows.show_price(is_shown)

    def tell(self, line: LineId, words: str) -> None:
        """Say something in the row of a Line, for a few seconds."""
        self._tell(line, words)
        self._telling.start()

    def names_in_doubt(self) -> frozenset[SpeakerId]:
        """Speakers whose name may be another's, misspelt."""
        return self._model.rows.names_in_doubt

    def keep_name(self, speaker: SpeakerId) -> None:
        """This Speaker's name is meant as it is."""
        self._model.rows.keep_name(speaker)
        self._model.takes_changed()

    def show_as_lanes(self, is_lanes: bool) -> None:
        """The same rows and the same selection, in the other form."""
        had_focus = self._view.hasFocus()
        self._view = self._lanes if is_lanes else self._rows
        self.writer.lie_on(self._view.viewport())
        self.setFocusProxy(self._view)
        self._header.show_form(is_lanes=is_lanes)
        self._show_page()
        if had_focus:
            self._view.setFocus()
        self.form_changed.emit(is_lanes)

    def put_heads(self, heads: QWidget) -> None:
        """What stands above the columns of the lanes."""
        self._lanes.put_heads(heads)

    def show_playhead(self, frame: int) -> None:
        self._lanes.show_playhead(frame)

    def name_changed(self) -> None:
        """The piece may have got a name by its file."""
        self._show_counts()

    def takes_changed(self) -> None:
        self._model.takes_changed()
        self._view.takes_changed()
        self._filtering.look_again()
        self._show_counts()

    def set_heard(self, lines: frozenset[LineId]) -> None:
        """Mark what is heard, and keep it in the middle third until the person scrolls."""
        rows = self._model.rows
        is_news = bool(lines - rows.heard)
        self._model.set_heard(lines)
        if is_news and self._follows:
            places = [place for line in lines if (place := rows.place(line)) is not None]
            self._view.bring_to_the_middle(max(places, default=0))

    def set_words_heard(self, words: Mapping[LineId, tuple[int, int]]) -> None:
        """The word that is heard of each Line that sounds, by characters of the text as sent."""
        self._model.set_words_heard(words)

    def start_following(self) -> None:
        """Keep the heard row in view again."""
        self._follows = True

    def current_line(self) -> LineId | None:
        """The Line of the row that keys act on."""
        return self.selection.current_line()

    def selected_items(self) -> tuple[str, ...]:
        """The ids of the selected rows, in the order of the script."""
        return self.selection.items()

    def selected_lines(self) -> tuple[LineId, ...]:
        return self.selection.lines()

    def scene_lines(self) -> tuple[LineId, ...]:
        """Those of the scene the current row is in."""
        return scene_lines(self._studio.document, self._place())

    def select(self, items: Iterable[str]) -> None:
        """Where a filter hides them all, everything is shown again."""
        wanted = tuple(items)
        if wanted and all(self._model.rows.place_of(id) is None for id in wanted):
            self._filtering.show_all()
        self.selection.select(wanted)

    def filter(self, wanted: Filter) -> None:
        """Show only the Lines that pass."""
        self._filtering.use(wanted)

    def select_all(self) -> None:
        self.selection.select_all()

    def write_new(self, line: LineId) -> None:
        """Put the caret into a Line that was just made, to choose who speaks it."""
        self.writer.begin_new(line, Field.NAME)

    def write_first(self, line: LineId, typed: str) -> None:
        """Put the caret into the first Line of all; `typed` begins the name of who speaks it."""
        self.write_new(line)
        if typed:
            self.writer.name.type(typed)

    def row_of(self, line: LineId) -> Row | None:
        """What the script shows of `line`; None when it is not in the Document any more."""
        return self._model.rows.find(line)

    def _tell(self, line: LineId, words: str) -> None:
        self._model.rows.tell(line, words)
        self._model.takes_changed()
        self._view.takes_changed()

    def _look_changed(self) -> None:
        look = self._look
        if (look.text_zoom, look.is_compact) == self._sizes:
            return
        self._sizes = (look.text_zoom, look.is_compact)
        size.set_compact(look.is_compact)
        self.setStyleSheet(look.text_sheet())
        self._measure_again()

    def _measure_again(self) -> None:
        for each in (self._header, self._rows, self._lanes):
            each.measure_again()

    def _connect_views(self) -> None:
        model, writer = self._model, self.writer
        for view in (self._rows, self._lanes):
            view.setSelectionModel(self.selection.of_rows)
            view.write_wanted.connect(self._write)
            view.scrolled_by_hand.connect(self._stop_following)
            view.again_wanted.connect(self.again_wanted)
            model.replaced.connect(view.rows_replaced)
        model.replaced.connect(self.selection.restore)
        model.rowsInserted.connect(lambda _parent, first, last: self._rows_came(first, last))
        model.rowsRemoved.connect(lambda *_: self._lanes.rows_replaced())
        writer.size_changed.connect(self._place_writer)
        writer.line_changed.connect(self._writer_moved)
        writer.ended.connect(self._to_the_view)
        writer.refused.connect(self.tell)

    def _show_page(self) -> None:
        page = self._view if self._studio.document.lines else self._empty
        if page is self._pages.currentWidget():
            return
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self._pages.isAncestorOf(focused)
        self._pages.setCurrentWidget(page)
        self.setFocusProxy(page)
        if had_focus:
            page.setFocus()

    def _rows_came(self, first: int, last: int) -> None:
        for view in (self._rows, self._lanes):
            view.rows_came(first, last)
        items = self._model.rows.items
        self.select(items[row].id for row in range(first, last + 1))

    def _write(self, field: Field, with_cue: bool) -> None:
        line = self.current_line()
        if line is not None:
            self.writer.begin(line, field, with_cue=with_cue)

    def _writer_moved(self) -> None:
        """Another Line is written: its row is the current one."""
        line = self.writer.line
        place = None if line is None else self._model.rows.place(line)
        if line is not None and place is not None and self.selection.current_row() != place:
            self.select([line])
        self._view.reveal_writer()

    def _place_writer(self) -> None:
        self._view.place_writer()

    def _to_the_view(self) -> None:
        self._view.setFocus()

    def _stop_following(self) -> None:
        self._follows = False

    def _in_hand(self) -> tuple[str, ...]:
        line = self.writer.line
        return self.selection.items() if line is None else (line, *self.selection.items())

    def _selection_changed(self) -> None:
        self._show_counts()
        self.selected.emit()

    def _scene(self) -> Heading | None:
        return scene_at(self._studio.document, self._place())

    def _place(self) -> int | None:
        """Of the current row in the script."""
        row, items = self.selection.current_row(), self._model.rows.items
        id = items[row].id if row is not None and row < len(items) else None
        return None if id is None else self._studio.document.script.place(id)

    def _fill_scenes(self) -> None:
        document = self._studio.document
        fill_scenes(self._header.scenes, document, self._scene(), self._go_to_scene)

    def _go_to_scene(self, heading: str) -> None:
        self.select([heading])
        self._view.show_at_the_top(self._model.rows.place_of(heading))
        self._view.setFocus()

    def _show_counts(self) -> None:
        document, scene = self._studio.document, self._scene()
        words = messages.say(
            COUNTS,
            lines=len(document.lines),
            speakers=len(document.cast),
            length=quantities.whole_seconds(self._studio.timeline.end_frame),
        )
        title = scene.text if scene is not None else piece_name(self._studio)
        self._header.show_piece(title, words if document.lines else "")
