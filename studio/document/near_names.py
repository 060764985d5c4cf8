"""Whether two names may be one, misspelt."""

from __future__ import annotations


def is_one_slip(one: str, other: str) -> bool:
    """One letter more, less, other, or two neighbours swapped; numbers are never slips."""
    if len(one) > len(other):
        one, other = other, one
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if one[at : at + 1].isdigit() or other[at : at + 1].isdigit():
        return False
    if len(one) == len(other):
        swapped = one[at : at + 2] == other[at : at + 2][::-1]
        return one[at + 1 :] == other[at + 1 :] or (swapped and one[at + 2 :] == other[at + 2 :])
    return len(other) == len(one) + 1 and one[at:] == other[at + 1 :]
