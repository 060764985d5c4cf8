"""Archives of parts (DOCX, XLSX, EPUB), opened so that no bomb goes off and nothing reaches the disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from types import TracebackType

from studio.errors import InputError
from studio.sentences import sentence

LARGEST_TOTAL_BYTES = 50_000_000
LARGEST_RATIO = 200
MOST_ENTRIES = 2_000
_SMALL = 100_000
"""A part below this may be packed as tightly as it likes: XML of spaces is."""

_broken = sentence(
    "archive.broken",
    "{path} cannot be opened: it is damaged ({reason}). Get the file again, or save it again in the"
    " program it comes from.",
)
_bomb = sentence(
    "archive.bomb",
    "{path} was not opened: {part} would unpack to more than a script ever needs. Get the file from"
    " somebody you trust.",
)
_many = sentence(
    "archive.many",
    "{path} was not opened: it has {count} parts, {limit} are the most. Save it again in the program"
    " it comes from.",
)
_locked = sentence(
    "archive.locked",
    "{path} cannot be opened: {part} is protected by a password. Save it without one.",
)
_missing = sentence(
    "archive.missing",
    "{path} cannot be read: the part {part} is missing. Save it again in the program it comes from.",
)


class Archive:
    """The parts of a zip file by name. Raises InputError for whatever is wrong with it."""

    def __init__(self, path: str, content: bytes) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise InputError(_broken(path=path, reason=str(error))) from error
        self._check()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._zip.close()

    @property
    def names(self) -> list[str]:
        return self._zip.namelist()

    def read(self, part: str) -> bytes:
        """The whole of a part; the directory has promised how much that is, and is held to it."""
        try:
            with self._zip.open(part) as unpacked:
                size = self._zip.getinfo(part).file_size
                content = unpacked.read(size + 1)
        except KeyError as error:
            raise InputError(_missing(path=self.path, part=part)) from error
        except RuntimeError as error:  # how zipfile asks for a password
            raise InputError(_locked(path=self.path, part=part)) from error
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            OSError,
            ValueError,
        ) as error:
            raise InputError(_broken(path=self.path, reason=str(error))) from error
        if len(content) > size:
            raise InputError(_bomb(path=self.path, part=part))
        return content

    def _check(self) -> None:
        entries = self._zip.infolist()
        if len(entries) > MOST_ENTRIES:
            raise InputError(_many(path=self.path, count=len(entries), limit=MOST_ENTRIES))
        for entry in entries:
            packed = max(1, entry.compress_size)
            if entry.file_size > _SMALL and entry.file_size > LARGEST_RATIO * packed:
                raise InputError(_bomb(path=self.path, part=entry.filename[:80]))
        if sum(entry.file_size for entry in entries) > LARGEST_TOTAL_BYTES:
            raise InputError(_bomb(path=self.path, part="the whole of it"))
