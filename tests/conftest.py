"""The guards around every test, and coroutine tests on plain asyncio.

After each test nothing may be left behind: no log record at WARNING or above that the test did not
announce, no thread, no child process, no file descriptor, no asyncio task.
"""

from __future__ import annotations

import asyncio
import gc
import inspect
import logging
import os
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["sound", "screen"]

_TIME_LIMIT_SECONDS = 60.0

# A busy machine is no failure of what is tested. The same tree passes or fails every time;
# `--hypothesis-profile=wandering` looks for what nobody thought of.
settings.register_profile(
    "studio", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("wandering", settings.get_profile("studio"), derandomize=False)
settings.load_profile("studio")


@pytest.fixture(scope="session", autouse=True)
def _a_home_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests, and the programs they start, leave the user's settings, log and keys alone."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DIALOGUE_STUDIO_HOME", str(tmp_path_factory.mktemp("home")))
        patched.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        patched.delenv("DIALOGUE_STUDIO_API_KEY", raising=False)
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run an `async def` test on a fresh event loop; tasks it leaves behind fail it."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = pyfuncitem._fixtureinfo.argnames
    arguments = {name: pyfuncitem.funcargs[name] for name in names}
    asyncio.run(_run_and_look_for_tasks(pyfuncitem.obj, arguments))
    return True


async def _run_and_look_for_tasks(test: Any, arguments: dict[str, Any]) -> None:
    unhandled: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: unhandled.append(context))
    async with asyncio.timeout(_TIME_LIMIT_SECONDS):
        await test(**arguments)
    for _ in range(20):
        left = asyncio.all_tasks() - {asyncio.current_task()}
        if not left:
            break
        await asyncio.sleep(0.01)
    gc.collect()
    assert not left, f"tasks left behind: {left}"
    assert not unhandled, f"errors nobody awaited: {unhandled}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What happens in real time, heard, seen or marked so, gets two more tries, anything else one: other
    work on a shared machine can hold anything up, and that is no fault of ours. A fault fails every
    time, and each further try is named at the end."""
    for item in items:
        is_real = {"sound", "screen"} & set(getattr(item, "fixturenames", ()))
        by_the_clock = is_real or item.get_closest_marker("by_the_clock") is not None
        item.add_marker(pytest.mark.flaky(reruns=2 if by_the_clock else 1))


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def _no_unexpected_log_record(request: pytest.FixtureRequest) -> Iterator[None]:
    handler = _Records()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    allowed = [re.compile(mark.args[0]) for mark in request.node.iter_markers("allow_log")]
    unexpected = [
        f"{record.name} {record.levelname}: {record.getMessage()}"
        for record in handler.records
        if not any(pattern.search(record.getMessage()) for pattern in allowed)
    ]
    assert not unexpected, f"unexpected log records: {unexpected}"


def _children() -> set[int]:
    found: set[int] = set()
    for listing in Path("/proc/self/task").glob("*/children"):
        try:
            found.update(int(pid) for pid in listing.read_text().split())
        except FileNotFoundError:
            continue
    return found


def _descriptors() -> dict[int, str]:
    found = {}
    for entry in Path("/proc/self/fd").iterdir():
        try:
            found[int(entry.name)] = os.readlink(entry)
        except FileNotFoundError:
            continue
    return found


def _left(before: Any, look: Any) -> Any:
    """What `look()` still shows beyond `before`, once things have had a moment to end."""
    deadline = time.monotonic() + 2.0
    while True:
        after = look()
        left = {key: after[key] for key in after.keys() - before.keys()}
        if not left or time.monotonic() > deadline:
            return left
        gc.collect()
        time.sleep(0.01)


def _threads() -> dict[int, str]:
    return {
        thread.ident or 0: thread.name
        for thread in threading.enumerate()
        if not isinstance(thread, threading._DummyThread)
    }


def _processes() -> dict[int, str]:
    return {pid: f"process {pid}" for pid in _children()}


@pytest.fixture(autouse=True)
def _nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    if not Path("/proc/self/fd").is_dir():
        yield
        return
    looks = (_threads, _processes, _descriptors)
    before = [look() for look in looks]
    yield
    for known, look in zip(before, looks, strict=True):
        left = _left(known, look)
        assert not left, f"left behind: {left}"
