"""What was paid for is told by line, speaker, scene and day; nothing unknown is ever nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio.document import step_names
from studio.document.values import Line, LineId, SpeakerId
from studio.scheduling.budget import Budget
from studio.studio import Studio
from studio.takes.ledger_entry import LedgerEntry
from studio.takes.recipe import TakeKey
from studio.takes.request_record import Purpose
from tests.ui.pieces import ANNA, BEN, FIRST, HEADING, SCENE, SECOND_LINE, with_lines
from tests.ui.running import InQt, until
from ui.ledger.dialog import LedgerDialog
from ui.ledger.rows import Books, By, rows_of
from ui.ledger.table import as_csv
from ui.ledger_desk import LedgerDesk


def _entry(
    key: str,
    line: LineId,
    speaker: SpeakerId,
    cost: int | None,
    day: int = 20,
    purpose: Purpose = Purpose.SCENE,
    scene: str = "",
) -> LedgerEntry:
    at = datetime(2026, 11, day, 12, tzinfo=UTC)
    return LedgerEntry(
        f"request {key}", TakeKey(key), line, speaker, scene, purpose, at, 3.0, cost, "EUR", "model"
    )


ENTRIES = (
    _entry("a", FIRST, ANNA, 800),
    _entry("b", FIRST, ANNA, 900, 21, Purpose.RETAKE),
    _entry("c", SECOND_LINE, BEN, None, 21, scene=HEADING.id),
    _entry("d", SECOND_LINE, BEN, 500, 21, Purpose.AUDITION, HEADING.id),
    _entry("e", LineId("long gone"), SpeakerId("nobody"), 100, 22, scene="no scene"),
)
KEPT = frozenset({TakeKey("b"), TakeKey("c")})
BOOKS = Books(with_lines(SCENE.lines[0], HEADING, *SCENE.lines[1:]), ENTRIES, KEPT, {FIRST: 870})


def test_each_line_tells_what_was_kept_discarded_and_tried() -> None:
    """The sum of the three is what was spent; what is gone from the script stands at the end."""
    first, second, gone = rows_of(BOOKS, By.LINE)
    assert (first.spent.kept.cost, first.spent.discarded.cost) == (900, 800)
    assert (second.spent.auditions.cost, second.spent.kept.unpriced_seconds) == (500, 3.0)
    assert (gone.name, gone.spent.whole.cost) == ("Lines that are gone", 100)
    assert first.expected == 870
    assert second.expected is None


@pytest.mark.parametrize(
    ("by", "names"),
    [
        (By.SPEAKER, ["ANNA", "BEN", "Speakers who are gone"]),
        (By.SCENE, ["Before the first scene", "The cellar", "Scenes that are gone"]),
        (By.DAY, ["2026-11-22", "2026-11-21", "2026-11-20"]),
    ],
)
def test_every_grouping_holds_all_that_was_spent(by: By, names: list[str]) -> None:
    """Not one thousandth of a cent is lost, however it is looked at."""
    rows = rows_of(BOOKS, by)
    assert [row.name for row in rows] == names
    assert sum(row.spent.whole.cost for row in rows) == 2300
    assert sum(row.spent.takes for row in rows) == len(ENTRIES)


def test_the_table_has_a_row_for_each_payment_and_no_formula() -> None:
    """A price nobody told is empty; words a spreadsheet would run are marked as words."""
    evil = replace(SCENE.lines[0], text="=HYPERLINK(1)")
    lines: tuple[Line, ...] = (evil, *SCENE.lines[1:])
    books = replace(BOOKS, document=with_lines(*lines))
    rows = list(csv.DictReader(io.StringIO(as_csv(books))))
    assert [row["cost_cents"] for row in rows] == ["0.800", "0.900", "", "0.500", "0.100"]
    assert [row["use"] for row in rows] == ["discarded", "kept", "kept", "audition", "discarded"]
    assert rows[0]["text"] == "'=HYPERLINK(1)"
    assert (rows[4]["line"], rows[4]["speaker"]) == ("", "")


@pytest.fixture
def desk(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[LedgerDesk, QWidget]]:
    studio, window = Studio(), QWidget()
    studio.edit(step_names.TITLE(title="The Lamp"), lambda _: BOOKS.document)
    studio.money.set_budget(Budget(project=500_000, day=200_000))
    found: Future[tuple[LedgerEntry, ...]] = Future()
    found.set_result(ENTRIES)
    monkeypatch.setattr(studio.money, "ledger", lambda: found)
    monkeypatch.setattr(studio.money, "kept", lambda: KEPT)
    monkeypatch.setattr(studio.money, "expected", lambda: BOOKS.expected)
    window.show()
    qtbot.waitExposed(window)
    yield LedgerDesk(studio, window), window
    window.hide()
    window.deleteLater()
    studio.close()


async def _open(desk: LedgerDesk, window: QWidget) -> LedgerDialog:
    desk.open()
    await until(
        lambda: window.findChild(LedgerDialog) and window.findChild(LedgerDialog).isVisible()
    )
    return window.findChild(LedgerDialog)


def test_the_window_tells_sums_limits_and_what_is_not_reported(
    desk: tuple[LedgerDesk, QWidget], in_qt: InQt
) -> None:
    """Budgets stand beside what was spent; unknown prices are words."""

    async def look() -> None:
        shown = await _open(*desk)
        labels = " ".join(each.text() for each in shown.findChildren(QLabel))
        assert "This project: 2.3 ct + not reported, of it 0.9 ct + not reported kept" in labels
        assert "of €2.00" in labels
        assert "Limit of this project: €5.00" in labels
        table = shown.findChild(QTableWidget)
        assert table.item(1, 3).text() == "not reported"
        assert table.item(1, 6).text() == "≥ 0.5 ct"
        assert table.item(0, 7).text() == "~0.9 ct"
        by_day = [it for it in shown.findChildren(QToolButton) if it.text() == "By day"]
        by_day[0].click()
        assert table.item(0, 0).text() == "2026-11-22"
        assert table.isColumnHidden(7)
        shown.reject()
        await until(lambda: desk[1].findChild(LedgerDialog) is None)

    in_qt(look())


def test_columns_sort_by_worth(desk: tuple[LedgerDesk, QWidget], in_qt: InQt) -> None:
    """€2.00 is more than 0.9 ct, whatever the letters say."""

    async def look() -> None:
        shown = await _open(*desk)
        table = shown.findChild(QTableWidget)
        table.sortItems(6, Qt.SortOrder.DescendingOrder)
        assert table.item(0, 6).text() == "1.7 ct"
        assert table.item(2, 6).text() == "0.1 ct"
        shown.reject()
        await until(lambda: desk[1].findChild(LedgerDialog) is None)

    in_qt(look())


def test_it_can_be_saved_as_a_table(
    desk: tuple[LedgerDesk, QWidget], in_qt: InQt, tmp_path: Path
) -> None:
    """What is saved is what is shown, row by row of payment."""
    target = tmp_path / "ledger.csv"

    async def save() -> None:
        shown = await _open(*desk)
        buttons = shown.findChildren(QPushButton)
        next(it for it in buttons if it.text().startswith("Save")).click()
        await until(lambda: shown.findChild(QFileDialog))
        asked = shown.findChild(QFileDialog)
        asked.findChild(QLineEdit).setText(str(target))
        asked.accept()
        await until(target.exists)
        shown.reject()
        await until(lambda: desk[1].findChild(LedgerDialog) is None)

    in_qt(save())
    assert target.read_text(encoding="utf-8-sig") == as_csv(BOOKS)
