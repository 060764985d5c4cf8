"""A script written in Markdown, as the rows of a plain one: bold names, italics for what nobody says,
headings for scenes, tables of who says what."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from studio.scripts.name_brackets import split_brackets
from studio.scripts.names import could_be_name, is_in_capitals
from studio.scripts.tables.columns import fields_of_header, is_header

HEADING = re.compile(r"(#{1,6})[ \t]+(\S.*)")
BULLET = re.compile(r"^(?:(?:[-*+]|\d{1,3}[.)])[ \t]+|>[ \t]?)")
_LOOKED_AT = 5_000
_LONGEST_MATTER = 100
_MATTER = re.compile(r"[a-z][\w-]*:(?:[ \t]|$)|[ \t]|-[ \t]|#|$")
"""A row of front matter: names in capitals are those of a script."""
_MARKS = re.compile(r"[*_`~\[\\]")
"""Without one of these, a row that begins with a letter is as it would be in a plain script."""
COMMENT = re.compile(r"<!--(.*)-->")
_NAME = re.compile(
    r"(?:\*\*|__)(?P<bold>[^*_]{1,60}?)[ ]?(?P<colon>:?)(?:\*\*|__)[ ]?(?P<bracket>(?:[*_]?\([^()]{0,80}\)[*_]?)?)[ ]?"
    r"(?P<colon2>:?)(?P<rest>.*)|(?P<plain>[^:*_#|>]{1,60}):[ \t]+\S.*"
)
_BOLD = re.compile(r"((?:\*\*|__)[^*_]{1,60}?(?:\*\*|__):?)[ ]?(.*)")
_DIRECTION = re.compile(r"[*_]\(([^()]{0,200})\)[*_](:?)")
_ITALIC = re.compile(r"\*[^*]+\*|_[^_]+_")
_TABLE_RULE = re.compile(r"\|?[ :|-]*-{2,}[ :|-]*")


def without_front_matter(rows: Sequence[str]) -> tuple[list[str], str]:
    """The rows with what programs keep above the text made empty, and the title that stands there."""
    kept = list(rows)
    if not kept or kept[0].strip("\ufeff \t") != "---":
        return kept, ""
    ends = (
        at for at, row in enumerate(kept[1:_LONGEST_MATTER], 1) if row.strip() in ("---", "...")
    )
    end = next(ends, 0)
    matter = kept[1:end]
    if not matter or not all(_MATTER.match(row) for row in matter):
        return kept, ""
    titles = [row[6:].strip(" \t\"'") for row in matter if row[:6].lower() == "title:"]
    return ["" if at <= end else row for at, row in enumerate(kept)], titles[0] if titles else ""


def is_script(rows: Sequence[str]) -> bool:
    """Whether people speak by name in a third of the paragraphs and rows of a table, or more."""
    rows = ["" if COMMENT.fullmatch(row.strip()) else row for row in rows[:_LOOKED_AT]]
    filled = [row.strip() for row in rows if row.strip() and not HEADING.match(row)]
    named = sum(_is_named(row) for row in filled)
    starts = 0
    before = ""
    for row in (each.strip() for each in rows):
        starts += bool(row) and not before and not HEADING.match(row)
        before = row
    in_tables = sum(row.startswith("|") for row in filled)
    has_table = any(row.startswith("|") and is_header(_cells(row)) for row in filled)
    said = named + (in_tables if has_table else 0)
    bare = [row for row in filled if not _ITALIC.fullmatch(row)]
    return (said >= 2 or said == len(bare) > 0) and 3 * said >= min(starts + in_tables, len(filled))


def plain_rows(rows: Sequence[str], plain: Callable[[str], str]) -> list[str]:
    """As many rows, as a plain script has them; `plain` takes marks of emphasis off."""
    made: list[str] = []
    fields: dict[str, int] | None = None
    fence, has_title = "", False
    for row in rows:
        text = row.strip(" \t")
        if fence or text[:3] in ("```", "~~~"):
            fence = "" if fence and text.startswith(fence) else fence or text[:3]
            made.append("")
        elif text.startswith("|"):
            cells = _cells(text)
            if fields is None:
                fields = fields_of_header(cells) if is_header(cells) else {}
                made.append("" if fields else plain(" ".join(cells)))
            else:
                made.append("" if _TABLE_RULE.fullmatch(text) else plain(_said(cells, fields)))
            continue
        elif heading := HEADING.match(text):
            words, level = plain(heading[2].rstrip("# \t")), len(heading[1])
            is_title = level == 1 and not has_title
            made.append(f"# {words}" if is_title else _scene(words, min(3, max(1, level - 1))))
            has_title = True
        else:
            made.append(_row(text, plain))
        fields = None
    return made


def _row(text: str, plain: Callable[[str], str]) -> str:
    if text[:1].isalpha() and not _MARKS.search(text):
        return text
    if comment := COMMENT.fullmatch(text):
        return f"// {comment[1].strip()}"
    if len(text) > 2 and set(text) <= set("*-_ "):
        return "==="
    bare = (
        text
        if text[:2] in ("**", "__") or _ITALIC.fullmatch(text)
        else BULLET.sub("", text, count=1)
    )
    if _ITALIC.fullmatch(bare) or (bare[:1] + bare[-1:] == "[]"):
        return bare
    bold = _BOLD.fullmatch(bare)
    if bold and _is_named(bare):
        words = plain(_DIRECTION.sub(r"(\1)\2", bold[2]))
        return f"{bold[1]} {words}".rstrip()
    return plain(bare)


def _scene(words: str, level: int) -> str:
    rule = "---" if level == 3 else "=" * (5 - level)
    return f"{rule} {words} {rule}"


def _is_named(row: str) -> bool:
    found = _NAME.fullmatch(BULLET.sub("", row, count=1) if row[:2] not in ("**", "__") else row)
    if found is None:
        return False
    name = split_brackets((found["bold"] or found["plain"]).strip()).name
    if not could_be_name(name):
        return False
    if found["plain"]:
        return is_in_capitals(name)
    return bool(found["colon"] or found["colon2"] or found["bracket"] or is_in_capitals(name))


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def _said(cells: Sequence[str], fields: dict[str, int]) -> str:
    """A row of a table as a speech, where its columns are known."""
    values = {name: cells[at] for name, at in fields.items() if at < len(cells)}
    if not values.get("text") or not values.get("speaker"):
        return " ".join(cells)
    direction = f" ({values['direction']})" if values.get("direction") else ""
    return f"[{values['speaker'].strip('*_ ')}]:{direction} {values['text']}"
