"""What the two menus above the script offer: the scenes, and the filters."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from studio.document.script_items import Heading
from studio.document.values import Document, Line, LineId
from studio.sentences import sentence
from ui import messages
from ui.script.line_filter import ALL_LINES, Filter, Kind

NO_SCENES = sentence("ui.script.no_scenes", "There are no scenes yet")
BY_SPEAKER = sentence("ui.script.filter.speaker", "{name} ({lines})")
FILTERS = {
    Kind.ALL: sentence("ui.script.filter.all", "All lines"),
    Kind.NEEDS_TAKE: sentence("ui.script.filter.needs_take", "Needs a take"),
    Kind.STALE: sentence("ui.script.filter.stale", "Stale"),
    Kind.FAILED: sentence("ui.script.filter.failed", "Failed"),
    Kind.DRAFTS: sentence("ui.script.filter.drafts", "Drafts"),
    Kind.NOT_APPROVED: sentence("ui.script.filter.not_approved", "Not approved"),
    Kind.HAS_NOTES: sentence("ui.script.filter.has_notes", "Has notes"),
}


def scene_at(document: Document, place: int | None) -> Heading | None:
    """The heading above the item at `place` of the script."""
    headings = document.headings
    if place is None or not headings:
        return None
    before = bisect_right(headings, place, key=lambda each: document.script.place(each.id) or 0)
    return headings[before - 1] if before else None


def scene_lines(document: Document, place: int | None) -> tuple[LineId, ...]:
    """The Lines of the scene around `place`; all of them where there is no telling."""
    scene, script = scene_at(document, place), document.script
    if place is None or not document.headings:
        return tuple([line.id for line in document.lines])
    start = 0 if scene is None else script.place(scene.id) or 0
    later = (script.place(each.id) or 0 for each in document.headings)
    end = next((each for each in later if each > max(start, place)), len(script))
    return tuple([item.id for item in script[start:end] if isinstance(item, Line)])


def filter_words(document: Document, wanted: Filter) -> str:
    """What a filter is called."""
    if wanted.kind is Kind.SPEAKER:
        names = [each.name for each in document.cast if each.id == wanted.speaker]
        return names[0] if names else messages.say(FILTERS[Kind.ALL])
    return messages.say(FILTERS[wanted.kind])


def fill_filters(
    menu: QMenu, document: Document, current: Filter, choose: Callable[[Filter], object]
) -> None:
    """Each filter, then one for each Speaker with how many Lines that is."""
    menu.clear()
    group = QActionGroup(menu)

    def add(words: str, wanted: Filter) -> None:
        action = menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(wanted == current)
        action.triggered.connect(lambda: choose(wanted))
        group.addAction(action)

    for kind, words in FILTERS.items():
        add(messages.say(words), Filter(kind) if kind is not Kind.ALL else ALL_LINES)
    menu.addSeparator()
    counts = Counter(line.speaker for line in document.lines)
    for speaker in document.cast:
        counted = messages.say(BY_SPEAKER, name=speaker.name, lines=counts[speaker.id])
        add(counted, Filter(Kind.SPEAKER, speaker.id))


def fill_scenes(
    menu: QMenu, document: Document, current: Heading | None, choose: Callable[[str], object]
) -> None:
    """Every heading, those of parts set in."""
    menu.clear()
    for heading in document.headings:
        words = "    " * (heading.level - 1) + heading.text
        action: QAction = menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(heading is current)
        action.triggered.connect(lambda _checked, id=heading.id: choose(id))
    if not document.headings:
        menu.addAction(messages.say(NO_SCENES)).setEnabled(False)
