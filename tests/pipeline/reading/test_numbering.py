"""Automatic numbers as Word shows them, in the text; citeable paths on the anchors."""

from __future__ import annotations

from pathlib import Path

import pytest

from docanalyzer.pipeline.reading.result import ReadingOptions
from docanalyzer.pipeline.reading.word import read_word
from docanalyzer.pipeline.reading.word.formats import write_number
from tests.pipeline.reading.make_docx import abstract, level, num, paragraph, write_docx

CONTRACT = (
    level(0, "%1."),
    level(1, "%1.%2"),
    level(2, "(%3)", "lowerLetter"),
    level(3, "(%4)", "lowerRoman"),
)
RESTART_AT_1 = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'


def lines(folder: Path, body: str, numbering: str, styles: str = "") -> list[str]:
    return [line for line, _ in lines_and_clauses(folder, body, numbering, styles)]


def lines_and_clauses(folder: Path, body: str, numbering: str, styles: str = "") -> list[tuple[str, str]]:
    path = write_docx(folder / "numbered.docx", body, numbering=numbering, styles=styles)
    reading = read_word(path, ReadingOptions(), lambda progress: None)
    return list(zip(reading.text.split("\n"), (anchor.clause for anchor in reading.anchors), strict=True))


def levels(*pairs: tuple[str, int]) -> str:
    return "".join(paragraph(text, 1, index) for text, index in pairs)


def test_levels_count_and_deeper_ones_start_again(tmp_path: Path) -> None:
    body = levels(
        ("Services", 0), ("Scope", 1), ("first", 2), ("second", 2), ("Change", 1), ("first", 2), ("Fees", 0)
    )
    assert lines_and_clauses(tmp_path, body, abstract(1, *CONTRACT) + num(1, 1)) == [
        ("1. Services", "1"),
        ("1.1 Scope", "1.1"),
        ("(a) first", "1.1(a)"),
        ("(b) second", "1.1(b)"),
        ("1.2 Change", "1.2"),
        ("(a) first", "1.2(a)"),
        ("2. Fees", "2"),
    ]


@pytest.mark.parametrize("number_format", ["decimalFullWidth", "decimalFullWidth2"])
def test_full_width_numbers_are_written_in_full_width(tmp_path: Path, number_format: str) -> None:
    numbering = abstract(1, level(0, "第%1条", number_format, start=19)) + num(1, 1)
    body = levels(("目的", 0), ("定義", 0))
    assert lines(tmp_path, body, numbering) == ["第１９条 目的", "第２０条 定義"]


def test_chinese_articles_and_items(tmp_path: Path) -> None:
    numbering = abstract(
        1,
        level(0, "第%1章", "chineseCountingThousand", more='<w:suff w:val="space"/>'),
        level(
            1, "第%2条", "chineseCountingThousand", more='<w:lvlRestart w:val="0"/><w:suff w:val="nothing"/>'
        ),
        level(2, "（%3）", "chineseCountingThousand"),
    ) + num(1, 1)
    body = levels(
        ("总则", 0), ("　目的", 1), ("　范围", 1), ("付款", 2), ("交付", 2), ("责任", 0), ("　违约", 1)
    )
    assert lines_and_clauses(tmp_path, body, numbering) == [
        ("第一章 总则", "第一章"),
        ("第一条目的", "第一条"),
        ("第二条范围", "第二条"),
        ("（一） 付款", "第二条（一）"),
        ("（二） 交付", "第二条（二）"),
        ("第二章 责任", "第二章"),
        ("第三条违约", "第三条"),
    ]


def test_lists_that_share_an_abstract_list_share_its_count(tmp_path: Path) -> None:
    body = paragraph("a", 1, 0) + paragraph("b", 2, 0) + paragraph("c", 1, 0)
    assert lines(tmp_path, body, abstract(1, *CONTRACT) + num(1, 1) + num(2, 1)) == ["1. a", "2. b", "3. c"]


def test_a_start_override_counts_once(tmp_path: Path) -> None:
    body = "".join(
        paragraph(text, number, 0) for text, number in [("a", 1), ("b", 1), ("c", 2), ("d", 2), ("e", 1)]
    )
    numbering = abstract(1, *CONTRACT) + num(1, 1) + num(2, 1, RESTART_AT_1)
    assert lines(tmp_path, body, numbering) == ["1. a", "2. b", "1. c", "2. d", "3. e"]


def test_legal_style_turns_roman_numbers_into_digits(tmp_path: Path) -> None:
    numbering = abstract(
        1, level(0, "Article %1", "upperRoman"), level(1, "Section %1.%2", more="<w:isLgl/>")
    )
    got = lines_and_clauses(tmp_path, levels(("Law", 0), ("Courts", 1)), numbering + num(1, 1))
    assert got == [("Article I Law", "Article I"), ("Section 1.1 Courts", "Section 1.1")]


def test_the_built_in_article_list_keeps_its_leading_zero(tmp_path: Path) -> None:
    section = level(1, "Section %1.%2", "decimalZero", more="<w:isLgl/>")
    numbering = abstract(1, level(0, "Article %1.", "upperRoman"), section) + num(1, 1)
    assert lines(tmp_path, levels(("Law", 0), ("Courts", 1)), numbering) == [
        "Article I. Law",
        "Section 1.01 Courts",
    ]


def test_a_label_that_ends_in_a_bracket_is_cited_without_it(tmp_path: Path) -> None:
    numbering = abstract(1, level(0, "%1)"), level(1, "%2)", "lowerLetter")) + num(1, 1)
    assert lines_and_clauses(tmp_path, levels(("A", 0), ("B", 1)), numbering) == [
        ("1) A", "1"),
        ("a) B", "1(a)"),
    ]


def test_a_level_can_restart_only_after_a_named_level(tmp_path: Path) -> None:
    numbering = abstract(
        1, level(0, "%1."), level(1, "%1.%2"), level(2, "(%3)", more='<w:lvlRestart w:val="1"/>')
    )
    body = levels(("A", 0), ("B", 1), ("c", 2), ("D", 1), ("e", 2), ("F", 0), ("G", 1), ("h", 2))
    shown = lines(tmp_path, body, numbering + num(1, 1))
    assert [line for line in shown if line.startswith("(")] == ["(1) c", "(2) e", "(1) h"]


def test_a_style_decides_the_level_and_can_switch_numbers_off(tmp_path: Path) -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{based}'
        f"<w:pPr><w:numPr>{number}</w:numPr></w:pPr></w:style>"
        for name, based, number in [
            ("Top", "", '<w:numId w:val="1"/>'),
            ("Sub", "", '<w:numId w:val="1"/>'),
            ("Plain", '<w:basedOn w:val="Sub"/>', '<w:numId w:val="0"/>'),
        ]
    )
    numbering = abstract(
        1, level(0, "%1.", more='<w:pStyle w:val="Top"/>'), level(1, "%1.%2", more='<w:pStyle w:val="Sub"/>')
    )
    body = "".join(paragraph(style, style=style) for style in ("Top", "Sub", "Plain", "Sub"))
    assert lines(tmp_path, body, numbering + num(1, 1), styles) == ["1. Top", "1.1 Sub", "Plain", "1.2 Sub"]


def test_a_numbering_style_leads_to_the_list_that_defines_it(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = (
        abstract(1, *CONTRACT, more='<w:styleLink w:val="L"/>')
        + abstract(2, more='<w:numStyleLink w:val="L"/>')
        + num(1, 1)
        + num(2, 2)
    )
    body = paragraph("a", 2, 0) + paragraph("b", 2, 1)
    assert lines(tmp_path, body, numbering, styles) == ["1. a", "1.1 b"]


def test_a_paragraph_that_only_ends_a_section_takes_no_number(tmp_path: Path) -> None:
    body = paragraph("a", 1, 0) + paragraph("", 1, 0, more="<w:sectPr/>") + paragraph("b", 1, 0)
    assert lines(tmp_path, body, abstract(1, *CONTRACT) + num(1, 1)) == ["1. a", "2. b"]


def test_bullets_are_shown_and_are_no_clause(tmp_path: Path) -> None:
    bullet = level(0, "\uf0b7", "bullet", more='<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>')
    assert lines_and_clauses(tmp_path, paragraph("point", 1, 0), abstract(1, bullet) + num(1, 1)) == [
        ("• point", "")
    ]


def test_a_list_of_its_own_belongs_to_the_clause_it_stands_under(tmp_path: Path) -> None:
    numbering = abstract(1, *CONTRACT) + num(1, 1) + abstract(2, level(0, "(%1)", "lowerLetter")) + num(2, 2)
    numbering += num(3, 2, RESTART_AT_1) + abstract(3, level(0, "(%1)", "lowerRoman")) + num(4, 3)
    body = (
        levels(("Term", 0), ("End", 1))
        + paragraph("x", 2, 0)
        + paragraph("deep", 4, 0)
        + paragraph("y", 2, 0)
    )
    body += levels(("Effect", 1)) + paragraph("z", 3, 0)
    assert [clause for _, clause in lines_and_clauses(tmp_path, body, numbering)] == [
        "1", "1.1", "1.1(a)", "1.1(a)(i)", "1.1(b)", "1.2", "1.2(a)",
    ]  # fmt: skip


def test_numbers_typed_as_text_are_clauses_too(tmp_path: Path) -> None:
    texts = [
        "第十二条　保密",
        "（一）甲方",
        "（二）乙方",
        "4.2 Payment",
        "(a) first",
        "(b) second",
        "(x) ticked",
        "Text 3.1",
    ]
    body = "".join(paragraph(text) for text in texts)
    assert [clause for _, clause in lines_and_clauses(tmp_path, body, abstract(1) + num(1, 1))] == [
        "第十二条", "第十二条（一）", "第十二条（二）", "4.2", "4.2(a)", "4.2(b)", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number_format", "number", "shown"),
    [
        ("lowerLetter", 28, "bb"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("decimalZero", 7, "07"),
        ("chineseCounting", 12, "十二"),
        ("chineseCounting", 100, "一○○"),
        ("chineseCountingThousand", 36, "三十六"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 12012, "一万二千零一十二"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographLegalTraditional", 3, "參"),
        ("ideographDigital", 10, "一〇"),
        ("japaneseCounting", 110, "百十"),
        ("ideographTraditional", 3, "丙"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("ordinalText", 21, "Twenty-first"),
        ("ordinal", 112, "112th"),
        ("cardinalText", 205, "Two hundred five"),
        ("custom:001", 7, "007"),
        ("noSuchFormat", 7, "7"),
    ],
)
def test_number_formats(number_format: str, number: int, shown: str) -> None:
    assert write_number(number, number_format) == shown
