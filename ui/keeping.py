"""What is kept for a person's convenience, written aside: a slow disk never holds the window up."""

from __future__ import annotations

import asyncio
import logging

from studio.errors import StorageError
from studio.kept_values import keep

_log = logging.getLogger(__name__)


def keep_aside(name: str, value: object) -> None:
    """Keep it in the background, or at once where the window does not live yet or any more."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        _keep(name, value)
    else:
        loop.run_in_executor(None, _keep, name, value)


def _keep(name: str, value: object) -> None:
    try:
        keep(name, value)
    except StorageError as error:
        _log.info("what is only convenient was not kept: %s", error)
