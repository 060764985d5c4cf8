"""Short new ids for the things a Document holds."""

from __future__ import annotations

import secrets

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 12


def new_id() -> str:
    """A fresh id of 60 random bits: short enough to read out, too many to meet twice."""
    bits = secrets.randbits(5 * _LENGTH)
    return "".join(_LETTERS[(bits >> shift) & 31] for shift in range(0, 5 * _LENGTH, 5))
