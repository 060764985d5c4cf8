"""What the app and its audio process say to each other: one line down, then lines up.

The sentences of the audio process stand here, because the app says them for it.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from studio.sentences import Message, known_sentences, sentence

NO_LIBRARY = sentence(
    "playback.no-library",
    "No sound: the system library PortAudio is missing. {remedy} "
    "Everything else works, exporting too.",
)
NO_DEVICE = sentence(
    "playback.no-device",
    "No sound: this machine offers no sound device. Connect one and press play again. "
    "Everything else works, exporting too.",
)
CANNOT_OPEN = sentence(
    "playback.cannot-open",
    "No sound: the sound device did not open ({reason}). Check that no other program holds it, "
    "then press play again, or choose another device.",
)
NOT_CONNECTED = sentence(
    "playback.not-connected",
    "No sound: {device} is not connected. Connect it and press play again, or press play to hear "
    "the system's output device.",
)
SOUNDING = sentence("playback.sounding", "Sound goes to {device}, heard {latency_ms} ms later.")
SOUNDING_AS_USUAL = sentence(
    "playback.sounding-as-usual",
    "Sound goes to the system's output device, heard {latency_ms} ms later.",
)
DEVICE_LOST = sentence(
    "playback.device-lost",
    "Playing was paused: the sound device no longer answers, perhaps because it was unplugged. "
    "Press play to go on with the device that is there now.",
)
NO_ANSWER = sentence(
    "playback.no-answer",
    "The sound devices could not be listed: the part of Dialogue Studio that plays sound gave no "
    "answer. Try again.",
)
SLEPT = sentence(
    "playback.slept",
    "Playing was paused because the computer slept. Press play to go on.",
)
DEVICE_LEFT_ALONE = sentence(
    "playback.device-left-alone",
    "No sound: each attempt to use the sound device ended its process. Choose another device. "
    "Everything else works, exporting too.",
)


class Parameters(msgspec.Struct, frozen=True, tag="play"):
    """What the audio process is told: the ring to read, where to keep what was heard, and which
    device to use. None is the system's; with `or_the_systems` it is used when the device asked for
    cannot be."""

    ring: str
    heard: str
    use_device: bool = True
    device: str | None = None
    or_the_systems: bool = False


class ListDevices(msgspec.Struct, frozen=True, tag="list"):
    """Instead of playing: say which devices there are, and end."""


class Device(msgspec.Struct, frozen=True):
    """Something sound can come out of."""

    name: str
    is_default: bool

    @property
    def stands_for_the_systems(self) -> bool:
        """Whether it is no device of its own, but the one the user chose for the whole system."""
        return self.name.partition(":")[0] in _NAMES_OF_NO_DEVICE


_NAMES_OF_NO_DEVICE = frozenset({"default", "sysdefault", "pulse", "pipewire"})
"""What the sound system of Linux calls whatever the user chose as output: no words for a person."""


class Devices(msgspec.Struct, frozen=True, tag="devices"):
    """The answer to ListDevices; it may also be a Report of what is in the way."""

    devices: tuple[Device, ...]


Standing = Literal["device", "silent", "lost", "slept"]


class Report(msgspec.Struct, frozen=True, tag="report"):
    """Where the sound goes now, or why it goes nowhere any more; a sentence by its id and values."""

    kind: Standing
    sentence: str
    values: dict[str, str | int]
    latency_frames: int = 0

    @classmethod
    def of(cls, kind: Standing, message: Message, latency_frames: int = 0) -> Report:
        values = {
            name: value if isinstance(value, int) else str(value)
            for name, value in message.values.items()
        }
        return cls(kind, message.sentence.id, values, latency_frames)

    @property
    def message(self) -> Message:
        return known_sentences()[self.sentence](**self.values)


_encoder = msgspec.json.Encoder()
_orders: msgspec.json.Decoder[Parameters | ListDevices] = msgspec.json.Decoder(
    Parameters | ListDevices
)
_answers: msgspec.json.Decoder[Report | Devices] = msgspec.json.Decoder(Report | Devices)


def line_of(message: Parameters | ListDevices | Report | Devices) -> bytes:
    return _encoder.encode(message) + b"\n"


def order_in(line: bytes) -> Parameters | ListDevices:
    """Raises ValueError for anything else."""
    return _orders.decode(line)


def answer_in(line: bytes) -> Report | Devices | None:
    """None for a line that is something else, such as a complaint of a system library."""
    try:
        return _answers.decode(line)
    except ValueError:
        return None
