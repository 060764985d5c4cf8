"""How words are to be said: entries of the pronunciation dictionary. `respelling` applies them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NewType

EntryId = NewType("EntryId", str)


class Spelling(Enum):
    """How `DictionaryEntry.said` is written: letters to be read, or IPA."""

    RESPELLED = "respelled"
    IPA = "ipa"


@dataclass(frozen=True, slots=True)
class DictionaryEntry:
    """Say `said` wherever `written` stands. `scope` is the id of a Speaker or a Line, or empty for
    the whole project; a pattern finds its own word edges, so `whole_word` is for plain entries."""

    id: EntryId
    written: str
    said: str
    spelling: Spelling = Spelling.RESPELLED
    scope: str = ""
    is_pattern: bool = False
    whole_word: bool = True
    match_case: bool = False
