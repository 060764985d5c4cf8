"""What is written beside the sound: captions, hand-over, and the script with its times."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from studio.atomic_file import write_atomically
from studio.audio.tags import AI_NOTICE
from studio.document.values import LineId
from studio.errors import InputError
from studio.export.captions.cues import cues
from studio.export.captions.writing import ENDINGS, write_ass, write_srt, write_vtt
from studio.export.handover import kinds
from studio.export.handover.audacity import write_labels, write_list
from studio.export.handover.cue_sheet import heard_facts, write_cue_sheet
from studio.export.handover.media import TakeFile, write_sounds, write_takes
from studio.export.handover.otio import write_otio
from studio.export.handover.reaper import write_reaper
from studio.export.job import CaptionFile, Job, ScriptFile
from studio.export.material import Material
from studio.export.part import Chosen
from studio.export.plan import Plan
from studio.export.progress import WRITING, Watch
from studio.export.report import Written
from studio.frames import PROJECT_RATE
from studio.scripts.docx.writing import write_docx
from studio.scripts.file_habits import in_its_habits
from studio.scripts.formats import format_for_ending
from studio.scripts.fountain.document_writing import write_fountain
from studio.scripts.tables.spreadsheet import write_spreadsheet
from studio.scripts.tables.writing import HeardFacts, write_delimited
from studio.sentences import sentence

_no_captions = sentence(
    "export.no-captions", "{path} is no caption file. Let its name end in .srt, .vtt or .ass."
)
_no_handover = sentence(
    "export.no-handover",
    "{path} is nothing that can be handed over. Let its name end in .rpp (Reaper), .otio"
    " (OpenTimelineIO), .lof (Audacity) or .csv (a cue sheet).",
)
_no_script = sentence(
    "export.no-script", "{path} says no script format that can be written. Choose another ending."
)

_Media = tuple[Mapping[str, Sequence[TakeFile]], Mapping[str, str]]
_ROUNDED_FRAMES = PROJECT_RATE // 100
"""ASS counts hundredths of a second."""
_DELIMITERS = {".csv": ",", ".tsv": "\t", ".tab": "\t", ".psv": "|"}


def check_texts(job: Job) -> None:
    """Raises InputError for a name that says nothing that can be written."""
    for caption in job.captions:
        if caption.path.suffix.casefold() not in ENDINGS:
            raise InputError(_no_captions(path=caption.path))
    for handover in job.handover:
        if handover.path.suffix.casefold() not in kinds.KINDS:
            raise InputError(_no_handover(path=handover.path))
    for script in job.scripts:
        format = format_for_ending(script.path.name)
        if format is None or format.write is None:
            raise InputError(_no_script(path=script.path))


def write_texts(
    material: Material,
    job: Job,
    part: Chosen,
    plan: Plan,
    files: Mapping[LineId, str],
    frames: int,
    watch: Watch,
) -> Iterator[Written]:
    """`files` are the Lines' own, relative to their folder; `frames` is the length of the Mix. Raises
    StorageError."""
    for caption in job.captions:
        watch.begin(WRITING(name=caption.path.name))
        yield _put(caption.path, "captions", _captions(material, job, part, frames, caption))
    for handover in job.handover:
        path = handover.path
        watch.begin(WRITING(name=path.name))
        ending = path.suffix.casefold()
        if ending == kinds.CUE_SHEET:
            yield _put(path, "hand-over", write_cue_sheet(part, files))
        elif ending == kinds.AUDACITY:
            folder = kinds.media_folder(path)
            stems = [
                stem for each in plan.stems if each.wish.folder == folder for stem in each.paths
            ]
            labels = path.with_name(f"{path.stem}_labels.txt")
            yield _put(labels, "hand-over", write_labels(part).encode("utf-8", "replace"))
            yield _put(path, "hand-over", write_list(stems, path.parent).encode("utf-8", "replace"))
        else:
            write = write_reaper if ending == kinds.REAPER else write_otio
            text = write(material, part, *_media(material, job, part, path, watch))
            yield _put(path, "hand-over", text.encode("utf-8", "replace"))
    for script in job.scripts:
        watch.begin(WRITING(name=script.path.name))
        facts = heard_facts(material, part, files)
        yield _put(script.path, "script", _script(material, script, facts))


def _put(path: Path, kind: str, content: bytes) -> Written:
    write_atomically(path, content)
    return Written(path, kind, len(content), 0.0)


def _media(material: Material, job: Job, part: Chosen, path: Path, watch: Watch) -> _Media:
    folder = kinds.media_folder(path)
    takes = write_takes(material, job, part.lines, folder, watch)
    return takes, write_sounds(material, part.timeline.sounds, folder)


def _captions(material: Material, job: Job, part: Chosen, frames: int, wish: CaptionFile) -> bytes:
    """Nothing is shown before the Mix begins or after it ends, however the format rounds."""
    start, end = part.start_frame, part.start_frame + frames - frames % _ROUNDED_FRAMES
    found = [
        cue.within(start, end)
        for cue in cues(material, part.lines, wish)
        if cue.end_frame > start and cue.start_frame < end
    ]
    write: dict[str, Callable[[], str]] = {
        ".srt": lambda: write_srt(found, wish.names),
        ".vtt": lambda: write_vtt(found, wish, AI_NOTICE if job.ai_notice else ""),
        ".ass": lambda: write_ass(found, wish.names, material.title),
    }
    return write[wish.path.suffix.casefold()]().encode("utf-8", "replace")


def _script(material: Material, wish: ScriptFile, facts: Mapping[LineId, HeardFacts]) -> bytes:
    delimiter = _DELIMITERS.get(wish.path.suffix.casefold())
    if delimiter is not None:
        return write_delimited(material.document, delimiter, facts)
    format = format_for_ending(wish.path.name)
    assert format is not None
    assert format.write is not None
    if format.id == "fountain":
        text = write_fountain(material.document, facts)
        return in_its_habits(material.document, format.id, text)
    if format.id == "docx":
        return write_docx(material.document, facts)
    if format.id == "xlsx":
        return write_spreadsheet(material.document, facts)
    return format.write(material.document)
