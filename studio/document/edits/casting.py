"""Who speaks: the Cast, its order and names, and which Lines are whose."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from studio.document.clip_edit import for_another_take
from studio.document.edits.grasp import (
    EditError,
    change_lines,
    lines_of,
    refuse_locked,
    speaker_of,
)
from studio.document.edits.ranges import refuse_out_of_range
from studio.document.lanes import LaneSettings
from studio.document.references import with_references_moved, without_references
from studio.document.values import (
    Delivery,
    Document,
    Line,
    LineId,
    LineStatus,
    Speaker,
    SpeakerId,
    Voice,
)
from studio.identity import new_id
from studio.sentences import sentence

_no_name = sentence("edit.speaker-no-name", "A speaker needs a name. Type one.")
_name_taken = sentence(
    "edit.speaker-name-taken",
    "There is a speaker called {name} already. Choose another name, or merge the two.",
)
_still_speaks = sentence(
    "edit.speaker-speaks",
    "{name} still speaks {count} lines. Recast or delete them first.",
)
_still_speaks_one = sentence(
    "edit.speaker-speaks-one", "{name} still speaks a line. Recast or delete it first."
)
_into_self = sentence(
    "edit.speaker-self", "A speaker cannot be merged into itself. Choose another."
)
_not_their_line = sentence(
    "edit.speaker-not-theirs", "Not all of these lines are spoken by {name}. Choose only theirs."
)
_not_all = sentence("edit.cast-not-all", "The cast has changed meanwhile. Order it again.")


def name_key(name: str) -> str:
    """Names with the same key are one name: case, spaces and encoding do not tell Speakers apart."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def speaker_called(document: Document, name: str) -> Speaker | None:
    """The Speaker of that name, else the one who has it as an alias."""
    key = name_key(name)
    for speaker in document.cast:
        if name_key(speaker.name) == key:
            return speaker
    for speaker in document.cast:
        if any(name_key(alias) == key for alias in speaker.aliases):
            return speaker
    return None


def add_speaker(document: Document, speaker: Speaker) -> Document:
    """A further Speaker at the end of the Cast."""
    _refuse_name(document, speaker.name, None)
    refuse_out_of_range(speaker)
    return replace(document, cast=(*document.cast, speaker))


def new_speaker(document: Document, name: str) -> Speaker:
    """A Speaker nobody has met yet, with the first colour that is free."""
    taken = {speaker.colour for speaker in document.cast}
    colour = next(colour for colour in range(len(taken) + 1) if colour not in taken)
    return Speaker(SpeakerId(new_id()), name.strip(), colour)


def rename_speaker(document: Document, speaker: SpeakerId, name: str) -> Document:
    """Another name; scripts go on finding them by the old one, which becomes an alias."""
    old = speaker_of(document, speaker)
    name = name.strip()
    _refuse_name(document, name, speaker)
    kept = {name_key(name)}
    aliases = []
    for alias in (*old.aliases, old.name):
        if name_key(alias) not in kept:
            kept.add(name_key(alias))
            aliases.append(alias)
    return change_speaker(document, replace(old, name=name, aliases=tuple(aliases)))


def set_voices(
    document: Document, speaker: SpeakerId, draft: Voice | None, final: Voice | None
) -> Document:
    old = speaker_of(document, speaker)
    return change_speaker(document, replace(old, draft_voice=draft, final_voice=final))


def set_speaker_delivery(document: Document, speaker: SpeakerId, delivery: Delivery) -> Document:
    return change_speaker(document, replace(speaker_of(document, speaker), delivery=delivery))


def set_lane(document: Document, speaker: SpeakerId, lane: LaneSettings) -> Document:
    return change_speaker(document, replace(speaker_of(document, speaker), lane=lane))


def describe_speaker(
    document: Document,
    speaker: SpeakerId,
    *,
    colour: int,
    short_code: str,
    aliases: tuple[str, ...],
    notes: str,
) -> Document:
    old = speaker_of(document, speaker)
    return change_speaker(
        document,
        replace(old, colour=colour, short_code=short_code, aliases=aliases, notes=notes),
    )


def remove_speaker(document: Document, speaker: SpeakerId) -> Document:
    """Take a Speaker without Lines out of the Cast."""
    old = speaker_of(document, speaker)
    count = len(_lines_by(document, speaker))
    if count == 1:
        raise EditError(_still_speaks_one(name=old.name))
    if count:
        raise EditError(_still_speaks(name=old.name, count=count))
    return without_references(_without_speaker(document, speaker), frozenset((speaker,)))


def order_cast(document: Document, order: Sequence[SpeakerId]) -> Document:
    """The Cast, and with it the Lanes, in that order."""
    by_id = {speaker.id: speaker for speaker in document.cast}
    if len(order) != len(by_id) or set(order) != by_id.keys():
        raise EditError(_not_all())
    if tuple(order) == tuple(by_id):
        return document
    return replace(document, cast=tuple(by_id[id] for id in order))


def recast(document: Document, lines: Iterable[LineId], speaker: SpeakerId) -> Document:
    """Have these Lines spoken by that Speaker."""
    speaker_of(document, speaker)
    recast_lines = [line for line in lines_of(document, lines) if line.speaker != speaker]
    refuse_locked(document, recast_lines)
    return change_lines(document, recast_lines, lambda line: _recast(line, speaker))


def recast_all(document: Document, speaker: SpeakerId, to: SpeakerId) -> Document:
    """Have every Line of one Speaker spoken by another; both stay in the Cast."""
    speaker_of(document, speaker)
    return recast(document, (line.id for line in _lines_by(document, speaker)), to)


def merge_speakers(document: Document, into: SpeakerId, merged: SpeakerId) -> Document:
    """One Speaker of two: the second one's Lines, names and pronunciations become the first's."""
    if into == merged:
        raise EditError(_into_self())
    old = speaker_of(document, merged)
    recast_document = recast_all(document, merged, into)
    kept = speaker_of(recast_document, into)
    known = {name_key(name) for name in (kept.name, *kept.aliases)}
    aliases = tuple(
        {
            name_key(name): name for name in (old.name, *old.aliases) if name_key(name) not in known
        }.values()
    )
    notes = "\n".join(filter(None, (kept.notes, old.notes)))
    merged_document = change_speaker(
        recast_document, replace(kept, aliases=(*kept.aliases, *aliases), notes=notes)
    )
    without = _without_speaker(merged_document, merged)
    return with_references_moved(without, {str(merged): str(into)})


def split_speaker(
    document: Document, speaker: SpeakerId, lines: Iterable[LineId], name: str
) -> Document:
    """A new Speaker who sounds alike takes over these Lines."""
    old = speaker_of(document, speaker)
    parted = lines_of(document, lines)
    if any(line.speaker != speaker for line in parted):
        raise EditError(_not_their_line(name=old.name))
    fresh = new_speaker(document, name)
    twin = replace(
        old, id=fresh.id, name=fresh.name, colour=fresh.colour, aliases=(), short_code="", notes=""
    )
    return recast(add_speaker(document, twin), [line.id for line in parted], twin.id)


def change_speaker(document: Document, new: Speaker) -> Document:
    """`document` with `new` in the place of the Speaker who has its id."""
    if speaker_of(document, new.id) == new:
        return document
    refuse_out_of_range(new)
    cast = tuple(new if speaker.id == new.id else speaker for speaker in document.cast)
    return replace(document, cast=cast)


def _recast(line: Line, speaker: SpeakerId) -> Line:
    # What was pinned, asked for or approved has the old Speaker's voice.
    approved = line.status is LineStatus.APPROVED
    status = LineStatus.NEEDS_RETAKE if approved else line.status
    clip, _ = for_another_take(line.clip)
    return replace(line, speaker=speaker, pinned=None, retake=0, clip=clip, status=status)


def _lines_by(document: Document, speaker: SpeakerId) -> list[Line]:
    return [line for line in document.lines if line.speaker == speaker]


def _without_speaker(document: Document, speaker: SpeakerId) -> Document:
    return replace(document, cast=tuple(it for it in document.cast if it.id != speaker))


def _refuse_name(document: Document, name: str, own: SpeakerId | None) -> None:
    if not name_key(name):
        raise EditError(_no_name())
    for speaker in document.cast:
        if speaker.id != own and name_key(speaker.name) == name_key(name):
            raise EditError(_name_taken(name=speaker.name))
