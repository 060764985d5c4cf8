"""Lines that were made anew and those they pushed along are told, and only those."""

from __future__ import annotations

import pytest

from studio.document.values import LineId, SpeakerId
from studio.takes.recipe import TakeKey
from studio.timeline.length_report import LengthReport, length_report, measured
from studio.timeline.values import Clip, Timeline

SECOND = 48_000
A, B, C = LineId("a"), LineId("b"), LineId("c")


def _timeline(*clips: tuple[LineId, float, float]) -> Timeline:
    return Timeline(
        tuple(
            Clip(
                line,
                SpeakerId("s"),
                round(start * SECOND),
                round(end * SECOND),
                round(end * SECOND),
                TakeKey(line),
            )
            for line, start, end in clips
        )
    )


BEFORE = measured(_timeline((A, 0, 2), (B, 2, 4), (C, 4, 6)))


def _report(*clips: tuple[LineId, float, float], made: tuple[LineId, ...]) -> LengthReport:
    return length_report(BEFORE, measured(_timeline(*clips)), made)


def test_a_longer_line_is_told_with_those_it_pushed() -> None:
    """The first grew by half; what stands behind it starts later."""
    report = _report((A, 0, 3), (B, 3, 5), (C, 5, 7), made=(A,))
    assert (report.made, report.much, report.moved) == (1, 1, 2)
    first, second, third = report.rows
    assert (first.change, first.is_moved) == (0.5, False)
    assert second.moved_frames == third.moved_frames == SECOND
    assert (report.end_before, report.end_after) == (6 * SECOND, 7 * SECOND)


@pytest.mark.parametrize(
    ("end", "is_much"), [(2.3, False), (2.32, True), (1.7, False), (1.68, True)]
)
def test_more_than_fifteen_percent_is_much(end: float, is_much: bool) -> None:
    """Longer and shorter alike."""
    report = _report((A, 0, end), (B, 2, 4), (C, 4, 6), made=(A,))
    assert report.rows[0].is_much is is_much


def test_what_stayed_is_not_told() -> None:
    """Neither a Line that is the same, nor one that moved by less than anybody hears."""
    report = _report((A, 0, 2), (B, 2.001, 4.001), (C, 4, 6), made=(A,))
    assert [row.line for row in report.rows] == [A]
    assert (report.much, report.moved) == (0, 0)


def test_a_line_that_came_or_went_meanwhile_is_left_out() -> None:
    """There is nothing to compare it with."""
    report = _report((A, 0, 3), (LineId("new"), 3, 4), made=(A, B))
    assert [row.line for row in report.rows] == [A]
