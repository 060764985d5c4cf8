"""Whether a file is a script at all. Many files have words before colons, or two columns; in a script
what stands behind them is something to say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studio.scripts.names import looks_certain
from studio.scripts.reading import Column, Reading, Speech
from studio.sentences import Message, sentence

_no_script = sentence(
    "script.no-script",
    "{path} does not look like a script: what stands in it, such as {example!r}, is nothing that"
    " anybody says. If it is a script, say which format it is in.",
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_SAID = re.compile(
    r"[.!?…。！？”’\"'»]$|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|--$|[–—-]$"
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?: .*)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_AMOUNT = re.compile(r"[-+]?\d{1,3}(?:[.,]?\d{3})*[.,]\d\d[ ]?[€$£]?")
_LOOKED_AT = 400


def doubt_of(path: str, reading: Reading) -> Message | None:
    """Why this is no script; None for what is one, and for what says itself that it is."""
    if not reading.is_guess:
        return None
    speeches = [item for item in reading.items if type(item) is Speech][:_LOOKED_AT]
    silly = [speech for speech in speeches if not _says_something(speech)]
    if reading.columns and _is_account(reading.columns):
        example = next(text for column in reading.columns for text in column.examples[::-1])
    elif speeches and 2 * len(silly) > len(speeches):
        example = silly[0].text
    else:
        return None
    return _no_script(path=path, example=example[:40])


def _says_something(speech: Speech) -> bool:
    words = _WORD.findall(speech.text[:200])
    enough = 1 if looks_certain(speech.name) else 2
    has_words = bool(words) and bool(_SAID.search(speech.text)) and "@" not in speech.text
    return has_words or (len(words) >= enough and not re.search(r"[@/\\={}]", speech.text[:200]))


def _is_account(columns: Sequence[Column]) -> bool:
    """Whether one of the columns holds days or amounts, which no table of speeches has."""
    return any(
        column.examples
        and all(_DATE.fullmatch(text) or _AMOUNT.fullmatch(text) for text in column.examples[1:])
        and (_DATE.fullmatch(column.examples[-1]) or _AMOUNT.fullmatch(column.examples[-1]))
        for column in columns
    )
