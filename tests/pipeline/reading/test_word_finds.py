"""What Word shows in places that are easily overlooked: stories, formulas, fields without results, gaps in tables."""

from __future__ import annotations

import pytest

from docanalyzer.pipeline.reading.result import Reading, ReadingOptions
from docanalyzer.pipeline.reading.word import read_word
from docanalyzer.pipeline.reading.word.field_codes import shown_by
from tests.pipeline.reading.make_docx import abstract, level, num, paragraph, run, write_docx

LIST = abstract(1, level(0, "%1."), level(1, "%1.%2")) + num(1, 1)


def read(folder: object, body: str, *, changes: str = "marked", **parts: str) -> Reading:
    path = write_docx(folder / "a.docx", body, **parts)  # type: ignore[operator]
    return read_word(path, ReadingOptions(tracked_changes=changes), lambda progress: None)


def lines(folder: object, body: str, **more: str) -> list[str]:
    return read(folder, body, **more).text.split("\n")


def note(number: int, text: str, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{number}">{text}</w:{kind}>'


def reference(number: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def box(text: str) -> str:
    content = f"<w:txbxContent>{text}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def field(instruction: str, result: str | None = None) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    code = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
    return marks[0] + code + (marks[1] + run(result) if result is not None else "") + marks[2]


def test_each_story_counts_its_lists_for_itself(tmp_path: object) -> None:
    items = paragraph("note item", 1, 0) + paragraph("another", 1, 0)
    body = (
        paragraph("A", 1, 0)
        + f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{run("B")}{reference(2)}</w:p>'
        + paragraph(run("Box") + box(paragraph("boxed", 1, 0)))
        + paragraph("C", 1, 0)
    )
    assert lines(tmp_path, body, numbering=LIST, footnotes=note(2, items)) == [
        "1. A", "2. B¹", "[Footnote ¹] 1. note item 2. another", "Box", "1. boxed", "3. C",
    ]  # fmt: skip


def test_a_start_override_counts_once_in_each_story(tmp_path: object) -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = abstract(1, level(0, "%1.")) + num(1, 1, override)
    body = paragraph("A", 1, 0) + paragraph(run("Box") + box(paragraph("boxed", 1, 0))) + paragraph("B", 1, 0)
    assert lines(tmp_path, body, numbering=numbering) == ["5. A", "Box", "5. boxed", "6. B"]


def m(name: str, *inside: str) -> str:
    return f"<m:{name}>{''.join(inside)}</m:{name}>"


def r(text: str) -> str:
    return m("r", m("t", text))


CHANGED = m("oMath", r("x="), f'<w:del w:id="1">{r("5")}</w:del><w:ins w:id="2">{r("7")}</w:ins>')


@pytest.mark.parametrize(
    ("changes", "text"), [("marked", "x=[deleted: 5]7"), ("accepted", "x=7"), ("original", "x=5")]
)
def test_tracked_changes_within_a_formula(tmp_path: object, changes: str, text: str) -> None:
    reading = read(tmp_path, paragraph(CHANGED), changes=changes)
    assert reading.text.split("\n")[0] == text
    assert any("1 deletion, 1 insertion" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (m("m", *(m("mr", *(m("e", r(c)) for c in row)) for row in ("12", "34"))), "1, 2; 3, 4"),
        (m("eqArr", m("e", r("x+y=1")), m("e", r("2x=3"))), "x+y=1; 2x=3"),
        (m("d", m("e", r("1")), m("e", r("2"))), "(1|2)"),
        (m("limLow", m("e", r("lim")), m("lim", r("n→∞"))), "lim_(n→∞)"),
        (m("func", m("fName", r("sin")), m("e", r("x"))), "sin x"),
        (m("acc", m("e", r("x"))), "x̂"),
        (m("rad", m("deg", r("3")), m("e", r("x+1"))), "3√(x+1)"),
        (m("sSubSup", m("e", r("a")), m("sub", r("i")), m("sup", r("2"))), "a_i^2"),
        (m("phant", m("phantPr", '<m:show m:val="0"/>'), m("e", r("no"))) + r("y"), "y"),
    ],
)
def test_formulas_on_one_line(tmp_path: object, formula: str, text: str) -> None:
    assert lines(tmp_path, paragraph(m("oMath", formula))) == [text]


@pytest.mark.parametrize(
    ("instruction", "text"),
    [
        (" MACROBUTTON NoMacro [Name of the buyer] ", "[Name of the buyer]"),
        (r' SYMBOL 169 \f "Times" ', "©"),
        (r" SYMBOL 254 \f Wingdings ", "☑"),
        (r" SYMBOL 8364 \u ", "€"),
        (" SYMBOL -5 ", ""),
        (" SYMBOL 1 ", ""),
        (r" SYMBOL 99999999999 \f Symbol ", ""),
        (r" SYMBOL 0xFFFFFFFF \u ", ""),
        (r" eq \o\ac(○,12) ", "⑫"),
        (r" EQ \o\ac(○,甲) ", "(甲)"),
        (r" EQ \f(1,2) ", "1/2"),
        (r" EQ \f(a+b,\r(3,x)) ", "(a+b)/(3√x)"),
        (r" EQ x\s\up8(2) ", "x2"),
        (r" EQ \f(1", "1"),
        (' QUOTE "hello you" ', "hello you"),
        (" MERGEFIELD Buyer ", "«Buyer»"),
        (r" ADVANCE \u 3 ", ""),
        (" XE entry ", ""),
    ],
)
def test_a_field_without_a_result_shows_what_its_instruction_says(
    tmp_path: object, instruction: str, text: str
) -> None:
    assert shown_by(instruction) == text
    reading = read(tmp_path, paragraph(run("a ") + field(instruction) + run(" b")))
    assert reading.text == f"a {text} b"
    assert reading.warnings == ()


def test_a_stored_result_wins(tmp_path: object) -> None:
    assert lines(tmp_path, paragraph(field(" REF _Ref1 ", "Clause 4.2"))) == ["Clause 4.2"]
    assert lines(tmp_path, paragraph(field(' QUOTE "old" ', "new"))) == ["new"]


def test_fields_that_only_word_can_compute_are_named(tmp_path: object) -> None:
    reading = read(
        tmp_path, paragraph(run("On ") + field(" DATE ") + '<w:fldSimple w:instr=" REF a "></w:fldSimple>')
    )
    assert "2 field(s) (dates, references" in reading.warnings[0]


def test_a_deleted_text_box_and_a_deleted_note_are_marked(tmp_path: object) -> None:
    body = paragraph(
        run("before ")
        + f'<w:del w:id="1">{box(paragraph("boxed"))}</w:del>'
        + run("after")
        + f'<w:del w:id="3">{reference(2)}</w:del>'
    )
    parts = {"footnotes": note(2, paragraph("gone"))}
    assert lines(tmp_path, body, **parts)[:3] == [
        "before after[deleted: ¹]", "[deleted: boxed]", "[deleted: [Footnote ¹] gone]",
    ]  # fmt: skip
    assert lines(tmp_path, body, changes="accepted", **parts)[0] == "before after"
    assert "boxed" not in read(tmp_path, body, changes="accepted", **parts).text
    assert lines(tmp_path, body, changes="original", **parts)[1:3] == ["boxed", "[Footnote ¹] gone"]


def section(number_format: str, more: str = "") -> str:
    return f'<w:sectPr><w:footnotePr><w:numFmt w:val="{number_format}"/>{more}</w:footnotePr></w:sectPr>'


def test_notes_are_numbered_as_their_section_says(tmp_path: object) -> None:
    restart = '<w:numRestart w:val="eachSect"/>'
    body = (
        paragraph(run("one") + reference(2))
        + paragraph(run("two") + reference(3), more=section("upperRoman", restart))
        + paragraph(run("three") + reference(4))
        + section("decimal", restart)
    )
    notes = "".join(note(number, paragraph("n")) for number in (2, 3, 4))
    assert lines(tmp_path, body, footnotes=notes)[::2] == ["one[I]", "two[II]", "three¹"]


def test_notes_that_count_anew_on_each_page_are_named(tmp_path: object) -> None:
    body = paragraph(run("one") + reference(2)) + section("decimal", '<w:numRestart w:val="eachPage"/>')
    (warning,) = read(tmp_path, body, footnotes=note(2, paragraph("n"))).warnings
    assert "anew on each page" in warning


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def test_skipped_columns_keep_their_place_and_joined_cells_stand_once(tmp_path: object) -> None:
    rows = (
        "<w:tr>" + cell("Item") + cell("2023") + cell("2024") + "</w:tr>"
        '<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>' + cell("5") + "</w:tr>"
        "<w:tr>" + cell("both", '<w:hMerge w:val="restart"/>') + cell("HID", "<w:hMerge/>") + cell("7") + "</w:tr>"
    )  # fmt: skip
    table = f"<w:tbl><w:tblGrid>{'<w:gridCol/>' * 3}</w:tblGrid>{rows}</w:tbl>"
    assert lines(tmp_path, table) == ["Item | 2023 | 2024", " |  | 5", "both |  | 7"]


def test_a_cell_over_several_columns_leaves_the_next_one_over_its_own(tmp_path: object) -> None:
    def spanning(text: str, columns: int, more: str = "") -> str:
        return cell(text, f'<w:gridSpan w:val="{columns}"/>{more}')

    rows = (
        "<w:tr>" + spanning("Revenue by region", 9) + "</w:tr>"
        "<w:tr>" + spanning("Region", 3, '<w:vMerge w:val="restart"/>')
        + spanning("2022", 4) + spanning("2023", 2) + "</w:tr>"
        "<w:tr>" + spanning("", 3, "<w:vMerge/>") + cell("Q1") + spanning("Q2", 3) + spanning("Q1", 2) + "</w:tr>"
    )  # fmt: skip
    table = f"<w:tbl><w:tblGrid>{'<w:gridCol/>' * 9}</w:tblGrid>{rows}</w:tbl>"
    assert lines(tmp_path, table) == ["Revenue by region", "Region | 2022 |  | 2023", " | Q1 | Q2 | Q1"]


def test_a_border_dragged_a_little_shifts_no_cell(tmp_path: object) -> None:
    def row(*cells: tuple[str, int], before: int = 0) -> str:
        skipped = f'<w:trPr><w:gridBefore w:val="{before}"/></w:trPr>' if before else ""
        spanning = (cell(text, f'<w:gridSpan w:val="{span}"/>') for text, span in cells)
        return f"<w:tr>{skipped}{''.join(spanning)}</w:tr>"

    def table(widths: tuple[int, ...], *rows: str) -> str:
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"

    rows = (
        row(("Item", 2), ("2022", 1), ("2023", 1)),
        row(("Rent", 1), ("100", 2), ("200", 1)),
        row(("Heat", 2), ("5", 1), ("6", 1)),
    )
    assert lines(tmp_path, table((3000, 40, 2960, 3000), *rows)) == [
        "Item | 2022 | 2023", "Rent | 100 | 200", "Heat | 5 | 6",
    ]  # fmt: skip
    indented = row(("Item", 2), ("2022", 1)), row(("Rent", 1), ("100", 1), before=1)
    assert lines(tmp_path, table((40, 3000, 3000), *indented)) == ["Item | 2022", "Rent | 100"]


def test_an_impossible_span_is_one_column(tmp_path: object) -> None:
    row = cell("a", '<w:gridSpan w:val="x"/>') + cell("b", '<w:gridSpan w:val="-3"/>') + cell("c")
    assert lines(tmp_path, f"<w:tbl><w:tr>{row}</w:tr></w:tbl>") == ["a | b | c"]


DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"


def points(part: str, *values: str) -> str:
    inside = "".join(f'<c:pt idx="{i}"><c:v>{v}</c:v></c:pt>' for i, v in enumerate(values))
    return f"<c:{part}><c:strRef><c:strCache>{inside}</c:strCache></c:strRef></c:{part}>"


def test_a_chart_gives_its_title_and_its_stored_values(tmp_path: object) -> None:
    series = points("tx", "Sales") + points("cat", "2022", "2023") + points("val", "12", "15.5")
    chart = (
        f'<c:chartSpace xmlns:c="{CHART}" xmlns:a="{DRAWING}"><c:title><a:p><a:r><a:t>Growth</a:t></a:r></a:p>'
        f"</c:title><c:ser>{series}</c:ser><c:ser>{points('tx', 'None')}</c:ser></c:chartSpace>"
    )
    drawing = f'<w:r><w:drawing><c:chart xmlns:c="{CHART}" r:id="chart.xml"/></w:drawing></w:r>'
    body = paragraph(run("See ") + drawing)
    assert lines(tmp_path, body, chunks={"chart.xml": chart.encode()}) == [
        "See", "Growth", "[Chart] Sales: 2022 12; 2023 15.5",
    ]  # fmt: skip


def test_smart_art_gives_its_words_once(tmp_path: object) -> None:
    data = (
        f'<dgm:dataModel xmlns:dgm="{DIAGRAM}" xmlns:a="{DRAWING}"><dgm:pt><dgm:t><a:p><a:r><a:t>Plan</a:t></a:r>'
        "</a:p></dgm:t></dgm:pt><dgm:pt><dgm:t><a:p><a:r><a:t>Do</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>"
    )
    drawing = f'<w:r><w:drawing><dgm:relIds xmlns:dgm="{DIAGRAM}" r:dm="data.xml"/></w:drawing></w:r>'
    assert lines(tmp_path, paragraph(drawing), chunks={"data.xml": data.encode()}) == ["Plan", "Do"]


def test_readings_above_characters_stand_in_brackets(tmp_path: object) -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('かんじ')}</w:rt><w:rubyBase>{run('漢字')}</w:rubyBase></w:ruby></w:r>"
    assert lines(tmp_path, paragraph(ruby + run("です"))) == ["漢字(かんじ)です"]


def test_boxes_of_content_controls_and_of_wingdings(tmp_path: object) -> None:
    control = (
        '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent>{run('☒')}</w:sdtContent></w:sdt>"
    )
    symbols = "".join(
        f'<w:r><w:sym w:font="Wingdings" w:char="{code}"/></w:r>' for code in ("F0A8", "F0FE", "F078")
    )
    assert lines(tmp_path, paragraph(control + run(" yes ") + symbols)) == ["☒ yes ◻☑☒"]


def test_text_from_right_to_left_stands_in_its_logical_order(tmp_path: object) -> None:
    turned = f'<w:bdo w:val="rtl">{run("שלום ")}</w:bdo><w:dir w:val="rtl">{run("עולם")}</w:dir>'
    assert lines(tmp_path, paragraph(turned + run(" 12"))) == ["שלום עולם 12"]


def test_references_to_pages_and_sections_keep_what_word_last_wrote(tmp_path: object) -> None:
    body = paragraph(
        run("see clause ")
        + field(r" REF _Ref1 \r \h ", "4.2(a)")
        + run(" on page ")
        + field(" PAGEREF _Ref1 ", "7")
    )
    assert lines(tmp_path, body) == ["see clause 4.2(a) on page 7"]


def test_subdocuments_are_named(tmp_path: object) -> None:
    reading = read(tmp_path, paragraph(run("Master") + '<w:subDoc r:id="x"/>'))
    assert "1 subdocument(s) are files of their own" in reading.warnings[0]


def test_header_rows_are_rows(tmp_path: object) -> None:
    head = "<w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell("Year") + cell("Sales") + "</w:tr>"
    table = f"<w:tbl>{head}<w:tr>{cell('2023')}{cell('12')}</w:tr></w:tbl>"
    assert lines(tmp_path, table) == ["Year | Sales", "2023 | 12"]


CAPITALS = "<w:rPr><w:caps/></w:rPr>"
STYLES = (
    f'<w:style w:type="paragraph" w:styleId="Loud"><w:name w:val="Loud"/>{CAPITALS}</w:style>'
    f'<w:style w:type="character" w:styleId="Shout"><w:name w:val="Shout"/>{CAPITALS}</w:style>'
)


def test_text_and_numbers_in_capitals_are_shown_so(tmp_path: object) -> None:
    numbering = (
        abstract(1, level(0, "Article %1", "upperRoman")) + num(1, 1)
        + abstract(2, level(0, "Part %1", more='<w:rPr><w:caps w:val="0"/></w:rPr>')) + num(2, 2)
    )  # fmt: skip
    body = (
        paragraph("Definitions", 1, 0, style="Loud")
        + paragraph("Terms", 1, 0)
        + paragraph("Straße", 2, 0, style="Loud")
        + paragraph(run("loud ", "<w:caps/>") + run("style ", '<w:rStyle w:val="Shout"/>') + run("plain"))
        + paragraph(run("quiet", '<w:caps w:val="0"/>') + run(" loud"), style="Loud")
    )
    reading = read(tmp_path, body, numbering=numbering, styles=STYLES)
    assert reading.text.split("\n") == [
        "ARTICLE I DEFINITIONS", "Article II Terms", "Part 1 STRAßE", "LOUD STYLE plain", "quiet LOUD",
    ]  # fmt: skip
    assert [anchor.clause for anchor in reading.anchors][:2] == ["ARTICLE I", "Article II"]
