"""The dictionary goes out as a table and comes back the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studio.document.dictionary import DictionaryEntry, EntryId, Spelling
from studio.document.dictionary_table import as_csv, from_csv
from studio.document.edits.whole import put_entries
from studio.document.values import Document, LineId, Speaker, SpeakerId
from studio.errors import InputError

ANNA = Speaker(SpeakerId("anna"), "ANNA", 0)
ENTRIES = (
    DictionaryEntry(EntryId("a"), "Reading, UK", 'the "town"', whole_word=False),
    DictionaryEntry(EntryId("b"), "bwaaah", "bwɑː", Spelling.IPA, "anna", match_case=True),
    DictionaryEntry(EntryId("c"), "[0-9]+", "a number", is_pattern=True),
)
DOCUMENT = Document(cast=(ANNA,), dictionary=ENTRIES)


def test_what_was_saved_comes_back_with_nothing_changed() -> None:
    """An entry whose word and scope are there already takes that one's place."""
    assert from_csv(DOCUMENT, as_csv(DOCUMENT)) == ENTRIES
    assert put_entries(DOCUMENT, from_csv(DOCUMENT, as_csv(DOCUMENT))) is DOCUMENT


def test_no_spreadsheet_computes_an_entry() -> None:
    """What would be a formula is guarded, and comes back as it was."""
    entry = DictionaryEntry(EntryId("d"), "=A1", "-dash", scope="anna")
    document = replace(DOCUMENT, dictionary=(entry,))
    assert "'=A1,'-dash" in as_csv(document)
    assert from_csv(document, as_csv(document)) == (entry,)


def test_another_project_gets_entries_of_its_own() -> None:
    """Speakers are known by name; ids are new."""
    other = Document(cast=(replace(ANNA, id=SpeakerId("hers")),))
    found = from_csv(other, as_csv(DOCUMENT))
    assert [entry.scope for entry in found] == ["", "hers", ""]
    assert not {entry.id for entry in found} & {entry.id for entry in ENTRIES}


def test_what_is_for_one_line_alone_stays_at_home() -> None:
    """No other project has that Line."""
    entry = DictionaryEntry(EntryId("d"), "lamp", "lump", scope=str(LineId("line")))
    assert as_csv(replace(DOCUMENT, dictionary=(entry,))).count("\n") == 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_people_made_is_read_by_its_header(delimiter: str) -> None:
    """Order and case of the columns do not matter, nor how they are divided."""
    rows = [["SAID", "Written"], ["Redding", "Reading"], ["", ""]]
    text = "\ufeff" + "\n".join(delimiter.join(row) for row in rows)
    (entry,) = from_csv(DOCUMENT, text)
    assert (entry.written, entry.said, entry.spelling) == ("Reading", "Redding", Spelling.RESPELLED)
    assert entry.whole_word


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "its first row does not name"),
        ("word,sound\na,b\n", "its first row does not name"),
        ("written,said,scope\na,b,ANNA\nc,d,TOM\n", "Row 3: nobody in the cast is called TOM"),
        ("written,said,spelling\na,b,sampa\n", "Row 2: 'sampa' is no way to spell"),
    ],
)
def test_what_cannot_be_understood_names_its_row(text: str, said: str) -> None:
    """Nothing of such a table is taken."""
    with pytest.raises(InputError, match=said):
        from_csv(DOCUMENT, text)
