"""Which contexts there are. An id may have several lives at once: the oldest is the one the server
knows, the later ones wait for its end, and only the youngest takes text.
"""

from __future__ import annotations

from collections.abc import Iterator

from studio.wire.context import Context
from studio.wire.settings import NOTHING_SET, Settings, merged

_MOST_REMEMBERED = 1000


class ContextLives:
    def __init__(self) -> None:
        self._lives: dict[str, list[Context]] = {}
        self._used: set[str] = set()
        """Ids that had a life on this connection."""
        self._settings: dict[str, Settings] = {}
        """By id, what a new life is opened with when nobody says otherwise."""

    def __len__(self) -> int:
        return len(self._lives)

    def __contains__(self, id: str) -> bool:
        return id in self._lives

    def __iter__(self) -> Iterator[Context]:
        """Every life there is; they may end meanwhile."""
        return iter([context for lives in self._lives.values() for context in lives])

    @property
    def taking_text(self) -> frozenset[str]:
        return frozenset(id for id, lives in self._lives.items() if lives[-1].leaving is None)

    @property
    def places_taken(self) -> int:
        """How many contexts the server counts."""
        return sum(lives[0].create_was_handed_out for lives in self._lives.values())

    def at_server(self, id: str | None) -> Context | None:
        lives = self._lives.get(id or "")
        return None if lives is None else lives[0]

    def all_at_server(self) -> list[Context]:
        return [lives[0] for lives in self._lives.values()]

    def open(self, id: str) -> Context | None:
        """The life that takes text."""
        lives = self._lives.get(id)
        return lives[-1] if lives is not None and lives[-1].leaving is None else None

    def count_taking_text(self) -> int:
        return sum(lives[-1].leaving is None for lives in self._lives.values())

    def of(self, id: str) -> tuple[Context, ...]:
        return tuple(self._lives.get(id, ()))

    def remember(self, id: str, settings: Settings) -> None:
        self._settings[id] = settings
        if len(self._settings) > _MOST_REMEMBERED:
            del self._settings[next(iter(self._settings))]

    def begin(self, id: str, session: Settings, now: float) -> Context:
        """A new life, with the id's own settings over those of the session."""
        settings = merged(session, self._settings.get(id, NOTHING_SET))
        context = Context(id, settings, has_forebear=id in self._used, now=now)
        self._used.add(id)
        self._lives.setdefault(id, []).append(context)
        return context

    def end(self, context: Context) -> None:
        lives = self._lives[context.id]
        lives.remove(context)
        if not lives:
            del self._lives[context.id]

    def forget_connection(self) -> None:
        self._used = set(self._lives)
