"""A project looked at without opening it for work: what is in it, and what of it is not sound.

Changes nothing, waits for nobody and needs no lock; another program may have the project open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from studio.document.values import Document
from studio.project.checks import Findings, content_findings, is_broken, structure_problems
from studio.project.document_codec import Loss
from studio.project.document_rows import read_document
from studio.project.ledger_rows import read_entries
from studio.project.opening import made_by_newer, open_file
from studio.project.schema import Age
from studio.project.store import Damaged, Database
from studio.project.take_rows import TakeRow, take_rows
from studio.project.version_rows import Version, list_versions
from studio.sentences import Message
from studio.takes.ledger_entry import LedgerEntry


@dataclass(frozen=True, slots=True)
class Inspected:
    """What was found in a project file."""

    document: Document
    findings: Findings
    notes: tuple[Message, ...]
    takes: tuple[TakeRow, ...]
    versions: tuple[Version, ...]
    entries: tuple[LedgerEntry, ...]
    size_bytes: int
    is_newer: bool


def inspect(path: Path) -> Inspected:
    """Raises StorageError for what is no project or cannot be read at all."""
    opened = open_file(path, to_write=False, now=datetime.now(UTC))
    database = opened.database
    try:
        losses: list[Loss] = []
        document, _ = read_document(database, losses)
        findings = _findings(database, path, losses)
        is_newer = opened.age is Age.NEWER
        return Inspected(
            document,
            findings,
            (*opened.notes, *([made_by_newer(path=path)] if is_newer else ())),
            tuple(take_rows(database)),
            list_versions(database),
            tuple(read_entries(database)),
            path.stat().st_size,
            is_newer,
        )
    finally:
        database.close()
        opened.release()


def _findings(database: Database, path: Path, losses: list[Loss]) -> Findings:
    problems = structure_problems(database, path.stat().st_size)
    try:
        findings = content_findings(database, lambda: None)
    except Damaged as error:
        findings = Findings()
        problems = (*problems, error.reason) if not is_broken(problems) else problems
    return replace(findings, problems=problems, losses=tuple(losses))
