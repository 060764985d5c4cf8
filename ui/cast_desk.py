"""What people ask of the Cast: each wish an edit of the Document, and the cards kept true."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from studio.document import step_names
from studio.document.change import Change
from studio.document.edits import casting
from studio.document.edits.grasp import speaker_of
from studio.document.history import StepName
from studio.document.lanes import LaneSettings
from studio.document.values import Document, Speaker, SpeakerId
from studio.playback.play_state import PlayState
from studio.sentences import sentence
from studio.studio import Studio
from ui import dialogs, edits, messages, quantities, tasks
from ui.cast.lane_heads import LaneHeads
from ui.cast.panel import CastPanel
from ui.cast.rail import CastRail
from ui.cast.values import Stretch, cards, pattern_of
from ui.context_looks import ContextKind
from ui.look import Look
from ui.script.panel import ScriptPanel

COUNTS = sentence("ui.cast_desk.counts", "{lines} lines · {length}")
RENAME_TITLE = sentence("ui.cast_desk.rename_title", "Rename {name}")
RENAME_HINT = sentence(
    "ui.cast_desk.rename_hint", "Scripts that come in again still know {name} by the old name."
)
ADD_TITLE = sentence("ui.cast_desk.add_title", "Add a speaker")
ADD_HINT = sentence("ui.cast_desk.add_hint", "Speakers also appear by themselves as you write.")
MERGE_TITLE = sentence("ui.cast_desk.merge_title", "Give all lines of {name} to")

_PALETTE = 12
_RUNWAY_EVERY_MS = 200


class CastDesk(QObject):
    """Owns the panel; told when Document, Takes or the playhead changed."""

    def __init__(self, studio: Studio, script: ScriptPanel, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._script, self._window = studio, script, window
        self.panel = panel = CastPanel(look)
        self.rail = CastRail(look)
        self.heads = LaneHeads(look)
        script.put_heads(self.heads)
        script.columns_moved.connect(self.heads.place)
        for each in (panel, self.heads):
            each.lane_wanted.connect(self._set_lane)
            each.menu_chosen.connect(self._menu_chosen)
            each.chosen.connect(self._choose)
        panel.speaker_wanted.connect(lambda: tasks.start(self._add(), self))
        script.selected.connect(self._show_selected)
        self._timer = QTimer(self)
        self._timer.setInterval(_RUNWAY_EVERY_MS)
        self._timer.timeout.connect(self.show)
        self.show()

    def document_changed(self, _change: Change | None = None) -> None:
        self.show()

    def transport_changed(self) -> None:
        """While playing the runway gets shorter by itself."""
        if self._studio.transport_state is PlayState.STOPPED:
            self._timer.stop()
        else:
            self._timer.start()
        self.show()

    def end(self) -> None:
        self._timer.stop()

    def show(self) -> None:
        """Have the cards say what is true now."""
        studio, document = self._studio, self._studio.document
        runways = {
            id: (
                tuple(
                    Stretch(each.start_frame, each.end_frame, pattern_of(each.state))
                    for each in runway.stretches
                ),
                runway.ready_seconds,
            )
            for id, runway in studio.runways().items()
        }
        contexts = {
            id: ContextKind(standing.state.value)
            for id, standing in studio.making.contexts().items()
        }
        is_playing = studio.transport_state is not PlayState.STOPPED
        counts = messages.say(
            COUNTS,
            lines=len(document.lines),
            length=quantities.whole_seconds(studio.timeline.end_frame),
        )
        shown = cards(document, runways, contexts, {}, is_playing=is_playing)
        self.panel.show_cards(shown, counts)
        self.rail.show_cards(shown)
        self.heads.show_cards(shown)

    def _show_selected(self) -> None:
        line = self._script.current_line()
        found = None if line is None else self._studio.document.lines.get(line)
        self._mark(None if found is None else found.speaker)

    def _choose(self, speaker: str) -> None:
        self._mark(SpeakerId(speaker))

    def _mark(self, speaker: SpeakerId | None) -> None:
        self.panel.select(speaker)
        self.heads.select(speaker)

    def _set_lane(self, speaker: str, lane: LaneSettings) -> None:
        name = self._speaker(speaker).name
        self._edit(
            step_names.LANE(f"lane:{speaker}", name=name),
            lambda it: casting.set_lane(it, SpeakerId(speaker), lane),
        )

    def _menu_chosen(self, speaker: str, key: str) -> None:
        who = self._speaker(speaker)
        doing: dict[str, Callable[[], object]] = {
            "rename": lambda: tasks.start(self._rename(who), self),
            "colour": partial(self._next_colour, who),
            "merge": lambda: tasks.start(self._merge(who), self),
            "up": partial(self._move, who, -1),
            "down": partial(self._move, who, 1),
            "select": partial(self._select_lines, who),
            "remove": partial(self._remove, who),
        }
        doing[key]()

    def _next_colour(self, who: Speaker) -> None:
        colour = (who.colour + 1) % _PALETTE
        self._edit(
            step_names.DESCRIBE_SPEAKER(name=who.name),
            lambda it: casting.describe_speaker(
                it,
                who.id,
                colour=colour,
                short_code=who.short_code,
                aliases=who.aliases,
                notes=who.notes,
            ),
        )

    def _move(self, who: Speaker, step: int) -> None:
        order = [speaker.id for speaker in self._document.cast]
        at = order.index(who.id)
        to = at + step
        if 0 <= to < len(order):
            order[at], order[to] = order[to], order[at]
            self._edit(step_names.ORDER_CAST(), lambda it: casting.order_cast(it, order))

    def _select_lines(self, who: Speaker) -> None:
        self._script.select([line.id for line in self._document.lines if line.speaker == who.id])
        self._script.setFocus()

    def _remove(self, who: Speaker) -> None:
        self._edit(
            step_names.REMOVE_SPEAKER(name=who.name),
            lambda it: casting.remove_speaker(it, who.id),
        )

    async def _rename(self, who: Speaker) -> None:
        name = await dialogs.ask_text(
            self._window,
            messages.say(RENAME_TITLE, name=who.name),
            messages.say(RENAME_HINT, name=who.name),
            who.name,
        )
        if name is not None and name != who.name:
            self._edit(
                step_names.RENAME_SPEAKER(old=who.name, name=name),
                lambda it: casting.rename_speaker(it, who.id, name),
            )

    async def _add(self) -> None:
        name = await dialogs.ask_text(
            self._window, messages.say(ADD_TITLE), messages.say(ADD_HINT), ""
        )
        if name is not None:
            self._edit(
                step_names.ADD_SPEAKER(name=name),
                lambda it: casting.add_speaker(it, casting.new_speaker(it, name)),
            )

    async def _merge(self, who: Speaker) -> None:
        others = [speaker for speaker in self._document.cast if speaker.id != who.id]
        if not others:
            return
        chosen = await dialogs.choose(
            self._window,
            messages.say(MERGE_TITLE, name=who.name),
            [speaker.name for speaker in others],
        )
        if chosen is not None:
            into = others[chosen]
            self._edit(
                step_names.MERGE_SPEAKERS(old=who.name, name=into.name),
                lambda it: casting.merge_speakers(it, into.id, who.id),
            )

    @property
    def _document(self) -> Document:
        return self._studio.document

    def _speaker(self, id: str) -> Speaker:
        return speaker_of(self._document, SpeakerId(id))

    def _edit(self, name: StepName, change: Callable[[Document], Document]) -> None:
        edits.edit(self._studio, name, change)
