"""No spreadsheet computes what somebody wrote into a script."""

from __future__ import annotations

import pytest

from studio.formula_guard import guarded, unguarded


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(1)", "+1", "-2", "@x", "\tx", "\rx", "＝1", "'=x", "''+"]
)
def test_no_cell_begins_a_formula(text: str) -> None:
    """What a spreadsheet could run gets an apostrophe, and loses it when it is read."""
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "x", "'x", "'", "1=1", "ok -"])
def test_ordinary_cells_stay_as_they_are(text: str) -> None:
    """Nothing else is touched."""
    assert guarded(text) == text == unguarded(text)
