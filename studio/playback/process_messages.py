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
    "No sound: this machine offers no sound device. Connect one and start Dialogue Studio again. "
    "Everything else works, exporting too.",
)
CANNOT_OPEN = sentence(
    "playback.cannot-open",
    "No sound: the sound device did not open ({reason}). Check that no other program holds it, "
    "then start Dialogue Studio again.",
)
SOUNDING = sentence("playback.sounding", "Sound goes to {device}, heard {latency_ms} ms later.")
SOUNDING_AS_USUAL = sentence(
    "playback.sounding-as-usual",
    "Sound goes to the system's output device, heard {latency_ms} ms later.",
)
DEVICE_LOST = sentence(
    "playback.device-lost",
    "Playing was stopped: the sound device no longer answers, perhaps because it was unplugged. "
    "Press play to go on with the device that is there now.",
)
DEVICE_LEFT_ALONE = sentence(
    "playback.device-left-alone",
    "No sound: each attempt to use the sound device ended its process. Try another device, "
    "then start Dialogue Studio again. Everything else works, exporting too.",
)


class Parameters(msgspec.Struct, frozen=True):
    """What the audio process is told: the ring to read, and whether to leave devices alone."""

    ring: str
    use_device: bool


class Report(msgspec.Struct, frozen=True):
    """Where the sound goes now, or that the device is lost; a sentence by its id and values."""

    kind: Literal["device", "silent", "lost"]
    sentence: str
    values: dict[str, str | int]

    @classmethod
    def of(cls, kind: Literal["device", "silent", "lost"], message: Message) -> Report:
        values = {
            name: value if isinstance(value, int) else str(value)
            for name, value in message.values.items()
        }
        return cls(kind, message.sentence.id, values)

    @property
    def message(self) -> Message:
        return known_sentences()[self.sentence](**self.values)


_encoder = msgspec.json.Encoder()
_parameters = msgspec.json.Decoder(Parameters)
_report = msgspec.json.Decoder(Report)


def line_of(message: Parameters | Report) -> bytes:
    return _encoder.encode(message) + b"\n"


def parameters_in(line: bytes) -> Parameters:
    """Raises ValueError for anything else."""
    return _parameters.decode(line)


def report_in(line: bytes) -> Report | None:
    """None for a line that is something else, such as a complaint of a system library."""
    try:
        return _report.decode(line)
    except ValueError:
        return None
