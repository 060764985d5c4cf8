"""One source after another, with the voices and the Takes they share; stopped by Ctrl+C without loss."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Any

from studio.commands.render.sources import Opened, found_sources, names_of_sources, opened
from studio.commands.render.telling import (
    Bar,
    print_json,
    report_json,
    tell_findings,
    tell_report,
)
from studio.commands.render.who_speaks import WhoSpeaks, who_speaks
from studio.commands.render.wishes import Wanted, job_for, paths_of, wanted, with_lead
from studio.errors import InputError, StudioError
from studio.export.job import Job
from studio.export.name_template import clash, file_key
from studio.export.progress import Stopped, Watch
from studio.export.room import check_places
from studio.project.outside_takes import OutsideTakes
from studio.project.shared_takes import SharedTakes, shared_takes_file
from studio.project.stored_takes import StoredTakes
from studio.redaction import redact
from studio.rendering import Renderer, Wishes

DONE, FINDINGS, NOTHING, STOPPED = 0, 1, 2, 130
_CLOSE_SECONDS = 30.0


@dataclass(slots=True)
class _Came:
    """To what the sources came so far; `names` are what their outputs are called after."""

    names: dict[Path, str]
    results: list[dict[str, Any]] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    findings: bool = False
    failures: int = 0
    taken: set[str] = field(default_factory=set)

    @property
    def count(self) -> int:
        return len(self.names)


class _Voices:
    """All scripts of one call share one Renderer; a project has Takes of its own, and so one of its
    own."""

    def __init__(self, shared: SharedTakes, wishes: Wishes, stack: ExitStack) -> None:
        self._shared, self._wishes, self._stack = shared, wishes, stack
        self._of_scripts: Renderer | None = None

    @contextmanager
    def renderer(self, takes: StoredTakes | None) -> Iterator[Renderer]:
        if takes is not None:
            with Renderer(OutsideTakes(self._shared, takes), self._wishes) as renderer:
                yield renderer
            return
        if self._of_scripts is None:
            renderer = Renderer(OutsideTakes(self._shared), self._wishes)
            self._of_scripts = self._stack.enter_context(renderer)
        yield self._of_scripts


def render_all(arguments: argparse.Namespace) -> int:
    wish = wanted(arguments)
    sources = found_sources(arguments.sources)
    who = who_speaks(arguments)
    bar = Bar(not arguments.quiet)
    watch = Watch(bar)
    came = _Came(names_of_sources(sources))
    with _stops_at_ctrl_c(watch), _shared_takes() as shared, ExitStack() as stack:
        voices = _Voices(shared, who.wishes, stack)
        try:
            for source in sources:
                _one(source, wish, who, voices, watch, bar, came)
        except Stopped as stopped:
            bar.close()
            print(str(stopped), file=sys.stderr)
            for path in came.files:
                print(f"Complete: {path}", file=sys.stderr)
            return STOPPED
    if arguments.json and came.results:
        print_json(came.results)
    if not came.results:
        return NOTHING
    return FINDINGS if came.findings or came.failures else DONE


def _one(
    source: Path,
    wish: Wanted,
    who: WhoSpeaks,
    voices: _Voices,
    watch: Watch,
    bar: Bar,
    came: _Came,
) -> None:
    """What is wrong with one of several scripts does not keep the others from being rendered."""
    try:
        with opened(source) as it:
            _render(it, wish, who, voices, watch, bar, came)
    except Stopped:
        raise
    except StudioError as error:
        bar.close()
        came.failures += 1
        if came.count == 1:
            raise
        print(f"{source}: {redact(str(error))}", file=sys.stderr)


def _render(
    it: Opened,
    wish: Wanted,
    who: WhoSpeaks,
    voices: _Voices,
    watch: Watch,
    bar: Bar,
    came: _Came,
) -> None:
    document = with_lead(wish, who.cast(it.document))
    job = job_for(wish, it.path, came.names[it.path], document, came.count)
    _refuse_twice(job, came)
    check_places(paths_of(job))
    with voices.renderer(it.takes) as renderer:
        rendered = renderer.render(document, job, watch, name=came.names[it.path], locate=it.locate)
    bar.close()
    came.files += [file.path for file in rendered.report.new_files]
    found = tell_findings(document, rendered, it.unread)
    came.findings = came.findings or found
    came.results.append(report_json(it.path, document, rendered, it.unread))
    if not wish.arguments.json:
        tell_report(document, rendered.report)


def _refuse_twice(job: Job, came: _Came) -> None:
    """Two scripts of one call never write the same file."""
    for path in paths_of(job):
        key = file_key(path.absolute())
        if key in came.taken:
            raise InputError(clash(name=path.name, times=2))
        came.taken.add(key)


@contextmanager
def _shared_takes() -> Iterator[SharedTakes]:
    shared = SharedTakes(shared_takes_file(), lambda: datetime.now().astimezone())
    try:
        yield shared
    finally:
        shared.close(_CLOSE_SECONDS)


@contextmanager
def _stops_at_ctrl_c(watch: Watch) -> Iterator[None]:
    """The first Ctrl+C ends the work at the next step; a second one does not wait for it."""

    def stop(number: int, frame: FrameType | None) -> None:
        watch.stop()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
