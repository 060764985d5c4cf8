"""Whether a word before a colon is somebody's name, and which names may be slips of one another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping

from studio.document.edits.casting import name_key
from studio.document.near_names import is_one_slip
from studio.sentences import Message, Sentence, sentence

LONGEST_NAME = 40
MOST_NAME_WORDS = 4

_SENTENCE_MARKS = re.compile(r"[.!?;,:\"“”。！？、()]")
_TITLES = re.compile(r"\b(?:dr|mr|mrs|ms|st|sgt|lt|capt|prof|jr|sr|no)\.", re.IGNORECASE)
_INITIALS = re.compile(r"\b[A-ZÀ-Þ]\.")
_NUMBERED = re.compile(
    r"(?:speaker|voice|person|sprecher|locuteur)\s*\d+|話者\s*\d+", re.IGNORECASE
)
_REMARKS = frozenset(
    {
        "note",
        "notes",
        "nb",
        "ps",
        "warning",
        "caution",
        "important",
        "remark",
        "comment",
        "todo",
        "fixme",
        "scene",
        "chapter",
        "act",
        "part",
        "title",
        "author",
        "date",
        "draft",
        "setting",
        "cast",
        "characters",
        "tip",
        "example",
        "hint",
        "anmerkung",
        "hinweis",
        "notiz",
        "achtung",
        "regie",
        "titel",
        "szene",
        "remarque",
        "attention",
        "didascalie",
        "summary",
        "remember",
    }
)
_SOUNDS = frozenset(
    {"sound", "sounds", "sound effect", "sound effects", "music", "sfx", "fx", "ambience", "atmo", "musik",
     "geräusch", "geräusche", "musique", "bruitage", "música", "効果音"}
)  # fmt: skip
"""What stands where names do and is no voice."""
_HEADING = re.compile(
    r"(?:act|scene|chapter|part|akt|szene|kapitel|teil|acte|scène|chapitre|acto|escena)\s+"
    r"(?:\d{1,4}|[ivxlc]{1,7})",
    re.IGNORECASE,
)
_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Letters of other alphabets that look like Latin ones, as far as they turn up in names.
_LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧονＯ０",
    "ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXovOO",
)

_capitals_once = sentence("script.name-capitals-once", "capitals, once")
_capitals = sentence("script.name-capitals", "capitals, {count} times")
_marked_once = sentence("script.name-marked-once", "marked as a name, once")
_marked = sentence("script.name-marked", "marked as a name, {count} times")
_numbered_once = sentence("script.name-numbered-once", "a numbered speaker, once")
_numbered = sentence("script.name-numbered", "a numbered speaker, {count} times")
_mixed_once = sentence("script.name-mixed-once", "not in capitals, once")
_mixed = sentence("script.name-mixed", "not in capitals, {count} times")
_again = sentence("script.name-again", "comes again, {count} times")
_once = sentence("script.name-once", "seen once")
_nameless = sentence("script.name-none", "no name stands there")
_remark = sentence("script.name-remark", "a usual word for remarks")
_slip = sentence("script.name-slip", "one slip from {other}")
_alike_once = sentence("script.name-alike-once", "once, one letter from {other}")
_alike = sentence("script.name-alike", "{count} times, one letter from {other}")
_twin = sentence("script.name-twin", "looks like {other}, but is written with other characters")


def could_be_name(text: str) -> bool:
    """Whether `text` has the shape of a name: short, few words, no sentence."""
    if not 0 < len(text) <= LONGEST_NAME or len(text.split()) > MOST_NAME_WORDS:
        return False
    if text.lower() in ("http", "https", "ftp", "file", "mailto"):
        return False
    if _SENTENCE_MARKS.search(
        text if "." not in text else _INITIALS.sub("", _TITLES.sub("", text))
    ):
        return False
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and (not text[0].isdigit() or text.upper() == text)


def is_in_capitals(name: str) -> bool:
    """Whether every letter is a capital; scripts without capitals count as such."""
    return name.upper() == name and any(letter.isalpha() for letter in name)


def looks_certain(name: str) -> bool:
    return is_in_capitals(name) or bool(_NUMBERED.fullmatch(name))


def judged(
    counts: Mapping[str, int], weights: Mapping[str, int], is_marked: Callable[[str], bool]
) -> Iterator[tuple[str, bool, Message, str]]:
    """For each name its tick, the reason, and the other name it may be a slip of, which may also be
    one that is not in `counts`. A slip of a name that weighs far more is unticked; two that are alike
    and both weigh something are pointed out."""
    by_folded: dict[str, str] = {}
    for name in sorted(weights, key=lambda each: -weights[each]):
        by_folded.setdefault(_folded(name), name)
    near, alike = _near(weights)
    has_capitals = any(map(is_in_capitals, counts))
    come_again = sum(counts.values()) >= 3 * len(counts)
    for name, count in counts.items():
        if not name:
            yield name, True, _nameless(), ""
            continue
        twin = by_folded[_folded(name)]
        if twin != name:
            yield name, False, _twin(other=twin), twin
        elif is_remark(name) and not is_marked(name):
            yield name, False, _remark(), ""
        elif name in near:
            yield name, False, _slip(other=near[name]), near[name]
        elif name in alike and (is_marked(name) or is_in_capitals(name)):
            other = alike[name]
            said = _alike_once(other=other) if count == 1 else _alike(count=count, other=other)
            yield name, True, said, other
        elif is_marked(name):
            yield name, True, _told(_marked, _marked_once, count), ""
        elif _NUMBERED.fullmatch(name):
            yield name, True, _told(_numbered, _numbered_once, count), ""
        elif not is_in_capitals(name):
            if has_capitals or count == 1:
                yield name, False, _told(_mixed, _mixed_once, count), ""
            else:
                yield name, True, _again(count=count), ""
        elif count == 1 and come_again:
            yield name, False, _once(), ""
        else:
            yield name, True, _told(_capitals, _capitals_once, count), ""


def _told(often: Sentence, once: Sentence, count: int) -> Message:
    return once() if count == 1 else often(count=count)


def is_remark(name: str) -> bool:
    return is_sound(name) or name_key(name) in _REMARKS or bool(_HEADING.fullmatch(name))


def is_sound(name: str) -> bool:
    return name_key(name) in _SOUNDS


def _folded(name: str) -> str:
    """The name as it looks: no invisible characters, no accents, lookalikes made Latin."""
    if name.isascii():
        return name_key(name)
    bare = unicodedata.normalize("NFKD", _INVISIBLE.sub("", name)).translate(_LOOKALIKES)
    return name_key("".join(c for c in bare if not unicodedata.combining(c)))


def _near(counts: Mapping[str, int]) -> tuple[dict[str, str], dict[str, str]]:
    """Each name that is one slip away from a more frequent one, with that one: those that are rare
    beside it, and the others."""
    by_signature: dict[str, list[str]] = {}
    keys = {name: name_key(name) for name in counts if 4 <= len(name) <= LONGEST_NAME}
    for name, key in keys.items():
        for signature in _signatures(key):
            by_signature.setdefault(signature, []).append(name)
    slips: dict[str, str] = {}
    others: dict[str, str] = {}
    order = {name: (-counts[name], at) for at, name in enumerate(counts)}
    for name, key in keys.items():
        for other in {each for s in _signatures(key) for each in by_signature[s][:50]}:
            if order[other] >= order[name] or not is_one_slip(key, keys[other]):
                continue
            found = slips if counts[name] * 3 <= counts[other] else others
            best = found.get(name)
            found[name] = other if best is None or order[other] < order[best] else best
    return slips, others


def _signatures(key: str) -> set[str]:
    """Two words one slip apart share one of these: the word itself, or it without one letter."""
    return {key, *(key[:at] + key[at + 1 :] for at in range(len(key)))}
