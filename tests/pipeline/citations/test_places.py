"""What stands in a citation's brackets: the pages that are claimed, and the number of all pages, which is not."""

from __future__ import annotations

import pytest

from docanalyzer.pipeline.citations import (
    CitationState,
    PageSpan,
    Place,
    SourceText,
    check_claims,
    find_claims,
    parse_places,
)
from docanalyzer.pipeline.citations.places import read_places

PAGE_12 = (Place(page=12),)


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("Page 12 of 300", PAGE_12),
        ("p. 12 of 300", PAGE_12),
        ("p. 12 (of 300)", PAGE_12),
        ("page 12 out of 300 pages", PAGE_12),
        ("p. 12/300", PAGE_12),
        ("page 12 / 300", PAGE_12),
        ("Seite 12 von 300", PAGE_12),
        ("第12页，共300页", PAGE_12),
        ("第12页（共300页）", PAGE_12),
        ("第12页/共300页", PAGE_12),
        ("第12页/300页", PAGE_12),
        ("第12/300页", PAGE_12),
        ("第十二页，共三百页", PAGE_12),
        ("共300页，第12页", PAGE_12),
        ("12/300ページ", PAGE_12),
        ("12ページ（全300ページ）", PAGE_12),
        ("pp. 12–14 of 300", (Place(page=12, last_page=14),)),
        ("p. xii of 300", (Place(page_label="xii"),)),
        ("2: p. 12 of 300", (Place(document=2, page=12),)),
        ("p. 12 of 300, §4.2", (Place(page=12, clause="4.2"),)),
        ("p. 12/300; p. 14/300", (Place(page=12), Place(page=14))),
    ],
)
def test_the_number_of_all_pages_is_not_claimed(written: str, places: tuple[Place, ...]) -> None:
    assert parse_places(written) == places


@pytest.mark.parametrize(
    ("written", "pages"),
    [
        ("pp. 12/13", [12, 13]),
        ("p. 12/p. 13", [12, 13]),
        ("p. 12 and 300", [12, 300]),
        ("pp. 12, 300", [12, 300]),
        ("第12页，第300页", [12, 300]),
        ("第12、300页", [12, 300]),
    ],
)
def test_a_second_page_is_claimed(written: str, pages: list[int]) -> None:
    assert [place.page for place in parse_places(written) or ()] == pages


@pytest.mark.parametrize(
    ("written", "pages"),
    [
        ("Page 1,024", [(1024, None)]),
        ("p. 1,024", [(1024, None)]),
        ("page 1,124", [(1124, None)]),
        ("pp. 1,024–1,026", [(1024, 1026)]),
        ("pp. 1,124–1,126", [(1124, 1126)]),
        ("pp. 1,124 and 1,130", [(1124, None), (1130, None)]),
        ("pp. 1,024-26", [(1024, 1026)]),
        ("第1,024页", [(1024, None)]),
        ("2: p. 1,024", [(1024, None)]),
        ("p. 1,024 of 2,000", [(1024, None)]),
        ("page 12 of 1,500", [(12, None)]),
        ("p. 12/1,500", [(12, None)]),
        ("p. 1, 24", [(1, None), (24, None)]),
        ("p. 1,24", [(1, None), (24, None)]),
        ("pp. 1,2,3", [(1, None), (2, None), (3, None)]),
        ("pp. 3,124", [(3, None), (124, None)]),
        ("pp. 3,187–9", [(3, None), (187, 189)]),
        ("pp. 99,100", [(99, None), (100, None)]),
        ("p. 1,100,200", [(1, None), (100, None), (200, None)]),
        ("p. 12f.", [(12, 13)]),
        ("p. 12 ff.", [(12, 14)]),
        ("pp. 12 et seq.", [(12, 14)]),
    ],
)
def test_a_comma_within_a_number_is_told_from_one_between_two(
    written: str, pages: list[tuple[int, int | None]]
) -> None:
    assert [(place.page, place.last_page) for place in parse_places(written) or ()] == pages


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("p. 12, Table 3", "p. 12"),
        ("p. 12: Table 3", "p. 12"),
        ("p. 12, line 5", "p. 12"),
        ("p. 12, lines 3–5", "p. 12"),
        ("p. 12, footnote 3", "p. 12"),
        ("p. 12, Note 7", "p. 12"),
        ("p. 12, 2nd paragraph", "p. 12"),
        ("p. 12, right column", "p. 12"),
        ("p. 12, emphasis added", "p. 12"),
        ("p. 12 of the report", "p. 12"),
        ("p. 12, under the heading", "p. 12"),
        ("Page 12 – Risk Factors", "Page 12"),
        ("Table 3, p. 12", "p. 12"),
        ("Section 4.2 (Termination), p. 12", "Section 4.2 (Termination), p. 12"),
        ("report.pdf, p. 12", "p. 12"),
        ("Annual Report 2023, p. 12", "p. 12"),
        ("合同第12页", "第12页"),
        ("《合同》第12页", "第12页"),
        ("第12页表3", "第12页"),
        ("见第12页，表3", "第12页"),
        ("第12页，附注七", "第12页"),
        ("第12页脚注3", "第12页"),
        ("第12页第2行", "第12页"),
        ("12頁、図3", "12頁"),
        ("2: p. 12, Table 3", "2: p. 12"),
    ],
)
def test_what_stands_beside_a_page_is_not_part_of_it(written: str, place: str) -> None:
    read = read_places(written)
    assert read is not None
    assert read.places[-1].page == 12
    assert written[slice(*read.span(0))] == place


@pytest.mark.parametrize(
    "written", ["PDF p. 12", "Page: 12", "**Page:** 12", "页码：12", "页12", "p.12", "12頁", "第12頁"]
)
def test_a_page_is_named_in_many_words(written: str) -> None:
    assert parse_places(written) == PAGE_12


@pytest.mark.parametrize(
    "written",
    [
        "Table 3",
        "Note 7",
        "emphasis added",
        "Annual Report 2023",
        "report.pdf",
        "the table on p. 12 says so",
        "12†source",
    ],
)
def test_a_detail_or_a_title_alone_is_no_place(written: str) -> None:
    assert parse_places(written) is None


@pytest.mark.parametrize("place", ["[Page 1 of 3]", "(p. 1 of 3)", "[p. 1/3]", "[第1页，共3页]"])
def test_words_of_the_last_page_are_not_verified_by_the_number_of_all_pages(place: str) -> None:
    pages = ["The rent is 900 a month. ", "Nothing else. ", "The deposit is two months' rent."]
    starts = [sum(map(len, pages[:number])) for number in range(3)]
    spans = [
        PageSpan(number + 1, str(number + 1), starts[number], starts[number] + len(page))
        for number, page in enumerate(pages)
    ]
    source = SourceText("".join(pages), spans)
    answer = f"“The rent is 900 a month” {place} “The deposit is two months' rent” {place}"
    first, last = check_claims(find_claims(answer), [source])
    assert (first.state, last.state) == (CitationState.VERIFIED, CitationState.MOVED)
    assert last.page_index == 3
