"""What must never be read: secrets are found in any text, in whatever form they took on the way.

`remember_secret` once, `redact` whatever leaves for a log, a report or the screen. Holds no key for
use: that is `secrets`. Where the log lies is `log_file`'s business.
"""

from __future__ import annotations

import base64
import logging
import re
import threading
import traceback

HIDDEN = "••••"

_SHORTEST = 4
# The service's region in front of a key is taken off before it travels: the rest is secret too.
_REGION = re.compile(r"^(?:eu|us|global)-")

# `=` and `:` as they are or URL-encoded, and the comma of a quoted pair.
_SEPARATOR = r"(?: [\\\"']* \s* (?: [=:] | %(?:25)*3[ad] ) | [\\\"']+ \s* , ) \s*"

# `api_key=…` in an address, `"api_key": "…"`, `('X-API-Key', '…')`, `Bearer …`, `//user:…@host`.
_LABELLED = re.compile(
    rf"""
    (?P<label>
        (?: api[_-]?key | master[_-]?key | (?<![a-z])(?:access[_-]?)?token | password )
        {_SEPARATOR} b?[\\"']*
      | (?<![a-z]) bearer \s+ (?=\S{{8}})
      | :// [^\s/@:]* : (?=[^\s/@]+@)
    )
    (?: (?!%(?:25)*26) [^\s"'&;,)\]}}\\<>@\#] )+
    """,
    re.IGNORECASE | re.VERBOSE,
)
# The header with any scheme: to the closing quote, or to the end of its line.
_AUTHORIZATION = re.compile(
    rf"""
    (?P<label> authorization {_SEPARATOR} (?: b?(?P<quote>\\*["']) )? )
    (?(quote) (?: (?!(?P=quote)) [^\r\n] )+ | [^\r\n]+ )
    """,
    re.IGNORECASE | re.VERBOSE,
)

_remembered: list[re.Pattern[str]] = []
_changing = threading.Lock()


def remember_secret(value: str) -> None:
    """From now on `redact` hides `value` in every form, for as long as the program runs.

    A value under four letters would blot out ordinary words: it is hidden only behind its label.
    """
    forms = {form for form in (value, _REGION.sub("", value)) if len(form) >= _SHORTEST}
    found = {re.compile("|".join(_spellings(form))) for form in forms}
    with _changing:
        # Longest first, or a short secret would tear a long one apart and leave its end to read.
        _remembered[:] = sorted({*_remembered, *found}, key=lambda each: -len(each.pattern))


def redact(text: str) -> str:
    """`text` without any remembered secret, and without whatever stands where a secret stands."""
    # No lock: a log record may be written while this very thread is remembering.
    for secret in tuple(_remembered):
        text = secret.sub(HIDDEN, text)
    text = _AUTHORIZATION.sub(rf"\g<label>{HIDDEN}", text)
    return _LABELLED.sub(rf"\g<label>{HIDDEN}", text)


class RedactingFilter(logging.Filter):
    """Belongs on every handler of the root logger: what passes it is safe to write.

    It rewrites the record itself, message and traceback alike, so handlers after it are safe too.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            text = record.getMessage()
        except (TypeError, ValueError, KeyError) as error:
            text = f"{record.msg!r} could not be filled in: {error}"
        record.msg, record.args = redact(text), None
        if record.exc_info and not record.exc_text:
            record.exc_text = "".join(traceback.format_exception(*record.exc_info)).rstrip("\n")
        if record.exc_text:
            record.exc_text = redact(record.exc_text)
        if record.stack_info:
            record.stack_info = redact(record.stack_info)
        return True


def _spellings(secret: str) -> list[str]:
    """Patterns for the secret as it is and as base64, each tolerant of escapes letter by letter."""
    found = {secret}
    raw = secret.encode(errors="surrogatepass")
    for before in range(3):
        # Inside a longer text base64 has three phases; the letters at the seams belong to both sides.
        coded = base64.b64encode(b"\0" * before + raw).decode()
        middle = coded[-(-before * 8 // 6) : (before + len(raw)) * 8 // 6]
        found.update((middle, middle.translate(str.maketrans("+/", "-_"))))
    return ["".join(map(_letter, spelling)) for spelling in sorted(found, key=len, reverse=True)]


def _letter(letter: str) -> str:
    """One letter, plain or escaped as an address, JSON, a page or a Python literal would write it."""
    if letter.isascii() and letter.isalnum():
        return letter
    in_address = "".join(f"%(?:25)*{byte:02x}" for byte in letter.encode(errors="surrogatepass"))
    return rf"(?:\\*{re.escape(letter)}|(?i:{in_address}|\\+u{ord(letter):04x}|&\#{ord(letter)};))"
