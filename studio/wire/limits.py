"""Every limit of the protocol, in one place; both ends keep them."""

from __future__ import annotations

CONTEXTS_PER_CONNECTION = 20
CONTEXT_ID_LENGTH = 256
TEXT_LENGTH = 10_000
"""Characters of one request, and of one Line."""

SERVER_FRAME_BYTES = 4 * 1024 * 1024
"""What a client reads at most in one frame."""
CLIENT_FRAME_BYTES = 1024 * 1024
"""What a server reads at most in one frame; a client of another make may read no more either."""

FRAME_TEXT_LENGTH = 100_000
"""Characters a client says in one frame: six bytes each, at worst, stay well below that."""

NATIVE_RATE = 24_000
SAMPLE_RATES = (8_000, 16_000, 22_050, 24_000, 44_100)
PCM, MULAW, ALAW = "pcm_s16le", "mulaw", "alaw"
BYTES_PER_SAMPLE = {PCM: 2, MULAW: 1, ALAW: 1}
OUTPUT_FORMATS = {
    "pcm_8000": (PCM, 8_000),
    "pcm_16000": (PCM, 16_000),
    "pcm_22050": (PCM, 22_050),
    "pcm_24000": (PCM, 24_000),
    "ulaw_8000": (MULAW, 8_000),
    "alaw_8000": (ALAW, 8_000),
}
"""Output format -> encoding and rate."""

CFG_SCALE = (1.2, 2.5)
"""A value outside is moved to the nearer end; every other range refuses."""
TEMPERATURE = (0.0, 1.0)
SPEED = (0.8, 1.2)
STABILITY = SIMILARITY_BOOST = STYLE = (0.0, 1.0)
MAX_NEW_TOKENS = (1, 2048)
CHUNK_LENGTH = (1, 10_000)
"""An entry of a chunk length schedule, and a buffer length."""
SCHEDULE_ENTRIES = 100
FLUSH_TIMEOUT_MS = (0, 60_000)
INACTIVITY_TIMEOUT = (0.1, 3600.0)
DICTIONARIES = 50
_LANGUAGES = (
    "de en fr es it pt nl pl sv da no fi cs hu ro el uk bg tr vi ar hi zh ja ko sk sl hr sr ru he"
    " fa ur bn ta yue th id ms"
)
LANGUAGES = frozenset(_LANGUAGES.split())

DEFAULT_CFG_SCALE = 2.0
DEFAULT_SPEED = 1.0
DEFAULT_CHUNK_LENGTHS = (80, 150, 250)
DEFAULT_FLUSH_TIMEOUT_MS = 500
DEFAULT_MAX_BUFFER_LENGTH = 1000
DEFAULT_INACTIVITY_TIMEOUT = 20.0
IDLE_TURN_SECONDS = 5.0
"""An open turn that gets no text for so long is ended by the server."""

FRAME_INDEX = 10_000_000
"""No turn has so many frames; a larger index is nonsense."""
RETRY_AFTER = (1.0, 300.0)
ERROR_TEXT_LENGTH = 300
"""Foreign error text is cut here."""
