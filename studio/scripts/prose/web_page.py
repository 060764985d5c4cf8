"""HTML: a script if people speak by name in it, else prose: its headings and paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from studio.scripts.markup_text import Tag, markup_tokens
from studio.scripts.plain import read_plain
from studio.scripts.prose.markdown import plain
from studio.scripts.prose.markdown_script import plain_rows
from studio.scripts.prose.narration import Block, narrated
from studio.scripts.prose.web_script import script_rows
from studio.scripts.reading import Finding, Reading, ReadingOptions, Speech

_SKIPPED = frozenset(
    {"head", "nav", "footer", "aside", "form", "template", "svg", "sup", "rt", "rp"}
)
_BREAKS = frozenset(
    {"p", "div", "li", "blockquote", "section", "article", "tr", "td", "th", "dd", "dt", "pre", "body",
     "figure", "figcaption", "hr", "ul", "ol", "table", "main", "header", "center"}
)  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def read_html(text: str, options: ReadingOptions) -> Reading:
    """A script if people speak by name in it, else prose that is narrated."""
    if found := script_rows(text):
        rows, places = found
        return _placed(read_plain(plain_rows(rows, plain), options), places)
    blocks, title = blocks_of(text)
    return narrated(blocks, title, options)


def blocks_of(text: str) -> tuple[list[Block], str]:
    """Headings and paragraphs in order, and the title of the page."""
    blocks: list[Block] = []
    words: list[str] = []
    title: list[str] = []
    skipping: list[str] = []
    level, row, is_title = 0, 1, False

    def finish() -> None:
        said = " ".join("".join(words).split())
        if said:
            blocks.append(Block(row, said, level))
        words.clear()

    number = 1
    for token in markup_tokens(text):
        if isinstance(token, str):
            if is_title:
                title.append(token)
            elif not skipping:
                row = number if not words else row
                words.append(token)
            number += token.count("\n")
            continue
        is_title = token.name == "title" and not token.is_end
        skipping = _skipping(skipping, token)
        if token.name in _HEADINGS:
            finish()
            level = 0 if token.is_end else _HEADINGS[token.name]
        elif token.name in _BREAKS:
            finish()
        elif token.name == "br":
            words.append(" ")
    finish()
    return blocks, " ".join("".join(title).split())


def _placed(reading: Reading, places: Sequence[int]) -> Reading:
    """The reading with the rows of the page in place of those made from it."""

    def there(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return tuple(replace(each, row=places[each.row - 1] if each.row else 0) for each in found)

    return replace(
        reading,
        items=[
            item._replace(row=places[item.row - 1]) if isinstance(item, Speech) else item
            for item in reading.items
        ],
        not_understood=there(reading.not_understood),
        remarks=there(reading.remarks),
    )


def _skipping(skipping: list[str], token: Tag) -> list[str]:
    if token.name not in _SKIPPED:
        return skipping
    if not token.is_end:
        return [*skipping[-50:], token.name]
    return skipping[: skipping.index(token.name)] if token.name in skipping else skipping
