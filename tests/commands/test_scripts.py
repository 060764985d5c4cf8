"""`convert`, `check` and `merge`: scripts from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.commands import main
from studio.folders import HOME_VARIABLE
from studio.project.creating import write_new_file
from studio.project.inspection import inspect
from studio.resource_files import resource_file
from studio.scripts.formats import FORMATS
from studio.scripts.importing import review_script
from studio.scripts.review import accept, every_name

SCENE = resource_file("samples/between-floors.txt")
WRITTEN = [each for each in FORMATS if each.write and each.endings]


@pytest.fixture(autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path_factory.mktemp("home")))


ONLY_IDS = {"yarn", "renpy", "ink", "twee"}


def lines_in(path: Path) -> int:
    review = review_script(str(path), path.read_bytes())
    return len(accept(review, every_name(review)).lines)


@pytest.mark.parametrize(
    "format", [each for each in WRITTEN if each.id not in ONLY_IDS], ids=lambda each: each.id
)
def test_a_scene_goes_into_every_format_and_out_again(
    tmp_path: Path, format: object, capsys: pytest.CaptureFixture[str]
) -> None:
    """Written by its ending and read by its content, no Line is lost on the way."""
    there = tmp_path / f"scene{format.endings[0]}"  # type: ignore[attr-defined]
    back = tmp_path / "back.jsonl"
    holds_all = format.id != "voicevox"  # type: ignore[attr-defined]
    assert main(["convert", str(SCENE), str(there)]) == (0 if holds_all else 1)
    assert main(["convert", str(there), str(back)]) == 0
    assert lines_in(back) == lines_in(SCENE)
    assert "70 lines, 4 speakers" in capsys.readouterr().out


def test_a_project_is_just_another_format(tmp_path: Path) -> None:
    """A script becomes a project, and a project a script."""
    project, back = tmp_path / "scene.dialogue", tmp_path / "back.txt"
    assert main(["convert", str(SCENE), str(project)]) == 0
    assert main(["convert", str(project), str(back)]) == 0
    assert back.read_text(encoding="utf-8") == SCENE.read_text(encoding="utf-8")


def test_what_a_format_cannot_say_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each kind with its number, and the exit code with it; what belongs around a script is told and
    does not count."""
    assert main(["convert", str(SCENE), str(tmp_path / "x.voicevox.txt")]) == 1
    said = capsys.readouterr().err
    assert "when a line starts (20)" in said
    assert "directions of lines (7)" in said
    assert main(["convert", str(SCENE), str(tmp_path / "x.csv")]) == 0
    assert capsys.readouterr().err == "Not in x.csv, which is CSV: the title.\n"


def test_ids_are_added_to_a_game_script_on_request(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing but the missing ids is added, and a second time nothing at all; without the request it
    is only told where they are missing."""
    game, once, twice = (tmp_path / f"{name}.yarn" for name in ("game", "once", "twice"))
    text = "title: Start\n---\n// hello\nAnna: Hi. #line:a1\n    -> Ben: Ho. // why\n===\n"
    game.write_text(text, encoding="utf-8")
    assert main(["convert", str(game), str(once)]) == 0
    assert once.read_text(encoding="utf-8") == text
    assert "No line id in row 5. Add ids with --ids." in capsys.readouterr().err
    assert main(["check", str(game)]) == 0
    assert "No line id in row 5. Add ids with `convert --ids`." in capsys.readouterr().out
    assert main(["convert", str(game), str(once), "--ids"]) == 0
    assert "No line id" not in capsys.readouterr().err
    written = once.read_text(encoding="utf-8")
    assert written.count("#line:") == 2
    changed = [row for row in written.split("\n") if row not in text.split("\n")]
    assert len(changed) == 1
    assert changed[0].startswith("    -> Ben: Ho. #line:")
    assert changed[0].endswith(" // why")
    assert main(["convert", str(once), str(twice), "--ids"]) == 0
    assert twice.read_text(encoding="utf-8") == written


def test_no_other_format_gets_ids(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", str(SCENE), str(tmp_path / "x.csv"), "--ids"]) == 2
    assert "choose one of: yarn, renpy, ink, twee" in capsys.readouterr().err


def test_a_scene_is_no_game(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What never was Yarn is not made Yarn; the sentence says what to choose."""
    assert main(["convert", str(SCENE), str(tmp_path / "x.yarn")]) == 2
    assert "Choose CSV, Fountain or JSON Lines" in capsys.readouterr().err
    assert not (tmp_path / "x.yarn").exists()


def test_columns_can_be_given(tmp_path: Path) -> None:
    """A table with odd headers is read by a file that says what they hold, and from then on."""
    table, columns, out = tmp_path / "t.csv", tmp_path / "c.json", tmp_path / "o.txt"
    table.write_text("q,w\nANNA,Hi.\nBEN,Ho.\n", encoding="utf-8")
    columns.write_text('{"q": "speaker", "w": "text"}', encoding="utf-8")
    assert main(["convert", str(table), str(out), "--from", "csv", "--map", str(columns)]) == 0
    assert out.read_text(encoding="utf-8") == "ANNA: Hi.\nBEN: Ho.\n"
    out.unlink()
    assert main(["convert", str(table), str(out), "--from", "csv"]) == 0
    assert out.read_text(encoding="utf-8") == "ANNA: Hi.\nBEN: Ho.\n"


def test_programs_get_a_table_without_apostrophes(tmp_path: Path) -> None:
    """`--raw` writes what stands in the script and nothing more."""
    script, safe, raw = tmp_path / "s.txt", tmp_path / "safe.csv", tmp_path / "raw.csv"
    script.write_text("ANNA: =1+1\nBEN: Ho.\n", encoding="utf-8")
    assert main(["convert", str(script), str(safe)]) == 0
    assert main(["convert", str(script), str(raw), "--raw"]) == 0
    assert ",'=1+1," in safe.read_text(encoding="utf-8-sig")
    assert ",=1+1," in raw.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("columns", "problem"),
    [("[", "no JSON"), ("[]", "no object"), ('{"a": "opera"}', "none of"), ("{}", "is `text`")],
)
def test_columns_that_make_no_sense_are_refused(
    tmp_path: Path, columns: str, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sentence shows what the file should look like."""
    file = tmp_path / "c.json"
    file.write_text(columns, encoding="utf-8")
    assert main(["convert", str(SCENE), str(tmp_path / "o.txt"), "--map", str(file)]) == 2
    said = capsys.readouterr().err
    assert problem in said
    assert '{"Character": "speaker", "Line": "text"}' in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["convert", "{scene}", "{scene}"], "over itself"),
        (["convert", "{scene}", "out.xyz"], "does not say which format"),
        (["convert", "{scene}", "out.srt"], "can be read but not written"),
        (["convert", "{scene}", "out.txt", "--to", "opera"], "No script format is called"),
        (["convert", "missing.txt", "out.txt"], "could not be read"),
        (["convert", "{scene}", "out.fountain", "--raw"], "has no raw form"),
        (["check", "missing.txt"], "could not be read"),
    ],
)
def test_what_cannot_be_done_is_said(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence, exit status 2."""
    assert main([word.format(scene=SCENE) for word in words]) == 2
    assert sentence in capsys.readouterr().err


def test_rows_left_out_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A conversion with gaps says which, and ends with 1."""
    script = tmp_path / "s.txt"
    script.write_text("Once upon a time\nANNA: Hi.\n", encoding="utf-8")
    assert main(["convert", str(script), str(tmp_path / "o.fountain")]) == 1
    assert "Row 1" in capsys.readouterr().err


def test_check_tells_what_is_understood(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Format, names with ticks and reasons, and every row that is not understood."""
    script = tmp_path / "s.txt"
    script.write_text(
        "once\n" + "ANNA: Hi.\nBEN: Ho.\n" * 4 + "ANNNA: Hm.\nNote: x\n\x1b[31mEVIL: \u202ey\n",
        encoding="utf-8",
    )
    assert main(["check", str(script)]) == 1
    out = capsys.readouterr().out
    assert "NAME: text, UTF-8, 11 lines" in out
    assert "[x] ANNA" in out
    assert "[ ] ANNNA" in out
    assert "one slip from ANNA" in out
    assert "a usual word for remarks" in out
    assert "Row 1:" in out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert main(["check", "--json", str(script)]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["format"] == "plain"
    assert told["not_understood"][0]["row"] == 1


def test_check_of_a_sound_script_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to report ends with 0."""
    assert main(["check", str(SCENE)]) == 0
    assert "70 lines" in capsys.readouterr().out


def test_merge_says_first_and_does_then(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A dry run changes nothing; the merge itself keeps ids and names the version before."""
    review = review_script("x", SCENE.read_bytes())
    document = accept(review, every_name(review))
    project, script = tmp_path / "p.dialogue", tmp_path / "back.txt"
    write_new_file(project, document)
    text = SCENE.read_text(encoding="utf-8").replace("It is a very small", "It is quite a small")
    script.write_text(text, encoding="utf-8")
    before = project.read_bytes()
    assert main(["merge", str(project), str(script), "--dry-run"]) == 0
    assert "≠ changed" in capsys.readouterr().out
    assert project.read_bytes() == before
    assert main(["merge", str(project), str(script)]) == 0
    found = inspect(project)
    assert [line.id for line in found.document.lines] == [line.id for line in document.lines]
    assert "quite a small" in found.document.lines[10].text
    assert [version.name for version in found.versions] == ["Before back.txt was merged"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.fountain", b"INT. ROOM\r\n\r\nMARA\r\nHello.\r\n\r\n\r\nTOM\r\nFine.   \r\n"),
        ("b.fountain", b"\xef\xbb\xbfTitle: X\n\n\n\nMARA\nHello.\n\n\n\nTOM\nFine."),
        ("c.yarn", b"title: A\r\n---\r\nAnna: Hi. #line:a1\r\n===\r\n"),
        ("d.txt", b"ANNA: Hello.\r\nBEN: Yes.\r\n"),
    ],
)
def test_a_file_comes_back_byte_for_byte(name: str, content: bytes, tmp_path: Path) -> None:
    """Line ends, a mark in front, empty rows and no title that nobody wrote: straight, and by way of
    a project."""
    there, project, back = tmp_path / name, tmp_path / "p.dialogue", tmp_path / f"back-{name}"
    there.write_bytes(content)
    assert main(["convert", str(there), str(back)]) == 0
    assert back.read_bytes() == content
    assert main(["convert", str(there), str(project)]) == 0
    assert main(["convert", str(project), str(back)]) == 0
    assert back.read_bytes() == content
