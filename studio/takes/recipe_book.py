"""The Recipes of a Document, worked out again only for what an edit touched.

For 10,000 Lines the text, the dictionary and the key would take a quarter of a second; looking at
what is still the same takes milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass

from studio.document.values import Document, Line, LineId, Speaker, SpeakerId
from studio.takes.recipe import Recipe, draft_recipe, final_recipe


class RecipeBook:
    """Used on one thread at a time. `model` is what final voices are spoken by."""

    def __init__(self, model: str = "") -> None:
        self.model = model
        self._document = Document()
        self._speakers: dict[SpeakerId, Speaker] = {}
        self._drafts: dict[LineId, _Known] = {}
        self._finals: dict[LineId, _Known] = {}

    def draft(self, document: Document, line: Line) -> Recipe | None:
        self._look_at(document)
        known = self._drafts.get(line.id)
        speaker = self._speakers[line.speaker]
        if known is None or known.line is not line or known.speaker is not speaker:
            known = _Known(line, speaker, draft_recipe(document, line))
            self._drafts[line.id] = known
        return known.recipe

    def final(self, document: Document, line: Line) -> Recipe | None:
        self._look_at(document)
        known = self._finals.get(line.id)
        speaker = self._speakers[line.speaker]
        if known is None or known.line is not line or known.speaker is not speaker:
            known = _Known(line, speaker, final_recipe(document, line, self.model))
            self._finals[line.id] = known
        return known.recipe

    def _look_at(self, document: Document) -> None:
        """Forget everything when something changed that decides for all Lines."""
        before, self._document = self._document, document
        if before is document:
            return
        if before.cast is not document.cast:
            self._speakers = {speaker.id: speaker for speaker in document.cast}
        if (
            before.dictionary is not document.dictionary
            or before.delivery is not document.delivery
            or before.language != document.language
        ):
            self._drafts.clear()
            self._finals.clear()


@dataclass(slots=True)
class _Known:
    line: Line
    speaker: Speaker
    recipe: Recipe | None
