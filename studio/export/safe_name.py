"""The one way a foreign word becomes the name of a file or folder, on every file system there is."""

from __future__ import annotations

import unicodedata

import regex

LONGEST_CHARACTERS = 120
LONGEST_BYTES = 200

_FORBIDDEN = frozenset('"*/:<>?\\|')
_JOINERS = frozenset("\u200c\u200d")
_DEVICES = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
    + [f"{port}{number}" for port in ("COM", "LPT") for number in "123456789¹²³"]
)


def safe_name(text: str, ending: str = "") -> str:
    """`text` as one part of a path, at most 120 characters and 200 bytes together with `ending`.

    What no name may hold becomes `_`; names of Windows devices get one in front; nothing is left that
    is hidden, empty, or leads to another folder.
    """
    plain = " ".join("".join(map(_allowed, unicodedata.normalize("NFC", text))).split())
    name = _shortened(plain, LONGEST_CHARACTERS - len(ending), LONGEST_BYTES - _bytes(ending))
    if name.startswith("."):
        name = f"_{name[1:]}"
    if (name + ending).partition(".")[0].rstrip().upper() in _DEVICES:
        name = "_" + _shortened(name, LONGEST_CHARACTERS - len(ending) - 1, LONGEST_BYTES - 1)
    return (name or "_") + ending


def _allowed(letter: str) -> str:
    if letter in _FORBIDDEN:
        return "_"
    if letter.isspace():
        return " "
    if letter in _JOINERS:
        return letter
    # Controls, marks that turn the direction of writing, halves of letters.
    return "" if unicodedata.category(letter) in ("Cc", "Cf", "Cs") else letter


def _shortened(text: str, characters: int, octets: int) -> str:
    """Cut between what people see as letters; Windows drops dots and spaces at an end."""
    if len(text) > characters or _bytes(text) > octets:
        kept: list[str] = []
        for letter in regex.findall(r"\X", text):
            characters -= len(letter)
            octets -= _bytes(letter)
            if characters < 0 or octets < 0:
                break
            kept.append(letter)
        text = "".join(kept)
    return text.strip().rstrip(". ")


def _bytes(text: str) -> int:
    return len(text.encode("utf-8"))
