"""Whether the window may be left now: what is being paid for at this moment is not broken off unasked."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

from PySide6.QtWidgets import QWidget

from studio.sentences import sentence
from studio.studio import Studio
from ui import dialogs, messages, problems

QUESTION = sentence("ui.leaving.question", "Quit while paid lines are being spoken?")
ONE = sentence(
    "ui.leaving.one",
    "One line is being spoken by a paid voice. If you wait, it can be finished; if you quit now, what"
    " has come of it is kept, and the whole line may still be charged.",
)
MORE = sentence(
    "ui.leaving.more",
    "{count} lines are being spoken by paid voices. If you wait, they can be finished; if you quit now,"
    " what has come of them is kept, and the whole lines may still be charged.",
)
WAIT = sentence("ui.leaving.wait", "Wait 8 s")
QUIT = sentence("ui.leaving.quit", "Quit")
WAITING = sentence(
    "ui.leaving.waiting",
    "Finishing what is being paid for, for 8 seconds at most. Quit again to leave at once.",
)

WAIT_SECONDS = 8.0
_LOOK_SECONDS = 0.05


async def may_leave(studio: Studio, window: QWidget, insists: asyncio.Event) -> bool:
    """False when the person would rather stay. Whoever `insists` need not wait."""
    if not studio.making.paid_under_way():
        return True
    asking = asyncio.ensure_future(_ask(studio, window))
    await _first(asking, _all_finished(studio), insists.wait())
    if asking.cancelled():
        return True
    choice = asking.result()
    if choice == 0:
        studio.making.pause()
        problems.say(WAITING())
        await _first(_all_finished(studio), insists.wait(), asyncio.sleep(WAIT_SECONDS))
    return choice is not None


async def _ask(studio: Studio, window: QWidget) -> int | None:
    count = len(studio.making.paid_under_way())
    explanation = messages.say(ONE) if count == 1 else messages.say(MORE, count=count)
    choices = [messages.say(WAIT), messages.say(QUIT)]
    return await dialogs.ask(window, messages.say(QUESTION), explanation, choices)


async def _all_finished(studio: Studio) -> None:
    while studio.making.paid_under_way():  # noqa: ASYNC110  told on another thread, which sets no event
        await asyncio.sleep(_LOOK_SECONDS)


async def _first(*works: Awaitable[object]) -> None:
    """Wait for one of them and cancel the others."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
