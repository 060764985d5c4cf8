"""The voice service and the voices on offer, as they are shown."""

from __future__ import annotations

from dataclasses import dataclass

from studio.document.values import Voice
from studio.sentences import Message


@dataclass(frozen=True, slots=True)
class ServiceStanding:
    """`name` is the host that speaks the final voices; None when no key is at hand. `trouble`: why
    nothing can be spoken at present. `contexts` are open, of at most `most_contexts` on each
    connection."""

    name: str | None = None
    has_key: bool = False
    key_place: str = "nowhere"
    key_trouble: Message | None = None
    trouble: Message | None = None
    contexts: int = 0
    most_contexts: int = 0
    is_idle: bool = True


@dataclass(frozen=True, slots=True)
class ServiceTest:
    """What was found when a service was tried."""

    host: str
    voices: int
    models: tuple[str, ...]
    latency_seconds: float


@dataclass(frozen=True, slots=True)
class VoiceInfo:
    """A Voice on offer, and what is said about it; what is not said is empty. `id_of_sample` is None
    for a voice whose sample cannot be fetched."""

    voice: Voice
    description: str = ""
    category: str = ""
    sex: str = ""
    age: str = ""
    quality: str = ""
    accent: str = ""
    languages: tuple[str, ...] = ()
    sample_text: str = ""
    has_sample: bool = False
    is_public: bool | None = None
    is_verified: bool | None = None
