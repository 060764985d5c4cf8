"""The hints, in the order of a first hour: each is shown until what it speaks of was done. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from studio.sentences import Sentence, sentence
from ui import edit_commands, file_commands, transport_commands, view_commands
from ui.command import Command


@dataclass(frozen=True, slots=True, eq=False)
class Hint:
    """`name` is what is kept of it; `ways` are buttons, the first the one to press; `keys` are named
    in the words as they are set."""

    name: str
    words: Sentence
    ways: tuple[tuple[Sentence, Command], ...] = ()
    keys: Command | None = None


PLAY = Hint(
    "play",
    sentence("ui.hints.play", "This scene plays with local voices, free and offline."),
    (
        (sentence("ui.hints.play_it", "Play it"), transport_commands.PLAY),
        (sentence("ui.hints.write_own", "Write your own"), file_commands.NEW),
        (sentence("ui.hints.add_key", "Add a voice service key"), view_commands.PREFERENCES),
    ),
)
WRITE = Hint(
    "write",
    sentence(
        "ui.hints.write",
        "Press Enter on a line to change its words, and Enter again to write the next one. It is heard"
        " a moment later.",
    ),
    ((sentence("ui.hints.write_line", "Write a line"), edit_commands.NEW_LINE),),
)
CAST = Hint(
    "cast",
    sentence(
        "ui.hints.cast",
        "Every speaker can have another voice: press the name of the voice under Cast, at the left.",
    ),
)
EXPORT = Hint(
    "export",
    sentence("ui.hints.export", "When the scene sounds right, take it along as a sound file."),
    ((sentence("ui.hints.export_it", "Export"), file_commands.EXPORT),),
)
CUT_IN = Hint(
    "cut_in",
    sentence(
        "ui.hints.cut_in",
        "While it plays, press {keys} at the moment where the next speaker should cut in.",
    ),
    keys=transport_commands.CUT_IN,
)
RUNWAY = Hint(
    "runway",
    sentence(
        "ui.hints.runway",
        "The strips under the speakers show what can be heard next: solid is the final voice, half high"
        " the draft voice, hatched is still coming.",
    ),
)
HINTS = (PLAY, WRITE, CAST, EXPORT, CUT_IN, RUNWAY)


def next_hint(read: Collection[str]) -> Hint | None:
    """The first that was neither done nor closed."""
    return next((hint for hint in HINTS if hint.name not in read), None)
