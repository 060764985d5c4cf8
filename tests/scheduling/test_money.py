"""The ledger, the budget, the day's spending, and what a promotion will cost."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from paid_server import PaidServer, paid_server
from paying import paying, want
from wanted_scenes import scene

from studio.document.values import LineId, LineStatus
from studio.errors import StorageError
from studio.scheduling.budget import Allowance, Budget, allowance, expected_price
from studio.scheduling.day_ledger import DayLedger
from studio.scheduling.ledger import Total, entries_of, price_per_second, total, totals_by
from studio.scheduling.plan import Held
from studio.scheduling.promotion import Which, promotion
from studio.takes.keeping import MemoryStore
from studio.takes.ledger_entry import LedgerEntry
from studio.takes.recipe import draft_recipe, final_recipe
from studio.takes.request_record import Purpose as P
from studio.takes.request_record import RequestRecord, new_request
from studio.takes.take import Take
from studio.tts import SessionUsage

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def _request(text: str, scene_id: str = "", purpose: P = P.SCENE) -> RequestRecord:
    wanted = want(text)
    return new_request(wanted.recipe, wanted.line, wanted.lane, scene_id, purpose, NOW)


@given(
    st.integers(0, 10**7),
    st.lists(st.integers(0, 10**6), min_size=1, max_size=20),
)
def test_a_price_is_shared_out_to_the_last_thousandth(cost: int, samples: list[int]) -> None:
    """Shares follow the samples, none is negative, and together they are what was told."""
    requests = [(_request(str(at)), count) for at, count in enumerate(samples)]
    entries = entries_of(requests, SessionUsage(10.0, cost / 1000, "EUR"), NOW)
    costs = [entry.cost for entry in entries]
    assert sum(each or 0 for each in costs) == cost
    assert all(each is not None and each >= 0 for each in costs)
    assert sum(entry.audio_seconds for entry in entries) == pytest.approx(10.0)


def test_without_usage_our_own_count_stands() -> None:
    """Seconds as they arrived, and a cost that is unknown."""
    (entry,) = entries_of([(_request("a"), 24_000)], None, NOW)
    assert (entry.audio_seconds, entry.cost) == (1.0, None)


def _entry(seconds: float, cost: int | None, line: str = "l", purpose: P = P.SCENE) -> LedgerEntry:
    request = _request(line, "scene", purpose)
    (entry,) = entries_of([(request, 1)], SessionUsage(seconds, None, "EUR"), NOW)
    return replace(entry, cost=cost)


def test_totals_tell_the_known_from_the_unknown() -> None:
    """By Line, by purpose, or all together; unknown seconds are not free ones."""
    entries = [_entry(2, 200), _entry(3, None), _entry(1, 50, "m", P.AUDITION)]
    assert total(entries) == Total(6, 250, 3, "EUR")
    assert not total(entries).is_cost_known
    by_line = totals_by(entries, lambda entry: entry.line)
    assert by_line[LineId("l")].cost == 200
    assert totals_by(entries, lambda entry: entry.purpose)[P.AUDITION] == Total(1, 50, 0, "EUR")
    assert price_per_second(entries) == pytest.approx(250 / 3)
    assert price_per_second([_entry(3, None)]) is None


@pytest.mark.parametrize(
    ("budget", "seen", "expected"),
    [
        (Budget(), None, Allowance()),
        (Budget(project=1000), 100.0, Allowance(5.0)),
        (Budget(project=1000, day=300), 100.0, Allowance(2.0)),
        (Budget(project=400), 100.0, Allowance(0.0)),
        (Budget(project=1000), None, Allowance(must_ask=True)),
        (Budget(project=1000, entered_price_per_minute=6000), None, Allowance(5.0)),
        (Budget(project=1000, entered_price_per_minute=9), 100.0, Allowance(5.0)),
        (Budget(project=1000), 0.0, Allowance()),
        (Budget(project=1000, entered_price_per_minute=6000), 0.0, Allowance(5.0)),
        (Budget(project=1000, entered_price_per_minute=0), None, Allowance()),
    ],
)
def test_a_budget_is_kept_in_seconds(
    budget: Budget, seen: float | None, expected: Allowance
) -> None:
    """At the price seen, else at the price entered; with neither each press asks. Spent seconds
    without a price count at it. Only a cost of nothing that was told or entered lifts it, and one
    that was told not against a price that was entered."""
    project, day = Total(5, 400, 1), Total(1, 100)
    assert allowance(budget, project, day, seen) == expected


def test_what_was_free_makes_nothing_cheaper() -> None:
    """Seconds that cost nothing do not thin out the price of those that were charged; a price of nothing
    is one that was told, never one that was not."""
    free, untold, charged = _entry(1000, 0), _entry(1000, None), _entry(2, 200)
    assert price_per_second([free, untold, charged]) == 100
    assert price_per_second([free, untold]) == 0
    assert price_per_second([untold]) is None


def test_a_price_is_only_told_when_one_is_known() -> None:
    """Not known yet is not nothing."""
    assert expected_price(10, Budget(), None) is None
    assert expected_price(10, Budget(), 33.3) == 333
    assert expected_price(60, Budget(entered_price_per_minute=500), None) == 500


def test_the_days_spending_outlives_the_program(tmp_path: Path) -> None:
    """What was expected stands until it is settled; yesterday's does not count today."""
    path = tmp_path / "folder" / "spending.jsonl"
    day = DayLedger(path)
    day.expect("a", 3.0, NOW)
    day.expect("b", 5.0, NOW)
    day.settle("a", 2.0, 150, NOW)
    day.expect("old", 9.0, NOW - timedelta(days=2))
    assert DayLedger(path).total(NOW) == Total(7.0, 150, 5.0)


def test_a_row_cut_short_by_a_crash_spoils_no_other(tmp_path: Path) -> None:
    """Damaged rows are passed over."""
    path = tmp_path / "spending.jsonl"
    day = DayLedger(path)
    day.expect("a", 3.0, NOW)
    with open(path, "ab") as file:
        file.write(b'{"at": "2026\n[1]\n{"at": 3, "request": 1}\n')
    day.expect("b", 1.0, NOW)
    assert day.total(NOW).seconds == 4.0


def test_two_programs_write_into_one_ledger(tmp_path: Path) -> None:
    """Rows from several writers at once never mix."""
    path = tmp_path / "spending.jsonl"

    def write(name: str) -> None:
        for at in range(50):
            DayLedger(path).expect(f"{name}{at}", 1.0, NOW)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert DayLedger(path).total(NOW).seconds == 200


def test_spending_that_cannot_be_written_down_is_an_error(tmp_path: Path) -> None:
    """One sentence; nothing may be sent then."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match=r"spending|folder"):
        DayLedger(tmp_path / "file" / "spending.jsonl").expect("a", 1.0, NOW)


async def test_a_budget_that_is_used_up_pauses_the_queue(tmp_path: Path) -> None:
    """Nothing more is asked, it is said why, and a larger budget lets it go on."""
    server = PaidServer(cost_cents=0.5)
    lines = [want(f"Line number {at}.") for at in range(4)]
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.books.budget = Budget(project=800, entered_price_per_minute=60 * 700)
        paid.producer.want(tuple(lines))
        await paid.until(lambda: paid.producer.standing.held is Held.BUDGET)
        await paid.until(lambda: paid.producer.standing.is_idle)
        assert sum(server.charged.values()) == 2
        paid.books.budget = Budget()
        paid.producer.want(tuple(lines))
        await paid.settled(*lines)
        assert sum(server.charged.values()) == 4


async def test_a_budget_without_any_price_asks_first(tmp_path: Path) -> None:
    """No price seen and none entered: nothing is bought by itself."""
    server, line = PaidServer(), want("Line.")
    async with paid_server(server), paying(server.url, tmp_path) as paid:
        paid.books.budget = Budget(project=1000)
        paid.producer.want((line,))
        assert paid.producer.standing.held is Held.BUDGET
        assert paid.producer.standing.is_idle
        assert not server.charged
        paid.books.approve(line.expected_seconds)
        paid.producer.want((line,))
        await paid.settled(line)
        assert server.charged[line.recipe.text] == 1


@pytest.mark.parametrize("full", ["ledger", "project"])
async def test_nothing_is_bought_that_could_not_be_kept(tmp_path: Path, full: str) -> None:
    """With a nearly full disk below the books or below the project nothing is asked, the sentence says
    where and how much is missing, and it goes on when there is room."""

    class InProject(MemoryStore):
        def folder(self) -> Path:
            return tmp_path / "project"

    server, line = PaidServer(), want("Line.")
    nearly_full = {tmp_path if full == "ledger" else tmp_path / "project"}
    async with paid_server(server), paying(server.url, tmp_path, store=InProject()) as paid:
        paid.books._day._free_bytes = lambda folder: (
            100_000_000 if folder in nearly_full else 10**12
        )
        paid.producer.want((line,))
        await paid.until(lambda: paid.producer.standing.pause)
        said = str(paid.producer.standing.pause)
        assert f"{next(iter(nearly_full))} is nearly full" in said
        assert "100 MB are free, 500 MB are needed" in said
        assert not server.flushes
        nearly_full.clear()
        paid.producer.try_now()
        await paid.settled(line)
        assert server.charged[line.recipe.text] == 1


SCENE = scene(("A", "One two three."), ("B", "Four five."), ("A", "One two three."), ("B", "Six."))


def test_a_promotion_tells_its_price_first() -> None:
    """Seconds of the drafts times the price seen; the same words once; what is bought already not."""
    store = MemoryStore()
    lines = SCENE.lines
    for line, seconds in zip(lines, (2, 3, 2, 4), strict=True):
        recipe = draft_recipe(SCENE, line)
        assert recipe is not None
        store.keep_take(Take(recipe.key, np.zeros(seconds * 24_000, np.int16)))
    bought = final_recipe(SCENE, lines[3])
    assert bought is not None
    store.keep_take(Take(bought.key, np.zeros(1, np.int16)))

    def promote(which: Which, seen: float | None = 100.0, **more: object) -> object:
        return promotion(
            SCENE,
            which,
            draft=draft_recipe,
            final=final_recipe,
            take=store.take,
            budget=Budget(),
            seen_per_second=seen,
            **more,  # type: ignore[arg-type]
        )

    everything = promote(Which.ALL)
    assert (everything.lines, everything.seconds) == (("0", "1"), 5.0)  # type: ignore[attr-defined]
    assert everything.expected_cost == 500  # type: ignore[attr-defined]
    assert promote(Which.ALL, None).expected_cost is None  # type: ignore[attr-defined]
    assert promote(Which.SELECTED, selected={"1"}).lines == ("1",)  # type: ignore[attr-defined]
    assert promote(Which.CHANGED, once_final={"0"}).lines == ("0",)  # type: ignore[attr-defined]
    assert promote(Which.APPROVED).lines == ()  # type: ignore[attr-defined]


def test_approved_lines_are_promoted() -> None:
    """Approved and locked ones, and no others."""
    first = replace(SCENE.lines[0], status=LineStatus.APPROVED)
    document = replace(SCENE, script=SCENE.script.replaced({first.id: first}))
    found = promotion(
        document,
        Which.APPROVED,
        draft=draft_recipe,
        final=final_recipe,
        take=lambda key: None,
        budget=Budget(),
        seen_per_second=None,
    )
    assert found.lines == ("0",)
    assert found.seconds > 0
