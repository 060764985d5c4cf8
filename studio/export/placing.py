"""The files that are written together take their places one by one: one that cannot keeps none of the
others from its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from studio.atomic_file import delivery
from studio.audio.encoder import Encoder
from studio.errors import StorageError
from studio.sentences import sentence

_others_too = sentence(
    "export.others-too", "{first} These could not be put in their places either: {names}."
)


class Placing:
    def __init__(self) -> None:
        self._refused: list[tuple[Path, StorageError]] = []

    @contextmanager
    def file(self, path: Path, encoder_for: Callable[[Path], Encoder]) -> Iterator[Encoder]:
        """What `encoder_for` makes of the unfinished file. Raises StorageError while it is written."""
        is_written = False
        try:
            with delivery(path) as part, encoder_for(part) as encoder:
                yield encoder
                is_written = True
        except StorageError as error:
            if not is_written:
                raise
            self._refused.append((path, error))

    def check(self) -> None:
        """Raise StorageError if a file that was written is not in its place."""
        if not self._refused:
            return
        (_, error), *others = self._refused
        if others:
            names = ", ".join(path.name for path, _ in others)
            raise StorageError(_others_too(first=error.message, names=names)) from error
        raise error
