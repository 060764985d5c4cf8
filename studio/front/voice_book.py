"""What the user noted of voices for all projects: favourites, remarks about rights, and presets.

One small file beside the settings. A change holds at once and is written in the background, onto what
stands in the file then: another window may have written meanwhile.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from studio.atomic_file import write_atomically
from studio.document.values import AS_USUAL, Delivery, Voice
from studio.folders import make_folder, settings_folder
from studio.observers import Observers

_DELIVERY_FIELDS = frozenset(each.name for each in fields(Delivery))


@dataclass(frozen=True, slots=True)
class Preset:
    """How somebody sounds, to be given to another Speaker, in another project too."""

    name: str
    draft_voice: Voice | None = None
    final_voice: Voice | None = None
    delivery: Delivery = AS_USUAL


@dataclass(frozen=True, slots=True)
class Notes:
    favourites: frozenset[Voice] = frozenset()
    remarks: Mapping[Voice, str] = field(default_factory=lambda: MappingProxyType({}))
    presets: tuple[Preset, ...] = ()


Changing = Callable[[Notes], Notes]


class VoiceBook:
    """Used on the window's thread."""

    def __init__(self) -> None:
        self.changed: Observers[[]] = Observers()
        self._notes: Notes | None = None
        self._writer: ThreadPoolExecutor | None = None

    @property
    def notes(self) -> Notes:
        if self._notes is None:
            self._notes = read_notes(voices_file())
        return self._notes

    def set_favourite(self, voice: Voice, is_favourite: bool) -> Future[None]:
        def change(notes: Notes) -> Notes:
            kept = notes.favourites - {voice}
            return replace(notes, favourites=kept | {voice} if is_favourite else kept)

        return self._change(change)

    def set_remark(self, voice: Voice, remark: str) -> Future[None]:
        """What is known of the rights of a voice; empty takes it away."""

        def change(notes: Notes) -> Notes:
            remarks = {each: words for each, words in notes.remarks.items() if each != voice}
            if remark.strip():
                remarks[voice] = remark.strip()
            return replace(notes, remarks=MappingProxyType(remarks))

        return self._change(change)

    def keep_preset(self, preset: Preset) -> Future[None]:
        """In the place of the one that has its name, else behind the others."""

        def change(notes: Notes) -> Notes:
            names = [each.name for each in notes.presets]
            if preset.name not in names:
                return replace(notes, presets=(*notes.presets, preset))
            place = names.index(preset.name)
            presets = (*notes.presets[:place], preset, *notes.presets[place + 1 :])
            return replace(notes, presets=presets)

        return self._change(change)

    def remove_preset(self, name: str) -> Future[None]:
        def change(notes: Notes) -> Notes:
            return replace(notes, presets=tuple(it for it in notes.presets if it.name != name))

        return self._change(change)

    def close(self) -> None:
        """Returns when all of it is written."""
        if self._writer is not None:
            self._writer.shutdown()

    def _change(self, change: Changing) -> Future[None]:
        self._notes = change(self.notes)
        if self._writer is None:
            self._writer = ThreadPoolExecutor(1, thread_name_prefix="voice book")
        written = self._writer.submit(_write, change)
        self.changed.tell()
        return written


def voices_file() -> Path:
    return settings_folder() / "voices.json"


def read_notes(path: Path) -> Notes:
    """What the file says; one that makes no sense is put aside, and nothing is known."""
    try:
        return _understood(json.loads(path.read_bytes()))
    except OSError:
        return Notes()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        with suppress(OSError):
            os.replace(path, path.with_name("voices.damaged.json"))
        return Notes()


def _write(change: Changing) -> None:
    """Raises StorageError, and then the file is as it was."""
    notes = change(read_notes(voices_file()))
    written = {
        "favourites": [_plain(voice) for voice in sorted(notes.favourites, key=_place)],
        "remarks": [[*_plain(voice), words] for voice, words in notes.remarks.items()],
        "presets": [
            {
                "name": preset.name,
                "draft": preset.draft_voice and _plain(preset.draft_voice),
                "final": preset.final_voice and _plain(preset.final_voice),
                "delivery": {
                    name: value
                    for name, value in asdict(preset.delivery).items()
                    if value is not None
                },
            }
            for preset in notes.presets
        ],
    }
    make_folder(settings_folder())
    write_atomically(voices_file(), (json.dumps(written, indent=2) + "\n").encode("ascii"))


def _understood(values: dict[str, Any]) -> Notes:
    return Notes(
        frozenset(_voice(each) for each in values.get("favourites", [])),
        MappingProxyType({_voice(each[:3]): str(each[3]) for each in values.get("remarks", [])}),
        tuple(
            Preset(
                str(each["name"]),
                each.get("draft") and _voice(each["draft"]),
                each.get("final") and _voice(each["final"]),
                Delivery(
                    **{
                        name: value
                        for name, value in each.get("delivery", {}).items()
                        if name in _DELIVERY_FIELDS
                    }
                ),
            )
            for each in values.get("presets", [])
        ),
    )


def _voice(plain: list[Any]) -> Voice:
    service, id, name = plain
    return Voice(str(service), int(id), str(name))


def _plain(voice: Voice) -> list[str | int]:
    return [voice.service, voice.id, voice.name]


def _place(voice: Voice) -> tuple[str, int]:
    return voice.service, voice.id
