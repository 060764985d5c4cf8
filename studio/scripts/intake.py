"""A script file on its way into a project, or into a new one: how it is read, whose names are whose,
which rows are taken over. Every choice gives a new value at once; nothing is changed until somebody
takes the `document`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

from studio.document.edits.casting import name_key
from studio.document.values import Document
from studio.scripts.importing import review_source
from studio.scripts.merge import Comparison, MergeRow, Result, compare
from studio.scripts.merge_base import with_base
from studio.scripts.merged_document import merged
from studio.scripts.reading import AS_FOUND, ReadingOptions, Speech
from studio.scripts.review import Review, accept, names_as_ticked
from studio.scripts.source import Source

Names = Mapping[str, str | None]
"""Which Speaker each name in the file becomes; None for what is no name."""


@dataclass(frozen=True, slots=True)
class Intake:
    """`names` and `ticks` are what somebody decided, by name and by row; the rest is as suggested by
    the review, or by `suggest`."""

    source: Source
    current: Document | None
    review: Review
    comparison: Comparison
    suggest: Callable[[Review], Names] = names_as_ticked
    names: Names = field(default_factory=dict)
    ticks: Mapping[str, bool] = field(default_factory=dict)

    @property
    def becomes(self) -> dict[str, str | None]:
        """What each name in the file becomes."""
        return _becomes(self.review, self.suggest, self.names)

    @property
    def ticked(self) -> frozenset[str]:
        """The rows that are taken over, by id."""
        return frozenset(row.id for row in self.comparison.rows if self.is_ticked(row))

    def is_ticked(self, row: MergeRow) -> bool:
        return self.ticks.get(row.id, row.is_ticked)

    @property
    def updates(self) -> int:
        """How many Lines would become others than they are, come, go or move."""
        rows = self.comparison.rows
        return sum(row.result is not Result.SAME and self.is_ticked(row) for row in rows)

    @property
    def document(self) -> Document:
        """The project with all of it taken over: one step. A new Document is as the file has it."""
        document = merged(self.comparison, self.ticked)
        if self.current is not None:
            return document
        frame = self.review.reading.frame
        there = {name_key(speaker.name) for speaker in document.cast}
        silent = (each for each in frame.cast if name_key(each.name) not in there)
        cast = (*document.cast, *silent)
        return with_base(replace(frame, cast=cast, script=document.script))

    def read_as(self, options: ReadingOptions) -> Intake:
        """The file read in another way; what was decided stays decided."""
        options = _knowing(options, self.current)
        review = review_source(self.source.read_as(options.encoding), options)
        return self._with(review, self.names, self.ticks)

    def into(self, current: Document | None) -> Intake:
        """The same file for another project, or for a new one: who is who stays decided."""
        options = _knowing(self.review.options, current)
        review = review_source(self.source.read_as(options.encoding), options)
        return replace(self, current=current)._with(review, self.names, {})

    def naming(self, name: str, becomes: str | None) -> Intake:
        """With `name` of the file as this Speaker, or as no name."""
        return self._with(self.review, {**self.names, name: becomes}, self.ticks)

    def ticking(self, rows: Collection[str], is_ticked: bool) -> Intake:
        """With these rows taken over, or left as they are."""
        return replace(self, ticks={**self.ticks, **dict.fromkeys(rows, is_ticked)})

    def _with(self, review: Review, names: Names, ticks: Mapping[str, bool]) -> Intake:
        comparison = _comparison(self.current, review, _becomes(review, self.suggest, names))
        return replace(self, review=review, comparison=comparison, names=names, ticks=ticks)


def begin_intake(
    path: str,
    content: bytes,
    current: Document | None = None,
    options: ReadingOptions = AS_FOUND,
    suggest: Callable[[Review], Names] = names_as_ticked,
) -> Intake:
    """A file as the program would take it in, for somebody to change. `suggest` says what names
    become until somebody decides. Raises InputError when the file cannot be read at all."""
    options = _knowing(options, current)
    source = Source(path, content, options.encoding)
    review = review_source(source, options)
    return intake_of(source, review, current, suggest)


def intake_of(
    source: Source,
    review: Review,
    current: Document | None,
    suggest: Callable[[Review], Names] = names_as_ticked,
) -> Intake:
    """The same from a review that was made already."""
    comparison = _comparison(current, review, suggest(review))
    return Intake(source, current, review, comparison, suggest)


def _knowing(options: ReadingOptions, current: Document | None) -> ReadingOptions:
    """With the Speakers of the project: their names are certain, and others may be slips of them."""
    cast = current.cast if current is not None else ()
    names = tuple(name for speaker in cast for name in (speaker.name, *speaker.aliases))
    return replace(options, known_names=names)


def _becomes(
    review: Review, suggest: Callable[[Review], Names], names: Names
) -> dict[str, str | None]:
    there = {found.name for found in review.names}
    return {**suggest(review), **{name: to for name, to in names.items() if name in there}}


def _comparison(current: Document | None, review: Review, becomes: Names) -> Comparison:
    incoming = accept(review, becomes)
    spoken = (item for item in review.reading.items if type(item) is Speech)
    rows = [speech.row for speech in spoken if becomes.get(speech.name) is not None]
    return compare(current or Document(), incoming, review.reading, rows)
