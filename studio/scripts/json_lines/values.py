"""Values of the Document to plain JSON and back, by the types of their fields.

What has its usual value is left out. Of several classes that may stand in one place, `kind` names
the one that does.
"""

from __future__ import annotations

import math
import types
import typing
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from typing import Any, TypeVar

from studio.document.edits.grasp import EditError
from studio.document.edits.ranges import refuse_number
from studio.document.ordered import Ordered

T = TypeVar("T")

_hints: dict[Any, dict[str, Any]] = {}


class FieldError(Exception):
    """A value that does not fit: which field, and what was wanted there."""

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, wanted)
        self.field, self.wanted = field, wanted


def to_plain(value: Any) -> Any:
    """`value` as JSON has it."""
    if is_dataclass(value):
        return {
            field.name: _in_place(hints(type(value))[field.name], each)
            for field in fields(value)
            if (each := getattr(value, field.name)) != usual(field)
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | Ordered):
        return [to_plain(each) for each in value]
    return value


def usual(field: Field[Any]) -> Any:
    """What a field holds when nothing is said."""
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


def from_plain(hint: Any, data: Any, name: str = "") -> Any:
    """The value of type `hint` in `data`; raises FieldError."""
    hint = getattr(hint, "__supertype__", hint)
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _one_of(inner, data, name)
    if origin is tuple:
        if not isinstance(data, list):
            raise FieldError(name, "a list")
        if len(inner) == 2 and inner[1] is ...:
            return tuple(from_plain(inner[0], each, name) for each in data)
        if len(data) != len(inner):
            raise FieldError(name, f"a list of {len(inner)}")
        pairs = zip(inner, data, strict=True)
        return tuple(from_plain(each_hint, each, name) for each_hint, each in pairs)
    if origin is Ordered:
        if not isinstance(data, list):
            raise FieldError(name, "a list")
        return Ordered(from_plain(inner[0], each, name) for each in data)
    if is_dataclass(hint):
        return made(typing.cast(type, hint), data, name)
    if isinstance(hint, type) and issubclass(hint, Enum):
        try:
            return hint(data)
        except ValueError as error:
            raise FieldError(name, ", ".join(each.value for each in hint)) from error
    return _simple(hint, data, name)


def made(kind: type[T], data: Any, name: str = "") -> T:
    """A dataclass from an object; keys it does not have are an error."""
    if not isinstance(data, dict):
        raise FieldError(name, "an object")
    known = hints(kind)
    values = {}
    for key, value in data.items():
        if key == "kind" and "kind" not in known:
            continue
        if key not in known:
            raise FieldError(f"{name}.{key}".strip("."), "nothing of this name")
        values[key] = from_plain(known[key], value, f"{name}.{key}".strip("."))
    try:
        return kind(**values)
    except TypeError as error:
        raise FieldError(name, "all of its fields") from error


def hints(kind: Any) -> dict[str, Any]:
    """The types of a dataclass's fields; working them out takes long, so they are kept."""
    if kind not in _hints:
        _hints[kind] = typing.get_type_hints(kind)
    return _hints[kind]


def _in_place(hint: Any, value: Any) -> Any:
    """As `to_plain`, with the name of the class where the type leaves several."""
    plain = to_plain(value)
    if is_dataclass(value) and len(_classes(typing.get_args(hint))) > 1:
        return {"kind": type(value).__name__, **plain}
    return plain


def _one_of(choices: tuple[Any, ...], data: Any, name: str) -> Any:
    if data is None and type(None) in choices:
        return None
    classes = {each.__name__: each for each in _classes(choices)}
    if len(classes) > 1:
        kind = data.get("kind") if isinstance(data, dict) else None
        if kind not in classes:
            raise FieldError(name, f"an object whose kind is {', '.join(classes)}")
        return made(classes[kind], data, name)
    (only,) = [each for each in choices if each is not type(None)]
    return from_plain(only, data, name)


def _classes(choices: tuple[Any, ...]) -> list[Any]:
    return [each for each in choices if is_dataclass(each)]


def _simple(hint: Any, data: Any, name: str) -> Any:
    if hint is float and type(data) is int:
        data = float(data)
    if type(data) is not hint or (hint is float and not math.isfinite(data)):
        wanted = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}
        raise FieldError(name, wanted.get(hint, str(hint)))
    if isinstance(data, str) and any("\ud800" <= letter <= "\udfff" for letter in data):
        raise FieldError(name, "a text of whole letters")
    if isinstance(data, int | float):
        try:
            refuse_number(name, data)
        except EditError as error:
            raise FieldError(name, "a number that is possible there") from error
    return data
