"""What the words of the command line wish for, as a Job for each source and as who is to speak."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from studio.audio.encoding import ENDINGS, Encoding, encoding_for, encoding_named
from studio.commands import UsageError
from studio.document.script_items import SCENE, HeadingId
from studio.document.values import Document
from studio.errors import InputError
from studio.export.captions.writing import WITH_WORD_TIMES
from studio.export.job import (
    CaptionFile,
    HandoverFile,
    Job,
    Loudness,
    MixFile,
    Scenes,
    ScriptFile,
    Sound,
    Unfinished,
)
from studio.export.name_template import Values, read_template
from studio.export.presets import PLAIN, Preset, in_layout, preset_named
from studio.export.safe_name import safe_name
from studio.export.texts import check_texts
from studio.frames import frames_from_seconds
from studio.sentences import sentence

UNKNOWN_ENDING = sentence(
    "render.unknown-ending",
    "{path} does not say what kind of sound file it is to be. Let its name end in {endings}.",
)
WOULD_DESTROY = sentence(
    "render.would-destroy",
    "{path} is the script itself and would be lost. Give the sound file another name.",
)
_no_output = sentence(
    "render.no-output",
    "Nothing is to be written. Say at least one of -o, --stems, --lines, --captions, --words,"
    " --word-times, --handover and --script.",
)
_one_for_all = sentence(
    "render.one-for-all",
    "{path} would be written by {count} scripts. Put {{project}} into the name, or give a folder.",
)
_no_word_times = sentence(
    "render.no-word-times",
    "{path} cannot hold the times of words. Let its name end in {ending}.",
)
_no_scene = sentence("render.no-scene", "There is no scene {name!r} in {path}. It has: {known}.")
_bad_number = sentence("render.bad-number", "{flag} {value:g} makes no sense: {wanted}.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written, before it is known for which source."""

    arguments: argparse.Namespace
    preset: Preset

    @property
    def form(self) -> Encoding | None:
        word = self.arguments.format
        return encoding_named(word) if word else None


def wanted(arguments: argparse.Namespace) -> Wanted:
    """Raises InputError for words that make no sense, before anything is read or spoken."""
    preset = preset_named(arguments.preset) if arguments.preset else PLAIN
    found = Wanted(arguments, preset)
    if not any(
        (arguments.output, arguments.stems, arguments.lines, arguments.captions, arguments.words,
         arguments.word_times, arguments.handover, arguments.script)
    ):  # fmt: skip
        raise UsageError(_no_output())
    for flag, value, least, most in (
        ("--loudness", arguments.loudness, -60, 0),
        ("--peak", arguments.peak, -20, 0),
        ("--budget", arguments.budget, 0, 1e6),
        ("--price", arguments.price, 0, 1e6),
    ):
        if value is not None and not least <= value <= most:
            between = f"give a number from {least:g} to {most:g}"
            raise UsageError(_bad_number(flag=flag, value=value, wanted=between))
    for template in (arguments.stem_names, arguments.line_names):
        if template:
            read_template(template)
    for word in (arguments.format, arguments.stem_format, arguments.line_format):
        if word:
            encoding_named(word)
    for name in arguments.word_times:
        if Path(name).suffix.casefold() != WITH_WORD_TIMES:
            raise UsageError(_no_word_times(path=name, ending=WITH_WORD_TIMES))
    for output in arguments.output:
        if not _is_folder(output) and encoding_for(output) is None:
            raise InputError(UNKNOWN_ENDING(path=output, endings=_listed(ENDINGS)))
    check_texts(_texts(found, Path))
    return found


def job_for(wish: Wanted, source: Path, name: str, document: Document, count: int) -> Job:
    """The Job of one of `count` sources, which outputs know by `name`. Raises InputError."""
    arguments, preset = wish.arguments, wish.preset
    values = _values(name, document, preset)

    def place(word: str) -> Path:
        path = Path(word)
        if "{" not in path.name:
            if count > 1:
                raise InputError(_one_for_all(path=word, count=count))
            return path
        return path.parent / read_template(path.stem).name(values, path.suffix)

    mixes = tuple(
        MixFile(path, _sound(wish, path.name))
        for path in (_mix_path(wish, word, name, place) for word in arguments.output)
    )
    stems = lines = None
    if arguments.stems:
        stems = replace(preset.stems, folder=_folder(arguments.stems, name, count))
        if arguments.stem_names:
            stems = replace(stems, names=arguments.stem_names)
        if arguments.stem_format:
            form = encoding_named(arguments.stem_format)
            stems = replace(stems, sound=replace(stems.sound, encoding=form))
        if arguments.mono or preset.mix.channels == 1:
            stems = replace(stems, sound=replace(stems.sound, channels=1))
        if arguments.rate:
            stems = replace(stems, sound=replace(stems.sound, rate=arguments.rate))
    if arguments.lines:
        lines = replace(preset.lines, folder=_folder(arguments.lines, name, count))
        if arguments.layout:
            lines = in_layout(lines, arguments.layout)
        if arguments.line_names:
            lines = replace(lines, names=arguments.line_names)
        if arguments.line_format:
            form = encoding_named(arguments.line_format)
            lines = replace(lines, sound=replace(lines.sound, encoding=form))
        if arguments.rate:
            lines = replace(lines, sound=replace(lines.sound, rate=arguments.rate))
        if arguments.processed:
            lines = replace(lines, processed=True)
    job = replace(
        _texts(wish, place),
        mixes=mixes,
        stems=stems,
        lines=lines,
        part=_part(arguments.scene, source, document),
        loudness=_loudness(arguments, preset),
        unfinished=Unfinished(arguments.unfinished) if arguments.unfinished else preset.unfinished,
        ai_notice=preset.ai_notice and not arguments.no_ai_tag,
        only_changed=arguments.only_changed,
        artist=preset.artist,
        episode=preset.episode,
        tail_frames=frames_from_seconds(preset.tail_seconds),
    )
    _check_not_the_source(source, job)
    return job


def with_lead(wish: Wanted, document: Document) -> Document:
    """With as much silence before the first Line as the preset wants."""
    lead = frames_from_seconds(wish.preset.lead_seconds)
    pauses = document.pauses
    return replace(
        document, pauses=replace(pauses, lead_in_frames=max(lead, pauses.lead_in_frames))
    )


def paths_of(job: Job) -> list[Path]:
    """The files whose names were given."""
    return [
        *(each.path for each in job.mixes),
        *(each.path for each in job.captions),
        *(each.path for each in job.handover),
        *(each.path for each in job.scripts),
    ]


def _texts(wish: Wanted, place: Callable[[str], Path]) -> Job:
    arguments, captions = wish.arguments, wish.preset.captions
    return Job(
        captions=(
            *(replace(captions, path=place(name)) for name in arguments.captions),
            *(CaptionFile(place(name), words=True) for name in arguments.words),
            *(
                replace(captions, path=place(name), word_times=True)
                for name in arguments.word_times
            ),
        ),
        handover=tuple(HandoverFile(place(name)) for name in arguments.handover),
        scripts=tuple(ScriptFile(place(name)) for name in arguments.script),
    )


def _values(name: str, document: Document, preset: Preset) -> Values:
    return {
        "project": name,
        "episode": preset.episode,
        "lang": document.language,
        "date": date.today().isoformat(),  # noqa: DTZ011  # people name files by their own day
        "rev": 1,
    }


def _mix_path(wish: Wanted, word: str, name: str, place: Callable[[str], Path]) -> Path:
    if not _is_folder(word):
        return place(word)
    folder = Path(word)
    folder.mkdir(parents=True, exist_ok=True)
    form = wish.form or wish.preset.mix.encoding
    return folder / safe_name(name, form.ending)


def _sound(wish: Wanted, name: str) -> Sound:
    """The ending decides; the format that was named or is the preset's is taken where it fits."""
    arguments, preset = wish.arguments, wish.preset
    form = encoding_for(name)
    assert form is not None
    for better in (wish.form, preset.mix.encoding):
        if better is not None and better.kind is form.kind:
            form = better
            break
    rate = arguments.rate or preset.mix.rate
    return Sound(form, rate, 1 if arguments.mono else preset.mix.channels)


def _loudness(arguments: argparse.Namespace, preset: Preset) -> Loudness:
    loudness = preset.loudness
    if arguments.loudness is not None:
        loudness = Loudness(arguments.loudness, loudness.ceiling_db)
    if arguments.peak is not None:
        loudness = replace(loudness, ceiling_db=arguments.peak)
    return loudness


def _folder(word: str, name: str, count: int) -> Path:
    """Several scripts have a folder each below the one that was named."""
    return Path(word) / safe_name(name) if count > 1 else Path(word)


def _is_folder(word: str) -> bool:
    return word.endswith(("/", "\\")) or (Path(word).is_dir() and encoding_for(word) is None)


def _part(names: Sequence[str], source: Path, document: Document) -> Scenes | None:
    if not names:
        return None
    headings = [each for each in document.headings if each.level <= SCENE]
    found: list[HeadingId] = []
    for name in names:
        wanted = name.strip().casefold()
        scenes = [
            each.id
            for number, each in enumerate(headings, start=1)
            if wanted in (each.text.casefold(), str(number))
        ]
        if not scenes:
            known = "; ".join(each.text for each in headings) or "none"
            raise InputError(_no_scene(name=name, path=source, known=known))
        found += scenes
    return Scenes(tuple(found))


def _check_not_the_source(source: Path, job: Job) -> None:
    for path in paths_of(job):
        if path.exists() and source.exists() and path.samefile(source):
            raise InputError(WOULD_DESTROY(path=path))


def _listed(endings: Sequence[str]) -> str:
    return f"{', '.join(endings[:-1])} or {endings[-1]}"
