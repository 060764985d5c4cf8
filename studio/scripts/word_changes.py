"""Which words of a Line were struck out and which are new, for whoever decides on a merge."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import Enum

_WORD = re.compile(r"\s+|[\u3040-\u30ff\u3400-\u9fff]|[\w’'-]+|[^\w\s]")
_MOST_WORDS = 2_000


class Change(Enum):
    SAME = "same"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class WordRun:
    """Words that are all the same, all struck out or all new."""

    change: Change
    text: str


def word_changes(old: str, new: str) -> tuple[WordRun, ...]:
    """`old` and `new` as one text in runs; without the new runs it is `old`, without the old `new`."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) + len(after) > _MOST_WORDS:
        runs = [WordRun(Change.OLD, old), WordRun(Change.NEW, new)]
        return (WordRun(Change.SAME, old),) if old == new else tuple(runs)
    found: list[WordRun] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found.append(WordRun(Change.SAME, "".join(before[a:b])))
            continue
        if b > a:
            found.append(WordRun(Change.OLD, "".join(before[a:b])))
        if d > c:
            found.append(WordRun(Change.NEW, "".join(after[c:d])))
    return tuple(found)
