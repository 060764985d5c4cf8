"""Tables in and out: every usual arrangement of columns, and nothing a spreadsheet would compute."""

from __future__ import annotations

import csv
import datetime
import io
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from scripts.documents import documents, gist, words
from scripts.reading_help import document_of, lines_of, reviewed, said

from studio.document.cues import BY_RULE, At
from studio.document.script_items import Aside, Heading
from studio.document.values import Document, LineStatus, Script
from studio.errors import InputError
from studio.frames import PROJECT_RATE
from studio.scripts.importing import review_script
from studio.scripts.reading import ColumnMapping, ReadingOptions
from studio.scripts.tables.cells import frames_in
from studio.scripts.tables.columns import COLUMNS
from studio.scripts.tables.spreadsheet import write_spreadsheet
from studio.scripts.tables.writing import write_delimited, write_raw


@pytest.mark.parametrize(
    "text",
    [
        'speaker,line\nANNA,Come in.\nBEN,"Yes, ""sir""."\n',
        'speaker;text\r\nANNA;Come in.\r\nBEN;Yes, "sir".\r\n',
        'Text\tCharacter\nCome in.\tANNA\n"Yes, ""sir""."\tBEN\n',
        'ANNA|Come in.\nBEN|Yes, ""sir"".'.replace('""', '"'),
        (
            "Identifier\tCharacter\tDialogue\tFilename\tLine Number\tRen'Py Script\n"
            'a_1\tANNA\tCome in.\tgame/x.rpy\t4\te\na_2\tBEN\tYes, "sir".\tgame/x.rpy\t5\te\n'
        ),
        (
            "language,id,text,file,node,lineNumber,lock,comment\n"
            "en,line:1,ANNA: Come in.,a.yarn,Start,3,1234abcd,\n"
            'en,line:2,"BEN: Yes, ""sir"".",a.yarn,Start,4,1234abcd,\n'
        ),
        (
            "SpokenDialogue,VoiceActorDirection,SpeakingVoice\nCome in.,,ANNA\n"
            '"Yes, ""sir"".",gruff,BEN\n'
        ),
    ],
    ids=["elevenlabs", "semicolons", "tabs", "bars", "renpy", "yarn", "unreal"],
)
def test_tables_of_many_programs_are_understood(text: str) -> None:
    """Whatever the delimiter, the header and the order of columns, words and names are found."""
    assert said(document_of(reviewed(text))) == [("ANNA", "Come in."), ("BEN", 'Yes, "sir".')]


def test_times_become_fixed_places_and_room() -> None:
    """A start pins the Line, an end leaves it that much time; decimal commas are read."""
    text = "speaker;line;start_time;end_time\nANNA;Hi.;1,5;2,25\nBEN;Ho.;00:00:03.000;0:04\n"
    first, second = lines_of(text, "csv")
    assert (first.cue, first.target_frames) == (At(72_000), 36_000)
    assert (second.cue, second.target_frames) == (At(144_000), 48_000)


def test_a_bad_cell_is_named() -> None:
    """Row, column, what stands there and what would do; the rest of the row is taken."""
    review = reviewed("Speaker,Line,Start\nANNA,Hi.,0:12\nBEN,Ho.,1:3O\n", "csv")
    assert [str(found) for found in review.reading.not_understood] == [
        "Row 3, column Start: '1:3O' is not a time. Write seconds, MM:SS or HH:MM:SS.mmm."
    ]
    assert len(document_of(review).lines) == 2


def rows_of(document: Document) -> list[list[str]]:
    return list(csv.reader(io.StringIO(write_delimited(document).decode("utf-8-sig"))))


def test_columns_of_others_keep_their_places() -> None:
    """A team's own columns come back where they stood, under their own headers and however often a
    header comes; those of ours that were lacking stand behind them."""
    text = "Mood,Character,id,Start,Line,Mood,Status\nglad,ANNA,x1,0:01.5,Hi.,low,Recorded\n"
    document = document_of(reviewed(text, "csv"))
    header, row = rows_of(document)
    assert header[:7] == ["Mood", "Character", "id", "Start", "Line", "Mood", "Status"]
    assert row[:7] == ["glad", "ANNA", "x1", "0:01.5", "Hi.", "low", "Recorded"]
    assert set(header[7:]) == set(COLUMNS) - {"speaker", "text", "id", "start", "status"}
    script = Script(
        replace(line, cue=At(96_000), text="Ho.", status=LineStatus.APPROVED)
        for line in document.lines
    )
    _, edited = rows_of(replace(document, script=script))
    assert edited[:7] == ["glad", "ANNA", "x1", "2.000", "Ho.", "low", "approved"]
    again = document_of(reviewed("\n".join(map(",".join, (header, row))), "csv"))
    assert rows_of(again) == [header, row]


def test_brackets_behind_names_in_a_table() -> None:
    """`ANNA (V.O.)` is ANNA, and stands there again when the table is written."""
    text = "Character,Line\nANNA (V.O.),Hi.\nANNA (softly),Ho.\nBEN (CONT'D),Hu.\n"
    document = document_of(reviewed(text, "csv"))
    assert [name for name, _ in said(document)] == ["ANNA", "ANNA", "BEN"]
    assert [line.direction for line in document.lines] == ["", "softly", ""]
    table = rows_of(document)
    assert [row[0] for row in table[1:]] == ["ANNA (V.O.)", "ANNA (softly)", "BEN (CONT'D)"]
    again = document_of(review_script("x.csv", write_delimited(document)))
    assert said(again) == said(document)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("No.,Visual,Narrator text,Audio\n1,A house,Welcome.,music\n", ("Narrator", "Welcome.")),
        ("Video,Audio\nA house,Welcome.\n", ("Narrator", "Welcome.")),
        ("Figur,Satz,Regie\nANNA,Hi.,warm\n", ("ANNA", "Hi.")),
        ("Personnage;Réplique;Didascalie\nANNA;Hi.;bas\n", ("ANNA", "Hi.")),
        ("話者,台詞,備考\n太郎,はい。,低く\n", ("太郎", "はい。")),
        ("ID,Context,Character,Source text,Translation\n1,x,ANNA,Hi.,Hallo.\n", ("ANNA", "Hi.")),
    ],
)
def test_headers_of_many_trades(text: str, first: tuple[str, str]) -> None:
    """Storyboards, dubbing and translation sheets, in several languages."""
    assert said(document_of(reviewed(text)))[0] == first


def test_words_of_others_are_no_marks() -> None:
    """In a table that is not ours, what looks like a mark of ours is said; only a direction in
    brackets is none of the words, and a number in brackets is no direction."""
    cells = ["+49 30 1234 call me", "^^ what", "^0.5 up", "@12 home", "+1 from me", "\\(shrug)"]
    cells += ["(030) 1234 is it"]
    text = "id,speaker,text,direction\n" + "".join(f"{c},Ann,{c},\n" for c in cells)
    lines = lines_of(f"{text}x,Ann,(low) Hi --,\n", "csv")
    assert [line.text for line in lines] == [*cells, "Hi --"]
    assert {line.cue for line in lines} == {BY_RULE}
    assert (lines[-1].direction, lines[-1].may_be_cut) == ("low", True)
    assert {line.direction for line in lines[:-1]} == {""}


def test_brackets_that_nobody_says_in_a_table() -> None:
    """A cell of words wholly in brackets beside no name is a direction."""
    document = document_of(reviewed("ANNA|Hi.\n|(They wait.)\nANNA|Well?\nBEN|(x) Ho.\n", "csv"))
    assert [type(item).__name__ for item in document.script] == ["Line", "Aside", "Line", "Line"]


def test_apostrophes_do_not_pile_up() -> None:
    """A cell of others that looks like a formula is written the same however often it comes back."""
    document = document_of(reviewed("speaker,text,=Sum\nANNA,Hi.,+1\n", "csv"))
    once = write_delimited(document)
    again = document_of(review_script("x.csv", once, ReadingOptions("csv")))
    assert [row[:3] for row in rows_of(again)] == [
        ["speaker", "text", "'=Sum"],
        ["ANNA", "Hi.", "'+1"],
    ]


def test_what_lies_between_lines_comes_back() -> None:
    """Headings without Lines, stage directions and comments have rows of their own, without words."""
    text = "=== One ===\n\n=== Two ===\n\n(She waits.)\n\nANNA: Hi.\n// why?\nBEN: Ho.\n\n=== Three ===\n"
    document = document_of(reviewed(text, "plain"))
    again = document_of(review_script("x.csv", write_delimited(document), ReadingOptions("csv")))
    assert gist(again)[1:] == gist(document)[1:]


def test_rows_without_words_are_what_they_say() -> None:
    """A title of a block is a heading, a direction alone a direction; an id without words is pointed
    out and never a heading."""
    text = "id,speaker,text,direction\n,,,She waits.\nBLOCK A,,,\nx1,ANNA,Hi.,\nx2,,,low\n"
    review = reviewed(text, "csv")
    items = document_of(review).script
    assert [type(item).__name__ for item in items] == ["Aside", "Heading", "Line"]
    assert [str(found) for found in review.reading.not_understood] == [
        "Row 5, column text: no words stand in this row. Fill its cell text, or remove the row."
    ]


def test_a_sorted_table_of_ours_goes_back_into_order() -> None:
    """Sorting by speaker for a recording does not shuffle the scene, and it is said."""
    document = document_of(reviewed("ANNA: One.\nBEN: Two.\nANNA: Three.\n", "plain"))
    header, *rows = rows_of(document)
    out = io.StringIO()
    csv.writer(out).writerows([header, *sorted(rows, key=lambda row: row[3])])
    review = reviewed(out.getvalue(), "csv")
    assert [words for _, words in said(document_of(review))] == ["One.", "Two.", "Three."]
    assert "put back into the order that the column order gives" in str(review.reading.remarks[0])


def test_a_table_without_words_shows_its_columns() -> None:
    """Where no column holds words, the columns are there to choose from."""
    mapping = ColumnMapping({"a": "speaker", "b": ""})
    review = reviewed("a,b\nANNA,Hi.\n", "csv", mapping=mapping)
    assert [(each.header, each.field) for each in review.reading.columns] == [
        ("a", "speaker"),
        ("b", ""),
    ]
    assert review.reading.columns[1].examples == ("Hi.",)
    assert "no column holds words" in str(review.reading.not_understood[0])


def test_columns_not_spoken_of_are_judged_by_their_header() -> None:
    """A choice of two columns leaves the others to their names, unless they are to stay out."""
    text = "a,b,notes,id\nANNA,Hi.,warm,x1\n"
    chosen = {"a": "speaker", "b": "text"}
    (line,) = lines_of(text, "csv", mapping=ColumnMapping(chosen))
    assert (line.notes, line.external_id) == ("warm", "x1")
    (line,) = lines_of(text, "csv", mapping=ColumnMapping({**chosen, "notes": ""}))
    assert (line.notes, line.external_id) == ("", "x1")


def test_programs_get_their_cells_raw() -> None:
    """What is written for programs has no apostrophe and no byte order mark."""
    document = document_of(reviewed("ANNA: =1+1\n", "plain"))
    assert b"'=1+1" in write_delimited(document)
    assert b"'=1+1" not in write_raw(document)
    assert write_raw(document).startswith(b"id,order,")


def test_a_person_may_choose_the_columns() -> None:
    """A mapping by header or by number overrules what would have been guessed."""
    text = "a,b,c\nANNA,not this,Hi.\nBEN,nor this one here,Ho.\n"
    mapping = ColumnMapping({"c": "text", "1": "speaker"})
    assert said(document_of(reviewed(text, "csv", mapping=mapping))) == [
        ("ANNA", "Hi."),
        ("BEN", "Ho."),
    ]
    bare = ColumnMapping({"3": "text", "1": "speaker"}, has_header=False)
    assert len(document_of(reviewed(text, "csv", mapping=bare)).lines) == 3


def test_a_first_row_of_unknown_words_may_name_the_columns() -> None:
    """It is no line of anybody's, as names come again below and it does not."""
    text = "Kto,Chto\nANNA,Come in, please.\nBEN,Yes, sir.\nANNA,Sit down, please.\n"
    quoted = text.replace(",Come in, please", ',"Come in, please"').replace(
        ",Yes, sir", ',"Yes, sir"').replace(",Sit down, please", ',"Sit down, please"')  # fmt: skip
    review = review_script("x.csv", quoted.encode())
    assert review.format == "csv"
    assert said(document_of(review))[0] == ("ANNA", "Come in, please.")
    assert review.reading.has_header
    assert len(lines_of("ANNA|Come in.\nBEN|Yes, sir.\nANNA|Sit down.\n")) == 3


def test_scenes_and_states_are_read() -> None:
    """A scene column makes headings where it changes; a known state is taken over."""
    text = "scene,speaker,text,status\nOne,A,Hi.,approved\nOne,B,Ho.,draft\nTwo,A,Hu.,odd\n"
    document = document_of(reviewed(text, "csv"))
    assert [i.text for i in document.script if isinstance(i, Heading)] == ["One", "Two"]
    assert [line.status for line in document.lines] == [
        LineStatus.APPROVED,
        LineStatus.DRAFT,
        LineStatus.DRAFT,
    ]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        *[("90", 90), ("1.5", 1.5), ("1:02", 62), ("1:02:03,250", 3723.25), ("1:3O", None)],
        *[("-1", None), ("99:99:99", None), ("1e9", None), ("999999", None), ("", None)],
        ("0:60", None),
    ],
)
def test_which_texts_are_times(text: str, seconds: float | None) -> None:
    """Seconds, minutes and hours as people write them; anything else is no time."""
    assert frames_in(text) == (None if seconds is None else round(seconds * PROJECT_RATE))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('speaker,text\nA,ok\nB,"open\nC,x\n', "the quote opened in row 3"),
        ("speaker,text" + ",x" * 10_000 + "\n", "row 1 has 10002 columns"),
        ("speaker,text\nA," + "x" * 200_000 + "\n", "row 2: field larger than field limit"),
        ("id,speaker\n1,A\n2,A\n", ""),
    ],
)
def test_a_broken_table_says_where(text: str, problem: str) -> None:
    """One sentence with the file, the row and what to do."""
    if problem:
        with pytest.raises(InputError, match=problem):
            reviewed(text, "csv")
    else:
        assert not document_of(reviewed(text, "csv")).headings


@settings(max_examples=150, deadline=None)
@given(documents(text=words(multiline=True), with_asides=False))
def test_lines_come_back_from_csv(document: Document) -> None:
    """Every Line with its words, direction and Cue, whatever letters are in it."""
    again = document_of(review_script("x.csv", write_delimited(document), ReadingOptions("csv")))
    assert gist(again)[1:] == gist(document)[1:]
    assert [line.external_id for line in again.lines] == [line.id for line in document.lines]


@settings(max_examples=40, deadline=None)
@given(documents(text=words(multiline=True), with_asides=False))
def test_lines_come_back_from_a_spreadsheet(document: Document) -> None:
    """As one sheet, and as one sheet per Speaker put together by their order."""
    for per_speaker in (False, True):
        content = write_spreadsheet(document, sheet_per_speaker=per_speaker)
        again = document_of(review_script("x.xlsx", content, ReadingOptions("xlsx")))
        assert gist(again)[1:] == gist(document)[1:]


def test_cells_of_a_spreadsheet_are_read_as_they_show() -> None:
    """Whole numbers without a point, times of day and lengths of time as HH:MM:SS."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["id", "speaker", "line", "start"])
    sheet.append([7.0, "ANNA", "Hi.", datetime.time(0, 1, 2)])
    sheet.append([8, "BEN", 42, datetime.timedelta(minutes=2)])
    out = io.BytesIO()
    book.save(out)
    review = review_script("x.xlsx", out.getvalue(), ReadingOptions("xlsx"))
    first, second = document_of(review).lines
    assert (first.external_id, first.cue) == ("7", At(62 * PROJECT_RATE))
    assert (second.text, second.cue) == ("42", At(120 * PROJECT_RATE))


def test_formulas_never_reach_a_spreadsheet() -> None:
    """Every cell of ours is a text."""
    document = document_of(reviewed("ANNA: =1+1\n[=cmd()]: x", "plain"))
    evil = replace(document, title="=x")
    book = openpyxl.load_workbook(io.BytesIO(write_spreadsheet(evil)))
    kinds = {cell.data_type for row in book.active.iter_rows() for cell in row}  # type: ignore[union-attr]
    assert kinds <= {"s", "n"}


TITLED = [
    ["Project X"],
    [],
    ["printed on Friday", "draft"],
    ["Line no.", "Character", "Line (EN)", "File name", "Time limit"],
    ["1", "Mara", "Hello you", "mara_1.wav", "2.5"],
    ["2", "Tom", "Yes", "tom_2.wav", ""],
]


def test_a_header_may_stand_below_a_title() -> None:
    """The title is that of the script, what else stands above the header is named as not read."""
    for text in (
        "\n".join(",".join(row) for row in TITLED),
        "\n".join(",".join([*row, *[""] * (5 - len(row))]) for row in TITLED),
    ):
        review = reviewed(text)
        document = document_of(review)
        assert document.title == "Project X"
        assert said(document) == [("Mara", "Hello you"), ("Tom", "Yes")]
        assert document.lines[0].target_frames == round(2.5 * PROJECT_RATE)
        assert [f.text for f in review.reading.not_understood] == ["printed on Friday, draft"]


def test_sheets_that_are_not_read_are_named() -> None:
    """Of a workbook the sheets with a header are read, wherever it stands; the others are named."""
    book = openpyxl.Workbook()
    first = book.active
    first.title = "Cast list"
    first.append(["Mara", "a sailor"])
    second = book.create_sheet("Lines")
    for row in TITLED:
        second.append(row)
    book.create_sheet("Empty")
    out = io.BytesIO()
    book.save(out)
    review = review_script("x.xlsx", out.getvalue())
    assert said(document_of(review)) == [("Mara", "Hello you"), ("Tom", "Yes")]
    assert [f.part for f in review.reading.not_understood if f.row == 0] == ["Cast list"]


def test_file_names_are_ids_where_there_are_no_others() -> None:
    """`folder|filename|text`: a line is known by its sound file, with a header or without, unless a
    name comes twice."""
    rows = "npc/guard|hello_01|Hello there.\nnpc/guard|hello_02|Go on.\n"
    for text in (f"folder|filename|text\n{rows}", rows):
        first, second = lines_of(text, "csv")
        assert (first.external_id, second.external_id) == ("hello_01", "hello_02")
        assert first.text == "Hello there."
    twice = f"folder|filename|text\n{rows.replace('02', '01')}"
    assert [line.external_id for line in lines_of(twice, "csv")] == ["", ""]


def test_rows_without_a_name_are_narrated_in_a_table_of_renpy() -> None:
    """There, an empty cell is the narrator; elsewhere whoever spoke above goes on."""
    text = (
        "Identifier\tCharacter\tDialogue\tFilename\tLine Number\tRen'Py Script\n"
        'a_1\te\tCome in.\tgame/x.rpy\t4\te\na_2\t\tThe door opens.\tgame/x.rpy\t5\t"x"\n'
    )
    assert said(document_of(reviewed(text)))[1] == ("Narrator", "The door opens.")
    others = text.replace("Ren'Py Script", "Note")
    assert said(document_of(reviewed(others)))[1] == ("e", "The door opens.")


def test_sounds_in_the_column_of_names_are_no_speakers() -> None:
    """Music and effects are listed unticked and stay in the script; a Speaker known by such a name
    goes on to speak."""
    text = "speaker,line\nANNA,Good evening.\nSFX,Door slams.\nMusic,Theme.\nANNA,Hi.\n"
    review = reviewed(text)
    assert [found.name for found in review.names if found.is_ticked] == ["ANNA"]
    document = document_of(review)
    assert said(document) == [("ANNA", "Good evening."), ("ANNA", "Hi.")]
    asides = [item.text for item in document.script if isinstance(item, Aside)]
    assert asides == ["SFX: Door slams.", "Music: Theme."]
    known = document_of(reviewed(text, known_names=("MUSIC",)))
    assert ("Music", "Theme.") in said(known)


def test_a_header_in_words_nobody_knows() -> None:
    """`Who` says what it is, and what stands below it never says its neighbour."""
    text = "Who,What is said,When\nANNA,Good evening.,00:01\nBEN,Who is there?,00:04\n"
    first, second = lines_of(text, "csv")
    assert (first.text, second.cue) == ("Good evening.", At(4 * PROJECT_RATE))


def test_names_of_every_sheet_are_names() -> None:
    """One sheet per speaker: each of them is ticked, and music in one of them is not."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in ("Anna", "Ben", "MUSIC"):
        sheet = book.create_sheet(name)
        sheet.append(("speaker", "line"))
        sheet.append((name, "Good evening."))
    kept = io.BytesIO()
    book.save(kept)
    review = review_script("x.xlsx", kept.getvalue())
    assert [found.name for found in review.names if found.is_ticked] == ["Anna", "Ben"]
