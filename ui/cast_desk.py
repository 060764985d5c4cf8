"""What people ask of the Cast: each wish an edit of the Document, and the cards kept true."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from studio.document import step_names
from studio.document.change import Change
from studio.document.edits import casting
from studio.document.edits.grasp import speaker_of
from studio.document.history import StepName
from studio.document.lanes import LaneSettings
from studio.document.values import Document, Script, Speaker, SpeakerId
from studio.playback.play_state import PlayState
from studio.sentences import sentence
from studio.standing.contexts import ContextStanding, ContextState
from studio.studio import Studio
from ui import edits, messages, money_words, quantities
from ui.cast.lane_heads import LaneHeads
from ui.cast.panel import CastPanel
from ui.cast.rail import CastRail
from ui.cast.values import Stretch, cards, pattern_of
from ui.look import Look
from ui.other_lines import LineCounts, count_lines
from ui.script.panel import ScriptPanel
from ui.speaker_deeds import SpeakerDeeds

COUNTS = sentence("ui.cast_desk.counts", "{lines} {lines:line|lines} · {length}")
QUIET = sentence(
    "ui.cast_desk.quiet", "Context {number} of {most}, voice {voice}, quiet for {quiet}, kept open"
)
SPEAKING = sentence("ui.cast_desk.speaking", "Context {number} of {most}, voice {voice}, speaking")
CLOSED = sentence(
    "ui.cast_desk.closed", "Closed, which is normal: it opens again before the next line"
)
WAITING = sentence("ui.cast_desk.waiting", "All {most} contexts are in use")
LOCAL = sentence("ui.cast_desk.local", "Spoken on this computer, which needs no context")
NOT_REPORTED = sentence("ui.cast_desk.not_reported", "not reported")

_RUNWAY_EVERY_MS = 200


class CastDesk(QObject):
    """Owns the panel; told when Document, Takes or the playhead changed."""

    def __init__(self, studio: Studio, script: ScriptPanel, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._script, self._window = studio, script, window
        self._marked: SpeakerId | None = None
        self._counted: Script | None = None
        self._line_counts = LineCounts({}, {})
        self.deeds = SpeakerDeeds(studio, script, lambda: self._marked, window)
        self.panel = panel = CastPanel(look)
        self.rail = CastRail(look)
        self.heads = LaneHeads(look)
        script.put_heads(self.heads)
        script.columns_moved.connect(self.heads.place)
        for each in (panel, self.heads):
            each.lane_wanted.connect(self._set_lane)
            each.deed_wanted.connect(self.deeds.do)
            each.colour_wanted.connect(self.deeds.colour)
            each.chosen.connect(self._choose)
        panel.name_wanted.connect(self.deeds.rename)
        panel.order_wanted.connect(self.deeds.order)
        panel.speaker_wanted.connect(self.deeds.add)
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
        standings = studio.making.contexts()
        contexts = {id: each.state for id, each in standings.items()}
        is_playing = studio.transport_state is not PlayState.STOPPED
        counts = messages.say(
            COUNTS,
            lines=len(document.lines),
            length=quantities.whole_seconds(studio.timeline.end_frame),
        )
        standing = studio.service.standing
        shown = cards(
            document,
            self._count(document),
            runways,
            contexts,
            self._costs(),
            is_playing=is_playing,
            context_words=self._context_words(standings),
            trouble="" if standing.trouble is None else messages.text(standing.trouble),
            can_have_final=standing.has_key,
        )
        self.panel.show_cards(shown, counts)
        self.rail.show_cards(shown)
        self.heads.show_cards(shown)

    def _count(self, document: Document) -> LineCounts:
        """Anew only when the script is another one: this is asked again and again while playing."""
        if document.script is not self._counted:
            self._counted, self._line_counts = document.script, count_lines(document)
        return self._line_counts

    def _costs(self) -> dict[SpeakerId, str]:
        """What each has cost so far; what was not told is said to be so."""
        return {
            id: money_words.money(total.cost, total.currency)
            if total.cost or total.is_cost_known
            else messages.say(NOT_REPORTED)
            for id, total in self._studio.money.spent.by_speaker.items()
        }

    def _context_words(
        self, standings: Mapping[SpeakerId, ContextStanding]
    ) -> dict[SpeakerId, str]:
        voices = {speaker.id: speaker.final_voice for speaker in self._document.cast}
        return {
            id: context_words(standing, "" if (voice := voices.get(id)) is None else voice.name)
            for id, standing in standings.items()
        }

    def _show_selected(self) -> None:
        line = self._script.current_line()
        found = None if line is None else self._studio.document.lines.get(line)
        self._mark(None if found is None else found.speaker)

    def _choose(self, speaker: str) -> None:
        self._mark(SpeakerId(speaker))

    def _mark(self, speaker: SpeakerId | None) -> None:
        self._marked = speaker
        self.panel.select(speaker)
        self.heads.select(speaker)

    def _set_lane(self, speaker: str, lane: LaneSettings) -> None:
        name = self._speaker(speaker).name
        self._edit(
            step_names.LANE(f"lane:{speaker}", name=name),
            lambda it: casting.set_lane(it, SpeakerId(speaker), lane),
        )

    @property
    def _document(self) -> Document:
        return self._studio.document

    def _speaker(self, id: str) -> Speaker:
        return speaker_of(self._document, SpeakerId(id))

    def _edit(self, name: StepName, change: Callable[[Document], Document]) -> None:
        edits.edit(self._studio, name, change)


def context_words(standing: ContextStanding, voice: str) -> str:
    """How a context stands, in one sentence."""
    values = {"number": standing.number, "most": standing.most, "voice": voice}
    match standing.state:
        case ContextState.SPEAKING:
            return messages.say(SPEAKING, **values)
        case ContextState.OPEN:
            since = time.monotonic() - (standing.quiet_since or time.monotonic())
            return messages.say(QUIET, quiet=quantities.short_seconds(round(since)), **values)
        case ContextState.WAITING:
            return messages.say(WAITING, most=standing.most)
        case ContextState.REFUSED if standing.because is not None:
            return messages.text(standing.because)
        case ContextState.LOCAL:
            return messages.say(LOCAL)
        case _:
            return messages.say(CLOSED)
