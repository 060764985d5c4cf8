"""All checks, in the order they are shown. What may hang or crash runs in children, all at once."""

from __future__ import annotations

from studio.commands.doctor.check import Check
from studio.commands.doctor.machine import database, disk, folders, program, window_library
from studio.commands.doctor.probes import ask_all


def all_checks() -> tuple[Check, ...]:
    probed = ask_all()
    return (program(), window_library(), database(), *probed, folders(), disk())
