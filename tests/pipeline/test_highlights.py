"""Highlights: the quads cover the quote's own characters, through hyphens, CJK lines, rotation and page borders."""

from pathlib import Path

import pymupdf
import pytest

from docanalyzer.pipeline.highlights import Quad, quads


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((72, 100), "The tenant shall not sub-")
    page.insert_text((72, 120), "let the flat. The rent is $900.")
    page.insert_text((72, 700), "This sentence runs over the")
    page = document.new_page()
    page.insert_text((72, 100), "border of a page. Then more.")
    page.insert_text((72, 140), "甲方不得将本合同转", fontname="china-s")
    page.insert_text((72, 160), "让给第三方。", fontname="china-s")
    page = document.new_page()
    page.insert_text((72, 100), "Turned words on this page")
    page.set_rotation(90)
    document.save(tmp_path / "lease.pdf")
    return tmp_path / "lease.pdf"


def words_under(pdf: Path, number: int, found: list[Quad]) -> str:
    """The page's characters whose centre lies under one of the quads (for unrotated pages)."""
    with pymupdf.open(pdf) as document:
        blocks = document[number - 1].get_text("rawdict")["blocks"]
    under = []
    for quad in found:
        box = pymupdf.Rect(quad[0], quad[3])
        letters = [c for b in blocks for line in b["lines"] for span in line["spans"] for c in span["chars"]]
        centres = [((c["bbox"][0] + c["bbox"][2]) / 2, (c["bbox"][1] + c["bbox"][3]) / 2) for c in letters]
        under.append(
            "".join(c["c"] for c, at in zip(letters, centres, strict=True) if pymupdf.Point(at) in box)
        )
    return " ".join(under)


def test_one_quad_a_line_and_only_the_words(pdf: Path) -> None:
    found = quads(pdf, 1, "shall not sublet the flat")
    assert len(found) == 2
    assert words_under(pdf, 1, found) == "shall not sub- let the flat"


def test_chinese_over_a_line_break(pdf: Path) -> None:
    found = quads(pdf, 2, "不得将本合同转让给第三方")
    assert len(found) == 2
    assert words_under(pdf, 2, found) == "不得将本合同转 让给第三方"


def test_each_page_shows_its_part_of_a_quote_over_the_border(pdf: Path) -> None:
    quote = "This sentence runs over the border of a page."
    assert words_under(pdf, 1, quads(pdf, 1, quote)) == "This sentence runs over the"
    assert words_under(pdf, 2, quads(pdf, 2, quote)).startswith("border of a page")


def test_a_rotated_page_is_covered_where_it_is_shown(pdf: Path) -> None:
    (quad,) = quads(pdf, 3, "words on this")
    with pymupdf.open(pdf) as document:
        pixels = document[2].get_pixmap()
    box = pymupdf.Rect(quad[0], quad[3])
    dark = [
        (x, y)
        for x in range(int(box.x0), int(box.x1) + 1)
        for y in range(int(box.y0), int(box.y1) + 1)
        if pixels.pixel(x, y)[0] < 128
    ]
    assert box.height > box.width
    assert len(dark) > 50


def test_nothing_is_highlighted_that_does_not_stand_there(pdf: Path) -> None:
    assert quads(pdf, 2, "The rent is $900") == []
    assert quads(pdf, 1, "Words of another book altogether") == []
    assert quads(pdf, 1, "") == []


def test_a_page_that_does_not_exist(pdf: Path) -> None:
    with pytest.raises(IndexError, match="there is no page 9"):
        quads(pdf, 9, "The rent")
