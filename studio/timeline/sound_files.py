"""The sound files that music and effects are played from, opened when they are first heard.

Where a file lies is known to whoever keeps the project; here it is opened, measured and closed.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from pathlib import Path

from studio.audio.sound_stream import SoundStream
from studio.document.sounds import SoundClip, SoundSource
from studio.errors import InputError

_MOST_OPEN = 8


def linked_file(source: SoundSource) -> Path | None:
    """The file of a source that is linked by its full path."""
    path = Path(source.linked_path or "")
    return path if path.is_absolute() else None


class SoundFiles:
    """`lengths` may be asked on any thread; `stream` is for the one that mixes."""

    def __init__(self, locate: Callable[[SoundSource], Path | None] = linked_file) -> None:
        self._locate = locate
        self._lock = threading.Lock()
        self._lengths: dict[str, int] = {}
        self._open: OrderedDict[str, SoundStream] = OrderedDict()

    def lengths(self, clips: Iterable[SoundClip]) -> dict[str, int]:
        """Frames at the project rate by the hash of the file; without those that cannot be read,
        which are looked for again the next time."""
        for clip in clips:
            source = clip.source
            if source.sha256 not in self._lengths:
                stream = self.opened(source)
                if stream is not None:
                    with stream:
                        self._lengths[source.sha256] = stream.length_frames
        return dict(self._lengths)

    def stream(self, source: SoundSource) -> SoundStream | None:
        """Stays open; the one not heard for the longest is closed when there are too many."""
        with self._lock:
            stream = self._open.get(source.sha256)
            if stream is None:
                stream = self.opened(source)
                if stream is None:
                    return None
                self._open[source.sha256] = stream
                while len(self._open) > _MOST_OPEN:
                    self._open.popitem(last=False)[1].close()
            self._open.move_to_end(source.sha256)
            return stream

    def close(self) -> None:
        with self._lock:
            for stream in self._open.values():
                stream.close()
            self._open.clear()

    def opened(self, source: SoundSource) -> SoundStream | None:
        """A stream of one's own, to be closed by whoever asked; None if it cannot be read."""
        path = self._locate(source)
        if path is None:
            return None
        try:
            return SoundStream(path)
        except InputError:
            return None
