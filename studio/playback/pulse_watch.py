"""Notices that the sound system of Linux moved our sound because its device went away.

PulseAudio and PipeWire let nobody go without sound: when headphones are pulled out, the sound goes on
from the loudspeakers, and the sound library is not told. So their client library is asked here; it
is there wherever they are.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_uint32, c_uint64
from ctypes import c_void_p as pointer
from dataclasses import dataclass, field
from typing import Any

_READY, _FAILED = 4, 5
_NO_AUTOSPAWN = 1
_SINKS_AND_SINK_INPUTS = 0x1 | 0x4
_PLUGGED_OUT = 1


class _Client(Structure):
    _fields_ = (
        ("index", c_uint32),
        ("name", c_char_p),
        ("owner_module", c_uint32),
        ("driver", c_char_p),
        ("properties", pointer),
    )


class _SinkInput(Structure):
    """Only its beginning."""

    _fields_ = (
        ("index", c_uint32),
        ("name", c_char_p),
        ("owner_module", c_uint32),
        ("client", c_uint32),
        ("sink", c_uint32),
    )


class _Port(Structure):
    """Only its beginning."""

    _fields_ = (
        ("name", c_char_p),
        ("description", c_char_p),
        ("priority", c_uint32),
        ("available", c_int),
    )


class _Sink(Structure):
    """Up to its ports."""

    _fields_ = (
        ("name", c_char_p),
        ("index", c_uint32),
        ("description", c_char_p),
        ("sample_spec", c_uint32 * 3),
        ("channel_map", c_uint32 * 33),
        ("owner_module", c_uint32),
        ("volume", c_uint32 * 33),
        ("mute", c_int),
        ("monitor_source", c_uint32),
        ("monitor_source_name", c_char_p),
        ("latency", c_uint64),
        ("driver", c_char_p),
        ("flags", c_int),
        ("properties", pointer),
        ("configured_latency", c_uint64),
        ("base_volume", c_uint32),
        ("state", c_int),
        ("steps", c_uint32),
        ("card", c_uint32),
        ("ports_count", c_uint32),
        ("ports", POINTER(POINTER(_Port))),
        ("active_port", POINTER(_Port)),
    )


_Told = CFUNCTYPE(None, pointer, pointer)
_Event = CFUNCTYPE(None, pointer, c_int, c_uint32, pointer)
_ClientList = CFUNCTYPE(None, pointer, POINTER(_Client), c_int, pointer)
_SinkInputList = CFUNCTYPE(None, pointer, POINTER(_SinkInput), c_int, pointer)
_SinkList = CFUNCTYPE(None, pointer, POINTER(_Sink), c_int, pointer)


@dataclass(slots=True)
class Outlets:
    """Where sound could come out, and where ours does."""

    ours: int | None = None
    active_ports: dict[int, bytes] = field(default_factory=dict)
    """By sink. One without ports has an empty name."""
    pulled_out: set[tuple[int, bytes]] = field(default_factory=set)


def was_pulled_out(before: Outlets, now: Outlets) -> bool:
    """Whether our sound comes from elsewhere because what it came from is no longer there. When a
    person moved it, the old place is still there."""
    sink = before.ours
    if sink is None:
        return False
    if sink not in now.active_ports:
        return True
    port = before.active_ports[sink]
    is_other_port = now.ours == sink and now.active_ports[sink] != port
    return is_other_port and (sink, port) in now.pulled_out


class PulseWatch:
    """Calls `pulled_out` once, on its own thread, which ends with the process."""

    def __init__(self, pulled_out: Callable[[], object]) -> None:
        self._pulled_out = pulled_out
        self._before = Outlets()
        self._now = Outlets()
        self._clients: set[int] = set()
        library = _library()
        if library is None:
            return
        self._library = library
        self._kept = (
            _Told(self._state_changed),
            _Event(self._something_changed),
            _ClientList(self._client),
            _SinkInputList(self._sink_input),
            _SinkList(self._sink),
        )
        threading.Thread(target=self._run, name="pulse watch", daemon=True).start()

    def _run(self) -> None:
        library = self._library
        loop = library.pa_mainloop_new()
        api = library.pa_mainloop_get_api(loop)
        context = library.pa_context_new(api, b"Dialogue Studio watch")
        library.pa_context_set_state_callback(context, self._kept[0], None)
        if library.pa_context_connect(context, None, _NO_AUTOSPAWN, None) >= 0:
            while library.pa_mainloop_iterate(loop, 1, None) >= 0:
                if library.pa_context_get_state(context) >= _FAILED:
                    break

    def _state_changed(self, context: Any, data: Any) -> None:
        if self._library.pa_context_get_state(context) == _READY:
            self._library.pa_context_set_subscribe_callback(context, self._kept[1], None)
            self._drop(
                self._library.pa_context_subscribe(context, _SINKS_AND_SINK_INPUTS, None, None)
            )
            self._ask(context)

    def _something_changed(self, context: Any, event: int, index: int, data: Any) -> None:
        self._ask(context)

    def _ask(self, context: Any) -> None:
        """Three lists, which arrive in this order; the last one is the sinks."""
        library = self._library
        self._drop(library.pa_context_get_client_info_list(context, self._kept[2], None))
        self._drop(library.pa_context_get_sink_input_info_list(context, self._kept[3], None))
        self._drop(library.pa_context_get_sink_info_list(context, self._kept[4], None))

    def _drop(self, operation: Any) -> None:
        if operation:
            self._library.pa_operation_unref(operation)

    def _client(self, context: Any, info: Any, end: int, data: Any) -> None:
        if not end:
            properties = info.contents.properties
            process = self._library.pa_proplist_gets(properties, b"application.process.id")
            if process == str(os.getpid()).encode():
                self._clients.add(info.contents.index)

    def _sink_input(self, context: Any, info: Any, end: int, data: Any) -> None:
        if not end and info.contents.client in self._clients:
            self._now.ours = info.contents.sink

    def _sink(self, context: Any, info: Any, end: int, data: Any) -> None:
        if not end:
            sink = info.contents
            active = sink.active_port
            self._now.active_ports[sink.index] = active.contents.name if active else b""
            for at in range(sink.ports_count):
                port = sink.ports[at].contents
                if port.available == _PLUGGED_OUT:
                    self._now.pulled_out.add((sink.index, port.name))
            return
        before, now = self._before, self._now
        self._now = Outlets()
        if was_pulled_out(before, now):
            self._pulled_out()
        elif now.ours in now.active_ports:
            self._before = now


def _library() -> Any:
    if sys.platform != "linux":
        return None
    try:
        library = ctypes.CDLL("libpulse.so.0")
    except OSError:
        return None
    signatures: dict[str, tuple[Any, ...]] = {
        "pa_mainloop_new": (pointer,),
        "pa_mainloop_get_api": (pointer, pointer),
        "pa_mainloop_iterate": (c_int, pointer, c_int, pointer),
        "pa_context_new": (pointer, pointer, c_char_p),
        "pa_context_connect": (c_int, pointer, c_char_p, c_int, pointer),
        "pa_context_get_state": (c_int, pointer),
        "pa_context_set_state_callback": (None, pointer, _Told, pointer),
        "pa_context_set_subscribe_callback": (None, pointer, _Event, pointer),
        "pa_context_subscribe": (pointer, pointer, c_int, pointer, pointer),
        "pa_context_get_client_info_list": (pointer, pointer, _ClientList, pointer),
        "pa_context_get_sink_input_info_list": (pointer, pointer, _SinkInputList, pointer),
        "pa_context_get_sink_info_list": (pointer, pointer, _SinkList, pointer),
        "pa_operation_unref": (None, pointer),
        "pa_proplist_gets": (c_char_p, pointer, c_char_p),
    }
    for name, (result, *arguments) in signatures.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library
