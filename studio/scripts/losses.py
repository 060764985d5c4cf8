"""What a format could not hold of a Document: found by reading what was written, whatever the format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from studio.document.script_items import Aside, AsideKind, Heading
from studio.document.values import AS_USUAL, Document, Line, LineStatus
from studio.scripts.file_habits import LINE_ENDS, MARK
from studio.scripts.formats import Format
from studio.scripts.fountain.extras import NUMBER
from studio.scripts.fountain.writing import value_of
from studio.scripts.merge_base import BASE
from studio.scripts.name_brackets import EXTENSION
from studio.scripts.pairing import pairs
from studio.scripts.reading import GIVEN_TITLE, ReadingOptions
from studio.scripts.review import accept, every_name, review_reading
from studio.scripts.source import Source
from studio.scripts.tables.columns import FIELDS
from studio.scripts.tables.layout import KEPT
from studio.sentences import Message, sentence

_lines = sentence("loss.lines", "whole lines ({count})")
_names = sentence("loss.names", "names of speakers as they are written ({count})")
_words = sentence("loss.words", "words as they are written ({count})")
_breaks = sentence("loss.breaks", "line breaks and spaces within lines ({count})")
_directions = sentence("loss.directions", "directions of lines ({count})")
_cues = sentence("loss.cues", "when a line starts ({count})")
_cuts = sentence("loss.cuts", "that a line may be cut off ({count})")
_spoken = sentence("loss.spoken", "words spoken instead of the text ({count})")
_notes = sentence("loss.notes", "notes on lines ({count})")
_status = sentence("loss.status", "how far people have got with a line ({count})")
_times = sentence("loss.times", "how much time there is for a line ({count})")
_ids = sentence("loss.ids", "ids of lines ({count})")
_headings = sentence("loss.headings", "headings ({count})")
_levels = sentence("loss.levels", "whether a heading is a chapter, a scene or a part ({count})")
_stage = sentence("loss.stage", "stage directions between lines ({count})")
_comments = sentence("loss.comments", "comments between lines ({count})")
_title = sentence("loss.title", "the title")
_extensions = sentence("loss.extensions", "where a speaker is heard from ({count})")
_numbers = sentence("loss.numbers", "numbers of scenes ({count})")
_kept = sentence("loss.kept", "details that only the format it came from can say ({count})")
_delivery = sentence("loss.delivery", "how lines are delivered ({count})")
_clips = sentence("loss.clips", "takes, trims and silences of lines ({count})")
_voices = sentence("loss.voices", "voices, aliases and settings of speakers ({count})")
_sounds = sentence(
    "loss.sounds", "sounds, markers, listening notes and dictionary entries ({count})"
)

_OF_THE_SCRIPT = (
    _lines, _names, _words, _breaks, _directions, _cues, _cuts, _spoken, _notes, _status, _times,
    _ids, _headings, _levels, _stage, _comments, _extensions, _numbers,
)  # fmt: skip
_KNOWN = {EXTENSION: _extensions, NUMBER: _numbers}
"""What several formats keep beyond our fields."""
_NOTHING_TO_MISS = frozenset(
    {BASE, GIVEN_TITLE, LINE_ENDS, MARK, *(KEPT + name for name in FIELDS)}
)
_BESIDES = (_title, _delivery, _clips, _voices, _sounds, _kept)


@dataclass(frozen=True, slots=True)
class Losses:
    """What is not in the file, each kind with its number: of the script itself, and of what stands
    around it or belongs to a project."""

    of_script: tuple[Message, ...]
    besides: tuple[Message, ...]


def losses_of(document: Document, format: Format, written: bytes) -> Losses:
    """Compare `document` with what `written` says when it is read again."""
    source = Source("", written)
    options = ReadingOptions(format=format.id)
    review = review_reading("", format.id, "", options, format.read(source, options))
    again = accept(review, every_name(review))
    counts: Counter[str] = Counter()
    for kind in (*_of_lines(document, again), *_of_others(document, again)):
        counts[kind] += 1
    return Losses(
        tuple(kind(count=counts[kind.id]) for kind in _OF_THE_SCRIPT if counts[kind.id]),
        tuple(kind(count=counts[kind.id]) for kind in _BESIDES if counts[kind.id]),
    )


def _of_lines(document: Document, again: Document) -> Iterator[str]:
    names = {speaker.id: speaker.name for each in (document, again) for speaker in each.cast}
    for pair in pairs(document, again):
        if pair.ours is not None and pair.theirs is None:
            yield _lines.id
        elif pair.ours is not None and pair.theirs is not None:
            yield from _of_line(pair.ours, pair.theirs)
            if names[pair.ours.speaker] != names[pair.theirs.speaker]:
                yield _names.id


def _of_line(line: Line, again: Line) -> Iterator[str]:
    if line.text != again.text:
        same = line.text.split() == again.text.split()
        yield _breaks.id if same else _words.id
    said = {
        _directions.id: (line.direction, again.direction, ""),
        _cues.id: (line.cue, again.cue, None),
        _cuts.id: (line.may_be_cut, again.may_be_cut, None),
        _spoken.id: (line.spoken, again.spoken, None),
        _notes.id: (line.notes, again.notes, ""),
        _status.id: (line.status, again.status, LineStatus.DRAFT),
        _times.id: (line.target_frames, again.target_frames, None),
        _delivery.id: (line.delivery, again.delivery, AS_USUAL),
    }
    yield from (kind for kind, (ours, theirs, usual) in said.items() if theirs != ours != usual)
    if line.external_id not in ("", again.external_id, again.id):
        yield _ids.id
    if _clip(line) not in (_clip(again), _clip(Line(line.id, line.speaker, ""))):
        yield _clips.id
    yield from _lost_extras(line.extras, again.extras)


def _clip(line: Line) -> object:
    silences = line.silence_before_frames, line.silence_after_frames
    return line.pinned, line.clip, line.retake, line.is_muted, silences


def _of_others(document: Document, again: Document) -> Iterator[str]:
    if document.title not in ("", again.title, value_of(document.extras, GIVEN_TITLE)):
        yield _title.id
    headings = Counter(_bare(item.text) for item in again.headings)
    levels = Counter((_bare(item.text), item.level) for item in again.headings)
    asides = Counter((item.kind, _bare(item.text)) for item in again.script.only(Aside))
    for item in document.script:
        if isinstance(item, Heading):
            text = _bare(item.text)
            headings[text] -= 1
            levels[text, item.level] -= 1
            if headings[text] < 0:
                yield _headings.id
            elif levels[text, item.level] < 0:
                yield _levels.id
        elif isinstance(item, Aside):
            asides[item.kind, _bare(item.text)] -= 1
            if asides[item.kind, _bare(item.text)] < 0:
                yield _comments.id if item.kind is AsideKind.COMMENT else _stage.id
    yield from _lost_extras(document.extras, again.extras)
    known = {speaker.name: speaker for speaker in again.cast}
    for speaker in document.cast:
        there = known.get(speaker.name)
        settings = speaker.draft_voice, speaker.final_voice, speaker.delivery, speaker.lane
        more = speaker.aliases, speaker.short_code, speaker.notes
        if there is None or (settings, more) != (
            (there.draft_voice, there.final_voice, there.delivery, there.lane),
            (there.aliases, there.short_code, there.notes),
        ):
            yield _voices.id
    for name in ("dictionary", "markers", "listening_notes", "sound_clips", "sound_lanes"):
        missing = len(getattr(document, name)) - len(getattr(again, name))
        yield from [_sounds.id] * max(0, missing)


def _lost_extras(
    ours: tuple[tuple[str, str], ...], theirs: tuple[tuple[str, str], ...]
) -> list[str]:
    there = {name for name, _ in theirs}
    nothing = there | _NOTHING_TO_MISS
    lost = (name for name, _ in ours if name not in nothing)
    return [_KNOWN.get(name, _kept).id for name in lost]


def _bare(text: str) -> str:
    return " ".join(text.split())
