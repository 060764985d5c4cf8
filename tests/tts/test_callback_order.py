"""Callbacks are called in order, and a flood of one kind takes no memory without end."""

from __future__ import annotations

import asyncio

from studio.tts.callback_order import MOST_WAITING, CallbackOrder


async def test_a_flood_of_one_callback_is_bounded_and_the_end_is_still_told() -> None:
    """Behind a slow callback only so many calls of each kind wait; what is called once is never lost."""
    order = CallbackOrder(lambda chunk: None)
    heard: list[str] = []
    gate = asyncio.Event()

    async def warned(words: str) -> None:
        await gate.wait()
        heard.append(words)

    def ended() -> None:
        heard.append("end")

    for number in range(10 * MOST_WAITING):
        order.call(warned, f"warning {number}")
    order.call(ended)
    gate.set()
    await order.finished(5.0)
    assert heard[0] == "warning 0"
    assert heard[-1] == "end"
    assert len(heard) == MOST_WAITING + 2
