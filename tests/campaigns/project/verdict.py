"""Whether a project has everything its bot was told to be saved, and nothing that never was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from studio.errors import StorageError
from studio.project.inspection import inspect
from studio.project.opening import open_file
from studio.project.take_rows import read_partial, read_take
from studio.takes.recipe import TakeKey
from tests.campaigns.project.bot import fingerprint, number_of, rows, sound


def faults(project: Path, diary: Path) -> Iterator[str]:
    """Every promise that was broken; none when all is well."""
    told = rows(diary)
    try:
        found = inspect(project)
    except StorageError as error:
        yield f"does not open: {error}"
        return
    if found.findings:
        yield f"is damaged: {found.findings}"
    announced = {row["state"]: row["fingerprint"] for row in told if "fingerprint" in row}
    number = number_of(found.document)
    saved = max(
        (int(str(row["state"])) for row in told if "saved" in row and "state" in row), default=0
    )
    if number < saved:
        yield f"state {saved} was told to be saved, {number} was found"
    if number and announced.get(number) != fingerprint(found.document):
        yield f"state {number} is none that was ever announced"
    yield from _take_faults(project, told)


def _take_faults(project: Path, told: list[dict[str, object]]) -> Iterator[str]:
    opened = open_file(project, to_write=False, now=datetime.now(UTC))
    try:
        for row in told:
            if "saved" not in row:
                continue
            if "take" in row:
                key, count = TakeKey(str(row["take"])), int(str(row["samples"]))
                take = read_take(opened.database, key)
                if take is None or not np.array_equal(take.samples, sound(key, count)):
                    yield f"the take {key[-8:]} was told to be saved and is not there as it was"
            elif "partial" in row:
                key, count = TakeKey(str(row["partial"])), int(str(row["samples"]))
                take = read_partial(opened.database, key)
                whole = sound(key, int(str(row["of"])))
                if take is None or not np.array_equal(take.samples[:count], whole[:count]):
                    yield f"{count} samples of {key[-8:]} were told to be saved and are not there"
    finally:
        opened.database.close()
        opened.release()
