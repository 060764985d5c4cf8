"""From the files of older versions to ours: one function per step, plain dict in, plain dict out.

`UPGRADES[n]` makes of a Document as version n wrote it one as version n + 1 writes it. Nothing is
ever taken out of this table: old projects are opened for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from studio.project.plain_document import Plain

Upgrade = Callable[[Plain], Plain]

UPGRADES: Mapping[int, Upgrade] = {}
"""The first version is the only one so far."""


def upgraded(plain: Plain, version: int, to_version: int) -> Plain:
    """`plain`, written by `version`, as `to_version` writes it."""
    for step in range(version, to_version):
        plain = UPGRADES[step](plain)
    return plain
