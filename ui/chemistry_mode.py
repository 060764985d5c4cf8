"""The wall with a chemistry read: six Lines in several casts, by the same keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from studio.document.initials import initials_of
from studio.document.values import Document, LineId, SpeakerId, Voice
from studio.sentences import sentence
from studio.standing.money import LinePrice, PriceKind
from studio.studio import Studio
from studio.takes.line_state import LineState
from studio.takes.recipe import EMBEDDED
from ui import messages, voice_edits
from ui.casting_wall import casts as reads
from ui.casting_wall.cast_tile import CastShown, PartShown
from ui.casting_wall.casts import Casts
from ui.casting_wall.chemistry_page import ChemistryPage, ReadLine
from ui.casting_wall.values import DetailShown, FootShown
from ui.casting_wall.window import CastingWallWindow
from ui.chemistry_session import ChemistrySession
from ui.kept_walls import KeptWalls
from ui.wall_mode import HERE, LOCAL_DRAFTS
from ui.wall_money import Priced, cost_words, over_budget_words
from ui.wall_showing import NOT_HEARD, distance_shown, price_words

NAME = sentence("ui.chemistry_mode.name", "Cast {letter}")
READY = sentence("ui.chemistry_mode.ready", "{here} of {count} lines here")
FAILED = sentence("ui.chemistry_mode.failed", "{count} failed")
FINAL = sentence("ui.chemistry_mode.final", "Use {cast} as final voices")
DRAFT = sentence("ui.chemistry_mode.draft", "Use {cast} as draft voices")
SAID = sentence("ui.chemistry_mode.said", "{name}, key {key}, {state}")
PART = sentence("ui.chemistry_mode.part", "{speaker}: {voice}")
PAIR = sentence("ui.chemistry_mode.pair", "{one} and {other}")
HIDDEN = sentence("ui.chemistry_mode.hidden", "The voices stay hidden until you press B.")
NUMBERED = sentence("ui.chemistry_mode.numbered", "{number}  {name}")

_LETTERS = "ABCDEF"


class ChemistryMode(QObject):
    """One for each opened window. `kept` says which Voices each Speaker begins with, and can have."""

    cast = Signal()

    def __init__(
        self,
        studio: Studio,
        session: ChemistrySession,
        window: CastingWallWindow,
        page: ChemistryPage,
        kept: KeptWalls,
    ) -> None:
        super().__init__(window)
        self._studio, self.session, self._window, self._page = studio, session, window, page
        self._kept = kept
        self._lines: tuple[LineId, ...] = ()
        self._speakers: tuple[SpeakerId, ...] = ()
        self._casts = Casts()
        self._is_on = False
        self._in_turn = False
        session.changed.connect(self.show)
        session.ended.connect(self._ended)
        page.play_wanted.connect(self.play)
        page.keep_wanted.connect(lambda place: self._use(reads.keeping(self._casts, place)))
        page.reject_wanted.connect(lambda place: self._use(reads.rejecting(self._casts, place)))
        page.again_wanted.connect(session.ask)
        page.remove_wanted.connect(lambda place: self._use(reads.without(self._casts, place)))
        page.add_wanted.connect(self._add)
        page.two_wanted.connect(self.two)
        page.moved.connect(self.move)
        page.voice_wanted.connect(self._set_voice)

    # --- coming and going --------------------------------------------------------------------

    def enter(self, first: LineId | None) -> None:
        """Read six Lines from this one on; casts that are there already stay."""
        self._is_on = True
        document = self._document
        self._lines = () if first is None else reads.lines_from(document, first)
        speakers = reads.speakers_in(document, self._lines)
        if speakers != self._speakers or not self._casts.casts:
            self._speakers = speakers
            choices = {speaker: self._kept.short_list(speaker) for speaker in speakers}
            self._casts = Casts(reads.first_casts(speakers, choices))
        self._hang()

    def focus(self) -> None:
        self._page.focus(self._casts.current)

    def leave(self) -> None:
        self._is_on = False
        self._in_turn = False
        self.session.close()

    # --- keys --------------------------------------------------------------------------------

    def play(self, place: int) -> None:
        if place < len(self._casts.casts):
            self._use(reads.after_hearing(self._casts, place))
            self.session.play(place)

    def play_all(self, is_on: bool) -> None:
        self._in_turn = is_on
        first = reads.next_in_turn(self._casts, None)
        if is_on and first is not None and self.session.playing is None:
            self.play(first)

    def again(self) -> None:
        self.play(self._casts.current)

    def two(self) -> None:
        """The one of the last two that was not heard last."""
        if self._casts.heard:
            self.play(self._casts.heard[-1])

    def keep(self) -> None:
        self._use(reads.keeping(self._casts, self._casts.current))

    def reject(self) -> None:
        self._use(reads.rejecting(self._casts, self._casts.current))

    def reveal(self) -> None:
        self._use(replace(self._casts, is_blind=not self._casts.is_blind))

    def remove(self) -> None:
        self._use(reads.without(self._casts, self._casts.current))

    def move(self, steps: int) -> None:
        if 0 <= self._casts.current + steps < len(self._casts.casts):
            self._use(replace(self._casts, current=self._casts.current + steps))
            self.focus()

    def stop(self) -> bool:
        """Whether anything was heard."""
        self._in_turn = False
        return self.session.stop()

    def cast_final(self) -> None:
        if self._current and voice_edits.cast_all(self._studio, self._current, are_final=True):
            self.cast.emit()

    def cast_draft(self) -> None:
        if self._current and self._is_local:
            voice_edits.cast_all(self._studio, self._current, are_final=False)

    # --- what it shows -----------------------------------------------------------------------

    def show(self) -> None:
        if not self._is_on:
            return
        window, session = self._window, self.session
        window.show_chemistry()
        window.options.show_turn(self._in_turn)
        document = self._document
        numbers = {line.id: number for number, line in enumerate(document.lines, start=1)}
        self._page.show_lines(
            [
                ReadLine(
                    messages.say(
                        NUMBERED,
                        number=numbers[id],
                        name=document.speaker(document.lines[numbers[id] - 1].speaker).name,
                    ),
                    document.lines[numbers[id] - 1].text,
                )
                for id in self._lines
                if id in numbers
            ]
        )
        shown = [self._shown(place) for place in range(len(self._casts.casts))]
        can_add = bool(shown) and len(shown) < reads.MOST_CASTS
        self._page.show_casts(shown, can_add=can_add)
        window.side.show_detail(self._detail(shown))
        window.side.hide_short_list()
        over = None if session.is_answered else session.over_budget
        window.budget.show_question(*over_budget_words(over))
        here, count = session.here()
        name = self._name(self._casts.current)
        window.foot.show_foot(
            FootShown(
                cost_words(session.prices()) if shown else "",
                messages.say(HERE, here=here, count=count) if shown else "",
                here / max(1, count),
                session.is_asking,
                messages.say(FINAL, cast=name) if shown else "",
                messages.say(DRAFT, cast=name) if shown else "",
                "",
                "" if self._is_local else messages.say(LOCAL_DRAFTS),
            )
        )

    def _shown(self, place: int) -> CastShown:
        casts, session = self._casts, self.session
        states = session.lines_of(place)
        failed = sum(state in (LineState.FAILED, LineState.UNKNOWN) for state in states)
        here = sum(state is LineState.FINAL for state in states)
        state = messages.say(READY, here=here, count=len(states))
        if failed:
            state += f" · {messages.say(FAILED, count=failed)}"
        name, key = self._name(place), str(place + 1)
        parts = self._parts(place)
        heard = [messages.say(PART, speaker=part.name, voice=part.voice.name) for part in parts]
        said = [messages.say(SAID, name=name, key=key, state=state)]
        said += [] if casts.is_blind else heard
        return CastShown(
            key, name, parts, tuple(zip(self._colours(), states, strict=False)), state,
            _sum_words(session.prices_of(place)), failed > 0, casts.is_blind,
            len(casts.casts) > 1, place in casts.kept, place in casts.rejected,
            place == casts.current, place == session.playing, ", ".join(said),
        )  # fmt: skip

    def _parts(self, place: int) -> tuple[PartShown, ...]:
        cast = self._document.cast
        initials = dict(
            zip(
                (speaker.id for speaker in cast),
                initials_of([speaker.name for speaker in cast]),
                strict=True,
            )
        )
        parts = []
        for id, voice in self._casts.casts[place]:
            who = self._document.speaker(id)
            choices = tuple(
                dict.fromkeys((voice, *self._kept.short_list(id), *self._kept.choices(id)))
            )
            parts.append(PartShown(id, who.name, initials[id], who.colour, voice, choices))
        return tuple(parts)

    def _detail(self, shown: list[CastShown]) -> DetailShown | None:
        if not shown:
            return None
        current = shown[self._casts.current]
        words = "\n".join(
            messages.say(PART, speaker=part.name, voice=part.voice.name) for part in current.parts
        )
        hidden = messages.say(HIDDEN)
        by_id = {part.speaker: part for part in current.parts}
        distances = tuple(
            distance_shown(
                messages.say(PAIR, one=by_id[one].name, other=by_id[other].name),
                by_id[one].initials,
                by_id[one].colour,
                difference,
            )
            for (one, other), difference in self.session.differences(self._casts.current).items()
            if one in by_id and other in by_id
        )
        nothing = "" if distances else messages.say(NOT_HEARD)
        return DetailShown(current.name, hidden if current.is_blind else words, distances, nothing)

    # --- inside ------------------------------------------------------------------------------

    @property
    def _document(self) -> Document:
        return self._studio.document

    @property
    def _current(self) -> Mapping[SpeakerId, Voice]:
        casts = self._casts
        return dict(casts.casts[casts.current]) if casts.casts else {}

    @property
    def _is_local(self) -> bool:
        return all(voice.service == EMBEDDED for voice in self._current.values())

    def _name(self, place: int) -> str:
        return messages.say(NAME, letter=_LETTERS[place])

    def _colours(self) -> list[int]:
        lines = self._document.lines
        found = (lines.get(id) for id in self._lines)
        return [self._document.speaker(line.speaker).colour for line in found if line is not None]

    def _use(self, casts: Casts) -> None:
        self._casts = casts
        self._hang()

    def _hang(self) -> None:
        self.session.hang(self._lines, self._casts.casts)
        self.show()

    def _add(self) -> None:
        """Another cast, which differs in its first Speaker, so that there is something to compare."""
        casts = reads.with_another(self._casts)
        if casts is self._casts:
            return
        place = casts.current
        who, present = casts.casts[place][0]
        used = {dict(cast).get(who) for cast in casts.casts}
        others = (*self._kept.short_list(who), *self._kept.choices(who))
        other = next((voice for voice in others if voice not in used), present)
        self._use(reads.with_voice(casts, place, who, other))
        self._page.focus(place)

    def _set_voice(self, place: int, speaker: str, voice: Voice) -> None:
        self._use(reads.with_voice(self._casts, place, SpeakerId(speaker), voice))

    def _ended(self, place: int) -> None:
        following = reads.next_in_turn(self._casts, place)
        if self._is_on and self._in_turn and following is not None:
            self.play(following)
        elif self._is_on:
            self._in_turn = False
            self.show()


def _sum_words(takes: tuple[Priced, ...]) -> str:
    """The price of a cast, in one word where it has one."""
    kinds = {take.price.kind for take in takes} - {PriceKind.FREE}
    if not kinds or kinds & {PriceKind.NOT_KNOWN, PriceKind.NOT_REPORTED}:
        kind = PriceKind.FREE if not kinds else kinds.pop()
        return price_words(LinePrice(kind))
    cost = sum(take.price.cost or 0 for take in takes)
    kind = PriceKind.ESTIMATE if PriceKind.ESTIMATE in kinds else PriceKind.PAID
    currency = next((take.price.currency for take in takes if take.price.currency), "")
    return price_words(LinePrice(kind, cost, currency))
