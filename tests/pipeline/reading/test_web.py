from __future__ import annotations

from pathlib import Path

import pytest

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading import Reading, read_in_process


def page(path: Path, body: str, head: str = "") -> Reading:
    path.write_text(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>", encoding="utf-8")
    return read_in_process(path)


def test_what_a_reader_sees_and_nothing_else(tmp_path: Path) -> None:
    reading = page(
        tmp_path / "a.html",
        "<script>alert(1)</script><p>Shown <b>bo</b>ld</p><p hidden>no</p><p style='display: none'>no</p>"
        "<noscript>no</noscript><template>no</template><!-- no --><img alt='no' src='http://x/y.png'>",
        "<title>The  title</title><style>p{}</style>",
    )
    assert reading.text == "Shown bold"
    assert (reading.title, reading.kind, reading.paged) == ("The title", "web", False)


def test_headings_are_anchors_with_their_path(tmp_path: Path) -> None:
    reading = page(tmp_path / "a.html", "<h1>Terms</h1><p>a</p><h2>Fees</h2><p>b</p><h2>Law</h2><p>c</p>")
    assert [anchor.headings for anchor in reading.anchors][3::2] == [("Terms", "Fees"), ("Terms", "Law")]
    assert [anchor.level for anchor in reading.anchors] == [1, 0, 2, 0, 2, 0]
    lines = reading.text.split("\n")
    assert [reading.text[a.start :].split("\n")[0] for a in reading.anchors] == lines
    assert [anchor.ordinal for anchor in reading.anchors] == [1, 2, 3, 4, 5, 6]


def test_rows_of_a_table_are_lines_with_tabs(tmp_path: Path) -> None:
    reading = page(
        tmp_path / "a.html", "<table><tr><th>Year<th>Sales<tr><td>2023<td><p>12</p><tr><td><td>13</table>"
    )
    assert reading.text == "Year\tSales\n2023\t12\n\t13"


def test_list_items_have_the_numbers_the_browser_shows(tmp_path: Path) -> None:
    reading = page(tmp_path / "a.html", "<ol start=3><li>x<ul><li>y</ul><li>z</ol><ol type=a><li>w</ol>")
    assert reading.text == "3. x\ny\n4. z\na. w"
    assert [anchor.clause for anchor in reading.anchors] == ["3.", "", "4.", "a."]


def test_line_breaks_and_preformatted_text_stay(tmp_path: Path) -> None:
    reading = page(tmp_path / "a.html", "<p>one<br>two   three</p><pre>a  b\n  c</pre>")
    assert reading.text == "one\ntwo three\na  b\n  c"


def test_the_declared_encoding_is_used(tmp_path: Path) -> None:
    html = '<html><head><meta charset="gb2312"></head><body><p>合同正文第一条</p></body></html>'
    (tmp_path / "a.html").write_bytes(html.encode("gb18030"))
    assert read_in_process(tmp_path / "a.html").text == "合同正文第一条"


def test_a_page_without_text_says_why(tmp_path: Path) -> None:
    with pytest.raises(ReadingError) as caught:
        page(tmp_path / "a.html", "<div id=app></div><script>render()</script>")
    assert caught.value.outcome is Outcome.NO_TEXT


def test_a_single_file_archive_gives_its_page(tmp_path: Path) -> None:
    (tmp_path / "a.mhtml").write_bytes(
        b"From: <Saved by Blink>\r\nSubject: t\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n'
        b"--B\r\nContent-Type: text/css\r\n\r\np{}\r\n"
        b"--B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<html><body><h1>Terms=20of use</h1><p>=E7=AC=AC=E4=B8=80=E6=9D=A1</p></body></html>\r\n--B--\r\n"
    )
    reading = read_in_process(tmp_path / "a.mhtml")
    assert reading.text == "Terms of use\n第一条"
    assert reading.media_type == "multipart/related"


def test_an_archive_without_a_page_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "a.mhtml").write_bytes(
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n--B--\r\n'
    )
    with pytest.raises(ReadingError) as caught:
        read_in_process(tmp_path / "a.mhtml")
    assert caught.value.outcome is Outcome.DAMAGED


def nested(depth: int) -> str:
    return "<div>" * depth + "deep" + "</div>" * depth + "<p>after"


def test_deep_nesting_is_read_whole_or_refused(tmp_path: Path) -> None:
    assert page(tmp_path / "a.html", nested(1500)).text == "deep\nafter"
    with pytest.raises(ReadingError) as caught:
        page(tmp_path / "a.html", nested(5000))
    assert caught.value.outcome is Outcome.TOO_LARGE


def attributes(count: int) -> str:
    return " ".join(f"a{number}=1" for number in range(count))


@pytest.mark.parametrize(
    "before", ["", "<p title='>' ", '<p title=">" lang=\'a"\' ', "<!--><p ", "<!-- > --><p "]
)
def test_a_tag_of_more_attributes_than_the_parser_can_compare_is_refused(tmp_path: Path, before: str) -> None:
    with pytest.raises(ReadingError, match="1,000 attributes") as caught:
        page(tmp_path / "a.html", f"{before or '<p '}{attributes(20_000)}>many</p>")
    assert caught.value.outcome is Outcome.TOO_LARGE


def test_only_attributes_of_a_single_tag_are_counted(tmp_path: Path) -> None:
    """Not the words of a value, a comment, a script or of the page itself, nor those of all tags together."""
    many = attributes(2_000)
    body = (
        f"<p {attributes(900)}>one</p><!-- <p {many} --><script>i<n; {many}</script><p title='{many}'>two</p>"
        f"<pre>a > b < c {many}</pre>" + "<b id=x class=y>three</b> " * 1_000
    )
    assert page(tmp_path / "a.html", body).text.startswith("one\ntwo\na > b < c a0=1")


def test_entities_bring_no_characters_that_a_text_must_not_hold(tmp_path: Path) -> None:
    body = "<p>a&#1;&#8;&#127;&#xFEFF;b con&shy;tract&#x2028;c</p><pre>&#1;</pre><h2>d&#11;e</h2><p>end</p>"
    reading = page(tmp_path / "a.html", body)
    assert reading.text == "ab contract\nc\nd\ne\nend"
    assert [reading.text[anchor.start :].split("\n")[0] for anchor in reading.anchors] == [
        "ab contract",
        "d",
        "end",
    ]
    assert reading.anchors[-1].headings == ("d e",)


def test_raised_digits_stay_apart_from_the_number_before_them(tmp_path: Path) -> None:
    body = "<p>10<sup>6</sup> euros, clause<sup> <a>12</a></sup>, m<sup>-2</sup>, 1<sup>st</sup> <sup>3</sup>"
    assert page(tmp_path / "a.html", body).text == "10⁶ euros, clause ¹², m⁻², 1st 3"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<ol type=i><li>x<li>y</ol>", "i. x\nii. y"),
        ("<ol type=I start=4><li>x</ol>", "IV. x"),
        ("<ol type=a start=26><li>x<li>y</ol>", "z. x\naa. y"),
        ("<ol style='list-style-type: lower-alpha'><li>x</ol>", "a. x"),
        ("<ol style='list-style: none'><li>1.1 x</ol>", "1.1 x"),
        ("<ul style='list-style: upper-roman inside'><li>x</ul>", "I. x"),
        ("<ol reversed><li>x<li>y</ol>", "2. x\n1. y"),
        ("<ol><li value=7>x<li style='list-style-type:none'>y<li>z</ol>", "7. x\ny\n9. z"),
        ("<table><tr><td><ol><li>x<li>y</ol><td>z</table>", "1. x 2. y\tz"),
    ],
)
def test_list_numbers_are_written_in_the_style_of_the_list(tmp_path: Path, html: str, text: str) -> None:
    assert page(tmp_path / "a.html", html).text == text


def test_what_forms_and_open_dialogs_show_is_read(tmp_path: Path) -> None:
    reading = page(
        tmp_path / "a.html",
        "<p>Sum: <input value='USD 500'> <input type=hidden value=no><input type=password value=no>"
        "<textarea>typed</textarea> <select><option>no<option selected>Yes</select> "
        "<select><option>First<option>no</select> <button>Sign</button></p>"
        "<dialog open>Shown</dialog><dialog>no</dialog>",
    )
    assert reading.text.split() == ["Sum:", "USD", "500", "typed", "Yes", "First", "Sign", "Shown"]


def test_frames_that_were_not_saved_are_counted_in_a_warning(tmp_path: Path) -> None:
    body = "<p>text</p><iframe src='https://example.com/a'></iframe><iframe></iframe><iframe src=x width=1></iframe>"
    (warning,) = page(tmp_path / "a.html", body).warnings
    assert warning.startswith("1 frame(s) inside this page were not read")


def test_classes_that_the_page_hides_are_not_read(tmp_path: Path) -> None:
    style = (
        "<style>/* .a{display:none} */ .hid, .other { color: red; display: none } @media print { .p {display:none} }"
        ".menu{display:none} .menu.open{display:block} div .deep{display:none}</style>"
    )
    body = (
        "<p class='x hid'>no</p><p class=other style='display:block'>forced</p><p class=a>a</p><p class=p>p</p>"
        "<p class='menu open'>menu</p><p class=deep>deep</p><p class=hidden>end</p>"
    )
    assert page(tmp_path / "a.html", body, style).text == "forced\na\np\nmenu\ndeep\nend"
