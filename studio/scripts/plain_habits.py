"""What a plain script does throughout: something in front of its names, or another mark than a colon
behind them. Only what comes again counts; one row alone would be a guess."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studio.scripts.name_brackets import split_brackets
from studio.scripts.names import could_be_name, is_in_capitals

_LOOKED_AT = 2_000
_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[.,]\d{1,3})?(?:[ \u00a0\u202f]?[APap]\.?[Mm]\.?)?"
_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?[ T]+"
_STAMP = re.compile(rf"\u200e?[\[(]?(?:{_DATE})?{_CLOCK}[\])]?[ \t]*(?:[-–—>]{{1,3}}[ \t]+)?(?=\D)")
_NUMBER = re.compile(r"[\[(]?#?\d{1,5}[\])]?[.):]?[ \t]+")
_BULLET = re.compile(r"(?:[-*•·–—‣]|>+|\\-)[ \t]+")
_COLON = re.compile(r"[^:：\t]{1,60}?[:：](?!//)|<[^<>]{1,40}>[ \t]")

_DOT = re.compile(
    r"(?P<name>[^.:：a-zß-öø-ÿ]{2,40})(?P<direction>,[^.:]{1,60})?\.[ \t]*(?:[—–-]{1,2}[ \t]*)?"
    r"(?P<text>\S.*)"
)
_DASH = re.compile(
    r"(?P<name>[^—–:：a-zß-öø-ÿ-]{2,40}?)(?P<direction>,[^.:—–]{1,60})?\.?[ \t\u00a0]+[—–-]{1,2}"
    r"[ \t\u00a0]+(?P<text>\S.*)"
)
_ANGLE = re.compile(r"<[@+%]?(?P<name>[^<>]{1,40})>[ \t]+(?P<text>\S.*)")
_TAGGED = re.compile(
    r"\[(?P<name>[^\[\]:,]{1,40})(?:,[ ]?(?P<direction>[^\[\]]{1,60}))?\][ \t]+(?P<text>[^\s:].*)"
)
_SENDER = re.compile(
    r"(?P<name>[^—:：\t<>\[]{1,40}?)[ \t\u00a0]+(?:[—–-][ \t]+)?[\[(]?"
    rf"(?:(?:today|yesterday|heute|gestern|hier)\b[^:]{{0,12}}?[ \t]+|{_DATE})?{_CLOCK}[\])]?(?P<text>)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Habits:
    """`before` is what stands in front of names; `names` are further ways to write one, with groups
    `name`, `text` and perhaps `direction`; `are_marked` tells a chat, where every name is one; `once` are words that would be a
    name only once, `alone` those in capitals that are certainly one where they have a row to themselves."""

    before: re.Pattern[str] | None = None
    names: tuple[re.Pattern[str], ...] = ()
    are_marked: bool = False
    once: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()


def habits_of(rows: Sequence[str]) -> Habits:
    sample = [row.strip() for row in rows[: 2 * _LOOKED_AT] if row.strip()][:_LOOKED_AT]
    before = next((each for each in (_STAMP, _NUMBER, _BULLET) if _is_before(each, sample)), None)
    bare = [without(before, row) for row in sample] if before else sample
    names = tuple(each for each in (_SENDER, _ANGLE, _TAGGED, _DASH, _DOT) if _is_habit(each, bare))
    are_marked = before is _STAMP or _SENDER in names or _ANGLE in names or _TAGGED in names
    return Habits(before, names, are_marked, _names_seen_once(rows), _names_alone(rows))


def without(before: re.Pattern[str] | None, row: str) -> str:
    """`row` without what stands in front of its name."""
    found = before.match(row) if before else None
    return row[found.end() :] if found and _COLON.match(row, found.end()) else row


def _is_before(pattern: re.Pattern[str], sample: Sequence[str]) -> bool:
    found = [row for row in sample if (m := pattern.match(row)) and _COLON.match(row, m.end())]
    if pattern is _NUMBER:
        numbers = [int(digits[0]) for row in found if (digits := re.search(r"\d+", row))]
        if len(numbers) < 3 or numbers != sorted(set(numbers)):
            return False
    return len(found) >= 2 and len(found) * 3 >= len(sample)


def _is_habit(pattern: re.Pattern[str], sample: Iterable[str]) -> bool:
    counts: Counter[str] = Counter()
    for row in sample:
        found = pattern.fullmatch(row[:400])
        if found and is_named(found, pattern):
            counts[split_brackets(found["name"]).name] += 1
    return (
        counts.total() >= (2 if pattern is _SENDER else 3)
        and (len(counts) >= 2 or pattern is _ANGLE)
        and max(counts.values()) >= 2
    )


def is_named(found: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """Whether a row of this habit names somebody; where a mere dot does it, in capitals."""
    name = split_brackets(found["name"]).name
    return could_be_name(name) and (pattern in (_ANGLE, _SENDER, _TAGGED) or is_in_capitals(name))


def _names_alone(rows: Sequence[str]) -> frozenset[str]:
    """Rows that are one in capitals, and come again or have a colon behind them elsewhere."""
    counts = Counter(
        row.strip() for row in rows if len(row) <= 60 and ":" not in row and is_in_capitals(row)
    )
    if not counts:
        return frozenset()
    named = {row.partition(":")[0] for row in rows if ":" in row[:60]}
    return frozenset(name for name, count in counts.items() if count > 1 or name in named)


def _names_seen_once(rows: Sequence[str]) -> frozenset[str]:
    """Words before a colon that no writer would use as a name only once: they begin small. Where
    such names come again throughout, each of them is one."""
    counts = Counter(row.partition(":")[0] for row in rows if row[:1].islower() and ":" in row[:41])
    if not counts:
        return frozenset()
    again = sum(count for count in counts.values() if count > 1)
    filled = sum(bool(row.strip()) for row in rows)
    if 2 * again > filled or 2 <= counts.total() == filled:
        return frozenset()
    return frozenset(name.strip(" \t") for name, count in counts.items() if count == 1)
