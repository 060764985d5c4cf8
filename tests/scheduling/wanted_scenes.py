"""Small Documents for tests about what is wanted."""

from __future__ import annotations

from collections.abc import Sequence

from studio.document.script_items import Heading, HeadingId
from studio.document.values import Document, Line, LineId, Script, Speaker, SpeakerId, Voice
from studio.frames import PROJECT_RATE
from studio.timeline.values import Clip


def scene(*speeches: tuple[str, str], host: str | None = "voices.example") -> Document:
    """`("A", "Hello.")`, and so on; Lines are called 0, 1, 2 …. `("#", "name")` is a heading."""
    names = list(dict.fromkeys(name for name, _ in speeches if name != "#"))
    cast = tuple(
        Speaker(
            SpeakerId(name),
            name,
            at,
            Voice("embedded", 1001 + at, name),
            final_voice=Voice(host, 500 + at, name) if host else None,
        )
        for at, name in enumerate(names)
    )
    items: list[Line | Heading] = []
    number = 0
    for name, text in speeches:
        if name == "#":
            items.append(Heading(HeadingId(text), text))
        else:
            items.append(Line(LineId(str(number)), SpeakerId(name), text))
            number += 1
    return Document(cast=cast, script=Script(items))


def clips(document: Document, seconds: Sequence[tuple[float, float]]) -> tuple[Clip, ...]:
    """Clips for the Lines in order, from and to these seconds."""
    return tuple(
        Clip(
            line.id,
            line.speaker,
            round(start * PROJECT_RATE),
            round(end * PROJECT_RATE),
            round(end * PROJECT_RATE),
            None,
        )
        for line, (start, end) in zip(document.lines, seconds, strict=True)
    )
