"""The lowest and highest samples of Takes by key, for drawing them; also while they grow."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from studio.audio.peaks import Peaks
from studio.takes.growing_take import GrowingTake
from studio.takes.recipe import TakeKey
from studio.takes.take import Take

Columns = tuple[NDArray[np.int16], NDArray[np.int16]]

_MOST_TAKES = 20_000
_MOST_GROWING = 64


class TakePeaks:
    """Safe from every thread. Counted once, a whole Take is drawn without its samples, which may have
    left the memory; only for a close view is it fetched again."""

    def __init__(self, find: Callable[[TakeKey], Take | GrowingTake | None]) -> None:
        self._find = find
        self._whole: OrderedDict[TakeKey, Peaks] = OrderedDict()
        self._growing: OrderedDict[TakeKey, tuple[GrowingTake, Peaks]] = OrderedDict()
        self._lock = threading.Lock()

    def between(self, key: TakeKey, start: int, end: int, columns: int) -> Columns | None:
        """The lowest and highest of each of `columns` equal parts from sample `start` to `end`;
        silence where nothing has come yet. None when there is no such Take."""
        with self._lock:
            known = self._whole.get(key)
            if known is not None:
                self._whole.move_to_end(key)
                overview = known.overview(start, end, columns)
                if overview is not None:
                    return overview
            take = self._find(key)
            if take is None:
                return None
            peaks = known or self._counted(take)
            return peaks.between(take.samples, start, end, columns)

    def _counted(self, take: Take | GrowingTake) -> Peaks:
        if isinstance(take, GrowingTake):
            known, peaks = self._growing.get(take.key, (None, Peaks()))
            if known is not take:
                # Perhaps begun anew under the same key.
                peaks = Peaks()
                self._growing[take.key] = take, peaks
                if len(self._growing) > _MOST_GROWING:
                    self._growing.popitem(last=False)
        else:
            self._growing.pop(take.key, None)
            peaks = self._whole[take.key] = Peaks()
            while len(self._whole) > _MOST_TAKES:
                self._whole.popitem(last=False)
        peaks.count_in(take.samples)
        return peaks
