from __future__ import annotations

from studio.document.change import Change
from studio.document.edits import lines, whole
from studio.document.history import MERGE_SECONDS, MOST_STEPS, History
from studio.document.step_names import DELETE_LINES, TITLE, TYPE
from studio.document.values import LineId
from tests.document.made import scene

SCENE = scene(("A", "One."), ("B", "Two."))


def _type(history: History, text: str, now: float, line: str = "1") -> None:
    edited = lines.set_text(history.document, LineId(line), text)
    history.edit(edited, TYPE(f"text {line}", number=1), now)


def test_quick_typing_is_one_step_and_a_pause_begins_another() -> None:
    """Letters that follow each other within a second go back together."""
    history = History(SCENE)
    for place, text in enumerate(("O", "On", "Onc", "Once")):
        _type(history, text, place * MERGE_SECONDS * 0.9)
    _type(history, "Once more", 10.0)
    assert len(history.done) == 2
    history.undo()
    assert history.document.lines[0].text == "Once"
    history.undo()
    assert history.document is SCENE


def test_another_line_or_kind_or_an_end_of_the_step_begins_another() -> None:
    """Only edits with the same key grow together."""
    history = History(SCENE)
    _type(history, "a", 0.0)
    _type(history, "b", 0.1, line="2")
    _type(history, "c", 0.2, line="2")
    history.end_step()
    _type(history, "d", 0.3, line="2")
    history.edit(whole.set_title(history.document, "t"), TITLE(title="t"), 0.4)
    history.edit(whole.set_title(history.document, "u"), TITLE(title="u"), 0.5)
    assert [str(step.name.word) for step in history.done] == [
        "Typing", "Typing", "Typing", "Change title", "Change title"
    ]  # fmt: skip


def test_what_was_undone_never_grows() -> None:
    """Typing after an undo is a step of its own, and forgets what could have been done again."""
    history = History(SCENE)
    _type(history, "a", 0.0)
    history.end_step()
    _type(history, "ab", 0.1)
    history.undo()
    assert len(history.undone) == 1
    _type(history, "ax", 0.2)
    assert history.undone == ()
    assert len(history.done) == 2
    history.undo()
    history.redo()
    _type(history, "axy", 0.3)
    assert len(history.done) == 3


def test_what_was_gone_back_to_never_grows_either() -> None:
    """Typing on where an undo led to can be undone to there."""
    history = History(SCENE)
    _type(history, "a", 0.0)
    history.edit(whole.set_title(history.document, "t"), TITLE(title="t"), 0.1)
    history.undo()
    _type(history, "ab", 0.2)
    history.undo()
    assert history.document.lines[0].text == "a"


def test_steps_have_a_word_and_a_sentence() -> None:
    """For the menu and for the list."""
    history = History(SCENE)
    history.edit(whole.set_title(SCENE, "x"), DELETE_LINES(3), 0.0)
    name = history.undo()
    assert name is not None
    assert (str(name.word), str(name.sentence)) == ("Delete 3 lines", "Deleted 3 lines.")
    assert str(DELETE_LINES(1).word) == "Delete line"
    assert history.undo() is None


def test_the_oldest_steps_are_forgotten() -> None:
    """The history has an end, so that memory has one."""
    history = History(SCENE)
    for number in range(MOST_STEPS + 10):
        history.edit(whole.set_title(history.document, str(number)), TITLE(title=str(number)), 0.0)
    assert len(history.done) == MOST_STEPS
    while history.undo():
        pass
    assert history.document.title == "9"


def test_each_step_tells_what_it_changed() -> None:
    """Edits, undos and redos alike; an edit that changed nothing tells nothing."""
    told: list[Change] = []
    history = History(SCENE)
    history.changed.connect(told.append)
    history.edit(SCENE, TITLE(title=""), 0.0)
    _type(history, "New.", 1.0, line="2")
    history.undo()
    history.redo()
    assert told == [Change(altered=("2",))] * 3


def test_any_step_can_be_gone_to_at_once() -> None:
    """Back to the beginning and forth again is one change each, whatever lies between."""
    history = History(SCENE)
    told: list[Change] = []
    for place, text in enumerate(("a", "b", "c")):
        _type(history, text, place * 10.0)
    history.changed.connect(told.append)
    history.go_to(0)
    assert history.document is SCENE
    assert len(history.undone) == 3
    history.go_to(2)
    assert history.document.lines[0].text == "b"
    history.go_to(2)
    history.go_to(99)
    assert history.document.lines[0].text == "c"
    assert told == [Change(altered=("1",))] * 3
