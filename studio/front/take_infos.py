"""All Takes of one Line, with what is to be said of each: those its words ask for, earlier retakes,
what it plays, and what was once paid for other words of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from studio.document.values import Document, Line, LineId
from studio.front.making import Making
from studio.sentences import sentence
from studio.standing.takes import Stale, TakeInfo, TakeState
from studio.takes.recipe import Recipe, TakeKey
from studio.takes.request_record import RequestState
from studio.takes.take import Proof

MAY_HAVE_BEEN_CHARGED = sentence(
    "takes.may-have-been-charged",
    "It was asked for and never came, so it may have been charged. Making it again may be charged"
    " once more.",
)
NOT_ALL_CAME = sentence(
    "takes.not-all-came",
    "Not all of it came: {seconds:.1f} s are there. Making it again may be charged once more.",
)
END_NOT_CONFIRMED = sentence(
    "takes.end-not-confirmed",
    "All of it seems to be there, but the voice service did not confirm the end. Listen to the end"
    " before you use it.",
)


def take_infos(document: Document, line: Line, making: Making) -> tuple[TakeInfo, ...]:
    """The wanted ones first, then the others, the final voice's before the draft voice's."""
    infos = [
        info
        for key, recipe in _found(document, line, making).items()
        if (info := _info(document, line, making, key, recipe)) is not None
    ]
    return tuple(sorted(infos, key=lambda info: (not info.is_wanted, not info.is_paid)))


def stale_because(document: Document, line: Line, making: Making) -> Stale | None:
    """Why the final Take there once was is no longer what the Line asks for; None when it is."""
    wanted = making.final_recipe(line.id)
    if wanted is None or line.pinned is not None or making.shelf.outline(wanted.key) is not None:
        return None
    for record in reversed(making.requests_of(line.id)):
        made = making.paid_recipe(record.key)
        if record.key == wanted.key or making.shelf.outline(record.key) is None or made is None:
            continue
        return _difference(made, wanted)
    return None


def _difference(made: Recipe, wanted: Recipe) -> Stale:
    if made.text != wanted.text:
        return Stale.TEXT
    if (made.service, made.voice_id, made.model) != (wanted.service, wanted.voice_id, wanted.model):
        return Stale.VOICE
    return Stale.DELIVERY if made.delivery != wanted.delivery else Stale.RETAKE


def _found(document: Document, line: Line, making: Making) -> dict[TakeKey, Recipe | None]:
    found: dict[TakeKey, Recipe | None] = {}
    for recipe in (making.final_recipe(line.id), making.draft_recipe(line.id)):
        if recipe is not None:
            found |= {each.key: each for each in _with_retakes(recipe)}
    for record in making.requests_of(line.id):
        found.setdefault(record.key, making.paid_recipe(record.key))
    if line.pinned is not None:
        found.setdefault(line.pinned.take, making.paid_recipe(line.pinned.take))
    return found


def _with_retakes(recipe: Recipe) -> Iterator[Recipe]:
    yield recipe
    for number in range(recipe.retake - 1, -1, -1):
        yield replace(recipe, retake=number)


def _info(
    document: Document, line: Line, making: Making, key: TakeKey, recipe: Recipe | None
) -> TakeInfo | None:
    shelf, standing = making.shelf, making.voices.standing
    outline, cost = shelf.outline(key), making.spent.by_take.get(key)
    is_paid = recipe.is_paid if recipe is not None else cost is not None
    is_wanted = key in (making.wanted_key(line.id),)
    heard = line.pinned.take if line.pinned else making.heard_key(line.id)
    info = TakeInfo(
        key,
        recipe,
        TakeState.READY,
        is_paid,
        is_wanted,
        key == heard,
        line.pinned is not None and line.pinned.take == key,
        cost=None if cost is None or not cost.is_cost_known else cost.cost,
        currency="" if cost is None else cost.currency,
        mark=document.take_marks.get(key),
    )
    if outline is not None:
        return replace(
            info,
            length_samples=outline.length_samples,
            words=len(outline.words),
            made_at=outline.made_at,
        )
    growing = standing.coming.get(key)
    if growing is not None:
        return replace(info, state=TakeState.COMING, length_samples=growing.length_samples)
    partial = shelf.partial(key) if key in standing.needing_a_word else None
    if partial is not None and partial.length_samples:
        is_all = partial.proof is Proof.END_NOT_CONFIRMED
        seconds = partial.length_samples / 24_000
        return replace(
            info,
            state=TakeState.END_NOT_CONFIRMED if is_all else TakeState.PARTIAL,
            length_samples=partial.length_samples,
            words=len(partial.words),
            problem=END_NOT_CONFIRMED() if is_all else NOT_ALL_CAME(seconds=seconds),
        )
    if standing.needing_a_word.get(key) is RequestState.DONE:
        return replace(info, state=TakeState.GONE)
    if key in standing.needing_a_word:
        return replace(info, state=TakeState.UNKNOWN, problem=MAY_HAVE_BEEN_CHARGED())
    if key in standing.failed:
        return replace(info, state=TakeState.FAILED, problem=standing.failed[key].message)
    if making.is_queued(key):
        return replace(info, state=TakeState.QUEUED)
    is_known = info.is_pinned or info.mark is not None
    return replace(info, state=TakeState.GONE) if is_known else None


def line_of(document: Document, id: LineId) -> Line | None:
    """The Line of that id, if there is one."""
    found = document.script.get(id)
    return found if isinstance(found, Line) else None
