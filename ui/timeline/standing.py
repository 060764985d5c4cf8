"""How a Line stands, as its Clip shows it: eleven looks, told apart by outline, fill and badge. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from studio.document.values import LineStatus
from studio.takes.line_state import LineState


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a Line beyond the Document. `arrived` is the part of a growing Take that is
    there."""

    state: LineState = LineState.MISSING
    is_stale: bool = False
    arrived: float = 0.0


class Outline(Enum):
    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"


class Runway(Enum):
    """The pattern at the foot of the Lane."""

    FINAL = "final"
    DRAFT = "draft"
    COMING = "coming"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class ClipLook:
    """`fill` is the part of the Speaker's tint; `badge` an icon and `token` its colour; `says` stands
    for the Line's words where they would promise what is not there."""

    outline: Outline
    fill: float
    has_wave: bool
    badge: str | None = None
    token: str = "text"
    tag: str = ""
    says: LineState | None = None


@dataclass(frozen=True, slots=True)
class Badge:
    icon: str
    token: str


_PLAIN = {
    LineState.MISSING: ClipLook(Outline.DOTTED, 0.0, False),
    LineState.QUEUED: ClipLook(Outline.DOTTED, 0.0, False, says=LineState.QUEUED),
    LineState.COMING: ClipLook(Outline.SOLID, 1.0, True),
    LineState.DRAFT: ClipLook(Outline.DASHED, 0.5, True, "states/draft", "draft"),
    LineState.UNDERSTUDY: ClipLook(Outline.DASHED, 0.5, True, tag="U"),
    LineState.FINAL: ClipLook(Outline.SOLID, 1.0, True),
    LineState.PARTIAL: ClipLook(Outline.SOLID, 1.0, True, "states/partial", "stale"),
    LineState.UNKNOWN: ClipLook(Outline.DOTTED, 0.0, False, "states/unknown", "stale"),
    LineState.FAILED: ClipLook(
        Outline.DOTTED, 0.0, False, "states/failed", "failed", says=LineState.FAILED
    ),
}
_MUTED, _LOCKED = Badge("states/muted", "text3"), Badge("states/locked", "text2")
_STALE, _APPROVED = Badge("states/stale", "stale"), Badge("states/approved", "ready")


def clip_look(standing: Standing, status: LineStatus, *, is_muted: bool) -> ClipLook:
    """Of several things to say the most pressing one has the badge."""
    look = _PLAIN[standing.state]
    badge = _badge(standing, status, is_muted=is_muted)
    if badge is not None:
        look = ClipLook(
            look.outline, look.fill, look.has_wave, badge.icon, badge.token, look.tag, look.says
        )
    if is_muted:
        return ClipLook(look.outline, 0.0, False, look.badge, look.token, look.tag, look.says)
    return look


def runway(state: LineState) -> Runway:
    match state:
        case LineState.FINAL | LineState.PARTIAL:
            return Runway.FINAL
        case LineState.DRAFT | LineState.UNDERSTUDY:
            return Runway.DRAFT
        case LineState.COMING | LineState.QUEUED:
            return Runway.COMING
        case _:
            return Runway.NOTHING


def _badge(standing: Standing, status: LineStatus, *, is_muted: bool) -> Badge | None:
    if is_muted:
        return _MUTED
    if standing.state in (LineState.FAILED, LineState.UNKNOWN):
        return None
    if status is LineStatus.LOCKED:
        return _LOCKED
    if standing.is_stale or status is LineStatus.NEEDS_RETAKE:
        return _STALE
    if status is LineStatus.APPROVED:
        return _APPROVED
    return None
