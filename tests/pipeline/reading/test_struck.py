"""Text with a line through it is not in force, in a Word file as on a web page."""

from __future__ import annotations

from pathlib import Path

import pytest

from docanalyzer.documents import rich
from docanalyzer.documents.marking import Marks
from docanalyzer.pipeline.reading.revisions import deleted_spans
from tests.pipeline.reading.make_docx import paragraph, run
from tests.pipeline.reading.test_web import page
from tests.pipeline.reading.test_word_changes import DATE, lines
from tests.pipeline.reading.test_word_finds import lines as read_lines


def struck(text: str, properties: str = "<w:strike/>") -> str:
    return run(text, properties)


def style(name: str, kind: str, properties: str) -> str:
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:rPr>{properties}</w:rPr></w:style>'


STYLES = style("Gone", "paragraph", "<w:strike/>") + style("Cut", "character", "<w:dstrike/>")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (run("Fee ") + struck("100") + run(" 200"), "Fee [struck: 100] 200"),
        (run("Fee ") + struck("10") + struck("0", "<w:dstrike/>") + run(" 200"), "Fee [struck: 100] 200"),
        (run("Fee ") + struck("100", '<w:strike w:val="0"/>'), "Fee 100"),
        (struck("all", '<w:rStyle w:val="Cut"/>') + struck(" "), "[struck: all]"),
        (struck("all", '<w:rStyle w:val="Cut"/><w:dstrike w:val="false"/>'), "all"),
        (f"<w:ins {DATE}>{struck('in')}</w:ins>", "[struck: in]"),
        (f"<w:del {DATE}>{struck('gone')}</w:del>", "[deleted: gone]"),
    ],
)
def test_struck_runs_are_marked(tmp_path: Path, body: str, text: str) -> None:
    assert read_lines(tmp_path, paragraph(body), styles=STYLES)[0] == text


def test_a_style_strikes_its_paragraphs_but_not_what_says_otherwise(tmp_path: Path) -> None:
    body = paragraph(run("Old ") + run("new", '<w:strike w:val="0"/>'), style="Gone")
    assert read_lines(tmp_path, body, styles=STYLES) == ["[struck: Old ]new"]


def test_words_struck_since_are_not_struck_in_the_original(tmp_path: Path) -> None:
    since = f"<w:strike/><w:rPrChange {DATE}><w:rPr/></w:rPrChange>"
    assert lines(tmp_path, paragraph(struck("Fee", since)), "original")[0] == "Fee"
    assert lines(tmp_path, paragraph(struck("Fee", since)), "marked")[0] == "[struck: Fee]"


def test_the_viewer_shows_struck_words_as_struck() -> None:
    line = rich.line("Fee [struck: 100] 200", 0, 0, Marks(()))
    assert line.html == 'Fee <del class="change is-struck">[struck: 100]</del> 200'


@pytest.mark.parametrize(
    ("rule", "body", "text"),
    [
        (".x{text-decoration:line-through}", "<p>Fee <b class=x>100</b> 200", "Fee [struck: 100] 200"),
        (".x{text-decoration-line:underline line-through}", "<p class=x>Fee <b>1</b>", "[struck: Fee 1]"),
        (
            ".x{text-decoration:line-through red}",
            "<div class=x><p>a<p>b</div>c",
            "[struck: a]\n[struck: b]\nc",
        ),
        (".x{text-decoration:none}", "<p>Fee <b class=x>100</b>", "Fee 100"),
        (".x:hover{text-decoration:line-through}", "<p>Fee <b class=x>100</b>", "Fee 100"),
        ("", "<p>Fee <b style='text-decoration: line-through !important'>1</b>", "Fee [struck: 1]"),
        (".x{text-decoration:line-through}", "<p>Fee <del>1 <b class=x>2</b></del>", "Fee [deleted: 1 2]"),
        (".x{text-decoration:line-through}", "<p class=x>Fee <del>1</del>", "[struck: Fee 1]"),
    ],
)
def test_styles_of_a_page_strike_words(tmp_path: Path, rule: str, body: str, text: str) -> None:
    reading = page(tmp_path / "a.html", body, f"<style>{rule}</style>")
    assert reading.text == text
    assert len(deleted_spans(text)) == text.count("[")


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("display:inline-block", "[struck: Old] NEW [struck: rest]"),
        ("float:right", "[struck: Old] NEW [struck: rest]"),
        ("position:absolute", "[struck: Old] NEW [struck: rest]"),
        ("display:inline-block;text-decoration:line-through", "[struck: Old] [struck: NEW] [struck: rest]"),
        ("position:relative", "[struck: Old NEW rest]"),
    ],
)
def test_a_line_does_not_run_through_what_stands_apart(tmp_path: Path, rule: str, text: str) -> None:
    rules = f"<style>.old{{text-decoration:line-through}}.new{{{rule}}}</style>"
    struck_out = "<p class=old>Old <span class=new>NEW</span> rest</p>"
    assert page(tmp_path / "a.html", f"{struck_out}<p>after</p>", rules).text == f"{text}\nafter"
    deletion = "<p><del>Old <span class=new>NEW</span></del></p>"
    assert page(tmp_path / "b.html", deletion, rules).text.startswith("[deleted: Old ")
