"""What stands in brackets behind a name: `ANNA (V.O.) (CONT'D)`, `TOM [shouting]`."""

from __future__ import annotations

import re
from typing import NamedTuple

EXTENSION = "extension"
"""Under this a Line keeps where its Speaker is heard from, as `(V.O.)`, whatever the format."""

_BRACKET = re.compile(r"[(（\[]([^()（）\[\]]{0,80})[)）\]][ \t\u00a0\u3000]*")
_CONTINUED = re.compile(
    r"cont(?:['’`]?d|inued|inuing|\.)?\.?|more|forts\.?|fortsetzung|suite", re.IGNORECASE
)
_HEARD_FROM = re.compile(
    r"v\.?\s?o\.?|o\.?\s?s\.?|o\.?\s?c\.?|off|voix off|hors[- ]champ|pre-?lap|filtered|subtitled?"
    r"|(?:on|over|into|through|via) (?:the )?(?:phone|radio|speaker|intercom|tv|pa|screen)",
    re.IGNORECASE,
)


class NameParts(NamedTuple):
    """A name without its brackets. `extension` says where it is heard from, with brackets;
    `direction` how it speaks; that the speech goes on from above is nobody's business."""

    name: str
    extension: str = ""
    direction: str = ""


def split_brackets(text: str) -> NameParts:
    """`text` as a name with brackets behind it, or as a name alone."""
    start = min((at for at in map(text.find, "(（[") if at > 0), default=-1)
    if start < 0:
        return NameParts(text.strip())
    extensions, directions, place = [], [], start
    while place < len(text):
        bracket = _BRACKET.match(text, place)
        if bracket is None:
            return NameParts(text.strip())
        words, place = bracket[1].strip(), bracket.end()
        if _HEARD_FROM.fullmatch(words):
            extensions.append(f"({words})")
        elif words and not _CONTINUED.fullmatch(words):
            directions.append(words)
    return NameParts(text[:start].strip(), " ".join(extensions), "; ".join(directions))
