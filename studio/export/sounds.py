"""The Mix and its stems as files, in one pass: mixed here, encoded on other threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import numpy as np

from studio.audio.convolver import BLOCK_FRAMES as EFFECT_FRAMES
from studio.audio.encoder import Encoder
from studio.audio.lane_effects import tail_frames
from studio.audio.sides import louder
from studio.audio.tags import Tags
from studio.document.sounds import SoundLaneId
from studio.document.values import Document, SpeakerId
from studio.export.behind import Behind, WritesBehind, blocks, other_threads
from studio.export.job import Job, MixFile, Sound
from studio.export.levelling import Level, level_for
from studio.export.manifest import signature_of
from studio.export.material import Material
from studio.export.measured import SoundMeter
from studio.export.part import Chosen
from studio.export.placing import Placing
from studio.export.plan import StemSet
from studio.export.progress import MEASURING, WRITING, Watch
from studio.export.report import LoudnessReport
from studio.export.stem import Stem
from studio.export.window import Window
from studio.frames import PROJECT_RATE
from studio.sentences import Message, sentence
from studio.timeline.master import Master
from studio.timeline.mixer import Mixer

_too_loud = sentence(
    "export.stem-too-loud",
    "{name} is louder than full scale in places and was held there. Choose WAV with 32-bit float for"
    " stems that must add up to the Mix.",
)


class SoundPass:
    """All files of one number of channels."""

    def __init__(
        self,
        material: Material,
        job: Job,
        part: Chosen,
        channels: int,
        mixes: Sequence[MixFile],
        stems: Sequence[StemSet],
    ) -> None:
        self._material, self._job, self._part = material, job, part
        self._channels, self._mixes, self._stems = channels, mixes, stems
        self._mixer = Mixer(material.document, part.timeline, material.take, material.stream)
        self.source = self._window(self._mixer)
        self.warnings: list[Message] = []

    @property
    def frames(self) -> int:
        return self.source.end_frame

    @property
    def paths(self) -> Iterator[tuple[str, Path]]:
        """Each file with its kind."""
        yield from (("mix", mix.path) for mix in self._mixes)
        yield from (("stem", path) for each in self._stems for path in each.paths)

    @property
    def signature(self) -> str:
        """The same as long as the same would be written."""
        document, part = self._material.document, self._part
        return signature_of(
            [mix.sound for mix in self._mixes],
            [(each.wish.sound, each.wish.centred, each.lanes) for each in self._stems],
            self._job.loudness if self._target is not None else self._job.loudness.ceiling_db,
            (part.start_frame, part.end_frame, tuple(part.timeline.clips), part.timeline.sounds),
            [(speaker.id, speaker.lane) for speaker in document.cast],
            [(lane.id, lane.lane) for lane in document.sound_lanes],
            (self._job.ai_notice, self._job.artist, self._material.title),
        )

    @property
    def work(self) -> float:
        """In frames: the Mix is measured first when it has a target."""
        return self.frames * (2.0 if self._target is not None else 1.0)

    def write(self, tags: Tags, watch: Watch) -> LoudnessReport | None:
        """Tells how loud it was and is, where a target was set."""
        level: Level | None = None
        if self._target is not None:
            watch.begin(MEASURING())
            with other_threads() as others:
                level = level_for(self.source, self._channels, self._job.loudness, others, watch)
        gain_db = level.gain_db if level else 0.0
        meter = SoundMeter(self._channels) if level else None
        self._write(gain_db, tags, meter, watch)
        if level is None or meter is None:
            return None
        return LoudnessReport(
            self._channels, self._job.loudness, gain_db, level.before, meter.result()
        )

    @property
    def _target(self) -> float | None:
        return self._job.loudness.target_for(self._channels)

    def _window(self, mixer: Mixer) -> Window:
        part = self._part
        rings_on = mixer.end_frame - part.timeline.end_frame
        end = part.end_frame + max(rings_on, self._job.tail_frames)
        return Window(mixer, part.start_frame, end, self._channels, edges=not part.is_whole)

    def _write(self, gain_db: float, tags: Tags, meter: SoundMeter | None, watch: Watch) -> None:
        placing = Placing()
        # The threads end before the files do that they write to.
        with ExitStack() as files, other_threads() as others:
            open_file = self._opener(files, placing, others)
            mixes = [open_file(each.path, each.sound, tags) for each in self._mixes]
            stems = [
                (
                    path,
                    self._stem(lane, stem_set.wish.centred),
                    open_file(path, stem_set.wish.sound, _stem_tags(tags, name)),
                )
                for stem_set in self._stems
                for lane, name, path in zip(
                    stem_set.lanes, stem_set.names, stem_set.paths, strict=True
                )
            ]
            name = (self._mixes[0].path if self._mixes else stems[0][0]).name
            watch.begin(WRITING(name=name))
            self._pass(gain_db, stems, mixes, meter, others, watch)
            for file in [*mixes, *(file for _, _, file in stems)]:
                file.finish()
        placing.check()

    def _pass(
        self,
        gain_db: float,
        stems: list[tuple[Path, Stem, WritesBehind]],
        mixes: list[WritesBehind],
        meter: SoundMeter | None,
        others: Executor,
        watch: Watch,
    ) -> None:
        master = Master(self.source, self._job.loudness.ceiling_db, gain_db)
        gain = np.float32(10 ** (gain_db / 20))
        too_loud: set[Path] = set()
        metering = Behind(others)
        for start, frames in blocks(self.frames, others, self.source.prepare):
            block = master.mix(start, frames)
            for file in mixes:
                file.write(block)
            if meter is not None:
                metering.do(meter.add, block)
            for path, stem, file in stems:
                sound = stem.mix(start, frames)
                if sound is None:
                    file.write_silence(frames)
                    continue
                sound = louder(sound, gain)
                if max(sound.max(), -sound.min()) > 1.0:
                    too_loud.add(path)
                file.write(sound)
            watch.step(frames)
        metering.wait()
        self._tell_too_loud(too_loud)

    def _tell_too_loud(self, paths: set[Path]) -> None:
        for stem_set in self._stems:
            if stem_set.wish.sound.encoding.depth.value != "float":
                self.warnings += [
                    _too_loud(name=path.name) for path in stem_set.paths if path in paths
                ]

    def _stem(self, lane: SpeakerId | SoundLaneId, centred: bool) -> Stem:
        material = self._material
        only: frozenset[SpeakerId | SoundLaneId] = frozenset((lane,))
        mixer = Mixer(
            _in_the_middle(material.document) if centred else material.document,
            self._part.timeline,
            material.take,
            material.stream,
            self._mixer,
            only,
        )
        return Stem(self._window(mixer), self._part.start_frame, self._heard(lane))

    def _heard(self, lane: SpeakerId | SoundLaneId) -> list[tuple[int, int]]:
        """Effects ring on a little, in blocks of their own."""
        timeline = self._part.timeline
        effects = {each.id: each.lane.effect for each in self._material.document.cast}
        rings_on = {id: tail_frames(effect) + EFFECT_FRAMES for id, effect in effects.items()}
        spans = [
            (clip.start_frame, clip.end_frame + rings_on[clip.speaker])
            for clip in timeline.clips
            if clip.speaker == lane
        ]
        spans += [
            (each.start_frame, each.end_frame) for each in timeline.sounds if each.lane == lane
        ]
        return spans

    def _opener(
        self, files: ExitStack, placing: Placing, others: Executor
    ) -> Callable[[Path, Sound, Tags], WritesBehind]:
        def open_file(path: Path, sound: Sound, tags: Tags) -> WritesBehind:
            form, rate = sound.encoding, sound.encoding.rate(sound.rate)
            frames = -(-self.frames * rate // PROJECT_RATE)

            def encoder_for(part: Path) -> Encoder:
                return Encoder(
                    part, form, rate, self._channels, frames=frames, called=path, tags=tags
                )

            encoder = files.enter_context(placing.file(path, encoder_for))
            return WritesBehind(others, encoder, rate, self._channels)

        return open_file


def _in_the_middle(document: Document) -> Document:
    """Whoever mixes again pans for themselves."""
    cast = [replace(each, lane=replace(each.lane, pan=0.0)) for each in document.cast]
    lanes = [replace(each, lane=replace(each.lane, pan=0.0)) for each in document.sound_lanes]
    return replace(document, cast=tuple(cast), sound_lanes=tuple(lanes))


def _stem_tags(tags: Tags, name: str) -> Tags:
    title = f"{tags.title} – {name}" if tags.title else name
    return Tags(title, name, tags.album, tags.date, tags.comment, tags.ai_notice)
