"""Voices, models and samples over plain HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from studio.tts import Model, TtsClient, Voice, errors, voices

KEY = "SENTINEL+key/42="
Answer = tuple[int, dict[str, str], bytes]


class Asked:
    """One request as it arrived."""

    def __init__(self, head: str) -> None:
        lines = head.split("\r\n")
        self.target = lines[0].split(" ")[1]
        self.path = urlsplit(self.target).path
        self.query = {
            name: values[0] for name, values in parse_qs(urlsplit(self.target).query).items()
        }
        pairs = (line.partition(": ") for line in lines[1:] if line)
        self.headers = {name.lower(): value for name, _, value in pairs}


@asynccontextmanager
async def http_server(
    answer: Callable[[Asked], Answer], secret: ssl.SSLContext | None = None
) -> AsyncIterator[tuple[str, list[Asked]]]:
    asked: list[Asked] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = Asked((await reader.readuntil(b"\r\n\r\n")).decode())
        asked.append(request)
        status, headers, body = answer(request)
        lines = [f"HTTP/1.1 {status} X", "Connection: close", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        writer.write("\r\n".join((*lines, "", "")).encode() + body)
        with contextlib.suppress(OSError):  # Who had enough leaves in the middle.
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=secret)
    try:
        host, port = server.sockets[0].getsockname()
        yield f"http://{host}:{port}", asked
    finally:
        server.close()
        await server.wait_closed()


def ok(said: object) -> Answer:
    return 200, {"Content-Type": "application/json"}, json.dumps(said).encode()


def voice(number: int, **more: object) -> dict[str, object]:
    return {"id": number, "name": f"Voice {number}", **more}


async def test_every_page_of_voices_is_read() -> None:
    """Voices come page by page, filtered as asked, each once."""

    def answer(asked: Asked) -> Answer:
        first = int(asked.query["offset"])
        page = [voice(number) for number in range(first, min(first + 100, 250))]
        return ok({"voices": page, "total": 250, "limit": 100, "offset": first})

    async with http_server(answer) as (url, asked):
        found = await TtsClient(url, api_key=f"eu-{KEY}").voices(
            language="de", include_public=False
        )
    assert [each.id for each in found] == list(range(250))
    assert [one.query["offset"] for one in asked] == ["0", "100", "200"]
    assert {one.query["language"] for one in asked} == {"de"}
    assert {one.query["include_public"] for one in asked} == {"false"}
    assert {one.headers["authorization"] for one in asked} == {f"Bearer {KEY}"}
    assert {one.headers["x-api-key"] for one in asked} == {KEY}


async def test_a_server_that_repeats_itself_is_not_asked_for_ever() -> None:
    """A page that brings nothing new is the last one."""
    page = {"voices": [voice(number) for number in range(100)]}
    async with http_server(lambda _: ok(page)) as (url, asked):
        assert len(await TtsClient(url).voices()) == 100
    assert len(asked) == 2


async def test_a_voice_is_read_as_the_server_describes_it() -> None:
    """Known fields are kept, unknown words and fields are no error, an id may be a handle."""
    said = voice(7, sex="unheard-of", age="old", category="new", supported_languages=["en"], x=1)
    async with http_server(lambda _: ok(said)) as (url, asked):
        found = await TtsClient(url).voice("my voice/7")
    assert asked[0].target == "/v1/voices/my%20voice%2F7"
    assert found == Voice(
        7, "Voice 7", category="new", sex="unheard-of", age="old", supported_languages=("en",)
    )


async def test_models_have_their_defaults() -> None:
    """What a model does not say is as the service documents it."""
    said = {"models": [{"id": "kugel-3", "name": "Kugel 3"}]}
    async with http_server(lambda _: ok(said)) as (url, _):
        assert await TtsClient(url).models() == (
            Model("kugel-3", "Kugel 3", max_input_length=5000, sample_rate=24_000),
        )


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, errors.KeyRefused),
        (402, errors.NoCredit),
        (404, errors.NotOffered),
        (429, errors.TooManyRequests),
        (500, errors.SpeechError),
        (503, errors.ServiceUnavailable),
        (302, errors.NotASpeechServer),
        (204, errors.NotASpeechServer),
    ],
)
async def test_a_refusal_has_its_error(status: int, kind: type) -> None:
    """The same errors as in a session, with the request id kept; a redirect is not followed."""
    headers = {"X-Request-Id": "7f3a", "Location": "http://127.0.0.1:9/", "Retry-After": "3"}
    async with http_server(lambda _: (status, headers, b'{"detail": "no"}')) as (url, asked):
        with pytest.raises(kind) as refused:
            await TtsClient(url).models()
    assert type(refused.value) is kind
    assert len(asked) == 1
    if status >= 400:
        assert refused.value.request_id == "7f3a"
        assert refused.value.retry_after == 3.0


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b'{"models": 5}', b'{"models": [{}]}', b"[" * 100_000]
)
async def test_an_answer_that_makes_no_sense_is_not_believed(body: bytes) -> None:
    """What is not a list of models comes from no speech server."""
    async with http_server(lambda _: (200, {}, body)) as (url, _):
        with pytest.raises(errors.NotASpeechServer):
            await TtsClient(url).models()


async def test_an_endless_answer_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """No list is longer than what is read at most."""
    monkeypatch.setattr(voices, "_ANSWER_BYTES", 1000)
    async with http_server(lambda _: (200, {}, b"x" * 5000)) as (url, _):
        with pytest.raises(errors.Unusable):
            await TtsClient(url).models()


async def test_a_trickle_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busily an answer trickles, as a whole it has its time."""
    monkeypatch.setattr(voices, "_WHOLE_SECONDS", 0.2)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        with contextlib.suppress(OSError):
            for _ in range(100):
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0.02)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(errors.Unreachable):
            await TtsClient(f"http://127.0.0.1:{port}").models()


async def test_a_proxy_nobody_can_use_is_said_to_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind of proxy that needs what is not there is an error like any other."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")
    with pytest.raises(errors.Unreachable, match="proxy"):
        await TtsClient("https://speech.example").models()


async def test_nothing_packed_is_asked_for() -> None:
    """What is small on the way must not grow here."""
    async with http_server(lambda _: ok({"models": []})) as (url, asked):
        await TtsClient(url).models()
    assert asked[0].headers["accept-encoding"] == "identity"


async def test_nobody_there_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    """No server, or only a proxy that must not be asked for this computer: unreachable, and said so."""
    async with http_server(lambda _: ok({"models": []})) as (proxy, asked):
        async with http_server(lambda _: ok({"models": []})) as (url, _):
            pass
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy)
        with pytest.raises(errors.Unreachable):
            await TtsClient(url).models()
    assert not asked


async def test_the_world_is_asked_through_the_systems_proxy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Elsewhere the system's proxy is used."""
    for name in ("HTTP_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    async with http_server(lambda _: (403, {}, b"")) as (proxy, asked):
        monkeypatch.setenv("HTTPS_PROXY", proxy)
        monkeypatch.setenv("https_proxy", proxy)
        with pytest.raises(errors.Unreachable):
            await TtsClient("https://speech.example").models()
    assert asked[0].target == "speech.example:443"


@pytest.mark.parametrize(
    "url",
    [None, "", "http://speech.example/a.wav", "file:///etc/passwd", "https://a:b@c/d", "https:"],
)
async def test_a_sample_is_only_fetched_in_secret(url: str | None) -> None:
    """A sample without an address, or with one that is not https, is not fetched."""
    with pytest.raises(errors.Unusable):
        await TtsClient("http://127.0.0.1:9").voice_sample(Voice(1, "A", sample_url=url))


@pytest.mark.parametrize(
    ("size", "fits"), [(voices.SAMPLE_BYTES, True), (voices.SAMPLE_BYTES + 1, False)]
)
async def test_a_sample_is_fetched_without_the_key(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, size: int, fits: bool
) -> None:
    """Whoever keeps the samples does not learn the key; five megabytes are the most."""
    for name in ("HTTPS_PROXY", "ALL_PROXY", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    trusting = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(voices, "trusted_certificates", lambda: trusting)
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(certificate)
    client = TtsClient("http://127.0.0.1:9", api_key=KEY)
    async with http_server(lambda _: (200, {}, b"x" * size), serving) as (url, asked):
        spoken = Voice(1, "A", sample_url=f"{url.replace('http', 'https')}/a.wav")
        if fits:
            assert len(await client.voice_sample(spoken)) == size
        else:
            with pytest.raises(errors.Unusable, match="5 MB"):
                await client.voice_sample(spoken)
    assert not {"authorization", "x-api-key"} & set(asked[0].headers)


async def test_the_key_is_never_in_a_log(caplog: pytest.LogCaptureFixture) -> None:
    """Not even at the finest level, and not in an error that repeats it."""
    caplog.set_level(logging.DEBUG)
    body = json.dumps({"error": f"bad key {KEY}"}).encode()
    async with http_server(lambda _: (401, {}, body)) as (url, _):
        with pytest.raises(errors.KeyRefused) as refused:
            await TtsClient(url, api_key=KEY).voices()
    assert "SENTINEL" not in caplog.text + str(refused.value)
