"""The letters that choose in a menu by Alt: each but once, in every language. Pure: knows no Qt.

Whoever writes a command marks the letter they wish for with `&`; where two wish for the same one,
the first has it and the other gets the best that is left.
"""

from __future__ import annotations

from collections.abc import Iterable


def shared_out(words: Iterable[str]) -> list[str]:
    """The letter of each, or nothing where all its letters are taken."""
    menu = list(words)
    wished = [_wished(each) for each in menu]
    taken: set[str] = set()
    letters = []
    for letter in wished:
        letters.append("" if letter in taken else letter)
        taken.add(letter)
    for place, each in enumerate(menu):
        if not letters[place]:
            letters[place] = next((one for one in _by_worth(each) if one not in taken), "")
            taken.add(letters[place])
    return letters


def marked(words: str, letter: str) -> str:
    """`words` with this letter marked, where it stands best; unmarked when they do not have it."""
    if letter and _wished(words) == letter:
        return words
    plain = plain_words(words)
    places = [place for place, each in enumerate(plain) if each.casefold() == letter]
    if not places:
        return plain.replace("&", "&&")
    at = next(
        (place for place in places if place == 0 or not plain[place - 1].isalnum()), places[0]
    )
    return f"{plain[:at].replace('&', '&&')}&{plain[at:].replace('&', '&&')}"


def plain_words(words: str) -> str:
    """As it is read outside a menu."""
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _wished(words: str) -> str:
    _, mark, after = words.replace("&&", "\0\0").partition("&")
    return after[:1].casefold() if mark else ""


def _by_worth(words: str) -> list[str]:
    """Letters at the beginnings of words first, then the others."""
    plain = plain_words(words).casefold()
    first = [each for before, each in zip(f" {plain}", plain, strict=False) if before == " "]
    return [each for each in (*first, *plain) if each.isalnum()]
