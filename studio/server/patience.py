"""How long the server waits for a client, in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    handshake_seconds: float = 5.0
    """From the connection to a whole request."""
    ping_seconds: float = 15.0
    """Between two pings; a client that does not answer one by the next is gone."""
    stalled_seconds: float = 60.0
    """A client that takes nothing of what was sent for so long is given up."""
    closing_seconds: float = 2.0
    """For the other side of a close."""
    ending_seconds: float = 1.0
    """When the server ends: for what is being spoken."""
    parting_seconds: float = 0.4
    """Then: for clients to take what was sent and that it was cut off."""
