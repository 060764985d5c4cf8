"""What each kind of step is called in the menu and in the list of steps: one table.

Call an entry with how many it was about, or with the values its words name; steps that grow while
somebody types or drags get a `merge_key` that says on what.
"""

from __future__ import annotations

from dataclasses import dataclass

from studio.document.history import StepName
from studio.sentences import Sentence, sentence


@dataclass(frozen=True, slots=True)
class _Kind:
    """The two texts of a kind of step."""

    word: Sentence
    sentence: Sentence

    def __call__(self, merge_key: str | None = None, **values: object) -> StepName:
        return StepName(self.word(**values), self.sentence(**values), merge_key)


@dataclass(frozen=True, slots=True)
class _Counted:
    """The same for one and for several."""

    one: _Kind
    many: _Kind

    def __call__(self, count: int, merge_key: str | None = None) -> StepName:
        return self.one(merge_key) if count == 1 else self.many(merge_key, count=count)


def _kind(id: str, word: str, told: str) -> _Kind:
    return _Kind(sentence(f"step.{id}", word), sentence(f"step.{id}.told", told))


def _counted(id: str, one: str, told_one: str, many: str, told_many: str) -> _Counted:
    return _Counted(_kind(f"{id}.one", one, told_one), _kind(f"{id}.many", many, told_many))


def _of_lines(id: str, word: str, told: str) -> _Counted:
    """`word` and `told` with `…` where "line 1" or "3 lines" belongs."""
    return _counted(
        id,
        word.replace("…", "line"),
        told.replace("…", "a line"),
        word.replace("…", "{count} lines"),
        told.replace("…", "{count} lines"),
    )


ADD_LINES = _of_lines("add-lines", "Add …", "Added ….")
DELETE_LINES = _of_lines("delete-lines", "Delete …", "Deleted ….")
MOVE_LINES = _of_lines("move-lines", "Move …", "Moved ….")
DUPLICATE_LINES = _of_lines("duplicate-lines", "Duplicate …", "Duplicated ….")
PASTE_LINES = _of_lines("paste-lines", "Paste …", "Pasted ….")
IMPORT_LINES = _of_lines("import-lines", "Import …", "Imported ….")
JOIN_LINES = _of_lines("join-lines", "Join …", "Joined ….")
DELIVERY = _of_lines("delivery", "Change delivery of …", "Changed the delivery of ….")
CUE = _of_lines("cue", "Change cue of …", "Changed the cue of ….")
DIRECTION = _of_lines("direction", "Change direction of …", "Changed the direction of ….")
APPROVE = _of_lines("approve", "Approve …", "Approved ….")
STATUS = _of_lines("status", "Change status of …", "Changed the status of ….")
LOCK = _of_lines("lock", "Lock …", "Locked ….")
UNLOCK = _of_lines("unlock", "Unlock …", "Unlocked ….")
MUTE = _of_lines("mute", "Mute …", "Muted ….")
UNMUTE = _of_lines("unmute", "Unmute …", "Let … be heard again.")
SILENCE = _of_lines("silence", "Change silence of …", "Changed the silence around ….")
CLIP = _of_lines("clip", "Change clip of …", "Changed the clip of ….")
RETAKE = _of_lines("retake", "Retake …", "Asked for another take of ….")
TARGET = _of_lines("target", "Change length of …", "Changed how long … may be.")
RECAST = _of_lines("recast", "Recast …", "Gave … to another speaker.")
NOTES = _of_lines("notes", "Change notes of …", "Changed the notes of ….")
REPLACE = _counted(
    "replace",
    "Replace 1 place",
    "Replaced 1 place.",
    "Replace {count} places",
    "Replaced {count} places.",
)

TYPE = _kind("type", "Typing", "Changed the words of line {number}.")
SPOKEN = _kind("spoken", "Change spoken text", "Changed what is said in line {number}.")
SPLIT_LINE = _kind("split-line", "Split line", "Split line {number} in two.")
PIN_TAKE = _kind("pin-take", "Choose take", "Chose a take for line {number}.")
EXTERNAL_ID = _kind("external-id", "Change id", "Changed the id of line {number}.")
ADD_HEADING = _kind("add-heading", "Add heading", "Added the heading {text}.")
CHANGE_HEADING = _kind("change-heading", "Change heading", "Changed the heading {text}.")
MOVE_SCENE = _kind("move-scene", "Move scene", "Moved the scene {text}.")
ASIDE = _kind("aside", "Change comment", "Changed what stands between the lines.")
ADD_SPEAKER = _kind("add-speaker", "Add speaker", "Added {name} to the cast.")
RENAME_SPEAKER = _kind("rename-speaker", "Rename speaker", "Renamed {old} to {name}.")
REMOVE_SPEAKER = _kind("remove-speaker", "Remove speaker", "Removed {name} from the cast.")
MERGE_SPEAKERS = _kind("merge-speakers", "Merge speakers", "Merged {old} into {name}.")
SPLIT_SPEAKER = _kind("split-speaker", "Split speaker", "Split {name} off from {old}.")
ORDER_CAST = _kind("order-cast", "Order cast", "Changed the order of the cast.")
DESCRIBE_SPEAKER = _kind("describe-speaker", "Change speaker", "Changed what is known of {name}.")
CAST_VOICE = _kind("cast-voice", "Choose voice", "Chose a voice for {name}.")
CAST_DRAFTS = _kind("cast-drafts", "Give draft voices", "Gave every speaker a draft voice.")
SPEAKER_DELIVERY = _kind(
    "speaker-delivery", "Change delivery", "Changed how {name} speaks by default."
)
LANE = _kind("lane", "Change lane", "Changed the lane of {name}.")
MARKER = _kind("marker", "Change markers", "Changed the markers.")
LISTENING_NOTE = _kind("listening-note", "Note", "Noted something about line {number}.")
MARK_TAKE = _kind("mark-take", "Rate take", "Marked a take of line {number}.")
SOUND = _kind("sound", "Change sound", "Changed the music and effects.")
TITLE = _kind("title", "Change title", "Changed the title to {title}.")
LANGUAGE = _kind("language", "Change language", "Changed the language of the project.")
PAUSES = _kind("pauses", "Change pauses", "Changed the pauses between lines.")
PROJECT_DELIVERY = _kind(
    "project-delivery", "Change delivery", "Changed how everybody speaks by default."
)
LOUDNESS = _kind("loudness", "Change loudness", "Changed how loud the mix is to be.")
DICTIONARY = _kind("dictionary", "Change pronunciation", "Changed how {written} is said.")
DICTIONARY_ENTRIES = _counted(
    "dictionary-entries",
    "Import 1 pronunciation",
    "Imported 1 pronunciation.",
    "Import {count} pronunciations",
    "Imported {count} pronunciations.",
)
RESTORE = _kind("restore", "Restore version", "Restored the version {name}.")
