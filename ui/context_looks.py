"""How the context of a Lane looks: a word and a dot with a shape of its own."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor

from studio.sentences import Sentence, sentence
from studio.standing.contexts import ContextState
from ui.theme import Theme


@dataclass(frozen=True, slots=True)
class ContextLook:
    """`token` names the colour of the theme."""

    word: Sentence
    icon: str
    token: str

    def colour(self, theme: Theme) -> QColor:
        colour: QColor = getattr(theme, self.token)
        return colour


CONTEXT_LOOKS = {
    ContextState.SPEAKING: ContextLook(
        sentence("ui.context_looks.speaking", "Speaking"), "contexts/speaking", "coming"
    ),
    ContextState.OPEN: ContextLook(
        sentence("ui.context_looks.open", "Open"), "contexts/open", "ready"
    ),
    ContextState.CLOSED: ContextLook(
        sentence("ui.context_looks.closed", "Closed"), "contexts/closed", "text3"
    ),
    ContextState.WAITING: ContextLook(
        sentence("ui.context_looks.waiting", "Waiting"), "contexts/waiting", "stale"
    ),
    ContextState.REFUSED: ContextLook(
        sentence("ui.context_looks.refused", "Refused"), "contexts/refused", "failed"
    ),
    ContextState.LOCAL: ContextLook(
        sentence("ui.context_looks.local", "Local"), "contexts/local", "text3"
    ),
}
