"""Who speaks next: jobs in the order they came, each speech having one at a time. Pure.

Because a speech asks for its next piece only after the last, first come is also each in turn: twenty
contexts flushed together advance together. The jobs of a client that does not take its sound wait.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class JobQueue(Generic[T]):
    """Jobs by number, each with the client it is for."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[int, Hashable, T]] = deque()
        self._held: set[Hashable] = set()

    def add(self, number: int, client: Hashable, job: T) -> None:
        self._waiting.append((number, client, job))

    def add_again(self, number: int, client: Hashable, job: T) -> None:
        """A job that was begun in vain goes before all others."""
        self._waiting.appendleft((number, client, job))

    def remove(self, number: int) -> bool:
        """Whether the job was still waiting."""
        for entry in self._waiting:
            if entry[0] == number:
                self._waiting.remove(entry)
                return True
        return False

    def hold(self, client: Hashable) -> None:
        self._held.add(client)

    def release(self, client: Hashable) -> None:
        self._held.discard(client)

    def next(self) -> T | None:
        """The first job whose client is not held, taken out."""
        for entry in self._waiting:
            if entry[1] not in self._held:
                self._waiting.remove(entry)
                return entry[2]
        return None

    def take_all(self) -> list[T]:
        taken = [entry[2] for entry in self._waiting]
        self._waiting.clear()
        return taken
