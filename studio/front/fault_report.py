"""What helps somebody else to find a fault: the log, the trace of a crash, and what this machine can.

Never the script: rows of the log in which words of it stand are left out, and the home folder has no
name. Nothing is sent anywhere; a person looks through it and saves it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studio.document.values import Document
from studio.errors import StorageError
from studio.folders import log_folder
from studio.own_program import own_program
from studio.redaction import redact
from studio.sentences import sentence

if TYPE_CHECKING:
    from subprocess import Popen

_not_written = sentence(
    "fault-report.not-written",
    "The report could not be saved as {path}: {reason}. Choose another folder.",
)

LEFT_OUT = "[words of the script were left out here]"
NO_ANSWER = "The check of this machine gave no answer."

_DOCTOR_SECONDS = 60.0
_LARGEST_PART = 400_000
"""Characters of a log, from its end: what was written last matters most."""
_WORD = re.compile(r"\w+")
_TOGETHER = 3
"""So many words of the script in a row give it away."""


@dataclass(frozen=True, slots=True)
class ReportPart:
    """One file of the report."""

    name: str
    text: str


def doctor_words(started: Callable[[Popen[bytes]], object]) -> str:
    """What `doctor` says of this machine; it runs in a process of its own and may take seconds.
    Whoever is told of the process may end it."""
    import subprocess

    try:
        with subprocess.Popen(
            own_program("doctor"),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as doctor:
            started(doctor)
            try:
                said, _ = doctor.communicate(timeout=_DOCTOR_SECONDS)
            except subprocess.TimeoutExpired:
                doctor.kill()
                return NO_ANSWER
    except OSError as error:
        return f"{NO_ANSWER} {error.strerror}"
    return said.decode("utf-8", "replace").strip() or NO_ANSWER


def report_parts(document: Document, version: str, doctor: str) -> tuple[ReportPart, ...]:
    """Everything there is to save, ready to be read."""
    told = _script_words(document)
    parts = [ReportPart("doctor.txt", f"Dialogue Studio {version}\n\n{_plain(doctor)}\n")]
    for path in sorted(log_folder().glob("*.log*")):
        text = _end_of(path)
        if text.strip():
            rows = _plain(text).splitlines()
            parts.append(ReportPart(path.name, "\n".join(_without_script(rows, told)) + "\n"))
    return tuple(parts)


def write_report(path: Path, parts: Iterable[ReportPart]) -> None:
    """These parts in one zip file; raises StorageError."""
    import zipfile

    try:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            for part in parts:
                file.writestr(part.name, part.text)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError(_not_written(path=path, reason=reason)) from error


def _end_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")[-_LARGEST_PART:]
    except OSError as error:
        return f"{path.name} could not be read: {error.strerror}"


def _plain(text: str) -> str:
    home = str(Path.home())
    return redact(text).replace(home, "~") if len(home) > 1 else redact(text)


def _script_words(document: Document) -> frozenset[tuple[str, ...]]:
    """Every few words in a row of what is written; of shorter texts all of them."""
    texts = [document.title, *(speaker.name for speaker in document.cast)]
    for item in document.script:
        texts.append(item.text)
        texts += [getattr(item, "spoken", None) or "", getattr(item, "notes", "")]
    found: set[tuple[str, ...]] = set()
    for text in texts:
        words = _words(text)
        if len(words) >= _TOGETHER or len("".join(words)) > 2:
            found |= set(_runs(words, min(_TOGETHER, len(words))))
    return frozenset(found)


def _without_script(rows: Iterable[str], told: frozenset[tuple[str, ...]]) -> Iterator[str]:
    lengths = {len(run) for run in told}
    for row in rows:
        words = _words(row)
        if any(run in told for length in lengths for run in _runs(words, length)):
            # When, how grave and where it was said still helps.
            yield f"{row[:23]} {LEFT_OUT}"
        else:
            yield row


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _runs(words: list[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + length]) for at in range(len(words) - length + 1))
