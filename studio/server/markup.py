"""What a text may carry beside words: breaks, spelling, a change of rate, sounds in IPA.

Pure. Says which parts a text has and where they lie; how they are spoken is the engine's business.
`<break time="300ms"/>`, `<spell>AB</spell>`, `<prosody rate="slow">…</prosody>` and `/həˈloʊ/`;
anything else in angle brackets is ordinary text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

BREAKS_MS = (200, 400, 500)
_RATES = {"slow": 0.8, "medium": 1.0, "fast": 1.2}

_TAG = re.compile(
    r"""<\s*(?:
        (?P<break>break)(?:\s+time\s*=\s*["'](?P<time>[^"'<>]{0,20})["'])?\s*/?
        |(?P<open>spell|prosody)(?:\s+rate\s*=\s*["'](?P<rate>[^"'<>]{0,20})["'])?\s*
        |/\s*(?P<close>spell|prosody|break)\s*
    )>""",
    re.VERBOSE | re.IGNORECASE,
)
_WRAPPING_TAG = re.compile(r"<\s*/?\s*(?:spell|prosody)[^<>]{0,60}>", re.IGNORECASE)
_BLANKS = " \t\r\n\0\u00a0\u200b\u2009\u202f\ufeff"
_CLOSERS = "\"'”’“‘»›«‹)]}」』】）〉》"
_UNFINISHED_TAG = re.compile(
    r"<\s*/?\s*(?P<name>[a-z]*)(?P<rest>(?<=[a-z])(?:\s[^<>]{0,80}|/))?\Z", re.IGNORECASE
)
_TAG_NAMES = ("break", "spell", "prosody")
_IPA_LETTERS = (
    "ɐɑɒæɓʙβɔɕçɖɗðʤəɘɚɛɜɝɞɟʄɡɠɢʛɦɧħɥʜɨɪʝɭɬɫɮʟɱɯɰŋɳɲɴøɵɸθœɶʘɹɺɾɻʀʁɽʂʃʈʧʉʊʋⱱʌɣɤʍχʎʏʑʐʒʔʡʕʢǀǁǂǃˈˌːˑ"
)
_IPA = re.compile(
    rf"(?<![\w/:.<])/(?=[^/\s]*[{_IPA_LETTERS}])(?P<ipa>[^\s/<>&\d]{{1,60}})/(?![\w/])"
)


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words from `start` on (a code point offset into the whole text), at a rate."""

    text: str
    start: int
    rate: float
    spelled: bool


@dataclass(frozen=True, slots=True)
class Break:
    milliseconds: int
    start: int


@dataclass(frozen=True, slots=True)
class Sounds:
    """One word given in IPA; `text` includes the slashes."""

    text: str
    start: int
    rate: float

    @property
    def ipa(self) -> str:
        return self.text[1:-1]


Part = Words | Break | Sounds


@dataclass(frozen=True, slots=True)
class OpenTag:
    """A `<spell>` or `<prosody>` whose end has not come, as it was written and where."""

    name: str
    written: str
    start: int


def parts(text: str) -> list[Part]:
    """The parts of `text` in order. A tag left open ends with the text; a lone closing tag is nothing."""
    found: list[Part] = []
    spelled, rates = 0, [1.0]
    at = 0
    for tag in _TAG.finditer(text):
        found.extend(_words_and_sounds(text[at : tag.start()], at, rates[-1], spelled > 0))
        at = tag.end()
        opened, closed = (tag["open"] or "").lower(), (tag["close"] or "").lower()
        if tag["break"]:
            found.append(Break(snapped_break_ms(tag["time"]), tag.start()))
        elif opened == "spell":
            spelled += 1
        elif opened == "prosody":
            rates.append(_rate(tag["rate"]))
        elif closed == "spell":
            spelled = max(0, spelled - 1)
        elif closed == "prosody" and len(rates) > 1:
            rates.pop()
    found.extend(_words_and_sounds(text[at:], at, rates[-1], spelled > 0))
    return found


def open_tags(text: str) -> list[OpenTag]:
    """The tags that are open at the end of `text`, outermost first."""
    opened: list[OpenTag] = []
    for tag in _TAG.finditer(text):
        if tag["open"]:
            opened.append(OpenTag(tag["open"].lower(), tag[0], tag.start()))
        elif tag["close"]:
            name = tag["close"].lower()
            last = next((i for i in range(len(opened) - 1, -1, -1) if opened[i].name == name), None)
            if last is not None:
                del opened[last]
    return opened


def unfinished_tag_start(text: str) -> int | None:
    """Where a tag begins whose `>` has not arrived yet; None when the text ends outside one."""
    at = text.rfind("<")
    if at < 0:
        return None
    match = _UNFINISHED_TAG.match(text, at)
    if match is None:
        return None
    name = match["name"].lower()
    fits = name in _TAG_NAMES if match["rest"] else any(n.startswith(name) for n in _TAG_NAMES)
    return at if fits else None


def tag_spans(text: str, *, prosody: bool = True) -> list[tuple[int, int]]:
    """Stretches inside which a text is not divided: tags, what they enclose, sounds in IPA.

    With `prosody=False` what a `<prosody>` encloses may be divided all the same.
    """
    found = [match.span() for match in _IPA.finditer(text)] if "/" in text else []
    opened: list[tuple[str, int]] = []
    for tag in _TAG.finditer(text):
        found.append(tag.span())
        if tag["open"]:
            opened.append((tag["open"].lower(), tag.start()))
        elif tag["close"] and opened and opened[-1][0] == tag["close"].lower():
            name, start = opened.pop()
            if prosody or name != "prosody":
                found.append((start, tag.end()))
    found += [(start, len(text)) for name, start in opened if prosody or name != "prosody"]
    return found


def has_something_to_say(text: str) -> bool:
    """Whether `text` takes any time to speak: a word or a sign, or a break."""
    return bool((_WRAPPING_TAG.sub("", text) if "<" in text else text).strip(_BLANKS))


def snapped_break_ms(time: str | None) -> int:
    """The nearest of the lengths a break can have; without a readable length the shortest."""
    match = re.fullmatch(r"\s*(\d{1,6}(?:\.\d{1,3})?)\s*(ms|s)?\s*", time or "", re.IGNORECASE)
    if match is None:
        return BREAKS_MS[0]
    wanted = float(match[1]) * (1000.0 if (match[2] or "ms").lower() == "s" else 1.0)
    return min(BREAKS_MS, key=lambda length: abs(length - wanted))


def is_sounds(text: str) -> bool:
    """Whether `text` is nothing but sounds in IPA between slashes."""
    return _IPA.fullmatch(text) is not None


def visible_end(text: str) -> str:
    """The last sign of `text` beside tags, closing quotes and brackets; a blank when there is none."""
    seen = (_TAG.sub("", text) if "<" in text else text).rstrip(_BLANKS + _CLOSERS)
    return seen[-1] if seen else " "


def edge_breaks_ms(text: str) -> tuple[int, int]:
    """How long the breaks before the first and after the last word of `text` last together.

    A text of nothing but breaks has them all at its end.
    """
    found = parts(text) if "<" in text else []
    before = after = 0
    seen_words = False
    for part in found:
        if isinstance(part, Break):
            after += part.milliseconds
        elif part.text.strip(_BLANKS):
            if not seen_words:
                before = after
            seen_words, after = True, 0
    return before, after


def _rate(written: str | None) -> float:
    if written is None:
        return 1.0
    named = _RATES.get(written.strip().lower())
    if named is not None:
        return named
    try:
        value = float(written)
    except ValueError:
        return 1.0
    return min(1.2, max(0.8, value)) if value == value else 1.0


def _words_and_sounds(text: str, start: int, rate: float, spelled: bool) -> Iterator[Part]:
    at = 0
    if not spelled and "/" in text:
        for match in _IPA.finditer(text):
            if match.start() > at:
                yield Words(text[at : match.start()], start + at, rate, spelled)
            yield Sounds(match[0], start + match.start(), rate)
            at = match.end()
    if at < len(text):
        yield Words(text[at:], start + at, rate, spelled)
