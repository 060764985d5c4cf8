"""Who is to speak: casts from files and from the command line, and the voice service."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from studio.casting import CastEntry, embedded_voice, offered_voice, read_cast, with_cast
from studio.document.values import Document, Voice
from studio.errors import InputError
from studio.rendering import Wishes
from studio.scheduling.budget import Budget
from studio.scheduling.ways import PaidService
from studio.secrets import KEY_VARIABLE, KeyKeeper
from studio.sentences import sentence
from studio.settings import load_settings
from studio.tts import TtsClient

USUAL_HOST = "api.kugelaudio.com"
_THOUSANDTHS = 100_000
"""Of a cent in a euro."""

_not_a_pair = sentence(
    "render.not-a-pair", "{word!r} does not cast anybody. Write it as NAME=VOICE."
)
_no_key = sentence(
    "render.no-key",
    "There is no key for the voice service. Set {variable}, or enter it once in the window.",
)


@dataclass(slots=True)
class WhoSpeaks:
    """`final` voices are looked up only when somebody is cast by one."""

    entries: tuple[CastEntry, ...]
    named: tuple[CastEntry, ...]
    wishes: Wishes
    _offered: list[Voice] = field(default_factory=list)

    def cast(self, document: Document) -> Document:
        document = with_cast(document, self.entries, self._final, must_be_there=False)
        return with_cast(document, self.named, self._final, must_be_there=True)

    def _final(self, name: str) -> Voice:
        service = self.wishes.service
        if service is None:
            # Nobody asks for it now, so it is remembered as it is written.
            return Voice(USUAL_HOST, int(name) if name.isdecimal() else 0, name)
        if not self._offered:
            self._offered += asyncio.run(_voices_of(service))
        return offered_voice(name, self._offered)


def who_speaks(arguments: argparse.Namespace) -> WhoSpeaks:
    """Raises InputError."""
    entries = read_cast(Path(arguments.cast)) if arguments.cast else ()
    named = tuple(_pair(word, arguments.final) for word in arguments.cast_voice)
    for entry in (*entries, *named):
        if entry.voice is not None:
            embedded_voice(entry.voice)
    return WhoSpeaks(entries, named, _wishes(arguments))


def _pair(word: str, is_final: bool) -> CastEntry:
    name, equals, voice = word.rpartition("=")
    if not equals or not name.strip() or not voice.strip():
        raise InputError(_not_a_pair(word=word))
    if is_final:
        return CastEntry(name.strip(), final=voice.strip())
    return CastEntry(name.strip(), voice=voice.strip())


def _wishes(arguments: argparse.Namespace) -> Wishes:
    if not arguments.final:
        return Wishes()
    settings, _ = load_settings()
    address = arguments.server or settings.service_address or None
    key = KeyKeeper().find()
    if key.value is None:
        raise InputError(key.trouble or _no_key(variable=KEY_VARIABLE))
    name = (urlsplit(address).hostname if address else None) or USUAL_HOST
    return Wishes(True, PaidService(name, address, key.value), _budget(arguments))


def _budget(arguments: argparse.Namespace) -> Budget | None:
    if arguments.budget is None:
        return None
    price = None if arguments.price is None else round(arguments.price * _THOUSANDTHS)
    return Budget(project=round(arguments.budget * _THOUSANDTHS), entered_price_per_minute=price)


async def _voices_of(service: PaidService) -> Sequence[Voice]:
    client = TtsClient(service.address, api_key=service.key)
    return [Voice(service.name, int(each.id), each.name) for each in await client.voices()]
