"""The scripts and projects that are to be rendered: found, opened, and cast."""

from __future__ import annotations

import glob
import hashlib
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from studio.errors import InputError, StudioError
from studio.sentences import sentence

if TYPE_CHECKING:
    from studio.document.sounds import SoundSource
    from studio.document.values import Document, Line
    from studio.project.project import Project
    from studio.project.stored_takes import StoredTakes

_none_found = sentence(
    "render.none-found", "No file is called like {pattern}. Check the folder and the name."
)


@dataclass(frozen=True, slots=True)
class Opened:
    """One source. `unread` are the rows of a script that were not understood."""

    path: Path
    document: Document
    locate: Callable[[SoundSource], Path | None]
    takes: StoredTakes | None = None
    unread: tuple[object, ...] = ()


def found_sources(words: Sequence[str]) -> tuple[Path, ...]:
    """Each file once, in the order given; a pattern's own files by name. Raises InputError."""
    found: dict[Path, None] = {}
    for word in words:
        path = Path(word)
        if path.exists() or not glob.has_magic(word):
            found[path] = None
            continue
        matching = sorted(Path(name) for name in glob.glob(word, recursive=True))
        files = [path for path in matching if path.is_file()]
        if not files:
            raise InputError(_none_found(pattern=word))
        found |= dict.fromkeys(files)
    return tuple(found)


def names_of_sources(sources: Sequence[Path]) -> dict[Path, str]:
    """What outputs are called after: the name without its ending, or as much more of it as tells the
    sources of one call apart."""
    found: dict[Path, str] = {}
    for name_of in (_stem, _name, _name_in_folder):
        left = [source for source in sources if source not in found]
        times = Counter(name_of(source).casefold() for source in left)
        found |= {each: name_of(each) for each in left if times[name_of(each).casefold()] == 1}
    return {source: found.get(source, _name_in_folder(source)) for source in sources}


def _stem(source: Path) -> str:
    return source.stem


def _name(source: Path) -> str:
    return source.name


def _name_in_folder(source: Path) -> str:
    return f"{source.absolute().parent.name}-{source.name}"


def with_lasting_ids(document: Document) -> Document:
    """A script without ids would have new ones whenever it is read, so that every line would count as
    changed: here they come from who says what, and so outlive lines that come in between."""
    names = {speaker.id: speaker.name for speaker in document.cast}
    seen: Counter[str] = Counter()
    changed: dict[str, Line] = {}
    for line in document.lines:
        if line.external_id:
            continue
        said = f"{names[line.speaker]}: {line.text}".encode("utf-8", "replace")
        id = hashlib.sha256(said).hexdigest()[:8]
        seen[id] += 1
        again = f"_{seen[id]}" if seen[id] > 1 else ""
        changed[line.id] = replace(line, external_id=id + again)
    return replace(document, script=document.script.replaced(changed))


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """A project is only read; raises StudioError for what cannot be opened."""
    from studio.opening import is_project, open_script

    if not is_project(path):
        from studio.timeline.sound_files import linked_file

        script = open_script(path)
        yield Opened(path, with_lasting_ids(script.document), linked_file, None, script.unread)
        return
    from studio.project.project import Project

    with ExitStack() as stack:
        project = Project(path, to_write=False)
        stack.callback(project.close)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dialogue-studio-")))
        yield Opened(path, project.document.result(), _locator(project, folder), project.takes)


def _locator(project: Project, folder: Path) -> Callable[[SoundSource], Path | None]:
    """A sound that lies in the project is written out the first time it is asked for."""

    def locate(source: SoundSource) -> Path | None:
        if source.linked_path:
            path = project.path.parent / source.linked_path
            return path if path.is_file() else None
        path = folder / f"{source.sha256}{Path(source.name).suffix}"
        if not path.exists():
            try:
                project.sounds.write_to(source, path)
            except StudioError:
                return None
        return path

    return locate
