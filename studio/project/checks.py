"""Whether a project is what was written to it, and what of it is not, by name.

Looking changes nothing. What is found is tolerated as far as can be: a damaged Take is a gap.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from studio.document.values import Document, LineId
from studio.project.document_codec import Loss
from studio.project.store import Damaged, Database
from studio.project.take_rows import damaged_takes, recipe_of, take_keys
from studio.sentences import Message, sentence
from studio.takes.recipe import Recipe, TakeKey, draft_recipe, final_recipe

BACKGROUND_BYTES = 1_000_000_000
"""Above this size a project opens before its Takes are looked at."""
_SMALL_TABLES = ("settings", "speakers", "items", "parts", "recipes", "takes", "requests", "ledger")
_MOST_PROBLEMS = 20
_MOST_NUMBERS = 20

_takes_damaged = sentence(
    "checks.takes-damaged",
    "{damaged} of {takes} takes are damaged: {lines}. The rest is as it was; make those again.",
)
_one_line = sentence("checks.one-line", "line {numbers}")
_lines = sentence("checks.lines", "lines {numbers}")
_without_lines = sentence(
    "checks.takes-damaged-unused",
    "{damaged} of {takes} takes are damaged, none of them used by a line. The rest is as it was.",
)
_structure = sentence(
    "checks.structure",
    "The file is damaged inside ({problem}) and is opened to read only. Salvage it into a new"
    " project; the file itself is kept.",
)
_lost = sentence(
    "checks.lost",
    "{count} entries could not be understood and are as usual or left out: {names}. A backup may"
    " still have them.",
)


@dataclass(frozen=True, slots=True)
class Findings:
    """What was looked for and found; empty when all is well."""

    takes: int = 0
    problems: tuple[str, ...] = ()
    """Of the file's structure, as SQLite words them."""
    damaged_takes: tuple[TakeKey, ...] = ()
    damaged_sounds: tuple[str, ...] = ()
    damaged_versions: tuple[str, ...] = ()
    losses: tuple[Loss, ...] = ()
    recipes: tuple[Recipe, ...] = ()
    """Of the damaged Takes, as far as they are known."""

    def __bool__(self) -> bool:
        return bool(
            self.problems
            or self.damaged_takes
            or self.damaged_sounds
            or self.damaged_versions
            or self.losses
        )


def structure_problems(database: Database, size_bytes: int) -> tuple[str, ...]:
    """What is wrong with pages, indexes and references; of a very large file only where its text is."""
    tables = [""] if size_bytes <= BACKGROUND_BYTES else [f"({name})" for name in _SMALL_TABLES]
    found: list[str] = []
    try:
        for table in tables:
            rows = database.rows(f"PRAGMA integrity_check{table}")
            found += [str(text) for (text,) in rows[:_MOST_PROBLEMS] if text != "ok"]
        references = database.rows("PRAGMA foreign_key_check")
    except Damaged as error:
        return (*found[:_MOST_PROBLEMS], error.reason)
    counts: dict[tuple[str, str], int] = {}
    for table, _, parent, _ in references:
        counts[table, parent] = counts.get((table, parent), 0) + 1
    found += [
        f"{count} rows of {table} without their {parent}"
        for (table, parent), count in counts.items()
    ]
    return tuple(found[:_MOST_PROBLEMS])


def is_broken(problems: tuple[str, ...]) -> bool:
    """Whether writing to the file could make it worse; rows without their parents do no harm."""
    return any(" rows of " not in problem for problem in problems)


def content_findings(database: Database, let_pass: Callable[[], None]) -> Findings:
    """Each Take, sound and version held against its checksum; `let_pass` is called in between."""
    keys = sorted(take_keys(database))
    damaged: list[TakeKey] = []
    for start in range(0, len(keys), 16):
        damaged += damaged_takes(database, keys[start : start + 16])
        let_pass()
    return Findings(
        takes=len(keys),
        damaged_takes=tuple(damaged),
        recipes=tuple(it for key in damaged if (it := recipe_of(database, key)) is not None),
        damaged_sounds=tuple(_damaged_sounds(database, let_pass)),
        damaged_versions=tuple(_damaged_versions(database)),
    )


def _damaged_sounds(database: Database, let_pass: Callable[[], None]) -> Iterator[str]:
    for sha256, size in database.rows("SELECT sha256, size FROM sounds"):
        length = 0
        for start in _starts(database, sha256):
            checksum, content = database.row(
                "SELECT checksum, content FROM sound_parts WHERE sha256 = ? AND start = ?",
                (sha256, start),
            )
            if start == length and zlib.crc32(content) == checksum:
                length += len(content)
            let_pass()
        if length != size:
            yield sha256


def _starts(database: Database, sha256: str) -> list[int]:
    rows = database.rows("SELECT start FROM sound_parts WHERE sha256 = ? ORDER BY 1", (sha256,))
    return [start for (start,) in rows]


def _damaged_versions(database: Database) -> Iterator[str]:
    for name, checksum, content in database.each("SELECT name, checksum, document FROM versions"):
        if zlib.crc32(content) != checksum:
            yield name


def lines_by_take(
    document: Document, recipes: Iterable[Recipe] = ()
) -> dict[TakeKey, list[LineId]]:
    """Which Lines play or would play which Takes. Of those made by `recipes` also the ones by another
    model, and the other Takes that were asked for of the same words."""
    found: dict[TakeKey, list[LineId]] = {}
    by_sound: dict[tuple[object, ...], list[LineId]] = {}
    for line in document.lines:
        if line.pinned:
            found.setdefault(line.pinned.take, []).append(line.id)
        for recipe in (draft_recipe(document, line), final_recipe(document, line)):
            if recipe is not None:
                found.setdefault(recipe.key, []).append(line.id)
                by_sound.setdefault(_sound(recipe), []).append(line.id)
    for recipe in recipes:
        for id in by_sound.get(_sound(recipe), ()):
            lines = found.setdefault(recipe.key, [])
            if id not in lines:
                lines.append(id)
    return found


def _sound(recipe: Recipe) -> tuple[object, ...]:
    """What two Takes have in common that one Line can play."""
    return recipe.text, recipe.service, recipe.voice_id, recipe.delivery, recipe.rate


def in_words(findings: Findings, document: Document) -> list[Message]:
    """What to tell people, Lines by their numbers."""
    told: list[Message] = []
    if is_broken(findings.problems):
        told.append(structure_sentence(findings.problems))
    if findings.damaged_takes:
        told.append(_of_takes(findings, document))
    if findings.losses:
        names = ", ".join(sorted({f"{loss.kind} {loss.id}" for loss in findings.losses})[:5])
        told.append(_lost(count=len(findings.losses), names=names))
    return told


def structure_sentence(problems: tuple[str, ...]) -> Message:
    return _structure(problem=problems[0])


def _of_takes(findings: Findings, document: Document) -> Message:
    by_take = lines_by_take(document, findings.recipes)
    numbers = {line.id: number for number, line in enumerate(document.lines, start=1)}
    lines = sorted(
        {numbers[line] for key in findings.damaged_takes for line in by_take.get(key, ())}
    )
    counts = {"damaged": len(findings.damaged_takes), "takes": findings.takes}
    if not lines:
        return _without_lines(**counts)
    shown = ", ".join(map(str, lines[:_MOST_NUMBERS])) + (
        " …" if len(lines) > _MOST_NUMBERS else ""
    )
    these = (_one_line if len(lines) == 1 else _lines)(numbers=shown)
    return _takes_damaged(lines=these, **counts)
