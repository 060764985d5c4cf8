"""A voice service on loopback that counts what it charges, and fails as a test tells it to.

Speech is made of frames whose samples tell the text and the frame's number, so that a Take can be
compared with what it should be. A text is charged for in the moment its speech is begun.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import json
import socket
import struct
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tts.scripted_server import Link, Said, ScriptedServer, frame, scripted_server
from websockets.exceptions import ConnectionClosed

FRAMES = 5
SAMPLES = 480
SECONDS = FRAMES * SAMPLES / 24_000

STATES = ("sent", "started", "first", "mid", "last", "chunk_complete", "final", "closed")
"""Where in the speech of a Line a fault strikes: at the message of this name."""
FAULTS = (
    "delay",
    "drop",
    "duplicate",
    "swap",
    "corrupt",
    "truncate",
    "cut",
    "fin",
    "rst",
    "stall",
    "throttle",
    "refuse",
)


def sound_of(text: str) -> NDArray[np.int16]:
    """What the server says for `text`."""
    return np.repeat(np.array(_levels(text), np.int16), SAMPLES)


def _levels(text: str) -> list[int]:
    base = hashlib.sha256(text.encode()).digest()
    return [base[at] * 64 + at for at in range(FRAMES)]


class Over(Exception):
    """The connection is done with."""


@dataclass
class PaidServer:
    """`faults`: by text, which fault strikes in which state; once each."""

    faults: dict[str, tuple[str, str]] = field(default_factory=dict)
    errors: dict[str, Said] = field(default_factory=dict)
    """By text, an error frame instead of speech; once each."""
    charged: Counter[str] = field(default_factory=Counter)
    flushes: Counter[str] = field(default_factory=Counter)
    created: list[Said] = field(default_factory=list)
    cost_cents: float | None = 0.5
    samples: int = SAMPLES
    """Of each frame."""
    close_code: int | None = None
    """When set, a connection is closed with it as soon as text comes; once."""
    scripted: ScriptedServer | None = None
    held: asyncio.Event = field(default_factory=asyncio.Event)
    holds: str = ""
    """A text in whose middle the server waits for `held`."""

    _live: dict[str, tuple[Link, dict[str, list[str]]]] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        """Of each text."""
        return FRAMES * self.samples / 24_000

    @property
    def url(self) -> str:
        assert self.scripted is not None
        return self.scripted.url

    @property
    def double_charges(self) -> list[str]:
        return [text for text, times in self.charged.items() if times > 1]

    async def serve(self, link: Link) -> None:
        with contextlib.suppress(Over):
            if link.path == "/ws/tts/stream":
                await self._stream(link)
            else:
                await self._multi(link)

    async def time_out(self, context: str) -> None:
        """Let a quiet context go, as the service does after a while."""
        link, spoken = self._live[context]
        texts = spoken.pop(context)
        await link.say({"context_timeout": True, "context_id": context})
        closed: Said = {"context_closed": True, "context_id": context}
        await link.say({**closed, "usage": self._usage(texts)})

    # --- many contexts -----------------------------------------------------------------------

    async def _multi(self, link: Link) -> None:
        settings: Said = {}
        spoken: dict[str, list[str]] = {}
        speaking: set[asyncio.Task[None]] = set()
        try:
            while True:
                said = await link.next()
                context = said.get("context_id")
                text = said.get("text", "")
                if "update_settings" in said:
                    settings |= said["update_settings"]
                    keys = ("cfg_scale", "temperature", "speed", "max_new_tokens")
                    all_six = dict.fromkeys((*keys, "language", "normalize")) | settings
                    await link.say({"settings_updated": True, "settings": all_six})
                elif said.get("close_socket"):
                    total = sum(len(texts) for texts in spoken.values()) * self.seconds
                    await link.say({"session_closed": True, "total_audio_seconds": total})
                    await link.close(1000)
                    return
                elif said.get("close_context"):
                    closing = self._close(link, context, spoken.pop(context, []))
                    speaking.add(asyncio.create_task(closing))
                elif context not in spoken:
                    spoken[context] = []
                    self._live[context] = link, spoken
                    self.created.append({**said, "in_force": dict(settings)})
                    await link.say({"context_created": True, "context_id": context})
                elif text.strip():
                    self.flushes[text] += bool(said.get("flush"))
                    spoken[context].append(text)
                    speaking.add(asyncio.create_task(self._speak(link, text, context)))
        finally:
            for task in speaking:
                task.cancel()
            await asyncio.gather(*speaking, return_exceptions=True)

    async def _close(self, link: Link, context: str, texts: list[str]) -> None:
        closed: Said = {"context_closed": True, "context_id": context}
        if texts:
            closed["usage"] = self._usage(texts)
        text = next((each for each in texts if self.faults.get(each, ("", ""))[1] == "closed"), "")
        with contextlib.suppress(Over, ConnectionClosed):
            await self._say(link, text, [("closed", closed)])

    async def _speak(self, link: Link, text: str, context: str) -> None:
        with contextlib.suppress(Over, ConnectionClosed):
            where = {"context_id": context}
            if error := self.errors.pop(text, None):
                await link.say({**error, **where})
                return
            if self.close_code is not None:
                code, self.close_code = self.close_code, None
                await link.close(code)
                return
            self.charged[text] += 1
            messages = _speech(text, self.samples)
            messages.append(("final", {"final": True}))
            await self._say(link, text, [(name, {**said, **where}) for name, said in messages])

    # --- one voice ---------------------------------------------------------------------------

    async def _stream(self, link: Link) -> None:
        words = ""
        while True:
            said = await link.next()
            words += said.get("text", "")
            if said.get("cancel"):
                await link.say({"interrupted": True})
                words = ""
            elif said.get("close_socket"):
                await link.close(1000)
                return
            elif (said.get("flush") or said.get("close")) and words.strip():
                text, words = words.strip(), ""
                self.flushes[text] += 1
                self.charged[text] += 1
                totals = {
                    "total_audio_seconds": self.seconds,
                    "total_text_chunks": 1,
                    "total_audio_chunks": FRAMES,
                }
                closed = {"session_closed": True, **totals, "usage": self._usage([text])}
                messages = [
                    *_speech(text, self.samples),
                    ("final", {"final": True, **totals}),
                    ("closed", closed),
                ]
                # After a fault that leaves the connection open, the next turn is heard.
                with contextlib.suppress(Over):
                    await self._say(link, text, messages)

    # --- saying it, more or less -------------------------------------------------------------

    def _usage(self, texts: list[str]) -> Said:
        usage: Said = {
            "audio_seconds": self.seconds * len(texts),
            "characters": sum(map(len, texts)),
            "currency": "EUR",
            "model_id": "m",
        }
        if self.cost_cents is not None:
            usage["cost_cents"] = self.cost_cents * len(texts)
        return usage

    async def _say(self, link: Link, text: str, messages: list[tuple[str, Said]]) -> None:
        fault, state = self.faults.get(text, ("", ""))
        if state == "sent" and messages[0][0] != "closed":
            messages.insert(0, ("sent", {}))
        names = [name for name, _ in messages]
        if fault == "swap" and state in names and names.index(state) + 1 < len(names):
            at = names.index(state)
            messages[at], messages[at + 1] = messages[at + 1], messages[at]
        slow = False
        for name, said in messages:
            if name == "mid" and text == self.holds:
                await self.held.wait()
            if name != state or fault == "swap":
                if said:
                    await link.say(said)
                if slow:
                    await asyncio.sleep(0.02)
                continue
            self.faults.pop(text, None)
            slow = fault == "throttle"
            await _strike(link, fault, said)


async def _strike(link: Link, fault: str, said: Said) -> None:
    frame_text = json.dumps(said)
    match fault:
        case "delay":
            await asyncio.sleep(0.15)
        case "duplicate" if said:
            await link.say(said)
        case "corrupt" if said:
            broken = {**said, "audio": "!" + said["audio"][1:]} if "audio" in said else None
            await link.raw(json.dumps(broken) if broken else frame_text.replace(":", ";"))
        case "truncate" if said:
            await link.raw(frame_text[: len(frame_text) // 2])
        case "cut":
            link.cut()
            raise Over
        case "fin":
            link.socket.transport.close()
            raise Over
        case "rst":
            raw = link.socket.transport.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            link.cut()
            raise Over
        case "stall":
            # Nothing more, and the line stays open.
            with contextlib.suppress(Exception):
                await link.socket.wait_closed()
            raise Over
        case "refuse":
            where = {"context_id": said["context_id"]} if "context_id" in said else {}
            await link.say(
                {"error": "broken", "error_code": "INTERNAL_ERROR", "code": 500, **where}
            )
            raise Over
    if said and fault in ("delay", "duplicate", "throttle"):
        await link.say(said)


def _speech(text: str, samples: int) -> list[tuple[str, Said]]:
    names = ["first", "second", "mid", "fourth", "last"]
    frames: list[tuple[str, Said]] = []
    for at, level in enumerate(_levels(text)):
        sound = np.full(samples, level, "<i2").tobytes()
        frames.append((names[at], {**frame(at, samples), "audio": _base64(sound)}))
    where: dict[str, Any] = {"chunk_id": 0}
    return [
        ("started", {"generation_started": True, "text": text, **where}),
        *frames,
        (
            "chunk_complete",
            {
                "chunk_complete": True,
                "audio_seconds": FRAMES * samples / 24_000,
                "gen_ms": 1,
                **where,
            },
        ),
    ]


def _base64(sound: bytes) -> str:
    return base64.b64encode(sound).decode()


@contextlib.asynccontextmanager
async def paid_server(server: PaidServer | None = None) -> AsyncIterator[PaidServer]:
    paid = server or PaidServer()
    async with scripted_server(paid.serve) as scripted:
        paid.scripted = scripted
        yield paid
