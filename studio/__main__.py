"""`python -m studio`: the verbs, and no window."""

from __future__ import annotations

import sys

from studio.commands import main

if __name__ == "__main__":
    sys.exit(main())
