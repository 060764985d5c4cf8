"""What the command line promises the shell, whatever the verb."""

from __future__ import annotations

import argparse
import ast
import os
import pkgutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from studio import commands
from studio.commands import VERBS, is_verb, load_verb, main
from studio.errors import InputError
from studio.folders import HOME_VARIABLE
from studio.own_program import own_program
from studio.redaction import remember_secret
from studio.sentences import sentence

_trial = sentence("test.trial", "The trial {name} failed: it was meant to. Leave it.")


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[argparse.Namespace], int]], None]:
    """Makes a verb `trial-run` that does what the test hands over."""

    def make(run: Callable[[argparse.Namespace], int]) -> None:
        def add_arguments(parser: argparse.ArgumentParser) -> None:
            parser.add_argument("script")
            parser.add_argument("--number", type=int, default=1)

        module = ModuleType("studio.commands.trial_run")
        vars(module).update(SUMMARY="Try something.", add_arguments=add_arguments, run=run)
        monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setattr(commands, "VERBS", (*VERBS, "trial-run"))

    return make


def program(*words: str) -> tuple[int, str, str]:
    """Run the real thing as its own process: status, stdout, stderr."""
    done = subprocess.run(
        own_program(*words), capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_the_table_names_what_lies_in_the_folder() -> None:
    """Every module of the folder is a verb of the table, and every verb has its module."""
    modules = {found.name for found in pkgutil.iter_modules(commands.__path__)}
    assert {word.replace("-", "_") for word in VERBS} == modules
    assert len(set(VERBS)) == len(VERBS)


@pytest.mark.parametrize("word", VERBS)
def test_every_verb_keeps_the_convention(word: str) -> None:
    """A verb has one short line of summary or None, takes arguments, runs, and explains itself."""
    verb = load_verb(word)
    assert verb.SUMMARY is None or (verb.SUMMARY and "\n" not in verb.SUMMARY)
    assert len(verb.SUMMARY or "") <= 90
    assert is_verb(word)
    assert "_" not in word
    status, out, err = program(word, "--help")
    assert (status, err) == (0, "")
    assert f"dialogue-studio {word}" in out


def test_help_lists_the_verbs_a_person_may_use() -> None:
    """`--help` shows each public verb with its summary, and none of the hidden ones."""
    status, out, err = program("--help")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    for word in VERBS:
        summary = load_verb(word).SUMMARY
        shown = [line for line in lines if line.startswith(f"  {word} ")]
        assert len(shown) == (1 if summary else 0)
        assert all(line.endswith(str(summary)) for line in shown)
    assert all(len(line) <= 120 for line in lines)


def test_the_version_is_told() -> None:
    """`--version` says the name and a number."""
    status, out, err = program("--version")
    assert (status, err) == (0, "")
    assert out.startswith("Dialogue Studio ")
    assert out.split()[-1][0].isdigit()


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["rendr"],
        ["x" * 300],
        ["\0"],
        ["--verbose"],
        ["trial-run"],
        ["trial-run", "x", "--number", "many"],
    ],
)
def test_a_command_line_without_sense_exits_64(
    words: list[str],
    trial: Callable[[Callable[[argparse.Namespace], int]], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One sentence on stderr says what is wrong and where help is; nothing is done."""
    trial(lambda arguments: pytest.fail("it ran"))
    assert main(words) == 64
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "--help` " in err
    assert err[0].isupper()


def test_a_verb_misspelt_is_guessed(
    trial: Callable[[Callable[[argparse.Namespace], int]], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A near miss is answered with the verb that was probably meant."""
    trial(lambda arguments: 0)
    assert main(["trialrun"]) == 64
    assert "did you mean 'trial-run'?" in capsys.readouterr().err


def test_a_file_that_is_missing_is_not_only_called_a_missing_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A word that is neither says both; a file given where only verbs go is not called missing."""
    assert main([str(tmp_path / "scene.txt")]) == 64
    assert "neither a command nor a file" in capsys.readouterr().err
    (tmp_path / "scene.txt").write_text("")
    assert main([str(tmp_path / "scene.txt")]) == 64
    assert "There is no command" in capsys.readouterr().err


def test_a_verb_gets_its_arguments_and_gives_its_status(
    trial: Callable[[Callable[[argparse.Namespace], int]], None],
) -> None:
    """What stands behind the verb reaches it parsed; what it returns is the exit status."""
    seen: list[argparse.Namespace] = []

    def run(arguments: argparse.Namespace) -> int:
        seen.append(arguments)
        return 7

    trial(run)
    assert main(["trial-run", "scene.txt", "--number", "3"]) == 7
    assert (seen[0].script, seen[0].number) == ("scene.txt", 3)


def test_an_error_a_person_can_act_on_is_one_sentence(
    trial: Callable[[Callable[[argparse.Namespace], int]], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A StudioError ends with status 2 and its sentence alone, secrets hidden."""
    remember_secret("SENTINEL-5c8e")

    def run(arguments: argparse.Namespace) -> int:
        raise InputError(_trial(name="SENTINEL-5c8e"))

    trial(run)
    assert main(["trial-run", "x"]) == 2
    assert capsys.readouterr() == ("", "The trial •••• failed: it was meant to. Leave it.\n")


@pytest.mark.allow_log("met a fault")
def test_a_fault_of_the_program_is_owned_up_to(
    tmp_path: Path,
    trial: Callable[[Callable[[argparse.Namespace], int]], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Anything else ends with status 70, one line, and the whole story in the log it names."""
    remember_secret("SENTINEL-5c8e")

    def run(arguments: argparse.Namespace) -> int:
        raise RuntimeError("broke\nat SENTINEL-5c8e")

    trial(run)
    assert main(["trial-run", "x"]) == 70
    out, err = capsys.readouterr()
    log = tmp_path / "log" / "dialogue-studio.log"
    assert out == ""
    assert err.count("\n") == 1
    assert "RuntimeError (broke at ••••)" in err
    assert str(log) in err
    assert "Traceback" in log.read_text()
    assert "SENTINEL" not in log.read_text()


def test_ctrl_c_exits_130(
    trial: Callable[[Callable[[argparse.Namespace], int]], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Stopping a verb is no error and prints nothing."""

    def run(arguments: argparse.Namespace) -> int:
        raise KeyboardInterrupt

    trial(run)
    assert main(["trial-run", "x"]) == 130
    assert capsys.readouterr() == ("", "")


def test_a_reader_who_leaves_is_no_trouble() -> None:
    """With stdout closed by whoever read it, the program ends without a word."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            own_program("--help"), stdout=writer, stderr=subprocess.PIPE, timeout=60, check=False
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


def test_letters_the_terminal_lacks_are_no_trouble() -> None:
    """On a terminal that knows only ASCII foreign letters are escaped, not stumbled over."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(
        own_program("Zoë"), capture_output=True, text=True, timeout=60, check=False, env=environment
    )
    assert done.returncode == 64
    assert "Zo\\xeb" in done.stderr


@pytest.mark.parametrize("word", ["--help", *VERBS])
def test_no_verb_imports_qt_or_heavy_things_to_be_asked(word: str) -> None:
    """Listing verbs or asking one for its help loads no Qt, numbers, sound, sockets or key ring."""
    asked = [word] if word == "--help" else [word, "--help"]
    code = (
        "import sys; from studio.commands import main; main(sys.argv[1:]);"
        "print(sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, *asked],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    loaded = set(ast.literal_eval(done.stderr))
    heavy = {"PySide6", "qasync", "numpy", "sounddevice", "soundfile", "websockets", "httpx"}
    assert not loaded & (heavy | {"keyring", "sqlite3", "asyncio", "ui"})


def test_asking_whether_a_word_is_a_verb_is_cheap() -> None:
    """The window may ask before it opens: no verb is imported for that."""
    code = (
        "import sys; from studio.commands import is_verb; assert not is_verb('scene.dialogue');"
        "print([name for name in sys.modules if name.startswith('studio.commands.')])"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")
