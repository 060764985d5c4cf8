"""Choosing voices by ear: one Line in many Voices at once, or a few Lines in several casts.

Pure: wants go to the producers like all others, each in a context of its own, and what has come so
far is looked up again whenever something changed. A Take made for an audition is a Take: whoever is
cast has it already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from studio.audio.loudness import loudness_of
from studio.document.values import Document, Line, LineId, SpeakerId, Voice
from studio.errors import StudioError
from studio.frames import TAKE_RATE
from studio.scheduling.demand import Want
from studio.scheduling.producer import Standing
from studio.takes.growing_take import GrowingTake
from studio.takes.recipe import TakeKey, recipe_for
from studio.takes.request_record import Purpose
from studio.takes.take import Take
from studio.takes.voice_print import Difference, VoicePrint, difference, voice_print
from studio.takes.voice_sound import VoiceSound, voice_sound

MOST_VOICES = 18
"""Of twenty contexts two are left for the scene."""
MOST_LINES = 6
LEVEL_LUFS = -18.0
_MOST_GAIN_DB = 20.0

TakeOf = Callable[[TakeKey], Take | None]


@dataclass(frozen=True, slots=True)
class Heard:
    """One Voice on the wall, once its Take is there: how much louder it is to be played so that all
    are equally loud, and how far it is from each of the scene's other voices."""

    take: Take
    gain_db: float
    differences: Mapping[SpeakerId, Difference]
    sound: VoiceSound | None = None

    @property
    def alike(self) -> tuple[SpeakerId, ...]:
        """Whom it would be hard to tell from."""
        return tuple(who for who, apart in self.differences.items() if apart.is_hard_to_hear)


@dataclass(frozen=True, slots=True)
class Place:
    """One Voice on the wall as it stands now."""

    voice: Voice
    want: Want
    heard: Heard | None = None
    is_coming: bool = False
    arrived_samples: int = 0
    failure: StudioError | None = None
    needs_a_word: bool = False
    """It may have been charged: it is only asked for again when a person says so."""


def wall_wants(
    document: Document, line: Line, voices: Sequence[Voice], model: str = ""
) -> tuple[tuple[Voice, Want], ...]:
    """What to ask for, at most eighteen Voices; none for a Line without words."""
    found = []
    for voice in voices[:MOST_VOICES]:
        want = _want(document, line, voice, model)
        if want is not None:
            found.append((voice, want))
    return tuple(found)


def wall(
    wants: Sequence[tuple[Voice, Want]],
    take: TakeOf,
    standing: Standing,
    others: Mapping[SpeakerId, Take],
    known: Mapping[TakeKey, Heard] = MappingProxyType({}),
) -> tuple[Place, ...]:
    """How the wall looks now; `others` holds a Take of each other Speaker of the scene, `known` what
    was found out about Takes before."""
    places = []
    prints: dict[SpeakerId, VoicePrint | None] | None = None
    for voice, want in wants:
        growing = standing.coming.get(want.key)
        place = Place(
            voice,
            want,
            known.get(want.key),
            growing is not None,
            0 if growing is None else growing.length_samples,
            standing.failed.get(want.key),
            want.key in standing.needing_a_word,
        )
        if place.heard is None and (made := take(want.key)) is not None:
            if prints is None:
                prints = {who: voice_print(each.samples) for who, each in others.items()}
            place = replace(place, heard=_listened(made, want.recipe.text, prints))
        places.append(place)
    return tuple(places)


def _listened(take: Take, text: str, others: Mapping[SpeakerId, VoicePrint | None]) -> Heard:
    own = voice_print(take.samples)
    if own is None:
        return Heard(take, level_gain_db(take), {})
    apart = {who: difference(own, other) for who, other in others.items() if other is not None}
    return Heard(take, level_gain_db(take), apart, voice_sound(own, take.samples, text))


def level_gain_db(take: Take | GrowingTake) -> float:
    """What makes it as loud as all others on the wall; silence is left alone."""
    loudness = loudness_of(take.samples, TAKE_RATE)
    gain = LEVEL_LUFS - loudness
    return 0.0 if gain > 2 * _MOST_GAIN_DB else max(-_MOST_GAIN_DB, min(_MOST_GAIN_DB, gain))


def chemistry_wants(
    document: Document,
    lines: Sequence[LineId],
    casts: Sequence[Mapping[SpeakerId, Voice]],
    model: str = "",
) -> tuple[tuple[Want, ...], ...]:
    """The same few Lines once for each cast, in order; a Speaker a cast does not name keeps the draft
    voice. What two casts have in common is made once."""
    chosen = [line for line in document.lines if line.id in set(lines)][:MOST_LINES]
    reads = []
    for cast in casts:
        wants = []
        for line in chosen:
            voice = cast.get(line.speaker) or document.speaker(line.speaker).draft_voice
            want = None if voice is None else _want(document, line, voice, model)
            if want is not None:
                wants.append(want)
        reads.append(tuple(wants))
    return tuple(reads)


def _want(document: Document, line: Line, voice: Voice, model: str) -> Want | None:
    recipe = recipe_for(document, line, voice, model)
    if recipe is None:
        return None
    return Want(line.id, line.speaker, recipe, Purpose.AUDITION, own_context=True)
