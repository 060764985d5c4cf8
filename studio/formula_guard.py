"""Cells of tables that a spreadsheet must not compute: guarded when written, bare when read."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def guarded(text: str) -> str:
    """`text` with an apostrophe in front if a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """`text` without the apostrophe that `guarded` put there."""
    return text[1:] if text[:1] == "'" and _FORMULA.match(text[1:]) else text
