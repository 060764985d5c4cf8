"""Audio frames, by far the most frequent, read without letting the JSON parser walk over the base64.

Only frames that begin with their sound and say nothing unusual; whatever this cannot tell takes the
general way of `server_frame_reader`, which has the last word.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
import pybase64

from studio.wire import limits
from studio.wire.messages import AudioFrame

_Index = Annotated[int, msgspec.Meta(ge=0, le=limits.FRAME_INDEX)]
_Rate = Literal[8_000, 16_000, 22_050, 24_000, 44_100]
_Encoding = Literal["pcm_s16le", "mulaw", "alaw"]
_ContextId = Annotated[str, msgspec.Meta(min_length=1, max_length=limits.CONTEXT_ID_LENGTH)]

_AUDIO_FIRST = (b'{"audio":"', b'{"audio": "')


class _PlainAudio(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """What follows the sound in an audio frame that says nothing unusual."""

    samples: _Index
    idx: _Index | None = None
    sr: _Rate = 24_000
    enc: _Encoding = "pcm_s16le"
    chunk_id: _Index = 0
    context_id: _ContextId | None = None


_decoder = msgspec.json.Decoder(_PlainAudio)


def decode_plain_audio(frame: bytes) -> AudioFrame | None:
    """The same answer as the general way, or None where only that way can tell."""
    if not frame.startswith(_AUDIO_FIRST):
        return None
    start = 10 if frame[9] == 0x22 else 11
    end = frame.find(b'"', start)
    if frame[end + 1 : end + 2] != b",":
        return None
    try:
        rest = _decoder.decode(b"{" + frame[end + 2 :])
        audio = pybase64.b64decode(memoryview(frame)[start:end], validate=True)
    except (ValueError, RecursionError):
        return None
    samples = rest.samples
    if samples * limits.BYTES_PER_SAMPLE[rest.enc] != len(audio):
        return None
    return AudioFrame(audio, samples, rest.idx, rest.sr, rest.enc, rest.chunk_id, rest.context_id)
