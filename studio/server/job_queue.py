"""Who speaks next: those of whom nothing was heard yet, then each in turn. Pure.

Because a speech asks for its next piece only after the last, first come is also each in turn: twenty
contexts flushed together advance together. The jobs of a client that does not take its sound wait.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")

_URGENT_IN_A_ROW = 8
"""After so many urgent jobs one that is not has its turn, so that many short texts cannot keep a long
one from going on."""


class JobQueue(Generic[T]):
    """Jobs by number, each with the client it is for."""

    def __init__(self) -> None:
        self._urgent: deque[tuple[int, Hashable, T]] = deque()
        self._others: deque[tuple[int, Hashable, T]] = deque()
        self._urgent_in_a_row = 0
        self._held: set[Hashable] = set()

    def add(self, number: int, client: Hashable, job: T, *, is_urgent: bool = False) -> None:
        (self._urgent if is_urgent else self._others).append((number, client, job))

    def add_again(self, number: int, client: Hashable, job: T) -> None:
        """A job that was begun in vain goes before all others."""
        self._urgent.appendleft((number, client, job))

    def remove(self, number: int) -> bool:
        """Whether the job was still waiting."""
        for waiting in (self._urgent, self._others):
            for entry in waiting:
                if entry[0] == number:
                    waiting.remove(entry)
                    return True
        return False

    def hold(self, client: Hashable) -> None:
        self._held.add(client)

    def release(self, client: Hashable) -> None:
        self._held.discard(client)

    def next(self) -> T | None:
        """The first job whose client is not held, taken out; an urgent one, as a rule."""
        queues = [self._urgent, self._others]
        if self._urgent_in_a_row >= _URGENT_IN_A_ROW:
            queues.reverse()
        for waiting in queues:
            for entry in waiting:
                if entry[1] not in self._held:
                    waiting.remove(entry)
                    in_a_row = self._urgent_in_a_row + 1 if waiting is self._urgent else 0
                    self._urgent_in_a_row = in_a_row
                    return entry[2]
        return None

    def take_all(self) -> list[T]:
        taken = [entry[2] for waiting in (self._urgent, self._others) for entry in waiting]
        self._urgent.clear()
        self._others.clear()
        return taken
