"""How the context of a Lane looks: a word and a dot with a shape of its own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QColor

from studio.sentences import Sentence, sentence
from ui.theme import Theme


class ContextKind(Enum):
    """`LOCAL`: spoken on this computer, which needs no context."""

    SPEAKING = "speaking"
    OPEN = "open"
    CLOSED = "closed"
    WAITING = "waiting"
    REFUSED = "refused"
    LOCAL = "local"


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
    ContextKind.SPEAKING: ContextLook(
        sentence("ui.context_looks.speaking", "Speaking"), "contexts/speaking", "coming"
    ),
    ContextKind.OPEN: ContextLook(
        sentence("ui.context_looks.open", "Open"), "contexts/open", "ready"
    ),
    ContextKind.CLOSED: ContextLook(
        sentence("ui.context_looks.closed", "Closed"), "contexts/closed", "text3"
    ),
    ContextKind.WAITING: ContextLook(
        sentence("ui.context_looks.waiting", "Waiting"), "contexts/waiting", "stale"
    ),
    ContextKind.REFUSED: ContextLook(
        sentence("ui.context_looks.refused", "Refused"), "contexts/refused", "failed"
    ),
    ContextKind.LOCAL: ContextLook(
        sentence("ui.context_looks.local", "Local"), "contexts/local", "text3"
    ),
}
