"""A call that is put off by every sign of life."""

from __future__ import annotations

import asyncio

from studio.server.alarm import Alarm
from tests.server.waiting import until


class Bell:
    def __init__(self) -> None:
        self.rang: list[float] = []
        self.alarm = Alarm(self.ring)
        self.loop = asyncio.get_running_loop()

    def ring(self) -> None:
        self.rang.append(self.loop.time())


async def test_it_rings_once_at_the_last_time_that_was_set() -> None:
    """Put off or brought forward, it rings when it was last told to, and only once."""
    bell = Bell()
    now = bell.loop.time()
    for due in (now + 30.0, now + 0.02, now + 0.06):
        bell.alarm.set(due)
    await until(lambda: bell.rang)
    assert bell.rang[0] >= now + 0.06
    bell.alarm.set_in(0.0)
    await until(lambda: len(bell.rang) == 2)


async def test_what_was_taken_back_does_not_ring() -> None:
    """Set to no time, or stopped, it keeps silent; set anew it rings."""
    bell = Bell()
    other = Bell()
    bell.alarm.set_in(0.0)
    bell.alarm.set(None)
    other.alarm.set_in(0.0)
    other.alarm.stop()
    after = Bell()
    after.alarm.set_in(0.02)
    await until(lambda: after.rang)
    assert not bell.rang
    assert not other.rang
    bell.alarm.set_in(0.0)
    await until(lambda: bell.rang)


async def test_putting_off_sets_no_further_timer() -> None:
    """A thousand signs of life cost one timer."""
    bell = Bell()
    set_timers = []
    call_at = bell.loop.call_at

    def counted(when: float, *rest: object) -> asyncio.TimerHandle:
        set_timers.append(when)
        return call_at(when, *rest)  # type: ignore[arg-type]

    bell.loop.call_at = counted  # type: ignore[method-assign, assignment]
    for _ in range(1000):
        bell.alarm.set_in(60.0)
    assert len(set_timers) == 1
    bell.alarm.stop()
