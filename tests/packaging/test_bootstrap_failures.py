"""What may go wrong on a person's machine ends in one clear sentence and a status, never a traceback."""

from __future__ import annotations

import ast
import fcntl
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import apt_packages
import environment
import failures
import installers
import pytest
import system_needs
from small_checkout import PATHS, ROOT, Checkout, Finished

BOOTSTRAP = ROOT / "packaging" / "bootstrap.py"
KILOBYTE = 1024


def test_an_old_python_is_told_that_it_is_too_old() -> None:
    """A Python before 3.11 gets one sentence that names it, the version needed and what to type."""
    pretend = (
        "import runpy, sys; sys.version_info = (3, 8, 10, 'final', 0); "
        "sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", pretend, str(BOOTSTRAP), "run"],
        capture_output=True,
        text=True,
        check=False,
    )
    Finished(done.returncode, done.stderr, done.stdout).assert_one_sentence(
        "needs Python 3.11 or newer", "Python 3.8", "python3.11 packaging/bootstrap.py run"
    )


def test_an_old_python_can_read_the_file_that_tells_it() -> None:
    """The first file has no word in it that a Python of 2016 would stumble over."""
    source = BOOTSTRAP.read_text(encoding="ascii")
    tree = ast.parse(source, feature_version=(3, 7))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.FunctionDef, ast.Match)
    assert not [node for node in ast.walk(tree) if isinstance(node, newer)]


def _closed_port() -> str:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{closed.getsockname()[1]}"


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())
def test_no_network_on_the_first_start(checkout: Checkout, path: str) -> None:
    """Where nothing can be fetched it says that the first start needs the internet, and tidies up."""
    address = f"http://{_closed_port()}/simple"
    checkout.bootstrap(
        "run", **_only_from(address), PATH=path, UV_HTTP_RETRIES="0"
    ).assert_one_sentence("there is no network", "connect this computer to the internet")
    assert not list(checkout.folder.glob(".venv*"))


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())
def test_a_proxy_variable_that_leads_nowhere(checkout: Checkout, path: str) -> None:
    """The proxy and the variable that names it are named; the password in it is not."""
    done = checkout.bootstrap(
        "run",
        **_only_from("https://index.invalid/simple"),
        HTTPS_PROXY=f"http://anna:hunter2@{_closed_port()}",
        PATH=path,
        UV_HTTP_RETRIES="0",
    )
    done.assert_one_sentence("through the proxy http://127.0.0.1:", "HTTPS_PROXY", "unset")
    assert "hunter2" not in done.said


def _only_from(address: str) -> dict[str, str]:
    nothing_here = {
        "PIP_FIND_LINKS": "",
        "UV_FIND_LINKS": "",
        "PIP_NO_INDEX": "0",
        "UV_NO_INDEX": "0",
    }
    return {**nothing_here, "UV_DEFAULT_INDEX": address, "PIP_INDEX_URL": address}


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())
def test_a_disk_that_fills_up_on_the_way(checkout: Checkout, path: str) -> None:
    """When no more can be written it says that the disk is full, and gives back what it took."""
    checkout.lock("run", checkout.offer("needed", megabytes=6))
    # The limit stands for the end of the disk: the write in the middle of the large file fails.
    limited = f'ulimit -f {4_000_000 // KILOBYTE}; exec "$@"'
    limited_checkout = Checkout(checkout.folder, checkout.wheels, ("bash", "-c", limited, "bash"))
    limited_checkout.bootstrap("run", PATH=path).assert_one_sentence("is full", "free some room")
    assert not list(checkout.folder.glob(".venv*"))


def test_a_disk_too_small_to_begin(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too little room is said before anything is begun, with what there is and what it takes."""
    free_mb = shutil.disk_usage(checkout.folder).free // 1_000_000
    monkeypatch.setitem(environment._NEEDED_MB, "run", free_mb * 10)
    with pytest.raises(
        failures.Failure, match=rf"MB free .* takes {free_mb * 10} MB: free some room"
    ):
        environment.check_place(checkout.folder, "run")


@pytest.fixture
def sealed(checkout: Checkout) -> Iterator[Checkout]:
    """The checkout with its folder closed to writing, also to an administrator."""
    without_privilege = ("setpriv", "--bounding-set=-dac_override") if os.geteuid() == 0 else ()
    checkout.folder.chmod(0o555)
    yield Checkout(checkout.folder, checkout.wheels, without_privilege)
    checkout.folder.chmod(0o755)


def test_a_read_only_checkout(sealed: Checkout) -> None:
    """A folder that cannot be written is named, with what to do."""
    sealed.bootstrap("run").assert_one_sentence(f"{sealed.folder} cannot be written", "copy")


def test_a_read_only_checkout_that_was_prepared_before(checkout: Checkout) -> None:
    """Once prepared, nothing needs to be written any more."""
    assert checkout.bootstrap("run", "x").status == 0
    prefix = ("setpriv", "--bounding-set=-dac_override") if os.geteuid() == 0 else ()
    checkout.folder.chmod(0o555)
    try:
        done = Checkout(checkout.folder, checkout.wheels, prefix).bootstrap("run", "x")
    finally:
        checkout.folder.chmod(0o755)
    assert (done.status, done.printed) == (0, "ui|x\n")


def test_a_library_that_is_not_what_was_promised(checkout: Checkout) -> None:
    """A download with other contents than the lock's hash is refused and nothing is left of it."""
    promised = checkout.offer("needed")
    checkout.offer("needed", megabytes=1)
    checkout.lock("run", promised)
    checkout.bootstrap("run").assert_one_sentence("refused", "packaging/locks")
    assert not (checkout.folder / ".venv").exists()


def test_a_library_that_is_not_offered_for_this_computer(checkout: Checkout) -> None:
    """It names which computers and Pythons the libraries are offered for."""
    checkout.lock("run", "nobody_made_this==1.0 --hash=sha256:" + "0" * 64)
    checkout.bootstrap("run").assert_one_sentence("not offered for this computer", "CPython 3.11")


LACKING = (
    system_needs.Need("libnothing9", library="libnothing-at-all.so.9"),
    system_needs.Need("nothing-utils", program="nothing-at-all"),
)


def test_what_the_system_lacks_is_found_by_what_it_brings() -> None:
    """A library counts as here when the loader finds it, a program when it is on the path."""
    here = (
        system_needs.Need("libc6", library="libc.so.6"),
        system_needs.Need("dash", program="sh"),
        system_needs.Need("base-files", file="/etc/*release"),
    )
    assert system_needs.missing((*here, *LACKING)) == LACKING


def test_without_administrator_it_stops_with_the_one_command(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is asked for a password: the command that installs all that lacks is printed."""
    monkeypatch.setattr(apt_packages, "_as_administrator", lambda: None)
    monkeypatch.setattr(shutil, "which", lambda program: f"/usr/bin/{program}")
    monkeypatch.setattr(apt_packages, "_name_here", lambda package: package)
    with pytest.raises(failures.Failure) as stopped:
        apt_packages.provide(LACKING, os.environ, checkout.folder)
    sentence, command = str(stopped.value).split("\n")
    assert "libnothing9, nothing-utils" in sentence
    assert command == (
        "  sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends "
        "libnothing9 nothing-utils'"
    )


def test_where_there_is_no_apt_it_names_what_lacks(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other distributions are told the files, for their packages have other names."""
    monkeypatch.setenv("PATH", str(checkout.folder))
    with pytest.raises(failures.Failure, match=r"needs libnothing-at-all\.so\.9, nothing-at-all"):
        apt_packages.provide(LACKING, os.environ, checkout.folder)


@pytest.mark.skipif(
    not shutil.which("apt-get") or os.geteuid() != 0,
    reason="only an administrator's apt takes locks",
)
def test_apt_locked_by_another_process(checkout: Checkout, tmp_path: Path) -> None:
    """Another program that installs packages just now is named, and waiting for it is the remedy."""
    status = tmp_path / "status"
    status.touch()
    settings = tmp_path / "apt.conf"
    settings.write_text(
        f'Dir::State "{tmp_path}";\nDir::State::status "{status}";\n'
        'Dir::Etc::sourcelist "/dev/null";\nDir::Etc::sourceparts "/dev/null";\n'
    )
    with (tmp_path / "lock-frontend").open("w") as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX)
        with pytest.raises(failures.Failure) as stopped:
            apt_packages.provide(
                LACKING, {**os.environ, "APT_CONFIG": str(settings)}, checkout.folder
            )
    assert f"another program (process {os.getpid()}" in str(stopped.value)
    assert "wait until it has finished" in str(stopped.value)


APT_WORDS = {
    "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 812 (unattended-upgr)\n"
    "E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process "
    "using it?": r"another program \(process 812 \(unattended-upgr\)\) is installing",
    "E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem.": "interrupted: run",
    "Err:1 http://archive.invalid bookworm InRelease\n  Temporary failure resolving 'archive.invalid'": "there is no network",
    "E: Unable to locate package libnothing9": "apt knows no package",
    "E: You don't have enough free space in /var/cache/apt/archives/.": "is full",
}


@pytest.mark.parametrize("words", APT_WORDS, ids=lambda words: words[:24])
def test_the_words_of_apt_become_a_sentence(checkout: Checkout, words: str) -> None:
    """What apt says when it gives up is told as cause and remedy."""
    failure = apt_packages._apt_failure(words, ["libnothing9"], {}, checkout.folder)
    with pytest.raises(failures.Failure, match=APT_WORDS[words]):
        raise failure


def test_a_python_without_pip_asks_for_the_package_that_has_it(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Debian's bare Python cannot install anything: `python3.N-venv` is then one of the needs."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setenv("PATH", "")
    assert not installers.can_install(checkout.folder)
    assert system_needs.python_venv().package == "python{}.{}-venv".format(*sys.version_info)
