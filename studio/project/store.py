"""The door to SQLite: no other file speaks to it."""

from __future__ import annotations

import sqlite3


def sqlite_version() -> tuple[int, int, int]:
    """Of the library this Python is linked with, which the system may update by itself."""
    return sqlite3.sqlite_version_info
