"""Which Takes are wanted next, in order. Pure: knows no session and no clock; `plan` says which of
them can begin now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from studio.document.script_items import Heading
from studio.document.values import Document, Line, LineId, SpeakerId
from studio.frames import PROJECT_RATE
from studio.takes.recipe import Recipe, TakeKey
from studio.takes.request_record import Purpose
from studio.timeline.estimate import estimated_frames
from studio.timeline.values import Clip

RecipeOf = Callable[[Document, Line], Recipe | None]

LOOK_AHEAD_FRAMES = 30 * PROJECT_RATE
LOOK_AHEAD_LINES = 8
TYPING_PAUSE_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Want:
    """A Recipe wanted for a Line.

    `scene` is the id of the heading above it; `not_before` an instant of the monotonic clock; a want
    with its `own_context` does not wait for other Lines of its Lane.
    """

    line: LineId
    lane: SpeakerId
    recipe: Recipe
    purpose: Purpose = Purpose.SCENE
    scene: str = ""
    needed_in_frames: int | None = None
    not_before: float = 0.0
    own_context: bool = False

    @property
    def key(self) -> TakeKey:
        return self.recipe.key

    @property
    def context(self) -> str:
        """The context it is spoken in."""
        return f"{self.line}.{self.key[:12]}" if self.own_context else self.lane

    @property
    def expected_seconds(self) -> float:
        return estimated_frames(self.recipe.text, self.recipe.delivery.speed or 1.0) / PROJECT_RATE


@dataclass(frozen=True, slots=True)
class View:
    """Where listening and writing are: what decides which Line is needed first.

    `jumps` are Lines that may be played from next (the selection, the next scene); the Line that
    holds the `caret` was typed in at `typed_at` of the monotonic clock.
    """

    playhead_frame: int = 0
    clips: Sequence[Clip] = ()
    jumps: tuple[LineId, ...] = ()
    caret: LineId | None = None
    typed_at: float | None = None
    look_ahead_frames: int = LOOK_AHEAD_FRAMES
    look_ahead_lines: int = LOOK_AHEAD_LINES


EVERYTHING = View()
"""Nothing is being heard or written: all Lines in the order of the script."""


def draft_wants(document: Document, recipe: RecipeOf, view: View = EVERYTHING) -> tuple[Want, ...]:
    """Every Line's Recipe once, what is heard soonest first. A Line that is being typed in waits for
    a pause."""
    return tuple(_once(_wants(document, _by_need(document, view), recipe, view)))


def final_wants(
    document: Document,
    recipe: RecipeOf,
    view: View,
    asked: Sequence[LineId] = (),
    *,
    is_playing_final: bool,
) -> tuple[Want, ...]:
    """What may be paid for: the Lines within the look-ahead when final voices are heard, then what
    was `asked` for. Never a Line that holds the caret."""
    ahead: list[tuple[Line, int | None]] = []
    if is_playing_final:
        near = ((line, frames) for line, frames in _ahead(document, view))
        for line, frames in near:
            if len(ahead) >= view.look_ahead_lines or frames > view.look_ahead_frames:
                break
            ahead.append((line, frames))
    meant = set(asked)
    also: list[tuple[Line, int | None]] = [
        (line, None) for line in document.lines if line.id in meant
    ]
    soon = _wants(document, [each for each in ahead if each[0].id != view.caret], recipe, view)
    others = _wants(document, [each for each in also if each[0].id != view.caret], recipe, view)
    # What was asked for is not spoken in turn but side by side.
    apart = (replace(want, own_context=True) for want in others)
    return tuple(_once(chain(soon, apart)))


def with_first(wants: Sequence[Want], first: Sequence[LineId]) -> tuple[Want, ...]:
    """These Lines before all others, in this order; the rest keeps its own."""
    if not first:
        return tuple(wants)
    places = {line: place for place, line in enumerate(first)}
    return tuple(sorted(wants, key=lambda want: places.get(want.line, len(places))))


def scene_of(document: Document) -> dict[LineId, str]:
    """By Line, the id of the heading above it."""
    scene, scenes = "", {}
    for item in document.script:
        if isinstance(item, Heading):
            scene = item.id
        elif isinstance(item, Line):
            scenes[item.id] = scene
    return scenes


def _by_need(document: Document, view: View) -> Iterator[tuple[Line, int | None]]:
    yield from _ahead(document, view)
    lines = document.lines
    places = {line.id: place for place, line in enumerate(lines)}
    for jump in view.jumps:
        if (start := places.get(jump)) is not None:
            yield from ((line, None) for line in lines[start : start + LOOK_AHEAD_LINES])
    yield from ((line, None) for line in lines)


def _ahead(document: Document, view: View) -> Iterator[tuple[Line, int]]:
    """The Lines under and after the playhead, with the frames until each is heard."""
    here = view.playhead_frame
    clips = [clip for clip in view.clips if clip.end_frame > here]
    if not clips:
        return
    lines = {line.id: line for line in document.lines}
    for clip in sorted(clips, key=lambda clip: clip.start_frame):
        if (line := lines.get(clip.line)) is not None:
            yield line, max(0, clip.start_frame - here)


def _wants(
    document: Document,
    lines: Iterable[tuple[Line, int | None]],
    recipe: RecipeOf,
    view: View,
) -> Iterator[Want]:
    scenes = scene_of(document)
    typed_at = view.typed_at
    done: set[LineId] = set()
    for line, frames in lines:
        if line.id in done:
            continue
        done.add(line.id)
        # A pinned Take is played whatever the words say now.
        wanted = recipe(document, line) if line.pinned is None else None
        if wanted is None:
            continue
        pause_ends = 0.0
        if typed_at is not None and line.id == view.caret:
            pause_ends = typed_at + TYPING_PAUSE_SECONDS
        yield Want(
            line.id,
            line.speaker,
            wanted,
            Purpose.RETAKE if line.retake else Purpose.SCENE,
            scenes[line.id],
            frames,
            pause_ends,
        )


def _once(wants: Iterable[Want]) -> Iterator[Want]:
    """The first of those with the same Recipe: the same words by the same voice are made once."""
    seen: set[TakeKey] = set()
    for want in wants:
        key = want.recipe.key
        if key not in seen:
            seen.add(key)
            yield want
