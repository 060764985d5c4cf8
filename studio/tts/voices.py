"""The lists a speech server keeps: voices, models, and a voice's spoken sample. Plain HTTP.

The same rules as for sessions: no redirects, no proxy to this computer, the system's certificates,
nothing foreign believed further than it can be read.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar
from urllib.parse import quote, urlsplit

import httpx
import msgspec

from studio.redaction import redact
from studio.sentences import sentence
from studio.tts import errors, refusals
from studio.tts.connection import trusted_certificates
from studio.tts.endpoint import Endpoint
from studio.tts.http_refusals import report_of
from studio.wire import limits
from studio.wire.plain_text import visible_text
from studio.wire.settings import VoiceId

T = TypeVar("T")

SAMPLE_BYTES = 5 * 1024 * 1024
_ANSWER_BYTES = 16 * 1024 * 1024
_PAGE = 100
_MOST_VOICES = 10_000
_SECONDS = 15.0
_WHOLE_SECONDS = 60.0
"""For an answer as a whole, however busily it trickles."""

_NO_SAMPLE = sentence("tts.no_sample", "this voice has no sample to hear")
_UNSAFE_SAMPLE = sentence("tts.unsafe_sample", "the sample's address does not begin with https://")
_TOO_LARGE = sentence("tts.too_large", "the answer is larger than {limit:.0f} MB")

# Addresses stand in its log lines.
logging.getLogger("httpx").setLevel(logging.WARNING)
logging.getLogger("httpcore").setLevel(logging.WARNING)


class Voice(msgspec.Struct, frozen=True):
    """A sound the server offers. What it does not say is None or empty; unknown words pass as they are."""

    id: VoiceId
    name: str
    description: str | None = None
    category: str | None = None
    sex: str | None = None
    age: str | None = None
    quality: str | None = None
    supported_languages: tuple[str, ...] | None = None
    sample_text: str | None = None
    sample_url: str | None = None
    avatar_url: str | None = None
    is_public: bool | None = None
    verified: bool | None = None
    handle: str | None = None


class Model(msgspec.Struct, frozen=True):
    id: str
    name: str
    description: str | None = None
    max_input_length: int = 5000
    sample_rate: int = limits.NATIVE_RATE


class _VoicePage(msgspec.Struct):
    voices: tuple[Voice, ...]
    total: int | None = None


class _Models(msgspec.Struct):
    models: tuple[Model, ...]


async def list_voices(
    where: Endpoint, *, language: str | None, include_public: bool
) -> tuple[Voice, ...]:
    """Every voice, page by page."""
    found: dict[VoiceId, Voice] = {}
    async with _http(where) as http:
        while len(found) < _MOST_VOICES:
            query = {"limit": str(_PAGE), "offset": str(len(found))}
            query["include_public"] = "true" if include_public else "false"
            if language is not None:
                query["language"] = language
            page = await _get(where, http, "/v1/voices", _VoicePage, query)
            before = len(found)
            found.update((voice.id, voice) for voice in page.voices)
            if len(page.voices) < _PAGE or len(found) == before:
                break
    return tuple(found.values())


async def get_voice(where: Endpoint, id: VoiceId) -> Voice:
    async with _http(where) as http:
        return await _get(where, http, f"/v1/voices/{quote(str(id), safe='')}", Voice, {})


async def list_models(where: Endpoint) -> tuple[Model, ...]:
    async with _http(where) as http:
        return (await _get(where, http, "/v1/models", _Models, {})).models


async def get_sample(where: Endpoint, voice: Voice) -> bytes:
    """The voice's spoken sample, as a sound file of at most 5 MB. The key is not sent along."""
    if not voice.sample_url:
        raise errors.unusable(_NO_SAMPLE())
    address = urlsplit(voice.sample_url)
    if address.scheme != "https" or not address.hostname or "@" in address.netloc:
        raise errors.unusable(_UNSAFE_SAMPLE())
    async with _http(where, with_key=False, host=address.hostname) as http:
        return await _read(where, http, voice.sample_url, {}, SAMPLE_BYTES)


@asynccontextmanager
async def _http(
    where: Endpoint, *, with_key: bool = True, host: str | None = None
) -> AsyncIterator[httpx.AsyncClient]:
    is_local = where.http_is_loopback and host is None
    try:
        client = _client(where, is_local, with_key)
    except (ImportError, ValueError) as error:  # A proxy of a kind that needs a library, or none.
        raise errors.unreachable(
            host or where.host, f"the proxy cannot be used ({error})"
        ) from error
    async with client as http:
        yield http


def _client(where: Endpoint, is_local: bool, with_key: bool) -> httpx.AsyncClient:
    is_plain = is_local and where.http_url.startswith("http:")
    return httpx.AsyncClient(
        # Nothing packed: what is small on the way must not grow here.
        headers={"Accept-Encoding": "identity", **(where.headers() if with_key else {})},
        follow_redirects=False,
        timeout=_SECONDS,
        trust_env=not is_local,
        verify=False if is_plain else trusted_certificates(),
    )


async def _get(
    where: Endpoint, http: httpx.AsyncClient, path: str, kind: type[T], query: dict[str, str]
) -> T:
    body = await _read(where, http, where.http_url + path, query, _ANSWER_BYTES)
    try:
        return msgspec.json.decode(body, type=kind)
    except (ValueError, RecursionError) as error:
        raise errors.not_a_speech_server(where.host, visible_text(str(error), 100)) from error


async def _read(
    where: Endpoint, http: httpx.AsyncClient, url: str, query: dict[str, str], most: int
) -> bytes:
    try:
        async with (
            asyncio.timeout(_WHOLE_SECONDS),
            http.stream("GET", url, params=query) as response,
        ):
            body = bytearray()
            async for piece in response.aiter_raw():
                body += piece
                if len(body) > most:
                    raise errors.unusable(_TOO_LARGE(limit=most / 1024 / 1024))
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
        cause = visible_text(redact(str(error)) or type(error).__name__, limits.ERROR_TEXT_LENGTH)
        raise errors.unreachable(where.host, cause) from error
    if response.status_code == httpx.codes.OK:
        return bytes(body)
    if response.status_code < 400:
        answer = f"it answered with status {response.status_code}"
        raise errors.not_a_speech_server(where.host, answer)
    headers = {name.lower(): value for name, value in response.headers.items()}
    raise refusals.from_report(report_of(response.status_code, headers, bytes(body)))
