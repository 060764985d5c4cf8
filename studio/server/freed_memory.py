"""Keep what is freed at hand for the next block of sound, instead of giving it back each time.

Blocks are a few hundred kilobytes. The C library of Linux returns as much to the system whenever it is
freed, and every page that comes anew costs a fault: a quarter of the server's processor time.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_AT_HAND_BYTES = 8 * 1024 * 1024


def keep_freed_memory() -> None:
    """For this process from now on; where the C library has no such choice nothing changes."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            mallopt = ctypes.CDLL(None).mallopt
            mallopt(_MMAP_THRESHOLD, _AT_HAND_BYTES)
            mallopt(_TRIM_THRESHOLD, _AT_HAND_BYTES)
