"""The two telephone encodings, bytes to samples (ITU-T G.711), by a table of 256 values each."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray


def from_mulaw(audio: bytes) -> NDArray[np.float32]:
    return _mulaw_table()[np.frombuffer(audio, dtype=np.uint8)]


def from_alaw(audio: bytes) -> NDArray[np.float32]:
    return _alaw_table()[np.frombuffer(audio, dtype=np.uint8)]


@cache
def _mulaw_table() -> NDArray[np.float32]:
    code = ~np.arange(256, dtype=np.uint8)
    exponent = (code >> 4 & 0x07).astype(np.int32)
    mantissa = (code & 0x0F).astype(np.int32)
    size = ((mantissa << 3) + 0x84 << exponent) - 0x84
    return _scaled(np.where(code & 0x80, -size, size))


@cache
def _alaw_table() -> NDArray[np.float32]:
    code = np.arange(256, dtype=np.uint8) ^ 0x55
    exponent = (code >> 4 & 0x07).astype(np.int32)
    mantissa = (code & 0x0F).astype(np.int32)
    fine = (mantissa << 4) + 8
    size = np.where(exponent == 0, fine, fine + 0x100 << np.maximum(exponent - 1, 0))
    return _scaled(np.where(code & 0x80, size, -size))


def _scaled(samples: NDArray[np.int32]) -> NDArray[np.float32]:
    return samples.astype(np.float32) / np.float32(32768.0)
