"""Documents for tests: any at all, by hypothesis, and small ones by hand."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from studio.document.annotations import (
    ListeningNote,
    Marker,
    MarkerId,
    NoteId,
    NoteKind,
    TakeMark,
)
from studio.document.clip_edit import AtSample, AtWord, ClipEdit, PinnedTake, TakeKey
from studio.document.cues import BY_RULE, After, At, CutIn, Over, With
from studio.document.dictionary import DictionaryEntry, EntryId, Spelling
from studio.document.lanes import LaneSettings
from studio.document.ordered import Ordered
from studio.document.script_items import Aside, AsideId, AsideKind, Heading, HeadingId
from studio.document.sounds import (
    Duck,
    SoundClip,
    SoundClipId,
    SoundLane,
    SoundLaneId,
    SoundSource,
)
from studio.document.spoken_text import without_cut_mark
from studio.document.values import (
    Delivery,
    Document,
    Line,
    LineId,
    LineStatus,
    LoudnessTarget,
    PauseRules,
    Script,
    ScriptItem,
    Speaker,
    SpeakerId,
    Voice,
)
from studio.document.words import WordPlace

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
WORDS = st.lists(
    st.sampled_from(
        ["One", "two,", "three.", "Zoë", "漢字", "👩‍👩‍👧", "no", "--", "“Yes?”", "עברית"]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)
FRAMES = st.integers(0, 10**9)
LEVELS = st.floats(-60, 24, allow_nan=False)
KEYS = st.sampled_from([f"{n:064x}" for n in range(12)]).map(TakeKey)
WORD_PLACES = st.builds(WordPlace, st.integers(0, 50), WORDS)
EXTRAS = st.lists(st.tuples(TEXTS, TEXTS), max_size=2).map(tuple)

DELIVERIES = st.builds(
    Delivery,
    speed=st.none() | st.floats(0.8, 1.2),
    expressiveness=st.none() | st.floats(1.2, 2.5),
    variation=st.none() | st.floats(0, 1),
    language=st.none() | st.sampled_from(["en", "de", "ja"]),
    stability=st.none() | st.floats(0, 1),
    similarity=st.none() | st.floats(0, 1),
    style=st.none() | st.floats(0, 1),
    speaker_boost=st.none() | st.booleans(),
    normalize=st.none() | st.booleans(),
    max_tokens=st.none() | st.integers(1, 2048),
)
VOICES = st.builds(
    Voice, st.sampled_from(["embedded", "api.example.org"]), st.integers(0, 9), TEXTS
)
LANES = st.builds(
    LaneSettings,
    LEVELS,
    st.floats(-1, 1),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "phone"]),
)
CUES = st.one_of(
    st.just(BY_RULE),
    st.builds(After, FRAMES),
    st.builds(CutIn, FRAMES, st.none() | WORD_PLACES),
    st.builds(Over, FRAMES),
    st.just(With()),
    st.builds(At, FRAMES),
)
TRIMS = st.one_of(st.none(), st.builds(AtWord, WORD_PLACES), st.builds(AtSample, FRAMES))
CLIPS = st.builds(ClipEdit, TRIMS, TRIMS, LEVELS, FRAMES, FRAMES)
PINS = st.builds(PinnedTake, KEYS, FRAMES, st.none() | FRAMES)


@st.composite
def documents(draw: st.DrawFn, most_items: int = 12) -> Document:
    """Any Document that holds together."""
    cast = tuple(
        Speaker(
            SpeakerId(f"s{n}"),
            f"{draw(WORDS)} {n}",
            n,
            draw(st.none() | VOICES),
            draw(DELIVERIES),
            draw(LANES),
            draw(st.none() | VOICES),
            tuple(draw(st.lists(TEXTS, max_size=2))),
            draw(TEXTS),
            draw(TEXTS),
        )
        for n in range(draw(st.integers(1, 4)))
    )
    items = [_item(draw, n, cast) for n in range(draw(st.integers(0, most_items)))]
    lines = [item.id for item in items if isinstance(item, Line)]
    scopes = ["", *(speaker.id for speaker in cast), *lines]
    return Document(
        title=draw(TEXTS),
        language=draw(st.sampled_from(["en", "de"])),
        cast=cast,
        script=Script(items),
        pauses=PauseRules(*(draw(FRAMES) for _ in range(5))),
        delivery=draw(DELIVERIES),
        loudness=draw(st.none() | st.builds(LoudnessTarget, LEVELS, LEVELS)),
        dictionary=tuple(
            DictionaryEntry(
                EntryId(f"e{n}"),
                draw(WORDS),
                draw(TEXTS),
                draw(st.sampled_from(Spelling)),
                draw(st.sampled_from(scopes)),
                draw(st.booleans()),
                draw(st.booleans()),
                draw(st.booleans()),
            )
            for n in range(draw(st.integers(0, 3)))
        ),
        markers=tuple(
            Marker(MarkerId(f"m{n}"), draw(TEXTS), draw(FRAMES), draw(st.none() | FRAMES), n)
            for n in range(draw(st.integers(0, 3)))
        ),
        listening_notes=tuple(
            ListeningNote(
                NoteId(f"n{n}"),
                draw(st.sampled_from(lines)),
                draw(st.sampled_from(NoteKind)),
                draw(FRAMES),
                draw(TEXTS),
                draw(st.booleans()),
            )
            for n in range(draw(st.integers(0, 3)) if lines else 0)
        ),
        take_marks=Ordered(
            TakeMark(
                TakeKey(f"{n:064x}"), draw(st.integers(0, 5)), draw(TEXTS), draw(st.booleans())
            )
            for n in range(draw(st.integers(0, 3)))
        ),
        sound_lanes=(SoundLane(SoundLaneId("music"), draw(TEXTS), draw(LANES)),),
        sound_clips=tuple(_sound(draw, n) for n in range(draw(st.integers(0, 2)))),
        extras=draw(EXTRAS),
    )


def _item(draw: st.DrawFn, number: int, cast: tuple[Speaker, ...]) -> ScriptItem:
    kind = draw(st.integers(0, 5))
    if kind == 0:
        level = draw(st.integers(1, 4))
        return Heading(HeadingId(f"i{number}"), draw(TEXTS), level, draw(TEXTS), draw(EXTRAS))
    if kind == 1:
        aside = draw(st.sampled_from(AsideKind))
        return Aside(AsideId(f"i{number}"), aside, draw(TEXTS), draw(EXTRAS))
    text = draw(WORDS | TEXTS)
    return Line(
        LineId(f"i{number}"),
        draw(st.sampled_from(cast)).id,
        text,
        draw(TEXTS),
        draw(CUES),
        without_cut_mark(text)[1],
        draw(st.none() | TEXTS),
        draw(DELIVERIES),
        draw(st.integers(0, 3)),
        draw(st.none() | PINS),
        draw(CLIPS),
        draw(st.sampled_from(LineStatus)),
        draw(st.booleans()),
        draw(FRAMES),
        draw(FRAMES),
        draw(st.none() | FRAMES),
        draw(st.booleans()),
        draw(TEXTS),
        draw(TEXTS),
        draw(EXTRAS),
    )


def _sound(draw: st.DrawFn, number: int) -> SoundClip:
    linked = draw(st.none() | st.just("sounds/rain.wav"))
    return SoundClip(
        SoundClipId(f"c{number}"),
        SoundLaneId("music"),
        SoundSource(draw(TEXTS), f"{number:064x}", draw(FRAMES), linked),
        draw(FRAMES),
        draw(FRAMES),
        draw(st.none() | FRAMES),
        draw(LEVELS),
        draw(FRAMES),
        draw(FRAMES),
        draw(st.none() | st.builds(Duck, LEVELS, FRAMES, FRAMES)),
    )


def scene(*speeches: tuple[str, str]) -> Document:
    """A Document of (name, text); Lines are called "1", "2" …, Speakers by their names."""
    names = list(dict.fromkeys(name for name, _ in speeches))
    cast = tuple(
        Speaker(SpeakerId(name), name, place, Voice("embedded", 1001 + place, name))
        for place, name in enumerate(names)
    )
    lines = [
        Line(LineId(str(number)), SpeakerId(name), text, may_be_cut=without_cut_mark(text)[1])
        for number, (name, text) in enumerate(speeches, start=1)
    ]
    return Document(cast=cast, script=Script(lines))


def with_line(document: Document, id: str, **fields: object) -> Document:
    """`document` with these fields of one Line changed, whatever the edits would say to it."""
    line = document.script.get(id)
    assert isinstance(line, Line)
    changed: Line = replace(line, **fields)  # type: ignore[arg-type]
    return replace(document, script=document.script.replaced({id: changed}))
