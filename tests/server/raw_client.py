"""A client that takes nothing for granted: frames as they are, over the real socket."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from studio.server.address import ServerAddress

Frame = dict[str, Any]
PATIENCE_SECONDS = 15.0


class RawClient:
    """Sends frames and keeps every frame that came, in order."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.frames: list[Frame] = []

    async def send(self, **frame: object) -> None:
        await self.socket.send(json.dumps(frame))

    async def send_text(self, text: str) -> None:
        await self.socket.send(text)

    async def receive(self) -> Frame:
        async with asyncio.timeout(PATIENCE_SECONDS):
            frame: Frame = json.loads(await self.socket.recv())
        self.frames.append(frame)
        return frame

    async def until(
        self, kind: str, wanted: Callable[[Frame], bool] = lambda _: True
    ) -> list[Frame]:
        """Every frame up to and with the first of this kind that is wanted."""
        found: list[Frame] = []
        while not found or kind not in found[-1] or not wanted(found[-1]):
            found.append(await self.receive())
        return found

    async def closed(self) -> int:
        """Take what comes until the server closed the connection; its code."""
        with contextlib.suppress(ConnectionClosed):
            while True:
                await self.receive()
        return self.socket.close_code or 0


def websocket_url(address: ServerAddress, path: str, query: str | None = None) -> str:
    query = f"api_key={address.key}" if query is None else query
    return f"{address.url.replace('http', 'ws', 1)}{path}?{query}"


@asynccontextmanager
async def raw_client(
    address: ServerAddress, path: str, query: str | None = None, **options: Any
) -> AsyncIterator[RawClient]:
    options = {"proxy": None, "compression": None, "max_size": None, **options}
    async with connect(websocket_url(address, path, query), **options) as socket:
        yield RawClient(socket)
