"""The key comes from where it should, goes nowhere else, and every obstacle is said."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from studio import redaction
from studio.errors import InputError
from studio.folders import HOME_VARIABLE
from studio.redaction import HIDDEN, redact
from studio.secrets import (
    KEY_VARIABLE,
    KeyKeeper,
    KeyRingError,
    NoKeyRing,
    Place,
    checked_key,
    key_ring_name,
)

KEY, OTHER = "eu-SENTINEL-31c0ffee", "SENTINEL-0ther-key"


class MemoryRing(KeyringBackend):
    """A key ring of this process, which can be locked."""

    viable = False  # keep it out of what other tests detect
    name = "Memory"

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.trouble: Exception | None = None
        self.asked = 0

    def _ask(self) -> None:
        self.asked += 1
        if self.trouble is not None:
            raise self.trouble

    def get_password(self, service: str, username: str) -> str | None:
        self._ask()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._ask()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._ask()
        if (service, username) not in self.kept:
            raise PasswordDeleteError
        del self.kept[service, username]


class ForgetfulRing(MemoryRing):
    def set_password(self, service: str, username: str, password: str) -> None:
        """Takes it and keeps nothing."""


@pytest.fixture(autouse=True)
def ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryRing]:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    monkeypatch.setattr(redaction, "_remembered", [])
    before = keyring.get_keyring()
    ring = MemoryRing()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


def test_at_first_there_is_no_key() -> None:
    """Without a key anywhere there is none, and that is no trouble."""
    found = KeyKeeper().find()
    assert (found.value, found.place, found.trouble) == (None, Place.NOWHERE, None)


def test_the_environment_goes_first(ring: MemoryRing, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key in the environment is used, without asking the key ring, even after another was kept."""
    keeper = KeyKeeper()
    keeper.keep(OTHER)
    ring.asked = 0
    monkeypatch.setenv(KEY_VARIABLE, f" {KEY} ")
    found = keeper.find()
    assert (found.value, found.place, found.trouble) == (KEY, Place.ENVIRONMENT, None)
    assert ring.asked == 0


def test_a_key_is_kept_in_the_key_ring(ring: MemoryRing) -> None:
    """It is there for the next start of the program, under a name people recognise."""
    kept = KeyKeeper().keep(KEY)
    assert (kept.value, kept.place, kept.trouble) == (KEY, Place.KEY_RING, None)
    found = KeyKeeper().find()
    assert (found.value, found.place, found.trouble) == (KEY, Place.KEY_RING, None)
    assert [service for service, _ in ring.kept] == ["Dialogue Studio"]


def test_the_key_ring_is_asked_once(ring: MemoryRing) -> None:
    """A key found is at hand from then on: nobody is asked for a password twice."""
    KeyKeeper().keep(KEY)
    keeper = KeyKeeper()
    keeper.find()
    ring.asked = 0
    assert keeper.find().value == KEY
    assert ring.asked == 0


def test_a_forgotten_key_is_gone(ring: MemoryRing) -> None:
    """After forgetting it is neither at hand nor in the key ring; twice does no harm."""
    keeper = KeyKeeper()
    keeper.keep(KEY)
    assert keeper.forget() is None
    assert keeper.find().value is None
    assert ring.kept == {}
    assert keeper.forget() is None


@pytest.mark.parametrize("trouble", [KeyringLocked("no"), OSError("no bus"), RuntimeError()])
def test_a_key_ring_in_trouble_means_this_session(ring: MemoryRing, trouble: Exception) -> None:
    """Locked or broken, the key is kept in memory and the user is told so, with the reason."""
    ring.trouble = trouble
    keeper = KeyKeeper()
    kept = keeper.keep(KEY)
    assert (kept.value, kept.place) == (KEY, Place.SESSION)
    assert "until you close" in str(kept.trouble)
    assert ("locked" in str(kept.trouble)) == isinstance(trouble, KeyringLocked)
    assert keeper.find() == kept
    later = KeyKeeper().find()
    assert later.value is None
    assert "could not be read" in str(later.trouble)
    assert "Remove 'Dialogue Studio' there" in str(keeper.forget())
    ring.trouble = None
    assert KeyKeeper().find().value is None


def test_a_locked_key_ring_can_be_unlocked(ring: MemoryRing) -> None:
    """What could not be read while it was locked is found as soon as it is open."""
    KeyKeeper().keep(KEY)
    keeper = KeyKeeper()
    ring.trouble = KeyringLocked()
    assert keeper.find().value is None
    ring.trouble = None
    assert keeper.find().value == KEY


def test_a_key_ring_that_forgets_means_this_session() -> None:
    """What it was given is read back; if it is not there, the user is told."""
    keyring.set_keyring(ForgetfulRing())
    kept = KeyKeeper().keep(KEY)
    assert kept.place is Place.SESSION
    assert "did not keep it" in str(kept.trouble)


@pytest.mark.parametrize(
    "module", ["keyrings.alt.file", "keyring.backends.fail", "keyring.backends.null"]
)
def test_a_key_ring_that_is_none_is_not_used(ring: MemoryRing, module: str) -> None:
    """One that writes plainly, keeps nothing or only fails gets no key and is asked for none."""
    unsafe = type("Unsafe", (MemoryRing,), {"__module__": module})()
    keyring.set_keyring(unsafe)
    keeper = KeyKeeper()
    assert keeper.keep(KEY).place is Place.SESSION
    assert keeper.find().value == KEY
    assert keeper.forget() is None
    assert KeyKeeper().find().trouble is None
    assert unsafe.asked == 0
    with pytest.raises(NoKeyRing):
        key_ring_name()


def test_the_key_rings_name_is_told(ring: MemoryRing) -> None:
    """Its name can be shown without opening it."""
    ring.trouble = KeyringLocked()
    assert key_ring_name() == "Memory"
    assert ring.asked == 0


@pytest.mark.parametrize("backend", ["fail.Keyring", "null.Keyring", "chainer.ChainerBackend"])
def test_a_machine_without_a_key_ring(backend: str) -> None:
    """With the real library and nothing behind it, a key is kept for the session and that is said."""
    code = (
        "from studio.secrets import KeyKeeper; keeper = KeyKeeper(); assert not keeper.find().value;"
        "kept = keeper.keep('abcdefgh'); print(kept.place.value); print(kept.trouble)"
    )
    environment = {
        **os.environ,
        "PYTHON_KEYRING_BACKEND": f"keyring.backends.{backend}",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
    }
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    place, trouble = done.stdout.splitlines()
    assert place == "session"
    assert "this system has no key ring" in trouble


REFUSED = {
    "": "empty",
    "   ": "empty",
    "abc\n": "line break",
    "abc\r\nHost: elsewhere": "line break",
    "abc def": "place 4",
    "abc\tdef": "place 4",
    "abc\x00": "place 4",
    "“abc”": "place 1",
    "kéy": "place 2",
    "k\ud800y": "place 2",
    "x" * 5000: "5000 letters",
}


@pytest.mark.parametrize("value", REFUSED, ids=lambda value: ascii(value[:12]))
def test_what_cannot_be_a_key_is_refused(
    value: str, ring: MemoryRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Line breaks, foreign letters and the like are refused by one sentence, wherever they came from."""
    keeper = KeyKeeper()
    with pytest.raises(InputError, match=REFUSED[value]):
        keeper.keep(value)
    assert ring.kept == {}
    ring.kept["Dialogue Studio", "voice service key"] = value
    found = KeyKeeper().find()
    assert found.value is None
    assert REFUSED[value] in str(found.trouble)
    assert "in the key ring" in str(found.trouble)
    if value.strip() and "\0" not in value and value.isascii():
        monkeypatch.setenv(KEY_VARIABLE, value)
        found = KeyKeeper().find()
        assert (found.value, found.place) == (None, Place.NOWHERE)
        assert REFUSED[value] in str(found.trouble)
        assert KEY_VARIABLE in str(found.trouble)


@given(st.text(max_size=30))
def test_what_is_accepted_can_stand_in_a_header(value: str) -> None:
    """Whatever comes out is printable ASCII without a space."""
    try:
        key = checked_key(value)
    except InputError:
        return
    assert key.isascii()
    assert key.isprintable()
    assert " " not in key
    assert key == value.strip(" ")


def test_the_key_is_told_to_nobody(
    tmp_path: Path, ring: MemoryRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands in no repr, no message and no file, and redaction knows it from wherever it came."""
    ring.trouble = RuntimeError(f"cannot store {KEY}")
    kept = KeyKeeper().keep(KEY)
    ring.trouble = None
    monkeypatch.setenv(KEY_VARIABLE, OTHER)
    found = KeyKeeper().find()
    for text in (repr(kept), str(kept.trouble), repr(found)):
        assert "SENTINEL" not in text
    assert redact(f"{KEY} {OTHER}") == f"{HIDDEN} {HIDDEN}"
    assert list(tmp_path.rglob("*")) == []


def test_a_key_ring_error_carries_its_cause() -> None:
    """What the key ring raised stays attached for the log."""
    keyring.set_keyring(type("Nameless", (MemoryRing,), {"name": property(_fail)})())
    with pytest.raises(KeyRingError, match="no name") as caught:
        key_ring_name()
    assert isinstance(caught.value.__cause__, OSError)


def _fail(ring: object) -> str:
    raise OSError("no name")
