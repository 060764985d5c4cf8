"""`render`: scripts and projects in; mix, stems, lines, captions and hand-over out.

Exit status: 0 done, 1 done with findings (Lines that are silent or by an understudy, rows that were not
understood), 2 nothing was written, 130 stopped with Ctrl+C.
"""

from __future__ import annotations

import argparse

SUMMARY: str | None = "speak a script or project and export it: mix, stems, lines, captions"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="SCRIPT|PROJECT",
        help="scripts or projects; several, or a pattern such as 'scenes/*.fountain'",
    )
    _add_outputs(parser)
    _add_form(parser)
    _add_voices(parser)
    said = parser.add_argument_group("how it is said")
    said.add_argument("--json", action="store_true", help="print the report as JSON")
    said.add_argument("--quiet", action="store_true", help="no progress")
    parser.epilog = (
        "Names of outputs may hold {project}, {date}, {lang} and, for lines, {no:04} {id} {speaker} "
        "{text:24} and others. Missing takes are made by the embedded voices, and by paid ones only "
        "with --final."
    )


def _add_outputs(parser: argparse.ArgumentParser) -> None:
    outputs = parser.add_argument_group("what is written")
    outputs.add_argument(
        "-o",
        "--output",
        action="append",
        default=[],
        metavar="FILE",
        help="the mix, as .wav .flac .mp3 .ogg .opus or .m4a; may be given more than once; a folder"
        " takes one file per script",
    )
    outputs.add_argument("--stems", metavar="DIR", help="one file per speaker, all of one length")
    outputs.add_argument("--lines", metavar="DIR", help="one file per line")
    outputs.add_argument(
        "--captions", action="append", default=[], metavar="FILE", help=".srt, .vtt or .ass"
    )
    outputs.add_argument(
        "--words", action="append", default=[], metavar="FILE", help="captions word by word"
    )
    outputs.add_argument(
        "--word-times",
        action="append",
        default=[],
        metavar="FILE",
        help=".vtt captions in which each word has its time",
    )
    outputs.add_argument(
        "--handover",
        action="append",
        default=[],
        metavar="FILE",
        help=".rpp (Reaper, all takes), .otio, .lof (Audacity), .csv (cue sheet)",
    )
    outputs.add_argument(
        "--script",
        action="append",
        default=[],
        metavar="FILE",
        help="the script with times and takes",
    )
    outputs.add_argument("--scene", action="append", default=[], metavar="NAME", help="only this")
    outputs.add_argument(
        "--only-changed", action="store_true", help="leave what did not change since the last time"
    )


def _add_form(parser: argparse.ArgumentParser) -> None:
    form = parser.add_argument_group("how it sounds and is named")
    form.add_argument(
        "--preset",
        metavar="NAME|FILE",
        help="podcast, audiobook, broadcast, us-tv, web, game, or a TOML file",
    )
    form.add_argument(
        "--format",
        metavar="F",
        help="wav-24, wav-float, flac-24, mp3-192, mp3-v2, ogg-6, opus-96 …",
    )
    form.add_argument("--rate", type=int, choices=(24_000, 44_100, 48_000))
    form.add_argument("--mono", action="store_true", help="one channel")
    form.add_argument("--loudness", type=float, metavar="LUFS", help="such as -16")
    form.add_argument("--peak", type=float, metavar="DB", help="the highest true peak, usually -1")
    form.add_argument("--stem-format", metavar="F", help="usually flac-24")
    form.add_argument("--stem-names", metavar="TEMPLATE", help="usually {project}_{speaker}")
    form.add_argument("--line-format", metavar="F", help="usually wav-24")
    form.add_argument(
        "--line-names", metavar="TEMPLATE", help="usually {no:04}_{speaker}_{text:24}"
    )
    form.add_argument(
        "--layout", choices=("renpy", "unreal", "wwise", "fmod"), help="folders for a game engine"
    )
    form.add_argument(
        "--processed", action="store_true", help="lines with the effect and level of their lane"
    )
    form.add_argument("--no-ai-tag", action="store_true", help="do not say that speech is AI-made")


def _add_voices(parser: argparse.ArgumentParser) -> None:
    voices = parser.add_argument_group("who speaks")
    voices.add_argument("--cast", metavar="FILE", help="a cast as `cast` writes it")
    voices.add_argument(
        "--cast-voice",
        action="append",
        default=[],
        metavar="NAME=VOICE",
        help="with --final a voice of the service",
    )
    voices.add_argument("--final", action="store_true", help="by the final voices, which cost")
    voices.add_argument("--server", metavar="URL", help="where the voice service answers")
    voices.add_argument("--budget", type=float, metavar="EUR", help="spend no more")
    voices.add_argument(
        "--price", type=float, metavar="EUR", help="of a minute, while none was seen"
    )
    voices.add_argument(
        "--unfinished",
        choices=("draft", "silence", "leave-out", "stop"),
        help="what becomes of lines that are not spoken as they should be",
    )


def run(arguments: argparse.Namespace) -> int:
    from studio.commands.render.rendering_all import render_all

    return render_all(arguments)
