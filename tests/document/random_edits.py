"""A bot that edits: one random edit after another, each as a person might make it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from studio.document.annotations import ListeningNote, Marker, MarkerId, NoteId, NoteKind, TakeMark
from studio.document.clip_edit import AtSample, ClipEdit, PinnedTake, TakeKey
from studio.document.cues import After, CutIn, Over, With
from studio.document.dictionary import DictionaryEntry, EntryId
from studio.document.edits import (
    casting,
    finding,
    lines,
    pasting,
    remarks,
    script,
    sounds,
    splitting,
    typing,
    whole,
)
from studio.document.edits.grasp import EditError
from studio.document.lanes import LaneSettings
from studio.document.script_items import Aside, AsideId, AsideKind, Heading, HeadingId
from studio.document.sounds import (
    SoundClip,
    SoundClipId,
    SoundLane,
    SoundLaneId,
    SoundSource,
)
from studio.document.values import (
    Delivery,
    Document,
    Line,
    LineId,
    LineStatus,
    LoudnessTarget,
    PauseRules,
    SpeakerId,
    Voice,
)
from studio.errors import InputError
from studio.identity import new_id

Edit = Callable[[Document, Random], Document]
_WORDS = ("yes", "no", "never", "perhaps", "tomorrow", "wait", "Zoë", "漢字", "don't", "--")


def random_edit(document: Document, random: Random) -> Document:
    """`document` after some edit; the same one when that edit could not be done."""
    edit = random.choice(EDITS)
    try:
        return edit(document, random)
    except (EditError, InputError):
        return document


def _words(random: Random) -> str:
    return " ".join(random.choices(_WORDS, k=random.randint(1, 9)))


def _line(document: Document, random: Random) -> LineId:
    return random.choice(document.lines).id if document.lines else LineId("none")


def _lines(document: Document, random: Random) -> list[LineId]:
    return list({_line(document, random) for _ in range(random.randint(1, 4))})


def _item(document: Document, random: Random) -> str:
    return random.choice(document.script).id if document.script else "none"


def _place(document: Document, random: Random) -> str | None:
    return None if random.random() < 0.2 else _item(document, random)


def _speaker(document: Document, random: Random) -> SpeakerId:
    return random.choice(document.cast).id if document.cast else SpeakerId("none")


def _new_line(document: Document, random: Random) -> Line:
    return Line(LineId(new_id()), _speaker(document, random), _words(random))


def _insert(document: Document, random: Random) -> Document:
    kind = random.random()
    if kind < 0.7:
        items: list[Line | Heading | Aside] = [
            _new_line(document, random) for _ in range(random.randint(1, 3))
        ]
    elif kind < 0.85:
        items = [Heading(HeadingId(new_id()), _words(random), random.randint(1, 3))]
    else:
        items = [Aside(AsideId(new_id()), AsideKind.COMMENT, _words(random))]
    return script.insert(document, items, _place(document, random))


def _join_neighbours(document: Document, random: Random) -> Document:
    place = random.randrange(max(1, len(document.lines)))
    return splitting.join(document, [it.id for it in document.lines[place : place + 2]])


def _replace_all(document: Document, random: Random) -> Document:
    query = finding.Query(random.choice(_WORDS), random.choice(_WORDS))
    matches = [match for match in finding.find(document, query) if not match.is_locked]
    return finding.replace_found(document, matches[:20])


def _split_speaker(document: Document, random: Random) -> Document:
    if len(document.cast) > 8:
        return document
    line = document.lines[0] if document.lines else None
    if line is None:
        return document
    return casting.split_speaker(document, line.speaker, [line.id], f"New {new_id()}")


def _move_scene(document: Document, random: Random) -> Document:
    if not document.headings:
        return document
    return script.move_scene(
        document, random.choice(document.headings).id, _place(document, random)
    )


def _sound(document: Document, random: Random) -> Document:
    document = sounds.put_sound_lane(document, SoundLane(SoundLaneId("music"), "Music"))
    source = SoundSource("rain.wav", "0" * 64, 5)
    clip = SoundClip(
        SoundClipId(f"c{random.randint(1, 4)}"), SoundLaneId("music"), source, random.randint(0, 99)
    )
    return sounds.put_sound(document, clip)


def _mix_lane(document: Document, random: Random) -> Document:
    settings = LaneSettings(random.uniform(-20, 6), random.uniform(-1, 1), random.random() < 0.5)
    return casting.set_lane(document, _speaker(document, random), settings)


def _pin(document: Document, random: Random) -> Document:
    key = TakeKey(f"{random.randint(0, 9):064x}")
    pinned = random.choice([None, PinnedTake(key), PinnedTake(key, 5, 900)])
    return lines.pin_take(document, _line(document, random), pinned)


def _trim(document: Document, random: Random) -> Document:
    clip = ClipEdit(AtSample(random.randint(0, 99)), None, random.uniform(-9, 9))
    return lines.set_clip(document, _lines(document, random), clip)


def _describe(document: Document, random: Random) -> Document:
    return casting.describe_speaker(
        document,
        _speaker(document, random),
        colour=random.randint(0, 11),
        short_code=_words(random)[:3],
        aliases=(_words(random),),
        notes=_words(random),
    )


def _dictionary(document: Document, random: Random) -> Document:
    scope = random.choice(["", _line(document, random), _speaker(document, random)])
    if scope == "none":
        return document
    entry = DictionaryEntry(
        EntryId(f"e{random.randint(1, 4)}"), random.choice(_WORDS), _words(random), scope=scope
    )
    return whole.put_entry(document, entry)


def _order_cast(document: Document, random: Random) -> Document:
    order = [speaker.id for speaker in document.cast]
    random.shuffle(order)
    return casting.order_cast(document, order)


def _delivery(random: Random) -> Delivery:
    return Delivery(
        speed=random.uniform(0.8, 1.2),
        expressiveness=random.uniform(1.2, 2.5),
        variation=random.random(),
        normalize=random.choice([None, True, False]),
    )


def _add_speaker(document: Document, random: Random) -> Document:
    if len(document.cast) > 8:
        return document
    return casting.add_speaker(document, casting.new_speaker(document, f"Guest {new_id()}"))


def _cast_voices(document: Document, random: Random) -> Document:
    draft = Voice("embedded", random.randint(1001, 1072), _words(random))
    final = random.choice([None, Voice("cloud.example", random.randint(1, 99), _words(random))])
    return casting.set_voices(document, _speaker(document, random), draft, final)


def _set_heading(document: Document, random: Random) -> Document:
    if not document.headings:
        return document
    heading = random.choice(document.headings).id
    level = random.randint(1, 3)
    return script.set_heading(document, heading, _words(random), level, _words(random))


def _set_aside(document: Document, random: Random) -> Document:
    asides = document.script.only(Aside)
    if not asides:
        return document
    aside = random.choice(asides).id
    return script.set_aside(document, aside, random.choice(list(AsideKind)), _words(random))


def _type(document: Document, random: Random) -> Document:
    typed = random.choice(["", "^0.4 ", "+1 ", "^= "]) + _words(random)
    return typing.write(document, _line(document, random), typed, had_cue=random.random() < 0.5)


EDITS: tuple[Edit, ...] = (
    _insert,
    _insert,
    _insert,
    lambda d, r: script.delete(d, {_item(d, r) for _ in range(r.randint(1, 2))}),
    lambda d, r: script.move(d, {_item(d, r), _item(d, r)}, _place(d, r)),
    lambda d, r: script.duplicate(d, [_item(d, r)]),
    _move_scene,
    lambda d, r: script.line_to_aside(d, _line(d, r), AsideKind.DIRECTION),
    lambda d, r: splitting.split(d, _line(d, r), r.randint(1, 20)),
    _join_neighbours,
    lambda d, r: lines.set_text(d, _line(d, r), _words(r)),
    lambda d, r: lines.set_text(d, _line(d, r), _words(r)),
    lambda d, r: lines.set_spoken(d, _line(d, r), r.choice([None, _words(r)])),
    lambda d, r: lines.set_direction(d, _lines(d, r), _words(r)),
    lambda d, r: lines.set_delivery(d, _lines(d, r), Delivery(speed=r.uniform(0.8, 1.2))),
    lambda d, r: lines.set_cue(
        d, _lines(d, r), r.choice([After(), After(480), CutIn(960), Over(5), With()])
    ),
    lambda d, r: lines.set_status(d, _lines(d, r), r.choice(list(LineStatus))),
    lambda d, r: lines.set_status(d, _lines(d, r), LineStatus.DRAFT),
    lambda d, r: lines.set_notes(d, _lines(d, r), _words(r)),
    lambda d, r: lines.set_muted(d, _lines(d, r), r.random() < 0.5),
    lambda d, r: lines.set_silence(d, _lines(d, r), r.randint(0, 9), r.randint(0, 9)),
    lambda d, r: lines.set_target(d, _lines(d, r), r.choice([None, 48_000])),
    lambda d, r: lines.set_paragraph(d, _lines(d, r), r.random() < 0.5),
    lambda d, r: lines.set_external_id(d, _line(d, r), _words(r)),
    lambda d, r: lines.ask_retake(d, _lines(d, r)),
    _pin,
    _trim,
    lambda d, r: casting.recast(d, _lines(d, r), _speaker(d, r)),
    lambda d, r: casting.rename_speaker(d, _speaker(d, r), f"Name {r.randint(1, 99)}"),
    lambda d, r: casting.merge_speakers(d, _speaker(d, r), _speaker(d, r)),
    lambda d, r: casting.remove_speaker(d, _speaker(d, r)),
    _split_speaker,
    _order_cast,
    _describe,
    _mix_lane,
    _replace_all,
    lambda d, r: pasting.paste(d, replace(d, script=type(d.script)(d.script[:3])), _place(d, r)),
    _sound,
    lambda d, r: sounds.remove_sound_lane(d, SoundLaneId("music")),
    _dictionary,
    lambda d, r: remarks.put_note(
        d, ListeningNote(NoteId(f"n{r.randint(1, 5)}"), _line(d, r), r.choice(list(NoteKind)), 5)
    ),
    lambda d, r: remarks.put_marker(
        d, Marker(MarkerId(f"m{r.randint(1, 5)}"), _words(r), r.randint(0, 99))
    ),
    lambda d, r: remarks.mark_take(
        d, TakeMark(TakeKey(f"{r.randint(0, 9):064x}"), r.randint(0, 5))
    ),
    lambda d, r: remarks.remove_note(d, NoteId(f"n{r.randint(1, 5)}")),
    lambda d, r: remarks.remove_marker(d, MarkerId(f"m{r.randint(1, 5)}")),
    lambda d, r: sounds.remove_sound(d, SoundClipId(f"c{r.randint(1, 4)}")),
    lambda d, r: whole.remove_entry(d, EntryId(f"e{r.randint(1, 4)}")),
    lambda d, r: whole.set_title(d, _words(r)),
    lambda d, r: whole.set_language(d, r.choice(["en", "de", "fr-CA"])),
    lambda d, r: whole.set_pauses(d, PauseRules(*(r.randint(0, 99) for _ in range(5)))),
    lambda d, r: whole.set_project_delivery(d, _delivery(r)),
    lambda d, r: whole.set_loudness(d, r.choice([None, LoudnessTarget(r.uniform(-30, -10))])),
    lambda d, r: casting.recast_all(d, _speaker(d, r), _speaker(d, r)),
    _add_speaker,
    _cast_voices,
    lambda d, r: casting.set_speaker_delivery(d, _speaker(d, r), _delivery(r)),
    _set_heading,
    _set_aside,
    _type,
    lambda d, r: typing.set_speaker(d, _line(d, r), f"Name {r.randint(1, 9)}"),
    lambda d, r: typing.make_note(d, _line(d, r)),
)
