"""How a person left the window on a screen of some size, as a value and as what is kept of it. Pure.

What was kept by another version, or makes no sense, counts as never kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

MOST_SCREENS = 12
_MOST_PIXELS = 32_767


@dataclass(frozen=True, slots=True)
class SidePlace:
    """An area at the side: which tab, how wide; `is_folded` is None where the window decides."""

    tab: int = 0
    width: int = 0
    is_folded: bool | None = None


@dataclass(frozen=True, slots=True)
class WindowPlace:
    """Logical pixels; 0 is what the window makes of it."""

    width: int = 0
    height: int = 0
    is_maximized: bool = False
    foot_height: int = 0
    left: SidePlace = SidePlace()
    right: SidePlace = SidePlace()


def screen_name(width: int, height: int) -> str:
    """By which places are kept: another screen of the same size is the same."""
    return f"{width}x{height}"


def place_on(kept: object, screen: str) -> WindowPlace:
    """The place that was kept for such a screen, or one that leaves all to the window."""
    found = kept.get(screen) if isinstance(kept, Mapping) else None
    if not isinstance(found, Mapping):
        return WindowPlace()
    return WindowPlace(
        _pixels(found.get("width")),
        _pixels(found.get("height")),
        found.get("is_maximized") is True,
        _pixels(found.get("foot_height")),
        _side(found.get("left")),
        _side(found.get("right")),
    )


def with_place(kept: object, screen: str, place: WindowPlace) -> dict[str, object]:
    """What is to be kept, the screen used last at the end."""
    others = dict(kept) if isinstance(kept, Mapping) else {}
    others.pop(screen, None)
    latest = list(others.items())[-(MOST_SCREENS - 1) :]
    return {**dict(latest), screen: asdict(place)}


def _side(found: object) -> SidePlace:
    if not isinstance(found, Mapping):
        return SidePlace()
    folded = found.get("is_folded")
    return SidePlace(
        _pixels(found.get("tab")),
        _pixels(found.get("width")),
        folded if isinstance(folded, bool) else None,
    )


def _pixels(found: object) -> int:
    return found if type(found) is int and 0 <= found <= _MOST_PIXELS else 0
