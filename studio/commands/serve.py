"""`serve`: the embedded voices, spoken by the protocol of the cloud service, on this computer only."""

from __future__ import annotations

import argparse

SUMMARY = "speak by the embedded voices for other programs on this computer"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Prints one line of JSON with the address and the key as soon as it answers, and serves until "
        "it is stopped or its standard input, when that is a pipe, closes. The key comes from "
        "DIALOGUE_STUDIO_SERVER_KEY (- stands for the first line of a pipe, however late it comes), "
        "else from a line that waits in a pipe, else a new one is made."
    )
    parser.add_argument(
        "--port", type=_port, default=0, help="0, the default, takes one that is free"
    )
    parser.add_argument(
        "--no-key", action="store_true", help="let every program on this computer in"
    )
    parser.add_argument(
        "--engine", choices=("espeak", "tone"), default="espeak", help=argparse.SUPPRESS
    )


def run(arguments: argparse.Namespace) -> int:
    from studio.server.serving import serve

    serve(port=arguments.port, asks_for_key=not arguments.no_key, engine=arguments.engine)
    return 0


def _port(written: str) -> int:
    if not written.isascii() or not written.isdigit() or int(written[:6]) > 65_535:
        raise argparse.ArgumentTypeError(f"{written!r} is no port: give a number up to 65535")
    return int(written)
