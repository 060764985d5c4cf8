"""Text for XML, which has no letters for most controls: they are written as their pictures (␇), and
read again from files of ours. A picture that stood in the text itself is written by its number."""

from __future__ import annotations

import re

_PICTURES = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n\r"}
_CONTROL_OF = {picture: chr(code) for code, picture in _PICTURES.items()}
_NEEDS_CARE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\u2400-\u241f]|_x[0-9A-F]{4}_")
_WRITTEN = re.compile(r"_x([0-9A-F]{4})_|[\u2400-\u241f]")


def without_controls(text: str) -> str:
    """`text` as XML can hold it; `with_controls` gives it back."""
    return _NEEDS_CARE.sub(_written, text)


def with_controls(text: str) -> str:
    """The text that `without_controls` wrote like this."""
    return _WRITTEN.sub(_read, text)


def _written(found: re.Match[str]) -> str:
    text = found[0]
    if len(text) > 1:
        return f"_x005F_{text[1:]}"
    return _PICTURES.get(ord(text)) or f"_x{ord(text):04X}_"


def _read(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else _CONTROL_OF.get(found[0], found[0])
