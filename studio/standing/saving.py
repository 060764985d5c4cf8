"""Whether what was edited is on the disk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from studio.sentences import Message


class SavingState(Enum):
    """`SAVED`: the file says what is shown; `SAVING`: it will in a moment; `NOT_SAVED`: it cannot be
    written to at present, and is tried again; `READ_ONLY`: it is only read."""

    SAVED = "saved"
    SAVING = "saving"
    NOT_SAVED = "not saved"
    READ_ONLY = "read only"


@dataclass(frozen=True, slots=True)
class SavingStanding:
    """`at`: when the file was last written, as far as is known; `because`: why it cannot be."""

    state: SavingState
    at: datetime | None = None
    because: Message | None = None
