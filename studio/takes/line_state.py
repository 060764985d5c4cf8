"""Where a Line stands on its way to being heard."""

from __future__ import annotations

from enum import Enum


class LineState(Enum):
    """`MISSING`: nothing was asked for; `QUEUED`: asked for, not begun; `COMING`: arriving;
    `DRAFT`: spoken by the draft voice; `FINAL`: by the final one; `UNDERSTUDY`: by the draft voice
    where the final one is wanted; `PARTIAL`: not all of it arrived; `UNKNOWN`: asked for and never
    answered, so that it may have been charged; `FAILED`: it could not be spoken."""

    MISSING = "missing"
    QUEUED = "queued"
    COMING = "coming"
    DRAFT = "draft"
    FINAL = "final"
    UNDERSTUDY = "understudy"
    PARTIAL = "partial"
    UNKNOWN = "unknown"
    FAILED = "failed"
