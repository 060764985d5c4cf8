"""The command line: which verbs there are, and what all of them promise the shell. Knows no Qt.

A verb is a module of this folder, named like the verb with underscores for dashes, that has

    SUMMARY: str | None     its line in `--help`, without a full stop; None hides a verb that only the
                            program itself calls
    add_arguments(parser: argparse.ArgumentParser) -> None
    run(arguments: argparse.Namespace) -> int       the exit status

Only the verb that was asked for is imported; what is heavy it imports inside `run`, because `--help`
asks every verb for its summary.

Exit status: 0 done, 1 as the verb says, 2 something went wrong and one sentence on stderr says what,
64 the command line makes no sense, 70 a fault in the program, 130 stopped with Ctrl+C, 141 whoever
read the output has left.
"""

from __future__ import annotations

import argparse
import errno
import importlib
import io
import logging
import os
import sys
import typing
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, Protocol

from studio import __version__
from studio.errors import InputError, StudioError
from studio.sentences import Message, sentence

# Telling beats looking: a bundle has no folder to look into. A test holds this against the folder.
VERBS = (
    "render",
    "cast",
    "speak",
    "serve",
    "voices",
    "check",
    "convert",
    "merge",
    "info",
    "salvage",
    "doctor",
    "audio-process",
    "voice-worker",
)
PROGRAM = "dialogue-studio"

DONE, TROUBLE, USAGE, FAULT, STOPPED, NOBODY_READS = 0, 2, 64, 70, 130, 141

_log = logging.getLogger(__name__)

_not_understood = sentence(
    "commands.not-understood", "{problem}. `{program} --help` says what can be asked."
)
_no_verb = sentence(
    "commands.no-verb", "No command was given. `{program} --help` lists what can be asked."
)
_unknown_verb = sentence(
    "commands.unknown-verb",
    "There is no command {word!r}{guess}. `{program} --help` lists what can be asked.",
)
_neither = sentence(
    "commands.neither",
    "There is neither a command nor a file {word!r}{guess}. `{program} --help` lists what can be"
    " asked.",
)
_fault = sentence(
    "commands.fault",
    "Dialogue Studio met a fault of its own: {error}. Please report it{log}.",
)

_library_missing = sentence(
    "commands.library-missing",
    "A library of Dialogue Studio cannot be loaded ({library}). Install the program again; in a"
    " checkout delete the folder .venv and start with `python3 packaging/bootstrap.py run`.",
)
_no_room_for_output = sentence(
    "commands.no-room-for-output",
    "What there is to say could not be written: {reason}. Let the output go elsewhere and try again.",
)

_HELP = """\
usage: {program} [FILE]
       {program} COMMAND ...

Write dialogue, give every speaker a voice, hear the scene at once, arrange it and export it mixed.
With a project or script, or with nothing at all, the window opens.

commands:
{verbs}

options:
  -h, --help  show this help; `{program} COMMAND --help` shows that of a command
  --version   show which version this is
"""


class Verb(Protocol):
    """What a module of this folder has."""

    SUMMARY: str | None

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...
    def run(self, arguments: argparse.Namespace) -> int: ...


def is_verb(word: str) -> bool:
    """Whether `word`, first on the command line, is `main`'s to do and not a file for the window."""
    return word in VERBS or word in ("-h", "--help", "--version")


def load_verb(word: str) -> Verb:
    return typing.cast(Verb, importlib.import_module(f"{__name__}.{word.replace('-', '_')}"))


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks; returns the exit status, and raises for nothing users do."""
    _make_output_safe()
    try:
        status = _obey(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
    except UsageError as error:
        return _complain(error.message, USAGE)
    except StudioError as error:
        return _complain(error.message, TROUBLE)
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        _swallow_output()
        return NOBODY_READS
    except OSError as error:
        _swallow_output()
        return _complain(_no_room_for_output(reason=error.strerror), TROUBLE)
    return status


def _make_output_safe() -> None:
    """Any text can be printed, also where nobody gave us an output to print to."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


class UsageError(InputError):
    """The words on the command line make no sense."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        problem = message[:1].upper() + message[1:]
        raise UsageError(_not_understood(problem=problem, program=self.prog))


def _obey(words: list[str]) -> int:
    if not words:
        raise UsageError(_no_verb(program=PROGRAM))
    word, *rest = words
    if word in ("-h", "--help"):
        print(_help(), end="")
        return DONE
    if word == "--version":
        print(f"Dialogue Studio {program_version()}")
        return DONE
    if word not in VERBS:
        said = _unknown_verb if os.path.exists(word) else _neither
        raise UsageError(said(word=word, guess=_guess(word), program=PROGRAM))
    verb = load_verb(word)
    summary = f"{verb.SUMMARY[0].upper()}{verb.SUMMARY[1:]}." if verb.SUMMARY else None
    parser = _Parser(prog=f"{PROGRAM} {word}", description=summary, allow_abbrev=False)
    verb.add_arguments(parser)
    try:
        arguments = parser.parse_args(rest)
    except SystemExit:
        return DONE  # `--help` was printed; all else goes through `_Parser.error`.
    return _run(word, verb, arguments)


def _run(word: str, verb: Verb, arguments: argparse.Namespace) -> int:
    from studio.log_file import log_to_file

    with log_to_file(PROGRAM if verb.SUMMARY else word) as log:
        try:
            return verb.run(arguments)
        except (StudioError, BrokenPipeError) as error:
            _log.info("%s ended early: %s", word, error, exc_info=True)
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.errno == errno.ENOSPC:
                raise  # Files have their own sentence for this: it was the output.
            if isinstance(error, ImportError):
                _log.critical("%s lacks a library", word, exc_info=True)
                return _complain(_library_missing(library=error.name or error), TROUBLE)
            _log.critical("%s met a fault", word, exc_info=True)
            return _complain(_fault_message(error, log), FAULT)


def _fault_message(error: Exception, log: Path | None) -> Message:
    name = type(error).__name__
    text = " ".join(str(error).split())
    where = f" together with {log}" if log else ""
    return _fault(error=f"{name} ({text})" if text else name, log=where)


def _help() -> str:
    shown = [(word, load_verb(word).SUMMARY) for word in VERBS]
    width = max(len(word) for word in VERBS)
    lines = [f"  {word:{width}}  {summary}" for word, summary in shown if summary]
    return _HELP.format(program=PROGRAM, verbs="\n".join(lines))


def _guess(word: str) -> str:
    import difflib

    public = [each for each in VERBS if load_verb(each).SUMMARY]
    near = difflib.get_close_matches(word, public, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _complain(message: Message, status: int) -> int:
    from studio.redaction import redact

    print(redact(str(message)), file=sys.stderr)
    return status


def _swallow_output() -> None:
    """Let what is still to be flushed at exit vanish, instead of failing once more, aloud."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def program_version() -> str:
    return __version__
