"""Who is heard: the draft voices, or the final ones."""

from __future__ import annotations

from enum import Enum


class Mode(Enum):
    """`DRAFT`: the embedded voices, every Line as soon as it is written; `FINAL`: the final voices,
    for what is about to be heard and what was asked for, with the draft voices as understudies."""

    DRAFT = "draft"
    FINAL = "final"
