"""Messages to frames and back, for both ends. A frame is the UTF-8 bytes of one JSON object.

`decode_…` gives every message a frame carries, in the order they act, and nothing for a frame that
says nothing known; it raises BadFrame for one that must be refused as a whole. `encode_…` of what was
decoded means the same again.
"""

from __future__ import annotations

from studio.wire.client_frames import decode as decode_from_client
from studio.wire.client_frames import encode as encode_to_server
from studio.wire.frame_json import BadFrame
from studio.wire.server_frame_reader import decode as decode_from_server
from studio.wire.server_frame_writer import encode as encode_to_client
from studio.wire.server_frame_writer import encode_in_parts as encode_to_client_in_parts

__all__ = [
    "BadFrame",
    "decode_from_client",
    "decode_from_server",
    "encode_to_client",
    "encode_to_client_in_parts",
    "encode_to_server",
]
