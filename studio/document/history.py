"""Undo as states that share everything unchanged. Knows no clock: whoever edits says when.

A step has two texts: a word for the menu ("Move 3 lines") and a sentence for the list of steps.
"""

from __future__ import annotations

from dataclasses import dataclass

from studio.document.change import Change, change
from studio.document.values import Document
from studio.observers import Observers
from studio.sentences import Message

MOST_STEPS = 500
MERGE_SECONDS = 1.0
"""Small edits of one kind that follow each other more quickly are one step."""


@dataclass(frozen=True, slots=True)
class StepName:
    """What a step is called; steps with the same `merge_key` grow together while it goes quickly."""

    word: Message
    sentence: Message
    merge_key: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was done, and the Document as it was before it."""

    name: StepName
    before: Document
    at_seconds: float


class History:
    """The Document, how it came about, and the way back and forth. Used on one thread."""

    def __init__(self, document: Document) -> None:
        self.changed: Observers[[Change]] = Observers()
        """Told after each edit, undo and redo that made a difference."""
        self._document = document
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def document(self) -> Document:
        return self._document

    @property
    def done(self) -> tuple[Step, ...]:
        """What can be undone, the latest step last."""
        return tuple(self._done)

    @property
    def undone(self) -> tuple[Step, ...]:
        """What can be done again, the next step last; `before` is then the Document after it."""
        return tuple(self._undone)

    def edit(self, document: Document, name: StepName, now_seconds: float) -> None:
        """Have `document` be the Document; the same one again is no step."""
        if document is self._document:
            return
        last = self._done[-1] if self._done else None
        # What was gone back to is a state of its own, and no step grows over it.
        grows = last is not None and not self._undone and _grows(last, name, now_seconds)
        self._undone.clear()
        if last is not None and grows:
            self._done[-1] = Step(name, last.before, now_seconds)
        else:
            self._done.append(Step(name, self._document, now_seconds))
            del self._done[:-MOST_STEPS]
        self._become(document)

    def amend(self, document: Document) -> None:
        """Have `document` be the Document without a step: for what nobody would undo."""
        self._become(document)

    def end_step(self) -> None:
        """Whatever comes next is a step of its own."""
        if self._done:
            last = self._done[-1]
            self._done[-1] = Step(
                StepName(last.name.word, last.name.sentence), last.before, last.at_seconds
            )

    def undo(self) -> StepName | None:
        """Go back one step; tells which, or None when there is none."""
        return self._turn(self._done, self._undone)

    def redo(self) -> StepName | None:
        return self._turn(self._undone, self._done)

    def go_to(self, count: int) -> None:
        """Have the first `count` of all steps done, and no others."""
        before = self._document
        while len(self._done) > count and self._done:
            self._step_over(self._done, self._undone)
        while len(self._done) < count and self._undone:
            self._step_over(self._undone, self._done)
        self._tell(before)

    def _turn(self, from_steps: list[Step], to_steps: list[Step]) -> StepName | None:
        if not from_steps:
            return None
        before = self._document
        name = self._step_over(from_steps, to_steps)
        self._tell(before)
        return name

    def _step_over(self, from_steps: list[Step], to_steps: list[Step]) -> StepName:
        step = from_steps.pop()
        name = StepName(step.name.word, step.name.sentence)
        to_steps.append(Step(name, self._document, step.at_seconds))
        self._document = step.before
        return name

    def _become(self, document: Document) -> None:
        before, self._document = self._document, document
        self._tell(before)

    def _tell(self, before: Document) -> None:
        difference = change(before, self._document)
        if difference:
            self.changed.tell(difference)


def _grows(last: Step, name: StepName, now_seconds: float) -> bool:
    return (
        name.merge_key is not None
        and name.merge_key == last.name.merge_key
        and now_seconds - last.at_seconds < MERGE_SECONDS
    )
