"""A text without pages as it reads: tables, notes, comments and deletions, with marks where the words stand."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.documents import rich
from docanalyzer.documents.marking import Marks, marks
from docanalyzer.documents.models import Document
from docanalyzer.documents.services import keep_reading
from docanalyzer.pipeline.reading.result import Anchor, Page, Reading
from tests.people import make_document

LINES = (
    ("1", 1, "1 Rent"),
    ("1.1", 0, "1.1 The rent is [deleted: 900 [euros]]1,200 euros."),
    ("", 0, "Month | Rent | Paid"),
    ("", 0, "May | 1,200 |"),
    ("", 0, "[Footnote 1] Rent without heating."),
    ("", 0, "[Comment 1 by A. Author, 2016-05-09, on ¶2 “rent”] Is this <b>final</b>?"),
)


def shown(words: str, *places: tuple[int, int, str], level: int = 0, offset: int = 0) -> rich.Line:
    return rich.line(words, offset, level, Marks(places))


def letters(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def test_deletions_are_struck_through_brackets_and_all() -> None:
    line = shown(LINES[1][2])
    assert '<del class="change is-deleted">[deleted: 900 [euros]]</del>1,200' in line.html
    assert letters(line.html) == LINES[1][2]


def test_a_bracket_that_never_closes_is_text() -> None:
    assert shown("[deleted: and so on").html == "[deleted: and so on"


def test_a_row_is_cells_and_keeps_its_empty_ones() -> None:
    assert shown("May | 1,200 |").cells[:2] == ("May ", " 1,200 ")
    assert len(shown("May | | x").cells) == 3
    assert shown("if a||b then").kind == "text"


def test_notes_and_comments_are_told_from_text_that_begins_with_a_bracket() -> None:
    assert shown(LINES[4][2]).kind == "note"
    assert shown(LINES[5][2]).kind == "comment"
    assert 'href="#para-2"' in shown(LINES[5][2]).html
    assert "&lt;b&gt;" in shown(LINES[5][2]).html
    assert shown("[2] Smith, Contracts").kind == "text"


@pytest.mark.parametrize("words", [words for _, _, words in LINES])
def test_a_mark_anywhere_in_a_line_covers_its_words_and_loses_none(words: str) -> None:
    for start in range(0, len(words) - 3, 2):
        line = shown(words, (100 + start, 103 + start, "is-current"), offset=100)
        whole = line.html or "|".join(line.cells)
        assert letters(whole) == words
        marked = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", whole))
        assert letters(marked).replace("|", "") == words[start : start + 3].replace("|", "")


def test_a_quotation_and_search_hits_never_overlap() -> None:
    made = marks("rent rent rent", (0, 14), (2, 7), {"q": "rent", "state": "verified"})
    assert made.places == ((2, 7, "is-current is-verified"), (10, 14, "is-found"))
    assert marks("rent", (0, 4), (0, 4), {"state": "a lie"}).places == ((0, 4, "is-current is-linked"),)


@pytest.fixture
def contract(owner: User) -> Document:
    document = make_document(owner, "Lease")
    assert document.claim()
    anchors, offset = [], 0
    for ordinal, (clause, level, words) in enumerate(LINES, 1):
        anchors.append(Anchor(offset, ordinal, clause, (), level))
        offset += len(words) + 1
    text = "\n".join(words for _, _, words in LINES)
    keep_reading(document, Reading("word", "x", False, (Page(1, "", text),), tuple(anchors)))
    document.refresh_from_db()
    return document


def test_a_contract_is_shown_with_clauses_a_table_and_marks(client: Client, contract: Document) -> None:
    client.force_login(contract.uploaded_by)
    start = contract.content.text.index("1,200 euros")
    url = f"/documents/{contract.pk}/pages/?start={start}&end={start + 11}&state=close&q=rent"
    page = client.get(url).content.decode()
    assert page.count("<table") == 1
    assert page.count("<tr") == 2
    assert '<mark class="hit is-current is-close">1,200 euros</mark>' in page
    assert page.count('class="hit is-found"') == 5
    assert 'aria-level="2"' in page
    assert ">1.1</a>" in page


def test_the_outline_of_a_contract_is_its_headings_and_find_names_paragraphs(
    client: Client, contract: Document
) -> None:
    client.force_login(contract.uploaded_by)
    base = f"/documents/{contract.pk}/viewer/"
    assert client.get(base + "outline.json").json() == {"entries": [[1, "1 Rent", 1]], "found": False}
    found = client.get(base + "find.json?q=rent").json()
    assert [place for place, _ in found["counts"]] == [1, 2, 3, 5, 6]
    assert client.get(base + "layout.json").status_code == 404


def test_the_page_of_a_contract_is_its_text(client: Client, contract: Document) -> None:
    client.force_login(contract.uploaded_by)
    page = client.get(f"/documents/{contract.pk}/").content.decode()
    assert 'data-drawn=""' in page
    assert 'data-view="text"' in page
    assert ">Page</button>" not in page
