"""What the tab Speaker shows, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from studio.document.values import Delivery, Speaker


@dataclass(frozen=True, slots=True)
class SpeakerShown:
    """`usual` is what holds where the Speaker says nothing; `other_lines` speak in a way of their own."""

    speaker: Speaker
    initials: str
    usual: Delivery
    languages: tuple[str, ...]
    has_cloud_voice: bool
    other_lines: int
    dictionary: str
    own_pause: float
    other_pause: float
    rights: str
    ledger: str
    presets: tuple[str, ...]
