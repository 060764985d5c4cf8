"""A Document that uses every field there is, and the project file that keeps it for ever.

Old files in `tests/saved_projects` are never made again. When the schema gets a new version, write
one more with `python -m tests.project.everything FILE`.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from studio.document.annotations import (
    ListeningNote,
    Marker,
    MarkerId,
    NoteId,
    NoteKind,
    TakeMark,
)
from studio.document.clip_edit import AtSample, AtWord, ClipEdit, PinnedTake
from studio.document.cues import After, At, CutIn, Over, With
from studio.document.dictionary import DictionaryEntry, EntryId, Spelling
from studio.document.lanes import LaneSettings
from studio.document.ordered import Ordered
from studio.document.script_items import Aside, AsideId, AsideKind, Heading, HeadingId
from studio.document.sounds import (
    Duck,
    SoundClip,
    SoundClipId,
    SoundLane,
    SoundLaneId,
    SoundSource,
)
from studio.document.values import (
    Delivery,
    Document,
    Line,
    LineId,
    LineStatus,
    LoudnessTarget,
    PauseRules,
    Script,
    Speaker,
    SpeakerId,
    Voice,
)
from studio.document.words import WordPlace
from studio.project.creating import new_project
from studio.takes.ledger_entry import LedgerEntry
from studio.takes.recipe import Recipe
from studio.takes.request_record import Purpose, RequestRecord, RequestState
from studio.takes.take import Proof, Take
from tests.project.made import key, take

AT = datetime(2026, 11, 20, 10, 30, 5, tzinfo=UTC)
ALL_DELIVERY = Delivery(1.1, 2.1, 0.4, "de", 0.5, 0.6, 0.7, True, False, 900)
MARA, JON = SpeakerId("mara"), SpeakerId("jon")

EVERYTHING = Document(
    title="Alles „Mögliche“",
    language="de",
    cast=(
        Speaker(
            MARA,
            "MARA",
            3,
            Voice("embedded", 1001, "Anna"),
            ALL_DELIVERY,
            LaneSettings(-3.5, 0.25, True, False, "phone"),
            Voice("api.example.org", 42, "Ottoline"),
            ("MARA (V.O.)", "Mära"),
            "MA",
            "müde",
        ),
        Speaker(JON, "JON", 0),
    ),
    script=Script(
        [
            Heading(HeadingId("h1"), "Erster Teil", 1, "Notiz", (("fountain.depth", "1"),)),
            Heading(HeadingId("h2"), "Morgens"),
            Line(
                LineId("1"),
                MARA,
                "Wo warst du? --",
                "leise",
                CutIn(9600, WordPlace(2, "warst")),
                True,
                "Wo warst duu?",
                ALL_DELIVERY,
                2,
                PinnedTake(key(1), 100, 4000),
                ClipEdit(AtWord(WordPlace(1, "Wo")), AtSample(3000), -2.0, 480, 960),
                LineStatus.APPROVED,
                True,
                4800,
                2400,
                96000,
                True,
                "zweite Probe",
                "vo_001",
                (("csv.mood", "🙂"),),
            ),
            Aside(AsideId("a1"), AsideKind.DIRECTION, "Regen.", (("x", "y"),)),
            Line(LineId("2"), JON, "Draußen.", cue=After(4800), status=LineStatus.LOCKED),
            Line(LineId("3"), JON, "Nein.", cue=Over(100), status=LineStatus.NEEDS_RETAKE),
            Line(LineId("4"), MARA, "Doch.", cue=With()),
            Line(LineId("5"), MARA, "עברית 漢字 👩‍👩‍👧", cue=At(480000)),
            Aside(AsideId("a2"), AsideKind.COMMENT, "prüfen"),
        ]
    ),
    pauses=PauseRules(1, 2, 3, 4, 5),
    delivery=Delivery(speed=0.9),
    loudness=LoudnessTarget(-23.0, -2.0),
    dictionary=(
        DictionaryEntry(EntryId("e1"), "Zoë", "ˈzoːɛ", Spelling.IPA, "mara", False, True, True),
        DictionaryEntry(EntryId("e2"), r"(\d+) km", r"\1 Kilometer", is_pattern=True),
    ),
    markers=(
        Marker(MarkerId("m1"), "hier", 100, None, 2),
        Marker(MarkerId("m2"), "von bis", 200, 300),
    ),
    listening_notes=(
        ListeningNote(NoteId("n1"), "1", NoteKind.WRONG_WORD, 4800, "„du“", True),
        ListeningNote(NoteId("n2"), "3", NoteKind.TOO_FAST),
    ),
    take_marks=Ordered([TakeMark(key(1), 4, "gut", False), TakeMark(key(2), 0, "", True)]),
    sound_lanes=(SoundLane(SoundLaneId("music"), "Musik", LaneSettings(-6.0)),),
    sound_clips=(
        SoundClip(
            SoundClipId("c1"),
            SoundLaneId("music"),
            SoundSource("regen.wav", "ab" * 32, 12345, "../regen.wav"),
            100,
            200,
            300,
            -9.0,
            10,
            20,
            Duck(-15.0, 1000, 2000),
        ),
        SoundClip(
            SoundClipId("c2"), SoundLaneId("music"), SoundSource("x.wav", "cd" * 32, 5), 9000
        ),
    ),
    extras=(("fountain.title-page", "Credit: geschrieben von"),),
)
RECIPE = Recipe("Wo warst duu?", "api.example.org", 42, "m", ALL_DELIVERY, retake=2)
REQUEST = RequestRecord(
    "r1",
    RECIPE.key,
    LineId("1"),
    MARA,
    "h2",
    Purpose.RETAKE,
    "api.example.org",
    "ef" * 32,
    AT,
    RequestState.PARTIAL,
    2400,
)
ENTRY = LedgerEntry(
    "r1", RECIPE.key, LineId("1"), MARA, "h2", Purpose.RETAKE, AT, 2.5, 310, "EUR", "m"
)
TAKE = take(key(1), 2000)
PARTIAL = Take(key(2), take(key(2), 700).samples, TAKE.words, Proof.END_NOT_CONFIRMED, TAKE.usage)
BUDGET = {"cents": 500}


def write(path: Path) -> None:
    """A project file with all of it."""
    project = new_project(EVERYTHING, path, now=lambda: AT)
    project.takes.keep_recipe(RECIPE)
    project.takes.keep_take(TAKE)
    project.takes.keep_take(PARTIAL)
    project.takes.write_request(REQUEST)
    project.takes.add_entries([ENTRY])
    project.set_setting("budget", BUDGET)
    project.save_version("Fassung eins", EVERYTHING).result(10)
    assert project.close() is None


if __name__ == "__main__":
    write(Path(sys.argv[1]))
