"""What the rows of a review say: what becomes of a Line, of its Takes, and of a name."""

from __future__ import annotations

from studio.document.values import LineId
from studio.scripts.merge import MergeRow, Result, Takes
from studio.sentences import sentence
from ui import messages

RESULTS = {
    Result.SAME: sentence("ui.import_review.same", "Same"),
    Result.CHANGED: sentence("ui.import_review.changed", "Changed"),
    Result.MOVED: sentence("ui.import_review.moved", "Moved"),
    Result.ADDED: sentence("ui.import_review.added", "Added"),
    Result.GONE: sentence("ui.import_review.gone", "Gone"),
    Result.UNSURE: sentence("ui.import_review.unsure", "Unsure"),
}
INKS = {
    Result.SAME: "text2",
    Result.CHANGED: "stale",
    Result.MOVED: "coming",
    Result.ADDED: "ready",
    Result.GONE: "failed",
    Result.UNSURE: "draft",
}
"""Tokens of the theme; the sign and the word say the same."""
KEEPS = sentence("ui.import_review.keeps", "keeps {count} {count:take|takes}")
NO_TAKE_YET = sentence("ui.import_review.no_take_yet", "no take yet")
NEEDS_TAKE = sentence("ui.import_review.needs_take", "needs a take")
NEW_LINE = sentence("ui.import_review.new_line", "new line")
SHELVED = sentence("ui.import_review.shelved", "gone, its takes stay on the shelf")
STAYS = sentence("ui.import_review.stays", "stays as it is")
STAYS_OUT = sentence("ui.import_review.stays_out", "stays out")
NO_NAME = sentence("ui.import_review.no_name", "(no name)")
ROW = sentence(
    "ui.import_review.row",
    "{result}, line {number}, {name}: {text}. {takes}.",
)


def result_words(result: Result) -> str:
    return messages.say(RESULTS[result])


def takes_words(row: MergeRow, *, is_ticked: bool, takes: int) -> str:
    """What happens to the `takes` of the Line, as the row is ticked."""
    if not is_ticked and row.result is not Result.SAME:
        if row.why is not None:
            return messages.text(row.why)
        return messages.say(STAYS_OUT if row.ours is None else STAYS)
    match row.takes:
        case Takes.NEEDED:
            words = messages.say(NEEDS_TAKE)
        case Takes.NEW:
            words = messages.say(NEW_LINE)
        case Takes.SHELVED:
            words = messages.say(SHELVED)
        case _:
            words = kept_words(takes)
    return words if row.why is None else f"{words}; {messages.text(row.why)}"


def kept_words(takes: int) -> str:
    return messages.say(KEEPS, count=takes) if takes else messages.say(NO_TAKE_YET)


def line_of(row: MergeRow) -> LineId | None:
    """The Line of the project this row is about."""
    return None if row.ours is None else row.ours.id
