"""The two telephone encodings, 16-bit samples to µ-law and A-law bytes (ITU-T G.711).

Each is one table of 65,536 entries, made at first use.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray


def mulaw_bytes(samples: NDArray[np.int16]) -> bytes:
    encoded: bytes = _mulaw_table()[samples.view(np.uint16)].tobytes()
    return encoded


def alaw_bytes(samples: NDArray[np.int16]) -> bytes:
    encoded: bytes = _alaw_table()[samples.view(np.uint16)].tobytes()
    return encoded


def _every_sample() -> NDArray[np.int32]:
    return np.arange(65_536, dtype=np.uint16).view(np.int16).astype(np.int32)


@cache
def _mulaw_table() -> NDArray[np.uint8]:
    samples = _every_sample()
    sign = np.where(samples < 0, 0x80, 0)
    size = np.minimum(np.abs(samples), 32_635) + 0x84
    exponent = np.floor(np.log2(size)).astype(np.int32) - 7
    mantissa = (size >> (exponent + 3)) & 0x0F
    codes: NDArray[np.uint8] = (~(sign | (exponent << 4) | mantissa) & 0xFF).astype(np.uint8)
    return codes


@cache
def _alaw_table() -> NDArray[np.uint8]:
    samples = _every_sample()
    sign = np.where(samples >= 0, 0x80, 0)
    size = np.where(samples >= 0, samples, -samples - 1) >> 3
    exponent = np.maximum(np.floor(np.log2(np.maximum(size, 1))).astype(np.int32) - 4, 0)
    mantissa = np.where(exponent > 0, size >> np.maximum(exponent, 1), size >> 1) & 0x0F
    codes: NDArray[np.uint8] = ((sign | (exponent << 4) | mantissa) ^ 0x55).astype(np.uint8)
    return codes
