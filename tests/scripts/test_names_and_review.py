"""Which words are names, what the review says of them, and what accepting it makes."""

from __future__ import annotations

import pytest
from scripts.reading_help import document_of, reviewed, said

from studio.document.script_items import Aside
from studio.document.values import LONGEST_TEXT
from studio.scripts.names import could_be_name
from studio.scripts.report import review_rows
from studio.scripts.review import accept, names_as_ticked


@pytest.mark.parametrize(
    "text", ["ANNA", "Anna Maria", "DR. WHO", "Speaker 1", "1ST GUARD", "O’Neil", "太郎"]
)
def test_names(text: str) -> None:
    """Short, few words, no sentence."""
    assert could_be_name(text)


@pytest.mark.parametrize(
    "text", ["", "12", "12 of them", "http", "He said. She", "a b c d e", "x" * 41, "Wait!", "..."]
)
def test_no_names(text: str) -> None:
    """Numbers, sentences and addresses are nobody."""
    assert not could_be_name(text)


def test_the_review_ticks_what_is_certain() -> None:
    """Capitals and numbered speakers are ticked; mixed case, remarks and slips are not."""
    review = reviewed("NETTIE: A\nBRAM: B\n" * 4 + "Speaker 1: C\nAnna: D\nNETTEI: E\nNote: F\n")
    found = {name.name: (name.is_ticked, str(name.why), name.near) for name in review.names}
    assert found["NETTIE"] == (True, "capitals, 4 times", "")
    assert found["Speaker 1"][0]
    assert found["Anna"] == (False, "not in capitals, once", "")
    assert found["NETTEI"] == (False, "one slip from NETTIE", "NETTIE")
    assert found["Note"][:2] == (False, "a usual word for remarks")
    assert next(n.becomes for n in review.names if n.name == "NETTEI") == "NETTIE"


def test_numbered_people_are_no_slips() -> None:
    """GUARD 1 and GUARD 2 are two people."""
    review = reviewed("GUARD 1: A\n" * 6 + "GUARD 2: B\n")
    assert not any(name.near for name in review.names)


@pytest.mark.parametrize("twin", ["АNNA", "ANN\u200bA", "ÁNNA"])
def test_twins_are_pointed_out(twin: str) -> None:
    """A name that only looks like another one is listed unticked beside it."""
    review = reviewed(f"ANNA: A\nANNA: B\n{twin}: C\n", "plain")
    found = {name.name: name for name in review.names}
    assert not found[twin].is_ticked
    assert found[twin].near == "ANNA"


def test_a_person_decides_what_names_become() -> None:
    """A slip becomes who was meant, a remark nobody; nothing said is lost."""
    review = reviewed("NETTIE: A\nNETTEI: B\nNote: C\n")
    document = accept(review, {"NETTIE": "NETTIE", "NETTEI": "NETTIE", "Note": None})
    assert said(document) == [("NETTIE", "A"), ("NETTIE", "B")]
    assert [i.text for i in document.script if isinstance(i, Aside)] == ["Note: C"]


def test_unticked_names_stay_as_silent_comments() -> None:
    """Accepting as ticked speaks no doubtful name, and keeps its words to be seen."""
    review = reviewed("NETTIE: A\nNETTIE: B\nAnna: C\n")
    document = accept(review, names_as_ticked(review))
    assert said(document) == [("NETTIE", "A"), ("NETTIE", "B")]
    assert [item.text for item in document.script][-1] == "Anna: C"


def test_a_speech_too_long_for_a_line_is_divided() -> None:
    """Two million letters become Lines of the same Speaker, cut behind sentences, and it is said."""
    sentence = "This goes on and on. "
    review = reviewed("ANNA: " + sentence * 5_000)
    document = document_of(review)
    assert all(len(line.text) <= LONGEST_TEXT for line in document.lines)
    assert all(line.text.endswith("on.") for line in document.lines)
    assert " ".join(line.text for line in document.lines) == (sentence * 5_000).strip()
    assert "was divided into" in str(review.reading.remarks[0])


def test_odd_names_are_only_labels() -> None:
    """Markup and controls in a name are letters like any other."""
    document = document_of(reviewed("[<img src=file:///x>]: Hi.\n[\u202eANNA]: Ho."))
    assert [speaker.name for speaker in document.cast] == ["<img src=file:///x>", "\u202eANNA"]


def test_the_projects_own_speakers_are_known() -> None:
    """Who is in the Cast already is certain, and a slip of theirs is pointed out."""
    review = reviewed("Nettie: A\nBRAMM: B\nHORN: C\n", known_names=("NETTIE", "BRAM"))
    found = {name.name: (name.is_ticked, name.near) for name in review.names}
    assert found == {"Nettie": (True, ""), "BRAMM": (False, "BRAM"), "HORN": (True, "")}


@pytest.mark.parametrize("order", ["MARA Mara MARA", "Mara MARA MARA"])
def test_capitals_are_sure_whichever_spelling_comes_first(order: str) -> None:
    """Of two spellings of one name the one in capitals counts, also where it comes later."""
    review = reviewed(
        "".join(f"{name}: Words {at}.\nTOM: Yes.\n" for at, name in enumerate(order.split()))
    )
    found = {name.name: name for name in review.names}
    assert found["MARA"].is_ticked
    assert {found["MARA"].becomes, found["Mara"].becomes} == {"MARA"}


def test_two_names_alike_are_pointed_out_however_often_they_speak() -> None:
    """Both stay as they are written and ticked; the rarer one says which it is like."""
    review = reviewed("ANNA: a b.\nANNE: c d.\n" * 5 + "ANNA: e f.\n")
    anna, anne = review.names
    assert (anna.is_ticked, anna.near, anna.becomes) == (True, "", "ANNA")
    assert (anne.is_ticked, anne.near, anne.becomes) == (True, "ANNA", "ANNE")
    assert "one letter from ANNA" in str(anne.why)


def test_the_report_shows_what_cannot_be_seen() -> None:
    """Whatever stands in names, reasons and words, each row of the report is one row of plain letters."""
    text = "AN\u202eNA: Hi.\nAN\u202eNB: Ho\ue000.\n" * 3 + "AN\u202eNA: Hi.\n"
    for row in review_rows(reviewed(text)):
        assert row.isprintable()
