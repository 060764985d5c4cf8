from __future__ import annotations

from dataclasses import replace

from studio.document.change import NO_CHANGE, Change, change
from studio.document.edits import casting, lines, script, whole
from studio.document.lanes import LaneSettings
from studio.document.values import Document, LineId, Script, SpeakerId
from tests.document.made import scene

LONG = scene(*(("AB"[n % 2], f"Line {n}.") for n in range(5000)))


def _order(document: Document) -> list[str]:
    return [item.id for item in document.script]


def test_nothing_changed_is_no_change() -> None:
    """The same value, or an equal one."""
    assert change(LONG, LONG) is NO_CHANGE
    assert not change(LONG, replace(LONG))
    assert not change(LONG, replace(LONG, script=Script(LONG.script)))


def test_one_moved_line_is_the_only_one_that_moved() -> None:
    """However far it went, and though it passed blocks nobody touched."""
    for before in ("1", "300", "4990", None):
        after = script.move(LONG, ["2500"], before)
        assert change(LONG, after) == Change(moved=("2500",))
        assert change(after, LONG) == Change(moved=("2500",))


def test_a_moved_run_of_lines_moved_and_not_the_rest() -> None:
    """The smaller part is what moved."""
    run = [str(number) for number in range(1000, 1040)]
    assert change(LONG, script.move(LONG, run, "4000")).moved == tuple(run)


def test_added_removed_and_altered_come_in_order() -> None:
    """What was taken out is in the old order, the rest in the new one."""
    after = script.delete(LONG, ["4000", "20"])
    after = lines.set_text(lines.set_text(after, LineId("9"), "x"), LineId("4500"), "x")
    after = script.duplicate(after, ["8"])
    new = next(id for id in _order(after) if id not in set(_order(LONG)))
    assert change(LONG, after) == Change((new,), ("20", "4000"), (), ("9", "4500"))


def test_speakers_lanes_and_settings_are_told_apart() -> None:
    """Each view looks at its own part."""
    a, b = SpeakerId("A"), SpeakerId("B")
    document = casting.set_lane(LONG, a, LaneSettings(gain_db=-3))
    document = casting.rename_speaker(document, b, "C")
    document = casting.order_cast(whole.set_title(document, "New"), [b, a])
    assert change(LONG, document) == Change(
        speakers=frozenset({b}),
        lanes=frozenset({a}),
        cast_order=True,
        settings=frozenset({"title"}),
    )
    added = casting.add_speaker(LONG, casting.new_speaker(LONG, "D"))
    assert change(LONG, added).speakers == {added.cast[-1].id}
