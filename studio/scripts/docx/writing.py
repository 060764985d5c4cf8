"""A Word document with one table of Lines; its ids let the same file come back and find its Lines."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from studio.document.values import Document, LineId
from studio.scripts.tables.writing import HeardFacts, table_of
from studio.scripts.xml_text import without_controls

COLUMNS = (
    "id",
    "scene",
    "speaker",
    "direction",
    "text",
    "pause_before_ms",
    "overlap_ms",
    "notes",
    "lock",
)
HEARD_COLUMNS = ("start", "duration", "take")
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TITLE = '<w:pPr><w:pStyle w:val="Title"/></w:pPr>'
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>'
)


def write_docx(document: Document, heard: Mapping[LineId, HeardFacts] | None = None) -> bytes:
    """With what was `heard`, three more columns say when and which Take."""
    header, rows = table_of(document, heard or {})
    columns = COLUMNS if heard is None else COLUMNS + HEARD_COLUMNS
    places = [header.index(name) for name in columns]
    table = [list(columns), *([row[place] for place in places] for row in rows)]
    body = (
        f'{_HEAD}<w:document xmlns:w="{_WORD}"><w:body>'
        f"{_paragraph(document.title, _TITLE) if document.title else ''}"
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        f"{''.join(map(_row, table))}</w:tbl><w:p/></w:body></w:document>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", body),
        ):
            archive.writestr(_part(name), content)
    return out.getvalue()


def _part(name: str) -> zipfile.ZipInfo:
    """Dated as far back as the format can, so that equal Documents are equal files."""
    part = zipfile.ZipInfo(name)
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def _row(cells: list[str]) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{_paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>"


def _paragraph(text: str, properties: str = "") -> str:
    pieces = re.split("([\n\t])", escape(without_controls(text.replace("\r", "\n"))))
    marks = {"\n": "<w:br/>", "\t": "<w:tab/>"}
    runs = "".join(
        marks.get(piece) or f'<w:t xml:space="preserve">{piece}</w:t>' for piece in pieces if piece
    )
    return f"<w:p>{properties}<w:r>{runs}</w:r></w:p>"
