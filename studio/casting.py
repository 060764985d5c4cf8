"""Who speaks whom, chosen without anybody's ear: distinct voices for a Cast, and casts written as text.

A proposal stays the same when further Speakers are added behind the others.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from studio.audio.lane_effects import EFFECTS
from studio.document.edits.casting import name_key
from studio.document.values import Document, Speaker, SpeakerId, Voice
from studio.errors import InputError
from studio.sentences import sentence
from studio.server.voices import Voice as EmbeddedVoice
from studio.server.voices import all_voices, voices_speaking
from studio.takes.recipe import EMBEDDED

_unreadable = sentence(
    "casting.unreadable", "The cast {path} could not be read: {reason}. Mend it and try again."
)
_no_speaker = sentence(
    "casting.no-speaker", "Nobody in the script is called {name!r}. It has: {known}."
)
_no_voice = sentence(
    "casting.no-voice",
    "No voice is called {name!r}{guess}. `dialogue-studio voices` lists the embedded ones.",
)
_no_final = sentence(
    "casting.no-final", "The voice service has no voice {name!r} for this key{guess}."
)

_ODD = "characters_animation"
_SAME_SEX = 30
_FEMALE_WORDS = """
    mrs ms miss mother mom mum mutter mama sister schwester girl mädchen woman frau lady queen königin
    aunt tante grandmother oma she dame madame señora
    anna maria clara emma julia laura lisa sara sarah nina eva lena mara alice jane mary kate ruth
    nettie rose grace ivy tess edie mina paola oda jule helen susan linda karen betty sophie marie chloe ines carmen ingrid
"""
_MALE_WORDS = """
    mr sir father dad vater papa brother bruder boy junge man mann king könig uncle onkel grandfather
    opa herr he lord señor monsieur
    ben tom john jack peter paul max jonas karl otto hans fritz james david michael robert bill joe
    sam adam basile josh luis carlos pierre jean igor sven lars
"""
_FEMALE, _MALE = frozenset(_FEMALE_WORDS.split()), frozenset(_MALE_WORDS.split())
_FEMALE_ENDS, _MALE_ENDS = (
    ("a", "ie", "elle", "ette", "ine", "erin"),
    ("o", "us", "er", "ert", "rd", "k"),
)


def propose(document: Document) -> Document:
    """Give each Speaker without a draft voice the one that is farthest from all others, of the sex that
    the name suggests; voices made for odd characters come last."""
    if all(speaker.draft_voice is not None for speaker in document.cast):
        return document
    languages = _languages(document)
    known = {voice.id: voice for voice in all_voices()}
    taken = [
        known[speaker.draft_voice.id]
        for speaker in document.cast
        if speaker.draft_voice is not None and speaker.draft_voice.id in known
    ]
    cast = []
    for speaker in document.cast:
        if speaker.draft_voice is not None:
            cast.append(speaker)
            continue
        language = languages.get(speaker.id, document.language)
        voice = _best(speaker.name, voices_speaking(language) or all_voices(), taken)
        taken.append(voice)
        cast.append(replace(speaker, draft_voice=Voice(EMBEDDED, voice.id, voice.name)))
    return replace(document, cast=tuple(cast))


def _languages(document: Document) -> dict[SpeakerId, str]:
    """What each Speaker says most Lines in, of those whose Lines tell."""
    counts: dict[SpeakerId, Counter[str]] = {}
    for line in document.lines:
        if line.delivery.language:
            counts.setdefault(line.speaker, Counter())[line.delivery.language] += 1
    return {id: count.most_common(1)[0][0] for id, count in counts.items()}


def sex_suggested(name: str) -> str | None:
    """What a name or a title lets one guess; None where it is anybody's."""
    words = "".join(letter if letter.isalpha() else " " for letter in name.casefold()).split()
    for word in words:
        if word in _FEMALE:
            return "female"
        if word in _MALE:
            return "male"
    if len(words) == 1 and len(words[0]) > 3:
        if words[0].endswith(_FEMALE_ENDS):
            return "female"
        if words[0].endswith(_MALE_ENDS):
            return "male"
    return None


def _best(
    name: str, offered: Sequence[EmbeddedVoice], taken: Sequence[EmbeddedVoice]
) -> EmbeddedVoice:
    sex = sex_suggested(name)

    def worth(voice: EmbeddedVoice) -> tuple[Any, ...]:
        times = sum(other.id == voice.id for other in taken)
        fits = sex is None or voice.sex == sex
        nearest = min((_distance(voice, other) for other in taken), default=0.0)
        chance = hashlib.sha256(f"{name_key(name)} {voice.id}".encode()).digest()
        return -times, fits, voice.category != _ODD, nearest, chance

    return max(offered, key=worth)


def _distance(one: EmbeddedVoice, other: EmbeddedVoice) -> float:
    """Pitch tells voices apart, then sex, then pace."""
    apart = abs(one.pitch - other.pitch) + abs(one.words_per_minute - other.words_per_minute) / 4
    return apart + (_SAME_SEX if one.sex != other.sex else 0)


# --- casts as text -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CastEntry:
    """`voice` and `final` are names, handles or numbers; None leaves what there is."""

    name: str
    voice: str | None = None
    final: str | None = None
    gain_db: float | None = None
    pan: float | None = None
    effect: str | None = None


def write_cast(document: Document) -> str:
    rows = [
        "# Who speaks whom. Edit the voices, then: dialogue-studio render SCRIPT --cast FILE",
        "# `dialogue-studio voices` lists the embedded voices; `final` is one of the voice service.",
        f"# `effect` is what one is heard through: {', '.join(EFFECTS)}.",
    ]
    described = {voice.id: voice for voice in all_voices()}
    for speaker in document.cast:
        voice = speaker.draft_voice
        rows += ["", "[[speaker]]", f"name = {_toml(speaker.name)}"]
        if voice is not None:
            known = described.get(voice.id)
            says = (
                f"  # {known.sex}, {known.age.replace('_', ' ')}, {known.accent}" if known else ""
            )
            rows.append(f"voice = {_toml(voice.name)}{says}")
        final = speaker.final_voice
        rows.append(f"final = {final.id}  # {_row(final.name)}" if final else '# final = ""')
        rows.append(f"gain_db = {speaker.lane.gain_db:.1f}")
        rows.append(f"pan = {speaker.lane.pan:.2f}")
        effect = speaker.lane.effect
        rows.append(f"effect = {_toml(effect)}" if effect else f"# effect = {_toml(EFFECTS[0])}")
    return "\n".join(rows) + "\n"


def read_cast(path: Path) -> tuple[CastEntry, ...]:
    """Raises InputError with the place of what is wrong."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(_unreadable(path=path, reason=error.strerror)) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(_unreadable(path=path, reason=error)) from error
    speakers = content.get("speaker", [])
    if not isinstance(speakers, list) or set(content) - {"speaker"}:
        raise InputError(_unreadable(path=path, reason="each speaker stands under [[speaker]]"))
    return tuple(_entry(path, each) for each in speakers)


def _entry(path: Path, table: object) -> CastEntry:
    known = {"name": str, "voice": (str, int), "final": (str, int), "gain_db": (int, float),
             "pan": (int, float), "effect": str}  # fmt: skip
    if not isinstance(table, dict) or "name" not in table:
        raise InputError(_unreadable(path=path, reason="a [[speaker]] has no name"))
    for key, value in table.items():
        if key not in known or isinstance(value, bool) or not isinstance(value, known[key]):  # type: ignore[arg-type]
            reason = f"{key} = {value!r} at {table['name']!r} makes no sense"
            raise InputError(_unreadable(path=path, reason=reason))
    effect = table.get("effect")
    if effect and effect not in EFFECTS:
        reason = f"there is no effect {effect!r}, but {', '.join(EFFECTS)}"
        raise InputError(_unreadable(path=path, reason=reason))
    voice, final = table.get("voice"), table.get("final")
    return CastEntry(
        table["name"],
        None if voice is None else str(voice),
        None if final in (None, "") else str(final),
        None if "gain_db" not in table else max(-60.0, min(24.0, float(table["gain_db"]))),
        None if "pan" not in table else max(-1.0, min(1.0, float(table["pan"]))),
        effect,
    )


def with_cast(
    document: Document,
    entries: Iterable[CastEntry],
    final_voice: Callable[[str], Voice],
    *,
    must_be_there: bool,
) -> Document:
    """Cast as written. Names are found as in scripts, also by their other names; one that nobody has is
    passed over, or with `must_be_there` an InputError."""
    by_key: dict[str, CastEntry] = {}
    names: Mapping[str, Speaker] = {
        name_key(name): speaker
        for speaker in document.cast
        for name in (*speaker.aliases, speaker.name)
    }
    for entry in entries:
        speaker = names.get(name_key(entry.name))
        if speaker is not None:
            by_key[speaker.id] = entry
        elif must_be_there:
            known = ", ".join(each.name for each in document.cast)
            raise InputError(_no_speaker(name=entry.name, known=known))
    cast = tuple(
        _cast_as(speaker, by_key[speaker.id], final_voice) if speaker.id in by_key else speaker
        for speaker in document.cast
    )
    return replace(document, cast=cast)


def embedded_voice(name: str) -> Voice:
    """By name, handle or number; raises InputError."""
    found = next(
        (
            voice
            for voice in all_voices()
            if name.strip().casefold() in (voice.name.casefold(), voice.handle, str(voice.id))
        ),
        None,
    )
    if found is None:
        raise InputError(_no_voice(name=name, guess=_guess(name, [v.name for v in all_voices()])))
    return Voice(EMBEDDED, found.id, found.name)


def offered_voice(name: str, offered: Sequence[Voice]) -> Voice:
    """A voice of the service by name or number; raises InputError."""
    wanted = name.strip().casefold()
    for voice in offered:
        if wanted in (voice.name.casefold(), str(voice.id)):
            return voice
    guess = _guess(name, [voice.name for voice in offered])
    raise InputError(_no_final(name=name, guess=guess))


def _cast_as(speaker: Speaker, entry: CastEntry, final_voice: Callable[[str], Voice]) -> Speaker:
    lane = speaker.lane
    if entry.gain_db is not None:
        lane = replace(lane, gain_db=entry.gain_db)
    if entry.pan is not None:
        lane = replace(lane, pan=entry.pan)
    if entry.effect is not None:
        lane = replace(lane, effect=entry.effect)
    return replace(
        speaker,
        lane=lane,
        draft_voice=embedded_voice(entry.voice) if entry.voice else speaker.draft_voice,
        final_voice=final_voice(entry.final) if entry.final else speaker.final_voice,
    )


def _guess(name: str, known: list[str]) -> str:
    import difflib

    folded = {each.casefold(): each for each in known}
    near = difflib.get_close_matches(name.casefold(), folded, n=1)
    return f"; did you mean {folded[near[0]]!r}?" if near else ""


def _toml(text: str) -> str:
    """A JSON string is one of TOML too, but for halves of letters and one control."""
    plain = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007F")


def _row(text: str) -> str:
    return " ".join("".join(letter for letter in text if letter.isprintable()).split())
