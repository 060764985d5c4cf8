"""The colours of one theme, read from `resources/themes`. Which theme is worn is `look`'s choice."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QColor

from studio.resource_files import resource_file

THEME_NAMES = ("dark", "light", "contrast")


@dataclass(frozen=True, slots=True, eq=False)
class SpeakerColours:
    """The fill is the same in every theme; the ink is what can be read on this one's grounds."""

    fill: QColor
    ink: QColor


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """What is painted with: grounds, inks and Speakers. A test holds the contrasts between them."""

    name: str
    clip_tint: float
    icon_stroke: float
    speakers: tuple[SpeakerColours, ...]

    window: QColor
    panel: QColor
    surface: QColor
    raised: QColor
    sunken: QColor
    selection: QColor
    line: QColor

    text: QColor
    text2: QColor
    text3: QColor
    accent: QColor
    ready: QColor
    draft: QColor
    coming: QColor
    stale: QColor
    failed: QColor
    border: QColor
    playhead: QColor
    accent_fill: QColor
    on_accent: QColor
    chip_text: QColor

    @property
    def is_dark(self) -> bool:
        return self.surface.lightness() < 128

    def speaker(self, colour: int) -> SpeakerColours:
        """The colours of the Speaker who counts as `colour`; the palette begins again at its end."""
        return self.speakers[colour % len(self.speakers)]


def load_theme(name: str) -> Theme:
    data = _read(name)
    ink = data["speaker_ink"]
    speakers = tuple(
        SpeakerColours(QColor(each["fill"]), QColor(each[ink])) for each in _read("speakers")
    )
    colours = {token: QColor(value) for token, value in data["colours"].items()}
    return Theme(data["name"], data["clip_tint"], data["icon_stroke"], speakers, **colours)


def _read(name: str) -> Any:
    return json.loads(resource_file(f"themes/{name}.json").read_text(encoding="utf-8"))
