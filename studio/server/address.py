"""Where a running voice server is found, and what opens it."""

from __future__ import annotations

from dataclasses import dataclass, field

KEY_VARIABLE = "DIALOGUE_STUDIO_SERVER_KEY"
KEY_IS_FIRST_LINE = "-"
"""Said instead of a key: it is the first line of standard input, and will come."""


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Its URL and the key that opens it; the key is empty when none is asked for."""

    url: str
    key: str = field(repr=False)
