"""How the state of a Line looks: a word, a glyph with a shape of its own, and a colour to help."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor

from studio.sentences import Sentence, sentence
from studio.takes.line_state import LineState
from ui.theme import Theme


@dataclass(frozen=True, slots=True)
class StateLook:
    """`token` names the colour of the theme."""

    word: Sentence
    glyph: str
    token: str

    def colour(self, theme: Theme) -> QColor:
        colour: QColor = getattr(theme, self.token)
        return colour


LOOKS = {
    LineState.MISSING: StateLook(
        sentence("ui.line_states.missing", "No take"), "states/missing", "text3"
    ),
    LineState.QUEUED: StateLook(
        sentence("ui.line_states.queued", "Queued"), "states/queued", "coming"
    ),
    LineState.COMING: StateLook(
        sentence("ui.line_states.coming", "Coming"), "states/coming", "coming"
    ),
    LineState.DRAFT: StateLook(
        sentence("ui.line_states.draft", "Draft voice"), "states/draft", "draft"
    ),
    LineState.FINAL: StateLook(sentence("ui.line_states.final", "Ready"), "states/ready", "ready"),
    LineState.UNDERSTUDY: StateLook(
        sentence("ui.line_states.understudy", "Understudy"), "states/understudy", "draft"
    ),
    LineState.PARTIAL: StateLook(
        sentence("ui.line_states.partial", "Incomplete"), "states/partial", "stale"
    ),
    LineState.UNKNOWN: StateLook(
        sentence("ui.line_states.unknown", "May be charged"), "states/unknown", "stale"
    ),
    LineState.FAILED: StateLook(
        sentence("ui.line_states.failed", "Failed"), "states/failed", "failed"
    ),
}
