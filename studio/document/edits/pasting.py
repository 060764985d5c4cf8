"""Many Lines at once, from the clipboard, a script or another project: one step, one Cast."""

from __future__ import annotations

from dataclasses import replace

from studio.document.edits.casting import add_speaker, new_speaker, speaker_called
from studio.document.edits.grasp import EditError, place_of
from studio.document.edits.script import copied
from studio.document.values import LONGEST_TEXT, Document, Line, ScriptItem, SpeakerId
from studio.sentences import sentence

_too_long = sentence(
    "edit.paste-too-long",
    "A line to be pasted has {length} characters; {most} are possible. Split it first.",
)


def paste(document: Document, pasted: Document, before: str | None) -> Document:
    """Put the script of `pasted` before the item of that id, or at the end.

    Speakers are known by name or alias; unknown ones join the Cast as they are. An id that is here
    already belongs to what is here, so the pasted item gets a new one.
    """
    place = place_of(document, before)
    if not pasted.script:
        return document
    for line in pasted.lines:
        if len(line.text) > LONGEST_TEXT:
            raise EditError(_too_long(length=len(line.text), most=LONGEST_TEXT))
    speaking = {line.speaker for line in pasted.lines}
    speakers: dict[SpeakerId, SpeakerId] = {}
    for speaker in pasted.cast:
        if speaker.id not in speaking:
            continue
        known = speaker_called(document, speaker.name)
        if known is None:
            fresh = new_speaker(document, speaker.name)
            known = replace(speaker, id=fresh.id, name=fresh.name, colour=fresh.colour)
            document = add_speaker(document, known)
        speakers[speaker.id] = known.id
    taken = {item.id for item in document.script.pick({item.id for item in pasted.script})}
    items = [_at_home(item, speakers, item.id in taken) for item in pasted.script]
    return replace(document, script=document.script.spliced(place, place, items))


def _at_home(item: ScriptItem, speakers: dict[SpeakerId, SpeakerId], is_taken: bool) -> ScriptItem:
    here = copied(item) if is_taken else item
    return replace(here, speaker=speakers[here.speaker]) if isinstance(here, Line) else here
