"""File names from a template such as `{scene_no:02}/{no:04}_{speaker}_{text:24}`.

Pure. Slashes of the template make folders, those of a value do not. Nothing but the known fields
means anything, and every part of the path goes through `safe_name`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath

from studio.errors import InputError
from studio.export.safe_name import safe_name
from studio.sentences import Message, sentence

NUMBERS = ("scene_no", "no", "take", "rev")
FIELDS = (
    "project",
    "episode",
    "scene",
    "scene_no",
    "no",
    "id",
    "speaker",
    "speaker_code",
    "lang",
    "take",
    "status",
    "engine",
    "text",
    "date",
    "start",
    "rev",
)
"""What a template may ask for, in the order in which it is offered."""

Values = Mapping[str, str | int]

_unknown_field = sentence(
    "names.unknown-field",
    "The file name {template} asks for {field}, which nothing is called. Choose one of: {known}.",
)
_open_brace = sentence(
    "names.open-brace",
    "The file name {template} has a brace without its other half. Write fields like {example}.",
)
_bad_width = sentence(
    "names.bad-width",
    "The file name {template} asks for {field} in a way nobody understands. Give a number up to 99"
    " behind the colon, as in {example}.",
)
_empty = sentence("names.empty", "The file name is empty. Write one, for example {example}.")
clash = sentence(
    "names.clash", "{name} would be written {times} times. Add {{no}} or {{id}} to the file name."
)

_PIECE = re.compile(r"\{([^{}]*)\}|([{}])|([^{}]+)")
_WIDTH = re.compile(r"0?\d{1,2}")


@dataclass(frozen=True, slots=True)
class Field:
    """A field and how wide it is: zeros in front of a number, so many letters of a text at most."""

    name: str
    width: int | None = None


@dataclass(frozen=True, slots=True)
class NameTemplate:
    text: str
    pieces: tuple[str | Field, ...]

    def name(self, values: Values, ending: str = "") -> PurePosixPath:
        """The path below the chosen folder; it never leaves it."""
        parts: list[list[str]] = [[]]
        for piece in self.pieces:
            if isinstance(piece, Field):
                parts[-1].append(_written(piece, values))
            else:
                first, *others = piece.split("/")
                parts[-1].append(first)
                parts += [[other] for other in others]
        words = ["".join(part) for part in parts]
        folders = [safe_name(word) for word in words[:-1] if word.strip(" .")]
        return PurePosixPath(*folders, safe_name(words[-1], ending))

    def asks_for(self, field: str) -> bool:
        return any(isinstance(piece, Field) and piece.name == field for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Names:
    """All names of one export, and what a person should see of them before it begins."""

    all: tuple[PurePosixPath, ...]
    clashes: tuple[Message, ...] = ()

    @property
    def first(self) -> PurePosixPath | None:
        return self.all[0] if self.all else None

    @property
    def longest(self) -> PurePosixPath | None:
        return max(self.all, key=lambda name: len(str(name)), default=None)


def read_template(text: str) -> NameTemplate:
    """Raises InputError for what is no template."""
    pieces: list[str | Field] = []
    for match in _PIECE.finditer(text):
        inside, brace, plain = match.groups()
        if brace:
            raise InputError(_open_brace(template=text, example="{speaker}"))
        pieces.append(plain if inside is None else _field(text, inside))
    if not text.strip():
        raise InputError(_empty(example="{no:04}_{speaker}"))
    return NameTemplate(text, tuple(pieces))


def names_of(template: NameTemplate, items: Iterable[Values], ending: str = "") -> Names:
    """The name of each, with those that would be one file on a disk that takes `A` for `a`."""
    names = tuple(template.name(values, ending) for values in items)
    by_key: dict[str, list[PurePosixPath]] = {}
    for name in names:
        by_key.setdefault(file_key(name), []).append(name)
    clashes = [clash(name=same[0], times=len(same)) for same in by_key.values() if len(same) > 1]
    return Names(names, tuple(clashes))


def file_key(name: PurePath) -> str:
    """The same for two names that some disk takes for one."""
    return unicodedata.normalize("NFC", str(name)).casefold()


def _field(template: str, inside: str) -> Field:
    name, colon, width = inside.partition(":")
    if name not in FIELDS:
        known = " ".join(f"{{{field}}}" for field in FIELDS)
        raise InputError(_unknown_field(template=template, field=f"{{{inside}}}", known=known))
    if not colon:
        return Field(name)
    if not width.isascii() or not _WIDTH.fullmatch(width):
        example = f"{{{name}:04}}" if name in NUMBERS else f"{{{name}:24}}"
        raise InputError(_bad_width(template=template, field=f"{{{inside}}}", example=example))
    return Field(name, int(width))


def _written(field: Field, values: Values) -> str:
    value = values.get(field.name, "")
    if isinstance(value, int):
        return str(value).zfill(field.width or 0)
    # A slash in a name is no folder.
    text = value.replace("/", "_").strip()
    if field.width is not None:
        text = safe_name(text)[: field.width].strip() if text else ""
    return text
