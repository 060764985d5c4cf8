"""Why preparing this machine stopped, in one sentence: what, the cause, what to do.

Knows how apt, pip, uv and the operating system word the few things that really happen to people; it
runs nothing itself.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NOT_WRITABLE = (errno.EROFS, errno.EACCES, errno.EPERM)

_NO_ROOM_WORDS = re.compile(
    r"no space left on device|file too large|disk quota exceeded|enough (free |disk )*space"
    r"|os error (28|27|122)\b",
    re.IGNORECASE,
)
_NOT_WRITABLE_WORDS = re.compile(
    r"read-only file ?system|permission denied|os error (13|30)\b", re.IGNORECASE
)
_CERTIFICATE_WORDS = re.compile(
    r"certificate[ _]verify[ _]failed|UnknownIssuer|invalid peer certificate"
    r"|self[- ]signed certificate|certificate verification failed",
    re.IGNORECASE,
)
_NETWORK_WORDS = re.compile(
    r"could not connect|connection (refused|reset|timed out|broken)|dns error|proxyerror"
    r"|error sending request|name or service not known|network is unreachable|no route to host"
    r"|temporary failure (in name resolution|resolving)|could not resolve|max retries exceeded"
    r"|newconnectionerror|timed out|tunnel|unable to connect|network connectivity is disabled",
    re.IGNORECASE,
)
_NO_WHEEL_WORDS = re.compile(
    r"no solution found|no wheels with a matching|no matching distribution found"
    r"|is not a supported wheel",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(r"(?:error|ERROR|E|cause): (.+)")
_HASH_WORDS = re.compile(r"hash mismatch|do not match the hashes", re.IGNORECASE)
_PROXY_VARIABLES = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")


class Failure(Exception):
    """Nothing more can be done; `str()` is the whole sentence."""


class Unreachable(Failure):
    """The network, or the way to it, is missing. Nothing on this machine was changed."""


def of_system_error(error: OSError, checkout: Path) -> Failure:
    """The sentence for an error of the operating system."""
    place = os.fsdecode(error.filename) if error.filename is not None else str(checkout)
    if error.errno in _NO_ROOM:
        return no_room(Path(place))
    if error.errno in _NOT_WRITABLE:
        return not_writable(Path(place))
    return Failure(
        f"Dialogue Studio could not be prepared: {error.strerror or error} ({place}). "
        "Remedy that and start again."
    )


def no_room(place: Path, needed_mb: int | None = None, free_mb: int | None = None) -> Failure:
    """The disk that holds `place` is full, or too small to begin."""
    if needed_mb is None:
        return Failure(
            f"The disk that holds {place} is full, so Dialogue Studio could not be prepared: "
            "free some room there and start again."
        )
    return Failure(
        f"The disk that holds {place} has {free_mb} MB free and preparing Dialogue Studio takes "
        f"{needed_mb} MB: free some room there and start again."
    )


def not_writable(place: Path) -> Failure:
    """The checkout, or something in it, may not be written."""
    return Failure(
        f"Dialogue Studio keeps its libraries inside its own folder, and {place} cannot be "
        "written: make it writable for you, or copy the folder to a place that is, and start again."
    )


def of_installer(output: str, checkout: Path, environ: Mapping[str, str]) -> Failure:
    """The sentence for an installer (pip, uv or apt) that gave up with `output`."""
    if _NO_ROOM_WORDS.search(output):
        return no_room(checkout)
    if _CERTIFICATE_WORDS.search(output):
        return Unreachable(
            "The libraries of Dialogue Studio could not be fetched: the certificate of the server "
            "is not trusted here, as happens behind a company proxy. Name the company's "
            "certificate file in SSL_CERT_FILE and PIP_CERT and start again."
        )
    if _NETWORK_WORDS.search(output):
        return unreachable(environ)
    if _HASH_WORDS.search(output):
        return Failure(
            "A library arrived with other contents than packaging/locks promises, so it was "
            "refused: the download was damaged or tampered with; start again on another network."
        )
    if _NO_WHEEL_WORDS.search(output):
        return Failure(
            "A library of Dialogue Studio is not offered for this computer and this Python "
            f"({_reason(output)}): use a 64-bit CPython 3.11, 3.12 or 3.13 on Linux, Windows or "
            "macOS 14 and start again."
        )
    if _NOT_WRITABLE_WORDS.search(output):
        return not_writable(checkout)
    return Failure(
        f"The libraries of Dialogue Studio could not be installed: {_reason(output)}. "
        "Remedy that and start again."
    )


def unreachable(environ: Mapping[str, str]) -> Unreachable:
    """No network; a proxy variable, where set, is the likely cause and is named without its password."""
    for name in _PROXY_VARIABLES:
        if environ.get(name):
            return Unreachable(
                "The libraries of Dialogue Studio could not be fetched through the proxy "
                f"{_without_password(environ[name])} named in {name}: correct or unset that "
                "variable and start again."
            )
    return Unreachable(
        "The libraries of Dialogue Studio could not be fetched because there is no network: "
        "connect this computer to the internet and start again (only the first start needs it)."
    )


def _without_password(address: str) -> str:
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "(unreadable)"
    scheme = f"{parts.scheme}://" if parts.scheme else ""
    return f"{scheme}{parts.hostname or ''}{port}"


def _reason(output: str) -> str:
    """The line that says most: the last cause or error, without the word that announces it."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    announced = [found[1] for line in lines if (found := _ANNOUNCED.match(line))]
    return ((announced or lines or ["the installer gave no reason"])[-1]).rstrip(".")
