"""The whole job from the command line, with what it promises the shell."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from studio.atomic_file import UNFINISHED_SUFFIX
from studio.audio.sound_file import read_sound_file
from studio.casting import propose
from studio.folders import HOME_VARIABLE
from studio.opening import open_script
from studio.own_program import own_program
from studio.project.creating import write_new_file

SCENE = "ANNA: Good morning.\nBEN: ^0.2 Is it?\nANNA: Well, then.\n"


def run(*arguments: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        own_program(*arguments),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=cwd,
        env=os.environ | variables,
    )


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    path = tmp_path / "scene.txt"
    path.write_text(SCENE, encoding="utf-8")
    return path


def test_one_call_writes_every_kind(scene: Path) -> None:
    """Mix in two formats, stems, lines, captions, hand-over and script; the report as JSON names them."""
    done = run(
        "render", "scene.txt", "-o", "a.mp3", "-o", "a.wav", "--stems", "stems", "--lines", "lines",
        "--captions", "a.srt", "--captions", "a.vtt", "--words", "words.vtt",
        "--word-times", "times.vtt", "--handover", "a.rpp",
        "--handover", "a.otio", "--handover", "a.lof", "--handover", "cues.csv", "--script", "s.xlsx",
        "--preset", "podcast", "--json", "--quiet",
        cwd=scene.parent,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    report = json.loads(done.stdout)
    files = [Path(each["file"]) for each in report["files"]]
    assert all((scene.parent / file).stat().st_size for file in files)
    assert {each["kind"] for each in report["files"]} == {
        "mix", "stem", "line", "captions", "hand-over", "script",
    }  # fmt: skip
    assert report["loudness"][0]["after"]["lufs"] == pytest.approx(-16, abs=0.3)
    assert report["unspoken"] == []
    stems = [len(read_sound_file(path)[0]) for path in (scene.parent / "stems").glob("*.wav")]
    assert len(stems) == 2
    assert len(set(stems)) == 1
    again = run("render", "scene.txt", "--lines", "lines", "--only-changed", "--json", "--quiet",
                cwd=scene.parent)  # fmt: skip
    assert [each["written"] for each in json.loads(again.stdout)["files"]] == [False] * 3


def test_several_scripts_share_one_call(scene: Path) -> None:
    """A pattern and a name, each with an output of its own; one that cannot be read keeps nobody else
    from being rendered, and is told."""
    (scene.parent / "scene.fountain").write_text("ANNA\nHello.\n", encoding="utf-8")
    (scene.parent / "broken.txt").write_text("", encoding="utf-8")
    done = run("render", "sc*", "broken.txt", "-o", "out/", "--format", "flac", "--quiet",
               cwd=scene.parent)  # fmt: skip
    assert done.returncode == 1
    assert "broken.txt: " in done.stderr
    names = sorted(path.name for path in (scene.parent / "out").iterdir())
    assert names == ["scene.fountain.flac", "scene.txt.flac"]
    one = run("render", "sc*", "-o", "one.wav", "--quiet", cwd=scene.parent)
    assert one.returncode == 2
    assert "{project}" in one.stderr
    nobody = run("render", "*.nothing", "-o", "x.wav", cwd=scene.parent)
    assert nobody.returncode == 2
    assert "No file is called like" in nobody.stderr


def test_a_cast_goes_out_is_edited_and_comes_in(scene: Path) -> None:
    """`cast` writes what `render --cast` reads, and --cast-voice goes before it."""
    proposed = run("cast", "scene.txt", cwd=scene.parent)
    assert proposed.returncode == 0
    assert proposed.stdout == run("cast", "scene.txt", cwd=scene.parent).stdout
    (scene.parent / "cast.toml").write_text(proposed.stdout, encoding="utf-8")
    usual = run("render", "scene.txt", "-o", "1.wav", "--quiet", cwd=scene.parent)
    same = run("render", "scene.txt", "-o", "2.wav", "--cast", "cast.toml", "--quiet",
               cwd=scene.parent)  # fmt: skip
    other = run("render", "scene.txt", "-o", "3.wav", "--cast-voice", "anna=Brock", "--quiet",
                cwd=scene.parent)  # fmt: skip
    assert (usual.returncode, same.returncode, other.returncode) == (0, 0, 0)
    sounds = [(scene.parent / f"{number}.wav").read_bytes() for number in (1, 2, 3)]
    assert sounds[0] == sounds[1] != sounds[2]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["-o", "a.wav", "--cast-voice", "ANNA=Nobody"], 2, "No voice is called"),
        (["-o", "a.wav", "--cast-voice", "ANNA"], 2, "NAME=VOICE"),
        (["-o", "a.wav", "--cast-voice", "CARL=Mara"], 2, "Nobody in the script"),
        (["-o", "a.wav", "--cast", "absent.toml"], 2, "could not be read"),
        (["-o", "a.wav", "--preset", "podcats"], 2, "no preset"),
        (["-o", "a.wav", "--format", "wav-7"], 2, "wav-16"),
        (["-o", "a.wav", "--scene", "Nine"], 2, "It has: none"),
        (["--lines", "l", "--line-names", "{speaker}"], 2, "would be written 2 times"),
        (["--lines", "l", "--line-names", "{0.__class__}"], 2, "nothing is called"),
        (["--captions", "a.doc"], 2, "no caption file"),
        (["--handover", "a.aaf"], 2, "handed over"),
        (["--captions", "scene.txt"], 2, "no caption file"),
        (["-o", "a.wav", "--final"], 2, "no key"),
        (["-o", "a.wav", "--rate", "12"], 64, "invalid choice"),
        (["-o", "a.wav", "--loudness", "7"], 64, "--loudness"),
        (["--word-times", "a.srt"], 64, "Let its name end in .vtt"),
        ([], 64, "--captions, --words, --word-times, --handover"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(
    scene: Path, arguments: list[str], status: int, said: str
) -> None:
    """Nothing is spoken and nothing is written."""
    done = run("render", "scene.txt", *arguments, cwd=scene.parent, DIALOGUE_STUDIO_API_KEY="",
               PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring")  # fmt: skip
    assert done.returncode == status, done.stderr
    assert said in done.stderr
    assert [path.name for path in scene.parent.iterdir() if path.is_file()] == ["scene.txt"]


def test_a_scene_alone(scene: Path) -> None:
    """By its name or its number."""
    text = ".ONE\n\nANNA\nHello.\n\n.TWO\n\nBEN\nGood bye.\n"
    (scene.parent / "two.fountain").write_text(text, encoding="utf-8")
    for word, name in (("two", "a.wav"), ("2", "b.wav")):
        done = run(
            "render", "two.fountain", "-o", name, "--scene", word, "--quiet", cwd=scene.parent
        )
        assert done.returncode == 0, done.stderr
    assert (scene.parent / "a.wav").read_bytes() == (scene.parent / "b.wav").read_bytes()


def test_a_project_is_rendered_and_left_alone(scene: Path) -> None:
    """The same sound as its script, and not one byte of the file is changed."""
    project = scene.parent / "scene.dialogue"
    write_new_file(project, propose(open_script(scene).document))
    before = project.read_bytes()
    done = run("render", "scene.dialogue", "-o", "p.wav", "--quiet", cwd=scene.parent)
    assert done.returncode == 0, done.stderr
    assert run("render", "scene.txt", "-o", "s.wav", "--quiet", cwd=scene.parent).returncode == 0
    assert project.read_bytes() == before
    assert (scene.parent / "p.wav").read_bytes() == (scene.parent / "s.wav").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C comes another way there")
def test_ctrl_c_leaves_what_is_complete(tmp_path: Path) -> None:
    """Status 130, a sentence, the old file in its place, and no half of a new one."""
    script = "".join(f"ANNA: This is sentence number {at} of a long talk.\n" for at in range(300))
    (tmp_path / "long.txt").write_text(script, encoding="utf-8")
    (tmp_path / "long.wav").write_bytes(b"the old file")
    process = subprocess.Popen(
        own_program("render", "long.txt", "-o", "long.wav"),
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    while "Speaking: 0 %" not in (row := process.stderr.readline()):
        assert row
    sent = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=30)
    assert process.returncode == 130
    assert time.monotonic() - sent < 10
    assert "The export was stopped" in rest
    assert (tmp_path / "long.wav").read_bytes() == b"the old file"
    assert not [path for path in tmp_path.iterdir() if UNFINISHED_SUFFIX in path.name]


@contextmanager
def _service() -> Iterator[dict[str, str]]:
    """A server of the same protocol on this computer, with its key."""
    server = subprocess.Popen(
        own_program("serve"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write("a-key-for-tests\n")
        server.stdin.flush()
        yield json.loads(server.stdout.readline())
    finally:
        server.kill()
        server.communicate()


def _by_the_service(scene: Path, *more: str) -> subprocess.CompletedProcess[str]:
    with _service() as address:
        return run(
            "render", "scene.txt", "--lines", "lines", "--final", "--server", address["url"],
            "--cast-voice", "ANNA=Harriet", "--json", "--quiet", *more,
            cwd=scene.parent, DIALOGUE_STUDIO_API_KEY=address["key"],
            **{HOME_VARIABLE: str(scene.parent / "home")},
        )  # fmt: skip


def _engines(scene: Path) -> dict[str, str]:
    manifest = json.loads((scene.parent / "lines" / "manifest.json").read_text(encoding="utf-8"))
    return {each["speaker"]: each["engine"] for each in manifest["files"]}


def test_final_voices_come_from_the_server_that_is_named(scene: Path) -> None:
    """Its voices speak, and the report says so."""
    done = _by_the_service(scene)
    assert done.returncode == 0, done.stderr
    engines = _engines(scene)
    assert engines["ANNA"] == "127.0.0.1"
    assert engines["BEN"].startswith("embedded")


def test_what_the_budget_does_not_pay_for_is_spoken_by_the_understudy_and_told(scene: Path) -> None:
    """With a price of a minute that no budget covers, nothing is bought: the draft voices speak, and
    every such line is a finding with its reason."""
    done = _by_the_service(scene, "--budget", "0.01", "--price", "1000")
    assert done.returncode == 1, done.stderr
    unspoken = json.loads(done.stdout)["unspoken"]
    assert unspoken
    assert all("budget" in each["reason"] for each in unspoken)
    assert _engines(scene)["ANNA"].startswith("embedded")


def test_a_budget_that_is_enough_is_spent(scene: Path) -> None:
    done = _by_the_service(scene, "--budget", "50", "--price", "0.1")
    assert done.returncode == 0, done.stderr
    assert _engines(scene)["ANNA"] == "127.0.0.1"
