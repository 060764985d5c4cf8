"""Exports the scene of the tests again and again into the folder it is given, until it is killed: every
kind of file at once, or the one that is named."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from studio.export.carrying_out import carry_out
from tests.export.made import NOW, usual
from tests.export.test_carrying_out import each_kind, everything


def main() -> None:
    made = usual()
    folder = Path(sys.argv[1])
    job = each_kind(folder)[sys.argv[2]] if len(sys.argv) > 2 else everything(folder)
    number = 0
    while True:
        number += 1
        # Every file is another one each time.
        carry_out(replace(made, now=NOW + timedelta(days=number)), job)
        print(number, flush=True)


if __name__ == "__main__":
    main()
