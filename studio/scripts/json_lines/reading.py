"""JSON Lines, ours or anybody's with a `speaker` and a `text`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from studio.document.script_items import Aside, AsideId, Extras, Heading, HeadingId
from studio.document.values import Document, Line, Speaker, SpeakerId
from studio.identity import new_id
from studio.scripts.json_lines.values import FieldError, from_plain, hints, made
from studio.scripts.reading import Finding, Reading, ReadingOptions, ReadItem, Speech
from studio.sentences import sentence

KEPT = "json."
"""Fields of other tools are kept under this and their name."""

_not_json = sentence(
    "json-lines.not-json", "this is no JSON object. Write one object in braces on each row."
)
_wrong_field = sentence(
    "json-lines.wrong-field", "{text} does not fit here; wanted: {wanted}. Correct it."
)
_same_id = sentence(
    "json-lines.same-id", "the id {id} was used above, so this one got another. Give it its own."
)
_SHOWN = 80
_LINE_FIELDS = frozenset(hints(Line)) - {"speaker", "text"}


def read_json_lines(rows: list[str], options: ReadingOptions) -> Reading:
    """Every object by its `type`; one without a type is a line."""
    page = _Page()
    for number, row in enumerate(rows, start=1):
        if not row.strip():
            continue
        try:
            data = json.loads(row)
        except (ValueError, RecursionError):
            data = None
        if not isinstance(data, dict):
            page.not_understood.append(Finding(number, row[:_SHOWN], _not_json()))
            continue
        try:
            page.read(number, dict(data))
        except FieldError as error:
            text = str(data.get(error.field, row))[:_SHOWN]
            reason = _wrong_field(text=text, wanted=error.wanted)
            page.not_understood.append(Finding(number, text, reason, column=error.field))
    frame = replace(page.frame, cast=tuple(page.cast), extras=page.extras())
    says = frozenset(page.said) | {"speaker", "text"}
    return Reading(page.items, says, tuple(page.not_understood), tuple(page.remarks), frame)


@dataclass(slots=True)
class _Page:
    items: list[ReadItem] = field(default_factory=list)
    cast: list[Speaker] = field(default_factory=list)
    frame: Document = field(default_factory=Document)
    not_understood: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    kept: dict[str, list[str]] = field(default_factory=dict)

    def read(self, row: int, data: dict[str, Any]) -> None:
        kind = data.pop("type", "line")
        if kind == "document":
            self.frame = made(Document, data)
        elif kind == "speaker":
            speaker = made(Speaker, {"colour": len(self.cast), "id": new_id(), **data})
            self.cast.append(replace(speaker, id=SpeakerId(self._own_id(row, speaker.id))))
        elif kind == "heading":
            heading = made(Heading, {"id": new_id(), **data})
            self.items.append(replace(heading, id=HeadingId(self._own_id(row, heading.id))))
        elif kind == "aside":
            aside = made(Aside, {"id": new_id(), **data})
            self.items.append(replace(aside, id=AsideId(self._own_id(row, aside.id))))
        elif kind == "line":
            self.items.append(self._line(row, data))
        elif kind == "kept":
            name = from_plain(str, data.get("name"), "name")
            self.kept.setdefault(name, []).append(from_plain(str, data.get("text"), "text"))
        else:
            raise FieldError("type", "document, speaker, line, heading, aside or kept")

    def extras(self) -> Extras:
        """Those of the document, with the rows that stand apart in their place."""
        rows = {name: "\n".join(texts) for name, texts in self.kept.items()}
        found = [(name, text or rows.pop(name, "")) for name, text in self.frame.extras]
        return (*found, *rows.items())

    def _own_id(self, row: int, id: str) -> str:
        """The id, or another one where it stands a second time."""
        if id in self.ids or not id:
            self.remarks.append(Finding(row, id, _same_id(id=id), column="id"))
            id = new_id()
        self.ids.add(id)
        return id

    def _line(self, row: int, data: dict[str, Any]) -> Speech:
        if not isinstance(data.get("text"), str):
            raise FieldError("text", "the words of the line")
        name = from_plain(str, data.pop("speaker", ""), "speaker")
        text = data.pop("text")
        more: dict[str, Any] = {}
        by_id = data.pop("speaker_id", None)
        if any(by_id == speaker.id for speaker in self.cast):
            more["speaker"] = by_id
        known = hints(Line)
        for key, value in data.items():
            if key in _LINE_FIELDS:
                more[key] = from_plain(known[key], value, key)
        others = {key: value for key, value in data.items() if key not in _LINE_FIELDS}
        if others:
            more["extras"] = (*more.get("extras", ()), *_kept(others))
        if "id" in more:
            more["id"] = self._own_id(row, more["id"])
        self.said |= more.keys()
        taken = {key: more.pop(key) for key in ("direction", "cue", "may_be_cut") if key in more}
        return Speech(row, name, text, **taken, more=more)


def _kept(others: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(KEPT + key, json.dumps(value, ensure_ascii=False)) for key, value in others.items()]
