"""What an importer shows before anything is taken in, and the Document it becomes when accepted.

Reading a file and accepting it change nothing and cost nothing; the choice lies with a person, and
where nobody is asked, `every_name` loses no speech.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from studio.document.edits.casting import name_key
from studio.document.script_items import Aside, AsideId, AsideKind
from studio.document.values import (
    LONGEST_TEXT,
    Document,
    Line,
    LineId,
    Script,
    ScriptItem,
    Speaker,
    SpeakerId,
)
from studio.identity import new_id, new_ids
from studio.scripts.doubt import doubt_of
from studio.scripts.names import is_in_capitals, is_remark, judged
from studio.scripts.reading import Finding, Reading, ReadingOptions, ReadItem, Speech
from studio.scripts.splitting import split_at_sentences
from studio.sentences import Message, sentence

NARRATOR = "Narrator"
"""Who speaks what has no name, unless the options name somebody."""

EXAMPLES = 3
_EXAMPLE_LENGTH = 120
_CERTAIN = 1_000_000

_split = sentence(
    "script.speech-split",
    "a speech of {length} characters was divided into {parts} lines, because one may hold {limit}.",
)


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name as the file writes it. `near` is another one this may be a slip of, if it is
    ticked all the same; `becomes` is the Speaker suggested for it, empty for a word that is no name."""

    name: str
    count: int
    examples: tuple[str, ...]
    is_ticked: bool
    why: Message
    near: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Review:
    """All there is to show about a script file before it is accepted. `doubt` says why it may be no
    script at all, unless somebody chose how to read it."""

    path: str
    format: str
    encoding: str
    options: ReadingOptions
    reading: Reading
    names: tuple[FoundName, ...]
    doubt: Message | None = None

    @property
    def speeches(self) -> int:
        return sum(type(item) is Speech for item in self.reading.items)

    @property
    def kept_aside(self) -> Mapping[str, int]:
        """What the file says beyond our fields, and how often; writing the format back says it again."""
        names = chain.from_iterable(map(_extra_names, self.reading.items))
        return Counter(chain(names, (name for name, _ in self.reading.frame.extras)))


def review_reading(
    path: str, format: str, encoding: str, options: ReadingOptions, reading: Reading
) -> Review:
    """Judge the names in `reading`, and divide speeches that are too long for a Line."""
    reading = _divided(reading)
    names = _found_names(reading, options)
    doubt = None if options.format or options.mapping else doubt_of(path, reading)
    return Review(path, format, encoding, options, reading, names, doubt)


def every_name(review: Review) -> dict[str, str | None]:
    """Each name becomes a Speaker but for words that are never one: nothing spoken is lost."""
    return {
        found.name: (found.name or found.becomes) if found.becomes else None
        for found in review.names
    }


def names_as_ticked(review: Review) -> dict[str, str | None]:
    """Each name becomes what the review suggests; unticked ones become nobody."""
    return {found.name: found.becomes if found.is_ticked else None for found in review.names}


def accept(review: Review, becomes: Mapping[str, str | None]) -> Document:
    """The Document of the file. `becomes` says which Speaker each name found is to be; what belongs
    to nobody stays in the script as a silent comment."""
    frame = review.reading.frame
    cast = _Cast(frame.cast)
    speakers = {name: None if to is None else cast.find(to) for name, to in becomes.items()}
    script = Script(_script_items(review.reading.items, speakers))
    return replace(frame, cast=tuple(cast.speakers), script=script)


class _Cast:
    """Speakers by any spelling of their names; new ones join in order of appearance."""

    def __init__(self, known: Sequence[Speaker]) -> None:
        self.speakers = list(known)
        self._by_key: dict[str, SpeakerId] = {}
        for speaker in reversed(known):
            for name in (*speaker.aliases, speaker.name):
                self._by_key[name_key(name)] = speaker.id

    def find(self, name: str) -> SpeakerId:
        key = name_key(name)
        if key not in self._by_key:
            speaker = Speaker(SpeakerId(new_id()), name, colour=len(self.speakers))
            self.speakers.append(speaker)
            self._by_key[key] = speaker.id
        return self._by_key[key]


def _script_items(
    items: Sequence[ReadItem], speakers: Mapping[str, SpeakerId | None]
) -> Iterator[ScriptItem]:
    ids = iter(new_ids(len(items)))
    for item in items:
        if type(item) is not Speech:
            yield item  # type: ignore[misc]  # a ReadItem that is no Speech is a ScriptItem
            continue
        _, name, text, direction, cue, may_be_cut, more = item
        speaker = speakers.get(name)
        if speaker is None:
            words = f"{name}: {text}" if name else text
            yield Aside(AsideId(next(ids)), AsideKind.COMMENT, words)
        elif not more:
            yield Line(LineId(next(ids)), speaker, text, direction, cue, may_be_cut)
        else:
            fields = {"id": LineId(next(ids)), "speaker": speaker, **more}
            yield Line(text=text, direction=direction, cue=cue, may_be_cut=may_be_cut, **fields)


def _found_names(reading: Reading, options: ReadingOptions) -> tuple[FoundName, ...]:
    spellings: dict[str, str] = {}
    counts: dict[str, int] = {}
    examples: dict[str, list[str]] = {}
    for item in reading.items:
        if type(item) is not Speech:
            continue
        name = item.name
        counts[name] = count = counts.get(name, 0) + 1
        if count <= EXAMPLES:
            examples.setdefault(name, []).append(item.text[:_EXAMPLE_LENGTH])
    for name in counts:
        key = name_key(name)
        is_surer = is_in_capitals(name) and not reading.is_marked(name)
        if key not in spellings or (is_surer and not is_in_capitals(spellings[key])):
            spellings[key] = name
    together: dict[str, int] = {}
    for name, count in counts.items():
        first = spellings[name_key(name)]
        together[first] = together.get(first, 0) + count
    known = {
        name_key(name): name
        for name in (
            *options.known_names,
            *(n for s in reading.frame.cast for n in (s.name, *s.aliases)),
        )
    }
    # Who is known already is certain, however seldom they speak here.
    weighed = {name: _CERTAIN if name_key(name) in known else n for name, n in together.items()}
    weighed |= {name: _CERTAIN for key, name in known.items() if key not in spellings}
    verdicts = {
        name: (is_ticked or name_key(name) in known, why, near)
        for name, is_ticked, why, near in judged(together, weighed, reading.is_marked)
    }
    found = []
    for name, count in counts.items():
        first = spellings[name_key(name)]
        is_ticked, why, near = verdicts[first]
        slip = "" if is_ticked else near
        becomes = slip or first or options.narrator or NARRATOR
        is_ticked = is_ticked or not name
        if is_remark(name) and not reading.is_marked(name) and not is_ticked:
            becomes = ""
        found.append(FoundName(name, count, tuple(examples[name]), is_ticked, why, near, becomes))
    return tuple(found)


def _divided(reading: Reading) -> Reading:
    if not any(type(item) is Speech and len(item.text) > LONGEST_TEXT for item in reading.items):
        return reading
    items: list[ReadItem] = []
    remarks = list(reading.remarks)
    for item in reading.items:
        if type(item) is not Speech or len(item.text) <= LONGEST_TEXT:
            items.append(item)
            continue
        parts = split_at_sentences(item.text, LONGEST_TEXT)
        reason = _split(length=len(item.text), parts=len(parts), limit=LONGEST_TEXT)
        remarks.append(Finding(item.row, item.text[:_EXAMPLE_LENGTH], reason))
        last = len(parts) - 1
        items.append(item._replace(text=parts[0], may_be_cut=False))
        items += [
            Speech(item.row, item.name, part, may_be_cut=item.may_be_cut and at == last)
            for at, part in enumerate(parts[1:], 1)
        ]
    return replace(reading, items=tuple(items), remarks=tuple(remarks))


def _extra_names(item: ReadItem) -> list[str]:
    extras = item.more.get("extras", ()) if type(item) is Speech else item.extras  # type: ignore[union-attr]
    return [name for name, _ in extras]
