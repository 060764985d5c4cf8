"""Pictures of Clips that were painted already, up to so many bytes; the longest unused go first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

from PySide6.QtGui import QPixmap

MOST_BYTES = 64 * 1024 * 1024


class PictureCache:
    """Each picture stands at a place and was made from something; another thing there replaces it."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[Hashable, tuple[Hashable, QPixmap, bool]] = OrderedDict()
        self._bytes = 0

    def picture(
        self, place: Hashable, made_from: Hashable, make: Callable[[], tuple[QPixmap, bool]]
    ) -> QPixmap:
        """The picture there; made if there is none of this. `make` also says whether it is whole."""
        known = self._kept.get(place)
        if known is not None and known[0] == made_from:
            self._kept.move_to_end(place)
            return known[1]
        picture, is_whole = make()
        self._drop(place)
        self._kept[place] = (made_from, picture, is_whole)
        self._bytes += _bytes(picture)
        while self._bytes > self._most_bytes and len(self._kept) > 1:
            self._drop(next(iter(self._kept)))
        return picture

    def forget_unfinished(self) -> None:
        """Make those anew, when they are asked for, whose sound was not at hand."""
        for place in [place for place, kept in self._kept.items() if not kept[2]]:
            self._drop(place)

    def clear(self) -> None:
        self._kept.clear()
        self._bytes = 0

    def _drop(self, place: Hashable) -> None:
        kept = self._kept.pop(place, None)
        if kept is not None:
            self._bytes -= _bytes(kept[1])


def _bytes(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4
