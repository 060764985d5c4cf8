"""What any text must go through before it crosses the wire, in either direction."""

from __future__ import annotations

import re
import unicodedata

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def clean_text(text: str) -> str:
    """`text` composed (NFC) and free of lone surrogates, which UTF-8 cannot carry."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _LONE_SURROGATE.sub("\ufffd", text))


def visible_text(text: str, length: int) -> str:
    """`text` from a stranger as one line a person can trust: controls shown, cut to `length`."""
    shown = "".join(_visible(letter) for letter in text[: length + 1])
    return shown if len(shown) <= length else shown[: length - 1] + "…"


def _visible(letter: str) -> str:
    code = ord(letter)
    if code < 0x20:
        return " " if letter in "\t\n\r" else chr(0x2400 + code)
    if code == 0x7F or unicodedata.category(letter) in _UNSEEN:
        return "\ufffd"
    return letter


_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Controls, direction marks, lone surrogates, line separators."""
