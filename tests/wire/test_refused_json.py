"""Why JSON was refused, said to whoever wrote it."""

from __future__ import annotations

import json
from typing import Annotated, Any

import msgspec
import pytest

from studio.wire.refused_json import in_words
from studio.wire.settings import InvalidSetting, Settings


class _Asked(msgspec.Struct, forbid_unknown_fields=True):
    text: str
    voice: int | str | None = None
    speed: float = 1.0
    is_loud: bool | None = None
    ids: list[int] = []
    of: dict[str, int] = {}
    inner: _Asked | None = None
    index: Annotated[int, msgspec.Meta(ge=0)] = 0


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "text is missing"),
        ({"text": "", "inner": {}}, "text is missing in inner"),
        ({"text": "", "tune": 1}, "tune means nothing here; leave it out"),
        (
            {"text": "", "inner": {"text": "", "tune": 1}},
            "tune in inner means nothing here; leave it out",
        ),
        ([], "the whole must be an object, not a list"),
        ({"text": 5}, "text must be text, not a whole number"),
        ({"text": True}, "text must be text, not true or false"),
        (
            {"text": "", "voice": 1.5},
            "voice must be a whole number, text or null, not a decimal number",
        ),
        ({"text": "", "speed": None}, "speed must be a number, not null"),
        ({"text": "", "is_loud": 1}, "is_loud must be true, false or null, not a whole number"),
        ({"text": "", "ids": [1, "b"]}, "ids[1] must be a whole number, not text"),
        ({"text": "", "ids": {}}, "ids must be a list, not an object"),
        ({"text": "", "index": -1}, "index must be a whole number >= 0"),
        ('{"text": "", "speed": 1e999}', "speed: number out of range"),
        ("nope", "it is no JSON: invalid character (byte 4)"),
        ("{", "it is no JSON: input data was truncated"),
        (b'{"text": "\xff"}', "it is not in UTF-8"),
    ],
)
def test_the_reason_names_what_is_wrong_in_plain_words(said: Any, words: str) -> None:
    """Nobody has to know the parser or its types."""
    body = said if isinstance(said, (str, bytes)) else json.dumps(said)
    with pytest.raises((ValueError, RecursionError)) as refused:
        msgspec.json.decode(body, type=_Asked)
    assert in_words(refused.value) == words


def test_what_is_no_error_of_the_parser_keeps_its_words() -> None:
    """A setting out of range says so itself; depth and values nobody can write are told too."""
    assert in_words(InvalidSetting("speed", "is too high")) == "speed is too high"
    assert in_words(RecursionError("maximum recursion depth")) == "it is nested too deeply"
    with pytest.raises(TypeError) as refused:
        msgspec.to_builtins(Settings(speed=object()))  # type: ignore[arg-type]
    assert in_words(refused.value) == "JSON has no way to say one of the values"
