"""What an export is made from: one Document with its Timeline and Takes, as they were when it began.

Pure but for `take` and `stream`, which fetch what is large when it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from studio.audio.sound_stream import SoundStream
from studio.document.initials import initials_of
from studio.document.script_items import SCENE, Heading, HeadingId
from studio.document.sounds import SoundSource
from studio.document.values import Document, Line, LineId, Speaker
from studio.frames import PROJECT_RATE
from studio.takes.recipe import Recipe, TakeKey
from studio.takes.take import Take
from studio.timeline.clip import Clip
from studio.timeline.values import Timeline


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A Line with all that is known of how it is heard. `number` counts the Lines from 1, `scene_number`
    the scenes. A Line without a Clip takes no time; one without a Take is silent. An understudy is the
    draft voice where the final one was wanted."""

    line: Line
    speaker: Speaker
    speaker_code: str
    number: int
    scene: Heading | None
    scene_number: int
    recipe: Recipe | None
    clip: Clip | None
    is_understudy: bool = False

    @property
    def says_something(self) -> bool:
        return self.recipe is not None or self.line.pinned is not None

    @property
    def id(self) -> str:
        """As games and translators know it."""
        return self.line.external_id or self.line.id

    @property
    def take(self) -> TakeKey | None:
        return None if self.clip is None else self.clip.take

    @property
    def take_number(self) -> int:
        return self.line.retake + 1

    @property
    def is_final(self) -> bool:
        return self.recipe is not None and self.recipe.is_paid


@dataclass(frozen=True, slots=True)
class Material:
    """`recipes` tells for each Line whose Take is heard, or was wanted; `further` the keys of other Takes
    of it, best first. With `wants_finals`, a draft voice is only an understudy."""

    document: Document
    timeline: Timeline
    take: Callable[[TakeKey], Take | None]
    stream: Callable[[SoundSource], SoundStream | None]
    recipes: Mapping[LineId, Recipe]
    now: datetime
    name: str = ""
    further: Callable[[Line], Sequence[TakeKey]] = lambda line: ()
    file_of: Callable[[SoundSource], str | None] = lambda source: source.linked_path
    revision: int = 1
    wants_finals: bool = False
    _spoken: list[tuple[SpokenLine, ...]] = field(default_factory=list, repr=False, compare=False)

    @property
    def title(self) -> str:
        return self.document.title or self.name

    @property
    def spoken(self) -> tuple[SpokenLine, ...]:
        """Every Line, in the order of the script."""
        if not self._spoken:
            self._spoken.append(tuple(_spoken(self)))
        return self._spoken[0]

    def chapters(self) -> list[tuple[Heading, int]]:
        """Headings of chapters and scenes with the frame at which their first Line starts."""
        found: list[tuple[Heading, int]] = []
        seen: set[HeadingId] = set()
        for spoken in self.spoken:
            scene, clip = spoken.scene, spoken.clip
            if scene is not None and clip is not None and scene.id not in seen:
                seen.add(scene.id)
                found.append((scene, clip.start_frame))
        return sorted(found, key=lambda each: each[1])


def _spoken(material: Material) -> list[SpokenLine]:
    document = material.document
    clips = {clip.line: clip for clip in material.timeline.clips}
    codes = dict(
        zip(
            [speaker.id for speaker in document.cast],
            initials_of([speaker.name for speaker in document.cast]),
            strict=True,
        )
    )
    speakers = {speaker.id: speaker for speaker in document.cast}
    found = []
    scene: Heading | None = None
    scenes = number = 0
    for item in document.script:
        if isinstance(item, Heading):
            if item.level <= SCENE:
                scene, scenes = item, scenes + 1
        elif isinstance(item, Line):
            number += 1
            speaker = speakers[item.speaker]
            code = speaker.short_code or codes[speaker.id]
            recipe, clip = material.recipes.get(item.id), clips.get(item.id)
            understudy = (
                material.wants_finals
                and speaker.final_voice is not None
                and item.pinned is None
                and recipe is not None
                and not recipe.is_paid
                and clip is not None
                and clip.take is not None
            )
            found.append(
                SpokenLine(
                    item, speaker, code, number, scene, max(1, scenes), recipe, clip, understudy
                )
            )
    return found


def clock(frames: int, separator: str = ":", decimal: str = ".") -> str:
    """`00:01:08.400`."""
    milliseconds = (frames * 1000 + PROJECT_RATE // 2) // PROJECT_RATE
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    seconds = f"{rest // 1000:02}{decimal}{rest % 1000:03}"
    return separator.join((f"{hours:02}", f"{minutes:02}", seconds))
