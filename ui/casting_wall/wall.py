"""What somebody has made of a casting wall so far: which Voices hang there, kept or rejected, which was
heard last. Pure values; knows no Qt.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from studio.document.values import Voice
from studio.standing.service import VoiceInfo
from studio.takes.recipe import EMBEDDED
from ui.voice_filters import EVERYBODY, Wanted, fitting

MOST_VOICES = 18
KEYS = (*"1234567890", *(f"⇧{number}" for number in range(1, 9)))
"""By place, as they stand on the tiles."""

Shuffle = Callable[[list[VoiceInfo]], object]


@dataclass(frozen=True, slots=True)
class Wall:
    """`voices` keep their places, and with them their letters, for as long as they hang there; `kept`
    is the short list in its order; `heard` are the last two that were played, the last one first."""

    voices: tuple[VoiceInfo, ...] = ()
    kept: tuple[Voice, ...] = ()
    rejected: frozenset[Voice] = frozenset()
    current: Voice | None = None
    heard: tuple[Voice, ...] = ()
    is_blind: bool = True
    is_levelled: bool = True
    plays_in_turn: bool = False
    wanted: Wanted = EVERYBODY
    shows_local: bool = True
    shows_cloud: bool = True

    @property
    def shown(self) -> tuple[VoiceInfo, ...]:
        """The Voices that fit the filters of the wall, in their order."""
        return tuple(
            info
            for info in fitting(self.voices, self.wanted)
            if (self.shows_local if info.voice.service == EMBEDDED else self.shows_cloud)
        )

    @property
    def order(self) -> list[Voice]:
        return [info.voice for info in self.shown]

    def letter_of(self, voice: Voice) -> str:
        """By its place on the whole wall, whatever the filters hide."""
        place = next(at for at, info in enumerate(self.voices) if info.voice == voice)
        return string.ascii_uppercase[place]


def with_voices(wall: Wall, voices: Iterable[VoiceInfo], shuffle: Shuffle) -> Wall:
    """As many more as there is room for, in an order that tells nothing about them."""
    there = {info.voice for info in wall.voices}
    new = list({info.voice: info for info in voices if info.voice not in there}.values())
    new = new[: MOST_VOICES - len(wall.voices)]
    shuffle(new)
    hung = (*wall.voices, *new)
    return replace(wall, voices=hung, current=wall.current or (hung[0].voice if hung else None))


def without(wall: Wall, voice: Voice) -> Wall:
    """Take it off the wall."""
    left = tuple(info for info in wall.voices if info.voice != voice)
    current = wall.current if wall.current != voice else (left[0].voice if left else None)
    return replace(
        wall,
        voices=left,
        kept=tuple(each for each in wall.kept if each != voice),
        rejected=wall.rejected - {voice},
        current=current,
        heard=tuple(each for each in wall.heard if each != voice),
    )


def keeping(wall: Wall, voice: Voice) -> Wall:
    """On the short list, behind the others; once more takes it off again."""
    if voice in wall.kept:
        return replace(wall, kept=tuple(each for each in wall.kept if each != voice))
    return replace(wall, kept=(*wall.kept, voice), rejected=wall.rejected - {voice})


def rejecting(wall: Wall, voice: Voice) -> Wall:
    """No longer in the running; once more takes it back in."""
    if voice in wall.rejected:
        return replace(wall, rejected=wall.rejected - {voice})
    kept = tuple(each for each in wall.kept if each != voice)
    return replace(wall, kept=kept, rejected=wall.rejected | {voice})


def ordered(wall: Wall, kept: Iterable[Voice]) -> Wall:
    """The short list in this order."""
    return replace(wall, kept=tuple(kept))


def after_hearing(wall: Wall, voice: Voice) -> Wall:
    before = tuple(each for each in wall.heard if each != voice)
    return replace(wall, current=voice, heard=(voice, *before)[:2])


def next_in_turn(wall: Wall, after: Voice | None) -> Voice | None:
    """Whom to hear after this one, or first, when all are played: those rejected are passed over."""
    order = wall.order
    if after is not None:
        order = order[order.index(after) + 1 :] if after in order else []
    return next((voice for voice in order if voice not in wall.rejected), None)
