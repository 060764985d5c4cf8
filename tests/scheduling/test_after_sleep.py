"""What becomes of connections and wishes when things change under them."""

from __future__ import annotations

from pathlib import Path

import pytest
from paid_server import PaidServer, paid_server
from paying import paying, want

from studio.scheduling.plan import Limits
from studio.takes.request_record import RequestState
from studio.tts import connection


async def test_a_connection_that_died_in_its_sleep_is_found_out_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A probe without an answer ends it, and the next Line goes out on a new one; with an answer
    nothing changes."""
    monkeypatch.setattr(connection, "PROBE_SECONDS", 0.3)
    server, first, second = PaidServer(), want("Before."), want("Afterwards.")
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.producer.want((first,))
        await paid.settled(first)
        await paid.producer.probe()
        assert len(paid.producer._connections.open) == 1
        link, _ = server._live["anna"]
        link.socket.transport.pause_reading()
        await paid.producer.probe()
        await paid.until(lambda: not paid.producer._connections.open)
        paid.producer.want((second,))
        await paid.settled(second)
        assert paid.shelf.take(second.key) is not None
        assert not server.double_charges
        link.socket.transport.resume_reading()


@pytest.mark.parametrize("repeats", [0, 1, 2])
async def test_so_many_unknown_lines_are_repeated_as_a_person_allowed(
    repeats: int, tmp_path: Path
) -> None:
    """None by themselves as usual; else up to that number, and not one more."""
    lines = [want(f"Line number {at}.", f"lane{at}", own_context=True) for at in range(3)]
    server = PaidServer({line.recipe.text: ("cut", "sent") for line in lines})
    limits = Limits(connections=1, repeats=repeats)
    async with paid_server(server), paying(server.url, tmp_path, limits=limits) as paid:
        for line in lines:
            paid.producer.want(tuple(lines[: lines.index(line) + 1]))
            await paid.settled(line)
        made = [line for line in lines if paid.shelf.take(line.key) is not None]
        assert len(made) == repeats
        left = [line for line in lines if line not in made]
        assert all(paid.state(line) is RequestState.UNKNOWN for line in left)
        assert sum(server.charged.values()) == 3 + repeats


async def test_a_line_taken_back_before_its_first_step_can_be_wanted_again(tmp_path: Path) -> None:
    """Wanted and taken back in one breath, it leaves no trace that would keep it from being made."""
    server, line = PaidServer(), want("Quick.")
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.producer.want((line,))
        paid.producer.want(())
        await paid.until(lambda: paid.producer.standing.is_idle)
        paid.producer.want((line,))
        await paid.settled(line)
        assert paid.shelf.take(line.key) is not None
        assert dict(server.charged) == {"Quick.": 1}
