from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from studio.document.values import Delivery, LineId, SpeakerId
from studio.project.creating import new_project
from studio.project.project import Project
from studio.takes.ledger_entry import LedgerEntry
from studio.takes.recipe import Recipe
from studio.takes.request_record import Purpose, RequestState, new_request
from tests.project.made import SCENE, key, take

AT = datetime(2026, 11, 20, 10, 4, 5, 678901, UTC)
RECIPE = Recipe("Where?", "api.example.org", 7, "m", Delivery(speed=1.1))
RECORD = new_request(RECIPE, LineId("1"), SpeakerId("MARA"), "", Purpose.RETAKE, AT)


def test_a_request_is_on_the_disk_before_anything_is_sent(path: Path) -> None:
    """Each step of it takes the place of the one before."""
    project = new_project(SCENE, path)
    project.takes.write_request(RECORD).result(10)
    asked = RECORD.becomes(RequestState.ASKED)
    project.takes.write_request(asked).result(10)
    assert project.close() is None
    project = Project(path)
    assert project.takes.requests() == (asked,)
    assert project.close() is None


def test_entries_come_back_in_the_order_of_time(path: Path) -> None:
    """A cost nobody told is not nothing; the same entry written twice is two."""
    entries = [
        LedgerEntry(
            "r", key(1), LineId("1"), SpeakerId("MARA"), "s", purpose, AT, 1.5, cost, "EUR", "m"
        )
        for purpose, cost in ((Purpose.SCENE, 31), (Purpose.AUDITION, None), (Purpose.SCENE, 0))
    ]
    project = new_project(SCENE, path)
    project.takes.add_entries(entries).result(10)
    project.takes.add_entries(entries[:1]).result(10)
    assert project.close() is None
    project = Project(path)
    found = project.takes.entries()
    assert sorted(map(repr, found)) == sorted(map(repr, [*entries, entries[0]]))
    assert project.close() is None


def test_rows_that_make_no_sense_never_make_anything_be_paid_twice(path: Path) -> None:
    """An unknown state counts as one that may have been charged."""
    project = new_project(SCENE, path)
    project.takes.write_request(RECORD).result(10)
    project._thread.write(
        lambda database: database.run("UPDATE requests SET state = 'odd', asked_at = 'x'")
    ).result(10)
    (found,) = project.takes.requests()
    assert found.state is RequestState.UNKNOWN
    assert found.may_have_been_charged
    assert project.close() is None


def test_a_recipe_is_kept_with_all_that_makes_its_key(path: Path) -> None:
    """So a Take can be told without the script; one that no longer fits its key is none."""
    project = new_project(SCENE, path)
    project.takes.keep_recipe(RECIPE).result(10)
    assert project.takes.recipe(RECIPE.key) == RECIPE
    assert project.takes.recipe(key(3)) is None
    project._thread.write(
        lambda database: database.run("UPDATE recipes SET text = 'Other'")
    ).result(10)
    assert project.takes.recipe(RECIPE.key) is None
    assert project.close() is None


def test_numbers_of_a_stranger_that_are_none_count_nothing(path: Path) -> None:
    """Neither endless seconds in the books, nor a take without end, nor a setting that is no JSON."""
    project = new_project(SCENE, path)
    entry = LedgerEntry(
        "r", key(1), LineId("1"), SpeakerId("MARA"), "", Purpose.SCENE, AT, 1.5, 31, "EUR", "m"
    )
    project.takes.keep_take(take(key(1))).result(10)
    project.takes.add_entries([entry]).result(10)
    for statement in (
        "UPDATE ledger SET audio_seconds = 9e999",
        "UPDATE takes SET samples_count = 1 << 60, seconds = -1",
        "INSERT INTO settings VALUES ('project.budget', '[[[')",
    ):
        project._thread.write(lambda database, it=statement: database.run(it)).result(10)
    assert [entry.audio_seconds for entry in project.takes.entries()] == [0.0]
    assert project.takes.outlines() == {}
    assert project.setting("budget").result(10) is None
    assert project.close() is None
