"""What fills the window: the areas that show the Studio, and who is told what of each other.

Panels are strangers. What the Studio says of other threads' doing arrives over the bridge; each
panel that shows it is told; what a person asks for goes to the Studio from here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.document.change import Change
from studio.document.spoken_text import spoken_text
from studio.document.values import SpeakerId
from studio.sentences import sentence
from studio.studio import Studio
from ui import dictionary_commands, find_commands, messages, view_commands
from ui.about_desk import AboutDesk
from ui.areas import Areas
from ui.bridge import Bridge
from ui.cast.panel import CAST
from ui.cast_desk import CastDesk
from ui.casting_wall_desk import CastingWallDesk
from ui.command import Command, Where
from ui.dictionary_desk import DictionaryDesk
from ui.export_desk import ExportDesk
from ui.file_desk import FileDesk
from ui.file_drops import FileDrops
from ui.find.panel import FIND
from ui.find_desk import FindDesk
from ui.folding import (
    LEFT_LEAST,
    LEFT_MOST,
    RAIL_WIDTH,
    RIGHT_LEAST,
    RIGHT_MOST,
    STRIP_WIDTH,
    Folds,
    Side,
)
from ui.foot_dock import FootDock
from ui.hints_desk import HintsDesk
from ui.import_desk import ImportDesk
from ui.inspector.panel import LINE
from ui.inspector_desk import InspectorDesk
from ui.ledger_desk import LedgerDesk
from ui.length_report_desk import LengthReportDesk
from ui.look import Look
from ui.make_desk import MakeDesk
from ui.messages_desk import MessagesDesk
from ui.name_desk import NameDesk
from ui.next_unheard import next_unheard
from ui.palette_desk import PaletteDesk
from ui.pause import AtAPause
from ui.piece_name import piece_name
from ui.promotion_desk import PromotionDesk
from ui.queue.panel import QUEUE
from ui.queue_desk import QueueDesk
from ui.recovery_desk import RecoveryDesk
from ui.scenes.panel import SCENES
from ui.scenes_desk import ScenesDesk
from ui.script.panel import ScriptPanel
from ui.script_desk import ScriptDesk
from ui.side_dock import SideDock, Tab
from ui.speaker.panel import SPEAKER
from ui.speaker_desk import SpeakerDesk
from ui.status_desk import StatusDesk
from ui.steps_desk import StepsDesk
from ui.timeline_desk import TimelineDesk
from ui.tool_bar import ToolBar
from ui.transport_desk import TransportDesk
from ui.voices_desk import VoicesDesk

if TYPE_CHECKING:
    from ui.main_window import MainWindow


LEFT = sentence("ui.desk.left", "Left area")
RIGHT = sentence("ui.desk.right", "Right area")
_CAST_TAB, _FIND_TAB = 0, 2
_QUEUE_TAB = 2
LONG_SCRIPT = 2_000
"""From so many Lines on it takes a while to look at all of them."""

HOW_I_SOUND = sentence("ui.desk.how_i_sound", "This is how I sound in this scene.")


class Desk(QObject):
    """Shows one Studio for as long as the window is open. `middle` and `foot` are where."""

    title_changed = Signal(str)
    can_play_changed = Signal(bool)

    def __init__(self, studio: Studio, look: Look, bridge: Bridge, window: MainWindow) -> None:
        super().__init__(window)
        self._studio = studio
        self._window = window
        self._folds: Folds | None = None
        self._beside = AtAPause(self._show_beside, self)
        self._hints = HintsDesk(studio, window.commands, look, window)
        self.hint_bar = self._hints.bar
        self.middle = self._script = ScriptPanel(studio, look, window)
        self._writing = ScriptDesk(studio, self._script, self)
        self._steps = StepsDesk(studio, window.commands, look, window)
        self._names = NameDesk(studio, self._script, window)
        window.commands.give_keys(self._script, Where.SCRIPT)
        self._transport = TransportDesk(
            studio, self._script, window.commands, self._start_following, look, window
        )
        self._status = StatusDesk(
            studio, window.commands, self._show_queue, self._show_unheard, look, window
        )
        self._cast = CastDesk(studio, self._script, look, window)
        self._voices = VoicesDesk(studio, self._script, look, window)
        self._wall = CastingWallDesk(studio, self._script, bridge, self._voices.pick, look, window)
        self._cast.panel.draft_voice_wanted.connect(self._voices.choose_draft)
        self._cast.panel.final_voice_wanted.connect(self._voices.choose_final)
        self._cast.heads.final_voice_wanted.connect(self._voices.choose_final)
        self._export = ExportDesk(studio, self._script, look, window)
        self._scenes = ScenesDesk(studio, self._script, window)
        self._find = FindDesk(studio, self._script, self._show_find, window)
        self.left = self._left_area(look)
        self._inspector = InspectorDesk(studio, self._script, look, window)
        self._speaker = SpeakerDesk(studio, self._script, self._voices.known, look, window)
        self._queue = QueueDesk(studio, self._script, look)
        self._promotion = PromotionDesk(studio, self._script, window.commands, window)
        self.right = self._right_area(look)
        self._make = MakeDesk(studio, self._script, self._promotion, window.commands, look)
        self._make.steered.connect(self._beside.at_once)
        self._queue.steered.connect(self._beside.at_once)
        self.tool_bar = ToolBar(window.commands, self._make.button)
        self._palette = PaletteDesk(studio, window.commands, self._script, look, window)
        self._messages = MessagesDesk(look, window)
        self._messages.unread_changed.connect(self._status.line.show_unread)
        self._recovery = RecoveryDesk(studio, window)
        self._messages.deed_wanted.connect(self._recovery.do)
        self._timeline = TimelineDesk(studio, self._script, window.commands, look)
        window.commands.give_keys(self._timeline.panel, Where.TIMELINE)
        self.foot = FootDock(
            (
                self._transport.note_bar,
                self._transport.bar,
                self._timeline.panel,
                self._status.line,
            )
        )
        self._areas = Areas(
            (
                self.tool_bar,
                self.left,
                self.middle,
                self.right,
                self._transport.bar,
                self._timeline.panel,
                self._status.line,
            ),
            window,
        )
        self.files = FileDesk(studio, window)
        self._export.told.connect(self._status.show_exports)
        self.files.saving_changed.connect(self._status.line.show_saving)
        self.files.saving_changed.connect(self._show_name)
        for desk in (self.files, self._recovery):
            desk.opened.connect(self.middle.setFocus)
        self._imports = ImportDesk(studio, look, window)
        self._ledger = LedgerDesk(studio, window)
        self._about = AboutDesk(studio, window)
        self._length_report = LengthReportDesk(studio, self._script, window.commands, look, window)
        self._promotion.promoted.connect(self._length_report.begin)
        self._dictionary = DictionaryDesk(studio, self._script, window.commands, window)
        self._join_speaker()
        self._script.script_wanted.connect(self._imports.ask)
        self._writing.review_wanted.connect(self._imports.review_text)
        self._take_drops(window)
        self._script.sample_wanted.connect(self.files.open_sample)
        self._script.writer.line_changed.connect(
            lambda: studio.making.set_caret(self._script.writer.line)
        )
        self._script.form_changed.connect(self._form_changed)
        self._script.find_wanted.connect(window.action(find_commands.FIND).trigger)
        self._transport.playhead.moved.connect(self._timeline.show_playhead)
        self._transport.playhead.moved.connect(self._script.show_playhead)
        self._cast.panel.audition_wanted.connect(self._audition)
        self._cast.heads.audition_wanted.connect(self._audition)
        bridge.carry(studio.takes_changed, self._takes_changed)
        bridge.carry(studio.project_changed, self.files.project_changed)
        bridge.carry(studio.transport_changed, self._transport_changed)
        bridge.carry(studio.shapes_changed, self._timeline.show_waves)
        bridge.carry(studio.shapes_changed, self._inspector.show_waves)
        bridge.carry(studio.service.changed, self._promotion.show)
        bridge.carry(studio.service.changed, self._status.show_sources)
        bridge.carry(studio.money.changed, self._status.show_sources)
        self._leave_observers = (studio.document_changed.connect(self._document_changed),)
        self._document_changed()

    def _join_speaker(self) -> None:
        """The card that was chosen is shown in full beside the script."""
        speaker, commands = self._speaker, self._window.commands
        self._cast.panel.chosen.connect(speaker.choose)
        self._cast.heads.chosen.connect(speaker.choose)
        deeds = self._cast.deeds
        deeds.wall_wanted.connect(self._wall.open)
        deeds.re_apply_wanted.connect(speaker.re_apply)
        deeds.promotion_wanted.connect(self._promotion.promote)
        voices = speaker.panel.voices
        for signal, open_for in (
            (voices.final_wanted, self._voices.choose_final),
            (voices.draft_wanted, self._voices.choose_draft),
            (voices.wall_wanted, self._wall.open),
        ):
            signal.connect(partial(self._for_speaker, open_for))
        speaker.ledger_wanted.connect(self._ledger.open)
        speaker.dictionary_wanted.connect(commands.action(dictionary_commands.DICTIONARY).trigger)

    def _for_speaker(self, do: Callable[[str], object]) -> None:
        if self._speaker.speaker is not None:
            do(self._speaker.speaker)

    def _left_area(self, look: Look) -> SideDock:
        widths = (LEFT_LEAST, LEFT_MOST)
        rail = self._cast.rail
        area = SideDock("left", messages.say(LEFT), look, widths, RAIL_WIDTH, rail)
        for words, icon, panel in (
            (CAST, "speaker", self._cast.panel),
            (SCENES, "scene", self._scenes.panel),
            (FIND, "search", self._find.panel),
        ):
            area.add(Tab(words, icon, panel))
        rail.unfold_wanted.connect(lambda: area.show_tab(area.shown_tab))
        area.tab_shown.connect(lambda _tab: self._scenes.show())
        return area

    def _right_area(self, look: Look) -> SideDock:
        widths = (RIGHT_LEAST, RIGHT_MOST)
        area = SideDock("right", messages.say(RIGHT), look, widths, STRIP_WIDTH)
        area.add(Tab(LINE, "script", self._inspector.panel))
        area.add(Tab(SPEAKER, "speaker", self._speaker.panel))
        area.add(Tab(QUEUE, "queue", self._queue.panel))
        self._queue.named.connect(partial(area.name_tab, _QUEUE_TAB))
        return area

    def _take_drops(self, window: MainWindow) -> None:
        drops = FileDrops(window)
        drops.project_dropped.connect(self.files.show)
        drops.script_dropped.connect(self._imports.review)
        drops.sounds_dropped.connect(
            lambda paths: self._timeline.panel.sounds_dropped.emit(paths, self._studio.playhead)
        )

    def _form_changed(self, is_lanes: bool) -> None:
        """The heads of the lanes stand for the Cast."""
        self._window.action(view_commands.LANES).setChecked(is_lanes)
        self.left.setVisible(not is_lanes or self.left.shown_tab != _CAST_TAB)

    def _show_queue(self) -> None:
        self.right.show_tab(_QUEUE_TAB)

    def _show_unheard(self) -> None:
        """The next Line that needs a Take; where none does, what is being made."""
        line = next_unheard(self._studio, self._script.current_line())
        if line is None:
            self._show_queue()
        else:
            self._script.select([line])
            self._script.setFocus()

    def _show_find(self) -> None:
        self.left.show_tab(_FIND_TAB)

    def doing(self) -> dict[Command, Callable[[], object]]:
        """What is done when one of these commands is given."""
        doing: dict[Command, Callable[[], object]] = {
            view_commands.LEFT_AREA: self.left.toggle,
            view_commands.RIGHT_AREA: self.right.toggle,
            view_commands.LANES: lambda: self._script.show_as_lanes(not self._script.is_lanes),
        }
        for desk in (
            self._areas,
            self.files,
            self._recovery,
            self._messages,
            self._imports,
            self._dictionary,
            self._ledger,
            self._about,
            self._length_report,
            self._export,
            self._writing,
            self._names,
            self._steps,
            self._transport,
            self._find,
            self._palette,
            self._timeline,
            self._inspector,
            self._promotion,
            self._wall,
            self._speaker,
            self._cast.deeds,
        ):
            doing |= desk.doing()
        return doing

    def fold(self, folds: Folds) -> None:
        """Take the form that fits the window."""
        if self._folds is None or folds.left is not self._folds.left:
            self.left.fold(folds.left)
        if self._folds is None or folds.right is not self._folds.right:
            self.right.fold(folds.right)
        if folds != self._folds:
            self._timeline.fold(folds)
            self._transport.bar.shorten(folds.has_short_transport, folds.right is Side.FOLDED)
            self._script.show_price(folds.has_price)
        self._folds = folds

    @property
    def title(self) -> str:
        return piece_name(self._studio)

    @property
    def can_play(self) -> bool:
        """Whether there is any Line that could be heard."""
        return bool(self._studio.document.lines)

    def end(self) -> None:
        """Let go of everything outside the window, before that is closed."""
        self.files.end()
        self._beside.end()
        self._make.end()
        self._timeline.end()
        self._messages.end()
        self._transport.end()
        self._cast.end()
        self._wall.end()
        self._speaker.end()
        for leave in self._leave_observers:
            leave()

    def _show_name(self) -> None:
        self._script.name_changed()
        self.title_changed.emit(self.title)

    def _document_changed(self, change: Change | None = None) -> None:
        self._script.document_changed(change)
        self._hints.document_changed(change)
        self.title_changed.emit(self.title)
        self.can_play_changed.emit(self.can_play)
        self._steps.show()
        self._find.document_changed()
        self._takes_changed()

    def _start_following(self) -> None:
        self._script.start_following()
        self._timeline.start_following()

    def _takes_changed(self) -> None:
        """What is read while one writes is told at once; what goes through all Lines of a long script
        is told at a pause, so that no key waits for it."""
        self._script.takes_changed()
        self._timeline.show_piece()
        self._transport.takes_changed()
        if len(self._studio.document.lines) < LONG_SCRIPT:
            self._beside.at_once()
        else:
            self._beside.soon()

    def _show_beside(self) -> None:
        queue = self._studio.making.queue()
        self._cast.show()
        self._scenes.show()
        self._inspector.show()
        self._speaker.show()
        self._queue.show_rows(queue)
        self._promotion.show()
        self._make.show(queue)
        self._ledger.takes_changed()
        self._length_report.takes_changed()
        self._status.show_ready(queue)
        self._status.show_sources()

    def _transport_changed(self) -> None:
        self._status.show_sources()
        self._hints.transport_changed()
        self._transport.transport_changed()
        self._cast.transport_changed()

    def _audition(self, speaker: str) -> None:
        """With the Line the Speaker has in the current row, or words of their own."""
        line = self._script.current_line()
        found = None if line is None else self._studio.document.lines.get(line)
        is_theirs = found is not None and found.speaker == speaker
        text = spoken_text(found) if found is not None and is_theirs else ""
        self._transport.audition(SpeakerId(speaker), text or messages.say(HOW_I_SOUND))
