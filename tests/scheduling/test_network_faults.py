"""Twelve network faults in eight states of a Line's speech: complete and exact, or incomplete and
said, and never charged twice.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from paid_server import FAULTS, STATES, PaidServer, paid_server, sound_of
from paying import paying, want

from studio.takes.request_record import RequestState


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_line_in_a_context(fault: str, tmp_path: Path) -> None:
    """Every state of the speech meets the fault; the Line asked for afterwards is always made."""

    async def cell(state: str) -> None:
        struck, after = want(f"Struck in {state}."), want(f"After {state}.", own_context=True)
        server = PaidServer({struck.recipe.text: (fault, state)})
        folder = tmp_path / state
        async with paid_server(server), paying(server.url, folder) as paid:
            paid.producer.want((struck,))
            await paid.settled(struck)
            paid.producer.want((struck, after))
            await paid.settled(after)
            take = paid.shelf.take(struck.key)
            if take is not None:
                assert take.samples.tolist() == sound_of(struck.recipe.text).tolist()
                assert paid.state(struck) is RequestState.DONE
            else:
                said = paid.producer.standing
                assert struck.key in said.failed
                assert struck.key in said.needing_a_word
                assert str(said.failed[struck.key])
                partial = paid.shelf.partial(struck.key)
                state_now = paid.state(struck)
                assert (partial is not None) == (state_now is RequestState.PARTIAL)
            made = paid.shelf.take(after.key)
            assert made is not None, f"{fault} in {state}: the next Line was not made"
            assert made.samples.tolist() == sound_of(after.recipe.text).tolist()
            assert not server.double_charges
        assert all(record.is_over for record in paid.store.requests())

    await asyncio.gather(*map(cell, STATES))
