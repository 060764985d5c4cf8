"""Errors a person can act on. Each carries a message: thing, cause, remedy."""

from __future__ import annotations

from studio.sentences import Message


class StudioError(Exception):
    """Something went wrong that a person should read about; `str()` is the whole English sentence."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class InputError(StudioError):
    """What the user gave cannot be used as it is."""


class StorageError(StudioError):
    """A file or folder could not be read or written."""


class DeviceError(StudioError):
    """Sound cannot come out of this machine as things stand."""
