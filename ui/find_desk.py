"""Finds what the panel asks for in the Document, goes there, and replaces what is ticked as one step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import islice

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.document import step_names
from studio.document.edits import finding
from studio.document.edits.finding import Field, Match, Query
from studio.document.script_items import Heading, HeadingId
from studio.document.values import Line, SpeakerId
from studio.errors import StudioError
from studio.sentences import sentence
from studio.studio import Studio
from ui import find_commands as commands
from ui import messages, problems
from ui.command import Command
from ui.find.panel import MOST_PLACES, Asked, FindPanel, Place
from ui.script.panel import ScriptPanel

PLACE = sentence("ui.find_desk.place", "{number} {name}: {before}[{found}]{after}")
REPLACED = sentence("ui.find_desk.replaced", "{number} {name}: {before}[{found} → {by}]{after}")

_AROUND = 24


class FindDesk(QObject):
    """`show` brings the panel to the front of its area."""

    def __init__(
        self, studio: Studio, script: ScriptPanel, show: Callable[[], object], owner: QWidget
    ) -> None:
        super().__init__(owner)
        self._studio, self._script, self._show = studio, script, show
        self._matches: tuple[Match, ...] = ()
        self._asked: Asked | None = None
        self.panel = FindPanel()
        self.panel.asked.connect(self._find)
        self.panel.place_chosen.connect(self._go)
        self.panel.replace_wanted.connect(self._replace)

    def doing(self) -> dict[Command, Callable[[], object]]:
        return {
            commands.FIND: self.begin,
            commands.REPLACE: partial(self.begin, is_replacing=True),
            commands.NEXT: partial(self.panel.go, 1),
            commands.PREVIOUS: partial(self.panel.go, -1),
        }

    def begin(self, *, is_replacing: bool = False) -> None:
        self._show()
        self.panel.begin(is_replacing=is_replacing)

    def document_changed(self) -> None:
        """What was found may stand elsewhere now."""
        if self._asked is not None and self._asked.words:
            self._find(self._asked)

    def _find(self, asked: Asked) -> None:
        self._asked = asked
        try:
            found = tuple(
                islice(finding.find(self._studio.document, self._query(asked)), MOST_PLACES + 1)
            )
        except StudioError as error:
            self._matches = ()
            self.panel.show_trouble(messages.text(error.message))
            return
        self._matches = found[:MOST_PLACES]
        places = [self._place(match) for match in self._matches]
        self.panel.show_places(places, len(found) > MOST_PLACES)

    def _query(self, asked: Asked) -> Query:
        line = self._script.current_line()
        here = None if line is None else self._studio.document.lines.get(line)
        return Query(
            asked.words,
            asked.replacement,
            asked.is_pattern,
            asked.match_case,
            asked.whole_word,
            asked.in_directions,
            self._speaker(here) if asked.in_speaker else None,
            self._scene(here) if asked.in_scene else None,
        )

    @staticmethod
    def _speaker(here: Line | None) -> SpeakerId | None:
        return None if here is None else here.speaker

    def _scene(self, here: Line | None) -> HeadingId | None:
        """The heading above the current Line."""
        if here is None:
            return None
        script = self._studio.document.script
        for at in range(script.place(here.id) or 0, -1, -1):
            item = script[at]
            if isinstance(item, Heading):
                return item.id
        return None

    def _place(self, match: Match) -> Place:
        document = self._studio.document
        line = document.lines.get(match.line)
        assert line is not None
        text = _text(line, match.field)
        start, end = match.found.start, match.found.end
        by = match.found.replacement
        words = REPLACED if self._asked is not None and self._asked.replacement else PLACE
        values = {
            "number": (document.lines.place(line.id) or 0) + 1,
            "name": document.speaker(line.speaker).name,
            "before": ("…" if start > _AROUND else "") + text[max(0, start - _AROUND) : start],
            "found": text[start:end],
            "after": text[end : end + _AROUND] + ("…" if len(text) > end + _AROUND else ""),
        }
        if words is REPLACED:
            values["by"] = by
        return Place(messages.say(words, **values), match.is_locked)

    def _go(self, row: int) -> None:
        if row < len(self._matches):
            self._script.select([self._matches[row].line])

    def _replace(self, rows: tuple[int, ...]) -> None:
        matches = [self._matches[row] for row in rows]
        try:
            self._studio.edit(
                step_names.REPLACE(len(matches)), lambda it: finding.replace_found(it, matches)
            )
        except StudioError as error:
            problems.report(error)


def _text(line: Line, field: Field) -> str:
    match field:
        case Field.DIRECTION:
            return line.direction
        case Field.SPOKEN:
            return line.spoken or ""
        case _:
            return line.text
