"""The commands of the Takes menu: hearing, choosing, making and promoting Takes."""

from __future__ import annotations

from studio.sentences import sentence
from ui.command import Command, Where

RETAKE = Command(sentence("ui.take_commands.retake", "&Retake"), ("Ctrl+R",), icon="retake")
NEXT_TAKE = Command(
    sentence("ui.take_commands.next_take", "Use the &next take"), ("Alt+Right",), Where.SCRIPT
)
PREVIOUS_TAKE = Command(
    sentence("ui.take_commands.previous_take", "Use the &previous take"),
    ("Alt+Left",),
    Where.SCRIPT,
)
COMPARE = Command(sentence("ui.take_commands.compare", "&Compare takes"), ("C",), icon="wave")
STOP = Command(sentence("ui.take_commands.stop", "&Stop making, keep what came"), ("Ctrl+.",))
TRY_NOW = Command(sentence("ui.take_commands.try_now", "Try to reach the &voice service now"))
MAKE_AGAIN = Command(
    sentence("ui.take_commands.make_again", "Make again what failed or broke off"), ("Ctrl+Alt+R",)
)
HEAR = tuple(
    Command(sentence(f"ui.take_commands.hear_{number}", f"Hear take {number}"), (str(number),))
    for number in range(1, 10)
)
PROMOTE_SELECTED = Command(
    sentence("ui.take_commands.promote_selected", "Make the selected lines by final voices…"),
    icon="make",
)
PROMOTE_SCENE = Command(
    sentence("ui.take_commands.promote_scene", "Make the s&cene by final voices…"),
    ("Ctrl+Shift+R",),
)
PROMOTE_APPROVED = Command(
    sentence("ui.take_commands.promote_approved", "Make the approved lines by final voices…")
)
PROMOTE_CHANGED = Command(
    sentence("ui.take_commands.promote_changed", "Make the changed lines by final voices…")
)
PROMOTE_ALL = Command(sentence("ui.take_commands.promote_all", "Make &all lines by final voices…"))
REPLACE_UNDERSTUDIES = Command(
    sentence("ui.take_commands.replace_understudies", "Replace all &understudies…")
)

LEDGER = Command(sentence("ui.take_commands.ledger", "&Ledger…"), ("Ctrl+Alt+L",), icon="money")
LENGTH_REPORT = Command(sentence("ui.take_commands.length_report", "Length report…"))

PROMOTING = (
    PROMOTE_SELECTED,
    PROMOTE_SCENE,
    PROMOTE_APPROVED,
    PROMOTE_CHANGED,
    PROMOTE_ALL,
    REPLACE_UNDERSTUDIES,
)
TAKES_MENU = (
    RETAKE,
    STOP,
    MAKE_AGAIN,
    TRY_NOW,
    None,
    NEXT_TAKE,
    PREVIOUS_TAKE,
    COMPARE,
    None,
    *PROMOTING,
    None,
    LENGTH_REPORT,
    LEDGER,
    None,
    *HEAR,
)
