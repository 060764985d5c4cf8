"""XML of unknown origin as a tree of plain elements: no DTD, no entities, no endless depth."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from studio.errors import InputError
from studio.sentences import sentence

DEEPEST = 200
MOST_ELEMENTS = 400_000

_broken = sentence(
    "xml.broken",
    "{path} cannot be read: {part} is no sound XML in row {row} ({reason}). Save it again in the"
    " program it comes from.",
)
_doctype = sentence(
    "xml.doctype",
    "{path} was not read: {part} declares a document type, which no script needs and which can do"
    " harm. Save it again in the program it comes from.",
)
_too_much = sentence(
    "xml.too-much",
    "{path} cannot be read: {part} has too many or too deeply nested elements. Split the script.",
)


@dataclass(slots=True, eq=False)
class Element:
    """One element: its name without the namespace, its attributes likewise, and what is in it."""

    name: str
    attributes: dict[str, str]
    row: int
    children: list[Element | str] = field(default_factory=list)

    @property
    def elements(self) -> list[Element]:
        return [child for child in self.children if isinstance(child, Element)]

    def all(self, *names: str) -> list[Element]:
        """Every element of these names in here, however deep, in order."""
        found = []
        waiting = self.elements[::-1]
        while waiting:
            element = waiting.pop()
            if element.name in names:
                found.append(element)
            waiting += element.elements[::-1]
        return found

    def first(self, name: str) -> Element | None:
        return next((child for child in self.elements if child.name == name), None)

    @property
    def text(self) -> str:
        """All text in here, tags left out."""
        parts: list[str] = []
        waiting: list[Element | str] = self.children[::-1]
        while waiting:
            child = waiting.pop()
            if isinstance(child, str):
                parts.append(child)
            else:
                waiting += child.children[::-1]
        return "".join(parts)


def written_xml(element: Element) -> str:
    """The element as XML again, as it was but for prefixes of names."""
    marks = "".join(f" {name}={_attribute(value)}" for name, value in element.attributes.items())
    inner = "".join(
        escape(child, {"\r": "&#13;"}) if isinstance(child, str) else written_xml(child)
        for child in element.children
    )
    return (
        f"<{element.name}{marks}>{inner}</{element.name}>" if inner else f"<{element.name}{marks}/>"
    )


def _attribute(value: str) -> str:
    return quoteattr(value, {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"})


class _Refused(Exception):
    def __init__(self, is_doctype: bool) -> None:
        self.is_doctype = is_doctype


def parse_xml(path: str, part: str, content: bytes) -> Element:
    """The root element; raises InputError, naming the part, for what is not sound or not safe."""
    root = Element("", {}, 0)
    above = [root]
    parser = expat.ParserCreate()
    parser.buffer_text = True
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MOST_ELEMENTS or len(above) > DEEPEST:
            raise _Refused(False)
        local = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        element = Element(name.rpartition(":")[2], local, parser.CurrentLineNumber)
        above[-1].children.append(element)
        above.append(element)

    def end(_: str) -> None:
        above.pop()

    def words(text: str) -> None:
        above[-1].children.append(text)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = words
    _run(path, part, parser, content)
    return root.elements[0]


def check_xml(path: str, part: str, content: bytes) -> None:
    """Raise InputError for a part that `parse_xml` would refuse, without keeping anything of it."""
    _run(path, part, expat.ParserCreate(), content)


def _run(path: str, part: str, parser: expat.XMLParserType, content: bytes) -> None:
    def refuse_doctype(*_: object) -> None:
        raise _Refused(True)

    parser.StartDoctypeDeclHandler = refuse_doctype
    try:
        parser.Parse(content, True)
    except _Refused as refusal:
        chosen = _doctype if refusal.is_doctype else _too_much
        raise InputError(chosen(path=path, part=part)) from refusal
    except (expat.ExpatError, LookupError, ValueError) as error:
        row = parser.CurrentLineNumber
        raise InputError(_broken(path=path, part=part, row=row, reason=str(error))) from error
