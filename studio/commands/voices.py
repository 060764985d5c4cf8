"""`voices`: who the embedded voices are."""

from __future__ import annotations

import argparse

from studio.errors import InputError
from studio.sentences import sentence

NO_VOICES = sentence(
    "embedded_voices_none_speak",
    "No embedded voice speaks {language!r}. Choose one of these languages: {known}.",
)
SUMMARY = "list the embedded voices"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--language", metavar="CODE", help="only those that speak it: en, de, fr …")
    parser.add_argument("--json", action="store_true", help="for programs")


def run(arguments: argparse.Namespace) -> int:
    import json

    from studio.server.http_answers import voice_body
    from studio.server.voices import all_voices, voices_speaking

    found = voices_speaking(arguments.language)
    if not found:
        known = ", ".join(sorted({voice.language for voice in all_voices()}))
        raise InputError(NO_VOICES(language=arguments.language, known=known))
    if arguments.json:
        print(json.dumps([voice_body(voice) for voice in found], ensure_ascii=False, indent=2))
        return 0
    for voice in found:
        who = f"{voice.sex}, {voice.age.replace('_', ' ')}"
        print(f"{voice.id}  {voice.name:<10} {voice.accent:<24} {who:<20} {voice.description}")
    return 0
