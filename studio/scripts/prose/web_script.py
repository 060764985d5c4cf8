"""A web page in which people speak by name, as the rows of a Markdown script: what stands in bold or in
italics there says as much as what a paragraph says."""

from __future__ import annotations

import re

from studio.scripts.markup_text import Tag, markup_tokens
from studio.scripts.prose.markdown_script import is_script

_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_OWN_MARK = re.compile(r"[*_`\\]")
_CELLS = frozenset({"td", "th"})
_BREAKS = frozenset(
    {"p", "div", "li", "blockquote", "section", "article", "tr", "table", "ul", "ol", "br", "dd", "dt", "pre",
     "main", "body", *_HEADINGS}
)  # fmt: skip
_SKIPPED = frozenset({"head", "nav", "footer", "aside", "form", "template", "svg"})


def script_rows(text: str) -> tuple[list[str], list[int]] | None:
    """The rows of the script, and where each begins in `text`; None for prose."""
    page = _Page()
    number = 1
    for token in markup_tokens(text):
        if isinstance(token, str):
            page.words(token, number)
            number += token.count("\n")
        else:
            page.tag(token)
    page.finish()
    return (page.rows, page.places) if is_script(page.rows) else None


class _Page:
    def __init__(self) -> None:
        self.rows: list[str] = []
        self.places: list[int] = []
        self._words: list[str] = []
        self._cells: list[str] | None = None
        self._is_in_cell = False
        self._heading = ""
        self._place = 0
        self._skipped = ""

    def words(self, text: str, number: int) -> None:
        bare = text.lstrip()
        if not self._skipped and (bare or self._words):
            if bare and not self._place:
                self._place = number + text.count("\n", 0, len(text) - len(bare))
            self._words.append(_OWN_MARK.sub(r"\\\g<0>", " ".join(f".{text}.".split())[1:-1]))

    def tag(self, tag: Tag) -> None:
        if self._skipped or tag.name in _SKIPPED:
            is_over = tag.is_end and tag.name == self._skipped
            self._skipped = "" if is_over else self._skipped or ("" if tag.is_end else tag.name)
        elif tag.name in _MARKS:
            self._emphasize(_MARKS[tag.name], tag.is_end)
        elif tag.name in _CELLS and self._cells is not None:
            self._cell()
            self._is_in_cell = not tag.is_end
        elif tag.name in _BREAKS:
            if self._cells is not None and tag.name != "tr":
                self._words.append(" ")
                return
            self.finish(is_paragraph=tag.name not in ("br", "tr"))
            self._heading = "" if tag.is_end else _HEADINGS.get(tag.name, "")
            self._cells = [] if tag.name == "tr" and not tag.is_end else None

    def _emphasize(self, mark: str, is_end: bool) -> None:
        """Marks stand at their words, as Markdown wants them; around none they are left out."""
        if is_end and self._words and self._words[-1] == mark:
            self._words.pop()
        elif self._heading or self._cells is not None:
            return
        elif is_end and self._words and self._words[-1].endswith(" "):
            self._words[-1] = self._words[-1].rstrip()
            self._words += [mark, " "]
        else:
            self._words.append(mark)

    def _cell(self) -> None:
        if self._is_in_cell and self._cells is not None:
            self._cells.append(self._said().replace("|", "/"))
        self._words.clear()
        self._is_in_cell = False

    def _said(self) -> str:
        return " ".join("".join(self._words).split())

    def finish(self, is_paragraph: bool = True) -> None:
        if self._cells is not None:
            self._cell()
            self._row(f"| {' | '.join(self._cells)} |" if self._cells else "")
            return
        if said := self._said():
            self._row(f"{self._heading} {said}".strip())
        self._words.clear()
        if is_paragraph and self.rows and self.rows[-1]:
            self._row("")

    def _row(self, text: str) -> None:
        self.rows.append(text)
        self.places.append(self._place)
        self._place = 0
