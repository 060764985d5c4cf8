"""Whatever is edited in whatever order."""

from __future__ import annotations

import copy
from dataclasses import replace
from random import Random
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from studio.document import ordered
from studio.document.change import change
from studio.document.edits.grasp import EditError
from studio.document.history import History, StepName
from studio.document.step_names import MOVE_LINES
from studio.document.validity import faults
from studio.document.values import Document, Script
from studio.errors import InputError
from tests.document.made import documents, scene
from tests.document.random_edits import EDITS, random_edit

_NAME: StepName = MOVE_LINES(2)


@given(documents(), st.randoms(use_true_random=False), st.integers(1, 25))
def test_edits_and_undos_return_to_an_equal_value(
    document: Document, random: Random, count: int
) -> None:
    """Undo all, redo all: each Document on the way is met again, untouched by what came after."""
    history = History(document)
    states = [document]
    for _ in range(count):
        edited = random_edit(history.document, random)
        if edited is not history.document:
            states.append(edited)
        history.edit(edited, _NAME, 0.0)
    kept = copy.deepcopy(states)
    for state, before in zip(reversed(states), reversed(kept), strict=True):
        assert history.document is state
        assert history.document == before
        history.undo()
    assert history.undo() is None
    for state in states[1:]:
        history.redo()
        assert history.document is state


@given(documents(), st.randoms(use_true_random=False), st.integers(1, 25))
def test_no_edit_leaves_anything_that_refers_to_nothing(
    document: Document, random: Random, count: int
) -> None:
    """Ids stay unique, Lines have Speakers, notes have Lines, after any edits."""
    for _ in range(count):
        document = random_edit(document, random)
        assert not list(faults(document))


@given(documents(most_items=30), st.randoms(use_true_random=False), st.integers(1, 12))
def test_a_change_names_exactly_what_is_different(
    before: Document, random: Random, count: int
) -> None:
    """In blocks as small as can be: added, removed and altered are what two tables would show; without the moved the order is
    the same."""
    with patch.multiple(ordered, BLOCK=4, _MOST=6, _FEWEST=2):
        after = before = replace(before, script=Script(before.script))
        for _ in range(count):
            after = random_edit(after, random)
        found = change(before, after)
    old = {item.id: item for item in before.script}
    new = {item.id: item for item in after.script}
    assert set(found.added) == new.keys() - old.keys()
    assert set(found.removed) == old.keys() - new.keys()
    assert set(found.altered) == {id for id in new.keys() & old.keys() if new[id] != old[id]}
    settled = (old.keys() & new.keys()) - set(found.moved)
    assert [id for id in old if id in settled] == [id for id in new if id in settled]
    assert bool(found) == (before != after)


def test_the_bot_manages_every_kind_of_edit() -> None:
    """No random edit is one that can never be done: else the tests above test less than they say."""
    random = Random(5)
    document = scene(*((f"N{n % 4}", f"Word {n}, yes no never.") for n in range(40)))
    changed = set()
    for _ in range(4000):
        edit = random.randrange(len(EDITS))
        try:
            edited = EDITS[edit](document, random)
        except (EditError, InputError):
            continue
        if edited is not document:
            changed.add(edit)
        if len(edited.script) < 200:
            document = edited
    assert changed == set(range(len(EDITS)))
