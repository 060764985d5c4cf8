"""Final Draft, Word, VOICEVOX and books: each as its program writes it."""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from scripts.documents import documents, gist, words
from scripts.reading_help import document_of, reviewed, said

from studio.document.cues import With
from studio.document.script_items import Aside, Heading
from studio.document.values import Document, Script
from studio.errors import InputError
from studio.scripts.docx.writing import write_docx
from studio.scripts.fdx.writing import write_fdx
from studio.scripts.importing import review_script
from studio.scripts.reading import ReadingOptions, Speech
from studio.scripts.voicevox.script import write_voicevox_text

FDX = """<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<FinalDraft DocumentType="Script" Version="3"><Content>
<Paragraph Type="Scene Heading" Number="4"><Text>INT. ROOM</Text></Paragraph>
<Paragraph Type="Action"><Text>It is </Text><Text Style="Bold">dark</Text><Text>.</Text></Paragraph>
<Paragraph Type="Character"><Text>ANNA (V.O.) (CONT'D)</Text></Paragraph>
<Paragraph Type="Parenthetical"><Text>(softly)</Text></Paragraph>
<Paragraph Type="Dialogue"><ScriptNote><Paragraph><Text>why?</Text></Paragraph></ScriptNote><Text>Who </Text><Text>is it?</Text></Paragraph>
<Paragraph><DualDialogue>
<Paragraph Type="Character"><Text>BEN</Text></Paragraph><Paragraph Type="Dialogue"><Text>Me.</Text></Paragraph>
<Paragraph Type="Character"><Text>CARL</Text></Paragraph><Paragraph Type="Dialogue"><Text>Us.</Text></Paragraph>
</DualDialogue></Paragraph>
<Paragraph Type="Transition"><Text>CUT TO:</Text></Paragraph>
<Paragraph Type="Character"><Text>DORA</Text></Paragraph>
</Content><TitlePage><Content><Paragraph><Text>The Door</Text></Paragraph></Content></TitlePage></FinalDraft>
"""


def test_final_draft() -> None:
    """Runs are joined, dual dialogue is said together, notes and extensions are kept."""
    review = reviewed(FDX)
    document = document_of(review)
    assert document.title == "The Door"
    assert said(document) == [("ANNA", "Who is it?"), ("BEN", "Me."), ("CARL", "Us.")]
    first, _, third = document.lines
    assert (first.direction, first.notes, first.extras) == (
        "softly",
        "why?",
        (("extension", "(V.O.)"),),
    )
    assert third.cue == With()
    assert [type(i) for i in document.script][:2] == [Heading, Aside]
    assert [found.text for found in review.reading.not_understood] == ["DORA"]
    again = document_of(reviewed(write_fdx(document), "fdx"))
    assert gist(again) == gist(document)


STYLED = FDX.replace(
    "</Content><TitlePage>",
    """
<Paragraph Alignment="Left" Type="Character"><Text AdornmentStyle="0" Style="Bold">DORA</Text></Paragraph>
<Paragraph Type="Parenthetical"><Text Style="Italic">(low)</Text></Paragraph>
<Paragraph Type="Dialogue"><Text>Not </Text><Text RevisionID="2" Style="Bold+Italic">there &amp; then</Text><Text>.</Text></Paragraph>
<Paragraph Type="Action"><ScriptNote Range="1,2"><Paragraph><Text Font="Arial">wind?</Text></Paragraph></ScriptNote><Text>It blows.</Text></Paragraph>
</Content><TitlePage>""",
)


def test_final_draft_keeps_how_words_look() -> None:
    """Bold and italic runs, alignments, revisions and notes are written as they stood, wherever the
    words are still the same; changed words are written plain."""
    document = document_of(reviewed(STYLED))
    written = write_fdx(document)
    for kept in (
        '<Text>It is </Text><Text Style="Bold">dark</Text><Text>.</Text>',
        '<Paragraph Alignment="Left" Type="Character"><Text AdornmentStyle="0" Style="Bold">DORA<',
        '<Text Style="Italic">(low)</Text>',
        '<Text RevisionID="2" Style="Bold+Italic">there &amp; then</Text>',
        '<ScriptNote Range="1,2"><Paragraph><Text Font="Arial">wind?<',
    ):
        assert kept in written
    assert written.count("wind?") == 1
    last = document.lines[-1]
    script = Script(
        replace(item, text="Not here.") if item is last else item for item in document.script
    )
    edited = write_fdx(replace(document, script=script))
    assert '<Paragraph Type="Dialogue"><Text>Not here.</Text></Paragraph>' in edited
    assert "there &amp; then" not in edited


def test_final_draft_gets_dual_dialogue() -> None:
    """Lines that start together are written side by side, as Final Draft has it."""
    written = write_fdx(document_of(reviewed("ANNA: One.\nBEN: ^= Two.\nCARL: ^= Three.\n")))
    (dual,) = re.findall(r"<DualDialogue>(.*?)</DualDialogue>", written, re.DOTALL)
    assert re.findall(r"<Text>([^<]*)<", dual) == ["ANNA", "One.", "BEN", "Two."]
    again = document_of(reviewed(written))
    assert [line.cue for line in again.lines[1:]] == [With(), With()]


@settings(max_examples=200, deadline=None)
@given(documents())
def test_documents_come_back_from_final_draft(document: Document) -> None:
    """Whatever was said is read as it was written, controls that XML has no letters for included."""
    assert gist(document_of(reviewed(write_fdx(document), "fdx"))) == gist(document)


NOT_IN_WORD = "\u00ad\u00a0\u202f"
"""The hard spaces and soft hyphens that are made plain."""


@settings(max_examples=60, deadline=None)
@given(
    documents(
        text=words(NOT_IN_WORD, True),
        name=words(NOT_IN_WORD),
        direction=words(NOT_IN_WORD),
        with_asides=False,
    )
)
def test_lines_come_back_from_word(document: Document) -> None:
    """The table with ids says every Line again."""
    review = review_script("x.docx", write_docx(document), ReadingOptions("docx"))
    again = document_of(review)
    assert gist(again)[1:] == gist(document)[1:]
    assert [line.external_id for line in again.lines] == [line.id for line in document.lines]


def test_equal_documents_are_equal_files_whenever_they_are_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A Word document holds nothing of the moment."""
    document = Document("Kitchen")
    before = write_docx(document)
    later = time.struct_time((2031, 5, 4, 3, 2, 2, 6, 124, 0))
    monkeypatch.setattr(time, "localtime", lambda *_: later)
    assert write_docx(document) == before


def word(body: str, **parts: str) -> bytes:
    out = io.BytesIO()
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>"
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:x {space}>{content}</w:x>")
    return out.getvalue()


def p(text: str, style: str = "", extra: str = "") -> str:
    mark = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{mark}<w:r><w:t>{text}</w:t></w:r>{extra}</w:p>"


def test_word_paragraphs() -> None:
    """`NAME:` paragraphs, headings, comments; tracked and hidden text as it would print."""
    body = (
        p("One", "Heading1")
        + p("ANNA:\u00a0Hel\u00adlo.", extra='<w:r><w:commentReference w:id="0"/></w:r>')
        + p(
            "BEN: Ho",
            extra="<w:del><w:r><w:delText> no</w:delText></w:r></w:del><w:ins><w:r><w:t> yes.</w:t></w:r></w:ins>",
        )
        + "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ANNA: hidden</w:t></w:r></w:p>"
        + p("CARL")
        + p("Alone above.")
    )
    comments = '<w:comment w:id="0"><w:p><w:r><w:t>nice</w:t></w:r></w:p></w:comment>'
    review = review_script("x", word(body, comments=comments))
    document = document_of(review)
    assert said(document) == [("ANNA", "Hello."), ("BEN", "Ho yes."), ("CARL", "Alone above.")]
    assert [i.text for i in document.script if not hasattr(i, "cue")] == ["One", "nice"]
    assert "1 tracked deletions" in str(review.reading.remarks[0])


def test_word_screenplay_styles() -> None:
    """Paragraphs of the styles Character, Parenthetical, Dialogue and Scene Heading."""
    body = p("INT. ROOM", "SceneHeading") + p("ANNA (V.O.)", "Character")
    body += p("(low)", "Parenthetical") + p("Hm.", "Dialogue") + p("It rains.", "Action")
    styles = "".join(
        f'<w:style w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
        for name in ("Scene Heading", "Character", "Parenthetical", "Dialogue", "Action")
    )
    document = document_of(review_script("x", word(body, styles=styles)))
    (line,) = document.lines
    assert (said(document), line.direction) == ([("ANNA", "Hm.")], "low")
    assert len(document.script) == 3


def test_word_tables() -> None:
    """A storyboard of two columns is a table like any other."""
    rows = (("Speaker", "Line", "Notes"), ("ANNA", "Hi.", "warm"), ("BEN", "Ho.", ""))
    cells = "".join(
        f"<w:tr>{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows
    )
    document = document_of(review_script("x", word(f"<w:tbl>{cells}</w:tbl>")))
    assert said(document) == [("ANNA", "Hi."), ("BEN", "Ho.")]
    assert document.lines[0].notes == "warm"


def test_voicevox_text() -> None:
    """A name says who goes on from there; memos are notes, readings are spoken text."""
    text = "ずんだもん,こんにちは,元気\n四国めたん（あまあま）\nはい[低く]\n{漢字|かんじ}だ\n"
    document = document_of(reviewed(text))
    assert said(document) == [
        ("ずんだもん", "こんにちは"),
        ("ずんだもん", "元気"),
        ("四国めたん（あまあま）", "はい"),
        ("四国めたん（あまあま）", "漢字だ"),
    ]
    assert document.lines[2].notes == "低く"
    assert document.lines[3].spoken == "かんじだ"
    assert said(document_of(reviewed(write_voicevox_text(document), "voicevox")))[0] == (
        "ずんだもん",
        "こんにちは",
    )


@pytest.mark.parametrize("is_old", [False, True])
def test_voicevox_projects(is_old: bool) -> None:
    """Order, words, speed, level and silences, from new files and old; all else is kept."""
    item = {
        "text": "はい",
        "voice": {
            "engineId": "e",
            "speakerId": "388f246b-8c41-4ac1-8e2d-5d79f3ff56d9",
            "styleId": 3,
        },
        "query": {
            "speedScale": 1.5,
            "volumeScale": 0.5,
            "prePhonemeLength": 0.25,
            "pitchScale": 0.1,
        },
    }
    talk = {
        "audioKeys": ["b", "a", "gone"],
        "audioItems": {"a": {**item, "text": "いいえ"}, "b": item},
    }
    text = json.dumps({"appVersion": "0.20.0", **(talk if is_old else {"talk": talk})})
    review = reviewed(text)
    document = document_of(review)
    assert said(document) == [("ずんだもん", "はい"), ("ずんだもん", "いいえ")]
    line = document.lines[0]
    assert (line.delivery.speed, line.clip.gain_db, line.silence_before_frames) == (
        1.2,
        -6.0,
        12_000,
    )
    assert json.loads(dict(line.extras)["voicevox"]) == item
    assert len(review.reading.not_understood) == 1


def test_prose_is_narrated_and_its_speech_is_cast() -> None:
    """A narrator reads; what is in quotes is spoken by whoever the sentence names."""
    text = "# A Tale\n\n## One\n\n“Come in,” said Anna. “It is open.”\n\nBen laughed. Ben said, “Thanks!”\n\nIt *rained*.\n"
    document = document_of(review_script("x.md", text.encode()))
    assert document.title == "A Tale"
    assert said(document) == [
        ("Anna", "Come in,"),
        ("Narrator", "said Anna."),
        ("Anna", "It is open."),
        ("Narrator", "Ben laughed. Ben said,"),
        ("Ben", "Thanks!"),
        ("Narrator", "It rained."),
    ]
    assert document.lines[0].starts_paragraph
    assert not document.lines[1].starts_paragraph


def test_web_pages_are_read_for_their_words() -> None:
    """Scripts, menus and tags are no words; broken markup does not matter."""
    text = "<html><head><title>T</title></head><nav>menu</nav><h1>One</h1><p>“Hi,” said Anna &amp; left<script>x='<p>no'</script><p>A <b>b</b>.<!-- c"
    document = document_of(reviewed(text))
    assert [words for _, words in said(document)] == ["Hi,", "said Anna & left", "A b."]


@pytest.mark.parametrize(
    ("xml", "problem"),
    [
        ('<?xml version="1.0"?><!DOCTYPE x><FinalDraft/>', "declares a document type"),
        ("<FinalDraft><Content>", "no sound XML in row 1"),
        ("<FinalDraft/>", "no Final Draft script"),
        ("<FinalDraft>" + "<a>" * 5_000, "too deeply nested"),
    ],
)
def test_unsafe_xml_is_refused(xml: str, problem: str) -> None:
    """No document types, no endless depth; the sentence names the part."""
    with pytest.raises(InputError, match=problem):
        reviewed(xml, "fdx")


def test_web_pages_that_are_scripts() -> None:
    """Names in bold or in capitals speak, italics are silent, a row is where the page has it."""
    text = (
        "<html><head><title>T</title></head><body><h1>The Lift</h1><h2>Scene 1</h2>\n"
        "<p><b>Anna:</b> Hello&nbsp;<i>there</i>.</p>\n<p><strong>Ben</strong>: (quietly) Hi.</p>\n"
        "<p><i>Ben leaves.</i></p>\n<p>ANNA:<br>So 2 * 2?</p></body></html>"
    )
    review = reviewed(text)
    assert review.format == "html"
    document = document_of(review)
    assert said(document) == [("Anna", "Hello there."), ("Ben", "Hi."), ("Anna", "So 2 * 2?")]
    assert document.title == "The Lift"
    assert [line.direction for line in document.lines] == ["", "quietly", ""]
    rows = [item.row for item in review.reading.items if isinstance(item, Speech)]
    assert rows == [2, 3, 5]


def test_tables_of_web_pages_are_tables() -> None:
    """With an empty cell in between, and cells nobody closed."""
    text = (
        "<table><tr><th>Speaker</th><th>Notes</th><th>Line</th></tr>"
        "<tr><td>ANNA</td><td></td><td>Hello there.</td></tr><tr><td>BEN<td>x<td>Hi, you?</tr></table>"
    )
    assert said(document_of(reviewed(text))) == [("ANNA", "Hello there."), ("BEN", "Hi, you?")]
