"""Two letters for each Speaker's chip, unique in the Cast as far as their names allow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def initials_of(names: Sequence[str]) -> tuple[str, ...]:
    """Initials in the order of `names`; an earlier name has the first choice."""
    taken: set[str] = set()
    found = []
    for name in names:
        initials = next(each for each in _candidates(name) if each not in taken)
        taken.add(initials)
        found.append(initials)
    return tuple(found)


def _candidates(name: str) -> Iterator[str]:
    words = ["".join(filter(str.isalnum, word)).upper() for word in name.split()]
    words = [word for word in words if word]
    letters = "".join(words) or "?"
    if len(words) > 1:
        yield words[0][0] + words[1][0]
    yield letters[:2]
    for letter in letters[1:]:
        yield letters[0] + letter
    number = 1
    while True:
        number += 1
        yield f"{letters[0]}{number}"
