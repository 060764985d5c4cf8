"""Short new ids for the things a Document holds."""

from __future__ import annotations

import os

_LETTERS = b"0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 12
_BY_BYTE = _LETTERS * (256 // len(_LETTERS))


def new_id() -> str:
    """A fresh id of 60 random bits: short enough to read out, too many to meet twice."""
    return new_ids(1)[0]


def new_ids(count: int) -> list[str]:
    """As many fresh ids at once, far cheaper than one by one."""
    # The system's own randomness: `secrets` gives the same, and loads a hash library for it.
    letters = os.urandom(count * _LENGTH).translate(_BY_BYTE).decode()
    return [letters[at : at + _LENGTH] for at in range(0, count * _LENGTH, _LENGTH)]
