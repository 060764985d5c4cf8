"""Twelve network faults in eight states of a Line's speech: complete and exact, or incomplete and
said, and never charged twice.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import numpy as np
import pytest
from paid_server import FAULTS, STATES, PaidServer, paid_server, sound_of
from paying import SHORT, paying, want

from studio.scheduling.type_to_hear import TypeToHear
from studio.takes.request_record import RequestState
from studio.tts import StreamConfig, TtsClient
from studio.tts.errors import SpeechError


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


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_turn_of_the_stream(fault: str) -> None:
    """The same for what is heard while it is typed: all of it and nothing else, or an error."""

    async def cell(state: str) -> None:
        text = f"Struck in {state}."
        server = PaidServer({text: (fault, state)})
        async with paid_server(server):
            heard: list[np.ndarray] = []
            errors: list[SpeechError] = []
            client = TtsClient(server.url, patience=SHORT)
            speech = TypeToHear(client, StreamConfig(voice_id=1), heard.append, errors.append)
            speech.type(text)
            ended = await asyncio.gather(speech.finish(), return_exceptions=True)
            is_said = isinstance(ended[0], SpeechError)
            came = np.concatenate([*heard, np.zeros(0, np.int16)]).tolist()
            whole = sound_of(text).tolist()
            assert is_said == bool(errors)
            assert is_said or came == whole, f"{fault} in {state}: incomplete, and not said"
            assert server.charged[text] <= 1
            before = len(came)
            speech.type("And then.")
            await asyncio.gather(speech.finish(), return_exceptions=True)
            after = np.concatenate([*heard, np.zeros(0, np.int16)]).tolist()[before:]
            assert after == sound_of("And then.").tolist(), f"{fault} in {state}: not well after"
            await speech.close()
            assert not server.double_charges

    await asyncio.gather(*map(cell, STATES))
