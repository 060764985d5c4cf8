"""`bootstrap.py run` and `test`, from a fresh checkout to the program."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_checkout import PATHS, Checkout

SECOND_START_LIMIT_SECONDS = 0.5
NO_NETWORK = {"UV_OFFLINE": "1", "PIP_FIND_LINKS": "", "UV_FIND_LINKS": ""}


def _printed(checkout: Checkout, *arguments: str, **more: str) -> str:
    done = checkout.bootstrap(*arguments, **more)
    assert done.status == 0, done.said
    return done.printed.strip()


def _imports(checkout: Checkout, *names: str) -> bool:
    command = [str(checkout.python), "-P", "-c", f"import {', '.join(names)}"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_a_fresh_checkout_becomes_a_running_program(checkout: Checkout) -> None:
    """One command installs what the lock names and hands its further arguments to the program."""
    done = checkout.bootstrap("run", "doctor", "--json", "two words")
    assert (done.status, done.printed.strip()) == (0, "ui|doctor|--json|two words"), done.said
    assert "Installing the libraries of packaging/locks/run.txt" in done.said
    assert _imports(checkout, "needed", "studio", "ui")
    assert not (checkout.folder / ".venv.part").exists()


@pytest.mark.skipif("no uv" not in PATHS, reason="this Python brings no pip")
def test_without_uv_pip_does_it(checkout: Checkout) -> None:
    """A machine without uv, where none can be fetched, is served by the pip of its Python."""
    done = checkout.bootstrap("run", "x", PATH=PATHS["no uv"])
    assert (done.status, done.printed.strip()) == (0, "ui|x"), done.said
    assert "with pip" in done.said
    assert _imports(checkout, "needed", "ui")


def test_the_second_start_is_quick_and_needs_no_network(checkout: Checkout) -> None:
    """Once installed, the program begins within half a second, says nothing, and asks no network."""
    _printed(checkout, "run", "x")
    shortest = 60.0
    for _ in range(3):
        started = time.monotonic()
        done = checkout.bootstrap("run", "x", **NO_NETWORK, DISPLAY="")
        shortest = min(shortest, time.monotonic() - started)
        assert (done.status, done.said, done.printed) == (0, "", "ui|x\n")
    assert shortest < SECOND_START_LIMIT_SECONDS


def test_without_a_display_the_sample_scene_is_rendered(checkout: Checkout) -> None:
    """With no display it says so and renders the sample to `sample-scene.wav` in this folder."""
    sample = checkout.folder / "resources" / "samples" / "low-visibility.txt"
    for display in ("", ":4711", "nonsense"):
        done = checkout.bootstrap("run", DISPLAY=display)
        assert done.printed.strip() == f"studio|render|{sample}|-o|sample-scene.wav"
        assert "There is no display" in done.said


def test_a_file_cannot_be_opened_without_a_display(checkout: Checkout, tmp_path: Path) -> None:
    """It says so before anything is prepared, and how the file can be heard without a window."""
    script = tmp_path / "scene.txt"
    script.touch()
    checkout.bootstrap("run", str(script)).assert_one_sentence("no display", f"render {script} -o")
    assert not (checkout.folder / ".venv").exists()


@pytest.fixture
def display() -> Iterator[str]:
    """The name of a display of our own."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="displays of this kind are a Linux matter"
)
def test_with_a_display_the_window_opens_with_the_sample_scene(
    checkout: Checkout, display: str
) -> None:
    """With a display the program starts with the sample scene as its file."""
    sample = checkout.folder / "resources" / "samples" / "low-visibility.txt"
    assert _printed(checkout, "run", DISPLAY=display) == f"ui|{sample}"


def test_test_prepares_more_and_runs_every_check(checkout: Checkout) -> None:
    """`test` adds what checks need to what `run` made, and hands its arguments on."""
    _printed(checkout, "run", "x")
    assert not _imports(checkout, "for_tests")
    assert _printed(checkout, "test", "-k", "quick") == "checks|-k|quick"
    assert _imports(checkout, "needed", "for_tests")
    done = checkout.bootstrap("run", "x", **NO_NETWORK)
    assert (done.status, done.said) == (0, "")


def test_what_run_made_outlives_a_test_without_network(checkout: Checkout) -> None:
    """A `test` that finds no network leaves the program as startable as it was."""
    _printed(checkout, "run", "x")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/simple"
        indexes = {"UV_DEFAULT_INDEX": address, "PIP_INDEX_URL": address}
        refused = checkout.bootstrap(
            "test",
            **indexes,
            UV_NO_INDEX="0",
            PIP_NO_INDEX="0",
            PIP_FIND_LINKS="",
            UV_FIND_LINKS="",
        )
    refused.assert_one_sentence("network")
    assert _printed(checkout, "run", "x", **NO_NETWORK) == "ui|x"


def test_a_half_made_environment_is_noticed_and_made_again(checkout: Checkout) -> None:
    """Whatever an earlier run left, without its mark it counts for nothing."""
    _printed(checkout, "run", "x")
    (checkout.folder / ".venv" / "complete").unlink()
    leftover = checkout.folder / ".venv" / "leftover"
    leftover.touch()
    done = checkout.bootstrap("run", "x")
    assert done.printed.strip() == "ui|x"
    assert "Making .venv again" in done.said
    assert not leftover.exists()


def test_an_interpreter_that_went_away_is_noticed(checkout: Checkout) -> None:
    """A `.venv` whose Python was removed from the system is made again."""
    _printed(checkout, "run", "x")
    checkout.python.unlink()
    checkout.python.symlink_to("/nowhere/python")
    assert _printed(checkout, "run", "x") == "ui|x"


def test_killed_while_installing(checkout: Checkout) -> None:
    """Killed with no chance to tidy up, the next start makes it whole."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        silent.settimeout(30)
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/simple"
        more = {"UV_DEFAULT_INDEX": address, "PIP_INDEX_URL": address}
        environment = checkout.environment(
            {
                **more,
                "UV_NO_INDEX": "0",
                "PIP_NO_INDEX": "0",
                "PIP_FIND_LINKS": "",
                "UV_FIND_LINKS": "",
            }
        )
        running = subprocess.Popen(
            checkout.command("run", "x"),
            env=environment,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        asked, _ = silent.accept()
        os.killpg(running.pid, signal.SIGKILL)
        running.wait(10)
        asked.close()
    assert _printed(checkout, "run", "x") == "ui|x"


def test_a_changed_lock_is_followed(checkout: Checkout) -> None:
    """After an update of the checkout the next start installs what the lock now names."""
    _printed(checkout, "run", "x")
    checkout.lock("run", checkout.offer("needed", "2.0"), checkout.offer("new_one"))
    assert _printed(checkout, "run", "x") == "ui|x"
    asked = [str(checkout.python), "-c", "import needed, new_one; print(needed.VERSION)"]
    assert subprocess.check_output(asked, text=True).strip() == "2.0"


def test_a_moved_checkout_still_runs(checkout: Checkout) -> None:
    """Nothing in `.venv` that the program needs knows where the checkout was."""
    _printed(checkout, "run", "x")
    moved = Checkout(checkout.folder.parent / "anderswo", checkout.wheels)
    checkout.folder.rename(moved.folder)
    assert _printed(moved, "run", "x", **NO_NETWORK) == "ui|x"


def test_the_environment_has_a_dialogue_studio_command(checkout: Checkout, tmp_path: Path) -> None:
    """`.venv/bin/dialogue-studio` starts the program, also through a link from elsewhere."""
    _printed(checkout, "run", "x")
    link = tmp_path / "studio-link"
    link.symlink_to(checkout.python.with_name("dialogue-studio"))
    printed = subprocess.check_output([link, "two words"], text=True, cwd="/")
    assert printed == "ui|two words\n"


@pytest.mark.parametrize("arguments", [(), ("walk",), ("--fast",)])
def test_anything_else_is_a_usage_error(checkout: Checkout, arguments: tuple[str, ...]) -> None:
    """A word it does not know is answered with how it is used, and status 64."""
    done = checkout.bootstrap(*arguments)
    assert done.status == 64
    assert done.said.startswith("usage:")
    assert not (checkout.folder / ".venv").exists()
