"""No form of a remembered secret survives `redact`, and ordinary words do."""

from __future__ import annotations

import base64
import json
import logging
import re
import time
from urllib.parse import quote, quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio import redaction
from studio.redaction import HIDDEN, RedactingFilter, redact, remember_secret

KEY = 'SENTINEL-7f3a/qX+"w\\z=='
REGIONAL = "eu-SENTINEL-regional-9c21"


@pytest.fixture(autouse=True)
def _remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test remembers is not hidden in the next."""
    monkeypatch.setattr(redaction, "_remembered", [])
    remember_secret(KEY)
    remember_secret(REGIONAL)


FORMS = {
    "exact": KEY,
    "in an address": quote(KEY, safe=""),
    "in an address, slashes kept": quote(KEY),
    "in an address, small letters": re.sub(
        "%..", lambda code: code[0].lower(), quote(KEY, safe="")
    ),
    "in an address within an address": quote(quote_plus(KEY)),
    "in a form": urlencode({"anything": KEY}),
    "as JSON": json.dumps({"anything": KEY}),
    "as JSON within JSON": json.dumps(json.dumps({"anything": KEY})),
    "as a Python literal": repr([KEY]),
    "as bytes": repr(KEY.encode()),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_every_form_is_hidden(form: str) -> None:
    """The secret is hidden exact, URL-encoded once or twice, and escaped as JSON or Python do."""
    shown = redact(f"before {form} after")
    assert "before " in shown
    assert shown.endswith(" after")
    assert HIDDEN in shown
    assert "7f3a" not in shown


@pytest.mark.parametrize("before", ["", "u", "us", "user", "user:"])
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_base64_is_hidden_in_every_phase(before: str, encode: object) -> None:
    """Alone, behind a user's name, or between other words, base64 of the secret is hidden."""
    assert callable(encode)
    for after in ("", "!", "??"):
        coded = encode(f"{before}{KEY}{after}".encode()).decode()
        for written in (coded, quote(coded, safe=""), coded.rstrip("=")):
            shown = redact(f"<{written}>")
            assert HIDDEN in shown
            assert len(shown) < len(HIDDEN) + 3 * len(before) + 15, shown


def test_the_part_that_travels_is_hidden() -> None:
    """A key with a region in front is hidden also without it, as it is sent."""
    assert redact("sent SENTINEL-regional-9c21") == f"sent {HIDDEN}"
    assert redact(f"kept {REGIONAL}") == f"kept {HIDDEN}"


def test_a_short_secret_does_not_tear_a_long_one_apart() -> None:
    """A secret that begins another hides no more of it than the whole."""
    remember_secret("longer-secret")
    remember_secret("longer-secret-with-an-end")
    assert redact("it is longer-secret-with-an-end") == f"it is {HIDDEN}"


LABELLED = [
    "wss://host/ws/tts?api_key={}&sdk=python",
    "https://host/login?next=%2Fws%3Fapi_key%3D{}%26sdk=python",
    "GET /ws/tts/multi?token={} HTTP/1.1",
    "GET /?master_key={}#part",
    "DIALOGUE_STUDIO_API_KEY={} dialogue-studio",
    "{{'api_key': '{}', 'voice': 3}}",
    '{{"apiKey": "{}"}}',
    '"{{\\"api_key\\": \\"{}\\"}}"',
    "X-API-Key: {}",
    "[('X-API-Key', '{}'), ('Host', 'here')]",
    "[(b'x-api-key', b'{}')]",
    "Authorization: Bearer {}",
    "Authorization: Basic {}",
    'authorization: Digest username="me", response="{}"',
    "{{'authorization': 'Bearer {}', 'host': 'here'}}",
    "(b'Proxy-Authorization', b'Basic {}')",
    "authorization%3A%20Bearer%20{}",
    "the header was Bearer {}",
    "through http://me:{}@proxy:3128/",
    "client = Client(api_key={})",
]


@pytest.mark.parametrize("line", LABELLED)
def test_labelled_values_are_hidden_without_being_remembered(line: str) -> None:
    """What stands behind `api_key`, `token`, `Authorization` or a proxy's user is hidden."""
    shown = redact(line.format("unheard0fSecret"))
    assert HIDDEN in shown
    assert "unheard0f" not in shown


def test_neighbours_of_a_labelled_value_stay() -> None:
    """Only the value goes: the address, the other fields and the next line are still there."""
    assert (
        redact("wss://host/ws/tts?api_key=abc&sdk=python")
        == f"wss://host/ws/tts?api_key={HIDDEN}&sdk=python"
    )
    assert (
        redact("{'authorization': 'Bearer abc', 'host': 'here'}")
        == f"{{'authorization': '{HIDDEN}', 'host': 'here'}}"
    )
    assert redact("Authorization: Bearer abc\nHost: here") == f"Authorization: {HIDDEN}\nHost: here"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Line 12 (ANNA) was not spoken: the server refused the key (UNAUTHORIZED, request 7f3a).",
        "max_new_tokens=2048, tokens=3, keyring: none",
        "Tokens arrive; the bearer of news speaks. Basic settings.",
        "https://host/path?voice=3",
        "ANNA: It is 12:30@home.",
    ],
)
def test_ordinary_words_stay(text: str) -> None:
    """A text without a secret is not touched."""
    assert redact(text) == text


@given(
    st.text(
        alphabet=st.sampled_from("authorizpk_ey \"'\\:=,\n%3DBearer token\u2022")
        | st.characters(codec="utf-8")
    )
)
def test_redacting_twice_is_redacting_once(text: str) -> None:
    """A text already redacted is not changed again."""
    once = redact(text)
    assert redact(once) == once


@given(
    secret=st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=8, max_size=80),
    before=st.text(max_size=20),
    after=st.text(max_size=20),
)
def test_no_secret_survives(secret: str, before: str, after: str) -> None:
    """Whatever printable letters a secret has, it is gone in plain and URL-encoded form."""
    remember_secret(secret)
    for form in (secret, quote(secret, safe="")):
        assert form not in redact(f"{before}{form}{after}")


def test_nothing_and_too_little_are_not_secrets() -> None:
    """An empty or very short value blots out no ordinary words."""
    remember_secret("")
    remember_secret("a")
    remember_secret("eu-a")
    assert redact("a banana") == "a banana"


def test_a_long_text_is_redacted_quickly() -> None:
    """A megabyte that looks like base64 or like labels takes no quadratic time."""
    began = time.process_time()
    for text in ("QUJD" * 250_000, "api_key" * 150_000, "authorization " * 70_000, "://" * 300_000):
        redact(text)
    assert time.process_time() - began < 20


def record_of(message: object, *values: object, error: BaseException | None = None) -> str:
    record = logging.LogRecord(
        "studio.test",
        logging.INFO,
        __file__,
        1,
        message,
        values,
        (type(error), error, error.__traceback__) if error else None,
        sinfo=f"Stack: connect({KEY!r})",
    )
    assert RedactingFilter().filter(record)
    return logging.Formatter().format(record)


def test_the_filter_hides_message_values_traceback_and_stack() -> None:
    """A log record that passes the filter carries the secret in no part of it."""
    try:
        raise ValueError(f"cannot reach wss://host/?api_key={KEY}")
    except ValueError as error:
        shown = record_of("asked %s with %r", f"https://host/?{KEY}", {"key": KEY}, error=error)
    assert "7f3a" not in shown
    assert "Traceback" in shown
    assert shown.count(HIDDEN) >= 4


def test_the_filter_survives_a_record_that_cannot_be_filled_in() -> None:
    """Wrong values for a message are written down as such, and hidden all the same."""
    assert "7f3a" not in record_of("%d and %d", KEY)
    assert "could not be filled in" in record_of("%d and %d", KEY)
    assert "7f3a" not in record_of(f"{KEY} %(key)s", {"other": KEY})
