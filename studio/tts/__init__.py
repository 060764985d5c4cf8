"""A client of the voice service and of the embedded voices: one protocol, two addresses."""

from studio.tts.audio_chunk import AudioChunk, WordTimestamp
from studio.tts.callbacks import MultiContextCallbacks, StreamingCallbacks
from studio.tts.client import TtsClient
from studio.tts.configs import (
    BALANCED,
    HIGH_QUALITY,
    LOW_LATENCY,
    MultiContextConfig,
    RequestConfig,
    StreamConfig,
    VoiceSettings,
)
from studio.tts.multi_context_session import MultiContextSession
from studio.tts.single_request import Speech
from studio.tts.streaming_session import StreamingSession
from studio.tts.usage import SessionStats, SessionUsage
from studio.tts.voices import Model, Voice
from studio.wire.patience import Patience

__all__ = [
    "BALANCED",
    "HIGH_QUALITY",
    "LOW_LATENCY",
    "AudioChunk",
    "Model",
    "MultiContextCallbacks",
    "MultiContextConfig",
    "MultiContextSession",
    "Patience",
    "RequestConfig",
    "SessionStats",
    "SessionUsage",
    "Speech",
    "StreamConfig",
    "StreamingCallbacks",
    "StreamingSession",
    "TtsClient",
    "Voice",
    "VoiceSettings",
    "WordTimestamp",
]
