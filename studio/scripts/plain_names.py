"""Who a row of a plain script names, in any of the ways people write a name in front of words."""

from __future__ import annotations

import re
from collections.abc import Collection

from studio.scripts.name_brackets import NameParts, split_brackets
from studio.scripts.names import could_be_name, is_in_capitals, looks_certain
from studio.scripts.plain_habits import Habits, is_named

SPACES = " \t\u00a0\u202f\u3000\u2003\ufeff\u200e"
_NAMED = re.compile(
    r"(?!\[)(?P<name>[^:：()（）\t]{1,60}?[ \t\u00a0\u3000]*(?:[(（\[][^)）\]]{0,80}[)）\]][ \t\u00a0]*){0,3})"
    r"[:：](?!//)[ \t\u3000]*(?P<text>.*)"
)
_FORCED = re.compile(r"\[(?P<name>(?:[^\]\\]|\\.)+)\][:：][ \t]*(?P<text>.*)")
_BRACKETED = re.compile(
    r"[\[(【（](?P<name>[^\])】）]{1,60})[\])】）][ \t]*[:：]?[ \t]*(?P<text>.*)"
)
_TABBED = re.compile(r"(?P<name>[^:：\t\u3000]{1,60}?)[ ]*[\t\u3000][ \t\u3000]*(?P<text>.+)")
_BOLD = re.compile(
    r"(?:\*\*|__)(?P<name>[^*_]{1,60}?)[ ]?"
    r"(?:[:：](?:\*\*|__)|(?:\*\*|__)(?P<more>(?:[ ]?[(\[][^()\[\]]{0,80}[)\]])?)[ ]?[:：]?)[ \t]*(?P<text>.*)"
)
_QUOTED = re.compile(r"(?P<name>[^:：「」『』\s]{1,40})(?P<text>[「『].*[」』][^」』]*)")
_PLAYED = re.compile(
    r"(?P<name>[^.:：,a-zß-öø-ÿ]{2,40})(?:,[ ]?(?P<direction>[^.:]{1,60}))?\.[ \u00a0]*[—–][ \u00a0]*"
    r"(?P<text>\S.*)"
)
"""`HARPAGON, à part. — Au voleur !`, as plays are printed."""


def forced_name(row: str) -> tuple[str, str] | None:
    """The name in `[NAME]: text`, whatever it is made of, and the text."""
    forced = _FORCED.fullmatch(row)
    if forced is None:
        return None
    return re.sub(r"\\(.)", r"\1", forced["name"]).strip(" \t"), forced["text"]


def named(row: str, habits: Habits, known: Collection[str]) -> tuple[NameParts, str] | None:
    """Who speaks, and what, if the row names somebody; `known` are names seen with a plain colon."""
    bold = _BOLD.fullmatch(row) if row[0] in "*_" else None
    match = bold or _NAMED.fullmatch(row)
    if match and not (match["name"][-1].isdigit() and match["text"][:2].isdigit()):  # a clock
        parts = split_brackets(
            match["name"].strip(f"{SPACES}*_") + ((bold["more"] or "") if bold else "")
        )
        if is_name(parts.name) and parts.name not in habits.once:
            return parts, match["text"]
    for pattern in (_PLAYED, *habits.names):
        match = pattern.fullmatch(row)
        if match and is_named(match, pattern):
            parts = split_brackets(match["name"].strip(SPACES))
            said = match.groupdict().get("direction") or ""
            if said:
                parts = parts._replace(direction=said.strip(", "))
            return parts, match["text"]
    for pattern in (_BRACKETED, _TABBED, _QUOTED):
        match = pattern.fullmatch(row)
        parts = split_brackets(match["name"].strip(SPACES)) if match else NameParts("")
        if match and match["text"] and could_be_name(parts.name):
            is_known = looks_certain(parts.name) or parts.name in known
            if is_known or (pattern is not _BRACKETED and "\u3000" not in row):
                return parts, match["text"]
    return None


def is_name(text: str) -> bool:
    """Whether a word before a colon may be a name; in capitals it may have a comma in it."""
    return could_be_name(text) or (is_in_capitals(text) and could_be_name(text.replace(",", "")))
