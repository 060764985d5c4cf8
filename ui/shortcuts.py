"""Which keys give which command: the usual ones, and what a person changed. Pure: knows no Qt.

Keys are written as Qt writes them for files, such as `Ctrl+Shift+P`. What is kept names a command by
the id of its words, so that it holds in every language and version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ui.command import Command, Where

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shortcuts:
    """`changed` holds only the commands whose keys are not the usual ones."""

    table: tuple[Command, ...]
    changed: Mapping[Command, Keys]

    def keys(self, command: Command) -> Keys:
        return self.changed.get(command, command.keys)

    def with_keys(self, command: Command, keys: Iterable[str]) -> Shortcuts:
        """These keys, and no others, give the command."""
        wanted = tuple(dict.fromkeys(keys))
        others = {each: had for each, had in self.changed.items() if each is not command}
        if wanted != command.keys:
            others[command] = wanted
        return Shortcuts(self.table, others)

    def taken_from(self, holders: Iterable[Command], key: str) -> Shortcuts:
        """Nobody of these has the key any more."""
        now = self
        for holder in holders:
            now = now.with_keys(holder, [each for each in now.keys(holder) if each != key])
        return now

    def who_has(self, key: str, besides: Command) -> tuple[Command, ...]:
        """The commands whose keys work in the same place and are the same."""
        return tuple(
            each
            for each in self.table
            if each is not besides and key in self.keys(each) and _meet(each.where, besides.where)
        )


def _meet(one: Where, other: Where) -> bool:
    return one is other or Where.WINDOW in (one, other)


def from_kept(table: Sequence[Command], kept: object) -> Shortcuts:
    """What was kept; a command or a key that nobody knows any more is passed over."""
    found = kept if isinstance(kept, Mapping) else {}
    changed: dict[Command, Keys] = {}
    for command in table:
        keys = found.get(command.words.id)
        if isinstance(keys, list) and all(isinstance(key, str) and key for key in keys):
            changed[command] = tuple(keys)
    return Shortcuts(tuple(table), changed)


def to_keep(shortcuts: Shortcuts) -> dict[str, list[str]]:
    return {command.words.id: list(keys) for command, keys in shortcuts.changed.items()}
