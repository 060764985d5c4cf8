"""Where a running voice server is found."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Its URL and the key that opens it; the key is empty when none is asked for."""

    url: str
    key: str = field(repr=False)
