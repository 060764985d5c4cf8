"""The one way to write a file that is not a project: afterwards it is the old one or the whole new one.

Whatever fails in between, be it a full disk or the plug, the file that stood there before is intact.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from itertools import count
from pathlib import Path

from studio.errors import StorageError
from studio.identity import new_id
from studio.sentences import Sentence, sentence

UNFINISHED_SUFFIX = ".dialogue-studio-part"
_JUST_MADE_SECONDS = 2.0

_disk_full = sentence(
    "atomic-file.disk-full",
    "{path} could not be written: the disk is full. Free some space there or choose another place.",
)
_too_large = sentence(
    "atomic-file.too-large",
    "{path} could not be written: it is too large for the file system there, or for what you are"
    " allowed. Choose another place.",
)
_not_allowed = sentence(
    "atomic-file.not-allowed",
    "{path} could not be written: you have no permission for {folder}. Choose another place.",
)
_read_only = sentence(
    "atomic-file.read-only",
    "{path} could not be written: {folder} is read-only. Choose another place.",
)
_no_folder = sentence(
    "atomic-file.no-folder",
    "{path} could not be written: there is no folder {folder}. Make it first or choose another place.",
)
_in_use = sentence(
    "atomic-file.in-use",
    "{path} could not be written: another program has it open. Close it there and try again.",
)
_beside = sentence(
    "atomic-file.beside",
    "{path} is as it was: another program has it open. The new file is whole and was kept beside it as"
    " {beside}. Use that file, or close the other program and export again.",
)
_is_folder = sentence(
    "atomic-file.is-folder",
    "{path} could not be written: a folder of this name stands there. Choose another name.",
)
_failed = sentence(
    "atomic-file.failed",
    "{path} could not be written: {reason}. Try again or choose another place.",
)

_SENTENCES: dict[int, Sentence] = {
    errno.ENOSPC: _disk_full,
    errno.EDQUOT: _disk_full,
    errno.EFBIG: _too_large,
    errno.EACCES: _not_allowed,
    errno.EPERM: _not_allowed,
    errno.EROFS: _read_only,
    errno.ENOENT: _no_folder,
    errno.ENOTDIR: _no_folder,
    errno.EISDIR: _is_folder,
}
_WINDOWS_SHARING_ERRORS = (32, 33)


def write_atomically(path: Path, content: bytes) -> None:
    """Put `content` into `path` so that it is on the disk when this returns; raises StorageError."""
    with replacement(path) as unfinished:
        unfinished.write_bytes(content)


def replacement(path: Path) -> AbstractContextManager[Path]:
    """An unfinished file beside `path` to be filled in the block; it takes the place at its end.

    Should the block raise, the unfinished file is removed and `path` stays as it was. An OSError
    becomes a StorageError, so the block does nothing but write. The format of the file must be told
    to whoever writes it: the unfinished file's name does not end like `path`.
    """
    return _replacement(path, os.replace)


def delivery(path: Path) -> AbstractContextManager[Path]:
    """The same for what took long to make: where another program holds the old file, the new one stays
    beside it as `name (2)`, and the StorageError says so."""

    def put(finished: Path, target: Path) -> None:
        try:
            os.replace(finished, target)
        except OSError as error:
            if not _is_held(error):
                raise
            beside = _free_name(target)
            os.replace(finished, beside)
            raise StorageError(_beside(path=path, beside=beside)) from error

    return _replacement(path, put)


@contextmanager
def _replacement(path: Path, put: Callable[[Path, Path], None]) -> Iterator[Path]:
    target = Path(os.path.realpath(path))
    try:
        unfinished, owned = _made_beside(target)
        try:
            yield unfinished
            _to_disk(unfinished)
            # A file system without permissions refuses this, and loses nothing by it.
            with suppress(OSError):
                unfinished.chmod(target.stat().st_mode & 0o777)
            put(unfinished, target)
        except BaseException:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise
        finally:
            _let_go(owned)
        _folder_to_disk(target.parent)
    except OSError as error:
        raise cannot_write(path, error) from error


def check_replaceable(path: Path) -> None:
    """Raise now what `replacement` would raise before its block: for work that takes long."""
    try:
        unfinished, owned = _made_beside(Path(os.path.realpath(path)))
        unfinished.unlink()
        _let_go(owned)
    except OSError as error:
        raise cannot_write(path, error) from error


def remove_abandoned(folder: Path) -> None:
    """Remove what a program that was killed left unfinished there; nothing that is being written."""
    with suppress(OSError):
        for unfinished in folder.glob(f".*{UNFINISHED_SUFFIX}"):
            with suppress(OSError):
                if time.time() - unfinished.stat().st_mtime < _JUST_MADE_SECONDS:
                    continue
                descriptor = os.open(unfinished, os.O_RDWR)
                owned = _owned(descriptor)
                if owned is not None or sys.platform == "win32":
                    unfinished.unlink()
                _let_go(owned)


def _made_beside(target: Path) -> tuple[Path, int | None]:
    """An empty unfinished file; made at once, so that two writers never share one."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    unfinished = target.with_name(f".{new_id()}{UNFINISHED_SUFFIX}")
    descriptor = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o666)
    return unfinished, _owned(descriptor)


def _owned(descriptor: int) -> int | None:
    """The descriptor of an unfinished file, which shows to others that somebody still writes there as
    long as it is open; None, and closed, where somebody else has one. Windows neither renames nor
    removes a file that is open."""
    if sys.platform != "win32":
        import fcntl

        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return descriptor
    os.close(descriptor)
    return None


def _let_go(owned: int | None) -> None:
    if owned is not None:
        os.close(owned)


def cannot_write(path: Path, error: OSError) -> StorageError:
    """The sentence for `error`, met while writing `path`."""
    chosen = _SENTENCES.get(error.errno or 0, _failed)
    if _is_held(error):
        chosen = _in_use
    reason = error.strerror or str(error)
    return StorageError(chosen(path=path, folder=path.absolute().parent, reason=reason))


def _is_held(error: OSError) -> bool:
    return getattr(error, "winerror", None) in _WINDOWS_SHARING_ERRORS


def _free_name(target: Path) -> Path:
    names = (target.with_stem(f"{target.stem} ({number})") for number in count(2))
    return next(name for name in names if not name.exists())


def _to_disk(path: Path) -> None:
    # Windows flushes only what was opened for writing.
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _folder_to_disk(folder: Path) -> None:
    """Make the new name last; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems cannot flush a folder; that is no failure to write.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)
