"""A speech server on loopback that does exactly what a test's script says, right or wrong.

A script is a coroutine over one connection: it awaits what the client says and answers by hand. What
the client said is kept, for the test to look at.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

Said = dict[str, Any]
RATE = 24_000

_silent = logging.getLogger("scripted_server")
_silent.disabled = True  # What the client's log says is looked at; this is not the client.


def frame(index: int | None = 0, samples: int = 480, **more: Any) -> Said:
    """An audio frame whose samples all tell its index."""
    sound = (1000 + (index or 0)).to_bytes(2, "little", signed=True) * samples
    said: Said = {"audio": base64.b64encode(sound).decode(), "enc": "pcm_s16le", "sr": RATE}
    if index is not None:
        said["idx"] = index
    return {**said, "samples": samples, "chunk_id": 0, **more}


class Link:
    """One connection as the script sees it."""

    def __init__(self, socket: ServerConnection, path: str) -> None:
        self.socket = socket
        self.path = path
        self.heard: list[Said] = []

    async def next(self) -> Said:
        said: Said = json.loads(await self.socket.recv())
        self.heard.append(said)
        return said

    async def until(self, *keys: str) -> Said:
        """The next message in which every key is true."""
        while True:
            said = await self.next()
            if all(said.get(key) for key in keys):
                return said

    async def until_text(self, text: str) -> Said:
        while True:
            said = await self.next()
            if said.get("text") == text:
                return said

    async def say(self, *messages: Said) -> None:
        for message in messages:
            await self.socket.send(json.dumps(message))

    async def raw(self, text: str | bytes) -> None:
        await self.socket.send(text)

    async def close(self, code: int, reason: str = "") -> None:
        await self.socket.close(code, reason)

    def cut(self) -> None:
        """End the connection without a word."""
        self.socket.transport.abort()

    async def rest(self) -> None:
        """Hear everything until the client leaves."""
        with contextlib.suppress(ConnectionClosed):
            while True:
                await self.next()

    async def speak_turn(self, *frames: Said, **usage: Any) -> None:
        """A whole turn of one text chunk, told as the service tells it."""
        seconds = sum(each["samples"] / each["sr"] for each in frames)
        totals = {
            "total_audio_seconds": seconds,
            "total_text_chunks": 1,
            "total_audio_chunks": len(frames),
        }
        await self.say({"generation_started": True, "chunk_id": 0, "text": "…"}, *frames)
        await self.say(
            {"chunk_complete": True, "chunk_id": 0, "audio_seconds": seconds, "gen_ms": 1.0},
            {"final": True, **totals},
            {
                "session_closed": True,
                **totals,
                "usage": {"audio_seconds": seconds, "characters": 5, **usage},
            },
        )

    async def speak_part(self, context_id: str, *frames: Said, chunk_id: int = 0) -> None:
        """What answers one flush of a context, told as the service tells it."""
        where = {"context_id": context_id, "chunk_id": chunk_id}
        seconds = sum(each["samples"] / each["sr"] for each in frames)
        await self.say({"generation_started": True, "text": "…", **where})
        await self.say(*({**each, **where} for each in frames))
        await self.say({"chunk_complete": True, "audio_seconds": seconds, "gen_ms": 1.0, **where})
        await self.say({"final": True, "context_id": context_id})


async def polite_contexts(link: Link) -> None:
    """Contexts as they should be: created, spoken two frames for each flush, closed with their usage."""
    open_contexts: dict[str, int] = {}
    while True:
        said = await link.next()
        name = said.get("context_id")
        if said.get("close_socket"):
            seconds = sum(open_contexts.values()) * 0.02
            await link.say({"session_closed": True, "total_audio_seconds": seconds})
            await link.close(1000)
            return
        if said.get("update_settings"):
            await link.say({"settings_updated": True, "settings": said["update_settings"]})
        if said.get("text") and name not in open_contexts:
            open_contexts[name] = 0
            await link.say({"context_created": True, "context_id": name})
        if said.get("flush"):
            first = open_contexts[name]
            open_contexts[name] += 2
            frames = (frame(first), frame(first + 1))
            await link.speak_part(name, *frames, chunk_id=first // 2)
        if said.get("close_context"):
            count = open_contexts.pop(name, 0)
            usage = {"audio_seconds": count * 0.02, "characters": 5, "cost_cents": 1.0}
            closed = {"context_closed": True, "context_id": name}
            await link.say({**closed, "usage": usage} if count else closed)


async def polite_turns(link: Link) -> None:
    """Turns as they should be: two frames for each, and an answer to every cancel."""
    while True:
        said = await link.next()
        if said.get("update_settings"):
            await link.say({"settings_updated": True, "settings": said["update_settings"]})
        if said.get("flush") or said.get("close"):
            await link.speak_turn(frame(0), frame(1))
        if said.get("cancel"):
            await link.say({"interrupted": True})


Script = Callable[[Link], Awaitable[None]]


def refusal(status: int, body: bytes = b"", **headers: str) -> Response:
    """A handshake answered with `status`; header names are written with underscores."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    given = Headers({**names, "Content-Length": str(len(body)), "Connection": "close"})
    return Response(status, "No", given, body)


class ScriptedServer:
    def __init__(self, scripts: tuple[Script, ...], refusal: Response | None) -> None:
        self._scripts = scripts
        self._refusal = refusal
        self._server: Server
        self.refusals: list[Response] = []
        """The answers to the next handshakes, before any is let in again."""
        self.links: list[Link] = []
        self.requests: list[Request] = []
        self.errors: list[BaseException] = []

    @property
    def url(self) -> str:
        host, port = next(iter(self._server.sockets)).getsockname()[:2]
        return f"http://{host}:{port}"

    @property
    def query(self) -> dict[str, list[str]]:
        """What the last request's address carried."""
        return parse_qs(urlsplit(self.requests[-1].path).query)

    async def _handshake(self, socket: ServerConnection, request: Request) -> Response | None:
        self.requests.append(request)
        return self.refusals.pop(0) if self.refusals else self._refusal

    async def _serve(self, socket: ServerConnection) -> None:
        assert socket.request is not None
        link = Link(socket, urlsplit(socket.request.path).path)
        self.links.append(link)
        script = self._scripts[min(len(self.links), len(self._scripts)) - 1]
        try:
            await script(link)
        except ConnectionClosed:
            pass
        except Exception as error:
            self.errors.append(error)
            link.cut()


@contextlib.asynccontextmanager
async def scripted_server(
    *scripts: Script, refusal: Response | None = None
) -> AsyncIterator[ScriptedServer]:
    """Serve the scripts, one per connection, the last one for all that follow."""
    scripted = ScriptedServer(scripts, refusal)
    server = await serve(
        scripted._serve,
        "127.0.0.1",
        0,
        process_request=scripted._handshake,
        compression=None,
        max_size=None,
        close_timeout=0.5,
        ping_interval=None,
        logger=_silent,
    )
    scripted._server = server
    try:
        yield scripted
    finally:
        server.close()
        await server.wait_closed()
    assert not scripted.errors, scripted.errors


async def soon(condition: Callable[[], object], seconds: float = 5.0) -> None:
    """Wait until the condition holds."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  # what is waited for has no event
            await asyncio.sleep(0.005)
