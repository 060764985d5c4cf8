"""The key of the voice service: from the environment, from the system's key ring, or for this session.

It is never written to a disk by us, and everything that writes is told of it, see `redaction`. A key
ring may ask the user for a password and wait for the answer: call from a thread that has time.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from studio.errors import InputError, StudioError
from studio.redaction import redact, remember_secret
from studio.sentences import Message, sentence

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

KEY_VARIABLE = "DIALOGUE_STUDIO_API_KEY"

T = TypeVar("T")

# Under this the key ring files it; people see both words there.
_NAME, _USER = "Dialogue Studio", "voice service key"
_LONGEST = 4096

_empty = sentence(
    "secrets.empty", "The key is empty. Paste the key that the voice service gave you."
)
_line_break = sentence(
    "secrets.line-break",
    "The key contains a line break and cannot be sent like that. Copy it again, without the end of"
    " the line.",
)
_strange_letter = sentence(
    "secrets.strange-letter",
    "The key contains a sign that no key has, at place {place}. Copy it again from where the voice"
    " service shows it; a space or a curly quotation mark may have slipped in.",
)
_too_long = sentence(
    "secrets.too-long",
    "The key is {length} letters long, more than any key. Copy only the key, not what stands around"
    " it.",
)
_from_environment = sentence(
    "secrets.from-environment", "The environment variable {variable} cannot be used. {why}"
)
_from_ring = sentence(
    "secrets.from-ring", "The key in the key ring cannot be used. {why} Then enter it again."
)
_ring_silent = sentence(
    "secrets.ring-silent",
    "The key ring could not be read: {why}. Unlock it and try again, or enter the key for this"
    " session.",
)
_session_only = sentence(
    "secrets.session-only",
    "The key is kept in memory until you close the program, because {why}. Enter it again next time,"
    " or set {variable}.",
)
_still_there = sentence(
    "secrets.still-there",
    "The key could not be removed from the key ring: {why}. Remove {name!r} there yourself.",
)
_no_ring = sentence("secrets.no-ring", "this system has no key ring")
_locked = sentence("secrets.locked", "the key ring is locked")
_ring_error = sentence("secrets.ring-error", "the key ring reports {error}")
_forgot = sentence("secrets.forgot", "the key ring did not keep it")


class KeyRingError(StudioError):
    """The key ring did not do what it was asked; the message is the reason alone, a half-sentence."""


class NoKeyRing(KeyRingError):
    """There is none that is safe."""


class Place(Enum):
    """Where a key came from, or where it is kept."""

    ENVIRONMENT = "environment"
    KEY_RING = "key ring"
    SESSION = "session"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key that may be sent as it is, or None, and what the user should be told about it."""

    value: str | None = field(repr=False)
    place: Place
    trouble: Message | None = None


class KeyKeeper:
    """The one place that knows the key. Not for two threads at once."""

    def __init__(self) -> None:
        self._at_hand: ApiKey | None = None

    def find(self) -> ApiKey:
        """The key to use now. Asks the key ring only until a key was found or kept."""
        in_environment = os.environ.get(KEY_VARIABLE, "").strip(" ")
        if in_environment:
            try:
                return ApiKey(checked_key(in_environment), Place.ENVIRONMENT)
            except InputError as error:
                why = _from_environment(variable=KEY_VARIABLE, why=error.message)
                return ApiKey(None, Place.NOWHERE, why)
        if self._at_hand is None:
            found = _from_key_ring()
            if found.value is None:
                return found
            self._at_hand = found
        return self._at_hand

    def keep(self, value: str) -> ApiKey:
        """Keep `value` in the key ring, else for this session; raises InputError if it is no key.

        A key in the environment still goes first.
        """
        key = checked_key(value)

        def store(ring: KeyringBackend) -> bool:
            ring.set_password(_NAME, _USER, key)
            return ring.get_password(_NAME, _USER) == key

        try:
            why = None if _ask_key_ring(store) else _forgot()
        except KeyRingError as error:
            why = error.message
        if why is None:
            self._at_hand = ApiKey(key, Place.KEY_RING)
        else:
            trouble = _session_only(why=why, variable=KEY_VARIABLE)
            self._at_hand = ApiKey(key, Place.SESSION, trouble)
        return self._at_hand

    def forget(self) -> Message | None:
        """Remove the key from this session and the key ring; what comes back says why it cannot."""
        self._at_hand = None
        try:
            _ask_key_ring(_remove)
        except NoKeyRing:
            return None
        except KeyRingError as error:
            return _still_there(why=error.message, name=_NAME)
        return None


def checked_key(value: str) -> str:
    """`value` as it may stand in a header, remembered as a secret; raises InputError otherwise."""
    key = value.strip(" ")
    if not key:
        raise InputError(_empty())
    if len(key) > _LONGEST:
        raise InputError(_too_long(length=len(key)))
    if "\r" in key or "\n" in key:
        raise InputError(_line_break())
    for place, letter in enumerate(key, 1):
        if not "!" <= letter <= "~":
            raise InputError(_strange_letter(place=place))
    remember_secret(key)
    return key


def key_ring_name() -> str:
    """What the key ring in use calls itself; raises KeyRingError without opening it."""
    return str(_ask_key_ring(lambda ring: ring.name))


def _from_key_ring() -> ApiKey:
    try:
        stored = _ask_key_ring(lambda ring: ring.get_password(_NAME, _USER))
    except NoKeyRing:
        return ApiKey(None, Place.NOWHERE)
    except KeyRingError as error:
        return ApiKey(None, Place.NOWHERE, _ring_silent(why=error.message))
    if stored is None:
        return ApiKey(None, Place.NOWHERE)
    try:
        return ApiKey(checked_key(stored), Place.KEY_RING)
    except InputError as error:
        return ApiKey(None, Place.NOWHERE, _from_ring(why=error.message))


def _remove(ring: KeyringBackend) -> None:
    if ring.get_password(_NAME, _USER) is not None:
        ring.delete_password(_NAME, _USER)


def _ask_key_ring(question: Callable[[KeyringBackend], T]) -> T:
    """The answer of the system's key ring; raises NoKeyRing or KeyRingError."""
    import keyring
    from keyring.backends.chainer import ChainerBackend
    from keyring.errors import KeyringLocked

    try:
        ring = keyring.get_keyring()
        rings = ring.backends if isinstance(ring, ChainerBackend) else [ring]
        safe = [each for each in rings if _is_safe(each)]
        if safe:
            return question(safe[0])
    except KeyringLocked as error:
        raise KeyRingError(_locked()) from error
    # A key ring is a plug-in of the system's that may raise anything.
    except Exception as error:
        words = " ".join(redact(str(error)).split())
        raise KeyRingError(_ring_error(error=words or type(error).__name__)) from error
    raise NoKeyRing(_no_ring())


def _is_safe(ring: KeyringBackend) -> bool:
    """Whether it keeps what it is given, and not where everyone can read it."""
    unsafe = ("keyrings.alt", "keyring.backends.fail", "keyring.backends.null")
    return not type(ring).__module__.startswith(unsafe)
