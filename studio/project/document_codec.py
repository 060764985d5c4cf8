"""A Document as rows and as one plain dict, and back, believing nothing of what is read.

A row that makes no sense costs only itself: what can be understood of it stays, and what was lost
is told as a Loss. Text that no file can hold (half of a surrogate pair) gets a mark in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from studio.document.script_items import Heading
from studio.document.values import (
    LONGEST_TEXT,
    Line,
    LineId,
    ScriptItem,
    Speaker,
    SpeakerId,
)
from studio.project.document_forms import (
    USUAL_LINE,
    LineForm,
    SpeakerForm,
    line_form,
    line_from,
    speaker_form,
    speaker_from,
)
from studio.project.part_forms import (
    PARTS,
    AsideForm,
    HeadingForm,
    aside_form,
    aside_from,
    heading_form,
    heading_from,
)
from studio.project.quick_lines import quick_line

LINE, HEADING, ASIDE = "line", "heading", "aside"

ItemRow = tuple[LineId, str, SpeakerId | None, str, str | None]
"""id, kind, speaker, text, rest as JSON or None when all of it is as usual. The id is a Line's, unless
the kind says otherwise."""

F = TypeVar("F", bound=msgspec.Struct)

_encoder = msgspec.json.Encoder()
_line_decoder = msgspec.json.Decoder(LineForm)


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of a row that could not be understood; without `field`, the whole row."""

    kind: str
    id: str
    field: str = ""


class NotUnderstood(Exception):
    """Nothing of the row can be used."""


def item_row(item: ScriptItem) -> ItemRow:
    if isinstance(item, Line):
        form = line_form(item)
        rest = None if form == USUAL_LINE else to_json(form)
        return item.id, LINE, item.speaker, storable(item.text), rest
    if isinstance(item, Heading):
        return LineId(item.id), HEADING, None, storable(item.text), to_json(heading_form(item))
    return LineId(item.id), ASIDE, None, storable(item.text), to_json(aside_form(item))


def read_items(rows: Iterable[ItemRow], losses: list[Loss]) -> Iterator[ScriptItem]:
    """The items of these rows; what is wrong with them goes to `losses`."""
    longest = 4 * LONGEST_TEXT
    for id, kind, speaker, text, rest in rows:
        if kind == LINE and speaker is not None and len(text) < longest:
            if rest is None:
                yield quick_line(id, speaker, text)
                continue
            try:
                form = _line_decoder.decode(rest)
            except (msgspec.MsgspecError, RecursionError):
                form = _mended(LineForm, rest, kind, id, losses)
            yield line_from(id, speaker, text, form)
            continue
        try:
            yield _other_item(id, kind, speaker, text, rest, losses)
        except NotUnderstood:
            losses.append(Loss(kind, id))


def _other_item(
    id: LineId,
    kind: str,
    speaker: SpeakerId | None,
    text: str,
    rest: str | None,
    losses: list[Loss],
) -> ScriptItem:
    if kind == HEADING:
        return heading_from(id, text, read_form(HeadingForm, rest or "{}", kind, id, losses))
    if kind == ASIDE:
        return aside_from(id, text, read_form(AsideForm, rest or "{}", kind, id, losses))
    if kind == LINE and speaker is not None:
        losses.append(Loss(kind, id, "text"))
        shorter = text[:LONGEST_TEXT]
        form = read_form(LineForm, rest or "{}", kind, id, losses)
        return line_from(id, speaker, shorter, form)
    raise NotUnderstood


def speaker_json(speaker: Speaker) -> str:
    return to_json(speaker_form(speaker))


def read_speaker(id: str, value: str, losses: list[Loss]) -> Speaker:
    """The Speaker of that row, be it without name and all: its Lines are not to lose it."""
    try:
        return speaker_from(id, read_form(SpeakerForm, value, "speaker", id, losses))
    except NotUnderstood:
        losses.append(Loss("speaker", id))
        return unknown_speaker(id)


def unknown_speaker(id: str) -> Speaker:
    return Speaker(SpeakerId(id), f"? {id}", 0)


def part_json(kind: str, part: object) -> str:
    return to_json(PARTS[kind].to_form(part))


def read_part(kind: str, id: str, value: str, losses: list[Loss]) -> Any:
    """The part of that row, or None when it is lost."""
    known = PARTS.get(kind)
    if known is not None:
        try:
            return known.from_form(id, read_form(known.form, value, kind, id, losses))
        except NotUnderstood:
            pass
    losses.append(Loss(kind, id))
    return None


def to_json(form: object) -> str:
    try:
        return _encoder.encode(form).decode()
    except UnicodeEncodeError:
        return _encoder.encode(_storable_all(msgspec.to_builtins(form))).decode()


def storable(text: str) -> str:
    """`text` as a file can hold it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def read_form(form: type[F], value: str, kind: str, id: str, losses: list[Loss]) -> F:
    try:
        return msgspec.json.decode(value, type=form)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return _mended(form, value, kind, id, losses)


def _mended(form: type[F], value: str, kind: str, id: str, losses: list[Loss]) -> F:
    """The form with all fields that can be understood; raises NotUnderstood when one is missing
    that it cannot do without."""
    fields = _fields(value)
    if fields is None:
        losses.append(Loss(kind, id, "everything"))
        fields = {}
    kept = {}
    for field in msgspec.structs.fields(form):
        if field.name not in fields:
            continue
        try:
            kept[field.name] = msgspec.convert(fields[field.name], type=field.type)
        except (msgspec.MsgspecError, RecursionError):
            losses.append(Loss(kind, id, field.name))
    try:
        return form(**kept)
    except TypeError as error:
        raise NotUnderstood from error


def _fields(value: str) -> dict[str, Any] | None:
    try:
        found = msgspec.json.decode(value)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return None
    return found if isinstance(found, dict) else None


def _storable_all(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {storable(key): _storable_all(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_storable_all(each) for each in value]
    return value
