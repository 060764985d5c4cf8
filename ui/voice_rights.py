"""What is known of what may be done with a voice: ours from a table, others' as they report it."""

from __future__ import annotations

from studio.sentences import Sentence, sentence
from studio.standing.service import VoiceInfo
from studio.takes.recipe import EMBEDDED
from ui import messages

FREE = sentence("ui.voice_rights.free", "free, GPL speech engine on this computer")
PUBLIC = sentence("ui.voice_rights.public", "public; see the service's terms")
VERIFIED = sentence("ui.voice_rights.verified", "verified; see the service's terms")
OWN = sentence("ui.voice_rights.own", "own; see the service's terms")
SEE_TERMS = sentence("ui.voice_rights.see_terms", "see the service's terms")
WITH_REMARK = sentence("ui.voice_rights.with_remark", "{rights} · {remark}")


def rights_words(info: VoiceInfo, remark: str = "") -> str:
    """No claim that nobody made; `remark` is the user's own."""
    words = messages.say(_rights(info))
    return messages.say(WITH_REMARK, rights=words, remark=remark) if remark else words


def _rights(info: VoiceInfo) -> Sentence:
    if info.voice.service == EMBEDDED:
        return FREE
    if info.is_verified:
        return VERIFIED
    if info.is_public is None:
        return SEE_TERMS
    return PUBLIC if info.is_public else OWN
