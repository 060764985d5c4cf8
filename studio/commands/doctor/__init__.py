"""`doctor`: what works on this machine, and what to do about the rest.

`--json` prints one object: `works`, true when everything essential does, and `checks`, a list of
objects with `name`, `state` (`fine`, `limited`: something is missing that can be done without,
`broken`: something essential), `found`, a line for people, `remedy`, a sentence or null, and `facts`,
an object whose names depend on the check.
"""

from __future__ import annotations

import argparse

SUMMARY: str | None = "tell what works on this machine and what to do about the rest"

PROBES = ("display", "sound", "voices", "key-ring")

WORKS, FINDINGS = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--json",
        action="store_true",
        help="print one object: `works`, and `checks`, each with name, state (fine, limited or"
        " broken), found, remedy and facts",
    )
    parser.add_argument("--probe", choices=PROBES, help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    from studio.commands.doctor import probes, report
    from studio.commands.doctor.checks import all_checks

    if arguments.probe:
        probes.answer(arguments.probe)
        return WORKS
    checks = all_checks()
    print(report.as_json(checks) if arguments.json else report.as_text(checks))
    return WORKS if report.works(checks) else FINDINGS
