"""From speeches as written to a Document: the Cast in order of appearance, one Line per speech."""

from __future__ import annotations

import unicodedata

from studio.document.values import Document, Line, LineId, Script, Speaker, SpeakerId
from studio.identity import new_id
from studio.scripts.plain import PlainScript


def accept(script: PlainScript, title: str) -> Document:
    """The Document the script describes; names that differ only in case or encoding are one Speaker."""
    cast: dict[str, Speaker] = {}
    lines = []
    for speech in script.speeches:
        key = unicodedata.normalize("NFC", speech.name).casefold()
        speaker = cast.setdefault(key, Speaker(SpeakerId(new_id()), speech.name, colour=len(cast)))
        lines.append(
            Line(
                LineId(new_id()),
                speaker.id,
                speech.text,
                speech.direction,
                speech.cue,
                speech.may_be_cut,
            )
        )
    return Document(script.title or title, cast=tuple(cast.values()), script=Script(lines))
