"""What was asked of paid services and what it cost, in its tables."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from enum import Enum
from typing import TypeVar

from studio.document.values import LineId, SpeakerId
from studio.project.store import Database
from studio.project.take_rows import sensible_seconds
from studio.takes.ledger_entry import LedgerEntry
from studio.takes.recipe import TakeKey
from studio.takes.request_record import Purpose, RequestRecord, RequestState

E = TypeVar("E", bound=Enum)

_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
"""For a time that cannot be read."""

_log = logging.getLogger(__name__)


def put_request(database: Database, record: RequestRecord) -> None:
    """Store the record as it is now."""
    database.run(
        "INSERT OR REPLACE INTO requests VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            record.id,
            record.key,
            record.line,
            record.speaker,
            record.scene,
            record.purpose.value,
            record.service,
            record.text_hash,
            record.asked_at.isoformat(),
            record.state.value,
            record.received_samples,
        ),
    )


def read_requests(database: Database) -> Iterator[RequestRecord]:
    """Every record, the oldest first; one that makes no sense counts as asked, so that nothing is
    paid for twice because of it."""
    for row in database.rows("SELECT * FROM requests ORDER BY asked_at, id"):
        id, key, line, speaker, scene, purpose, service, text_hash, at, state, received = row
        yield RequestRecord(
            id,
            TakeKey(key),
            LineId(line),
            SpeakerId(speaker),
            scene,
            _one_of(Purpose, purpose, Purpose.SCENE),
            service,
            text_hash,
            _time(at),
            _one_of(RequestState, state, RequestState.UNKNOWN),
            max(0, received),
        )


def put_entries(database: Database, entries: Iterable[tuple[str, LedgerEntry]]) -> None:
    """Add entries under ids of their own, so that writing them once more changes nothing."""
    database.run_many(
        "INSERT OR REPLACE INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                id,
                entry.request,
                entry.key,
                entry.line,
                entry.speaker,
                entry.scene,
                entry.purpose.value,
                entry.at.isoformat(),
                entry.audio_seconds,
                entry.cost,
                entry.currency,
                entry.model,
            )
            for id, entry in entries
        ],
    )


def read_entries(database: Database) -> Iterator[LedgerEntry]:
    """Every entry, the oldest first."""
    for row in database.rows("SELECT * FROM ledger ORDER BY at, id"):
        _, request, key, line, speaker, scene, purpose, at, seconds, cost, currency, model = row
        yield LedgerEntry(
            request,
            TakeKey(key),
            LineId(line),
            SpeakerId(speaker),
            scene,
            _one_of(Purpose, purpose, Purpose.SCENE),
            _time(at),
            sensible_seconds(seconds),
            cost,
            currency,
            model,
        )


def _one_of(kind: type[E], value: str, otherwise: E) -> E:
    try:
        return kind(value)
    except ValueError:
        _log.info("a %s %r is not known", kind.__name__, value)
        return otherwise


def _time(value: str) -> datetime:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return _NO_TIME
