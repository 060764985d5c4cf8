"""What a Lane may sound like: through a telephone, from a radio, from the next room, in a hall.

Each effect is an impulse response at the project rate: one for both sides, or one for each.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from studio.audio.filters import Filter, Section, bell, high_pass, low_pass
from studio.frames import PROJECT_RATE

Responses = tuple[NDArray[np.float32], ...]

PHONE, RADIO, NEXT_ROOM, HALL = "phone", "radio", "next-room", "hall"

_STEEP = (0.541196, 1.306563)
"""The two steps of a fourth-order Butterworth filter."""

_FILTER_FRAMES = PROJECT_RATE * 85 // 1000
_HALL_FRAMES = PROJECT_RATE * 6 // 5
_HALL_LEVEL = 0.35
_HALL_FALL_SECONDS = 1.1
"""How long the hall takes to fall by 60 dB."""


@lru_cache
def responses(effect: str) -> Responses:
    """Those of the effect of that name; none for a name that is not known, as for no effect."""
    make = _MAKERS.get(effect)
    return make() if make is not None else ()


def tail_frames(effect: str) -> int:
    """How long it goes on after the sound has ended."""
    return max((len(response) for response in responses(effect)), default=0)


def _phone() -> Responses:
    sections = (
        *(high_pass(300, PROJECT_RATE, q) for q in _STEEP),
        *(low_pass(3_400, PROJECT_RATE, q) for q in _STEEP),
        bell(1_800, PROJECT_RATE, 3.0, 1.0),
    )
    return (_filtered(_impulse(_FILTER_FRAMES), sections),)


def _radio() -> Responses:
    sections = (
        high_pass(180, PROJECT_RATE),
        *(low_pass(5_500, PROJECT_RATE, q) for q in _STEEP),
        bell(2_500, PROJECT_RATE, 5.0, 0.9),
    )
    return (_filtered(_impulse(_FILTER_FRAMES), sections),)


def _next_room() -> Responses:
    """Through the wall come the low sounds, and what the other room made of them."""
    sound = _impulse(_FILTER_FRAMES)
    for milliseconds, level in ((11, 0.5), (19, -0.4), (31, 0.3), (47, -0.2)):
        sound[PROJECT_RATE * milliseconds // 1000] = level
    sections = (*(low_pass(650, PROJECT_RATE, q) for q in _STEEP),)
    return (_filtered(sound, sections) * np.float32(0.6),)


def _hall() -> Responses:
    left, right = (_hall_side(seed) for seed in (1, 2))
    return left, right


def _hall_side(seed: int) -> NDArray[np.float32]:
    """The voice itself, and after 20 ms noise that fades as it does between far walls."""
    seconds = np.arange(_HALL_FRAMES) / PROJECT_RATE
    noise = np.random.default_rng(seed).standard_normal(_HALL_FRAMES)
    noise *= 10 ** (-3 * seconds / _HALL_FALL_SECONDS)
    noise[: PROJECT_RATE * 20 // 1000] = 0.0
    sections = (high_pass(150, PROJECT_RATE), low_pass(5_000, PROJECT_RATE))
    fading = _filtered(noise.astype(np.float32), sections)
    fading *= np.float32(_HALL_LEVEL) / np.sqrt(np.sum(fading**2))
    last = PROJECT_RATE // 20
    fading[-last:] *= np.linspace(1, 0, last, dtype=np.float32)
    fading[0] += 1.0
    return fading


_MAKERS: dict[str, Callable[[], Responses]] = {
    PHONE: _phone,
    RADIO: _radio,
    NEXT_ROOM: _next_room,
    HALL: _hall,
}

EFFECTS = tuple(_MAKERS)
"""The names a Lane's settings may say."""


def _impulse(frames: int) -> NDArray[np.float32]:
    sound = np.zeros(frames, np.float32)
    sound[0] = 1.0
    return sound


def _filtered(sound: NDArray[np.float32], sections: tuple[Section, ...]) -> NDArray[np.float32]:
    return Filter(sections).filtered(sound)
