"""The Recipes of a Document, worked out again only for what an edit touched.

For 10,000 Lines the text, the dictionary and the key would take a quarter of a second; looking at
what is still the same takes milliseconds.
"""

from __future__ import annotations

from studio.document.values import Document, Line, LineId
from studio.takes.recipe import Recipe, draft_recipe, final_recipe


class RecipeBook:
    """Used on one thread at a time. `model` is what final voices are spoken by."""

    def __init__(self, model: str = "") -> None:
        self._model = model
        self._drafts: dict[LineId, tuple[tuple[object, ...], Recipe | None]] = {}
        self._finals: dict[LineId, tuple[tuple[object, ...], Recipe | None]] = {}

    def draft(self, document: Document, line: Line) -> Recipe | None:
        decides = _what_decides(document, line)
        known = self._drafts.get(line.id)
        if known is None or not _same(known[0], decides):
            known = self._drafts[line.id] = decides, draft_recipe(document, line)
        return known[1]

    def final(self, document: Document, line: Line) -> Recipe | None:
        decides = _what_decides(document, line)
        known = self._finals.get(line.id)
        if known is None or not _same(known[0], decides):
            known = self._finals[line.id] = decides, final_recipe(document, line, self._model)
        return known[1]


def _what_decides(document: Document, line: Line) -> tuple[object, ...]:
    return (
        line,
        document.speaker(line.speaker),
        document.dictionary,
        document.delivery,
        document.language,
    )


def _same(before: tuple[object, ...], now: tuple[object, ...]) -> bool:
    return all(a is b for a, b in zip(before, now, strict=True))
