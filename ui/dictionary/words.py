"""What the entries of the dictionary say of themselves."""

from __future__ import annotations

from studio.document.dictionary import DictionaryEntry, Spelling
from studio.document.values import Document, Line
from studio.sentences import sentence
from ui import messages

PROJECT = sentence("ui.dictionary.scope_project", "Whole project")
SPEAKER = sentence("ui.dictionary.scope_speaker", "{name} only")
LINE = sentence("ui.dictionary.scope_line", "Line {number} only")
NOBODY = sentence("ui.dictionary.scope_nobody", "A line that is gone")
SPELLINGS = {
    Spelling.RESPELLED: sentence("ui.dictionary.respelled", "Letters to be read"),
    Spelling.IPA: sentence("ui.dictionary.ipa", "Sounds (IPA)"),
}
PATTERN = sentence("ui.dictionary.is_pattern", "pattern")
PART = sentence("ui.dictionary.is_part", "also inside words")
CASE = sentence("ui.dictionary.is_case", "capitals count")


def scope_words(document: Document, scope: str) -> str:
    """For whom an entry holds."""
    if not scope:
        return messages.say(PROJECT)
    for speaker in document.cast:
        if speaker.id == scope:
            return messages.say(SPEAKER, name=speaker.name)
    item = document.script.get(scope)
    if not isinstance(item, Line):
        return messages.say(NOBODY)
    place = document.lines.place(item.id)
    return messages.say(LINE, number=0 if place is None else place + 1)


def how_words(entry: DictionaryEntry) -> str:
    """How it is spelled and found, where that is not as usual."""
    found = [messages.say(SPELLINGS[entry.spelling])]
    if entry.is_pattern:
        found.append(messages.say(PATTERN))
    elif not entry.whole_word:
        found.append(messages.say(PART))
    if entry.match_case:
        found.append(messages.say(CASE))
    return ", ".join(found)
