"""What a message offers to do: remedies by the sentence that was said, as buttons beside it.

A remedy is a command of the window, or a deed that needs a value of the message, such as its path.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from studio.sentences import Message, Sentence, sentence
from ui import (
    edit_commands,
    file_commands,
    help_commands,
    take_commands,
    timeline_commands,
    transport_commands,
)
from ui import view_commands as view
from ui.command import Command


class Deed(Enum):
    """With the file a message speaks of, or with the open project where it names none."""

    SHOW = "show it in its folder"
    SALVAGE = "salvage it into a new project"
    COME = "bring the window to the front that has it"


@dataclass(frozen=True, slots=True)
class Remedy:
    """A button: its words and what pressing it does."""

    words: Sentence
    way: Command | Deed


SHOW_IN_FOLDER = sentence("ui.remedies.show_in_folder", "Show in folder")
TRY_AGAIN = sentence("ui.remedies.try_again", "Try again")
TRY_NOW = sentence("ui.remedies.try_now", "Try now")

_SHOW = Remedy(SHOW_IN_FOLDER, Deed.SHOW)
_SALVAGE = Remedy(sentence("ui.remedies.salvage", "Salvage into a new project"), Deed.SALVAGE)
_BACKUPS = Remedy(sentence("ui.remedies.backups", "Versions and backups"), file_commands.VERSIONS)
_SAVE_ELSEWHERE = Remedy(sentence("ui.remedies.elsewhere", "Save elsewhere"), file_commands.SAVE_AS)
_SAVE_COPY = Remedy(sentence("ui.remedies.save_copy", "Save a copy"), file_commands.SAVE_COPY)
_FREE_ROOM = Remedy(sentence("ui.remedies.free_room", "Free room"), file_commands.FREE_ROOM)
_SAVE_AGAIN = Remedy(TRY_AGAIN, file_commands.SAVE_AGAIN)
_ANOTHER_FILE = Remedy(
    sentence("ui.remedies.another_file", "Choose another file"), file_commands.OPEN
)
_EXPORT = Remedy(sentence("ui.remedies.export", "Export again"), file_commands.EXPORT)
_CHECK_KEY = Remedy(sentence("ui.remedies.check_key", "Check the key"), view.PREFERENCES)
_ENTER_KEY = Remedy(sentence("ui.remedies.enter_key", "Enter a key"), view.PREFERENCES)
_CHECK_ADDRESS = Remedy(
    sentence("ui.remedies.check_address", "Check the address"), view.PREFERENCES
)
_RAISE_BUDGET = Remedy(sentence("ui.remedies.raise_budget", "Change the budget"), view.PREFERENCES)
_CHOOSE_DEVICE = Remedy(sentence("ui.remedies.choose_device", "Choose a device"), view.PREFERENCES)
_SERVICE_NOW = Remedy(TRY_NOW, take_commands.TRY_NOW)
_PLAY = Remedy(sentence("ui.remedies.play", "Play"), transport_commands.PLAY)
_UNDO = Remedy(sentence("ui.remedies.undo", "Undo"), edit_commands.UNDO)
_UNLOCK = Remedy(sentence("ui.remedies.unlock", "Unlock"), edit_commands.LOCK)
_ADD_SOUND = Remedy(sentence("ui.remedies.add_sound", "Add the sound"), timeline_commands.ADD_SOUND)
_LENGTHS = Remedy(sentence("ui.remedies.lengths", "Length report"), take_commands.LENGTH_REPORT)
_REPORT = Remedy(sentence("ui.remedies.report", "Save a report"), help_commands.SAVE_REPORT)
_COME = Remedy(sentence("ui.remedies.come", "Show that window"), Deed.COME)

_NOT_WRITTEN = (_SAVE_ELSEWHERE, _FREE_ROOM, _SAVE_AGAIN)
_REMEDIES: dict[str, tuple[Remedy, ...]] = {
    "tts.key_refused": (_CHECK_KEY,),
    "tts.bad_key": (_CHECK_KEY,),
    "tts.no_credit": (_CHECK_KEY,),
    "secrets.session-only": (_CHECK_KEY,),
    "secrets.ring-silent": (_CHECK_KEY,),
    "tts.no_address": (_CHECK_ADDRESS,),
    "tts.not_secret": (_CHECK_ADDRESS,),
    "tts.not_a_speech_server": (_CHECK_ADDRESS, _SERVICE_NOW),
    "tts.unreachable": (_SERVICE_NOW, _CHECK_ADDRESS),
    "dialling.offline": (_SERVICE_NOW,),
    "tts.unavailable": (_SERVICE_NOW,),
    "tts.too_many_requests": (_SERVICE_NOW,),
    "queue.budget": (_RAISE_BUDGET,),
    "typing-voice.no-budget": (_RAISE_BUDGET,),
    "queue.nobody": (_ENTER_KEY,),
    "queue.other-service": (_CHECK_ADDRESS,),
    "ui.promotion_desk.no_service": (_ENTER_KEY,),
    "store.full": _NOT_WRITTEN,
    "day_ledger.no_room": (_FREE_ROOM,),
    "store.failed": (_SAVE_ELSEWHERE, _SAVE_AGAIN),
    "store.read-only": (_SAVE_ELSEWHERE, _SAVE_AGAIN),
    "store.busy": (_SAVE_AGAIN,),
    "store.replaced": (_SAVE_COPY, _SAVE_AGAIN),
    "store-thread.not-kept": (_UNDO,),
    "working-copy.changed": (_SAVE_ELSEWHERE,),
    "working-copy.parted": (_SHOW,),
    "opening.in-use": (_COME, _SAVE_COPY),
    "opening.target-in-use": (_COME,),
    "opening.protected": (_SAVE_COPY,),
    "opening.newer": (_SAVE_COPY,),
    "opening.asked": (_SAVE_COPY,),
    "opening.newer-still": (_SHOW,),
    "project.cannot-open": (_ANOTHER_FILE,),
    "project.not-one": (_ANOTHER_FILE,),
    "script.cannot_read": (_ANOTHER_FILE,),
    "script.no_speeches": (_ANOTHER_FILE,),
    "checks.structure": (_SALVAGE, _BACKUPS),
    "journal.broken": (_SALVAGE,),
    "store.damaged": (_SALVAGE,),
    "checks.takes-damaged": (_BACKUPS,),
    "checks.lost": (_BACKUPS,),
    "last-project.not-opened": (_ANOTHER_FILE, _SALVAGE),
    "last-project.recovered": (_BACKUPS,),
    "loading.not-kept": (_SAVE_ELSEWHERE,),
    "open-project.no-file": (_SAVE_ELSEWHERE,),
    "ui.file_desk.kept": (_BACKUPS,),
    "ui.file_desk.copy_saved": (_SHOW,),
    "ui.recovery_desk.salvaged": (_SHOW,),
    "ui.import_desk.report_saved": (_SHOW,),
    "ui.dictionary_desk.saved": (_SHOW,),
    "ui.ledger_desk.saved": (_SHOW,),
    "ui.about_desk.saved": (_SHOW,),
    "ui.export_desk.written": (_SHOW,),
    "ui.problems.program_fault": (_REPORT,),
    "ui.length_report_desk.told": (_LENGTHS,),
    "playback.cannot-open": (_PLAY, _CHOOSE_DEVICE),
    "playback.device-lost": (_PLAY, _CHOOSE_DEVICE),
    "playback.device-left-alone": (_CHOOSE_DEVICE,),
    "playback.not-connected": (_PLAY, _CHOOSE_DEVICE),
    "playback.slept": (_PLAY,),
    "export-jobs.not-running": (_EXPORT,),
    "sounds.missing": (_ADD_SOUND,),
    "sounds.damaged": (_ADD_SOUND,),
    "sounds.other-file": (_ADD_SOUND,),
    "edit.locked": (_UNLOCK,),
    "ui.transport_desk.cut_in": (_UNDO,),
}


def known_ids() -> frozenset[str]:
    """Of the sentences that have remedies."""
    return frozenset(_REMEDIES)


def remedies_for(message: Message) -> tuple[Remedy, ...]:
    """Its own, or those of the causes it names."""
    own = _REMEDIES.get(message.sentence.id)
    if own is not None:
        return own
    causes = [value for value in message.values.values() if isinstance(value, Message)]
    return next((found for cause in causes if (found := remedies_for(cause))), ())


def path_in(message: Message) -> str | None:
    """The file it speaks of, or that a cause in it does."""
    own = message.values.get("kept", message.values.get("path"))
    if own is not None and not isinstance(own, Message):
        return str(own)
    causes = [value for value in message.values.values() if isinstance(value, Message)]
    return next((found for cause in causes if (found := path_in(cause))), None)
