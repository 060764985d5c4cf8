"""What audiobook shops ask of each file (the rules of ACX), held against what was written."""

from __future__ import annotations

from studio.audio.encoding import Kind
from studio.export.job import Sound
from studio.export.measured import Measured
from studio.export.report import Check
from studio.sentences import sentence

_rms = sentence("acx.rms", "RMS between -23 and -18 dB")
_peak = sentence("acx.peak", "No peak above -3 dB")
_floor = sentence("acx.floor", "Noise floor below -60 dB")
_form = sentence("acx.form", "MP3 of at least 192 kbit/s, constant, at 44.1 kHz")
_length = sentence("acx.length", "Not longer than 120 minutes")
_head = sentence("acx.head", "0.5 to 1 second of silence before the first word")
_tail = sentence("acx.tail", "1 to 5 seconds of silence after the last word")


def acx_checks(measured: Measured, sound: Sound) -> tuple[Check, ...]:
    form, kilobits = sound.encoding, sound.encoding.kilobits or 0
    is_form = form.kind is Kind.MP3 and kilobits >= 192 and sound.rate == 44_100
    before, after = measured.silence_before, measured.silence_after
    return (
        Check(_rms(), f"{measured.rms_db:.1f} dB", -23 <= measured.rms_db <= -18),
        Check(_peak(), f"{measured.peak_db:.1f} dB", measured.peak_db <= -3),
        Check(_floor(), f"{measured.floor_db:.0f} dB", measured.floor_db <= -60),
        Check(_form(), f"{form.word}, {sound.rate / 1000:g} kHz", is_form),
        Check(_length(), f"{measured.seconds / 60:.1f} min", measured.seconds <= 7200),
        Check(_head(), f"{before:.1f} s", 0.5 <= round(before, 1) <= 1),
        Check(_tail(), f"{after:.1f} s", 1 <= round(after, 1) <= 5),
    )
