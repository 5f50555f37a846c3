"""Tracked changes: marked, as accepted, as original; the text says which."""

from __future__ import annotations

from pathlib import Path

from docanalyzer.pipeline.reading.result import ReadingOptions
from docanalyzer.pipeline.reading.word import read_word
from tests.pipeline.reading.make_docx import abstract, level, num, paragraph, run, write_docx

DATE = 'w:author="A" w:date="2024-01-01T00:00:00Z"'


def inserted(content: str) -> str:
    return f"<w:ins {DATE}>{content}</w:ins>"


def deleted(text: str) -> str:
    return f"<w:del {DATE}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def lines(folder: Path, body: str, mode: str, numbering: str = "") -> list[str]:
    path = write_docx(folder / "changes.docx", body, numbering=numbering)
    return read_word(path, ReadingOptions(tracked_changes=mode), lambda progress: None).text.split("\n")


TERM = paragraph(run("Pay within ") + deleted("30") + deleted(" days") + inserted(run("45 days")) + run("."))


def test_marked_keeps_insertions_and_brackets_deletions(tmp_path: Path) -> None:
    text, note = lines(tmp_path, TERM, "marked")
    assert text == "Pay within [deleted: 30 days]45 days."
    assert "2 deletions, 1 insertion" in note
    assert "¶1" in note


def test_accepted_and_original_read_as_clean_versions(tmp_path: Path) -> None:
    accepted, accepted_note = lines(tmp_path, TERM, "accepted")
    original, original_note = lines(tmp_path, TERM, "original")
    assert (accepted, original) == ("Pay within 45 days.", "Pay within 30 days.")
    assert "accepted" in accepted_note
    assert "original" in original_note


def test_a_move_stands_at_both_ends_only_when_marked(tmp_path: Path) -> None:
    away = f"<w:moveFrom {DATE}>{run('moved words')}</w:moveFrom>"
    here = f"<w:moveTo {DATE}>{run('moved words')}</w:moveTo>"
    body = paragraph(run("A ") + away) + paragraph(run("B ") + here)
    assert lines(tmp_path, body, "marked")[:2] == ["A [moved away: moved words]", "B moved words"]
    assert lines(tmp_path, body, "accepted")[:2] == ["A", "B moved words"]
    assert lines(tmp_path, body, "original")[:2] == ["A moved words", "B"]


def test_a_deleted_paragraph_gives_its_number_to_the_next_once_accepted(tmp_path: Path) -> None:
    numbering = abstract(1, level(0, "%1.")) + num(1, 1)
    gone = paragraph(deleted("Old"), 1, 0, more=f"<w:rPr><w:del {DATE}/></w:rPr>")
    body = paragraph("First", 1, 0) + gone + paragraph("Last", 1, 0)
    assert lines(tmp_path, body, "accepted", numbering)[:2] == ["1. First", "2. Last"]
    assert lines(tmp_path, body, "original", numbering)[:3] == ["1. First", "2. Old", "3. Last"]


def test_inserted_and_deleted_rows(tmp_path: Path) -> None:
    def row(text: str, change: str) -> str:
        return f"<w:tr><w:trPr><w:{change} {DATE}/></w:trPr><w:tc>{paragraph(text)}</w:tc></w:tr>"

    body = f"<w:tbl>{row('new', 'ins')}{row('old', 'del')}</w:tbl>" + paragraph("End.")
    assert lines(tmp_path, body, "accepted")[:2] == ["new", "End."]
    assert lines(tmp_path, body, "original")[:2] == ["old", "End."]


def test_a_document_without_changes_says_nothing(tmp_path: Path) -> None:
    assert lines(tmp_path, paragraph("Plain."), "marked") == ["Plain."]


def test_a_row_that_was_deleted_as_a_whole_is_marked_in_each_cell(tmp_path: Path) -> None:
    gone = f"<w:trPr><w:del {DATE}/></w:trPr>"
    cells = "".join(f"<w:tc>{paragraph(words)}</w:tc>" for words in ("Rent", "900"))
    half = f"<w:tc>{paragraph(deleted('Fee'))}</w:tc><w:tc>{paragraph('7')}</w:tc>"
    table = f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{gone}{cells}</w:tr><w:tr>{gone}{half}</w:tr></w:tbl>"
    assert lines(tmp_path, table, "marked")[:3] == [
        "Rent | 900",
        "[deleted: Rent] | [deleted: 900]",
        "[deleted: Fee] | [deleted: 7]",
    ]
    assert lines(tmp_path, table, "original")[1] == "Rent | 900"


def test_a_number_that_was_added_since_does_not_count_in_the_original(tmp_path: Path) -> None:
    numbering = abstract(1, level(0, "%1.")) + num(1, 1)
    added = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins {DATE}/></w:numPr>'
    body = paragraph("First", 1, 0) + paragraph("Between", more=added) + paragraph("Last", 1, 0)
    assert lines(tmp_path, body, "original", numbering)[:3] == ["1. First", "Between", "2. Last"]
    assert lines(tmp_path, body, "marked", numbering)[:3] == ["1. First", "2. Between", "3. Last"]
