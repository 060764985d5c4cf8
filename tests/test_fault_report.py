"""A report of faults holds what helps, and never the script, a key or where somebody lives."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from studio import log_file
from studio.document.ordered import Ordered
from studio.document.values import Document, Line, LineId, Speaker, SpeakerId
from studio.errors import StorageError
from studio.folders import HOME_VARIABLE, log_folder, make_folder
from studio.front.fault_report import LEFT_OUT, ReportPart, report_parts, write_report
from studio.redaction import HIDDEN

ANNA = Speaker(SpeakerId("anna"), "ANNA", 0)
DOCUMENT = Document(
    title="The Lamp",
    cast=(ANNA,),
    script=Ordered(
        (
            Line(LineId("a"), ANNA.id, "Is the lighthouse lamp still burning tonight?"),
            Line(LineId("b"), ANNA.id, "Bwaaah."),
            replace(Line(LineId("c"), ANNA.id, "No."), notes="too cheerful by half"),
        )
    ),
)
LOG = """\
2026-11-28 12:00:00,000 INFO    1 MainThread ui: the window opened
2026-11-28 12:00:01,000 INFO    1 MainThread ui: said to the user: 'lighthouse lamp still' is too long
2026-11-28 12:00:02,000 WARNING 1 MainThread ui: api_key=s3cr3t-and-long was refused
2026-11-28 12:00:03,000 INFO    1 MainThread ui: said to the user: BWAAAH has no sound
2026-11-28 12:00:04,000 INFO    1 MainThread ui: {home}/plays/x could not be opened
2026-11-28 12:00:05,000 INFO    1 MainThread ui: a note "too cheerful by half" was kept
"""


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "studio"))


@pytest.fixture
def log() -> str:
    log = make_folder(log_folder()) / "dialogue-studio.log"
    log.write_text(LOG.format(home=Path.home()), encoding="utf-8")
    parts = report_parts(DOCUMENT, "1.2", "ok  Sound")
    return next(part.text for part in parts if part.name == log.name)


def test_words_of_the_script_are_left_out_and_the_rest_stays(log: str) -> None:
    """A row with words of a Line, a name or a note keeps its time and nothing more."""
    rows = log.splitlines()
    assert rows[0].endswith("the window opened")
    assert [row[20:] for row in (rows[1], rows[3], rows[5])] == [f"000 {LEFT_OUT}"] * 3
    assert len(rows) == 6


def test_keys_and_the_home_folder_are_left_out(log: str) -> None:
    """What is secret is hidden, and paths begin with a tilde."""
    assert "s3cr3t" not in log
    assert HIDDEN in log
    assert str(Path.home()) not in log
    assert "~/plays/x could not be opened" in log


def test_what_this_machine_can_comes_first_with_the_version() -> None:
    """Also where there is no log at all."""
    (part,) = report_parts(DOCUMENT, "1.2", "ok  Sound")
    assert part == ReportPart("doctor.txt", "Dialogue Studio 1.2\n\nok  Sound\n")


def test_it_is_one_zip_file_of_the_parts(tmp_path: Path) -> None:
    """Byte for byte what was shown."""
    path = tmp_path / "report.zip"
    write_report(path, (ReportPart("a.txt", "ä"), ReportPart("b.log", "b\n")))
    with zipfile.ZipFile(path) as file:
        assert {name: file.read(name).decode() for name in file.namelist()} == {
            "a.txt": "ä",
            "b.log": "b\n",
        }


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """The path, the reason and what to do."""
    with pytest.raises(StorageError, match="Choose another folder"):
        write_report(tmp_path / "nowhere" / "report.zip", ())


def test_a_crash_leaves_a_trace_that_the_next_run_keeps(tmp_path: Path) -> None:
    """The trace of the interpreter is in the folder of the log, and in the report."""
    crash = (
        "import faulthandler\n"
        "from studio.log_file import faults_to_file\n"
        "with faults_to_file():\n"
        "    faulthandler._sigsegv()\n"
    )
    done = subprocess.run([sys.executable, "-c", crash], capture_output=True, check=False)
    assert done.returncode != 0
    with log_file.faults_to_file():
        pass
    names = [part.name for part in report_parts(DOCUMENT, "1.2", "")]
    assert names == ["doctor.txt", log_file.LAST_FAULT_TRACE]
    trace = (log_folder() / log_file.LAST_FAULT_TRACE).read_text()
    assert "Segmentation fault" in trace
