"""A review in words and as JSON: for the command line, and for whoever wants to keep it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from studio.scripts.formats import format_named
from studio.scripts.games.kept_source import rows_without_id
from studio.scripts.merge import Comparison, MergeRow, Result
from studio.scripts.reading import Finding
from studio.scripts.review import Review

_SHOWN = 70
_MOST_ROWS = 10


def shown(text: str) -> str:
    """A text of others in one row, cut, with every character that could hide or move things seen."""
    visible = _visible(text[: 4 * _SHOWN])
    return visible if len(visible) <= _SHOWN else f"{visible[: _SHOWN - 1]}…"


def _visible(text: str) -> str:
    return text if text.isprintable() else "".join(map(_seen, text))


def _seen(letter: str) -> str:
    code = ord(letter)
    if letter.isprintable():
        return letter
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def review_rows(review: Review) -> Iterator[str]:
    """The whole review, row by row."""
    encoding = f", {review.encoding}" if review.encoding else ""
    name = format_named(review.format).name
    yield f"{review.path}: {name}{encoding}, {_lines(review.speeches)}."
    if review.doubt is not None:
        yield str(review.doubt)
    width = max((len(shown(found.name)) for found in review.names), default=0)
    for found in review.names:
        tick = "x" if found.is_ticked else " "
        example = found.examples[0] if found.examples else ""
        yield (
            f"  [{tick}] {shown(found.name) or '(no name)':{width}}  {found.count:5}  {_visible(str(found.why))}:"
            f" {shown(example)}"
        )
    for finding in review.reading.remarks:
        yield f"Worth knowing. {_finding(finding)}"
    for finding in review.reading.not_understood:
        yield f"Not understood. {_finding(finding)}"
    rows = rows_without_id(review.reading)
    if rows:
        yield f"No line id in {rows_in_words(rows)}. Add ids with `convert --ids`."
    for kept, count in review.kept_aside.items():
        often = "once" if count == 1 else f"{count} times"
        yield f"Kept for writing the format back: {shown(kept)}, {often}."


def review_as_json(review: Review) -> dict[str, object]:
    return {
        "file": review.path,
        "format": review.format,
        "encoding": review.encoding,
        "lines": review.speeches,
        "doubt": None if review.doubt is None else str(review.doubt),
        "names": [
            {
                "name": found.name,
                "lines": found.count,
                "ticked": found.is_ticked,
                "why": str(found.why),
                "near": found.near,
                "becomes": found.becomes,
                "examples": list(found.examples),
            }
            for found in review.names
        ],
        "not_understood": [_as_json(finding) for finding in review.reading.not_understood],
        "remarks": [_as_json(finding) for finding in review.reading.remarks],
        "without_id": list(rows_without_id(review.reading)),
        "kept_aside": dict(review.kept_aside),
    }


def merge_rows(comparison: Comparison) -> Iterator[str]:
    """One row per Line that is not the same, or not without a reason, and the sum."""
    for row in comparison.rows:
        if row.result is not Result.SAME or row.why is not None:
            yield _merge_row(comparison, row)
    counts = ", ".join(
        f"{comparison.count(result)} {result.name.lower()}"
        for result in Result
        if comparison.count(result)
    )
    yield f"{counts or 'nothing to merge'}."


def _merge_row(comparison: Comparison, row: MergeRow) -> str:
    line = row.new or row.ours
    assert line is not None
    name = shown(comparison.current.speaker(line.speaker).name)
    texts = [shown(each.text) for each in (row.ours, row.new) if each is not None]
    words = " → ".join(dict.fromkeys(texts))
    why = f" ({row.why})" if row.why else ""
    takes = "" if row.result in (Result.MOVED, Result.SAME) else f" [{row.takes.value}]"
    where = f" row {row.row}" if row.row else ""
    return f"{row.result.value} {row.result.name.lower():8}{where} {name}: {words}{why}{takes}"


def rows_in_words(rows: Sequence[int]) -> str:
    """Some of the rows, and how many there are in all."""
    named = ", ".join(map(str, rows[:_MOST_ROWS]))
    if len(rows) <= _MOST_ROWS:
        return f"row {named}" if len(rows) == 1 else f"rows {named}"
    return f"{len(rows)} rows, such as {named}"


def _finding(finding: Finding) -> str:
    said = _visible(str(finding))
    return f"{said} [{shown(finding.text)}]" if finding.text else said


def _as_json(finding: Finding) -> dict[str, object]:
    return {
        "row": finding.row,
        "column": finding.column,
        "part": finding.part,
        "text": finding.text,
        "reason": str(finding.reason),
    }


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"
