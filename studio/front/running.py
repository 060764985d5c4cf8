"""What is there before anything runs, and what then runs: shared by the parts behind the front door."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.document.values import Document

if TYPE_CHECKING:
    from studio.front.machinery import Machinery
    from studio.front.making import Making
    from studio.front.open_project import OpenProject


@dataclass(slots=True)
class Running:
    """`machinery` is None before the start and after the end, `project` before one is shown."""

    document: Callable[[], Document]
    machinery: Machinery | None = None
    project: OpenProject | None = None

    @property
    def making(self) -> Making | None:
        return None if self.machinery is None else self.machinery.making
