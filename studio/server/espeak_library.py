"""espeak-ng called in place: its shared library through ctypes, and nothing of our own meaning.

The library keeps global state and is not thread-safe: one process, one caller. Its data ships with
`espeakng_loader`, of which only the two paths are used.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence

import espeakng_loader

from studio.errors import DeviceError
from studio.sentences import sentence
from studio.server.engine import Hear, WordMark

NO_LIBRARY = sentence(
    "embedded_voices_missing",
    "The embedded voices cannot speak: the espeak-ng library did not load ({reason}). "
    "Install Dialogue Studio again.",
)
NO_VOICE = sentence(
    "embedded_voice_unknown",
    "The embedded voices know no voice {name}. Choose one that `dialogue-studio voices` lists.",
)

_SYNCHRONOUS, _SYNCHRONOUS_OUTPUT = 2, 1
_UTF8, _PHONEMES, _SSML = 0x1, 0x100, 0x10
_SHORT_BUFFER_MS, _LONG_BUFFER_MS = 60, 1000
_RATE, _VOLUME, _PITCH, _RANGE = 1, 2, 3, 4
_WORD, _END = 1, 5


class _Identity(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Identity),
    )


_EVENT_SIZE = ctypes.sizeof(_Event)
_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)

_bytes_at, _int_at = ctypes.string_at, ctypes.c_int.from_address
_SYNTH_ARGUMENTS = (
    *(ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int),
    *(ctypes.c_uint, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p),
)


class EspeakLibrary:
    """The one instance of espeak-ng in this process."""

    def __init__(self) -> None:
        try:
            self._library = ctypes.CDLL(espeakng_loader.get_library_path())
            data = espeakng_loader.get_data_path()
        except (OSError, RuntimeError) as error:
            raise DeviceError(NO_LIBRARY(reason=str(error))) from error
        self.rate: int = self._library.espeak_Initialize(
            _SYNCHRONOUS, _SHORT_BUFFER_MS, os.fsencode(data), 0
        )
        if self.rate <= 0:
            raise DeviceError(NO_LIBRARY(reason="its data files cannot be read"))
        self._hear: Hear | None = None
        self._failure: BaseException | None = None
        self._wants_marks = False
        self._library.espeak_Synth.argtypes = _SYNTH_ARGUMENTS
        self._callback = _Callback(self._called)
        self._library.espeak_SetSynthCallback(self._callback)
        self._voice = ""
        self._values: dict[int, int] = {}
        self._buffer_ms = _SHORT_BUFFER_MS

    @property
    def version(self) -> str:
        """Of the library, such as `1.52.0`."""
        self._library.espeak_Info.restype = ctypes.c_char_p
        told: bytes = self._library.espeak_Info(None)
        return told.decode()

    def choose_voice(self, name: str) -> None:
        """An identifier with or without a variant, such as `gmw/en-US+f2`."""
        if name == self._voice:
            return
        if self._library.espeak_SetVoiceByName(name.encode()) != 0:
            raise DeviceError(NO_VOICE(name=name))
        self._voice = name
        self._values.clear()  # a voice may bring its own

    def set_sound(self, *, rate: int, volume: int, pitch: int, pitch_range: int) -> None:
        """Words per minute, and three values of 0–100 (volume 0–200)."""
        for parameter, value in (
            (_RATE, rate),
            (_VOLUME, volume),
            (_PITCH, pitch),
            (_RANGE, pitch_range),
        ):
            if self._values.get(parameter) != value:
                self._library.espeak_SetParameter(parameter, value, 0)
                self._values[parameter] = value

    def set_haste(self, *, is_hasty: bool) -> None:
        """Whether the first samples shall come early, or all of them at the least cost."""
        wanted_ms = _SHORT_BUFFER_MS if is_hasty else _LONG_BUFFER_MS
        if wanted_ms != self._buffer_ms:
            self._library.espeak_ng_InitializeOutput(_SYNCHRONOUS_OUTPUT, wanted_ms, None)
            self._buffer_ms = wanted_ms

    def speak(
        self, text: str, hear: Hear, *, ssml: bool, phonemes: bool, wants_marks: bool
    ) -> None:
        """Blocks until all is spoken or `hear` returns False; what `hear` raises is raised here.

        Positions of words count the characters of `text`, markup included.
        """
        encoded = text.encode("utf-8", "replace") + b"\0"
        flags = _UTF8 | (_SSML if ssml else 0) | (_PHONEMES if phonemes else 0)
        self._hear, self._failure = hear, None
        self._wants_marks = wants_marks
        try:
            self._library.espeak_Synth(encoded, len(encoded), 0, 1, 0, flags, None, None)
        finally:
            self._hear = None
        if self._failure is not None:
            raise self._failure

    def _called(self, wave: int | None, count: int, events: int) -> int:
        """Called by the library on its caller's thread; 1 tells it to stop."""
        hear = self._hear
        if not wave or hear is None:
            return 0
        try:
            marks = _marks(events) if self._wants_marks else ()
            return 0 if hear(_bytes_at(wave, 2 * count), marks) else 1
        except BaseException as error:
            self._failure = error
            return 1


def _marks(events: int) -> Sequence[WordMark]:
    """The words and ends of clauses in a list of events that ends with type 0."""
    found: list[WordMark] = []
    while kind := _int_at(events).value:
        if kind in (_WORD, _END):
            event = _Event.from_address(events)
            length = event.length if kind == _WORD else 0
            if kind == _END or length > 0:
                found.append(WordMark(event.text_position - 1, length, event.sample))
        events += _EVENT_SIZE
    return found
