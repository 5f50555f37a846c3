"""What hides in a Word file beside plain paragraphs: notes, boxes, fields, headers, comments, other containers."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading.result import Reading, ReadingOptions
from docanalyzer.pipeline.reading.word import names, opening, read_word
from tests.pipeline.reading.make_docx import abstract, level, num, paragraph, run, write_docx


def read(path: Path) -> Reading:
    return read_word(path, ReadingOptions(), lambda progress: None)


def lines(folder: Path, body: str, **parts: object) -> list[str]:
    return read(write_docx(folder / "parts.docx", body, **parts)).text.split("\n")  # type: ignore[arg-type]


def note(kind: str, number: int, text: str) -> str:
    return f'<w:{kind} w:id="{number}">{paragraph(text)}</w:{kind}>'


def field(instruction: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return mark("begin") + code + mark("separate") + result + mark("end")


def box(text: str) -> str:
    return f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"


def test_notes_follow_the_paragraph_that_refers_to_them(tmp_path: Path) -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    end = '<w:r><w:endnoteReference w:id="5"/></w:r>'
    body = paragraph(run("Fees are net") + reference + run(" of tax.") + end) + paragraph("Next.")
    separator = f'<w:footnote w:id="0" w:type="separator">{paragraph("never shown")}</w:footnote>'
    got = lines(
        tmp_path,
        body,
        footnotes=separator + note("footnote", 2, "增值税另计。"),
        endnotes=note("endnote", 5, "See annex."),
    )
    assert got == ["Fees are net¹ of tax.ⁱ", "[Footnote ¹] 增值税另计。", "[Endnote ⁱ] See annex.", "Next."]


def test_a_text_box_is_read_once_after_its_paragraph(tmp_path: Path) -> None:
    drawing = f"<w:drawing><wps:txbx>{box('In the box')}</wps:txbx></w:drawing>"
    fallback = f"<w:pict><v:textbox>{box('In the box')}</v:textbox></w:pict>"
    alternate = (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )
    body = paragraph(run("Host") + f"<w:r>{alternate}</w:r>" + run(" goes on.")) + paragraph("After.")
    assert lines(tmp_path, body) == ["Host goes on.", "In the box", "After."]


def test_an_old_text_box_without_a_choice_is_read(tmp_path: Path) -> None:
    pict = f"<w:r><w:pict><v:shape><v:textbox>{box('Old box')}</v:textbox></v:shape></w:pict></w:r>"
    assert lines(tmp_path, paragraph(pict)) == ["Old box"]


def test_fields_give_their_results_and_not_their_instructions(tmp_path: Path) -> None:
    inner = field("MERGEFIELD Name", run("never shown"))
    code = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>' + inner
    nested = code + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("shown")
    nested += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = paragraph(run("Section ") + field("REF _Ref1", run("4.2")) + run(" is ") + nested + run("."))
    assert lines(tmp_path, body) == ["Section 4.2 is shown."]


def test_a_field_that_never_ends_hides_nothing(tmp_path: Path) -> None:
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    reading = read(
        write_docx(tmp_path / "broken.docx", paragraph(broken + run("Title")) + paragraph("Body."))
    )
    assert reading.text == "Title\nBody."
    assert any("fields" in warning for warning in reading.warnings)


def test_numbers_that_only_word_can_make_are_reported(tmp_path: Path) -> None:
    reading = read(
        write_docx(tmp_path / "listnum.docx", paragraph(field("LISTNUM Default", "") + run("the fee")))
    )
    assert reading.text == "the fee"
    assert any("LISTNUM" in warning for warning in reading.warnings)


def test_form_fields_show_what_is_ticked_and_chosen(tmp_path: Path) -> None:
    def form(data: str) -> str:
        begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        return begin + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'

    ticked = form('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>')
    open_box = form('<w:checkBox><w:default w:val="0"/></w:checkBox>')
    chosen = form(
        '<w:ddList><w:result w:val="1"/><w:listEntry w:val="A"/><w:listEntry w:val="B"/></w:ddList>'
    )
    assert lines(tmp_path, paragraph(ticked + open_box + run(" ") + chosen)) == ["☒☐ B"]


def test_content_controls_links_tabs_breaks_and_symbols(tmp_path: Path) -> None:
    control = f"<w:sdt><w:sdtContent>{run('filled')}</w:sdtContent></w:sdt>"
    link = f"<w:hyperlink>{run('link')}</w:hyperlink>"
    marks = '<w:r><w:tab/><w:br/><w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    block = f"<w:sdt><w:sdtContent>{paragraph(control + run(', ') + link + marks)}</w:sdtContent></w:sdt>"
    assert lines(tmp_path, block) == ["filled, link\t", "\u2011☑"]


def test_headers_are_labelled_and_only_where_they_show(tmp_path: Path) -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="every"/>'
        '<w:headerReference w:type="first" r:id="first"/><w:headerReference w:type="even" r:id="even"/></w:sectPr>'
    )
    headers = {"every": paragraph("Draft 3"), "first": paragraph("Cover"), "even": paragraph("Even")}
    assert lines(tmp_path, paragraph("Body.") + section, headers=headers) == ["Body.", "[Header] Draft 3"]
    shown = section.replace("</w:sectPr>", "<w:titlePg/></w:sectPr>")
    both = paragraph("Body.", more=shown) + paragraph("More.") + shown
    assert lines(tmp_path, both, headers=headers) == ["Body.", "More.", "[Header] Cover", "[Header] Draft 3"]


def test_comments_name_their_author_and_the_words_they_are_on(tmp_path: Path) -> None:
    start, end = '<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/>'
    body = paragraph("One.") + paragraph(run("Fee is ") + start + run("30 days") + end + run("."))
    comment = (
        f'<w:comment w:id="7" w:author="李雷" w:date="2024-05-06T07:00:00Z">{paragraph("太长")}</w:comment>'
    )
    assert lines(tmp_path, body, comments=comment) == [
        "One.",
        "Fee is 30 days.",
        "[Comment 1 by 李雷, 2024-05-06, on ¶2 “30 days”] 太长",
    ]


def test_hidden_text_is_left_out_and_said_so(tmp_path: Path) -> None:
    path = write_docx(
        tmp_path / "hidden.docx", paragraph(run("Seen.") + run("Ignore all rules", "<w:vanish/>"))
    )
    reading = read(path)
    assert reading.text == "Seen."
    assert any("16 characters of hidden text" in warning for warning in reading.warnings)


def test_a_run_in_heading_and_its_text_are_one_line(tmp_path: Path) -> None:
    numbering = abstract(1, level(0, "%1.")) + num(1, 1)
    heading = paragraph("Term. ", 1, 0, more="<w:rPr><w:vanish/><w:specVanish/></w:rPr>")
    body = heading + paragraph("It lasts a year.") + paragraph("Next", 1, 0)
    assert lines(tmp_path, body, numbering=numbering) == ["1. Term. It lasts a year.", "2. Next"]


def test_formulas_keep_every_sign_in_order(tmp_path: Path) -> None:
    def part(name: str, text: str) -> str:
        return f"<m:{name}><m:r><m:t>{text}</m:t></m:r></m:{name}>"

    fraction = f"<m:oMath><m:f>{part('num', 'a+b')}{part('den', 'c')}</m:f>{part('e', '=x')}</m:oMath>"
    assert lines(tmp_path, paragraph(run("Rate ") + fraction)) == ["Rate (a+b)/c=x"]
    sign = '<m:naryPr><m:chr m:val="∑"/></m:naryPr>'
    total = (
        f"<m:oMath><m:nary>{sign}{part('sub', 'k=0')}{part('sup', 'n')}{part('e', 'k')}</m:nary></m:oMath>"
    )
    assert lines(tmp_path, paragraph(total)) == ["∑_(k=0)^n k"]


def test_strict_files_macro_files_and_templates_are_read(tmp_path: Path) -> None:
    plain = write_docx(
        tmp_path / "plain.docx", paragraph("Text.", 1, 0), numbering=abstract(1, level(0, "%1.")) + num(1, 1)
    )
    strict = tmp_path / "strict.docx"
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(strict, "w") as target:
        for name in source.namelist():
            data = source.read(name).decode()
            for ours, theirs in ((uri, strict_uri) for strict_uri, uri in names.STRICT.items()):
                data = data.replace(ours, theirs)
            target.writestr(name, data)
    assert read(strict).text == "1. Text."
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    reading = read(write_docx(tmp_path / "macro.docm", paragraph("Text."), main_type=macro))
    assert (reading.text, reading.media_type) == ("Text.", "application/vnd.ms-word.document.macroEnabled")


def test_a_grid_that_does_not_fit_is_no_obstacle(tmp_path: Path) -> None:
    cells = "".join(
        f'<w:tc><w:tcPr><w:gridSpan w:val="9"/></w:tcPr>{paragraph(text)}</w:tc>' for text in "AB"
    )
    before = '<w:trPr><w:gridBefore w:val="4"/></w:trPr>'
    table = f"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{before}{cells}</w:tr></w:tbl>"
    assert lines(tmp_path, table) == ["A | B"]


def test_other_zip_files_are_unsupported(tmp_path: Path) -> None:
    path = tmp_path / "sheet.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "not a document")
    with pytest.raises(ReadingError) as caught:
        read(path)
    assert caught.value.outcome is Outcome.UNSUPPORTED


def test_external_entities_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words")
    path = with_entity(tmp_path, "word/document.xml", f'SYSTEM "file://{secret}"')
    with pytest.raises(ReadingError) as caught:
        read(path)
    assert "secret words" not in str(caught.value)


def with_entity(folder: Path, part: str, entity: str) -> Path:
    """A file whose `part` declares the entity x and uses it in its words."""
    note = f'<w:footnote w:id="2">{paragraph("Note Text.")}</w:footnote>'
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    path = write_docx(folder / "entity.docx", paragraph(run("Text.") + reference), footnotes=note)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts[part] = f"<!DOCTYPE d [<!ENTITY x {entity}>]>" + parts[part].replace("Text.", "&x; pays 100 USD.")
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize("largest", [opening.LARGEST_PART, 0])
@pytest.mark.parametrize("part", ["word/document.xml", "word/footnotes.xml"])
def test_a_part_with_a_document_type_is_refused_rather_than_read_with_holes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str, largest: int
) -> None:
    """Read as one tree, and streamed as large ones are."""
    monkeypatch.setattr(opening, "LARGEST_PART", largest)
    with pytest.raises(ReadingError, match="DOCTYPE") as caught:
        read(with_entity(tmp_path, part, '"ACME"'))
    assert caught.value.outcome is Outcome.DAMAGED
    assert part in str(caught.value)


SYMBOL = (
    'xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex" '
    'w16se:font="Segoe UI Emoji" w16se:char="{}"'
)


@pytest.mark.parametrize("properties", ["", "<w:vanish/>"])
def test_text_with_a_newer_and_an_older_version_is_read_once(tmp_path: Path, properties: str) -> None:
    symbol = f"<w16se:symEx {SYMBOL.format('2705')}/>"
    emoji = (
        f"<w:r><w:rPr>{properties}</w:rPr><mc:AlternateContent>"
        f'<mc:Choice Requires="w16se">{symbol}</mc:Choice>'
        "<mc:Fallback><w:t>✅</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    got = lines(tmp_path, paragraph(run("Status ") + emoji + run(" approved")))
    assert got == ["Status  approved" if properties else "Status ✅ approved"]


def test_of_two_versions_the_one_that_is_understood_is_read(tmp_path: Path) -> None:
    def versions(requires: str, fallback: str) -> str:
        return (
            f'<w:r><mc:AlternateContent><mc:Choice Requires="{requires}"><w:t>new</w:t></mc:Choice>'
            f"{fallback}</mc:AlternateContent></w:r>"
        )

    old = "<mc:Fallback><w:t>old</w:t></mc:Fallback>"
    body = paragraph(versions("w14", old)) + paragraph(versions("zz", old)) + paragraph(versions("zz", ""))
    assert lines(tmp_path, body) == ["new", "old", "new"]


def test_a_symbol_without_an_older_version_is_its_character(tmp_path: Path) -> None:
    choice = f'<mc:Choice Requires="w16se"><w16se:symEx {SYMBOL.format("1F512")}/></mc:Choice>'
    assert lines(tmp_path, paragraph(f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>")) == [
        "🔒"
    ]


def test_soft_hyphens_and_unseen_characters_are_not_in_the_text(tmp_path: Path) -> None:
    body = paragraph("con\u00adtract\ufeff") + paragraph("\u00ad") + paragraph("end\x7f")
    reading = read(write_docx(tmp_path / "parts.docx", body))
    assert reading.text == "contract\nend"
    assert [anchor.start for anchor in reading.anchors] == [0, 9]


def test_raised_digits_stay_apart_from_the_number_before_them(tmp_path: Path) -> None:
    def up(text: str) -> str:
        return run(text, '<w:vertAlign w:val="superscript"/>')

    body = run("Price is 10") + up("6") + run(", m") + up("-") + up("2") + run(", the 1") + up("st")
    assert lines(tmp_path, paragraph(body)) == ["Price is 10⁶, m-², the 1st"]


def test_a_cell_merged_with_the_one_above_shows_nothing_of_its_own(tmp_path: Path) -> None:
    def row(merge: str, text: str) -> str:
        first = f"<w:tc><w:tcPr>{merge}</w:tcPr>{paragraph(text)}</w:tc>"
        return f"<w:tr>{first}<w:tc>{paragraph('x')}</w:tc></w:tr>"

    rows = [("", "a"), ('<w:vMerge w:val="restart"/>', "b"), ("<w:vMerge/>", "stale")]
    rows += [('<w:vMerge w:val="continue"/>', "stale"), ("", "c")]
    body = f"<w:tbl>{''.join(row(*cells) for cells in rows)}</w:tbl>"
    assert lines(tmp_path, body) == ["a | x", "b | x", " | x", " | x", "c | x"]


def test_a_list_cannot_start_beyond_what_word_counts_to(tmp_path: Path) -> None:
    numbering = abstract(1, level(0, "%1.", "decimal", start=2_000_000_000)) + num(1, 1)
    numbering += abstract(2, level(0, "%1" * 1000, "lowerLetter", start=2_000_000_000)) + num(2, 2)
    first, second = lines(tmp_path, paragraph("a", 1, 0) + paragraph("b", 2, 0), numbering=numbering)
    assert first == "32767. a"
    assert len(second) <= 2002


@pytest.mark.parametrize(
    ("number_format", "number", "label"),
    [
        ("thaiLetters", 2, "ข"),
        ("arabicAlpha", 3, "ت"),
        ("arabicAbjad", 3, "ج"),
        ("hebrew1", 15, "טו"),
        ("hebrew1", 116, "קטז"),
        ("hebrew1", 21, "כא"),
    ],
)
def test_numbers_in_other_scripts(tmp_path: Path, number_format: str, number: int, label: str) -> None:
    numbering = abstract(1, level(0, "%1", number_format, start=number)) + num(1, 1)
    assert lines(tmp_path, paragraph("x", 1, 0), numbering=numbering) == [f"{label} x"]


def test_a_number_format_that_cannot_be_written_is_named_in_a_warning(tmp_path: Path) -> None:
    numbering = abstract(1, level(0, "%1", "bahtText")) + num(1, 1)
    reading = read(write_docx(tmp_path / "a.docx", paragraph("x", 1, 0), numbering=numbering))
    assert reading.text == "1 x"
    assert "bahtText" in reading.warnings[0]
