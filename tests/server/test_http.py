"""The request reader: any bytes, in any portions."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.server.http import (
    HEAD_BYTES,
    HttpRefusal,
    RequestReader,
    answer,
    body_part,
    refusal_answer,
)

POST = b"POST /v1/x%20y?a=1&b=%C3%BC HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nX-Two: 1\r\nx-two: 2\r\n\r\nhello"


def test_a_request_in_any_portions() -> None:
    """A request is understood the same however it arrives."""
    for portion in (1, 7, len(POST)):
        reader, found = RequestReader(), None
        for at in range(0, len(POST), portion):
            assert found is None
            found = reader.feed(POST[at : at + portion])
        assert found is not None
        assert (found.method, found.path, found.body) == ("POST", "/v1/x y", b"hello")
        assert found.parameters == {"a": "1", "b": "ü"}
        assert found.header("host") == "h"
        assert found.header("x-two") is None
        assert found.header("nothing") is None


def test_an_upgrade_keeps_what_follows() -> None:
    """What arrives behind the head of an upgrade belongs to what it becomes."""
    reader = RequestReader()
    head = b"GET /ws HTTP/1.1\r\nUpgrade: websocket\r\nContent-Length: 99\r\n\r\n"
    found = reader.feed(head + b"\x81\x80abcd")
    assert found is not None
    assert found.is_upgrade
    assert found.head == head
    assert reader.rest == b"\x81\x80abcd"


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET / HTTP/1.1\r\n" + b"X: " + b"y" * HEAD_BYTES, 431),
        (b"GET / HTTP/2.0\r\n\r\n", 400),
        (b"GET  / HTTP/1.1\r\n\r\n", 400),
        (b"GET /\x00 HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n folded: x\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nX: a\rb\r\n\r\n", 400),
        (b"GET //[ HTTP/1.1\r\n\r\n", 400),
    ],
)
def test_what_is_no_request(head: bytes, status: int) -> None:
    """A head that is too long or not one is refused as soon as that is certain."""
    with pytest.raises(HttpRefusal) as refused:
        RequestReader().feed(head)
    assert refused.value.status == status


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    """Whatever arrives is waited for, understood or refused, never a crash."""
    for tail in (b"", b"\r\n\r\n"):
        with contextlib.suppress(HttpRefusal):
            RequestReader().feed(data + tail)


def test_answers_are_whole() -> None:
    """An answer tells its length, ends the connection and carries the request's id."""
    head, _, body = answer(200, {"ä": 1}, "abc").partition(b"\r\n\r\n")
    assert f"Content-Length: {len(body)}".encode() in head
    assert b"Connection: close" in head
    assert b"X-Request-Id: abc" in head
    assert json.loads(body) == {"ä": 1}


def test_refusals_have_the_protocols_shape() -> None:
    """A refusal carries text, code and number, and when to come again."""
    told = refusal_answer(HttpRefusal(429, "RATE_LIMITED", "slow down", 3), "abc")
    assert b"Retry-After: 3" in told
    assert json.loads(told.partition(b"\r\n\r\n")[2]) == {
        "error": "slow down",
        "error_code": "RATE_LIMITED",
        "code": 429,
        "retry_after": 3,
    }


def test_parts_of_a_body() -> None:
    """A part is preceded by its length in hexadecimal; an empty one ends the body."""
    assert body_part(b"x" * 20) == b"14\r\n" + b"x" * 20 + b"\r\n"
    assert body_part(b"") == b"0\r\n\r\n"
