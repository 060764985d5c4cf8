"""Hearing one Take, Voice or text alone, outside the scene; many Voices side by side. Light; before
anything runs, nothing is heard. A new audition ends the one before it at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from studio.document.values import AS_USUAL, Delivery, LineId, SpeakerId, Voice
from studio.front.running import Running
from studio.takes.recipe import TakeKey

if TYPE_CHECKING:
    from studio.front.typing_voice import TypingVoice
    from studio.front.voice_wall import ChemistryRead, VoiceWall


class Auditions:
    def __init__(self, running: Running) -> None:
        self._running = running

    @property
    def is_heard(self) -> bool:
        machinery = self._running.machinery
        return machinery is not None and machinery.transport.is_auditioning

    @property
    def frame(self) -> int | None:
        """Which frame of it is being heard; None while there is no audition."""
        machinery = self._running.machinery
        return None if machinery is None else machinery.transport.audition_frame

    def take(self, key: TakeKey) -> None:
        """Hear a Take alone, also while it grows, or what came of it."""
        if self._running.machinery is not None:
            self._running.machinery.auditions.hear(key)

    def levelled_take(self, key: TakeKey) -> None:
        """The same as loud as every other Take that is heard so: for comparing."""
        machinery = self._running.machinery
        take = None if machinery is None else machinery.making.shelf.take(key)
        if machinery is None or take is None:
            self.take(key)
            return
        from studio.scheduling.casting_wall import level_gain_db

        machinery.auditions.hear(key, level_gain_db(take))

    def line(self, id: LineId) -> None:
        """Hear what a Line plays; one that is not there yet is made first."""
        if self._running.machinery is not None:
            self._running.machinery.auditions.hear_line(id)

    def voice(self, voice: Voice, text: str, delivery: Delivery = AS_USUAL) -> None:
        """Hear a Voice say something; what it is paid for is in the ledger as an audition."""
        if self._running.machinery is not None:
            self._running.machinery.auditions.hear_voice(voice, text, delivery)

    def sound(self, content: bytes, called: str) -> None:
        """Hear a sound file, such as the sample of a voice; raises InputError when it is none."""
        if self._running.machinery is not None:
            from studio.timeline.file_sound import FileSound

            self._running.machinery.transport.audition(FileSound(content, called))

    def stop(self) -> None:
        """Go back to what was heard before, and make nothing more for it."""
        if self._running.machinery is not None:
            self._running.machinery.auditions.stop()

    def wall(
        self, line: LineId, voices: Sequence[Voice], before: VoiceWall | None = None
    ) -> VoiceWall | None:
        """One Line in up to 18 Voices, which speak once they are told to; close it when it is no
        longer shown. One `before` it, closed already, lets known Voices be shown at once."""
        machinery = self._running.machinery
        if machinery is None:
            return None
        from studio.front.voice_wall import VoiceWall

        return VoiceWall(machinery, self._running.document(), line, voices, before)

    def chemistry(
        self, lines: Sequence[LineId], casts: Sequence[Mapping[SpeakerId, Voice]]
    ) -> ChemistryRead | None:
        """The same up to six Lines once for each cast; close it when it is no longer shown."""
        machinery = self._running.machinery
        if machinery is None:
            return None
        from studio.front.voice_wall import ChemistryRead

        return ChemistryRead(machinery, self._running.document(), lines, casts)

    def type_to_hear(self, voice: Voice, delivery: Delivery = AS_USUAL) -> TypingVoice | None:
        """Text that is heard while it is typed; close it when nobody types any more."""
        machinery = self._running.machinery
        if machinery is None:
            return None
        from studio.front.typing_voice import TypingVoice

        return TypingVoice(machinery, voice, delivery)
