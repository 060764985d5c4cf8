"""Where a running voice server is found, and what opens it."""

from __future__ import annotations

from dataclasses import dataclass, field

KEY_VARIABLE = "DIALOGUE_STUDIO_SERVER_KEY"


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Its URL and the key that opens it; the key is empty when none is asked for."""

    url: str
    key: str = field(repr=False)
