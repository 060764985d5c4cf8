"""How the state of a Line looks: a word, a glyph with a shape of its own, and a colour to help."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor

from studio.document.values import LineStatus
from studio.sentences import Sentence, sentence
from studio.standing.takes import Stale
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

LOCKED = StateLook(sentence("ui.line_states.locked", "Locked"), "states/locked", "text2")
MUTED = StateLook(sentence("ui.line_states.muted", "Muted"), "states/muted", "text3")
APPROVED = StateLook(sentence("ui.line_states.approved", "Approved"), "states/approved", "ready")
NEEDS_RETAKE = StateLook(
    sentence("ui.line_states.needs_retake", "Needs a retake"), "states/stale", "stale"
)
STALE = {
    Stale.TEXT: StateLook(
        sentence("ui.line_states.text_changed", "Text changed"), "states/stale", "stale"
    ),
    Stale.VOICE: StateLook(
        sentence("ui.line_states.voice_changed", "Voice changed"), "states/stale", "stale"
    ),
    Stale.DELIVERY: StateLook(
        sentence("ui.line_states.delivery_changed", "Delivery changed"), "states/stale", "stale"
    ),
    Stale.RETAKE: StateLook(
        sentence("ui.line_states.retake_asked", "Retake asked for"), "states/stale", "stale"
    ),
}


def look_of(
    state: LineState, status: LineStatus, because: Stale | None, *, is_muted: bool
) -> StateLook:
    """Of several things to say of a Line the most pressing one; `because`: why its Take is stale."""
    if is_muted:
        return MUTED
    if state in (LineState.FAILED, LineState.UNKNOWN):
        return LOOKS[state]
    if status is LineStatus.LOCKED:
        return LOCKED
    if because is not None:
        return STALE[because]
    if status is LineStatus.NEEDS_RETAKE:
        return NEEDS_RETAKE
    if status is LineStatus.APPROVED:
        return APPROVED
    return LOOKS[state]
