"""An edit of a long script works out what it touched, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from studio.document.edits import lines, whole
from studio.document.values import Document, Line, LineId
from studio.front.block_lengths import all_lengths, lengths_by_block
from studio.front.line_casting import LineCasting
from studio.takes.mode import Mode
from studio.takes.recipe import Recipe, draft_recipe
from studio.timeline.lengths import line_lengths
from tests.scheduling.wanted_scenes import scene

LONG = scene(*[("A" if at % 2 else "B", f"This is line {at}.") for at in range(2000)])


def test_only_the_block_of_the_edited_line_is_measured() -> None:
    """The rest is taken over as it is, and the whole is what measuring everything gives."""
    asked: list[LineId] = []

    def heard(document: Document, line: Line) -> Recipe | None:
        asked.append(line.id)
        return draft_recipe(document, line)

    known = lengths_by_block(LONG, heard, lambda _: None, {})
    assert len(asked) == 2000
    asked.clear()
    edited = lines.set_text(LONG, LineId("700"), "Quite other words, and many more of them.")
    again = lengths_by_block(edited, heard, lambda _: None, known)
    assert 0 < len(asked) <= 512
    assert all_lengths(again) == line_lengths(edited, draft_recipe, lambda _: None)


def test_recipes_are_kept_until_something_decides_otherwise_for_all() -> None:
    """An edit of one Line leaves those of others the very same; another language makes them anew."""
    casting = LineCasting()
    casting.look_at(LONG, Mode.DRAFT)
    far, near = casting.who[LineId("1999")], casting.who[LineId("700")]
    edited = lines.set_text(LONG, LineId("700"), "Other words.")
    casting.look_at(edited, Mode.DRAFT)
    assert casting.who[LineId("1999")] is far
    assert casting.who[LineId("700")] != near
    casting.look_at(whole.set_language(edited, "de"), Mode.DRAFT)
    assert casting.who[LineId("1999")] != far
    casting.look_at(replace(LONG, title="T"), Mode.FINAL)
    assert casting.who[LineId("700")].mode is Mode.FINAL
