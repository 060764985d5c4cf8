"""The Document as the window sees it: every edit is a step that can be gone back on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.document.change import Change
from studio.document.edits import casting, lines, whole
from studio.document.edits.grasp import EditError
from studio.document.step_names import RENAME_SPEAKER, TITLE, TYPE
from studio.document.values import Document, SpeakerId
from studio.studio import Studio


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    script = tmp_path / "scene.txt"
    script.write_text("ANNA: Hello.\nBEN: Good evening.\n", encoding="utf-8")
    studio = Studio()
    studio.show(studio.open(script).result(10))
    yield studio
    studio.close()


def _type(studio: Studio, text: str) -> None:
    line = studio.document.lines[0].id
    studio.edit(TYPE(str(line), number=1), lambda document: lines.set_text(document, line, text))


def test_an_edit_tells_what_it_changed_and_can_be_undone(studio: Studio) -> None:
    """Undo and redo name the step and bring back the very same Document."""
    told: list[Change] = []
    studio.document_changed.connect(told.append)
    before = studio.document
    _type(studio, "Hello there.")
    after = studio.document
    assert told == [Change(altered=(before.lines[0].id,))]
    assert str(studio.undo_step and studio.undo_step.word) == "Typing"
    assert studio.redo_step is None
    studio.undo()
    assert studio.document is before
    assert studio.undo_step is None
    assert str(studio.redo_step and studio.redo_step.word) == "Typing"
    studio.redo()
    assert studio.document is after
    assert len(told) == 3


def test_a_script_that_left_the_house_is_remembered(studio: Studio, tmp_path: Path) -> None:
    """What comes back is compared with what was sent: a line edited before that is no dispute, one
    edited since is. It is no step, and undo leaves it alone."""
    _type(studio, "Hello there.")
    steps = studio.steps_done
    sent = studio.document
    studio.sent_out(sent)
    assert studio.steps_done == steps
    script = tmp_path / "back.txt"
    script.write_text("ANNA: Hello there!\nBEN: Good evening!\n", encoding="utf-8")
    found = studio.intake(script, studio.document).comparison
    assert [row.result.name for row in found.rows] == ["CHANGED", "CHANGED"]
    _type(studio, "Hello over there.")
    found = studio.intake(script, studio.document).comparison
    assert [row.result.name for row in found.rows] == ["UNSURE", "CHANGED"]


def test_an_edit_that_is_refused_changes_nothing(studio: Studio) -> None:
    """It says why, no step is made and nobody is told."""
    told: list[Change] = []
    studio.document_changed.connect(told.append)
    anna, ben = studio.document.cast

    def rename(document: Document) -> Document:
        return casting.rename_speaker(document, SpeakerId(ben.id), anna.name)

    with pytest.raises(EditError):
        studio.edit(RENAME_SPEAKER(old=ben.name, name=anna.name), rename)
    assert not told
    assert not studio.steps


def test_all_steps_are_listed_and_any_can_be_gone_to(studio: Studio) -> None:
    """The list keeps what was undone until something else is edited."""
    _type(studio, "One.")
    studio.end_step()
    studio.edit(TITLE(title="T"), lambda document: whole.set_title(document, "T"))
    studio.go_to_step(0)
    assert [str(step.word) for step in studio.steps] == ["Typing", "Change title"]
    assert studio.steps_done == 0
    studio.go_to_step(1)
    assert studio.document.lines[0].text == "One."
    _type(studio, "Two.")
    assert [str(step.word) for step in studio.steps] == ["Typing", "Typing"]


def test_another_script_begins_a_history_of_its_own(studio: Studio, tmp_path: Path) -> None:
    """What was done to the last one cannot be undone in this one; who listens is told of the change."""
    _type(studio, "One.")
    told: list[Change] = []
    studio.document_changed.connect(told.append)
    other = tmp_path / "other.txt"
    other.write_text("CARO: Hi.", encoding="utf-8")
    studio.show(studio.open(other).result(10))
    assert studio.undo() is None
    assert [len(change.added) for change in told] == [1]
    _type(studio, "Hi there.")
    assert len(told) == 2
