"""Where a speech server is and how to be let in."""

from __future__ import annotations

import pytest

from studio.redaction import redact
from studio.tts.endpoint import endpoint
from studio.tts.errors import Unusable


@pytest.mark.parametrize(
    ("given", "http_url", "socket_url"),
    [
        (
            {"api_url": None, "api_key": "k"},
            "https://api.kugelaudio.com",
            "wss://api.kugelaudio.com",
        ),
        (
            {"api_url": None, "api_key": "eu-k"},
            "https://api.eu.kugelaudio.com",
            "wss://api.eu.kugelaudio.com",
        ),
        (
            {"api_url": None, "api_key": "eu-k", "region": "us"},
            "https://api.kugelaudio.com",
            "wss://api.kugelaudio.com",
        ),
        (
            {"api_url": None, "api_key": "us-k", "region": "eu"},
            "https://api.eu.kugelaudio.com",
            "wss://api.eu.kugelaudio.com",
        ),
        (
            {"api_url": "https://speech.example:8443/base/", "api_key": "eu-k"},
            "https://speech.example:8443/base",
            "wss://speech.example:8443/base",
        ),
        (
            {"api_url": "http://127.0.0.1:5000", "api_key": ""},
            "http://127.0.0.1:5000",
            "ws://127.0.0.1:5000",
        ),
        ({"api_url": "http://[::1]:5000", "api_key": ""}, "http://[::1]:5000", "ws://[::1]:5000"),
        (
            {"api_url": "http://localhost", "api_key": "", "tts_url": "wss://speech.example/"},
            "http://localhost",
            "wss://speech.example",
        ),
    ],
)
def test_an_address_beats_a_region_beats_the_keys_prefix(
    given: dict[str, str], http_url: str, socket_url: str
) -> None:
    """Where to go follows from what was given, in that order; a session may have a host of its own."""
    where = endpoint(**given)  # type: ignore[arg-type]
    assert (where.http_url, where.socket_url) == (http_url, socket_url)


@pytest.mark.parametrize("prefix", ["", "eu-", "us-", "global-"])
def test_the_region_is_taken_off_the_key(prefix: str) -> None:
    """A key's region never travels with it, in address or header."""
    where = endpoint(None, f"{prefix}ab-cd")
    assert where.key == "ab-cd"
    assert where.headers() == {"Authorization": "Bearer ab-cd", "X-API-Key": "ab-cd"}


def test_the_key_is_percent_encoded() -> None:
    """Letters that mean something in an address are encoded in it."""
    where = endpoint("http://127.0.0.1:5000", "a&b=c/d+e%?#")
    assert where.socket_address("/ws") == (
        "ws://127.0.0.1:5000/ws?api_key=a%26b%3Dc%2Fd%2Be%25%3F%23"
    )
    assert endpoint("http://127.0.0.1:5000", "").socket_address("/ws") == "ws://127.0.0.1:5000/ws"
    assert endpoint("http://127.0.0.1:5000", "").headers() == {}


def test_the_key_is_never_shown() -> None:
    """Neither the endpoint's own text nor a redacted log line has the key in it."""
    where = endpoint(None, "eu-SENTINEL-key-42")
    assert "SENTINEL" not in repr(where)
    assert "SENTINEL" not in redact(where.socket_address("/ws"))


@pytest.mark.parametrize(
    "address",
    [
        "http://speech.example",
        "ws://192.168.0.7:5000",
        "http://127.0.0.1.speech.example",
        "ftp://127.0.0.1",
        "127.0.0.1:5000",
        "https://",
        "https://user:secret@speech.example",
        "https://speech.example?a=b",
        "https://speech.example#a",
        "https://spe ech.example",
        "https://speech.example:99999",
        "https://speech.exämple\r\n",
        "",
    ],
)
def test_an_address_that_is_none_or_not_secret_is_refused(address: str) -> None:
    """Without encryption only this computer is spoken to; what is no address is said to be none."""
    if not address:
        assert endpoint(address, "").host == "api.kugelaudio.com"
        return
    with pytest.raises(Unusable):
        endpoint(address, "k")


@pytest.mark.parametrize("key", ["a b", "a\r\nX-Evil: 1", "kéy", "a\x00"])
def test_a_key_that_could_break_a_header_is_refused(key: str) -> None:
    """Line ends, blanks and foreign letters never reach a header."""
    with pytest.raises(Unusable):
        endpoint(None, key)


def test_an_unknown_region_is_refused() -> None:
    """A region is one of three."""
    with pytest.raises(Unusable, match="mars"):
        endpoint(None, "k", region="mars")
