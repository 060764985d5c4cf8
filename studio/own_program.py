"""How this program starts itself again as a child: the same code, told a verb."""

from __future__ import annotations

import sys


def own_program(*arguments: str, window: bool = False) -> tuple[str, ...]:
    """The command line that runs this program with `arguments`, in a checkout, a wheel or a bundle;
    with a `window` when they name what to open.

    `-P` keeps the folder the user happens to stand in off the import path.
    """
    if getattr(sys, "frozen", False):
        return (sys.executable, *arguments)
    return (sys.executable, "-P", "-m", "ui" if window else "studio", *arguments)
