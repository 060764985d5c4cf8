"""Plain scripts, written so that `plain` reads the same again: title, headings, asides, and every
speech with its direction and its Cue. A line break within a speech becomes a space."""

from __future__ import annotations

from studio.document.script_items import SCENE, Aside, AsideKind, Heading
from studio.document.values import Document, Line
from studio.scripts.name_brackets import EXTENSION, NameParts, split_brackets
from studio.scripts.names import could_be_name, is_remark
from studio.scripts.plain import BEFORE
from studio.scripts.reading import GIVEN_TITLE
from studio.scripts.speech_marks import one_row, written_marks


def write_plain(document: Document) -> str:
    names = {speaker.id: _written_name(speaker.name) for speaker in document.cast}
    befores = sum(any(name == BEFORE for name, _ in line.extras) for line in document.lines)
    has_befores = 2 * befores > len(document.lines) and befores > 1
    is_given = dict(document.extras).get(GIVEN_TITLE) == document.title
    paragraphs = [f"# {one_row(document.title)}"] if document.title and not is_given else []
    rows: list[str] = []
    for item in document.script:
        if isinstance(item, Line):
            rows.append(_speech(item, names[item.speaker], has_befores))
        elif isinstance(item, Aside) and item.kind is AsideKind.COMMENT:
            rows.append(f"// {one_row(item.text)}".rstrip())
        else:
            if rows:
                paragraphs.append("\n".join(rows))
                rows = []
            written = _heading(item) if isinstance(item, Heading) else _direction(item.text)
            paragraphs.append(written)
    if rows:
        paragraphs.append("\n".join(rows))
    return "\n\n".join(paragraphs) + "\n"


def _speech(line: Line, name: str, has_befores: bool) -> str:
    """The time or number in front comes back only where it is a habit of the script, or it would be
    taken for a part of the name."""
    kept = dict(line.extras)
    before = kept.get(BEFORE, "") if has_befores else ""
    is_known = split_brackets(f"{name} {kept.get(EXTENSION, '')}") == NameParts(
        name, kept.get(EXTENSION, "")
    )
    extension = f" {kept[EXTENSION]}" if EXTENSION in kept and is_known else ""
    return f"{before}{name}{extension}: {written_marks(line, one_row(line.text))}"


def _written_name(name: str) -> str:
    plain = one_row(name)
    is_safe = (
        could_be_name(plain)
        and plain == name
        and plain[0].isalnum()
        and not plain[0].islower()
        and not is_remark(plain)
        and not set(plain) & set("[]()（）\t:：「『*_\\")
        and not (plain[-1].isdigit() and not plain.isupper())
    )
    if is_safe:
        return plain
    escaped = plain.replace("\\", "\\\\").replace("]", "\\]")
    return f"[{escaped}]"


def _heading(heading: Heading) -> str:
    text = one_row(heading.text)
    if heading.level == SCENE and not text:
        return "==="
    rule = "=" * (5 - heading.level) if heading.level <= SCENE else "-" * heading.level
    return f"{rule} {text} {rule}"


def _direction(text: str) -> str:
    row = one_row(text)
    return f"! {row}" if set(row) & set("()[]（）") or not row else f"({row})"
