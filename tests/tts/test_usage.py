"""What speaking used, added up without making up a price."""

from __future__ import annotations

from studio.tts import SessionUsage
from studio.tts.usage import usage_of
from studio.wire.messages import Usage


def test_what_is_not_reported_is_not_nothing() -> None:
    """A cost that is null is unavailable; one of nothing is a cost."""
    assert not usage_of(Usage(1.0, 5)).cost_available
    assert usage_of(Usage(1.0, 5, 0.0, "EUR")).cost_available
    assert usage_of(None, 1.5) == SessionUsage(1.5)
    assert usage_of(Usage(), 1.5).audio_seconds == 1.5
    assert usage_of(Usage(0.0), 1.5).audio_seconds == 0.0


def test_usage_adds_up() -> None:
    """Lengths, letters and costs in one currency add; what one side does not know stays unknown."""
    one = SessionUsage(1.0, 2.0, "EUR", 10, "kugel-3")
    assert one + one == SessionUsage(2.0, 4.0, "EUR", 20, "kugel-3")
    assert one + SessionUsage(1.0, 2.0, "USD", 10) == SessionUsage(2.0, None, None, 20, "kugel-3")
    assert one + SessionUsage(1.0, None, "EUR") == SessionUsage(2.0, None, "EUR", None, "kugel-3")
