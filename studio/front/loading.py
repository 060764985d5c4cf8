"""From a file, or from nothing, to an open project: what takes a while, for a worker thread."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from pathlib import Path

from studio.document.values import Document
from studio.errors import StorageError
from studio.front.open_project import OpenProject
from studio.opening import is_project, open_script
from studio.project.creating import new_project
from studio.project.found_takes import FoundTakes
from studio.project.project import Project, local_now
from studio.project.salvage import salvage
from studio.project.shared_takes import SharedTakes, shared_takes_file
from studio.sentences import Message, sentence
from studio.takes.keeping import MemoryStore, TakeStore
from studio.takes.shelf import Shelf

NOT_UNDERSTOOD = sentence(
    "loading.not-understood",
    "{count} rows of {path} were not understood and are not in the script. The first is row {row}:"
    " {text}",
)
NOT_KEPT = sentence(
    "loading.not-kept",
    "Nothing of this is saved: {reason} Save the project under a name in another folder.",
)
NOTHING_BOUGHT = sentence(
    "loading.nothing-bought",
    "Nothing is asked of paid voices, because what they speak could not be saved: {reason} Save the"
    " project under a name in another folder.",
)


class Loading:
    """Knows the Takes of all projects, which are opened with the first project."""

    def __init__(self) -> None:
        self._shared: SharedTakes | None = None
        self._lock = threading.Lock()

    def open(self, path: Path) -> OpenProject:
        """A project as it is, or a script as a new project without a name. Raises StudioError, and
        nothing is changed, for what cannot be opened."""
        if is_project(path):
            return self._opened(Project(path))
        script = open_script(path)
        notes: tuple[Message, ...] = ()
        if script.unread:
            first = script.unread[0]
            count = len(script.unread)
            notes = (NOT_UNDERSTOOD(count=count, path=path, row=first.row, text=first.text[:80]),)
        return self.begin(script.document, notes, leaves_nothing=True)

    def begin(
        self, document: Document, notes: tuple[Message, ...] = (), *, leaves_nothing: bool = False
    ) -> OpenProject:
        """A new project that nobody has named yet."""
        try:
            project = new_project(document)
        except StorageError as error:
            store = MemoryStore(NOTHING_BOUGHT(reason=error.message))
            because = NOT_KEPT(reason=error.message)
            shelf = _there(store)
            return OpenProject(
                document,
                None,
                store,
                shelf,
                takes_of=self._takes_of,
                notes=notes,
                not_kept_because=because,
            )
        return self._with_takes(project, document, notes, leaves_nothing=leaves_nothing)

    def salvage(self, path: Path, new: Path) -> OpenProject:
        """What can be had of a broken project, in a new file; the old one stays as it is."""
        missing = salvage(path, new).missing_in_words()
        return self._opened(Project(new), () if missing is None else (missing,))

    def close(self, wait_seconds: float) -> None:
        if self._shared is not None:
            self._shared.close(wait_seconds)

    def _opened(self, project: Project, notes: tuple[Message, ...] = ()) -> OpenProject:
        try:
            document = project.document.result()
        except BaseException:
            project.close()
            raise
        return self._with_takes(project, document, notes)

    def _with_takes(
        self,
        project: Project,
        document: Document,
        notes: tuple[Message, ...] = (),
        *,
        leaves_nothing: bool = False,
    ) -> OpenProject:
        return OpenProject(
            document,
            project,
            *self._takes_of(project),
            takes_of=self._takes_of,
            notes=notes,
            leaves_nothing=leaves_nothing,
        )

    def _takes_of(self, project: Project) -> tuple[TakeStore, Future[Shelf]]:
        store = FoundTakes(project.takes, self._takes_of_all())
        return store, project.when_loaded(lambda: Shelf(store))

    def _takes_of_all(self) -> SharedTakes:
        with self._lock:
            if self._shared is None:
                self._shared = SharedTakes(shared_takes_file(), local_now)
            return self._shared


def _there(store: MemoryStore) -> Future[Shelf]:
    shelf: Future[Shelf] = Future()
    shelf.set_result(Shelf(store))
    return shelf
