from __future__ import annotations

import subprocess
import sys

import pytest
from sound import SoundServer

from studio.errors import DeviceError
from studio.playback.device_output import list_devices
from studio.playback.process_messages import Device


def test_the_devices_are_named_and_one_is_the_default(sound: SoundServer) -> None:
    """A process that asks where sound could come out is told each name, and which is usual."""
    question = "from studio.playback.device_output import list_devices; print(list_devices())"
    answer = subprocess.run(
        [sys.executable, "-c", question], capture_output=True, text=True, timeout=30, check=True
    )
    assert answer.stdout == "(Device(name='default', is_default=True),)\n"
    assert answer.stderr == ""


def test_no_device_is_an_empty_list() -> None:
    """Where nobody listens there is nothing to choose from, and no error."""
    assert list_devices() == ()


def test_asking_without_the_library_is_a_sentence(no_library: None) -> None:
    """Where PortAudio is missing, the answer names it and the remedy."""
    with pytest.raises(DeviceError, match=r"PortAudio is missing\. Install"):
        list_devices()


@pytest.mark.parametrize(
    ("name", "stands_for"),
    [("default", True), ("sysdefault:CARD=PCH", True), ("pulse", True), ("USB Headset", False)],
)
def test_the_systems_choice_is_told_from_a_device(name: str, stands_for: bool) -> None:
    """Names that mean whatever the user chose for the system are known; a headset is a device."""
    assert Device(name, is_default=True).stands_for_the_systems is stands_for
