"""Notes such as `[[0:12.4 take 3]]`: when a Line was heard, and which Take. They are written beside what
is heard and never read as part of the script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from studio.scripts.tables.writing import HeardFacts

_NOTE = r"(?:\d{1,3}:)?\d{1,2}:\d\d\.\d{1,3} (?:take \d{1,9}|no take)"
_WRITTEN = re.compile(rf"[ \t]*\[\[{_NOTE}\]\]")
tells_what_was_heard = re.compile(_NOTE).fullmatch


def with_heard(text: str, heard: Iterable[HeardFacts]) -> str:
    """A paragraph with these notes at its end, in place of any that it had."""
    text = _WRITTEN.sub("", text)
    words = text.rstrip("\n")
    return " ".join((words, *map(_note, heard))) + text[len(words) :]


def _note(facts: HeardFacts) -> str:
    hours, minutes, seconds = facts.start.split(":")
    whole, _, part = seconds.partition(".")
    start = f"{int(hours)}:{minutes}" if int(hours) else f"{int(minutes)}"
    take = f"take {facts.take}" if facts.take else "no take"
    return f"[[{start}:{whole}.{part.rstrip('0') or '0'} {take}]]"
