"""Carries auditions out: wants what is not there yet, and plays what comes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from studio.document.values import Delivery, LineId, SpeakerId, Voice
from studio.front.making import Making
from studio.playback.transport import Transport
from studio.scheduling.demand import Want
from studio.takes.growing_take import GrowingTake
from studio.takes.recipe import Recipe, TakeKey, recipe_of_voice
from studio.takes.request_record import Purpose
from studio.takes.take import Take
from studio.timeline.audition import TakeAlone

_FAR_AWAY = 1 << 50
NOBODY = SpeakerId("audition")


class AwaitedTake:
    """A Take alone that may still be asked for: until it comes it is waited for, not over."""

    def __init__(
        self,
        find: Callable[[TakeKey], Take | GrowingTake | None],
        key: TakeKey,
        is_awaited: Callable[[TakeKey], bool],
        gain_db: float = 0.0,
    ) -> None:
        self._find, self._key, self._is_awaited = find, key, is_awaited
        self._alone = TakeAlone(find, key)
        self._gain = np.float32(10 ** (gain_db / 20))

    @property
    def end_frame(self) -> int:
        if self._find(self._key) is None:
            return _FAR_AWAY if self._is_awaited(self._key) else 0
        return self._alone.end_frame

    def mix(self, start_frame: int, frames: int) -> NDArray[np.float32]:
        if self._find(self._key) is None:
            return np.zeros((0, 2), np.float32)
        return self._alone.mix(start_frame, frames) * self._gain


class Hearing:
    """Safe from every thread."""

    def __init__(self, making: Making, transport: Transport) -> None:
        self._making, self._transport = making, transport
        self._wanted: frozenset[TakeKey] = frozenset()

    def hear(self, key: TakeKey, gain_db: float = 0.0) -> None:
        self._transport.audition(AwaitedTake(self._find, key, self._is_awaited, gain_db))

    def hear_line(self, line: LineId) -> None:
        making = self._making
        key, recipe = making.heard_key(line), making.wanted_recipe(line)
        if key is None and recipe is not None:
            self.want((Want(line, NOBODY, recipe, Purpose.AUDITION, own_context=True),))
            key = recipe.key
        if key is not None:
            self.hear(key)

    def hear_voice(self, voice: Voice, text: str, delivery: Delivery) -> None:
        recipe = recipe_of_voice(text, voice, delivery, self._making.model)
        if recipe is not None:
            self.want((_want(recipe),))
            self.hear(recipe.key)

    def want(self, wants: tuple[Want, ...]) -> None:
        """Have these made before anything else, and nothing else for auditions."""
        self._wanted = frozenset(want.key for want in wants)
        self._making.voices.audition(wants)

    def stop(self) -> None:
        self.want(())
        self._transport.stop_audition()

    def _find(self, key: TakeKey) -> Take | GrowingTake | None:
        return self._making.find(key) or self._making.shelf.partial(key)

    def _is_awaited(self, key: TakeKey) -> bool:
        standing = self._making.voices.standing
        given_up = key in standing.failed or key in standing.needing_a_word
        return key in self._wanted and not given_up


def _want(recipe: Recipe) -> Want:
    return Want(LineId(""), NOBODY, recipe, Purpose.AUDITION, own_context=True)
