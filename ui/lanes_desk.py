"""How the Lanes of the timeline sit in the Mix, and the music and effects that lie on them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from studio.document import step_names
from studio.document.edits import casting, sounds
from studio.document.lanes import LaneSettings
from studio.document.sounds import (
    Duck,
    SoundClip,
    SoundClipId,
    SoundLane,
    SoundLaneId,
    SoundSource,
)
from studio.document.values import Document, SpeakerId
from studio.identity import new_id
from studio.sentences import sentence
from studio.studio import Studio
from ui import dialogs, messages, tasks
from ui.edits import edit
from ui.timeline.panel import TimelinePanel
from ui.timeline.sound_dialog import SoundDialog
from ui.timeline.sound_drops import SOUND_SUFFIXES

MUSIC = sentence("ui.lanes_desk.music", "Music")
ADD_TITLE = sentence("ui.lanes_desk.add_title", "Add music or an effect")
SOUNDS = sentence("ui.lanes_desk.sounds", "Sound files")
EFFECT = sentence("ui.lanes_desk.effect", "Sounds as if")
FIND = sentence("ui.lanes_desk.find", "Find {name}…")
EFFECTS = {
    "": sentence("ui.lanes_desk.no_effect", "in the room"),
    "phone": sentence("ui.lanes_desk.phone", "on the telephone"),
    "radio": sentence("ui.lanes_desk.radio", "from a radio"),
    "next-room": sentence("ui.lanes_desk.next_room", "from the next room"),
    "hall": sentence("ui.lanes_desk.hall", "in a hall"),
}
"""What a Lane may sound like, by the name the Document has for it."""

_PATTERNS = f" ({' '.join(f'*{suffix}' for suffix in SOUND_SUFFIXES)})"


class LanesDesk(QObject):
    def __init__(self, studio: Studio, panel: TimelinePanel) -> None:
        super().__init__(panel)
        self._studio, self._panel = studio, panel
        panel.lane_wanted.connect(self._set_lane)
        panel.duck_wanted.connect(self._set_duck)
        panel.lane_menu_wanted.connect(self._show_menu)
        panel.sounds_dropped.connect(
            lambda paths, frame: tasks.start(self._add_sounds(paths, frame), self)
        )

    def _set_lane(self, id: str, settings: LaneSettings) -> None:
        document = self._studio.document
        for speaker in document.cast:
            if speaker.id == id:
                name = step_names.LANE(f"lane {id}", name=speaker.name)
                edit(self._studio, name, lambda it: casting.set_lane(it, SpeakerId(id), settings))
        for lane in document.sound_lanes:
            if lane.id == id:
                name = step_names.LANE(f"lane {id}", name=lane.name)
                changed = replace(lane, lane=settings)
                edit(self._studio, name, partial(sounds.put_sound_lane, lane=changed))

    async def _add_sounds(self, paths: Sequence[Path], frame: int) -> None:
        """One after the other from a frame on, on the last Lane of sounds, or on the first one ever."""
        for path in paths:
            source = await asyncio.wrap_future(self._studio.add_sound(path))
            lanes = self._studio.document.sound_lanes
            name = messages.say(MUSIC)
            lane = lanes[-1] if lanes else SoundLane(SoundLaneId(new_id()), name)
            clip = SoundClip(SoundClipId(new_id()), lane.id, source, frame, duck=Duck())
            edit(self._studio, step_names.SOUND(), partial(_with_sound, lane=lane, clip=clip))

    async def choose_sound(self) -> None:
        """Ask for a file, and lay it where the playhead is."""
        path = await self._asked()
        if path is not None:
            await self._add_sounds([path], self._studio.playhead)

    def _set_duck(self, lane: str, is_ducking: bool) -> None:
        duck = Duck() if is_ducking else None
        edit(self._studio, step_names.SOUND(), lambda it: _ducking(it, lane, duck))

    async def ask_values(self, id: SoundClipId) -> None:
        """The numbers of one sound, as fields."""
        clips = self._studio.document.sound_clips
        clip = next((clip for clip in clips if clip.id == id), None)
        if clip is None:
            return
        dialog = SoundDialog(clip, self._panel.window())
        if await dialogs.finished(dialog) and dialog.clip != clip:
            edit(self._studio, step_names.SOUND(), partial(sounds.put_sound, clip=dialog.clip))

    def _show_menu(self, id: str, settings: LaneSettings, at: QPoint) -> None:
        """What the Lane may sound like."""
        menu = QMenu(self._panel)
        menu.addSection(messages.say(EFFECT))
        choices = QActionGroup(menu)
        for effect, said in EFFECTS.items():
            choice = choices.addAction(menu.addAction(messages.say(said)))
            choice.setCheckable(True)
            choice.setChecked(effect == settings.effect)
            choice.triggered.connect(partial(self._set_lane, id, replace(settings, effect=effect)))
        for sound in self._studio.timeline.sounds:
            if sound.lane == id and sound.is_missing:
                find = menu.addAction(messages.say(FIND, name=sound.source.name))
                find.triggered.connect(
                    lambda _checked, id=sound.id: tasks.start(self._find(id), self)
                )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    async def _find(self, id: SoundClipId) -> None:
        """The file of a sound that the project lacks, from wherever it lies now."""
        path = await self._asked()
        if path is not None:
            source = await asyncio.wrap_future(self._studio.add_sound(path))
            edit(self._studio, step_names.SOUND(), partial(_from_file, id=id, source=source))

    async def _asked(self) -> Path | None:
        return await dialogs.choose_file(
            self._panel.window(), messages.say(ADD_TITLE), [messages.say(SOUNDS) + _PATTERNS]
        )


def _with_sound(document: Document, lane: SoundLane, clip: SoundClip) -> Document:
    return sounds.put_sound(sounds.put_sound_lane(document, lane), clip)


def _from_file(document: Document, id: SoundClipId, source: SoundSource) -> Document:
    """With that sound played from another file."""
    for clip in document.sound_clips:
        if clip.id == id:
            document = sounds.put_sound(document, replace(clip, source=source))
    return document


def _ducking(document: Document, lane: str, duck: Duck | None) -> Document:
    """With every sound on the Lane giving way to speech like this, or not at all."""
    for clip in document.sound_clips:
        if clip.lane == lane:
            document = sounds.put_sound(document, replace(clip, duck=duck))
    return document
