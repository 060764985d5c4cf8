"""An edit that a panel asks for: done, or said why not."""

from __future__ import annotations

from collections.abc import Callable

from studio.document.history import StepName
from studio.document.values import Document
from studio.errors import StudioError
from studio.studio import Studio
from ui import problems


def edit(studio: Studio, name: StepName, change: Callable[[Document], Document]) -> bool:
    """Whether it could be done; if not, the reason is reported."""
    try:
        studio.edit(name, change)
    except StudioError as error:
        problems.report(error)
        return False
    return True
