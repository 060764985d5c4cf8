from __future__ import annotations

from datetime import UTC, datetime

import pytest

from studio.document.values import Delivery, LineId, SpeakerId
from studio.takes.recipe import Recipe
from studio.takes.request_record import Purpose, RequestState, after_a_crash, new_request

RECORD = new_request(
    Recipe("Hello.", "voices.example", 1, "", Delivery()),
    LineId("l"),
    SpeakerId("s"),
    "scene",
    Purpose.SCENE,
    datetime(2026, 1, 1, tzinfo=UTC),
)


def test_an_end_is_final() -> None:
    """What was done, lost or refused cannot become anything else."""
    for end in (
        RequestState.DONE,
        RequestState.PARTIAL,
        RequestState.UNKNOWN,
        RequestState.FAILED_FREE,
    ):
        over = RECORD.becomes(RequestState.ASKED).becomes(end)
        assert over.is_over
        with pytest.raises(ValueError, match="cannot become"):
            over.becomes(RequestState.ASKED)


def test_only_what_was_refused_or_never_sent_is_free() -> None:
    """Everything else may have been charged, and is asked again by a person only."""
    free = [state for state in RequestState if not RECORD.becomes(state).may_have_been_charged]
    assert free == [RequestState.NEW, RequestState.FAILED_FREE]


def test_a_crash_ends_what_was_under_way() -> None:
    """With what had come by then."""
    receiving = RECORD.becomes(RequestState.RECEIVING, 700)
    found = after_a_crash(receiving)
    assert (found.state, found.received_samples) == (RequestState.PARTIAL, 700)
    assert after_a_crash(found) is found


def test_each_request_has_an_id_of_its_own() -> None:
    """Two requests for the same words are told apart."""
    again = new_request(
        Recipe("Hello.", "voices.example", 1, "", Delivery()),
        LineId("l"),
        SpeakerId("s"),
        "",
        Purpose.RETAKE,
        datetime.now(UTC),
    )
    assert again.id != RECORD.id
    assert (again.key, again.text_hash) == (RECORD.key, RECORD.text_hash)
