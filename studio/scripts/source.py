"""A script file as its readers see it: its bytes, and its text once the encoding is known."""

from __future__ import annotations

from dataclasses import dataclass, field

from studio.scripts.encodings import DecodedText, decode, rows_of
from studio.scripts.limits import check_rows, check_size


@dataclass(slots=True)
class Source:
    """`path` is for sentences alone; nothing is read from it here. Decodes once, when first asked."""

    path: str
    content: bytes
    encoding: str = ""
    _decoded: DecodedText | None = field(default=None, repr=False)
    _rows: list[str] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        check_size(self.path, len(self.content))

    @property
    def decoded(self) -> DecodedText:
        if self._decoded is None:
            self._decoded = decode(self.path, self.content, self.encoding)
        return self._decoded

    def read_as(self, encoding: str) -> Source:
        """The same file by another encoding; itself, decoded already, when that is no other."""
        return self if encoding == self.encoding else Source(self.path, self.content, encoding)

    @property
    def rows(self) -> list[str]:
        if self._rows is None:
            self._rows = rows_of(self.decoded.text)
            check_rows(self.path, self._rows)
        return self._rows

    @property
    def text(self) -> str:
        """The whole text, with a line feed between rows; its rows are known to be within limits."""
        return "\n".join(self.rows)
