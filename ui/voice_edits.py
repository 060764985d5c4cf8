"""Casting as one step of work: which Voices a Speaker has from now on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from studio.document import step_names
from studio.document.edits import casting
from studio.document.edits.grasp import speaker_of
from studio.document.values import Document, SpeakerId, Voice
from studio.studio import Studio
from ui import edits


def cast_final(studio: Studio, speaker: SpeakerId, voice: Voice | None) -> bool:
    """Whether it could be done; why not is reported."""
    who = speaker_of(studio.document, speaker)
    change = partial(casting.set_voices, speaker=speaker, draft=who.draft_voice, final=voice)
    return edits.edit(studio, step_names.CAST_VOICE(name=who.name), change)


def cast_draft(studio: Studio, speaker: SpeakerId, voice: Voice | None) -> bool:
    who = speaker_of(studio.document, speaker)
    change = partial(casting.set_voices, speaker=speaker, draft=voice, final=who.final_voice)
    return edits.edit(studio, step_names.CAST_VOICE(name=who.name), change)


def cast_all(studio: Studio, voices: Mapping[SpeakerId, Voice], *, are_final: bool) -> bool:
    """All of them in one step."""

    def change(document: Document) -> Document:
        for id, voice in voices.items():
            who = speaker_of(document, id)
            draft, final = (who.draft_voice, voice) if are_final else (voice, who.final_voice)
            document = casting.set_voices(document, id, draft, final)
        return document

    names = ", ".join(speaker_of(studio.document, id).name for id in voices)
    return edits.edit(studio, step_names.CAST_VOICE(name=names), change)
