"""The themes keep their promises about contrast and completeness."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtGui import QColor

from ui.look import style_sheet_of
from ui.theme import THEME_NAMES, Theme, load_theme

_TEXT_INKS = (
    *("text", "text2", "text3", "accent", "ready", "draft", "coming", "stale", "failed"),
    "playhead",
)
_GROUNDS = ("window", "panel", "surface", "raised", "selection")


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in colour.getRgbF()[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: QColor, other: QColor) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.fixture(params=THEME_NAMES)
def theme(request: pytest.FixtureRequest) -> Theme:
    return load_theme(request.param)


def test_words_can_be_read_on_every_ground(theme: Theme) -> None:
    """Every ink of words has a contrast of at least 4.5 on every ground."""
    for ink, ground in product(_TEXT_INKS, _GROUNDS):
        contrast = _contrast(getattr(theme, ink), getattr(theme, ground))
        assert contrast >= 4.5, f"{ink} on {ground}: {contrast:.2f}"
    assert _contrast(theme.on_accent, theme.accent_fill) >= 4.5


def test_controls_can_be_seen_on_every_ground(theme: Theme) -> None:
    """Borders of controls have a contrast of at least 3."""
    for ground in _GROUNDS:
        assert _contrast(theme.border, getattr(theme, ground)) >= 3, ground


def test_speakers_can_be_read(theme: Theme) -> None:
    """Initials on a Speaker's fill and names in a Speaker's ink have a contrast of at least 4.5."""
    assert len(theme.speakers) == 12
    for number, speaker in enumerate(theme.speakers, start=1):
        assert _contrast(theme.chip_text, speaker.fill) >= 4.5, number
        for ground in _GROUNDS:
            assert _contrast(speaker.ink, getattr(theme, ground)) >= 4.5, (number, ground)


def test_a_thirteenth_speaker_has_a_colour(theme: Theme) -> None:
    """The palette begins again when it is used up."""
    assert theme.speaker(12) is theme.speaker(0)


def test_the_style_sheet_can_be_made(theme: Theme) -> None:
    """Every colour the sheet names is one of the theme's."""
    sheet = style_sheet_of(theme)
    assert "$" not in sheet
    assert theme.accent.name() in sheet
