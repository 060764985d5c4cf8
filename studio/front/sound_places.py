"""Where the sound files of the open project lie: those it links to, and those it holds, which are
taken out into the cache when they are first heard.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from studio.document.sounds import SoundSource
from studio.errors import StudioError
from studio.folders import cache_folder, make_folder
from studio.project.project import Project

log = logging.getLogger(__name__)


class SoundPlaces:
    """Asked on any thread; `brought` is called on another when a file is there that was asked for."""

    def __init__(self, brought: Callable[[], object]) -> None:
        self._brought = brought
        self._project: Project | None = None
        self._asked: set[str] = set()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="sounds")

    def use(self, project: Project | None) -> None:
        """From now on, these are the project's."""
        self._project = project
        self._asked = set()

    def locate(self, source: SoundSource) -> Path | None:
        """The file, if it is there; one that the project holds is brought meanwhile."""
        project = self._project
        if source.linked_path is not None:
            linked = Path(source.linked_path)
            if project is not None:
                linked = project.path.parent / linked
            return linked if linked.is_absolute() and linked.is_file() else None
        path = _place(source)
        if path is None or path.is_file():
            return path
        if project is not None and source.sha256 not in self._asked:
            self._asked.add(source.sha256)
            with suppress(RuntimeError):
                self._worker.submit(self._bring, project, source, path)
        return None

    def close(self) -> None:
        self._worker.shutdown(cancel_futures=True)

    def _bring(self, project: Project, source: SoundSource, path: Path) -> None:
        try:
            make_folder(path.parent)
            project.sounds.write_to(source, path)
        except StudioError as error:
            log.info("a sound of the project cannot be had: %s", error)
        else:
            self._brought()


def _place(source: SoundSource) -> Path | None:
    """Both come out of a file, so neither is a name before it is known to be a plain one."""
    if len(source.sha256) != 64 or not source.sha256.isalnum() or not source.sha256.isascii():
        return None
    suffix = Path(source.name).suffix
    ending = suffix if len(suffix) <= 8 and suffix[1:].isalnum() and suffix.isascii() else ""
    return cache_folder() / "sounds" / f"{source.sha256}{ending}"
