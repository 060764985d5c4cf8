"""EPUB books: the pages of the spine, one after the other."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from studio.errors import InputError
from studio.scripts.archives import Archive
from studio.scripts.encodings import decode
from studio.scripts.prose.narration import Block, narrated
from studio.scripts.prose.web_page import blocks_of
from studio.scripts.reading import Reading, ReadingOptions
from studio.scripts.safe_xml import Element, parse_xml
from studio.scripts.source import Source
from studio.sentences import sentence

CONTAINER = "META-INF/container.xml"
_no_pages = sentence(
    "epub.no-pages", "{path} has no list of pages. Save the book again with another program."
)


def read_epub(source: Source, options: ReadingOptions) -> Reading:
    blocks: list[Block] = []
    with Archive(source.path, source.content) as archive:
        container = parse_xml(source.path, CONTAINER, archive.read(CONTAINER))
        root = next(iter(container.all("rootfile")), None)
        package = root.attributes.get("full-path", "") if root else ""
        if package not in archive.names:
            raise InputError(_no_pages(path=source.path))
        book = parse_xml(source.path, package, archive.read(package))
        names = set(archive.names)
        for page in _pages(book, posixpath.dirname(package)):
            if page in names:
                text = decode(f"{source.path}: {page}", archive.read(page)).text
                blocks += blocks_of(text)[0]
    title = next(iter(book.all("title")), None)
    return narrated(blocks, " ".join(title.text.split()) if title else "", options)


def _pages(book: Element, folder: str) -> list[str]:
    hrefs = {
        item.attributes.get("id", ""): item.attributes.get("href", "") for item in book.all("item")
    }
    spine = [hrefs.get(each.attributes.get("idref", ""), "") for each in book.all("itemref")]
    return [posixpath.normpath(posixpath.join(folder, unquote(href))) for href in spine if href]
