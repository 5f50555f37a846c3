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
