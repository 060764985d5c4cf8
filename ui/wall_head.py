"""What the head of the casting wall says: whom it is about, by which Line, and which others there are."""

from __future__ import annotations

from collections.abc import Sequence

from studio.document.initials import initials_of
from studio.document.values import Document, Line, LineId, Speaker
from ui import messages
from ui.casting_wall.casts import MOST_LINES
from ui.casting_wall.head import LINE_OF, LINES_FROM, HeadShown


def head_shown(
    document: Document, who: Speaker, id: LineId | None, lines: Sequence[Line], *, is_read: bool
) -> HeadShown:
    """`lines` can be chosen from; a read begins with the Line that is chosen."""
    numbers = {line.id: number for number, line in enumerate(document.lines, start=1)}
    line = None if id is None else document.lines.get(id)
    where = ""
    if line is not None and is_read:
        count = min(MOST_LINES, len(lines))
        where = messages.say(LINES_FROM, lines=count, number=numbers[line.id])
    elif line is not None:
        where = messages.say(LINE_OF, number=numbers[line.id], count=len(numbers))
    names = [speaker.name for speaker in document.cast]
    return HeadShown(
        who.id,
        who.name,
        initials_of(names)[document.cast.index(who)],
        who.colour,
        id,
        where,
        "" if line is None else line.text,
        tuple((each.id, numbers[each.id], each.text) for each in lines),
        tuple((speaker.id, speaker.name) for speaker in document.cast),
    )
