"""The body of a Word document as paragraphs and tables, tracked changes resolved: inserted text is
kept, deleted and hidden text is not."""

from __future__ import annotations

from dataclasses import dataclass

from studio.scripts.archives import Archive
from studio.scripts.safe_xml import Element, parse_xml

BODY, STYLES, COMMENTS = "word/document.xml", "word/styles.xml", "word/comments.xml"
_GONE = frozenset(
    {"del", "moveFrom", "delText", "instrText", "footnoteReference", "Fallback", "pPr"}
)
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u00ad": None})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`style` is the name a person sees, in small letters; `comments` are those attached to it."""

    style: str
    text: str
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Body:
    blocks: tuple[Paragraph | Table, ...]
    deletions: int


def read_body(path: str, content: bytes) -> Body:
    with Archive(path, content) as archive:
        root = parse_xml(path, BODY, archive.read(BODY))
        styles = _styles(path, archive)
        comments = _comments(path, archive)
    body = root.first("body") or root
    blocks = [
        _table(block) if block.name == "tbl" else _paragraph(block, styles, comments)
        for block in _blocks(body)
    ]
    return Body(tuple(blocks), len(body.all("del", "moveFrom")))


def _blocks(body: Element) -> list[Element]:
    """Paragraphs and tables at the top, also within content controls."""
    found = []
    for element in body.elements:
        if element.name in ("p", "tbl"):
            found.append(element)
        elif element.name in ("sdt", "sdtContent", "ins", "customXml"):
            found += _blocks(element)
    return found


def _paragraph(element: Element, styles: dict[str, str], comments: dict[str, str]) -> Paragraph:
    properties = element.first("pPr")
    style = properties.first("pStyle") if properties else None
    id = style.attributes.get("val", "") if style else ""
    attached = [mark.attributes.get("id", "") for mark in element.all("commentReference")]
    notes = tuple(comments[mark] for mark in attached if comments.get(mark))
    return Paragraph(styles.get(id, id.casefold()), text_of(element), notes)


def text_of(element: Element) -> str:
    """The visible text, with tabs and line breaks, hard spaces made plain and soft hyphens gone."""
    parts: list[str] = []
    waiting: list[Element | str] = element.elements[::-1]  # type: ignore[assignment]
    while waiting:
        child = waiting.pop()
        if isinstance(child, str) or child.name in _GONE or _is_hidden(child):
            continue
        if child.name == "t":
            parts.append(child.text)
        elif child.name == "tab":
            parts.append("\t")
        elif child.name in ("br", "cr"):
            parts.append("\n")
        elif child.name == "noBreakHyphen":
            parts.append("-")
        else:
            waiting += child.elements[::-1]
    return "".join(parts).translate(_SPACES)


def _is_hidden(run: Element) -> bool:
    properties = run.first("rPr") if run.name == "r" else None
    hidden = properties.first("vanish") if properties else None
    return hidden is not None and hidden.attributes.get("val") not in ("0", "false")


def _table(element: Element) -> Table:
    rows = []
    for row in element.elements:
        if row.name == "tr" and _is_kept(row):
            cells = [
                "\n".join(text_of(p) for p in cell.all("p")).strip()
                for cell in row.elements
                if cell.name == "tc"
            ]
            rows.append(tuple(cells))
    return Table(tuple(rows))


def _is_kept(row: Element) -> bool:
    """Whether a row was not deleted in tracked changes."""
    properties = row.first("trPr")
    return properties is None or properties.first("del") is None


def _styles(path: str, archive: Archive) -> dict[str, str]:
    if STYLES not in archive.names:
        return {}
    found = {}
    for style in parse_xml(path, STYLES, archive.read(STYLES)).all("style"):
        name = style.first("name")
        id = style.attributes.get("styleId", "")
        found[id] = (name.attributes.get("val", id) if name else id).casefold()
    return found


def _comments(path: str, archive: Archive) -> dict[str, str]:
    if COMMENTS not in archive.names:
        return {}
    return {
        comment.attributes.get("id", ""): "\n".join(text_of(p) for p in comment.all("p")).strip()
        for comment in parse_xml(path, COMMENTS, archive.read(COMMENTS)).all("comment")
    }
