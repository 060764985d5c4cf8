"""The front door: what the window asks of the core.

Light to import and to make; the parts that bring numbers, sockets and sound come with `start`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from studio import clipboard
from studio.casting import propose
from studio.clipboard import Copied
from studio.document.change import Change, change
from studio.document.edits.grasp import EditError
from studio.document.edits.lines import ask_retake
from studio.document.history import History, StepName
from studio.document.step_names import CAST_DRAFTS, RESTORE, RETAKE
from studio.document.values import Document, LineId, SpeakerId
from studio.errors import InputError
from studio.front.auditions import Auditions
from studio.front.diagnosis import Diagnosis
from studio.front.exporting import Exporting
from studio.front.line_takes import LineTakes
from studio.front.listening import Listening
from studio.front.money import Money
from studio.front.projects import Projects
from studio.front.resting_place import RestingPlace
from studio.front.running import Running
from studio.front.service import Service
from studio.front.voice_book import VoiceBook
from studio.front.wishes import Wishes
from studio.observers import Observers
from studio.opening import accepted, intake_file, intake_report, intake_text
from studio.playback.play_state import PlayState
from studio.scripts.formats import FORMATS, Format
from studio.scripts.intake import Intake
from studio.scripts.merge_base import sent_out
from studio.sentences import Message, sentence
from studio.settings import Settings
from studio.takes.line_state import LineState
from studio.timeline.values import Clip, Length, PlacedSound, Span, Timeline

if TYPE_CHECKING:
    from studio.document.sounds import SoundSource
    from studio.front.last_project import LastProject
    from studio.front.machinery import Machinery
    from studio.front.open_project import OpenProject
    from studio.project.version_rows import Version as Version
    from studio.scheduling.runway import Runway
    from studio.takes.recipe import TakeKey
    from studio.takes.shelf import Shelf
    from studio.takes.take import TakeOutline
    from studio.timeline.shapes import Wave

NO_PROJECT = sentence(
    "studio.no-project", "No project is open yet. Open one, or begin a new one, and try again."
)
USUAL_SETTINGS = Settings()
CLOSE_SECONDS = 5.0
HEALTHY_SECONDS = 5.0
"""When a project has been open for so long, opening it was not what ended the program."""


class Studio:
    """Owns the Document and the parts. Its methods are called on one thread (the window's)."""

    def __init__(self) -> None:
        self.document_changed: Observers[[Change]] = Observers()
        """Told on the window's thread after every edit, undo and redo, and when another project is
        there, with what differs."""
        self.takes_changed: Observers[[]] = Observers()
        """Told on another thread when Takes, their states, the Timeline or the trouble changed."""
        self.transport_changed: Observers[[]] = Observers()
        """Told on another thread when playing began, waits or ended."""
        self.shapes_changed: Observers[[]] = Observers()
        """Told on another thread when waveforms came that were asked for."""
        self.project_changed: Observers[[]] = Observers()
        """Told on any thread when what is known of the project changed: whether it is saved, what was
        found in it."""
        self._running = running = Running(lambda: self.document)
        self._projects = Projects()
        self.takes = LineTakes(running)
        """The Takes of each Line, and what is sent for it."""
        self.making = Wishes(running)
        """What is to be made, by whom, and what waits for what."""
        self.money = Money(running, self.making)
        """Budget, prices, and what was spent."""
        self.listening = Listening(running, self.edit)
        """Parts of the scene, where the sound goes, and what a listener does while it plays."""
        self.auditions = Auditions(running)
        self.exporting = Exporting(running)
        """One Take, Voice or text alone."""
        self.diagnosis = Diagnosis(running)
        """What works on this machine, and a report of faults."""
        self.service = Service(running)
        """Who speaks the final voices, and which voices there are."""
        self.voice_book = VoiceBook()
        """What the user noted of voices, for all projects."""
        self._resting_place = RestingPlace(running, self._projects)
        self._leave_project: tuple[Callable[[], None], ...] = ()
        self._history = History(Document())
        self._history.changed.connect(self._changed)

    # --- the Document ------------------------------------------------------------------------

    @property
    def document(self) -> Document:
        return self._history.document

    def edit(self, name: StepName, edit: Callable[[Document], Document]) -> None:
        """One step of work: have the Document be what `edit` makes of it; Speakers who join the Cast
        by it can be heard at once. Raises EditError, and changes nothing, when that cannot be done."""
        if self.project is not None and self.project.read_only_because is not None:
            raise EditError(self.project.read_only_because)
        self._history.edit(propose(edit(self.document)), name, time.monotonic())

    def end_step(self) -> None:
        """Whatever is edited next is a step of its own, however quickly it follows."""
        self._history.end_step()

    def undo(self) -> StepName | None:
        """Go back one step; tells which."""
        return self._history.undo()

    def redo(self) -> StepName | None:
        return self._history.redo()

    @property
    def steps(self) -> tuple[StepName, ...]:
        """All steps in their order, those that were undone too."""
        done, undone = self._history.done, self._history.undone
        return tuple(step.name for step in (*done, *reversed(undone)))

    @property
    def steps_done(self) -> int:
        """How many of the `steps` are done; the others can be done again."""
        return len(self._history.done)

    def go_to_step(self, count: int) -> None:
        """Have the first `count` steps done, and no others."""
        self._history.go_to(count)

    @property
    def undo_step(self) -> StepName | None:
        """What `undo` would take back."""
        done = self._history.done
        return done[-1].name if done else None

    @property
    def redo_step(self) -> StepName | None:
        """What `redo` would do again."""
        undone = self._history.undone
        return undone[-1].name if undone else None

    # --- the clipboard -----------------------------------------------------------------------

    def copied(self, items: Iterable[str]) -> Copied:
        """These items of the script, as text and whole."""
        return clipboard.copied(self.document, items)

    @staticmethod
    def pasted(whole: str | None, text: str) -> Document | None:
        """The Lines on the clipboard: what this program put there, else two speeches or more in a
        text; None when it is but words."""
        found = clipboard.from_whole(whole) if whole else None
        return found or clipboard.from_text(text)

    # --- a script on its way in ---------------------------------------------------------------

    @staticmethod
    def intake(path: Path, current: Document | None = None) -> Intake:
        """A script file, table or screenplay that comes into `current`, or into a new project: each
        choice on it gives a new value at once. On any thread; raises a StudioError when the file
        cannot be read at all."""
        return intake_file(path, current)

    @staticmethod
    def intake_text(name: str, text: str) -> Intake:
        """The same of a text that was pasted, as a script of its own."""
        return intake_text(name, text)

    @staticmethod
    def intake_report(intake: Intake) -> str:
        """All there is to read about an intake, in rows."""
        return intake_report(intake)

    @staticmethod
    def accepted(intake: Intake) -> Document:
        """The Document with an intake taken over, for `edit` or `begin`; on any thread."""
        return accepted(intake)

    def sent_out(self, document: Document) -> None:
        """The script left the house as `document` has it: when it comes back, what was changed here
        since is told from what was changed there. No step, and nothing to undo."""
        if self.project is None or self.project.read_only_because is None:
            self._history.amend(sent_out(self.document, document))

    # --- the project -------------------------------------------------------------------------

    @property
    def project(self) -> OpenProject | None:
        """The project that is shown: how it is saved, its versions, copies and backups. None before
        the first is shown."""
        return self._running.project

    def open(self, path: Path) -> Future[OpenProject]:
        """Read a project, or a script of any format as a new project; then `show` what comes. Fails
        with a StudioError, and nothing is changed, when that cannot be opened."""
        return self._projects.open(path)

    def begin(self, document: Document) -> Future[OpenProject]:
        """A new project without a name that says this; then `show` it."""
        return self._projects.begin(document)

    def salvage(self, path: Path, new: Path) -> Future[OpenProject]:
        """What can be had of a broken project, in a new file; then `show` it."""
        return self._projects.salvage(path, new)

    def last_project(self) -> Future[LastProject]:
        """What the last run of the program had open, and what to say when it ended unexpectedly."""
        return self._projects.last()

    def add_sound(self, path: Path) -> Future[SoundSource]:
        """Take a sound file into the project, or link to it when it is large; then place it with an
        edit."""
        project = self.project
        if project is None:
            raise InputError(NO_PROJECT())
        return self._projects.aside(lambda: project.add_sound(path))

    def restore(self, version: Version, document: Document) -> None:
        """Have the Document be what it was in this version, as one step."""
        self.edit(RESTORE(name=version.name), lambda _: document)

    def show(self, opened: OpenProject) -> None:
        """From now on this is the project; the last one is saved and let go of."""
        self._resting_place.keep()
        last, self._running.project = self.project, opened
        for leave in self._leave_project:
            leave()
        self._leave_project = (
            opened.changed.connect(self.project_changed.tell),
            opened.got_a_file.connect(self._begin_to_keep),
        )
        before, self._history = self.document, History(opened.document)
        self._history.changed.connect(self._changed)
        left = (
            None
            if self._machinery is None
            else self._machinery.show(opened.document, opened.project, opened.position)
        )
        if last is not None:
            self._projects.let_go(last, left)
        self._bring_takes()
        self.money.begin()
        self.document_changed.tell(change(before, opened.document))
        self.project_changed.tell()
        self._let_all_be_heard()

    def _let_all_be_heard(self) -> None:
        """Whoever has no draft voice gets one, which is kept like any other edit."""
        is_fixed = self.project is not None and self.project.read_only_because is not None
        if not is_fixed and propose(self.document) is not self.document:
            self.edit(CAST_DRAFTS(), lambda document: document)

    def _begin_to_keep(self) -> None:
        """The project has a file at last: what is made from now on lies there."""
        if self._machinery is not None and self.project is not None:
            self._machinery.show(self.document, self.project.project, self.playhead)
        self._bring_takes()

    def _bring_takes(self) -> None:
        """As soon as it is known which Takes the project has, the voices make the others."""
        opened, machinery = self.project, self._machinery
        if opened is None or machinery is None:
            return

        def bring(done: Future[Shelf]) -> None:
            if self.project is opened and self._machinery is machinery and not done.cancelled():
                machinery.work_for(done, opened.store)

        voices = machinery.making.voices
        opened.shelf.add_done_callback(lambda done: voices.soon(lambda: bring(done)))
        if opened.project is not None:
            path = opened.project.path
            machinery.making.voices.soon(lambda: self._projects.runs(path), HEALTHY_SECONDS)

    def _changed(self, difference: Change) -> None:
        if self.project is not None:
            self.project.save(self.document)
        if self._machinery is not None:
            self._machinery.set_document(self.document)
        self.document_changed.tell(difference)

    def retake(self, lines: Iterable[LineId]) -> None:
        """Ask for another Take of these Lines: one step. A Line that its final voice has spoken, or is
        meant to be heard by, gets it from there."""
        ids = tuple(lines)
        paid = tuple(id for id in ids if self.making.is_meant_to_be_paid(id))
        self.edit(RETAKE(len(ids)), lambda document: ask_retake(document, ids))
        self.making.promote(paid)

    # --- hearing it --------------------------------------------------------------------------

    @staticmethod
    def script_formats() -> tuple[Format, ...]:
        """The formats a script may be opened in."""
        return FORMATS

    @staticmethod
    def load() -> None:
        """Read in what `start` needs, which takes a while; on any thread."""
        import studio.front.machinery  # noqa: F401

    def start(self, settings: Settings = USUAL_SETTINGS) -> None:
        """Bring the parts up: voices begin to speak what is written, sound can be heard."""
        from studio.front.machinery import Machinery

        self._running.machinery = machinery = Machinery()
        machinery.changed.connect(self.takes_changed.tell)
        machinery.transport.changed.connect(self.transport_changed.tell)
        machinery.shapes.changed.connect(self.shapes_changed.tell)
        if settings.output_device:
            machinery.transport.choose_output(settings.output_device)
        machinery.start()
        self._resting_place.follow(machinery)
        if self.project is None:
            machinery.show(self.document)
        else:
            machinery.show(self.document, self.project.project, self.project.position)
        self.making.begin()
        self.service.use(settings)
        self.money.use_settings(settings.day_budget or None, settings.price_per_minute or None)
        self._bring_takes()

    def close(self) -> None:
        """End every part, within five seconds; nothing runs afterwards and all of it is saved."""
        ends_at = time.monotonic() + CLOSE_SECONDS
        self.exporting.close()
        self.diagnosis.close()
        self._resting_place.keep()
        machinery, self._running.machinery = self._machinery, None
        if machinery is not None:
            machinery.close()
        project, self._running.project = self.project, None
        self.service.close()
        self.voice_book.close()
        self._projects.close(project, max(1.0, ends_at - time.monotonic()))

    @property
    def timeline(self) -> Timeline:
        return self._machinery.timeline if self._machinery else Timeline()

    @property
    def voice_service_message(self) -> Message | None:
        """Why nothing can be spoken at present; None when all is well."""
        return self._machinery.making.voices.trouble if self._machinery else None

    def runways(self) -> dict[SpeakerId, Runway]:
        """By Lane, what lies ahead of the playhead and how long it lasts."""
        return self._machinery.runways() if self._machinery else {}

    @property
    def lengths(self) -> Mapping[LineId, Length]:
        """How long each Line sounds, and its words; without those that say nothing."""
        return self._machinery.lengths if self._machinery else {}

    @property
    def sound_lengths(self) -> Mapping[str, int]:
        """Of the sound files that are at hand, by their hash."""
        return self._machinery.sound_lengths if self._machinery else {}

    def outline_of(self, key: TakeKey) -> TakeOutline | None:
        """What is known of a Take without its samples."""
        return self._machinery.making.shelf.outline(key) if self._machinery else None

    def wave_of(self, clip: Clip, first: int, last: int, columns: int) -> Wave | None:
        """The lowest and highest samples between two frames of a Clip; None until they are read."""
        machinery = self._machinery
        return machinery.shapes.of_clip(clip, first, last, columns) if machinery else None

    def sound_wave_of(self, sound: PlacedSound, first: int, last: int, columns: int) -> Wave | None:
        """The same of music and effects."""
        machinery = self._machinery
        return machinery.shapes.of_sound(sound, first, last, columns) if machinery else None

    def state_of(self, line: LineId) -> LineState:
        return self.takes.state_of(line)

    @property
    def _machinery(self) -> Machinery | None:
        return self._running.machinery

    def play(self, from_frame: int | None = None) -> None:
        if self._machinery:
            self._machinery.transport.play(from_frame)

    def stop(self) -> None:
        if self._machinery:
            self._machinery.transport.pause()

    def seek(self, frame: int) -> None:
        if self._machinery:
            self._machinery.transport.seek(frame)

    def set_loop(self, loop: Span | None) -> None:
        """Play this part again and again; None plays on."""
        if self._machinery:
            self._machinery.transport.set_loop(loop)

    @property
    def loop(self) -> Span | None:
        return self._machinery.transport.loop if self._machinery else None

    @property
    def transport_state(self) -> PlayState:
        return self._machinery.transport.state if self._machinery else PlayState.STOPPED

    @property
    def output_description(self) -> Message | None:
        """Where the sound goes, or why nowhere and what to do about it."""
        return self._machinery.transport.output_description if self._machinery else None

    @property
    def playhead(self) -> int:
        """The frame being heard; moves with the sound, ask as often as you like."""
        return self._machinery.transport.playhead if self._machinery else 0
