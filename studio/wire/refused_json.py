"""Why JSON was refused, in the words of whoever wrote it: the parser speaks of its own types."""

from __future__ import annotations

import re

import msgspec

_TYPES = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "array": "a list",
    "object": "an object",
}
_GOT = {"float": "a decimal number", "bool": "true or false"}
_EXPECTED = re.compile(r"Expected `([^`]+)`([^`]*?)(?:, got `([^`]+)`)?")
_MISSING = re.compile(r"Object missing required field `([^`]+)`")
_UNKNOWN = re.compile(r"Object contains unknown field `([^`]+)`")
_PLACE = re.compile(r" - at `\$\.?([^`]*)`$")


def in_words(error: Exception) -> str:
    """For an error of the parser, or of what gives it its values; any other error's own words."""
    match error:
        case RecursionError():
            return "it is nested too deeply"
        case UnicodeDecodeError():
            return "it is not in UTF-8"
        case msgspec.ValidationError():
            return _invalid(str(error))
        case TypeError():
            return "JSON has no way to say one of the values"
        case msgspec.DecodeError():
            said = str(error).removeprefix("JSON is malformed: ")
            return f"it is no JSON: {said[:1].lower()}{said[1:]}"
    return str(error)


def _invalid(said: str) -> str:
    found = _PLACE.search(said)
    place = found[1] if found else ""
    said = said[: found.start()] if found else said
    if missing := _MISSING.fullmatch(said):
        return f"{missing[1]} is missing" + (f" in {place}" if place else "")
    if unknown := _UNKNOWN.fullmatch(said):
        where = f" in {place}" if place else ""
        return f"{unknown[1]}{where} means nothing here; leave it out"
    if expected := _EXPECTED.fullmatch(said):
        wanted, limit, got = expected.groups()
        instead = f", not {_GOT.get(got) or _named(got)}" if got else ""
        return f"{place or 'the whole'} must be {_named(wanted)}{limit}{instead}"
    return f"{place or 'the whole'}: {said[:1].lower()}{said[1:]}"


def _named(types: str) -> str:
    """`int | null` as `a whole number or null`."""
    *first, last = types.replace("bool", "true | false").split(" | ")
    first, last = [_TYPES.get(each, each) for each in first], _TYPES.get(last, last)
    return f"{', '.join(first)} or {last}" if first else last
