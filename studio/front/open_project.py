"""The project whose Document is shown: saved by itself, with its Takes, and what there is to say of it.

Where nothing can be kept at all, for want of a folder to write to, it is a project without a file: all
works, and it is said that nothing is saved.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from studio.document.sounds import SoundSource
from studio.document.values import Document
from studio.errors import StorageError
from studio.observers import Observers
from studio.project.backups import Backup
from studio.project.checks import Findings, in_words
from studio.project.creating import new_project
from studio.project.freeing import Freeable
from studio.project.project import Project, Saved
from studio.project.unnamed import is_unnamed
from studio.project.version_rows import Version, VersionId
from studio.sentences import Message, sentence
from studio.standing.project import ProjectStanding
from studio.standing.saving import SavingStanding, SavingState
from studio.takes.keeping import TakeStore
from studio.takes.ledger_entry import LedgerEntry
from studio.takes.recipe import TakeKey
from studio.takes.shelf import Shelf

NO_FILE = sentence(
    "open-project.no-file",
    "The project has no file, so this cannot be done. Save it under a name first.",
)

_log = logging.getLogger(__name__)


class OpenProject:
    """Made on any thread by `loading`, then used on the window's; `changed` is told on any."""

    def __init__(
        self,
        document: Document,
        project: Project | None,
        store: TakeStore,
        shelf: Future[Shelf],
        *,
        takes_of: Callable[[Project], tuple[TakeStore, Future[Shelf]]],
        notes: tuple[Message, ...] = (),
        not_kept_because: Message | None = None,
        leaves_nothing: bool = False,
    ) -> None:
        """`leaves_nothing`: unless something is done to it, its file is removed in the end."""
        self.changed: Observers[[]] = Observers()
        self.got_a_file: Observers[[]] = Observers()
        """Told on the window's thread when it had none until now; its Takes are others then."""
        self.document = document
        """As it was when it was opened."""
        self.project = project
        self.store = store
        self.shelf = shelf
        """There as soon as it is known which Takes there are."""
        self.position = 0
        """The frame at which its playhead stood last."""
        self._takes_of = takes_of
        self._shown = document
        self._saved = document
        self._saved_at = None if project is None else _written_at(project.path)
        self._notes = notes
        self._not_kept_because = not_kept_because
        self._leaves_nothing = leaves_nothing
        if project is not None:
            self._watch(project)

    @property
    def standing(self) -> ProjectStanding:
        project = self.project
        if project is None:
            return ProjectStanding(notes=self._notes)
        path = None if is_unnamed(project.path) else project.path
        notes = (*project.notes, *self._notes)
        return ProjectStanding(path, self.read_only_because, notes, project.findings.done())

    @property
    def read_only_because(self) -> Message | None:
        """Why nothing can be edited; None when all can."""
        return None if self.project is None else self.project.read_only_because

    @property
    def saving(self) -> SavingStanding:
        at, project = self._saved_at, self.project
        if project is None:
            return SavingStanding(SavingState.NOT_SAVED, at, self._not_kept_because)
        if project.read_only_because is not None:
            return SavingStanding(SavingState.READ_ONLY, at, project.read_only_because)
        if project.trouble is not None:
            return SavingStanding(SavingState.NOT_SAVED, at, project.trouble.message)
        is_saved = self._saved is self._shown
        return SavingStanding(SavingState.SAVED if is_saved else SavingState.SAVING, at)

    def save(self, document: Document) -> None:
        """Have the file say `document`, within half a second."""
        self._shown = document
        self._leaves_nothing = False
        if self.project is not None:
            self.project.save(document)
        self.changed.tell()

    def try_again(self) -> None:
        """Room was made, or the disk is back: save now."""
        if self.project is not None:
            self.project.try_again()

    # --- versions and copies -----------------------------------------------------------------

    def save_version(self, name: str) -> Future[Version]:
        """Keep the Document as it is now under a name."""
        self._leaves_nothing = False
        return self._file.save_version(name, self._shown)

    def versions(self) -> Future[tuple[Version, ...]]:
        """The latest first."""
        return self._file.versions()

    def version_document(self, id: VersionId) -> Future[Document]:
        """The Document as it was then."""
        return self._file.version(id)

    def remove_version(self, id: VersionId) -> Future[None]:
        return self._file.remove_version(id)

    def save_copy(self, path: Path) -> Future[None]:
        """All of it in another project; this one stays where it is."""
        return self._file.save_copy(path, self._shown)

    def save_as(self, path: Path) -> Future[None]:
        """All of it in another file, and go on there."""
        self._leaves_nothing = False
        saved = (
            self._begin_file(path)
            if self.project is None
            else self.project.save_as(path, self._shown)
        )
        saved.add_done_callback(lambda _: self.changed.tell())
        return saved

    def add_sound(self, path: Path) -> SoundSource:
        """Take a sound file into the project, or link to it when it is large. Takes its time."""
        return self._file.sounds.add(path)

    def freeable(self) -> Future[Freeable]:
        """Which Takes nobody needs, and how much room they take."""
        return self._file.freeable(self._shown)

    def free(self, keys: Iterable[TakeKey]) -> Future[int]:
        """Give that room back, in bytes; only because a person chose to."""
        gone = tuple(keys)
        freed = self._file.free(gone)
        freed.add_done_callback(lambda done: self._were_freed(done, gone))
        return freed

    def entries(self) -> Future[tuple[LedgerEntry, ...]]:
        """What was paid for in it, the oldest first."""
        if self.project is not None:
            return self.project.when_loaded(self.store.entries)
        found: Future[tuple[LedgerEntry, ...]] = Future()
        found.set_result(self.store.entries())
        return found

    def backups(self) -> Future[tuple[Backup, ...]]:
        """The latest first; each opens like any project."""
        return self._file.backups()

    # --- the end -----------------------------------------------------------------------------

    def close(self, wait_seconds: float) -> StorageError | None:
        """Save what is left and let the file go; tells what could not be saved in that time."""
        project = self.project
        if project is None:
            return None
        goes = self._leaves_nothing and is_unnamed(project.path) and not self._was_paid_for()
        left = project.close(wait_seconds)
        if goes and left is None:
            with suppress(OSError):
                project.path.unlink()
        return left

    @property
    def _file(self) -> Project:
        if self.project is None:
            raise StorageError(self._not_kept_because or NO_FILE())
        return self.project

    def _begin_file(self, path: Path) -> Future[None]:
        """It has no file yet: make one, and keep what is edited there from now on."""
        done: Future[None] = Future()
        try:
            project = new_project(self._shown, path)
        except StorageError as error:
            done.set_exception(error)
            return done
        self._saved, self._saved_at = self._shown, _written_at(path)
        self._watch(project)
        self.store, self.shelf = self._takes_of(project)
        self.got_a_file.tell()
        done.set_result(None)
        return done

    def _watch(self, project: Project) -> None:
        self.project = project
        project.saved.connect(self._was_saved)
        project.trouble_changed.connect(self.changed.tell)
        project.findings.add_done_callback(self._was_checked)

    def _were_freed(self, done: Future[int], keys: tuple[TakeKey, ...]) -> None:
        if not done.cancelled() and done.exception() is None and self.shelf.done():
            self.shelf.result().forget(keys)
        self.changed.tell()

    def _was_paid_for(self) -> bool:
        try:
            return bool(self.store.requests())
        except StorageError:
            return True

    def _was_saved(self, saved: Saved) -> None:
        self._saved, self._saved_at = saved.document, saved.at
        self.changed.tell()

    def _was_checked(self, done: Future[Findings]) -> None:
        if done.cancelled():
            return
        error = done.exception()
        if isinstance(error, StorageError):
            self._notes = (*self._notes, error.message)
        elif error is None:
            self._notes = (*self._notes, *in_words(done.result(), self.document))
        self.changed.tell()


def _written_at(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    except OSError:
        return None
