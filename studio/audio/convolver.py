"""A fixed impulse response applied to a sound of which any block may be asked for at any time.

The sound is thought of as cut into blocks from its beginning on. Each block that comes out is worked
out from the same blocks of the sound in the same order, so it is the same to the last bit whether it
was reached by playing or by a jump.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

BLOCK_FRAMES = 4_800

Mono = NDArray[np.float32]
T = TypeVar("T")


class Convolver:
    """`sound(number)` gives block `number` of the sound, or None while not all of it is there; what
    is missing is heard as silence until it is asked for again."""

    def __init__(self, responses: tuple[Mono, ...], sound: Callable[[int], Mono | None]) -> None:
        self._sound = sound
        self._parts = [_spectra(response) for response in responses]
        self._count = max(len(parts) for parts in self._parts)
        self._blocks: OrderedDict[int, Mono] = OrderedDict()
        self._seen: OrderedDict[int, NDArray[np.complex64] | None] = OrderedDict()
        self._made: OrderedDict[int, NDArray[np.float32]] = OrderedDict()
        self._is_whole = True

    def block(self, number: int) -> NDArray[np.float32]:
        """Block `number` as (responses, frames)."""
        made = self._made.get(number)
        if made is not None:
            return made
        self._is_whole = True
        spectra = [self._spectrum(number - back) for back in range(self._count)]
        made = np.zeros((len(self._parts), BLOCK_FRAMES), np.float32)
        for response, parts in enumerate(self._parts):
            total = None
            for part, spectrum in zip(parts, spectra, strict=False):
                if spectrum is not None:
                    term = spectrum * part
                    total = term if total is None else total + term
            if total is not None:
                made[response] = np.fft.irfft(total)[BLOCK_FRAMES:]
        if self._is_whole:
            _keep(self._made, number, made, 4)
        return made

    def _spectrum(self, number: int) -> NDArray[np.complex64] | None:
        """Of the block and the one before it; None for silence."""
        if number < 0:
            return None
        if number in self._seen:
            return self._seen[number]
        before, this = self._block(number - 1), self._block(number)
        if before is None or this is None:
            self._is_whole = False
        pair = np.concatenate([_or_silence(before), _or_silence(this)])
        spectrum = np.fft.rfft(pair).astype(np.complex64) if pair.any() else None
        if before is not None and this is not None:
            _keep(self._seen, number, spectrum, self._count + 4)
        return spectrum

    def _block(self, number: int) -> Mono | None:
        if number < 0:
            return _SILENCE
        block = self._blocks.get(number)
        if block is None:
            block = self._sound(number)
            if block is not None:
                _keep(self._blocks, number, block, 4)
        return block


_SILENCE: Mono = np.zeros(BLOCK_FRAMES, np.float32)


def _or_silence(block: Mono | None) -> Mono:
    return _SILENCE if block is None else block


def _keep(kept: OrderedDict[int, T], number: int, value: T, most: int) -> None:
    kept[number] = value
    while len(kept) > most:
        kept.popitem(last=False)


def _spectra(response: Mono) -> list[NDArray[np.complex64]]:
    count = max(1, -(-len(response) // BLOCK_FRAMES))
    padded = np.zeros(count * BLOCK_FRAMES, np.float32)
    padded[: len(response)] = response
    return [
        np.fft.rfft(part, 2 * BLOCK_FRAMES).astype(np.complex64)
        for part in padded.reshape(count, BLOCK_FRAMES)
    ]
