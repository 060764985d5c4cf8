"""Where a text may be divided: sentence ends that what follows has proved, clauses, words, graphemes.

Pure functions over text. `chunker` decides when to divide; here it is only said where one may.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from studio.server.abbreviations import ABBREVIATIONS, BEFORE_NUMBERS

_CLOSERS = "\"'”’»›)]}」』】）〉》"
_LOW_CLOSERS = "“‘«‹"
"""They open in some languages and close in others; right behind a mark they close, unless the script
writes no blanks."""
_ENDING = re.compile(
    rf"""(?:(?P<stop>\.{{2,}}|…+|[.!?؟।॥۔።]+|(?<=[\u0370-\u03ff\u1f00-\u1fff]);)
            (?P<close>(?:[{re.escape(_CLOSERS + _LOW_CLOSERS)}]
                        |[ \u00a0\u202f]»(?=[\s.,;!?]|\Z)
                        |</\s*(?:spell|prosody)\s*>)*)
           |(?P<wide>[。！？｡．]+)(?:[{re.escape(_CLOSERS)}]|</\s*(?:spell|prosody)\s*>)*)
         (?P<gap>\s*)
         (?P<next>\S?)
         |\n\s*\n\s*(?P<paragraph>\S?)""",
    re.VERBOSE | re.IGNORECASE,
)
_SPACED_STOPS_ALONE = frozenset("।॥۔။።؟")
_CLAUSE = re.compile(r"[,;:،؛、，；：—–](?=\s)\s+|[、，；：]")
_BLANK = re.compile(r"\s+")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U0003ffff]"
)
_LAST_WORD = re.compile(r"[^\s\"'“”‘’«»(\[{<>]*\Z")


def sentence_ends(text: str, start: int = 0) -> Iterator[int]:
    """Where sentences end that what follows has proved to have ended: each the index of what begins
    next. `start` must not lie behind a sentence mark whose meaning is still open."""
    for match in _ENDING.finditer(text, start):
        following = match["next"] or match["paragraph"] or ""
        if following and (match["paragraph"] or _ends_a_sentence(text, match, following)):
            yield match.end() - 1


def _ends_a_sentence(text: str, match: re.Match[str], following: str) -> bool:
    stop = match["stop"]
    if stop is None:
        return not (match["wide"] == "．" and following.isdigit() and not match["gap"])
    if following in ".,;:!?…":
        return False
    if not match["gap"]:
        return stop[-1] in _SPACED_STOPS_ALONE
    if stop in ("।", "॥", "۔", "။", "።"):
        return True
    if following.islower() and (stop[-1] in ".…;" or match["close"]):
        return False
    if stop != "." or match["close"]:
        return True
    return not _is_abbreviation(text, match.start("stop"), following)


def _is_abbreviation(text: str, dot: int, following: str) -> bool:
    """Whether the single full stop at `dot` belongs to its word: a title, an initial, an ordinal."""
    word = text[_word_start(text, dot) : dot]
    if not word:
        return False
    if word.isdigit():
        return len(word) <= 2
    plain = word.lower().lstrip("(")
    if plain in BEFORE_NUMBERS:
        return following.isdigit()
    return (
        (len(word) == 1 and word.isalpha())
        or plain in ABBREVIATIONS
        or ("." in word and all(len(p) <= 2 and p.isalpha() for p in re.split("[.-]+", plain)))
    )


def _word_start(text: str, end: int) -> int:
    match = _LAST_WORD.search(text, max(0, end - 60), end)
    return match.start() if match else end


def word_end_before_silence(text: str) -> int:
    """How much of `text` is whole words if nothing more comes for a while: 0 when it may not be cut.

    A last word without a blank behind it may still grow, unless a mark that is no part of a number
    ends it.
    """
    kept = text.rstrip()
    if len(kept) < len(text):
        return len(text)
    match = re.search(r"(?<=[^\W\d])[.!?…;:,।。！？、，]+[\"'”’»)\]]*\Z", text)
    if match is not None:
        return len(text)
    blanks = list(_BLANK.finditer(text))
    return blanks[-1].end() if blanks and text[: blanks[-1].start()].strip() else 0


def best_cut(text: str, most: int, spans: list[tuple[int, int]]) -> int:
    """The best place to divide within the first `most` characters: behind a sentence, a clause, a
    word, between graphemes only where a script has no blanks; else the first place there is, or 0."""
    for places in (
        list(sentence_ends(text[: most + 1])),
        [match.end() for match in _CLAUSE.finditer(text, 0, most)],
        [match.end() for match in _BLANK.finditer(text, 0, most)],
    ):
        allowed = [p for p in places if most // 4 < p <= most and not _inside(p, spans)]
        if allowed:
            return allowed[-1]
    if _UNSPACED.search(text, 0, most + 1):
        for place in range(min(most, len(text) - 1), most // 4, -1):
            if between_unspaced_letters(text, place) and not _inside(place, spans):
                return place
    for blank in _BLANK.finditer(text):
        if text[: blank.end()].strip() and not _inside(blank.end(), spans):
            return blank.end()
    return 0


def between_unspaced_letters(text: str, place: int) -> bool:
    """Whether the script on one side of `place` writes no blanks, so that a cut harms no word."""
    return (
        0 < place < len(text)
        and is_grapheme_border(text, place)
        and _UNSPACED.search(text, place - 1, place + 1) is not None
    )


def is_grapheme_border(text: str, place: int) -> bool:
    """Whether what a reader sees as one sign is left whole by a cut at `place`."""
    if not 0 < place < len(text):
        return True
    before, after = text[place - 1], text[place]
    if before in "\u200d\ufe0f" and after not in " \n" and unicodedata.category(after) == "So":
        return before == "\ufe0f"
    if after in "\u200d\ufe0e\ufe0f\u20e3" or unicodedata.category(after) in ("Mn", "Mc", "Me"):
        return False
    if "\U0001f3fb" <= after <= "\U0001f3ff" or "\U000e0020" <= after <= "\U000e007f":
        return False
    if "\U0001f1e6" <= after <= "\U0001f1ff":
        flags = 0
        while place - flags > 0 and "\U0001f1e6" <= text[place - flags - 1] <= "\U0001f1ff":
            flags += 1
        return flags % 2 == 0
    return not (before == "\r" and after == "\n")


def _inside(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < place < end for start, end in spans)
