"""How a text file is written beside its words: its line ends, and a mark of its encoding in front. Who
gets a file back in the same format finds it as it was."""

from __future__ import annotations

import codecs

from studio.document.script_items import Extras
from studio.document.values import Document
from studio.scripts.source import Source

LINE_ENDS, MARK = "text.line-ends", "text.mark"
"""On a Document, each with the format of which it is true."""


def habits_of_file(source: Source, format: str) -> Extras:
    """What to keep of a file that is written otherwise than ours are."""
    text = source.decoded.text
    kept = [(MARK, format)] if source.content.startswith(codecs.BOM_UTF8) else []
    pairs = text.count("\r\n")
    if pairs and pairs == text.count("\n") == text.count("\r"):
        kept.append((LINE_ENDS, format))
    return tuple(kept)


def in_its_habits(document: Document, format: str, text: str) -> bytes:
    """`text` as a file of that format."""
    kept = dict(document.extras)
    if kept.get(LINE_ENDS) == format:
        text = text.replace("\n", "\r\n")
    mark = codecs.BOM_UTF8 if kept.get(MARK) == format else b""
    return mark + text.encode("utf-8")
