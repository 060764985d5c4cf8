"""Who gets in, and what plain HTTP is told: every request over a socket of its own."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import pytest

from studio.server.address import ServerAddress
from studio.server.patience import Patience
from studio.server.voice_server import VoiceServer
from tests.server.raw_client import raw_client
from tests.server.test_listener import TONE_WORKER

Headers = list[tuple[str, str]]


def _port(address: ServerAddress) -> int:
    return urlsplit(address.url).port or 0


def _answered(address: ServerAddress, request: bytes, seconds: float = 5.0) -> bytes:
    """Everything the server answers to these bytes until it closes."""
    with socket.create_connection(("127.0.0.1", _port(address)), timeout=seconds) as connection:
        connection.sendall(request)
        parts = []
        try:
            while data := connection.recv(65_536):
                parts.append(data)
        except ConnectionResetError:
            pass
        return b"".join(parts)


def _upgrade(
    address: ServerAddress, *, path: str = "/ws/tts/stream", headers: Headers | None = None
) -> bytes:
    """A handshake with the right Host, unless `headers` have another, and no key."""
    own = headers or []
    hosts = (
        [] if any(name == "Host" for name, _ in own) else [("Host", f"127.0.0.1:{_port(address)}")]
    )
    lines = [f"{name}: {value}" for name, value in (*hosts, *_UPGRADE, *own) if value != "-"]
    return (f"GET {path} HTTP/1.1\r\n" + "\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


_UPGRADE = (
    ("Upgrade", "websocket"),
    ("Connection", "Upgrade"),
    ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ("Sec-WebSocket-Version", "13"),
)


def _status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0


def _refused(address: ServerAddress) -> Iterator[tuple[str, bytes]]:
    """Handshakes that must not get in, each with what is wrong with it."""
    port, key = _port(address), address.key
    right = ("X-API-Key", key)
    for host in (
        *(
            "evil.example",
            f"evil.example:{port}",
            "127.0.0.1",
            f"127.0.0.1:{port + 1}",
            "localhost",
        ),
        *(f"[::1]:{port}", f"127.0.0.1.evil.example:{port}", f"0.0.0.0:{port}", f"127.1:{port}"),
        *(
            f"2130706433:{port}",
            f"evil@127.0.0.1:{port}",
            "",
            f"127.0.0.1:{port} ,x",
            f"LOCALHOST.:{port}",
        ),
    ):
        yield f"host {host!r}", _upgrade(address, headers=[("Host", host), right])
    yield "no host", _upgrade(address, headers=[("Host", "-"), right])
    yield (
        "two hosts",
        _upgrade(
            address, headers=[("Host", f"127.0.0.1:{port}"), ("Host", f"127.0.0.1:{port}"), right]
        ),
    )
    for origin in (
        *(
            "https://evil.example",
            "null",
            f"http://127.0.0.1:{port}",
            "http://localhost",
            "file://",
        ),
        *("chrome-extension://x", ""),
    ):
        yield f"origin {origin!r}", _upgrade(address, headers=[("Origin", origin), right])
    for name, value in (
        ("no key", ""),
        ("wrong key", "api_key=wrong"),
        ("empty key", "api_key="),
        ("half a key", f"api_key={key[:-1]}"),
        ("key and more", f"api_key={key}x"),
        ("key in the wrong place", f"token={key}"),
        ("key in capitals", f"api_key={key.upper()}"),
        ("region alone", "api_key=eu-"),
        ("region twice", f"api_key=eu-eu-{key}"),
    ):
        yield name, _upgrade(address, path=f"/ws/tts/stream?{value}")
    yield "basic", _upgrade(address, headers=[("Authorization", f"Basic {key}")])
    yield "late key", _upgrade(address) + f"X-API-Key: {key}\r\n\r\n".encode()
    for path in ("/", "/ws", "/ws/tts/other", "/ws/tts/../../x", "/v1/voices"):
        yield f"path {path}", _upgrade(address, path=path, headers=[right])
    yield "post", _upgrade(address, headers=[right]).replace(b"GET", b"POST")
    yield (
        "old version",
        _upgrade(address, headers=[right]).replace(
            b"Sec-WebSocket-Version: 13", b"Sec-WebSocket-Version: 8"
        ),
    )
    yield (
        "no websocket",
        _upgrade(address, headers=[right]).replace(b"Upgrade: websocket", b"Upgrade: h2c"),
    )
    yield "long head", _upgrade(address, headers=[right, ("X-Long", "x" * 20_000)])
    yield "many headers", _upgrade(address, headers=[right, *[("X-Many", "x")] * 3000])
    yield "broken header", _upgrade(address, headers=[right, ("Bad Name", "x")])
    yield "nonsense", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"
    yield "http 0.9", b"GET /\r\n\r\n"


@pytest.mark.parametrize("path", ["/ws", "/ws/tts/other", "/ws/tts/streams", "/v1/voices"])
def test_no_socket_elsewhere(tone_server: ServerAddress, path: str) -> None:
    """An upgrade at an address where nothing speaks is a 404."""
    handshake = _upgrade(tone_server, path=path, headers=[("X-API-Key", tone_server.key)])
    assert _status(_answered(tone_server, handshake)) == 404


def test_only_the_right_handshake_gets_in(tone_server: ServerAddress) -> None:
    """Of all these handshakes none is upgraded; each is answered with a 4xx, and the right one works."""
    count = 0
    for what, request in _refused(tone_server):
        status = _status(_answered(tone_server, request))
        assert 400 <= status < 500, f"{what}: {status}"
        count += 1
    assert count >= 40
    right = _upgrade(tone_server, path=f"/ws/tts/stream?api_key={tone_server.key}")
    with socket.create_connection(("127.0.0.1", _port(tone_server)), timeout=5) as connection:
        connection.sendall(right)
        assert connection.recv(100).startswith(b"HTTP/1.1 101")


def test_a_refusal_says_why_and_names_the_request(tone_server: ServerAddress) -> None:
    """A refused key is a 401 with the protocol's code and a request id; a web page gets 403."""
    answer = _answered(tone_server, _upgrade(tone_server, path="/ws/tts/stream?api_key=wrong"))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"401" in head.split(b"\r\n")[0]
    assert b"x-request-id: " in head.lower()
    assert b"connection: close" in head.lower()
    told = json.loads(body)
    assert (told["error_code"], told["code"]) == ("UNAUTHORIZED", 401)
    answer = _answered(tone_server, _upgrade(tone_server, headers=[("Origin", "null")]))
    assert _status(answer) == 403


@pytest.mark.parametrize("way", ["query", "region", "escaped", "bearer", "x-api-key", "both"])
async def test_every_way_to_show_the_key(tone_server: ServerAddress, way: str) -> None:
    """The key is taken from the query, with a region or escaped, and from either header; unknown
    query keys do no harm."""
    key = tone_server.key
    queries = {"query": f"api_key={key}&sdk=js&x=%zz", "region": f"api_key=eu-{key}"}
    queries["escaped"] = "api_key=" + "".join(f"%{ord(letter):02x}" for letter in key)
    headers = {
        "bearer": {"Authorization": f"Bearer global-{key}"},
        "x-api-key": {"X-API-Key": key},
        "both": {"Authorization": f"Bearer {key}", "X-API-Key": key},
    }
    async with raw_client(
        tone_server,
        "/ws/tts/stream",
        queries.get(way, "sdk=x"),
        additional_headers=headers.get(way, {}),
    ) as client:
        await client.send(cancel=True)
        assert await client.receive() == {"interrupted": True}


@pytest.mark.parametrize("key", ["a+b c", "ü€", "eu-key", "x" * 500, "%41"])
async def test_any_key_can_be_used(key: str) -> None:
    """A key with blanks, signs or letters of any kind opens its server, escaped as clients do."""
    server = VoiceServer(key, workers=1, worker_command=TONE_WORKER)
    address = await server.start()
    try:
        async with raw_client(
            address, "/ws/tts/stream", f"api_key={quote(key, safe='')}"
        ) as client:
            await client.send(cancel=True)
            assert await client.receive() == {"interrupted": True}
    finally:
        await server.stop()


async def test_a_key_that_looks_like_a_region_is_no_empty_key() -> None:
    """A server whose key is no more than a region's prefix is not opened by an empty one."""
    server = VoiceServer("eu-", workers=1, worker_command=TONE_WORKER)
    address = await server.start()
    try:
        request = _upgrade(address, path="/ws/tts/stream?api_key=")
        assert _status(await asyncio.to_thread(_answered, address, request)) == 401
        async with raw_client(address, "/ws/tts/stream", "api_key=eu-") as client:
            await client.send(cancel=True)
            assert await client.receive() == {"interrupted": True}
    finally:
        await server.stop()


async def test_without_a_key_pages_are_still_kept_out() -> None:
    """A server that asks for no key lets programs in, and web pages and other names not."""
    server = VoiceServer(None, workers=1, worker_command=TONE_WORKER)
    address = await server.start()
    try:
        async with raw_client(address, "/ws/tts/stream", "") as client:
            await client.send(cancel=True)
            assert await client.receive() == {"interrupted": True}
        for headers in ([("Origin", "https://evil.example")], [("Host", "evil.example")]):
            request = _upgrade(address, headers=headers)
            assert _status(await asyncio.to_thread(_answered, address, request)) == 403
    finally:
        await server.stop()


async def test_the_ninth_client_is_refused_for_now(tone_server: ServerAddress) -> None:
    """Eight clients speak at once; a ninth is told 429 and when to come again, until one leaves."""
    async with asyncio.timeout(20):
        opened = []
        for _ in range(8):
            client = raw_client(tone_server, "/ws/tts/stream")
            await client.__aenter__()
            opened.append(client)
        request = _upgrade(tone_server, path=f"/ws/tts/stream?api_key={tone_server.key}")
        answer = await asyncio.to_thread(_answered, tone_server, request)
        assert _status(answer) == 429
        assert b"retry-after: 1" in answer.lower()
        for client in opened:
            await client.__aexit__(None, None, None)
        while True:
            try:
                async with raw_client(tone_server, "/ws/tts/stream"):
                    break
            except Exception:
                await asyncio.sleep(0.01)


async def test_five_hundred_connections_do_not_keep_one_out() -> None:
    """Hundreds of connections that say nothing, or slowly, are closed in time; the right one gets in."""
    server = VoiceServer(
        "k", workers=1, worker_command=TONE_WORKER, patience=Patience(handshake_seconds=1.0)
    )
    address = await server.start()
    silent: list[asyncio.StreamWriter] = []
    readers = []
    try:
        for count in range(500):
            reader, writer = await asyncio.open_connection("127.0.0.1", _port(address))
            readers.append(reader)
            silent.append(writer)
            if count % 2:
                writer.write(b"GET /ws/tts/stream HT")
        async with raw_client(address, "/ws/tts/stream") as client:
            await client.send(text="I am here.", voice_id=1071, flush=True)
            await client.until("session_closed")
        async with asyncio.timeout(5.0):
            for reader in readers:
                try:
                    await reader.read()
                except ConnectionError:
                    pass
    finally:
        for writer in silent:
            writer.close()
        await server.stop()


def test_a_slow_request_is_cut_off(tone_server: ServerAddress) -> None:
    """A request that is not whole after five seconds is told so and ends, however steadily it trickles."""
    with socket.create_connection(("127.0.0.1", _port(tone_server)), timeout=8) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\n")
        connection.settimeout(0.5)
        answer = b""
        for _ in range(16):
            try:
                connection.sendall(b"X: y\r\n")
                answer += connection.recv(100)
            except TimeoutError:
                continue
            except OSError:
                break
        else:
            pytest.fail("the connection is still open")
    assert _status(answer) == 408


def test_bodies_are_bounded(tone_server: ServerAddress) -> None:
    """A body above one megabyte, of unknown or of nonsensical length is refused before it is read."""
    host = f"Host: 127.0.0.1:{_port(tone_server)}\r\nX-API-Key: {tone_server.key}\r\n"
    for header, status in (
        ("Content-Length: 1048577", 413),
        ("Content-Length: 99999999999999999999", 400),
        ("Content-Length: -1", 400),
        ("Content-Length: 1, 1", 400),
        ("Transfer-Encoding: chunked", 411),
    ):
        request = f"POST /v1/tts/generate HTTP/1.1\r\n{host}{header}\r\n\r\n".encode()
        assert _status(_answered(tone_server, request)) == status


def _client(address: ServerAddress) -> httpx.Client:
    return httpx.Client(base_url=address.url, headers={"X-API-Key": address.key}, trust_env=False)


def test_health_and_readiness(tone_server: ServerAddress) -> None:
    """The server says that it lives and that its engine is ready."""
    with _client(tone_server) as client:
        assert client.get("/health").json() == {"status": "ok"}
        ready = client.get("/ready")
        assert ready.json() == {"status": "ready", "model_path": "embedded", "multi_model": False}
        assert ready.headers["connection"] == "close"


def test_models(tone_server: ServerAddress) -> None:
    """The models have every field the protocol names."""
    with _client(tone_server) as client:
        models = client.get("/v1/models").json()["models"]
    assert {model["id"] for model in models} == {"kugel-3", "kugel-3.5"}
    assert all(model["max_input_length"] == 10_000 for model in models)
    assert all(model["sample_rate"] == 24_000 for model in models)


def test_voices_page_by_page(tone_server: ServerAddress) -> None:
    """Voices come in pages with total, limit and offset, and each voice in exactly one page."""
    ids: list[int] = []
    with _client(tone_server) as client:
        first = client.get("/v1/voices").json()
        assert (first["limit"], first["offset"], len(first["voices"])) == (20, 0, 20)
        for offset in range(0, first["total"], 25):
            page = client.get(
                "/v1/voices", params={"limit": 25, "offset": offset, "include_public": True}
            )
            ids += [voice["id"] for voice in page.json()["voices"]]
    assert len(ids) == len(set(ids)) == first["total"] >= 60


def test_voices_of_one_language(tone_server: ServerAddress) -> None:
    """A language leaves only voices that speak it; without the public ones none are left."""
    with _client(tone_server) as client:
        german = client.get("/v1/voices", params={"language": "de", "limit": 100}).json()
        assert german["total"] >= 4
        assert all(voice["supported_languages"] == ["de"] for voice in german["voices"])
        for code in ("de-DE", "de_AT", "DE"):
            asked = {"language": code, "limit": "100"}
            assert client.get("/v1/voices", params=asked).json() == german
        assert client.get("/v1/voices", params={"language": "xx"}).json()["total"] == 0
        assert client.get("/v1/voices", params={"include_public": "false"}).json()["total"] == 0


def test_one_voice(tone_server: ServerAddress) -> None:
    """A voice is found by number and by handle, with its details; an unknown one is a 404 with a
    request id."""
    with _client(tone_server) as client:
        voice = client.get("/v1/voices/1071").json()
        assert (voice["id"], voice["sex"], voice["supported_languages"]) == (1071, "male", ["en"])
        assert client.get(f"/v1/voices/{voice['handle']}").json() == voice
        assert {"generative_voice_description", "pending_verification"} <= voice.keys()
        missing = client.get("/v1/voices/4711")
        assert (missing.status_code, missing.json()["error_code"]) == (404, "NOT_FOUND")
        assert missing.headers["x-request-id"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/voices?limit=0", 400),
        ("GET", "/v1/voices?limit=101", 400),
        ("GET", "/v1/voices?offset=x", 400),
        ("POST", "/v1/voices", 405),
        ("DELETE", "/v1/voices/1071", 405),
        ("GET", "/v1/dictionaries/1", 404),
        ("PUT", "/v1/dictionaries", 405),
        ("POST", "/v1/dictionaries", 400),
        ("GET", "/v1/dictionaries/1/others", 404),
        ("POST", "/v1/sdk-diagnostics", 404),
        ("GET", "/v1/voices/1071/references", 404),
        ("GET", "/v1/voices/elsewhere/1071", 404),
        ("GET", "/v1/tts/generate", 405),
        ("GET", "/ws/tts/stream", 404),
        ("GET", "/favicon.ico", 404),
    ],
)
def test_what_plain_http_refuses(
    tone_server: ServerAddress, method: str, path: str, status: int
) -> None:
    """What there is not is a 404, what may not be changed a 405, what is out of range a 400."""
    with _client(tone_server) as client:
        answer = client.request(method, path)
        assert answer.status_code == status
        assert answer.json()["code"] == status


@pytest.mark.parametrize(
    ("path", "key"), [("/health", True), ("/nowhere", True), ("/health", False)]
)
def test_a_head_is_answered_without_a_body(
    tone_server: ServerAddress, path: str, key: bool
) -> None:
    """Who asks for the head alone gets what a GET would have told, and not one byte more."""
    shown = f"X-API-Key: {tone_server.key if key else 'wrong'}\r\n"
    request = f"{{}} {path} HTTP/1.1\r\nHost: 127.0.0.1:{_port(tone_server)}\r\n{shown}\r\n"
    heads = []
    for method in ("HEAD", "GET"):
        head, _, body = _answered(tone_server, request.format(method).encode()).partition(
            b"\r\n\r\n"
        )
        assert bool(body) == (method == "GET")
        heads.append([line for line in head.split(b"\r\n") if not line.startswith(b"X-Request-Id")])
    assert heads[0] == heads[1]


def test_plain_http_is_refused_without_the_key(tone_server: ServerAddress) -> None:
    """Nothing is told without the key, not even the voices, and nothing to a web page."""
    with httpx.Client(base_url=tone_server.url, trust_env=False) as client:
        for path in ("/v1/voices", "/health", "/nowhere"):
            assert client.get(path).status_code == 401
        page = client.get("/v1/voices", headers={"X-API-Key": tone_server.key, "Origin": "null"})
        assert page.status_code == 403


GENERATE = {"text": "Hello there.", "voice_id": 1071}


@pytest.mark.parametrize(
    ("asked", "kind", "rate", "width"),
    [
        ({}, "audio/pcm", 24000, 2),
        ({"sample_rate": 16000}, "audio/pcm", 16000, 2),
        ({"output_format": "ulaw_8000"}, "audio/basic", 8000, 1),
    ],
)
def test_a_text_spoken_over_plain_http(
    tone_server: ServerAddress, asked: dict[str, Any], kind: str, rate: int, width: int
) -> None:
    """A text is answered with raw sound, its format told in the headers."""
    with _client(tone_server) as client:
        for path in ("/v1/tts/generate", "/predict"):
            answer = client.post(path, json={**GENERATE, **asked})
            assert answer.status_code == 200
            assert answer.headers["content-type"] == kind
            assert answer.headers["x-sample-rate"] == str(rate)
            assert answer.headers["x-audio-format"]
            assert answer.headers["x-kugelaudio-ai-generated"] == "true"
            assert len(answer.content) / width / rate == pytest.approx(0.875, abs=0.02)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"text": " "}, 400, "VALIDATION_ERROR"),
        ({"text": "Hello."}, 400, "MISSING_VOICE_ID"),
        ({**GENERATE, "voice_id": 4711}, 404, "NOT_FOUND"),
        ({**GENERATE, "text": "x" * 10_001}, 413, "VALIDATION_ERROR"),
        ({**GENERATE, "word_timestamps": True}, 400, "VALIDATION_ERROR"),
        ({**GENERATE, "speaker_prefix": True}, 400, "VALIDATION_ERROR"),
        ({**GENERATE, "surprise": 1}, 400, "VALIDATION_ERROR"),
        ({**GENERATE, "speed": 2}, 400, "VALIDATION_ERROR"),
        ({**GENERATE, "text": "Please #fail."}, 500, "INTERNAL_ERROR"),
        ([], 400, "VALIDATION_ERROR"),
    ],
    ids=str,
)
def test_plain_http_is_strict(
    tone_server: ServerAddress, body: object, status: int, code: str
) -> None:
    """Over plain HTTP every unknown field and every value out of range is refused, in plain words."""
    with _client(tone_server) as client:
        answer = client.post("/v1/tts/generate", json=body)
        assert (answer.status_code, answer.json()["error_code"]) == (status, code)
        assert "`" not in answer.json()["error"]


def test_a_long_answer_is_sent_while_it_is_made(tone_server: ServerAddress) -> None:
    """The first sound arrives long before the last is made; leaving early stops the work."""
    text = "#slow " + "A long text. " * 30
    with (
        _client(tone_server) as client,
        client.stream(
            "POST", "/v1/tts/generate", json={**GENERATE, "text": text}, timeout=5.0
        ) as answer,
    ):
        assert next(answer.iter_bytes(100))


def test_a_client_that_knows_no_parts_gets_plain_sound(tone_server: ServerAddress) -> None:
    """Asked by HTTP/1.0, the sound comes as it is and ends with the connection."""
    body = json.dumps(GENERATE)
    request = (
        f"POST /v1/tts/generate HTTP/1.%d\r\nHost: 127.0.0.1:{_port(tone_server)}\r\n"
        f"X-API-Key: {tone_server.key}\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    )
    head, _, sound = _answered(tone_server, (request % 0).encode()).partition(b"\r\n\r\n")
    assert b"Transfer-Encoding" not in head
    with _client(tone_server) as client:
        assert client.post("/v1/tts/generate", json=GENERATE).content == sound


def test_an_answer_that_fails_half_way_is_not_taken_for_whole(tone_server: ServerAddress) -> None:
    """When the engine fails after the first sound, the answer breaks off instead of ending well."""
    text = (
        "A first part that is long enough to be a piece of its own, well and good. " * 7 + "#fail"
    )
    with _client(tone_server) as client, pytest.raises(httpx.RemoteProtocolError):
        client.post("/v1/tts/generate", json={**GENERATE, "text": text})
