"""The timeline's area: heads, ruler, Lanes and overview as one. A stranger to the rest of the window:
it is given what it shows and says with signals what a person asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QStackedLayout, QWidget

from studio.document.lanes import LaneSettings
from studio.document.sounds import SoundClipId
from studio.document.values import Document, LineId, SpeakerId
from studio.standing.contexts import ContextState
from studio.timeline.values import Span, Timeline
from ui import messages
from ui.look import Look
from ui.timeline import words
from ui.timeline.accessible import give_accessible_clips
from ui.timeline.arranging import Arranging
from ui.timeline.canvas import Canvas
from ui.timeline.lane_head import SMALL_WIDTH, WIDTH
from ui.timeline.lane_heads import LaneHeads
from ui.timeline.overview import Overview
from ui.timeline.ruler import Ruler
from ui.timeline.sentence_list import SentenceList
from ui.timeline.shown import Shown
from ui.timeline.sources import Sources
from ui.timeline.steering import Steering
from ui.timeline.zoom_bar import ZoomBar

_HEIGHT, _LEAST_HEIGHT = 244, 120


class TimelinePanel(QWidget):
    """Frames count at the project rate. `lane_wanted(id, LaneSettings)`, `loop_wanted(Span | None)`,
    `selection_changed(frozenset of LineIds, LineId | None)`, `edit_wanted(StepName, change)`."""

    seek_wanted = Signal(int)
    loop_wanted = Signal(object)
    marker_wanted = Signal(int)
    marker_moved = Signal(str, int)
    marker_opened = Signal(str)
    marker_unwanted = Signal(str)
    lane_wanted = Signal(str, object)
    duck_wanted = Signal(str, bool)
    edit_wanted = Signal(object, object)
    menu_wanted = Signal(QPoint)
    """For the current Clip, at a place of the screen."""
    lane_menu_wanted = Signal(str, object, QPoint)
    sounds_dropped = Signal(object, int)
    """Paths, and the frame they were dropped at."""
    selection_changed = Signal(object, object)
    follow_changed = Signal(bool)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Shown(self)
        self.steering = Steering(self._shown)
        self._is_following, self._is_centred, self._is_told = True, False, False
        self._zoom = ZoomBar(self._shown, self.steering, look, self)
        self._ruler = Ruler(self._shown, self.steering, look, self)
        self._heads = LaneHeads(self._shown, look, self)
        self.canvas = Canvas(self._shown, self.steering, look, self)
        self._overview = Overview(self._shown, look, self)
        give_accessible_clips(self.canvas, self._shown)
        self.arranging = Arranging(self._shown, self.steering, self.canvas.handling)
        lanes = QWidget()
        rooms = QGridLayout(lanes)
        rooms.setContentsMargins(0, 0, 0, 0)
        rooms.setSpacing(0)
        rooms.addWidget(self._zoom, 0, 0)
        rooms.addWidget(self._ruler, 0, 1)
        rooms.addWidget(self._heads, 1, 0)
        rooms.addWidget(self.canvas, 1, 1)
        rooms.addWidget(self._overview, 2, 0, 1, 2)
        rooms.setRowStretch(1, 1)
        rooms.setColumnStretch(1, 1)
        self._sentences = SentenceList(self._shown, self)
        self._forms = QStackedLayout(self)
        self._forms.addWidget(lanes)
        self._forms.addWidget(self._sentences)
        self._wanted_height = _HEIGHT
        self.set_narrow(is_narrow=False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusProxy(self.canvas)
        self.setAccessibleName(messages.say(words.NAME))
        self._connect()

    def sizeHint(self) -> QSize:
        return QSize(1000, self._wanted_height)

    def minimumSizeHint(self) -> QSize:
        return QSize(400, _LEAST_HEIGHT)

    def show_piece(self, document: Document, timeline: Timeline) -> None:
        """From now on, this Document as it lies in time."""
        self._shown.show(document, timeline)

    def ask_anew(self, sources: Sources | None = None) -> None:
        """States, words or the shapes of sounds are others; `sources`: asked for elsewhere now."""
        self._shown.ask_anew(sources)

    def show_playhead(self, frame: int, *, is_playing: bool) -> None:
        self._shown.set_playhead(frame)
        if is_playing and self._is_following:
            view = self._shown.view.following(frame, centred=self._is_centred)
            self._shown.set_view(view)

    def show_loop(self, loop: Span | None) -> None:
        self._shown.set_loop(loop)

    def show_contexts(self, contexts: Mapping[SpeakerId, ContextState]) -> None:
        self._heads.show_contexts(contexts)

    def show_reading(self, count: int) -> None:
        """So many Takes are still being read from the disk."""
        self.canvas.show_reading(count)

    def select(self, lines: Iterable[LineId], current: LineId | None) -> None:
        """What is chosen elsewhere is chosen here; nobody is told back."""
        self._is_told = True
        if self._shown.select(lines, current):
            clip = self._shown.clip_of(self._shown.current)
            if clip is not None and not self.canvas.hasFocus():
                self.steering.reveal(clip)
        self._is_told = False

    @property
    def is_following(self) -> bool:
        """Whether the view goes with the playhead while it plays."""
        return self._is_following

    def set_following(self, is_following: bool, *, centred: bool = False) -> None:
        self._is_centred = centred
        if is_following != self._is_following:
            self._is_following = is_following
            self.follow_changed.emit(is_following)

    def set_lane_height(self, height: int) -> None:
        self._shown.set_lane_height(height)

    def set_overview_shown(self, is_shown: bool) -> None:
        self._overview.setVisible(is_shown)

    def set_narrow(self, is_narrow: bool) -> None:
        """Narrower heads in a narrow window."""
        width = SMALL_WIDTH if is_narrow else WIDTH
        for each in (self._zoom, self._heads):
            each.setFixedWidth(width)
        self._overview.set_indent(width)

    def set_wanted_height(self, height: int) -> None:
        """How high it would like to be; people may drag it higher or lower."""
        self._wanted_height = height
        self.updateGeometry()

    @property
    def current_line(self) -> LineId | None:
        """The Line whose Clip keys act on."""
        return self._shown.current

    @property
    def current_sound(self) -> SoundClipId | None:
        """The sound that was chosen instead of Clips."""
        return self._shown.current_sound

    @property
    def is_sentences(self) -> bool:
        """Whether it is read as a list."""
        return self._forms.currentIndex() == 1

    def show_as_sentences(self, is_list: bool) -> None:
        """A list of sentences instead of Lanes, or Lanes again; the focus goes along."""
        form: QWidget = self._sentences if is_list else self.canvas
        self._forms.setCurrentIndex(1 if is_list else 0)
        self.setFocusProxy(form)
        form.setFocus()

    def set_rippling(self, ripples: bool) -> None:
        """Whether what follows moves along with an edit."""
        self.canvas.handling.ripples = ripples

    def set_snapping(self, snaps: bool) -> None:
        """Whether edges catch at what is near."""
        self.canvas.handling.snaps = snaps

    def current(self) -> tuple[int, str] | None:
        """The number of the current Line, and who speaks it."""
        numbered = (
            None if self._shown.current is None else self._shown.numbered(self._shown.current)
        )
        if numbered is None:
            return None
        return numbered.number, self._shown.document.speaker(numbered.line.speaker).name

    def mute_lane(self) -> None:
        """Ask for the Lane of the current Clip to be muted, or heard again."""
        self._change_lane(lambda was: replace(was, is_muted=not was.is_muted))

    def solo_lane(self) -> None:
        self._change_lane(lambda was: replace(was, is_solo=not was.is_solo))

    def end(self) -> None:
        """Stop what still works in the background."""
        self._overview.end()

    def _connect(self) -> None:
        keys = self.canvas.keys
        for seeking in (self._ruler, self.canvas, keys):
            seeking.seek_wanted.connect(self.seek_wanted)
        self._ruler.loop_wanted.connect(self.loop_wanted)
        self._ruler.marker_wanted.connect(self.marker_wanted)
        self._ruler.marker_moved.connect(self.marker_moved)
        self._ruler.marker_opened.connect(self.marker_opened)
        self._ruler.marker_unwanted.connect(self.marker_unwanted)
        self.canvas.handling.edit_wanted.connect(self.edit_wanted)
        self.canvas.drops.dropped.connect(self.sounds_dropped)
        self.canvas.menu_wanted.connect(self.menu_wanted)
        self._heads.menu_wanted.connect(self.lane_menu_wanted)
        self._heads.settings_wanted.connect(self.lane_wanted)
        self._heads.duck_wanted.connect(self.duck_wanted)
        self._heads.wheel_turned.connect(self.canvas.wheelEvent)
        self._shown.selection_changed.connect(self._tell_selection)
        for moved in (self.canvas.scrolled_by_hand, self._overview.moved_by_hand):
            moved.connect(lambda: self.set_following(is_following=False))

    def _change_lane(self, changed: Callable[[LaneSettings], LaneSettings]) -> None:
        clip = self._shown.clip_of(self._shown.current)
        lane = None if clip is None else self._shown.lane_of(clip)
        if lane is not None:
            self.lane_wanted.emit(lane.id, changed(lane.settings))

    def _tell_selection(self) -> None:
        if not self._is_told:
            self.selection_changed.emit(self._shown.selected, self._shown.current)
