"""Citations in a model's output: every shape that models write, and what is left alone."""

import pytest

from docanalyzer.pipeline.citations import ClaimStream, Place, find_claims
from tests.pipeline.citations.streams import streams_as_whole, takes_no_longer_than_it_is_long

PAGE_87 = (Place(page=87),)


@pytest.mark.parametrize(
    ("output", "quote", "places"),
    [
        ("“exact words” [p. 87]", "exact words", PAGE_87),
        ("“exact words.” [p. 87].", "exact words.", PAGE_87),
        ('"exact words" [p. 87]', "exact words", PAGE_87),
        ("“exact words”[p.87]", "exact words", PAGE_87),
        ("“exact words” [P87]", "exact words", PAGE_87),
        ("“exact words” [page 87]", "exact words", PAGE_87),
        ("“exact words” (p. 87)", "exact words", PAGE_87),
        ("“exact words” (see page 87)", "exact words", PAGE_87),
        ("“exact words” [pp. 87–89]", "exact words", (Place(page=87, last_page=89),)),
        ("“exact words” [pp. 187-9]", "exact words", (Place(page=187, last_page=189),)),
        ("“exact words” [p. 3; p. 7]", "exact words", (Place(page=3), Place(page=7))),
        ("“exact words” [pp. 3, 7]", "exact words", (Place(page=3), Place(page=7))),
        ("“exact words” [2: p. 87]", "exact words", (Place(document=2, page=87),)),
        (
            "“a b” [1: p. 3; 2: p. 7]",
            "a b",
            (Place(document=1, page=3), Place(document=2, page=7)),
        ),
        ("“exact words” [p. xii]", "exact words", (Place(page_label="xii"),)),
        ("“exact words” [p. 87 (79)]", "exact words", (Place(page=87, page_label="79"),)),
        ("“exact words” [p. 87, §4.2]", "exact words", (Place(page=87, clause="4.2"),)),
        ("“exact words” [¶57]", "exact words", (Place(paragraph=57),)),
        ("“exact words” [¶¶57–59]", "exact words", (Place(paragraph=57, last_paragraph=59),)),
        ("“exact words” [§4.2(a)]", "exact words", (Place(clause="4.2(a)"),)),
        ("“exact words” [Section 4.2(a)]", "exact words", (Place(clause="4.2(a)"),)),
        ("“exact words” [Article V]", "exact words", (Place(clause="Article V"),)),
        ("“合同条款” [第87页]", "合同条款", PAGE_87),
        ("“合同条款”（第 87 页）。", "合同条款", PAGE_87),
        ("「合同条款」【第87页】", "合同条款", PAGE_87),
        ("『合同条款』［第八十七页］", "合同条款", PAGE_87),
        ("“合同条款” [第12-14页]", "合同条款", (Place(page=12, last_page=14),)),
        ("“合同条款” [第12页至第14页]", "合同条款", (Place(page=12, last_page=14),)),
        ("“合同条款” [第3、7页]", "合同条款", (Place(page=3), Place(page=7))),
        ("“合同条款” [第十二条]", "合同条款", (Place(clause="第十二条"),)),
        ("“合同条款” [第十二条第三款]", "合同条款", (Place(clause="第十二条第三款"),)),
        ("“合同条款” [文档2：第87页]", "合同条款", (Place(document=2, page=87),)),
        ("「契約の条項」[87ページ]", "契約の条項", PAGE_87),
        ("«mots exacts» [p. 87]", "mots exacts", PAGE_87),
        ("„genaue Worte“ [p. 87]", "genaue Worte", PAGE_87),
        ("**“exact words”** [p. 87]", "exact words", PAGE_87),
        ("*“exact words”* *[p. 87]*", "exact words", PAGE_87),
        ("- “exact words” [p. 87]", "exact words", PAGE_87),
        ("“exact words” (emphasis added) [p. 87]", "exact words", PAGE_87),
        ("“the Buyer’s ‘best efforts’ apply” [p. 87]", "the Buyer’s ‘best efforts’ apply", PAGE_87),
        ("“the “Buyer” means X” [p. 87]", "the “Buyer” means X", PAGE_87),
        ('"the "Buyer" means X" [p. 87]', 'the "Buyer" means X', PAGE_87),
        ("'it's the seller's' [p. 87]", "it's the seller's", PAGE_87),
        ("“exact\nwords” [p. 87]", "exact\nwords", PAGE_87),
        ("[p. 87]: “exact words”", "exact words", PAGE_87),
        ("- [p. 87] “exact words”\n- more", "exact words", PAGE_87),
        ("> exact words\n> of a block [p. 87]", "exact words\nof a block", PAGE_87),
        ("> exact words\n\n[p. 87]", "exact words", PAGE_87),
        ("It says so [p. 87].", "", PAGE_87),
    ],
)
def test_a_citation_is_understood(output: str, quote: str, places: tuple[Place, ...]) -> None:
    claims = find_claims(output)
    assert [(claim.quote, claim.places) for claim in claims] == [(quote, places)]


PAGE_3 = (Place(page=3),)


@pytest.mark.parametrize(
    ("output", "quote", "places"),
    [
        ("“exact words”, p. 3", "exact words", PAGE_3),
        ("“exact words” p. 3", "exact words", PAGE_3),
        ("“exact words.” p.3.", "exact words.", PAGE_3),
        ("“exact words”, page 3, and more", "exact words", PAGE_3),
        ("“exact words” — p. 3", "exact words", PAGE_3),
        ("**“exact words”**, *p. 3*", "exact words", PAGE_3),
        ('"exact words", p. 3', "exact words", PAGE_3),
        ("„genaue Worte“, p. 3", "genaue Worte", PAGE_3),
        ("- “exact words”, p. 3\n- more", "exact words", PAGE_3),
        ("(“exact words”, p. 3)", "exact words", PAGE_3),
        ("“合同条款”，第3页。", "合同条款", PAGE_3),
        ("「合同条款」第3页", "合同条款", PAGE_3),
        ("“exact words”, 2: p. 3", "exact words", (Place(document=2, page=3),)),
        ("“exact words”, p. 3 of 300", "exact words", PAGE_3),
        ("“exact words”, ¶57", "exact words", (Place(paragraph=57),)),
        ("“exact words”, p. xii", "exact words", (Place(page_label="xii"),)),
        ("“exact words”, pp. 3–4, 2023 saw growth", "exact words", (Place(page=3, last_page=4),)),
        ("“exact words”, pp. 3, 7 and 9.", "exact words", (Place(page=3), Place(page=7), Place(page=9))),
    ],
)
def test_a_place_that_follows_its_quote_needs_no_bracket(
    output: str, quote: str, places: tuple[Place, ...]
) -> None:
    assert [(claim.quote, claim.places) for claim in find_claims(output)] == [(quote, places)]


@pytest.mark.parametrize(
    ("output", "quote", "place"),
    [
        ("[p. 3: “exact words”]", "exact words", "p. 3"),
        ("It says so (p. 3: “exact words.”).", "exact words.", "p. 3"),
        ("[p. 3, “exact words”]", "exact words", "p. 3"),
        ('[p. 3: "exact words"]', "exact words", "p. 3"),
        ("【第3页：“合同条款”】", "合同条款", "第3页"),
        ("[p. 3: “[T]he Seller”]", "[T]he Seller", "p. 3"),
        ("[p. 3: “the “Buyer” means X”]", "the “Buyer” means X", "p. 3"),
        (f"[p. 3: “{'long ' * 200}”]", "long " * 200, "p. 3"),
        ("“exact words” ([p. 3](#))", "exact words", "[p. 3](#)"),
        ("“exact words” [p. 3](#page-3)", "exact words", "[p. 3](#page-3)"),
        ("“exact words” [第3页，共300页]", "exact words", "[第3页，共300页]"),
    ],
)
def test_what_becomes_the_chip_leaves_the_words_to_be_read(output: str, quote: str, place: str) -> None:
    (claim,) = find_claims(output)
    assert (claim.quote, claim.places) == (quote, PAGE_3)
    assert output[claim.start : claim.end] == place
    assert output[claim.quote_start : claim.quote_end] == quote


@pytest.mark.parametrize(
    ("output", "found"),
    [
        ("“one”, p. 3, and “two”, p. 5", [("one", 3), ("two", 5)]),
        ("“one” and “two”, p. 3", [("one", 3), ("two", 3)]),
        ("[p. 3: “one”; “two”]", [("one", 3), ("two", 3)]),
        ("“one”, p. 3 [p. 5]", [("one", 3), ("one", 5)]),
        ("“as “Notes”, p. 3, say” [p. 9]", [("as “Notes”, p. 3, say", 9)]),
        ("He wrote \"see 'Notes', p. 3\" [p. 9].", [("see 'Notes', p. 3", 9)]),
        ("[p. 3]: “one”, p. 5", [("", 3), ("one", 5)]),
    ],
)
def test_each_quote_has_its_own_place(output: str, found: list[tuple[str, int]]) -> None:
    assert [(claim.quote, claim.places[0].page) for claim in find_claims(output)] == found


@pytest.mark.parametrize(
    "output",
    [
        "see p. 3",
        "“Quoted words” appear on many pages",
        "“Quoted words” pages are few",
        "The term “Rent” appears on p. 3",
        "“Quoted words”. p. 3 says more",
        "“Total” is 5 and “p. 3” is said",
        'It says "yes" and "p. 3" too',
        "« p. 3 »",
        "“Quoted”, P. C. Smith",
        "Page 3 and “more”; see page 4",
        "“Quoted”【12†source】",
        "“Quoted words”[^1] and [^2]: p. 3",
        "“Quoted words”\n\nPage 3",
        "The contract of 3 pages, “Rent”",
        "“Growth” p. 3% and “more”, p. 3.5",
        "[p. 3, “Notes” section] and “more”",
        "[Article V “Termination”]",
        "“exact words” [p. 3](https://example.org) and ([p. 3](#)) alone",
    ],
)
def test_prose_that_speaks_of_pages_is_no_citation(output: str) -> None:
    assert find_claims(output) == []


@pytest.mark.parametrize(
    "output",
    [
        "See [1] and [12] and [sic] and [emphasis added].",
        "“[T]he Seller shall” pay.",
        "- [ ] open\n- [x] done",
        "[p. 87](https://example.org) and ![p. 3](image.png)",
        "“exact words” [the Buyer]",
        "A footnote[^1] and a year [2024] and a ratio [1:2].",
        "Not closed “exact words” [p. 87",
        "f(x) (see above) (Section 4 applies here)",
        "an empty [] and [p.]",
    ],
)
def test_other_brackets_are_left_alone(output: str) -> None:
    assert find_claims(output) == []


@pytest.mark.parametrize(
    ("output", "found"),
    [
        ('“invented words” [p. 24, Section 4 "a heading"]', ["invented words", "a heading"]),
        ("“invented words” [p. 24: “a heading”]", ["invented words", "a heading"]),
        ("“invented words” [p. 24, under “Outlook”]", ["invented words", "Outlook"]),
        ("“invented words” [“Outlook”, p. 24]", ["invented words", "Outlook"]),
        ("“invented words” under the heading “Outlook” [p. 24]", ["invented words", "Outlook"]),
        ("“invented words” under the heading “Outlook”, p. 24", ["invented words", "Outlook"]),
        ("“invented words” under the heading “Outlook” ([p. 24](#))", ["invented words", "Outlook"]),
        ("“words that it invented,” as the annual report of 2023 says [p. 24].", ["words that it invented,"]),
        (
            "“words that it invented” and then, at length and much later, so [p. 24].",
            ["words that it invented"],
        ),
        ("“One.” “Two.” “Three” [p. 24]", ["One.", "Two.", "Three"]),
        ("“One” [p. 24], which it calls “an outlook for 2024”.", ["One", "an outlook for 2024"]),
        ("“One”, p. 24, which it calls “the outlook of all”.", ["One", "the outlook of all"]),
        ("It is so [p. 24] under “Outlook”.", ["Outlook"]),
        ("在“对未来三年的展望”中写有“甲乙”（第24页）", ["对未来三年的展望", "甲乙"]),
        ("| “One” | “Two” | p. 24 |", ["One", "Two"]),
        ('The "Buyer of all the goods" pays “the price” [p. 24]', ["Buyer of all the goods", "the price"]),
        ("“Another” ends here. It says “one” [p. 24]. “Next” begins.", ["one"]),
        ("“Another.” Then it says “one” [p. 24]", ["one"]),
        ("- “Another” item\n- “one” [p. 24]\n- “next”", ["one"]),
        ("According to Inc. No. 5 the “1” of Sec. 3 is “two” [p. 24]", ["1", "two"]),
    ],
)
def test_every_quotation_of_the_sentence_is_checked(output: str, found: list[str]) -> None:
    claims = find_claims(output)
    assert [claim.quote for claim in claims] == found
    assert {claim.places[0].page for claim in claims} == {24}
    assert len({(claim.start, claim.end) for claim in claims}) == 1


@pytest.mark.parametrize(
    ("output", "place"),
    [
        ("“exact words” [p. 3, Table 3]", "p. 3"),
        ("“exact words”（见第3页，表3）", "第3页"),
        ("“exact words” [Annual Report 2023, p. 3]", "p. 3"),
        ("“exact words” [[p. 3]]", "[[p. 3]]"),
        ("“exact words” ([p. 3])", "([p. 3])"),
        ("“exact words” \\[p. 3\\]", "[p. 3\\]"),
        ("“exact words” on page 3", "page 3"),
        ("“exact words” - Page 3", "Page 3"),
        ("| “exact words” | p. 3 |", "p. 3"),
        ("| Page 3 | “exact words” |", "Page 3"),
        ("| “exact words” | [p. 3] |", "[p. 3]"),
        ("Page 3: “exact words”", "Page 3"),
        ("[p. 3; “exact words”]", "p. 3"),
        ('- **Page 3** — "exact words"', "Page 3"),
        ("On page 3, the report says: “exact words”.", "page 3"),
        ("According to p. 3, “exact words”.", "p. 3"),
        ("As page 3 says, “exact words”.", "page 3"),
        ("See p. 3 (“exact words”).", "p. 3"),
        ("See [p. 3] (“exact words”).", "[p. 3]"),
        ("第3页指出：“exact words”。", "第3页"),
        ("根据第3页：「exact words」", "第3页"),
        ("3ページに「exact words」とある", "3ページ"),
        ("「exact words」（3ページ）", "（3ページ）"),
        ("「exact words」（3頁）", "（3頁）"),
        ("「exact words」、3頁", "3頁"),
        ("「exact words」（第3頁）", "（第3頁）"),
        ("Quote: “exact words”\nPage: 3", "Page: 3"),
        ("**Quote:** “exact words”\n**Page:** 3\n", "**Page:** 3"),
        ("1. “exact words”\n   - Page 3\n2. more", "Page 3"),
        ("> exact words\n>\n> — p. 3", "p. 3"),
        ("> exact words\n\n— p. 3\n", "p. 3"),
        ("> “exact words”\n>\n> — p. 3", "p. 3"),
        ("> “exact words”\n>\n> (Page 3)", "(Page 3)"),
        ("“exact words”[^1] and more.\n\n[^1]: p. 3\n", "p. 3"),
        ("“exact words”[^a].\n\n[^a]: [Page 3].\n", "Page 3"),
    ],
)
def test_a_place_is_found_where_models_put_it(output: str, place: str) -> None:
    (claim,) = find_claims(output)
    assert (claim.quote, claim.places) == ("exact words", PAGE_3)
    assert output[claim.start : claim.end] == place


@pytest.mark.parametrize(
    ("output", "quote"),
    [
        ("*The exact words of a whole sentence* [p. 3]", "The exact words of a whole sentence"),
        ("It says: *the exact words of it all* (p. 3)", "the exact words of it all"),
        ("《这是一句完整的话，有自己的标点》（第3页）", "这是一句完整的话，有自己的标点"),
        ("This is *very important* [p. 3]", ""),
        ("**The heading of a long section here** [p. 3]", ""),
        ("见《合同法》（第3页）", ""),
    ],
)
def test_only_a_whole_sentence_in_italics_or_title_marks_is_a_quotation(output: str, quote: str) -> None:
    assert [(claim.quote, claim.places) for claim in find_claims(output)] == [(quote, PAGE_3)]


@pytest.mark.parametrize(
    ("output", "found"),
    [
        ("Page 3 says “one” and page 5 says “two”.", [("one", 3), ("two", 5)]),
        ("第3页规定：“甲”，第5页规定：“乙”。", [("甲", 3), ("乙", 5)]),
        ("- p. 3: “one”, p. 5: “two”", [("one", 3), ("two", 5)]),
        ("“one”, p. 3 of 1,500, and “two”, p. 5 ff.", [("one", 3), ("two", 5)]),
        ("On page 3 it says “one” [p. 5].", [("one", 5)]),
        ("“one” [p. 3] and “two” [p. 5]", [("one", 3), ("two", 5)]),
        ("“one”[^1] and “two”[^2] [p. 5]\n[^1]: p. 3\n", [("two", 5), ("one", 3)]),
        ("“one”[^1][^2]\n\n[^1]: p. 3\n[^2]: p. 5\n", [("one", 3), ("one", 5)]),
        ("“one”, p. 1,024, and “two”, p. 5", [("one", 1024), ("two", 5)]),
        ("> one\n>\n> — p. 3\n\nPage 5: “two”", [("one", 3), ("two", 5)]),
    ],
)
def test_no_quotation_takes_the_place_of_another(output: str, found: list[tuple[str, int]]) -> None:
    assert [(claim.quote, claim.places[0].page) for claim in find_claims(output)] == found


def test_offsets_point_at_the_bracket_and_the_words() -> None:
    output = "First, “exact words” [p. 87] and more."
    (claim,) = find_claims(output)
    assert output[claim.start : claim.end] == "[p. 87]"
    assert output[claim.quote_start : claim.quote_end] == "exact words"


def test_quotes_that_share_a_bracket_are_claims_of_their_own() -> None:
    claims = find_claims("Both “first words” and “second words” [p. 3] are there.")
    assert [claim.quote for claim in claims] == ["first words", "second words"]
    assert claims[0].start == claims[1].start


def test_brackets_side_by_side_cite_the_same_quote() -> None:
    claims = find_claims("“exact words” [p. 3][p. 7]")
    assert [(claim.quote, claim.places[0].page) for claim in claims] == [
        ("exact words", 3),
        ("exact words", 7),
    ]


def test_a_quote_belongs_to_its_own_bracket_only() -> None:
    claims = find_claims("“first words” [p. 3] is followed by a claim without words [p. 9].")
    assert [(claim.quote, claim.places[0].page) for claim in claims] == [("first words", 3), ("", 9)]


def test_a_json_answer_gives_the_path_and_the_words() -> None:
    output = (
        '```json\n{"parties": [{"value": "A", "quote": "A \\"Ltd\\" 甲方", "page": 3}],'
        ' "term": {"value": "1", "quote": "one year", "paragraph": 57},'
        ' "fee": {"value": "5", "quote": "five", "page": "12-14"}, "law": null}\n```'
    )
    claims = find_claims(output)
    assert [(claim.path, claim.quote, claim.places) for claim in claims] == [
        ("parties[0]", 'A "Ltd" 甲方', (Place(page=3),)),
        ("term", "one year", (Place(paragraph=57),)),
        ("fee", "five", (Place(page=12, last_page=14),)),
    ]
    assert output[claims[0].start : claims[0].end].startswith('{"value": "A"')


def test_a_broken_json_answer_keeps_what_was_whole() -> None:
    assert len(find_claims('[{"quote": "whole words", "page": 3}, {"quote": "half wo')) == 1


PROSE = """\
Intro “exact words” [p. 87], “more (of) them”. [pp. 87–89] and "straight" [p. 3; §4.2(a)].
“A one” and “B two” [p. 3]. 「引用」[第12页] “条款”（第十二条）. **“bold”** [p. 5](http://x) [1]
- [p. 14]: “after the place”
> Block quote
> of two lines [p. 21]

“one” [p. 1][p. 2] it's (Section 4.2(a)) (p. 9) “C” on [p. 14]. [p. 7
"""
PLACES_WITHOUT_BRACKETS = """\
“one”, p. 3, and “two”, pp. 4, 7 and 9. “three” p. 12 of 300; “four” ([p. 5](#)) [p. 6](#x [p. 7: “five”, “six”]
- (p. 8: “seven [s]ic”.) “as “Notes”, p. 3, say” [p. 9] [p. 10: “never closed
“合同”第3页，“条款” [第12页，共300页]

[p. 3 “not closed”, p. 4 and “eight”, p. xii. “nine”, p. 3"""
PLACES_AROUND = """\
“a” under “Outlook” [p. 1, Table 3], “b” [[p. 2]] ([p. 3]) \\[p. 4\\] and “c”. On page 5, it says: “d” and “e” [p. 6].
> block of words
>
> — p. 7

> another

— p. 8
Quote: “f”
Page: 9
- Page 10: “g” | “h” | p. 11 | see page
“i”[^1], *words all in italics here* [p. 1,024] and pageant “j”. “k” on page 12 第13页指出：“l”。
「m」、14頁 “n” [p. 15, in “o”] “p

[^1]: p. 16
[^2]: p. 17"""
JSON = '{"a": [{"quote": "x \\" y", "page": 3}, {"quote": null}], "b": {"quote": "z", "paragraph": 5}}'


@pytest.mark.parametrize(
    "output",
    [
        PROSE,
        PLACES_WITHOUT_BRACKETS,
        PLACES_AROUND,
        JSON,
        f"```json\n{JSON}\n```",
        "",
        "[",
        "{ not json [p. 3]",
    ],
)
def test_a_stream_in_any_pieces_gives_the_claims_of_the_whole(output: str) -> None:
    streams_as_whole(output, seeds=40)


def test_a_claim_is_given_as_soon_as_its_sentence_is_over() -> None:
    stream = ClaimStream()
    assert stream.feed("“exact words” [p. 87") == []
    assert [claim.quote for claim in stream.feed("]. A")] == ["exact words"]
    assert stream.feed("nd so on. ") == []
    assert stream.close() == []


def test_a_claim_waits_for_the_quotations_that_its_sentence_may_still_bring() -> None:
    stream = ClaimStream()
    assert stream.feed("“exact words” [p. 87], and “more ") == []
    assert stream.feed("words” are there.") == []
    assert [claim.quote for claim in stream.feed("\n")] == ["exact words", "more words"]
    assert stream.feed("“exact words” [p. 87] and see pa") == []
    assert [claim.quote for claim in stream.feed("ge 9 for more of the same")] == ["exact words"]


def test_a_place_without_a_bracket_is_given_once_it_cannot_grow() -> None:
    stream = ClaimStream()
    assert stream.feed("“exact words”, p. 8") == []
    assert stream.feed("7") == []
    (claim,) = stream.feed(" is what it says, and page 9 is another matter altogether")
    assert (claim.quote, claim.places) == ("exact words", PAGE_87)
    assert stream.close() == []


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "“",
            '"',
            "[p. 1]“",
            '(p. 1) "',
            "“ [p. 1] ",
            "“a” [§4] ",
            "“a” ",
            "“a”[^1] ",
            "\n[^1]: p. 1",
            "[p. 1: “",
        ),
        *(
            "page 1, ",
            "page 1 says “",
            "page 1: “a” ",
            "12頁の",
            "> a\n— p. 1\n",
            "*a b c d e* [p. 1] ",
            "[[",
            "([",
            "《a",
        ),
    ],
)
def test_the_time_grows_no_faster_than_the_output(piece: str) -> None:
    takes_no_longer_than_it_is_long(piece)
