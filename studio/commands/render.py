"""`render`: a script in, the mixed scene out as a sound file, spoken by the embedded voices."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from studio.document.values import Document
from studio.errors import InputError
from studio.sentences import sentence

if TYPE_CHECKING:
    from studio.audio.sound_file import SoundFormat
    from studio.rendering import Progress, Rendered

SUMMARY: str | None = "speak a script and write the mixed scene to a sound file"

DONE, GAPS = 0, 1

UNKNOWN_ENDING = sentence(
    "render.unknown-ending",
    "{path} does not say what kind of sound file it is to be. Let its name end in {endings}.",
)
WOULD_DESTROY = sentence(
    "render.would-destroy",
    "{path} is the script itself and would be lost. Give the sound file another name.",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "script", type=Path, metavar="SCRIPT", help="a script, such as a text file of NAME: text"
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="FILE",
        help="the sound file to write, .wav or .flac",
    )


def run(arguments: argparse.Namespace) -> int:
    from studio.opening import open_script
    from studio.rendering import render_mix

    script = open_script(arguments.script)
    document = script.document
    form = _form_of(arguments.output)
    _check_not_the_script(arguments.script, arguments.output)
    rendered = render_mix(document, arguments.output, form, _Reporter())
    for row in script.unread:
        print(f"Row {row.row} was not understood and is not spoken: {row.text}", file=sys.stderr)
    _print_unspoken(document, rendered)
    _print_summary(document, rendered, arguments.output)
    return GAPS if rendered.unspoken or script.unread else DONE


def _form_of(output: Path) -> SoundFormat:
    from studio.audio.sound_file import SoundFormat

    forms = {".wav": SoundFormat.WAV_16, ".flac": SoundFormat.FLAC_16}
    form = forms.get(output.suffix.lower())
    if form is None:
        raise InputError(UNKNOWN_ENDING(path=output, endings=" or ".join(forms)))
    return form


def _check_not_the_script(script: Path, output: Path) -> None:
    if output.exists() and output.samefile(script):
        raise InputError(WOULD_DESTROY(path=output))


class _Reporter:
    """One bar that fills on a terminal; elsewhere one line per tenth of the work."""

    def __init__(self) -> None:
        self._bar = sys.stderr.isatty()
        self._said: tuple[str, int] | None = None

    def __call__(self, progress: Progress) -> None:
        tenths = 10 if not progress.whole else progress.done * 10 // progress.whole
        said = (progress.step, tenths)
        if said == self._said:
            return
        self._said = said
        if self._bar:
            bar = ("█" * tenths).ljust(10, "·")
            end = "\n" if tenths == 10 else ""
            print(
                f"\r{progress.step:<9} {bar} {tenths * 10:3} %",
                end=end,
                file=sys.stderr,
                flush=True,
            )
        else:
            print(f"{progress.step}: {tenths * 10} %", file=sys.stderr, flush=True)


def _print_unspoken(document: Document, rendered: Rendered) -> None:
    for number, line in enumerate(document.lines, start=1):
        if error := rendered.unspoken.get(line.id):
            name = document.speaker(line.speaker).name
            print(f"Line {number} ({name}) was not spoken. {error}", file=sys.stderr)


def _print_summary(document: Document, rendered: Rendered, path: Path) -> None:
    from studio.frames import clock_text

    lines, speakers = len(document.lines), len(document.cast)
    print(
        f"{path.absolute()}: {clock_text(rendered.frames)} long, "
        f"{lines} {'line' if lines == 1 else 'lines'}, "
        f"{speakers} {'speaker' if speakers == 1 else 'speakers'}."
    )
