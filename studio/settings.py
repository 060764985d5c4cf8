"""What a user set once for all projects, in one small file people can read.

The file never stops the program: what cannot be understood is set aside and said. The API key is
not among the settings; see `secrets`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType

from studio.atomic_file import write_atomically
from studio.errors import StorageError
from studio.folders import make_folder, settings_folder
from studio.sentences import Message, sentence

_set_aside = sentence(
    "settings.set-aside",
    "Your settings could not be read: {reason}. The usual ones are in use; the file was kept as"
    " {aside}, in case you want something from it.",
)
_in_the_way = sentence(
    "settings.in-the-way",
    "Your settings could not be read: {reason}. The usual ones are in use. Mend or remove {path}, or"
    " the next change of a setting replaces it.",
)
_partly = sentence(
    "settings.partly",
    "Some settings made no sense and are as usual again: {names}. The file as it was is kept as"
    " {aside}.",
)
_partly_in_the_way = sentence(
    "settings.partly-in-the-way",
    "Some settings made no sense and are as usual for now: {names}. Mend {path}, or the next change"
    " of a setting replaces it.",
)
_broken_at = sentence(
    "settings.broken-at", "what stands in line {line}, column {column} makes no sense"
)
_no_text = sentence("settings.no-text", "the file is no text")
_no_settings = sentence("settings.no-settings", "the file holds no settings")


@dataclass(frozen=True, slots=True)
class Settings:
    """One immutable value; change it with `dataclasses.replace` and save it.

    Each field is a text, a number or a truth, and has a value that suits most people.
    """

    theme: str = field(
        default="system", metadata={"choices": ("system", "dark", "light", "contrast")}
    )
    language: str = ""
    """Of the interface, such as `de`; empty is the system's."""
    output_device: str = ""
    """Its name; empty is the system's."""
    service_address: str = ""
    """Where the voice service answers; empty is where it usually does."""

    service_model: str = ""
    """The model that speaks; empty is the service's own."""
    service_connections: int = 3
    """How many connections to the service there may be, with twenty contexts each."""
    repeat_unknown: int = 0
    """How many Lines that may have been charged are asked for again by themselves in one run."""
    look_ahead_seconds: int = 30
    look_ahead_lines: int = 8
    day_budget: int = 0
    """In thousandths of a cent, for all projects; 0 sets no limit."""
    price_per_minute: int = 0
    """In thousandths of a cent, as the user knows it; 0 is not known."""

    service_region: str = field(default="", metadata={"choices": ("", "eu", "us", "global")})
    """Where the service is asked; empty is what the key says. An address beats it."""
    service_contexts: int = 20
    """How many contexts there may be on each connection."""
    text_zoom: int = 100
    """How large script and panels are written, in percent."""
    compact_rows: bool = False
    """Whether the rows of the script are as low as their words allow."""
    window_scale: int = 100
    """How large everything is, in percent; holds from the next start on."""

    unknown: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    """What another version of the program wrote; saved again untouched."""


_KNOWN = {each.name: each for each in fields(Settings) if each.name != "unknown"}


def settings_file() -> Path:
    return settings_folder() / "settings.json"


def load_settings() -> tuple[Settings, Message | None]:
    """The settings as they were saved, and what to tell the user if not all could be read."""
    path = settings_file()
    try:
        content = path.read_bytes()
        values = _parsed(content)
    except FileNotFoundError:
        return Settings(), None
    except OSError as error:
        return Settings(), _put_away(path, error.strerror or str(error))
    except (ValueError, RecursionError) as error:
        return Settings(), _put_away(path, _reason(error))
    settings, senseless = _understood(values)
    return settings, _keep_copy(path, content, settings, senseless) if senseless else None


def save_settings(settings: Settings) -> None:
    """Put them on the disk; raises StorageError, and then what was saved before still is."""
    values = dict(settings.unknown)
    for name, known in _KNOWN.items():
        if getattr(settings, name) != known.default:
            values[name] = getattr(settings, name)
    text = json.dumps(values, indent=2, sort_keys=True) + "\n"
    make_folder(settings_folder())
    write_atomically(settings_file(), text.encode("ascii"))


def change_settings(current: Settings, values: Mapping[str, object]) -> None:
    """Put these values on the disk, beside what another window of the program saved there; where
    nothing can be read, `current` is saved. Raises StorageError as `save_settings` does."""
    try:
        saved, senseless = _understood(_parsed(settings_file().read_bytes()))
    except (OSError, ValueError, RecursionError):
        saved, senseless = current, []
    base = current if senseless else saved
    save_settings(replace(base, **values))  # type: ignore[arg-type]


def _parsed(content: bytes) -> dict[str, object]:
    values = json.loads(content.decode("utf-8-sig"))
    if not isinstance(values, dict):
        raise ValueError("no object")
    return values


def _reason(error: ValueError | RecursionError) -> Message:
    match error:
        case json.JSONDecodeError():
            return _broken_at(line=error.lineno, column=error.colno)
        case UnicodeDecodeError():
            return _no_text()
        case _:
            return _no_settings()


def _understood(values: dict[str, object]) -> tuple[Settings, list[str]]:
    """The settings, and the names of those whose values make no sense."""
    senseless = [name for name in _KNOWN if name in values and not _fits(name, values[name])]
    known = {name: values[name] for name in _KNOWN if name in values and name not in senseless}
    unknown = {name: value for name, value in values.items() if name not in _KNOWN}
    return Settings(unknown=MappingProxyType(unknown), **known), senseless  # type: ignore[arg-type]


def _fits(name: str, value: object) -> bool:
    known = _KNOWN[name]
    # `type is`: to Python, True is a number.
    return type(value) is type(known.default) and value in known.metadata.get("choices", (value,))


def _put_away(path: Path, reason: Message | str) -> Message:
    aside = _free_name(path)
    try:
        os.replace(path, aside)
    except OSError:
        return _in_the_way(reason=reason, path=path)
    return _set_aside(reason=reason, aside=aside)


def _keep_copy(path: Path, content: bytes, settings: Settings, senseless: list[str]) -> Message:
    """Keep the file as it was; what made sense in it is saved anew, or this would be said for ever."""
    aside, names = _free_name(path), ", ".join(senseless)
    try:
        write_atomically(aside, content)
        save_settings(settings)
    except StorageError:
        return _partly_in_the_way(names=names, path=path)
    return _partly(names=names, aside=aside)


def _free_name(path: Path) -> Path:
    number = 1
    while True:
        aside = path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")
        if not aside.exists():
            return aside
        number += 1
