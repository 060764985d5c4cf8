"""What a server was told over one connection. It keeps every setting until it hears another, and there is
no word for taking one back: only a fresh connection starts from its defaults."""

from __future__ import annotations

from studio.wire.settings import LiveSettings, Settings, names_said


class ToldSettings:
    def __init__(self) -> None:
        self._last: Settings | None = None
        self._kept: frozenset[str] = frozenset()

    def forget(self) -> None:
        """A fresh connection."""
        self._last = None
        self._kept = frozenset()

    def change(self, changes: LiveSettings) -> None:
        """It was told to change some, so that the next turn says them all again."""
        self._last = None
        self._kept |= names_said(changes)

    def news(self, settings: Settings) -> Settings | None:
        """What to tell with a turn that is spoken with `settings`; None when it knows."""
        if self._last == settings:
            return None
        self._last = settings
        self._kept |= names_said(settings)
        return settings

    def contradict(self, settings: Settings) -> bool:
        """Whether it keeps something that `settings` leave to the server."""
        return not self._kept <= names_said(settings)
