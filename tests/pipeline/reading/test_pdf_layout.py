from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from docanalyzer.pipeline.reading import read_in_process
from docanalyzer.pipeline.reading.pdf.words import compose_accents, join_broken_words
from tests.pipeline.reading.make_pdf import pdf


def placed(path: Path, *pieces: tuple[float, float, str], rotation: int = 0) -> str:
    """The text read from one page with each piece drawn at (x, y), in the order given."""
    document = pymupdf.open()
    page = document.new_page()
    for x, y, text in pieces:
        page.insert_text((x, y), text, fontsize=10)
    if rotation:
        page.set_rotation(rotation)
    document.save(path)
    return read_in_process(path).pages[0].text


def grid(
    *rows: tuple[str, ...], columns: tuple[float, ...] = (72, 250, 350, 450)
) -> list[tuple[float, float, str]]:
    return [
        (x, 100 + 18 * number, text)
        for number, row in enumerate(rows)
        for x, text in zip(columns, row, strict=False)
        if text
    ]


def test_a_row_is_one_line_and_its_cells_are_apart(tmp_path: Path) -> None:
    cells = grid(("Segment", "2023", "2022"), ("Cloud services", "1,200", "900"), ("Devices", "300", "400"))
    assert (
        placed(tmp_path / "a.pdf", *cells)
        == "Segment\t2023\t2022\nCloud services\t1,200\t900\nDevices\t300\t400"
    )


def test_an_empty_cell_keeps_its_place(tmp_path: Path) -> None:
    cells = grid(("Segment", "2023", "2022", "Note"), ("Cloud", "", "900", "a"), ("Devices", "300", "", "b"))
    lines = placed(tmp_path / "a.pdf", *cells).splitlines()
    assert lines[1:] == ["Cloud\t\t900\ta", "Devices\t300\t\tb"]


def test_a_lone_cell_stands_under_its_heading_and_does_not_end_the_table(tmp_path: Path) -> None:
    cells = grid(("Date", "Debit", "Credit"), ("1 Jan", "", "500"), ("", "", "77"), ("3 Jan", "12", ""))
    text = placed(tmp_path / "a.pdf", *cells)
    assert text == "Date\tDebit\tCredit\n1 Jan\t\t500\n\t\t77\n3 Jan\t12"


def test_two_columns_of_marks_are_told_apart(tmp_path: Path) -> None:
    cells = grid(("Yes", "No"), ("", "X"), ("X", ""), ("", "X"))
    assert placed(tmp_path / "a.pdf", *cells) == "Yes\tNo\n\tX\nX\n\tX"


def test_prose_after_a_row_of_two_cells_is_prose(tmp_path: Path) -> None:
    lines = [
        (72.0, 112.0 + 12 * n, f"prose that runs over most of the page, line number {n}") for n in range(3)
    ]
    text = placed(tmp_path / "a.pdf", (72, 100, "Minutes"), (300, 100, "12 March"), *lines)
    assert text.splitlines()[0] == "Minutes\t12 March"
    assert text.count("\t") == 1


def test_a_wrapped_cell_stays_one_cell(tmp_path: Path) -> None:
    wrapped = [
        (72, 100, "A long name that"),
        (72, 112, "takes two lines"),
        (300, 106, "12.5"),
        (400, 106, "13.5"),
    ]
    assert placed(tmp_path / "a.pdf", *wrapped) == "A long name that takes two lines\t12.5\t13.5"


def test_a_word_broken_within_a_cell_is_made_whole(tmp_path: Path) -> None:
    pieces = [
        (72, 100, "Confiden-"),
        (72, 112, "tiality"),
        (300, 100, "the third-"),
        (300, 112, "party duty"),
    ]
    text = placed(tmp_path / "a.pdf", *pieces, (450, 100, "5 years"))
    assert text == "Confidentiality\tthe third-party duty\t5 years"


def test_a_table_drawn_column_by_column_is_read_row_by_row(tmp_path: Path) -> None:
    rows = (
        ("Item", "Qty", "Price"),
        ("Apples", "1", "9.99"),
        ("Pears", "", "8.88"),
        ("Plums", "333", "7.77"),
    )
    cells = sorted(grid(*rows))
    text = placed(tmp_path / "a.pdf", *cells)
    assert text == "Item\tQty\tPrice\nApples\t1\t9.99\nPears\t\t8.88\nPlums\t333\t7.77"


def test_two_columns_of_prose_with_numbers_stay_columns(tmp_path: Path) -> None:
    left = [(72.0, 100.0 + 14 * n, f"in 20{10 + n} the sales were 1{n} million") for n in range(8)]
    right = [(320.0, 100.0 + 14 * n, f"in 20{20 + n} the costs were 2{n} million") for n in range(8)]
    text = placed(tmp_path / "a.pdf", *left, *right)
    assert text.index("2017 the sales") < text.index("2020 the costs")


def test_chinese_written_downwards_is_one_line_a_column(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    for column, words in enumerate(("第一条甲方应当", "在三十日内付款")):
        for number, character in enumerate(words):
            page.insert_text(
                (400 - 30 * column, 100 + 14 * number), character, fontname="china-s", fontsize=12
            )
    document.save(tmp_path / "a.pdf")
    assert read_in_process(tmp_path / "a.pdf").text.split() == ["第一条甲方应当", "在三十日内付款"]


def test_what_the_page_as_shown_leaves_out_is_left_out(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((72, 72), "Shown")
    page.insert_text((72, 700), "Cropped away")
    page.set_cropbox(pymupdf.Rect(0, 0, 595, 600))
    document.save(tmp_path / "a.pdf")
    assert read_in_process(tmp_path / "a.pdf").text == "Shown"


def test_prose_in_columns_is_not_made_a_table(tmp_path: Path) -> None:
    left = [(72, 100 + 14 * n, f"left line number {n} of some prose") for n in range(20)]
    right = [(320, 100 + 14 * n, f"right line number {n} of some prose") for n in range(20)]
    text = placed(tmp_path / "a.pdf", *left, *right)
    assert "\t" not in text
    assert text.index("left line number 19") < text.index("right line number 0")


def test_a_table_on_a_turned_page_has_rows_too(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    page.set_rotation(90)
    for x, y, text in grid(("Year", "Sales", "Costs"), ("2023", "12", "9"), ("2024", "14", "8")):
        page.insert_text(pymupdf.Point(x, y) * page.derotation_matrix, text, fontsize=10, rotate=90)
    document.save(tmp_path / "a.pdf")
    assert read_in_process(tmp_path / "a.pdf").text == "Year\tSales\tCosts\n2023\t12\t9\n2024\t14\t8"


@pytest.mark.parametrize("rotate", [90, 270])
def test_a_table_set_sideways_on_an_upright_page_has_rows_too(tmp_path: Path, rotate: int) -> None:
    document = pymupdf.open()
    page = document.new_page()
    for x, y, text in grid(
        ("Item", "2021", "2022", "2023"), ("Revenue", "100", "", "300"), ("Costs", "", "70", "90")
    ):
        across = (y, 700 - x) if rotate == 90 else (500 - y, x)
        page.insert_text(across, text, fontsize=10, rotate=rotate)
    page.insert_text((72, 780), "12", fontsize=10)
    document.save(tmp_path / "a.pdf")
    text = read_in_process(tmp_path / "a.pdf").text
    assert "Item\t2021\t2022\t2023\nRevenue\t100\t\t300\nCosts\t\t70\t90" in text


def form(path: Path, *, rotation: int = 0) -> Path:
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((72, 100), "Price agreed:", fontsize=10)
    page.insert_text((72, 140), "Signed by both", fontsize=10)
    field = pymupdf.Widget()
    field.field_name, field.field_type, field.field_value = "price", pymupdf.PDF_WIDGET_TYPE_TEXT, "USD 1,250"
    field.rect, field.text_fontsize = pymupdf.Rect(150, 90, 300, 106), 10
    page.add_widget(field)
    page.add_freetext_annot(pymupdf.Rect(72, 300, 300, 330), "subject to approval", fontsize=10)
    page.set_rotation(rotation)
    document.save(path)
    return path


def test_what_a_form_field_holds_stands_beside_its_name(tmp_path: Path) -> None:
    text = read_in_process(form(tmp_path / "a.pdf")).text
    assert text == "Price agreed:\tUSD 1,250\n\nSigned by both\n\nsubject to approval"


def test_fields_and_notes_of_a_turned_page_are_read(tmp_path: Path) -> None:
    text = read_in_process(form(tmp_path / "a.pdf", rotation=90)).text
    assert "USD 1,250" in text
    assert "subject to approval" in text


def test_a_box_to_tick_is_read_as_it_looks(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    for y, words, ticked in ((100, "Accept", True), (140, "Refuse", False)):
        page.insert_text((100, y), words, fontsize=10)
        box = pymupdf.Widget()
        box.field_name, box.field_type, box.field_value = words, pymupdf.PDF_WIDGET_TYPE_CHECKBOX, ticked
        box.rect = pymupdf.Rect(72, y - 10, 84, y + 2)
        page.add_widget(box)
    document.save(tmp_path / "a.pdf")
    assert read_in_process(tmp_path / "a.pdf").text == "☒\tAccept\n☐\tRefuse"


def test_leaders_of_a_table_of_contents_are_collapsed(tmp_path: Path) -> None:
    text = placed(tmp_path / "a.pdf", (72, 100, "Scope " + ". " * 40), (500, 100, "12"))
    assert text == "Scope … 12"


def test_a_wide_gap_shows_as_an_empty_line(tmp_path: Path) -> None:
    assert placed(tmp_path / "a.pdf", (72, 100, "Heading"), (72, 140, "Body")) == "Heading\n\nBody"


def test_ligatures_are_folded_and_words_joined(tmp_path: Path) -> None:
    text = read_in_process(pdf(tmp_path / "a.pdf", "this agree-\nment ends")).text
    assert text == "this agreement\nends"


def test_a_compound_of_the_document_keeps_its_hyphen() -> None:
    pages = ["a long-term plan", "the long-\nterm view of the agree-\nment"]
    assert join_broken_words(pages)[1] == "the long-term\nview of the agreement"


@pytest.mark.parametrize("text", ["in US-\nASCII only", "form A-\n4 of it", "the GLM-\n4-9B model"])
def test_a_hyphen_before_a_capital_or_a_digit_stays(text: str) -> None:
    assert join_broken_words([text]) == [text]


def test_a_hyphen_that_changes_the_word_is_kept() -> None:
    broken = (
        "must re-\nsign within twenty-\nfive days; a non-\ncompete; a third-\nparty claim; anti-\nmoney rules"
    )
    joined = "must re-sign\nwithin twenty-five\ndays; a non-compete;\na third-party\nclaim; anti-money\nrules"
    assert join_broken_words([broken]) == [joined]


def test_a_hyphen_stays_between_two_words_of_the_document() -> None:
    pages = ["the cross border rules", "a cross-\nborder and agree-\nment case", "we agree on this"]
    assert join_broken_words(pages)[1] == "a cross-border\nand agreement\ncase"


@pytest.mark.parametrize("text", ["Kraft-\nund Wärme", "short-\nand long-term"])
def test_a_hyphen_for_a_part_left_out_stays(text: str) -> None:
    assert join_broken_words([text]) == [text]


@pytest.mark.parametrize("word", ["long-term", "tax-free", "Buyer-related", "nation-wide"])
def test_a_compound_keeps_its_hyphen_even_where_nothing_else_tells(word: str) -> None:
    assert join_broken_words([f"a {word.replace('-', '-' + chr(10))} plan"]) == [f"a {word}\nplan"]


def test_dots_for_what_is_not_known_stay_in_their_cells(tmp_path: Path) -> None:
    cells = grid(("Country", "2019", "2020"), ("Chad", "..", "5.1"), ("Mali", "3.2", "..."))
    assert placed(tmp_path / "a.pdf", *cells) == "Country\t2019\t2020\nChad\t..\t5.1\nMali\t3.2\t..."


def test_a_word_that_the_document_writes_whole_is_made_whole() -> None:
    assert join_broken_words(["re-\nquired here", "(required)"])[0] == "required\nhere"


def test_a_name_after_a_hyphen_is_left_alone() -> None:
    assert join_broken_words(["the Jean-\nPaul case"]) == ["the Jean-\nPaul case"]


def test_accents_drawn_apart_are_put_on_their_letters() -> None:
    assert compose_accents("Br¨oker, J´erˆome, Mikul´ık") == "Bröker, Jérôme, Mikulík"
    assert compose_accents("x ˜ 5 and a¨ b") == "x ˜ 5 and a¨ b"


@pytest.mark.parametrize(
    "address",
    ["www.long-domain.com/terms", "https://a.example/data-protection", "ann@long-firm.com", "long-firm.com"],
)
def test_a_broken_address_keeps_its_hyphen(address: str) -> None:
    broken = f"see {address.replace('-', '-' + chr(10))} for more"
    assert join_broken_words([broken, "longdomain longfirm dataprotection"])[0] == f"see {address}\nfor more"


def test_a_former_employee_is_no_other_word() -> None:
    assert join_broken_words(["the ex-\nemployee may ex-\ntend it"]) == ["the ex-employee\nmay extend\nit"]
