"""A file that is no script is not spoken as one; a script is never doubted."""

from __future__ import annotations

import io

import openpyxl
import pytest
from scripts.reading_help import reviewed

from studio.scripts.importing import review_script
from studio.scripts.reading import ReadingOptions

OTHERS = {
    "accounts": "Account: 4400\nBalance: 120.50\nOwner: Smith\nAccount: 4401\nBalance: 99.00\n",
    "amounts": "TOTAL: 12.50\nVAT: 2.00\nSUM: 14.50\n",
    "settings": "host: localhost\nport: 8080\npath: /usr/local\nhost: example\n",
    "letter": "From: anna@x.org\nTo: ben@x.org\nSubject: Hello\nDate: Mon, 1 Jan 2024\n",
    "recipe": "Ingredients: 2 eggs\nTime: 20 minutes\nServes: 4\nMethod: Mix it all. Bake.\n",
    "log": "2024-01-02 12:00:01 INFO server: started\n2024-01-02 12:00:02 WARN server: slow\n",
    "ledger": "2024-01-01;Smith;Rent paid for May;400.00\n2024-01-02;Jones;Rent paid for May;400.00\n",
}
SCRIPTS = {
    "short": "ANNA: Yes\nBEN: No\n",
    "mixed": "Anna: Hi there.\nBen: Hello.\n",
    "small": "anna: hi there\nben: what?\n",
    "japanese": "太郎：はい\n花子：いいえ\n",
    "russian": "Анна: Привет, Боря.\nБоря: Да.\n",
    "counting": "ANNA: One!\nBEN: 2.\nANNA: Three!\nBEN: Four.\n",
    "table": "ANNA|Come in.\nBEN|Yes, sir.\nANNA|Sit down.\n",
    "times": "ANNA\tCome in.\t1,5\t2,5\nBEN\tYes, sir.\t3,0\t4,0\n",
}


@pytest.mark.parametrize("other", OTHERS)
def test_files_of_other_kinds_are_doubted(other: str) -> None:
    """The sentence shows what nobody would say; whoever knows better chooses how to read it."""
    review = reviewed(OTHERS[other])
    assert "does not look like a script" in str(review.doubt)
    assert reviewed(OTHERS[other], review.format).doubt is None


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_are_not_doubted(script: str) -> None:
    """Short answers, small letters, other alphabets, bare tables: all are scripts."""
    review = reviewed(SCRIPTS[script])
    assert review.doubt is None
    assert review.speeches >= 2


def test_a_spreadsheet_of_accounts_is_doubted() -> None:
    """A column of days or amounts tells, unless a column is named for words."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Date", "Customer", "Reason", "Amount"])
    for at in range(6):
        sheet.append([f"2024-01-0{at + 1}", ("Smith", "Jones")[at % 2], "Rent, as always", "4.50"])
    out = io.BytesIO()
    book.save(out)
    assert "does not look like a script" in str(review_script("x.xlsx", out.getvalue()).doubt)
    chosen = ReadingOptions("xlsx")
    assert review_script("x.xlsx", out.getvalue(), chosen).doubt is None
