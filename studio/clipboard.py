"""Lines on their way between projects and programs: as text that people read, and whole for our own.

The whole form keeps Cues, Delivery and which Takes were pinned; the text is what any editor shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from studio.document.ordered import Ordered
from studio.document.values import Document
from studio.errors import StudioError
from studio.scripts.importing import review_script
from studio.scripts.json_lines.writing import write_json_lines
from studio.scripts.plain_writing import write_plain
from studio.scripts.review import accept, every_name, names_as_ticked

_NAME = "clipboard"


@dataclass(frozen=True, slots=True)
class Copied:
    """The same twice: `text` for people, `whole` for this program."""

    text: str
    whole: str


def copied(document: Document, ids: Iterable[str]) -> Copied:
    """These items of the script, with the Speakers they need."""
    wanted = frozenset(ids)
    items = tuple(item for item in document.script if item.id in wanted)
    part = Document(
        language=document.language,
        cast=document.cast,
        script=Ordered(items),
    )
    speaking = {line.speaker for line in part.lines}
    part = replace(part, cast=tuple(each for each in part.cast if each.id in speaking))
    return Copied(write_plain(part), write_json_lines(part))


def from_whole(whole: str) -> Document | None:
    """The items that `copied` wrote; None when that is not what `whole` is."""
    try:
        review = review_script(_NAME, whole.encode("utf-8"))
        return accept(review, every_name(review))
    except (StudioError, UnicodeError):
        return None


def from_text(text: str) -> Document | None:
    """The speeches in a text that somebody copied anywhere; None when there are not two of them."""
    try:
        review = review_script(_NAME, text.encode("utf-8", "replace"))
    except StudioError:
        return None
    found = accept(review, names_as_ticked(review))
    is_script = len(found.lines) >= 2 and any(each.is_ticked for each in review.names)
    return found if is_script else None
