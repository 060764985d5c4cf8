#!/usr/bin/env python3
"""Start Dialogue Studio, or check it, on a machine that has nothing but Python.

    python3 packaging/bootstrap.py run [ARGUMENTS]     prepare what is missing, then start
    python3 packaging/bootstrap.py test [ARGUMENTS]    the same, then run every check

This file only looks at the Python that reads it, so it stays within what very old ones understand;
`bootstrap_commands` carries the two commands out.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Dialogue Studio needs Python 3.11 or newer, and this is Python %d.%d (%s): "
        "install a newer Python and start this file with it, for example "
        "'python3.11 packaging/bootstrap.py run'." % (sys.version_info[:2] + (sys.executable,))
    )

# `python -P` and `-I` leave this folder off the import path; the checkout is never on it.
sys.path.insert(0, (__file__.rpartition("bootstrap.py")[0] or "./") + "..")
sys.path.insert(0, __file__.rpartition("bootstrap.py")[0] or ".")

from bootstrap_commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
