"""What stands in a row beside its words: Takes and prices, what failed, names that may be misspelt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.document.values import Delivery, LineId, LineStatus, Speaker, SpeakerId
from studio.sentences import sentence
from studio.standing.money import LinePrice, PriceKind
from studio.standing.takes import TakeInfo, TakeState
from studio.takes.line_state import LineState
from studio.takes.recipe import TakeKey
from tests.ui.pieces import FIRST, SCENE, SECOND_LINE, THIRD, SetStudio, with_lines
from ui.look import Look
from ui.script import foot
from ui.script.panel import ScriptPanel
from ui.script.row_model import Column
from ui.script.rows import Row
from ui.script.script_view import ScriptView

_BUSY = sentence("test.busy", "The service was busy. Nothing was charged.")


def _info(state: TakeState, key: str, problem: bool = False) -> TakeInfo:
    said = _BUSY() if problem else None
    return TakeInfo(TakeKey(key), None, state, False, True, True, False, problem=said)


@dataclass
class _Takes:
    """Which Takes there are, as the test says."""

    infos: dict[LineId, tuple[TakeInfo, ...]] = field(default_factory=dict)

    def of(self, line: LineId) -> tuple[TakeInfo, ...]:
        return self.infos.get(line, ())

    def stale_because(self, _line: LineId) -> None:
        return None

    def arrived(self, _line: LineId) -> float:
        return 0.62


@dataclass
class _Money:
    prices: dict[LineId, LinePrice] = field(default_factory=dict)

    def price_of(self, line: LineId) -> LinePrice:
        return self.prices.get(line, LinePrice(PriceKind.FREE))


class _Studio(SetStudio):
    takes = _Takes()  # type: ignore[assignment]
    money = _Money()  # type: ignore[assignment]


@pytest.fixture
def studio() -> _Studio:
    made = _Studio()
    made.takes, made.money = _Takes(), _Money()  # type: ignore[misc, assignment]
    return made


@pytest.fixture
def panel(qapp: QApplication, studio: _Studio) -> Iterator[ScriptPanel]:
    window = QWidget()
    made = ScriptPanel(studio, Look(qapp, "dark"), window)
    studio.document_changed.connect(made.document_changed)
    made.document_changed()
    for each in (made, window):
        each.resize(1100, 400)
    window.show()
    yield made
    window.close()
    window.deleteLater()


def _said(panel: ScriptPanel, row: int, column: Column) -> str:
    return str(panel.findChild(ScriptView).model().index(row, column).data())


def test_takes_are_counted_and_prices_told(panel: ScriptPanel, studio: _Studio) -> None:
    """What is free, paid, expected or unknown is never the same, and never nought."""
    studio.takes.infos[FIRST] = (
        _info(TakeState.READY, "one"),
        _info(TakeState.READY, "two"),
        _info(TakeState.QUEUED, "three"),
    )
    studio.money.prices = {
        SECOND_LINE: LinePrice(PriceKind.PAID, 800, "EUR"),
        THIRD: LinePrice(PriceKind.ESTIMATE, 900, "EUR"),
    }
    panel.takes_changed()
    assert [_said(panel, row, Column.TAKES) for row in range(3)] == ["2", "–", "–"]
    assert [_said(panel, row, Column.PRICE) for row in range(3)] == ["free", "0.8 ct", "~0.9 ct"]
    studio.money.prices = {
        FIRST: LinePrice(PriceKind.NOT_REPORTED),
        SECOND_LINE: LinePrice(PriceKind.NOT_KNOWN),
    }
    panel.takes_changed()
    assert [_said(panel, row, Column.PRICE) for row in range(2)] == ["not reported", "not known"]


def test_a_narrow_window_hides_prices(panel: ScriptPanel) -> None:
    """The tooltip of the state still has them; the words of the Lines get the room."""
    view = panel.findChild(ScriptView)
    before = view.columnWidth(Column.TEXT)
    panel.show_price(False)
    assert view.isColumnHidden(Column.PRICE)
    assert view.columnWidth(Column.TEXT) > before
    tip = view.model().index(0, Column.LENGTH).data(Qt.ItemDataRole.ToolTipRole)
    assert "free" in tip


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"status": LineStatus.LOCKED}, "Locked"),
        ({"status": LineStatus.APPROVED}, "Approved"),
        ({"status": LineStatus.NEEDS_RETAKE}, "Needs a retake"),
        ({"is_muted": True, "status": LineStatus.LOCKED}, "Muted"),
        ({}, "Draft voice"),
    ],
)
def test_a_row_says_what_is_most_pressing(
    panel: ScriptPanel, studio: _Studio, change: dict[str, object], word: str
) -> None:
    studio.put(with_lines(replace(SCENE.lines[0], **change), SCENE.lines[1]))  # type: ignore[arg-type]
    assert _said(panel, 0, Column.STATE) == word


def test_a_coming_take_says_how_much_has_come(panel: ScriptPanel, studio: _Studio) -> None:
    studio.states = {FIRST: LineState.COMING}
    panel.takes_changed()
    assert _said(panel, 0, Column.STATE) == "Coming 62 %"


def test_a_failed_line_says_why_and_can_be_tried_again(
    panel: ScriptPanel, studio: _Studio, qtbot: QtBot
) -> None:
    """The row grows by one line of words; a press on its end asks for the Line once more."""
    view = panel.findChild(ScriptView)
    before = view.rowHeight(1)
    studio.states = {SECOND_LINE: LineState.FAILED}
    studio.takes.infos[SECOND_LINE] = (_info(TakeState.FAILED, "one", problem=True),)
    panel.takes_changed()
    assert view.rowHeight(1) == before + 20
    row = panel.row_of(SECOND_LINE)
    assert isinstance(row, Row)
    assert row.foot is not None
    assert row.foot.words == "The service was busy. Nothing was charged."
    whole = view.visualRect(view.model().index(1, Column.TEXT))
    box = foot.box_in(whole, whole.left(), whole.width())
    asked: list[str] = []
    panel.again_wanted.connect(asked.append)
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(view.viewport(), left, pos=box.topLeft() + QPoint(5, 5))
    assert asked == []
    qtbot.mouseClick(view.viewport(), left, pos=foot.action_box(box, row.foot).center())
    assert asked == [SECOND_LINE]
    studio.states = {}
    panel.takes_changed()
    assert view.rowHeight(1) == before


def test_a_locked_line_says_so_in_its_row(panel: ScriptPanel, studio: _Studio) -> None:
    """Writing it is refused where one looks, for a few seconds."""
    studio.put(with_lines(replace(SCENE.lines[0], status=LineStatus.LOCKED), SCENE.lines[1]))
    panel.writer.begin(FIRST)
    row = panel.row_of(FIRST)
    assert row is not None
    assert row.foot is not None
    assert row.foot.words.startswith("Line 1 is locked.")
    assert not row.foot.is_failure


def test_a_name_one_slip_away_is_asked_about(panel: ScriptPanel, studio: _Studio) -> None:
    """The Speaker with fewer Lines is the one in doubt."""
    typo = Speaker(SpeakerId("typo"), "ANNNA", 2)
    lines = (*SCENE.lines[:2], replace(SCENE.lines[2], speaker=typo.id), SCENE.lines[0])
    lines = (*lines[:3], replace(lines[3], id=LineId("fourth")))
    studio.put(replace(with_lines(*lines), cast=(typo, *SCENE.cast)))
    rows = [panel.row_of(line.id) for line in lines]
    assert [row.near if row else "" for row in rows] == [None, None, "ANNA", None]
    index = panel.findChild(ScriptView).model().index(2, Column.SPEAKER)
    assert "ANNNA: did you mean ANNA?" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_a_delivery_of_its_own_is_explained(panel: ScriptPanel, studio: _Studio) -> None:
    studio.put(with_lines(replace(SCENE.lines[0], delivery=Delivery(speed=1.06))))
    tip = panel.findChild(ScriptView).model().index(0, Column.SPEAKER)
    assert "Speed 1.06 here, 1.00 for ANNA" in tip.data(Qt.ItemDataRole.ToolTipRole)


def test_text_and_rows_grow_together(qapp: QApplication, studio: _Studio) -> None:
    """At double size a row is twice as high; compact rows are as low as their words."""
    look, window = Look(qapp, "dark"), QWidget()
    panel = ScriptPanel(studio, look, window)
    panel.resize(1100, 400)
    panel.document_changed()
    panel.grab()  # now everything has its place
    view = panel.findChild(ScriptView)
    try:
        look.make_compact(True)
        assert view.rowHeight(1) == 29
        look.make_compact(False)
        assert view.rowHeight(1) == 42
        look.zoom_text(200)
        assert view.rowHeight(1) == 84
    finally:
        look.zoom_text(100)
        look.make_compact(False)
        window.deleteLater()
