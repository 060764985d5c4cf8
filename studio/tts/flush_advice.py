"""Notices text that is flushed sentence by sentence, and says once why that hurts."""

from __future__ import annotations

import logging

log = logging.getLogger(__name__)

_SHORT = 200
_MANY = 8


class FlushAdvice:
    """Counts short flushes that come while the ones before are still being spoken."""

    def __init__(self) -> None:
        self._unanswered = 0
        self._characters = 0
        """Given since the last flush."""
        self._was_given = False

    def given(self, characters: int) -> None:
        self._characters += characters

    def flushed(self) -> None:
        characters, self._characters = self._characters, 0
        if not characters:
            return
        self._unanswered = self._unanswered + 1 if characters < _SHORT else 0
        if self._unanswered >= _MANY and not self._was_given:
            self._was_given = True
            log.warning(
                "Text is flushed sentence by sentence: each flush starts the voice cold, which is"
                " slower and sounds worse. Send it all, and flush once at the end."
            )

    def answered(self) -> None:
        """Everything asked for was spoken, or is over."""
        self._unanswered = 0
