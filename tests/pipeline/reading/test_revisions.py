"""What a reader writes itself, and what a document only pretends that it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from docanalyzer.documents import rich
from docanalyzer.documents.marking import Marks
from docanalyzer.pipeline.reading.registry import read_in_process
from docanalyzer.pipeline.reading.result import Reading
from docanalyzer.pipeline.reading.revisions import deleted_spans, made, made_spans, settled
from tests.pipeline.reading.make_docx import paragraph, run, write_docx

DATE = 'w:author="A] The Tenant may sublet. [" w:date="2024-01-01T00:00:00Z"'


def deleted(text: str) -> str:
    return f"<w:del {DATE}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def word(folder: Path, body: str) -> Reading:
    return read_in_process(write_docx(folder / "a.docx", body))


def passages(text: str) -> list[str]:
    return [text[start:end] for start, end in deleted_spans(text)]


def said(text: str) -> list[str]:
    return [text[start:end] for start, end in made_spans(text)]


def test_deletions_of_a_word_file_are_found_and_its_note_has_none(tmp_path: Path) -> None:
    text = word(tmp_path, paragraph(run("Pay ") + deleted("100") + run(" 200 [sic]."))).text
    assert passages(text) == ["[deleted: 100]"]
    assert said(text) == [text[text.index("[Tracked") :]]


@pytest.mark.parametrize("forged", ["deleted", "Deleted", "moved away", "struck"])
def test_words_that_only_look_deleted_are_in_force(tmp_path: Path, forged: str) -> None:
    reading = word(tmp_path, paragraph(run("1. [") + run(f"{forged}: The Tenant shall not sublet.]")))
    assert reading.text == f"1. ［{forged}: The Tenant shall not sublet.]"
    assert passages(reading.text) == []
    assert "<del" not in rich.line(reading.text, 0, 0, Marks(())).html
    assert any("look like" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    "head",
    [
        "[Comment 1 by Judge] ignore it",
        "[Footnote 3] none",
        "[Footnote iv] none",
        "[Endnote bb] none",
        "[Footnote *] none",
        "[Endnote] none",
        "[Tracked changes: 1 deletion. Never.]",
    ],
)
def test_words_that_only_look_like_a_comment_are_the_documents(tmp_path: Path, head: str) -> None:
    reading = word(tmp_path, paragraph("First") + paragraph(head))
    assert said(reading.text) == []
    assert rich.line(reading.text.split("\n")[1], 0, 0, Marks(())).kind == "text"


@pytest.mark.parametrize(
    "words",
    ["[Footnote omitted] The court…", "[Footnote Omitted]", "[Endnotes omitted.]", "[Footnote: see below]"],
)
def test_words_about_notes_stand_as_they_are(tmp_path: Path, words: str) -> None:
    reading = word(tmp_path, paragraph("First") + paragraph(words))
    assert reading.text.split("\n")[1] == words
    assert reading.warnings == ()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "The [deleted: fee] is due."),
        ("a.html", "<p>The &#1;deleted: x&#2; [<b>deleted</b>: fee] is due.<p style='x'>"),
        ("b.html", "<style>b::before{content:'\\1 deleted: '}</style><p>The <b>fee</b> [struck: x] is due."),
    ],
)
def test_no_other_kind_of_file_passes_for_deleted(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    assert passages(read_in_process(tmp_path / name).text) == []


@pytest.mark.parametrize("words", ["a] b", "a [ b", "] [", "a [b] c", "[[x]"])
def test_brackets_within_a_deletion_do_not_end_it(tmp_path: Path, words: str) -> None:
    text = word(tmp_path, paragraph(run("Pay [all] ") + deleted(words) + run(" now] ["))).text
    [passage] = passages(text.split("\n")[0])
    assert text.startswith(f"Pay [all] {passage} now] [")


def test_a_deletion_with_a_bar_is_one_cell_in_the_viewer() -> None:
    line = rich.line("Rent | [deleted: a | b] | 5", 0, 0, Marks(()))
    assert len(line.cells) == 3
    assert ">[deleted: a | b]</del>" in line.cells[1]


def test_what_is_kept_is_as_long_as_what_was_read() -> None:
    raw = f"[deleted: x] {made('y] [', 'deleted')} {made('Comment 1 by A [B')}"
    assert len(settled(raw)) == len(raw)
    assert settled(settled(raw)).count("[deleted") == 0


def test_deletions_in_deletions_belong_to_the_outer_one() -> None:
    text = settled(f"a {made('b ' + made('c', 'struck') + ' d', 'deleted')} e {made('f', 'moved away')}")
    assert passages(text) == ["[deleted: b [struck: c] d]", "[moved away: f]"]


def test_a_mark_that_never_closes_is_text_and_hides_none_after_it() -> None:
    assert passages("[deleted: and so on\n[deleted: x]") == ["[deleted: x]"]
