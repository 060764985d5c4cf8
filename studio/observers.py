"""The only event mechanism of the core: a list of callables that are told, and can leave."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, ParamSpec

P = ParamSpec("P")


class Observers(Generic[P]):
    """Callables told of one kind of event, in the order they joined, on the thread that tells.

    Joining and leaving happens on one thread, at any time, also from within a call.
    """

    __slots__ = ("_entries",)

    def __init__(self) -> None:
        self._entries: tuple[tuple[object, Callable[P, object]], ...] = ()

    def connect(self, observer: Callable[P, object]) -> Callable[[], None]:
        """Add `observer`; the returned function takes it out again, once or often."""
        token = object()
        self._entries = (*self._entries, (token, observer))

        def disconnect() -> None:
            self._entries = tuple(entry for entry in self._entries if entry[0] is not token)

        return disconnect

    def tell(self, *args: P.args, **kwargs: P.kwargs) -> None:
        for _, observer in self._entries:
            observer(*args, **kwargs)
