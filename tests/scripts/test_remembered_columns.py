"""Which columns a person chose is remembered, and applied to tables like that one."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.scripts.reading import ColumnMapping
from studio.scripts.remembered_columns import mapping_from_json, recall, remember

CHOICE = ColumnMapping({"Figur": "speaker", "Satz": "text", "Regie": ""})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    remember(tmp_path / "columns.json", ["Figur", "Satz", "Regie"], CHOICE)
    return tmp_path / "columns.json"


@pytest.mark.parametrize(
    "header",
    [
        ["Figur", "Satz", "Regie"],
        ["figur:", " SATZ", "Regie"],
        ["Nr", "Satz", "Figur"],
        ["Satz", "Figur", "Übersetzung", "Regie"],
    ],
)
def test_a_choice_holds_for_tables_with_the_same_columns(file: Path, header: list[str]) -> None:
    """In another order, with a column more, or without one that was to stay out."""
    assert recall(file, header, True) == CHOICE


@pytest.mark.parametrize("header", [["Figur", "Text"], ["a", "b", "c"], []])
def test_a_choice_is_not_forced_on_other_tables(file: Path, header: list[str]) -> None:
    """A table that lacks a chosen column is judged anew."""
    assert recall(file, header, True) is None
    assert recall(file, header, False) is None


def test_tables_without_a_header_are_known_by_their_width(file: Path) -> None:
    """The first row of such a table is never the same again."""
    bare = ColumnMapping({"1": "speaker", "3": "text"}, has_header=False)
    remember(file, ["ANNA", "x", "Hi."], bare)
    assert recall(file, ["BEN", "y", "Ho."], False) == bare
    assert recall(file, ["BEN", "y", "Ho."], True) is None
    assert recall(file, ["BEN", "Ho."], False) is None


def test_the_latest_choice_counts(file: Path) -> None:
    """Of two that fit, the one made last."""
    later = ColumnMapping({"Satz": "text"})
    remember(file, ["Satz"], later)
    assert recall(file, ["Nr", "Satz", "Figur"], True) == later


def test_null_leaves_a_column_to_itself() -> None:
    """A file of columns may say that one is not to be read."""
    mapping = mapping_from_json("x", b'{"a": "text", "notes": null}')
    assert mapping.fields == {"a": "text", "notes": ""}
