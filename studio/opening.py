"""From a script file to a Document that can be heard: read, understood, cast with draft voices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from studio.casting import propose
from studio.document.values import Document
from studio.errors import InputError
from studio.folders import make_folder, settings_folder
from studio.scripts.importing import review_script
from studio.scripts.intake import Intake, Names, begin_intake
from studio.scripts.language import in_its_language
from studio.scripts.limits import check_size
from studio.scripts.merge_base import with_base
from studio.scripts.reading import AS_FOUND, GIVEN_TITLE, ColumnMapping, Finding, ReadingOptions
from studio.scripts.remembered_columns import recall, remember
from studio.scripts.report import merge_rows, review_rows
from studio.scripts.review import Review, accept, every_name, names_as_ticked
from studio.sentences import sentence

_PROJECT_MAGIC = b"SQLite format 3\0"

CANNOT_READ = sentence(
    "script.cannot_read", "{path} could not be read: {reason}. Check the name and the permissions."
)
NO_SPEECHES = sentence(
    "script.no_speeches",
    "{path} holds no line that can be spoken. Write each speech as NAME: text.",
)


@dataclass(frozen=True, slots=True)
class OpenedScript:
    """What a script became, and the rows of it that were not understood."""

    document: Document
    unread: tuple[Finding, ...]


def review_file(path: Path, options: ReadingOptions = AS_FOUND) -> Review:
    """What is in a script file of any format; raises InputError when it cannot be read. A table whose
    columns were once chosen by hand is read by that choice."""
    content = file_content(path)
    review = review_script(str(path), content, options)
    mapping = _remembered(review)
    if mapping is None:
        return review
    return review_script(str(path), content, replace(options, mapping=mapping))


def intake_file(
    path: Path,
    current: Document | None = None,
    options: ReadingOptions = AS_FOUND,
    suggest: Callable[[Review], Names] = names_as_ticked,
) -> Intake:
    """A script file on its way into a project, or into a new one; as `review_file` reads it."""
    intake = begin_intake(str(path), file_content(path), current, options, suggest)
    mapping = _remembered(intake.review)
    return intake if mapping is None else intake.read_as(replace(options, mapping=mapping))


def intake_text(name: str, text: str) -> Intake:
    """What somebody copied somewhere, on its way in under this name, as a script of its own."""
    return begin_intake(name, text.encode("utf-8", "replace"))


def intake_report(intake: Intake) -> str:
    """All there is to read about an intake, for whoever wants to keep it."""
    rows = [*review_rows(intake.review), *merge_rows(intake.comparison)]
    return "".join(f"{row}\n" for row in rows)


def accepted(intake: Intake) -> Document:
    """What an intake makes of its project, or the new Document: every Speaker with a draft voice. The
    columns chosen for a table are remembered."""
    remember_columns(intake.review)
    document = intake.document
    is_begun = intake.current is not None and bool(intake.current.script)
    if not is_begun:
        document = in_its_language(named_after(document, Path(intake.review.path)))
    return propose(document)


def named_after(document: Document, file: Path) -> Document:
    """The Document under the name of its file, if it has no title of its own."""
    if document.title:
        return document
    extras = (*document.extras, (GIVEN_TITLE, file.stem))
    return replace(document, title=file.stem, extras=extras)


def remember_columns(review: Review) -> None:
    """Keep the choice of columns by which `review` was made, for tables with the same header."""
    if review.options.mapping is not None and review.reading.columns:
        header = [column.header for column in review.reading.columns]
        make_folder(settings_folder())
        remember(_columns_file(), header, review.options.mapping)


def _remembered(review: Review) -> ColumnMapping | None:
    """The columns chosen for such a table once, if nobody chose them now."""
    if review.options.mapping is not None or not review.reading.columns:
        return None
    header = [column.header for column in review.reading.columns]
    return recall(_columns_file(), header, review.reading.has_header)


def _columns_file() -> Path:
    return settings_folder() / "columns.json"


def open_script(path: Path) -> OpenedScript:
    """The Document in a script of any format, every Speaker with a draft voice of their own. Nobody
    is asked: each name found becomes a Speaker, so that no speech is lost."""
    review = review_file(path)
    document = whole_document(review)
    return OpenedScript(
        propose(with_base(in_its_language(named_after(document, path)))),
        review.reading.not_understood,
    )


def whole_document(review: Review) -> Document:
    """The Document of a script when nobody is asked: each name becomes a Speaker. Raises InputError
    for what does not look like a script, or holds no speech."""
    if review.doubt is not None:
        raise InputError(review.doubt)
    document = accept(review, every_name(review))
    if not document.lines:
        raise InputError(NO_SPEECHES(path=review.path))
    return document


def is_project(path: Path) -> bool:
    """Whether `path` is to be opened as a project: by its first bytes, else by its name."""
    try:
        with path.open("rb") as file:
            return file.read(len(_PROJECT_MAGIC)) == _PROJECT_MAGIC or path.suffix == ".dialogue"
    except OSError:
        return path.suffix == ".dialogue"


def file_content(path: Path) -> bytes:
    """The bytes of a file of at most a script's size; raises InputError."""
    try:
        check_size(str(path), path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise InputError(CANNOT_READ(path=path, reason=error.strerror)) from error
