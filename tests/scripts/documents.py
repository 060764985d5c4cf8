"""Documents of every kind, made by hypothesis, for round trips through a format."""

from __future__ import annotations

from hypothesis import strategies as st

from studio.document.cues import BY_RULE, After, CutIn, Over, With
from studio.document.edits.casting import name_key
from studio.document.script_items import Aside, AsideId, AsideKind, Heading, HeadingId
from studio.document.values import Document, Line, LineId, Script, Speaker, SpeakerId
from studio.identity import new_id

ODD = (
    "👩‍👩‍👧‍👦",
    "🇬🇧",
    "שלום עולם",
    "e\u0301\u0323",
    "日本語「はい」",
    "\u202eevil\u202c",
    "\u200b",
    "\x1b[31m",
    "\x07",
    "((",
    "--",
    "^0.4",
    "**b**",
    "_u_",
    "[[n]]",
    "/*",
    "*/",
    "a: b",
    "#x",
    "\\",
    "=cmd()",
    "<i>",
    "&amp;",
    '"',
    "'",
    "|",
    ",",
    ";",
)
"""Pieces that some format could trip over."""


def words(exclude: str = "", multiline: bool = False) -> st.SearchStrategy[str]:
    """Text of one or more characters without spaces at its ends."""
    letters = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff" + exclude)
    odd = [piece for piece in ODD if not set(piece) & set(exclude)]
    pieces = st.one_of(
        st.text(letters, min_size=1, max_size=12),
        st.sampled_from(odd),
        st.sampled_from([" ", "  ", "\n"] if multiline else [" ", "  "]),
    )
    return st.lists(pieces, min_size=1, max_size=6).map(lambda p: "".join(p).strip()).filter(bool)


CUES = st.one_of(
    st.just(BY_RULE),
    st.integers(0, 9_000).map(lambda ms: CutIn(ms * 48)),
    st.integers(0, 9_000).map(lambda ms: Over(ms * 48)),
    st.just(With()),
    st.integers(0, 9_000).map(lambda ms: After(ms * 48)),
)


@st.composite
def documents(
    draw: st.DrawFn,
    text: st.SearchStrategy[str] | None = None,
    name: st.SearchStrategy[str] | None = None,
    direction: st.SearchStrategy[str] | None = None,
    cues: st.SearchStrategy[object] = CUES,
    with_asides: bool = True,
) -> Document:
    """A Document of up to eight items whose words may be anything a person can type or paste."""
    text = words() if text is None else text
    name = words() if name is None else name
    direction = words() if direction is None else direction
    names = draw(st.lists(name, min_size=1, max_size=3, unique_by=name_key))
    cast = [Speaker(SpeakerId(new_id()), each, at) for at, each in enumerate(names)]
    items: list[object] = []
    for _ in range(draw(st.integers(1, 8))):
        kind = draw(st.integers(0, 7)) if with_asides else 7
        if kind == 0:
            items.append(Heading(HeadingId(new_id()), draw(text), draw(st.integers(1, 2))))
        elif kind == 1:
            items.append(Aside(AsideId(new_id()), draw(st.sampled_from(AsideKind)), draw(text)))
        else:
            said = draw(text)
            may_be_cut = draw(st.booleans())
            items.append(
                Line(
                    LineId(new_id()),
                    draw(st.sampled_from(cast)).id,
                    f"{said} --" if may_be_cut else said,
                    draw(st.one_of(st.just(""), direction)),
                    draw(cues),  # type: ignore[arg-type]
                    may_be_cut,
                )
            )
    return Document(draw(st.one_of(st.just(""), text)), cast=tuple(cast), script=Script(items))  # type: ignore[arg-type]


def gist(document: Document) -> list[object]:
    """What a script says, whatever the ids."""
    found: list[object] = [document.title]
    for item in document.script:
        if isinstance(item, Line):
            name = document.speaker(item.speaker).name
            found.append((name, item.text, item.direction, item.cue, item.may_be_cut))
        elif isinstance(item, Heading):
            found.append((item.level, item.text))
        else:
            found.append((item.kind, item.text))
    return found
