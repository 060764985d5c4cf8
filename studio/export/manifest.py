"""What was delivered to a folder, in a file beside it: so that the next delivery writes only what changed
and says what became of the rest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from studio.atomic_file import write_atomically
from studio.audio.tags import AI_NOTICE

MANIFEST_NAME = "manifest.json"
_FORMAT = "Dialogue Studio delivery"
_VERSION = 1
_PIECE_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One file below the folder, by its path with slashes. `signature` stands for all that decided what
    is in it; the checksum is SHA-256."""

    file: str
    kind: str
    signature: str
    checksum: str
    bytes: int
    duration: float
    line: str = ""
    speaker: str = ""
    text_hash: str = ""
    take: str = ""
    voice: str = ""
    engine: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`obsolete` are files of an earlier delivery that no Line has any more."""

    entries: Mapping[str, Entry]
    obsolete: tuple[str, ...] = ()
    revision: int = 0


def read_manifest(path: Path) -> Manifest:
    """What cannot be understood counts as nothing delivered yet."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found["format"] != _FORMAT or found["version"] != _VERSION:
            return Manifest({})
        entries = [Entry(**{**each, "file": str(each["file"])}) for each in found["files"]]
        return Manifest(
            {entry.file: entry for entry in entries},
            tuple(str(each) for each in found["obsolete"]),
            int(found["revision"]),
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Manifest({})


def write_manifest(path: Path, manifest: Manifest, title: str, now: datetime, notice: bool) -> None:
    """Raises StorageError."""
    content: dict[str, Any] = {
        "format": _FORMAT,
        "version": _VERSION,
        "project": title,
        "made": now.isoformat(timespec="seconds"),
        "revision": manifest.revision,
        "ai_generated": AI_NOTICE if notice else "",
        "files": [asdict(entry) for entry in manifest.entries.values()],
        "obsolete": list(manifest.obsolete),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    write_atomically(path, text + b"\n")


def still_there(folder: Path, entry: Entry | None, signature: str) -> bool:
    """Whether the file of an earlier delivery is what would be written again."""
    if entry is None or entry.signature != signature:
        return False
    path = folder / entry.file
    try:
        return path.stat().st_size == entry.bytes and checksum(path) == entry.checksum
    except OSError:
        return False


def delivered(
    before: Manifest, entries: Iterable[Entry], kinds: Iterable[str], *, is_whole: bool
) -> Manifest:
    """After a delivery of files of these kinds. What was there of a kind and is no longer delivered is
    obsolete, unless only a part of the piece was."""
    now = {entry.file: entry for entry in entries}
    written = set(kinds)
    gone = [
        entry
        for entry in before.entries.values()
        if entry.file not in now and entry.kind in written and is_whole
    ]
    kept = {
        entry.file: entry
        for entry in before.entries.values()
        if entry.file not in now and entry not in gone
    }
    obsolete = dict.fromkeys([*before.obsolete, *(entry.file for entry in gone)])
    left = tuple(file for file in obsolete if file not in now and file not in kept)
    return replace(before, entries=now | kept, obsolete=left, revision=before.revision + 1)


def checksum(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE_BYTES):
            digest.update(piece)
    return digest.hexdigest()


def signature_of(*parts: object) -> str:
    """The same for the same values on every machine."""
    return hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
