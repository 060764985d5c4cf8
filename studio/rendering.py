"""The main job without a window: have every Line of a Document spoken, and write the Mix."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from studio.atomic_file import check_replaceable
from studio.audio.sound_file import SoundFormat
from studio.document.values import Document, LineId
from studio.errors import StudioError
from studio.export.mix_file import write_mix
from studio.scheduling.demand import Want, draft_wants
from studio.scheduling.voice_thread import VoiceThread
from studio.takes.recipe import TakeKey, draft_recipe
from studio.takes.shelf import Shelf
from studio.timeline.layout import layout
from studio.timeline.lengths import line_lengths
from studio.timeline.master import Master, ceiling_db
from studio.timeline.mixer import Mixer
from studio.timeline.sound_files import SoundFiles


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one step of the work has come."""

    step: str
    done: int
    whole: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """What was written, and the Lines that are silent in it because they could not be spoken."""

    frames: int
    unspoken: dict[LineId, StudioError]


def render_mix(
    document: Document, path: Path, form: SoundFormat, progress: Callable[[Progress], object]
) -> Rendered:
    """Speak what is missing with the draft voices and write the Mix to `path`.

    Raises StorageError before anything is spoken when `path` cannot be written, and the first error
    when not one Line could be spoken; nothing is written then.
    """
    check_replaceable(path)
    shelf = Shelf()
    failed = _make_takes(shelf, draft_wants(document, draft_recipe), progress)
    unspoken = {
        line.id: failed[recipe.key]
        for line in document.lines
        if (recipe := draft_recipe(document, line)) is not None and recipe.key in failed
    }
    if failed and not shelf.keys():
        raise next(iter(failed.values()))
    lengths = line_lengths(document, draft_recipe, shelf.outline)
    with closing(SoundFiles()) as sounds:
        sound_lengths = sounds.lengths(document.sound_clips)
        timeline = layout(document, lengths, sound_lengths=sound_lengths).heard()
        mixer = Mixer(document, timeline, shelf.take, sounds.stream)
        mix = Master(mixer, ceiling_db(document))
        write_mix(
            mix,
            path,
            lambda done, whole: progress(Progress("Mixing", done, whole)),
            form,
            prepare=mixer.prepare,
        )
    return Rendered(mix.end_frame, unspoken)


def _make_takes(
    shelf: Shelf, wants: tuple[Want, ...], progress: Callable[[Progress], object]
) -> dict[TakeKey, StudioError]:
    voices = VoiceThread(shelf)
    changed = threading.Event()
    voices.changed.connect(changed.set)
    voices.start()
    try:
        voices.want(wants)
        while True:
            changed.clear()
            failed = voices.standing.failed
            at_hand = shelf.keys()
            done = sum(want.key in at_hand or want.key in failed for want in wants)
            progress(Progress("Speaking", done, len(wants)))
            if done == len(wants):
                return dict(failed)
            changed.wait()
    finally:
        voices.close()
