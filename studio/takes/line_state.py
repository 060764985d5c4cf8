"""Where a Line stands on its way to being heard."""

from __future__ import annotations

from enum import Enum


class LineState(Enum):
    """`MISSING`: nothing was asked for; `QUEUED`: asked for, not begun; `COMING`: arriving;
    `DRAFT`: spoken by the draft voice; `FAILED`: it could not be spoken."""

    MISSING = "missing"
    QUEUED = "queued"
    COMING = "coming"
    DRAFT = "draft"
    FAILED = "failed"
