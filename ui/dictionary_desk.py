"""How words are said: the dictionary's window, and one word from a Line; each change is one step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from studio.document import step_names
from studio.document.dictionary import DictionaryEntry, EntryId
from studio.document.dictionary_table import as_csv, from_csv
from studio.document.edits.whole import put_entries, put_entry, remove_entry
from studio.document.values import Document, Line, SpeakerId
from studio.errors import StudioError
from studio.identity import new_id
from studio.sentences import sentence
from studio.studio import Studio
from studio.takes.sent_text import said_otherwise, sent_text, sound_of
from ui import dialogs, dictionary_commands, edits, messages, problems, tasks
from ui.aside import aside
from ui.command import Command
from ui.command_set import CommandSet
from ui.dictionary.dialog import DictionaryDialog
from ui.dictionary.entry_dialog import ChangedLine, EntryDialog
from ui.dictionary.words import scope_words
from ui.script.panel import ScriptPanel

CHANGED_LINE = sentence("ui.dictionary_desk.changed_line", "{number}  {name}: {text}")
TABLES = sentence("ui.dictionary_desk.tables", "Tables")
READ_TITLE = sentence("ui.dictionary_desk.read_title", "Read a table of pronunciations")
SAVE_TITLE = sentence("ui.dictionary_desk.save_title", "Save the pronunciations as a table")
TABLE_NAME = sentence("ui.dictionary_desk.table_name", "{title}, pronunciations.csv")
CANNOT_READ = sentence(
    "ui.dictionary_desk.cannot_read",
    "{path} could not be read: {reason}. Choose another file, saved as UTF-8.",
)
CANNOT_WRITE = sentence(
    "ui.dictionary_desk.cannot_write",
    "The pronunciations could not be saved as {path}: {reason}. Choose another folder.",
)
SAVED = sentence("ui.dictionary_desk.saved", "The pronunciations were saved as {path}.")
NO_VOICE = sentence(
    "ui.dictionary_desk.no_voice", "Nobody in the cast has a voice yet. Choose one, and try again."
)

_LONGEST_WORD = 200


class DictionaryDesk(QObject):
    """The dictionary is the project's; what is asked here is done at once and can be undone."""

    def __init__(
        self, studio: Studio, script: ScriptPanel, commands: CommandSet, window: QWidget
    ) -> None:
        super().__init__(window)
        self._studio, self._script, self._commands, self._window = studio, script, commands, window

    def doing(self) -> dict[Command, Callable[[], object]]:
        return {
            dictionary_commands.DICTIONARY: lambda: tasks.start(self._show(), self),
            dictionary_commands.PRONOUNCE: lambda: tasks.start(self._pronounce(), self),
        }

    async def _show(self) -> None:
        shown = DictionaryDialog(self._commands.keys(dictionary_commands.PRONOUNCE), self._window)
        shown.add_wanted.connect(lambda: tasks.start(self._ask(shown, _fresh("")), shown))
        shown.edit_wanted.connect(lambda entry: tasks.start(self._ask(shown, entry), shown))
        shown.remove_wanted.connect(self._remove)
        shown.hear_wanted.connect(self._hear)
        shown.bring_in_wanted.connect(lambda: tasks.start(self._bring_in(shown), shown))
        shown.take_out_wanted.connect(lambda: tasks.start(self._take_out(shown), shown))

        def show() -> None:
            shown.show_document(self._studio.document)
            tasks.start(self._count(shown), shown)

        leave = self._studio.document_changed.connect(lambda _change: show())
        show()
        try:
            await dialogs.finished(shown)
        finally:
            leave()

    async def _pronounce(self) -> None:
        """The selected word, or the one at the caret, for everybody until somebody says otherwise."""
        word = self._script.writer.chosen_words().strip()[:_LONGEST_WORD]
        await self._ask(self._window, self._known(word) or _fresh(word))

    async def _ask(self, parent: QWidget, entry: DictionaryEntry) -> None:
        shown = EntryDialog(entry, self._scopes(entry), parent)
        shown.wanted.connect(lambda wanted: tasks.start(self._preview(shown, wanted), shown))
        shown.hear_wanted.connect(self._hear)
        shown.hear_line_wanted.connect(self._hear_line)
        await self._preview(shown, shown.entry)
        if await dialogs.finished(shown) == QDialog.DialogCode.Accepted:
            wanted = shown.entry
            name = step_names.DICTIONARY(written=wanted.written)
            edits.edit(self._studio, name, lambda document: put_entry(document, wanted))

    async def _preview(self, shown: EntryDialog, wanted: DictionaryEntry) -> None:
        """Which Lines would be said otherwise; only of the latest wish."""
        before = self._studio.document
        try:
            lines = await aside(partial(_changed_lines, before, wanted))
        except StudioError as error:
            if shown.entry == wanted:
                shown.show_trouble(messages.text(error.message))
        else:
            if shown.entry == wanted:
                shown.show_changes(lines)

    async def _count(self, shown: DictionaryDialog) -> None:
        document = self._studio.document
        counts = await aside(partial(_counts, document))
        if document is self._studio.document:
            shown.show_counts(counts)

    def _remove(self, entry: DictionaryEntry) -> None:
        name = step_names.DICTIONARY(written=entry.written)
        edits.edit(self._studio, name, lambda document: remove_entry(document, entry.id))

    def _hear(self, entry: DictionaryEntry) -> None:
        """The word alone, by whom it is for, or by whoever speaks first."""
        self._say(sound_of(entry), SpeakerId(entry.scope))

    def _hear_line(self, entry: DictionaryEntry, row: int) -> None:
        before = self._studio.document
        after = _with(before, entry)
        changed = said_otherwise(before, after)
        if 0 <= row < len(changed):
            line = after.script.get(changed[row])
            if isinstance(line, Line):
                self._say(sent_text(after, line).spoken, line.speaker)

    def _say(self, text: str, speaker: SpeakerId) -> None:
        cast = self._studio.document.cast
        having = [each for each in cast if each.draft_voice is not None]
        who = next((each for each in having if each.id == speaker), having[0] if having else None)
        if who is None or who.draft_voice is None:
            problems.say(NO_VOICE())
        elif text:
            self._studio.auditions.voice(who.draft_voice, text, who.delivery)

    def _known(self, word: str) -> DictionaryEntry | None:
        """The entry there is for this word, if it is for all."""
        entries = self._studio.document.dictionary
        return next((each for each in entries if each.written == word and not each.scope), None)

    def _scopes(self, entry: DictionaryEntry) -> list[tuple[str, str]]:
        """For whom it may hold: all, each Speaker, the current Line, and whom it is for now."""
        document, line = self._studio.document, self._script.current_line()
        ids = ["", *(str(speaker.id) for speaker in document.cast)]
        ids += [str(each) for each in (line, entry.scope) if each]
        return [(id, scope_words(document, id)) for id in dict.fromkeys(ids)]

    # --- tables ------------------------------------------------------------------------------

    async def _bring_in(self, shown: QWidget) -> None:
        filters = [f"{messages.say(TABLES)} (*.csv *.tsv *.txt)"]
        path = await dialogs.choose_file(shown, messages.say(READ_TITLE), filters)
        if path is None:
            return
        document = self._studio.document
        try:
            entries = await aside(lambda: from_csv(document, path.read_text(encoding="utf-8-sig")))
        except StudioError as error:
            problems.report(error)
        except (OSError, UnicodeError) as error:
            problems.say(CANNOT_READ(path=path, reason=_reason(error)))
        else:
            name = step_names.DICTIONARY_ENTRIES(len(entries))
            edits.edit(self._studio, name, lambda it: put_entries(it, entries))

    async def _take_out(self, shown: QWidget) -> None:
        document = self._studio.document
        path = await dialogs.choose_place(
            shown,
            messages.say(SAVE_TITLE),
            [f"{messages.say(TABLES)} (*.csv)"],
            messages.say(TABLE_NAME, title=document.title),
        )
        if path is None:
            return
        try:
            await aside(lambda: _write(path, as_csv(document)))
        except OSError as error:
            problems.say(CANNOT_WRITE(path=path, reason=_reason(error)))
        else:
            problems.say(SAVED(path=path))


def _fresh(word: str) -> DictionaryEntry:
    return DictionaryEntry(EntryId(new_id()), word, "")


def _with(document: Document, entry: DictionaryEntry) -> Document:
    return put_entry(document, entry) if entry.written.strip() else document


def _changed_lines(before: Document, wanted: DictionaryEntry) -> list[ChangedLine]:
    after = _with(before, wanted)
    found = []
    for id in said_otherwise(before, after):
        place = after.lines.place(id)
        if place is None:
            continue
        line = after.lines[place]
        name = after.speaker(line.speaker).name
        words = messages.say(CHANGED_LINE, number=place + 1, name=name, text=line.text)
        found.append(ChangedLine(words, sent_text(after, line).spoken))
    return found


def _counts(document: Document) -> dict[EntryId, int]:
    counts: dict[EntryId, int] = {}
    for line in document.lines:
        for id in {each.entry.id for each in sent_text(document, line).replacements}:
            counts[id] = counts.get(id, 0) + 1
    return counts


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8-sig")


def _reason(error: OSError | UnicodeError) -> str:
    return (error.strerror if isinstance(error, OSError) else "") or str(error)
