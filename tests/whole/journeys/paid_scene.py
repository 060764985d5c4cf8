"""A scene whose final voices are paid for, and the service that speaks them, in a thread of the test."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from paid_server import PaidServer, paid_server
from program import RunningProgram
from screen import wait_for

from studio.casting import propose
from studio.document.ordered import Ordered
from studio.document.values import Document, Line, LineId, Speaker, SpeakerId, Voice
from studio.project.creating import write_new_file

TEXTS = (
    "Is the kettle on?",
    "It was on yesterday.",
    "Yesterday was Tuesday.",
    "You asked the kettle.",
    "I asked you.",
    "Then ask me again.",
)


@contextmanager
def paid_service(server: PaidServer) -> Iterator[PaidServer]:
    """It answers until the block ends."""
    ready, over = threading.Event(), threading.Event()

    async def serve() -> None:
        async with paid_server(server):
            ready.set()
            await asyncio.to_thread(over.wait)

    thread = threading.Thread(target=lambda: asyncio.run(serve()), name="paid service")
    thread.start()
    try:
        assert ready.wait(10)
        yield server
    finally:
        over.set()
        thread.join()


def write_scene(path: Path, server: PaidServer) -> None:
    """A project of six Lines by two Speakers whose final voices are of this service."""
    service = urlsplit(server.url).netloc
    cast = (
        Speaker(SpeakerId("mara"), "MARA", 0, final_voice=Voice(service, 11, "Ottoline")),
        Speaker(SpeakerId("jon"), "JON", 1, final_voice=Voice(service, 12, "Casimir")),
    )
    lines = (Line(LineId(str(at)), cast[at % 2].id, text) for at, text in enumerate(TEXTS))
    scene = Document(title="Kettle", language="en", cast=cast, script=Ordered(tuple(lines)))
    write_new_file(path, propose(scene))


def make_all_takes(program: RunningProgram) -> None:
    """By the command palette: what it costs is asked, and agreed to."""
    window = program.window
    before = set(window.screen.windows(program.process.pid))
    window.press("ctrl+shift+p")
    window.type("make all lines")
    window.press("Return")
    wait_for(lambda: set(window.screen.windows(program.process.pid)) - before)
    (question,) = set(window.screen.windows(program.process.pid)) - before
    question.press("Return")
