"""The boneyard: what stands between `/*` and `*/`, over as many rows as it likes, is no screenplay."""

from __future__ import annotations

from collections.abc import Sequence

_MARK = "\0boneyard:"


def set_aside(rows: Sequence[str]) -> tuple[Sequence[str], Sequence[int]]:
    """The rows without boneyards and their numbers, from 1, with one number more for the end. A
    boneyard that has its rows to itself leaves one row that `is_set_aside` knows."""
    if not any("/*" in row for row in rows):
        return rows, range(1, len(rows) + 2)
    kept: list[str] = []
    numbers: list[int] = []
    last_end = next((at for at in range(len(rows) - 1, -1, -1) if "*/" in rows[at]), -1)
    at = 0
    while at < len(rows):
        numbers.append(at + 1)
        row = rows[at]
        if "/*" in row:
            row, at = _one_row(rows, at, last_end)
        else:
            at += 1
        kept.append(row)
    return kept, [*numbers, len(rows) + 1]


def _one_row(rows: Sequence[str], at: int, last_end: int) -> tuple[str, int]:
    """Row `at` without its boneyards, joined to what follows the last of them, and the row behind."""
    words: list[str] = []
    bones: list[str] = []
    row, place = rows[at], 0
    while at <= last_end and (start := row.find("/*", place)) >= 0:
        end, bone = row.find("*/", start + 2), start + 2
        if end < 0 and at == last_end:
            break
        words.append(row[place:start])
        while end < 0:
            bones.append(row[bone:])
            at, bone = at + 1, 0
            row = rows[at]
            end = row.find("*/") if at <= last_end else len(row)
        bones.append(row[bone:end])
        place = end + 2
    words.append(row[place:])
    bare = "".join(words)
    return (_MARK + "\0".join(bones).strip(" \t\0") if bones and not bare.strip() else bare), at + 1


def is_set_aside(row: str) -> str | None:
    """What the boneyard in place of this row said, or None for an ordinary row."""
    return row[len(_MARK) :].replace("\0", "\n") if row.startswith(_MARK) else None
