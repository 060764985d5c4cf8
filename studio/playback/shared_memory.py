"""Memory that this process and one child see alike, and that vanishes with the last of them.

Nothing has a name in a folder, so nothing is left behind when a process is killed, and no helper
process keeps count of it.
"""

from __future__ import annotations

import mmap
import os
import secrets
import sys
import tempfile


class SharedMemory:
    """Zeros at first. `handle` is the word a child needs to `attach` to it."""

    def __init__(self, mapping: mmap.mmap, handle: str, descriptor: int | None) -> None:
        self.mapping = mapping
        self.handle = handle
        self._descriptor = descriptor

    @classmethod
    def create(cls, size: int) -> SharedMemory:
        if sys.platform == "win32":
            handle = f"dialogue-studio-{secrets.token_hex(16)}"
            return cls(mmap.mmap(-1, size, tagname=handle), handle, None)
        descriptor = _nameless_file()
        os.ftruncate(descriptor, size)
        return cls(mmap.mmap(descriptor, size), str(descriptor), descriptor)

    @classmethod
    def attach(cls, handle: str, size: int) -> SharedMemory:
        """The memory of the process that started this one."""
        if sys.platform == "win32":
            return cls(mmap.mmap(-1, size, tagname=handle), handle, None)
        return cls(mmap.mmap(int(handle), size), handle, int(handle))

    @property
    def inherited(self) -> tuple[int, ...]:
        """The file descriptors a child must be given so that it can attach (`pass_fds`)."""
        return () if self._descriptor is None else (self._descriptor,)

    def close(self) -> None:
        """Let go; whoever else is attached keeps it. Nobody here may still look into it."""
        self.mapping.close()
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _nameless_file() -> int:
    if sys.platform != "linux":
        with tempfile.TemporaryFile() as file:
            return os.dup(file.fileno())
    # Never on a disk: writing a page back would hold up whoever touches it meanwhile.
    return os.memfd_create("dialogue-studio")
