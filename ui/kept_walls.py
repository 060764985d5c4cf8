"""What was made of the casting walls of a project, and which Voices that brings into question."""

from __future__ import annotations

from studio.document.values import SpeakerId, Voice
from studio.front.open_project import OpenProject
from studio.standing.service import VoiceInfo
from studio.studio import Studio
from ui.casting_wall.wall import Wall
from ui.voice_filters import Wanted, fitting, language_of


class KeptWalls:
    """One for each Speaker, until the project is left."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._project: OpenProject | None = None
        self._walls: dict[SpeakerId, Wall] = {}

    @property
    def are_of_this_project(self) -> bool:
        return self._project is self._studio.project

    def begin(self) -> None:
        """Forget those of a project that was left."""
        if not self.are_of_this_project:
            self._project, self._walls = self._studio.project, {}

    def of(self, speaker: SpeakerId) -> Wall:
        return self._walls.get(speaker, Wall())

    def keep(self, speaker: SpeakerId, wall: Wall) -> None:
        self._walls[speaker] = wall

    def short_list(self, speaker: SpeakerId) -> tuple[Voice, ...]:
        """Who speaks now, and whom the Speaker's wall kept."""
        who = self._studio.document.speaker(speaker)
        present = who.final_voice or who.draft_voice
        kept = self.of(speaker).kept
        return tuple(dict.fromkeys((*((present,) if present else ()), *kept)))

    def choices(self, speaker: SpeakerId) -> tuple[Voice, ...]:
        """Their own, all that hang on their wall, and the local ones of their language."""
        who = self._studio.document.speaker(speaker)
        own = tuple(voice for voice in (who.final_voice, who.draft_voice) if voice is not None)
        infos = (*self.of(speaker).voices, *local_voices(self._studio, speaker))
        return tuple(dict.fromkeys((*own, *(info.voice for info in infos))))


def local_voices(studio: Studio, speaker: SpeakerId) -> tuple[VoiceInfo, ...]:
    """The voices of this computer that speak the Speaker's language."""
    wanted = Wanted(language=language_of(studio.document, speaker))
    return fitting(studio.service.embedded_voices(), wanted)
