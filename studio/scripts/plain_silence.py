"""Rows of a plain script that nobody says: headings in words, transitions, stage directions."""

from __future__ import annotations

import re
from collections.abc import Iterable

from studio.document.script_items import CHAPTER, SCENE
from studio.scripts.names import is_in_capitals

_COUNTED = r"(?:\d{1,4}[a-z]?|[ivxlc]{1,7}|one|two|three|four|five|six|seven|eight|nine|ten)"
_CHAPTERS = r"act|chapter|part|episode|akt|aufzug|kapitel|teil|folge|acte|chapitre|partie|acto|capítulo|atto"
_SCENES = r"scene|szene|auftritt|bild|scène|escena|scena|cena"
_HEADING = re.compile(
    rf"(?:(?P<chapter>{_CHAPTERS})|{_SCENES})[ \t]+{_COUNTED}\b(?:[ \t]*[.:,—–-].*)?"
    rf"|{_COUNTED}\.[ \t]*(?:(?P<chapter2>{_CHAPTERS})|{_SCENES})\b.*"
    r"|(?P<chapter3>prologue?|epilogue?|prolog|epilog|épilogue)[.:]?"
    r"|(?:INT|EXT|INT\.?/EXT|EXT\.?/INT|I/E)[. ].*"
    r"|第[0-9０-９一二三四五六七八九十百]{1,5}(?P<chapter4>[幕章話部])?[場回景]?(?:[ \t\u3000].*)?",
    re.IGNORECASE,
)
_TRANSITION = re.compile(
    r"(?:[A-Z ]{1,30} TO:|FADE (?:IN|OUT)[.:]?|FADE TO BLACK\.?|BLACKOUT\.?|CURTAIN\.?|THE END\.?"
    r"|ENDE\.?|FIN\.?|VORHANG\.?|RIDEAU\.?)"
)
_BY = re.compile(
    r"(?:(?:written|a|an|story|screenplay|script|radio)\b.{0,40}\b)?(?:by|von|par|por)\s.+|作[:：].+",
    re.IGNORECASE,
)
_EMPHASIZED = re.compile(r"\*([^*]+)\*|_([^_]+)_")
_STAGE = re.compile(
    r"(?:enter|exit|exits|exeunt|re-enter|enters|pause|silence|beat|lights?|sound of|music)\b.*",
    re.IGNORECASE,
)
_SHE_DOES = re.compile(
    r"(?:he|she|it)\s+(?!was\b|is\b|has\b|does\b|goes without\b)[a-z]+s\b.*", re.IGNORECASE
)
_SAID_TO_SOMEBODY = re.compile(
    r"\b(?:i|me|my|mine|you|your|yours|we|us|our|ich|mich|mir|mein\w*|du|dich|dir|dein\w*|wir|uns"
    r"|unser\w*|euch|je|moi|mon|ma|mes|tu|toi|ton|tes|nous|vous|yo|mi|tú)\b|[?!“”„«»\"]|\bj['’]",
    re.IGNORECASE,
)
_LONGEST = 300


def heading_level(text: str) -> int:
    """The level of a heading in words, as `SCENE 2. A kitchen`; 0 for what is none."""
    found = _HEADING.fullmatch(text) if len(text) <= 120 else None
    if found is None:
        return 0
    is_chapter = any(found[group] for group in ("chapter", "chapter2", "chapter3", "chapter4"))
    return CHAPTER if is_chapter and not re.search(rf"\b(?:{_SCENES})\b", text, re.I) else SCENE


def is_transition(text: str) -> bool:
    return text == text.upper() and bool(_TRANSITION.fullmatch(text))


def is_title(text: str, next_row: str) -> bool:
    """Whether the first row of all, which names nobody, is the title of what follows."""
    is_apart = not next_row or bool(_BY.fullmatch(next_row))
    return is_apart and len(text) <= 80 and text[-1] not in ".!?:;,…"


def is_by_line(text: str) -> bool:
    return len(text) <= 120 and bool(_BY.fullmatch(text))


def emphasized(text: str) -> str:
    """What stands between the marks of a row wholly in italics; empty for any other."""
    found = _EMPHASIZED.fullmatch(text)
    return (found[1] or found[2]).strip() if found else ""


def tells_what_happens(text: str, names: Iterable[str]) -> bool:
    """Whether a paragraph without a name, on its own, tells what is to be seen: it says nothing to
    anybody, and begins with somebody of the script or as stage directions do."""
    if len(text) > _LONGEST or _SAID_TO_SOMEBODY.search(text):
        return False
    if _STAGE.fullmatch(text) or _SHE_DOES.fullmatch(text):
        return True
    folded = text.casefold()
    return any(
        folded.startswith(f"{name.casefold()} ") and text[len(name) + 1 : len(name) + 2].islower()
        for name in names
    )


def is_in_brackets(text: str) -> bool:
    """Whether a row stands in one pair of brackets from its first letter to its last."""
    if text[0] + text[-1] not in ("()", "[]", "（）", "【】"):
        return False
    return not any(bracket in text[1:-1] for bracket in "()[]（）【】")


def may_be_name_in_brackets(text: str, next_row: str) -> bool:
    return text[0] in "[【" and is_in_capitals(text[1:-1]) and bool(next_row)
