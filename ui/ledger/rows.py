"""The rows of the ledger: what was spent on each Line, Speaker, scene or day, and what was expected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from studio.document.script_items import Heading
from studio.document.values import Document, Line, LineId
from studio.scheduling.spending import Spending, spending, spending_by
from studio.sentences import Sentence, sentence
from studio.takes.ledger_entry import LedgerEntry
from studio.takes.recipe import TakeKey
from ui import messages

GONE_LINES = sentence("ui.ledger.gone_lines", "Lines that are gone")
GONE_SPEAKERS = sentence("ui.ledger.gone_speakers", "Speakers who are gone")
GONE_SCENES = sentence("ui.ledger.gone_scenes", "Scenes that are gone")
NO_SCENE = sentence("ui.ledger.no_scene", "Before the first scene")
LINE = sentence("ui.ledger.line", "{number}  {name}: {text}")

_LONGEST = 80


class By(Enum):
    """What the rows are about."""

    LINE = sentence("ui.ledger.by_line", "By line")
    SPEAKER = sentence("ui.ledger.by_speaker", "By speaker")
    SCENE = sentence("ui.ledger.by_scene", "By scene")
    DAY = sentence("ui.ledger.by_day", "By day")


@dataclass(frozen=True, slots=True)
class Books:
    """All there is to reckon with: what was paid, which Takes are kept, what Lines were to cost."""

    document: Document
    entries: Sequence[LedgerEntry] = ()
    kept: frozenset[TakeKey] = frozenset()
    expected: Mapping[LineId, int] | None = None

    @property
    def whole(self) -> Spending:
        return spending(self.entries, self.kept)


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """`expected` in thousandths of a cent: what the Lines that were paid for were to cost."""

    name: str
    spent: Spending
    expected: int | None = None


def rows_of(books: Books, by: By) -> list[LedgerRow]:
    """In the order of the script or the Cast; days the latest first. What is gone stands at the end."""
    match by:
        case By.LINE:
            return list(
                _grouped(books, lambda entry: entry.line, _lines(books.document), GONE_LINES)
            )
        case By.SPEAKER:
            names = {str(speaker.id): speaker.name for speaker in books.document.cast}
            return list(_grouped(books, lambda entry: entry.speaker, names, GONE_SPEAKERS))
        case By.SCENE:
            scenes = {"": messages.say(NO_SCENE)}
            scenes |= {str(each.id): each.text for each in books.document.headings}
            return list(_grouped(books, lambda entry: entry.scene, scenes, GONE_SCENES))
        case _:
            by_day = spending_by(books.entries, books.kept, day_of)
            return [LedgerRow(day, by_day[day]) for day in sorted(by_day, reverse=True)]


def day_of(entry: LedgerEntry) -> str:
    return f"{entry.at.astimezone():%Y-%m-%d}"


def scene_names(document: Document) -> dict[LineId, str]:
    """The heading above each Line."""
    names, above = {}, ""
    for item in document.script:
        if isinstance(item, Heading):
            above = item.text
        elif isinstance(item, Line):
            names[item.id] = above
    return names


def _grouped(
    books: Books,
    group: Callable[[LedgerEntry], str],
    names: Mapping[str, str],
    gone: Sentence,
) -> Iterator[LedgerRow]:
    spent = spending_by(books.entries, books.kept, group)
    paid = _paid_lines(books.entries, group)
    for id, name in names.items():
        if id in spent:
            yield LedgerRow(name, spent[id], _expected(books, paid[id]))
    lost = [entry for entry in books.entries if group(entry) not in names]
    if lost:
        yield LedgerRow(messages.say(gone), spending(lost, books.kept))


def _lines(document: Document) -> dict[str, str]:
    names = {speaker.id: speaker.name for speaker in document.cast}
    return {
        str(line.id): messages.say(
            LINE, number=number, name=names[line.speaker], text=line.text[:_LONGEST]
        )
        for number, line in enumerate(document.lines, 1)
    }


def _paid_lines(
    entries: Iterable[LedgerEntry], group: Callable[[LedgerEntry], str]
) -> dict[str, set[LineId]]:
    paid: dict[str, set[LineId]] = {}
    for entry in entries:
        paid.setdefault(group(entry), set()).add(entry.line)
    return paid


def _expected(books: Books, lines: Iterable[LineId]) -> int | None:
    known = [cost for line in lines if (cost := (books.expected or {}).get(line)) is not None]
    return sum(known) if known else None
