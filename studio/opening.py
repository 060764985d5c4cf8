"""From a script file to a Document that can be heard: read, understood, cast with draft voices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from studio.document.values import Document, Voice
from studio.errors import InputError
from studio.scripts.plain import UnreadRow, read_plain
from studio.scripts.review import accept
from studio.sentences import sentence
from studio.server.voices import voices_speaking

EMBEDDED = "embedded"
LARGEST_SCRIPT_BYTES = 20_000_000

CANNOT_READ = sentence(
    "script.cannot_read", "{path} could not be read: {reason}. Check the name and the permissions."
)
TOO_LARGE = sentence(
    "script.too_large",
    "{path} is too large for a script: {megabytes} MB. Split it into files of at most {limit} MB.",
)
NOT_TEXT = sentence(
    "script.not_text",
    "{path} is not text in UTF-8: byte {position} cannot be read. Save it as UTF-8 and try again.",
)
NO_SPEECHES = sentence(
    "script.no_speeches",
    "{path} holds no line that can be spoken. Write each speech as NAME: text.",
)


@dataclass(frozen=True, slots=True)
class OpenedScript:
    """What a script became, and the rows of it that were not understood."""

    document: Document
    unread: tuple[UnreadRow, ...]


def open_script(path: Path) -> OpenedScript:
    """The Document in a plain script, every Speaker with a draft voice of their own."""
    script = read_plain(_text(path))
    if not script.speeches:
        raise InputError(NO_SPEECHES(path=path))
    return OpenedScript(with_draft_voices(accept(script, path.stem)), script.unread)


def with_draft_voices(document: Document) -> Document:
    """Give each Speaker without a draft voice the next embedded voice of the language; voices made
    for odd characters come last, and voices are shared only when there are too few."""
    offered = sorted(
        voices_speaking(document.language) or voices_speaking(None),
        key=lambda voice: (voice.category == "characters_animation", voice.id),
    )
    cast = tuple(
        speaker
        if speaker.draft_voice is not None
        else replace(speaker, draft_voice=Voice(EMBEDDED, voice.id, voice.name))
        for speaker, voice in zip(
            document.cast,
            (offered[at % len(offered)] for at in range(len(document.cast))),
            strict=True,
        )
    )
    return replace(document, cast=cast)


def _text(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > LARGEST_SCRIPT_BYTES:
            megabytes, limit = size // 1_000_000, LARGEST_SCRIPT_BYTES // 1_000_000
            raise InputError(TOO_LARGE(path=path, megabytes=megabytes, limit=limit))
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(CANNOT_READ(path=path, reason=error.strerror)) from error
    except UnicodeDecodeError as error:
        raise InputError(NOT_TEXT(path=path, position=error.start + 1)) from error
