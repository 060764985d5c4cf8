"""The sample scene as people have it who know no format: printed plays, chats, storyboards."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scripts.tables.test_storyboards import as_csv, as_word

from studio.resource_files import resource_file
from studio.scripts.importing import review_script
from studio.scripts.reading import Speech


def sample_of(ending: str) -> bytes:
    """The scene in that form; a sample of the program's own where there is one."""
    if ending not in _FORMS:
        return resource_file(f"samples/between-floors.{ending}").read_bytes()
    return _FORMS[ending](_speeches())


Speeches = Sequence[tuple[str, str]]


def _speeches() -> Speeches:
    content = resource_file("samples/between-floors.txt").read_bytes()
    items = review_script("x", content).reading.items
    return [(item.name, item.text) for item in items if isinstance(item, Speech)]


def _rows(form: str) -> Callable[[Speeches], bytes]:
    def write(speeches: Speeches) -> bytes:
        rows = (
            form.format(name=name, mixed=name.title(), words=words, minute=at // 4, second=at % 60)
            for at, (name, words) in enumerate(speeches)
        )
        return "".join(rows).encode()

    return write


def _board(speeches: Speeches) -> list[list[str]]:
    rows = [["Scene", "Visual", "Audio"]]
    for at in range(0, len(speeches) - 1, 2):
        (one, said), (other, answered) = speeches[at : at + 2]
        rows.append([str(at // 10), f"Picture {at}", f"{one}: {said}\n{other}: {answered}"])
    return rows


def _tabs(rows: list[list[str]]) -> bytes:
    return as_csv(rows).replace(b'","', b'"\t"')


_FORMS: dict[str, Callable[[Speeches], bytes]] = {
    "play.txt": _rows("{name}. — {words}\n\n"),
    "chat.txt": _rows("[28.11.26, 19:{minute:02}:{second:02}] {mixed}: {words}\n"),
    "irc.txt": _rows("<{mixed}> {words}\n"),
    "discord.txt": _rows("{mixed} — Today at 7:{minute:02} PM\n{words}\n\n"),
    "script.md": _rows("**{name}:** {words}\n\n"),
    "table.md": lambda speeches: (
        b"| Speaker | Line |\n|---|---|\n" + _rows("| {name} | {words} |\n")(speeches)
    ),
    "board.csv": lambda speeches: as_csv(_board(speeches)),
    "board.tsv": lambda speeches: _tabs(_board(speeches)),
    "board.docx": lambda speeches: as_word(_board(speeches)),
}
