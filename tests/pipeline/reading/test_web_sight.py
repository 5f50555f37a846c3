"""Words that a page's styles put where no reader of the page sees them, and those that only look so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pipeline.reading.test_web import page


def shown(folder: Path, rules: str, body: str) -> str:
    return (
        page(folder / "a.html", f"<p>yes</p>{body}", f"<style>{rules}</style>")
        .text.partition("yes")[2]
        .strip()
    )


@pytest.mark.parametrize(
    "rule",
    [
        "position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0);white-space:nowrap",
        "position:absolute;width:1px;height:1px;overflow:hidden",
        "clip:rect(1px 1px 1px 1px);position:absolute!important",
        "position:absolute;left:-9999px",
        "position:fixed;top:-999em",
        "margin-left:-10000px",
        "transform:translateX(-9999px)",
        "text-indent:-9999px",
        "text-indent:100%;white-space:nowrap;overflow:hidden",
        "height:0;overflow:hidden",
        "max-height:0px;overflow-y:hidden",
        "clip-path:inset(100%)",
        "clip-path:inset(50%)",
        "clip-path:circle(0)",
        "transform:scale(0)",
        "transform:translate(1px) scaleY(0)",
        "scale:0",
        "color:transparent",
        "color:rgba(0, 0, 0, 0)",
        "color:rgb(0 0 0 / 0%)",
        "color:#fff0",
        "content-visibility:hidden",
    ],
)
def test_what_is_out_of_sight_is_left_out(tmp_path: Path, rule: str) -> None:
    assert shown(tmp_path, f".x{{{rule}}}", "<div class=x>no <b>no</b></div>") == ""
    assert shown(tmp_path, "", f"<div style='{rule}'>no</div>") == ""


@pytest.mark.parametrize(
    "rule",
    [
        "position:relative;left:-20px",
        "left:-9999px",
        "clip:rect(0,0,0,0)",
        "clip-path:inset(10%)",
        "text-indent:-2em",
        "height:0",
        "height:0;overflow:hidden;padding-bottom:56%",
        "max-height:0;overflow:hidden;transition:max-height .2s",
        "transform:scale(0.5)",
        "transform:scale(0);transition:transform 1s",
        "color:rgba(0,0,0,0.1)",
        "color:#123450",
        "color:transparent;text-shadow:0 0 1px #000",
        "color:transparent;-webkit-background-clip:text",
        "content-visibility:auto",
    ],
)
def test_what_can_be_seen_stays(tmp_path: Path, rule: str) -> None:
    assert shown(tmp_path, f".x{{{rule}}}", "<div class=x>seen</div>") == "seen"


@pytest.mark.parametrize(
    "rules",
    [
        ".sr{position:absolute;clip:rect(0,0,0,0)} @media screen{.x{position:static;clip:auto}}",
        ".sr{position:absolute;left:-9999px} .x{left:0}",
        ".sr{position:absolute;left:-9999px} @media print{.sr{left:-9999px}} .sr.x{position:static}",
        ".sr{height:0;overflow:hidden} .x{height:auto}",
        ".sr{color:transparent} .x{color:black}",
        ".sr:hover{color:transparent}",
        "@container (width > 1px){.sr{color:transparent}}",
    ],
)
def test_a_stronger_rule_shows_it_again(tmp_path: Path, rules: str) -> None:
    assert shown(tmp_path, rules, "<div class='sr x'>seen</div>") == "seen"


def test_colour_and_indent_of_what_is_inside_count_there(tmp_path: Path) -> None:
    rules = ".c{color:transparent} .i{text-indent:-9999px} .back{color:#000;text-indent:0}"
    assert shown(tmp_path, rules, "<p class=c>no <b class=back>one</b></p>") == "one"
    assert shown(tmp_path, rules, "<div class=i>no <p class=back>two</p></div>") == "two"


def test_what_is_out_of_sight_counts_as_hidden(tmp_path: Path) -> None:
    head = "<link rel=stylesheet href=gone.css><style>.x{position:absolute;left:-9999px}</style>"
    reading = page(tmp_path / "a.html", "<p>seen</p><p class=x>four</p>", head)
    assert any(warning.startswith("4 characters") for warning in reading.warnings)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>漢<ruby>字<rt>ji</rt></ruby>", "漢字(ji)"),
        ("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字<rt>ji</rt></ruby>", "漢(kan)字(ji)"),
        ("<p><ruby>漢<rt></rt></ruby>", "漢"),
        ("<div style='white-space:pre-wrap'>one\n  two\n\nthree</div>", "one\ntwo\nthree"),
        (
            "<div style='white-space:pre-line'>one\ntwo<p style='white-space:normal'>a\nb</div>",
            "one\ntwo\na b",
        ),
        ("<table><tr><td style='white-space:pre'>one\ntwo<td>b</table>", "one two\tb"),
    ],
)
def test_readings_and_line_ends(tmp_path: Path, body: str, text: str) -> None:
    assert shown(tmp_path, "", body) == text


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ("<tr><td colspan=2>2022<td>2023<tr><td>Q1<td>Q2<td>Q1", "2022\t\t2023\nQ1\tQ2\tQ1"),
        ("<tr><td colspan=3>a<td colspan=2>b<tr><td colspan=3>c<td colspan=2>d", "a\tb\nc\td"),
        ("<tr><td rowspan=2 colspan=2>a<td>b<tr><td>c<tr><td>d<td>e<td>f", "a\t\tb\n\t\tc\nd\te\tf"),
        ("<tr><td colspan=2>Item<td>2022<td>2023<tr><td>Rent<td colspan=2>100<td>200", "Item\t2022\t2023\nRent\t100\t200"),
        ("<tr><td>Region<td colspan=2>2022<td>2023<tr><td><td>Q1<td>Q2<td>Q1", "Region\t2022\t\t2023\n\tQ1\tQ2\tQ1"),
        ("<tr><td colspan=9>Title<tr><td>a<td>b", "Title\na\tb"),
        ("<tfoot><tr><td>Sum<td>3</tfoot><tbody><tr><td>a<td>1</tbody><thead><tr><td>h<td>i</thead>", "h\ti\na\t1\nSum\t3"),
        ("<tfoot><tr><td>x</tfoot><tfoot><tr><td>y</tfoot><tbody><tr><td>z</tbody>", "y\nz\nx"),
        ("<tbody><tr><td>z</tbody><caption>Cap</caption>", "Cap\nz"),
    ],
)  # fmt: skip
def test_tables_are_read_as_they_are_shown(tmp_path: Path, rows: str, text: str) -> None:
    assert shown(tmp_path, "", f"<table>{rows}</table>") == text


_SIMPLY = "<p class=c>seen</p>"


@pytest.mark.parametrize(
    ("rules", "body"),
    [
        (
            ".a{display:flex;flex-direction:column;height:500px}.m{height:0;flex-grow:1;overflow:hidden}",
            "<div class=a><div class=m><p>seen</div></div>",
        ),
        (".m{height:0;flex:1;overflow-x:hidden;overflow-y:auto}", "<div class=m><p>seen</div>"),
        (".m{height:0;overflow:hidden;flex-basis:9em}", "<div class=m><p>seen</div>"),
        ("td,tr{height:0;overflow:hidden}", "<table><tr><td>seen</table>"),
        ("b{height:0;overflow:hidden;transform:scale(0)}", "<b>seen</b>"),
        (".c{margin-left:-9999px;padding-left:9999px}", _SIMPLY),
        (".c{margin-left:-9999px;padding:0 0 0 9999px}", _SIMPLY),
        (".c{padding-left:9999px;text-indent:-9999px}", _SIMPLY),
        ("b{text-indent:-9999px}", "<b>seen</b>"),
        (".c{position:absolute;left:-9999px;right:-9999px;margin:auto;width:300px}", _SIMPLY),
        (".c{position:absolute;inset:0 -9999px;margin:auto;width:300px}", _SIMPLY),
        (".c{position:absolute;left:-9999px}.c{margin-left:9999px}", _SIMPLY),
        (".c{height:0;overflow:hidden}.c{min-height:100px}", _SIMPLY),
        (".c{max-height:0;overflow:hidden}.c{max-height:none}", _SIMPLY),
        (".c{height:0;overflow:hidden}.c{overflow:visible}", _SIMPLY),
        (".c{position:fixed;left:-9999px}.c{transform:translateX(9999px)}", _SIMPLY),
        (".c{position:fixed;left:-9999px}.c{translate:9999px}", _SIMPLY),
        (".c{position:absolute;width:1px;height:1px;overflow:hidden}.c{width:auto}", _SIMPLY),
        (".c{position:absolute;width:1px;height:1px;overflow:hidden}.c{padding:9px 40px}", _SIMPLY),
        (".c{position:absolute;clip:rect(0,0,0,0)}.c{position:static}", _SIMPLY),
        (".c{clip-path:inset(60% 0 0 0)}", _SIMPLY),
        (".c{height:0;overflow:hidden} @supports (foo: bar){.c{height:auto}}", _SIMPLY),
        (".o{position:absolute;left:-9999px}.c{position:fixed;left:0}", f"<div class=o>no{_SIMPLY}</div>"),
        (".o{height:0;overflow:hidden}.c{position:absolute}", f"<div class=o>no<div>{_SIMPLY}</div></div>"),
    ],
)
def test_what_only_looks_hidden_is_read(tmp_path: Path, rules: str, body: str) -> None:
    assert shown(tmp_path, rules, body) == "seen"


def test_a_long_paragraph_comes_back_from_a_far_indent(tmp_path: Path) -> None:
    assert shown(tmp_path, ".c{text-indent:-9999px}", f"<p class=c>{'long ' * 900}").startswith("long")
    assert shown(tmp_path, ".c{text-indent:-9999px}", "<p class=c>one<br>two") == "one\ntwo"


def test_a_trick_may_stand_in_several_rules(tmp_path: Path) -> None:
    rules = ".c{position:absolute}.c{overflow:hidden}.c{width:1px;height:1px}"
    assert shown(tmp_path, rules, "<p class=c>no</p>") == ""


@pytest.mark.parametrize(
    "rule",
    [
        "position:absolute;left:-9999px",
        "display:none",
        "visibility:hidden",
        "color:transparent",
        "height:0;overflow:hidden",
    ],
)
def test_what_is_left_out_is_always_counted(tmp_path: Path, rule: str) -> None:
    by_rule = page(tmp_path / "a.html", "<p>seen</p><p class=x>four</p>", f"<style>.x{{{rule}}}</style>")
    by_itself = page(tmp_path / "b.html", f"<p>seen</p><div style='{rule}'>four<script>5</script></div>")
    for reading in (by_rule, by_itself):
        assert reading.warnings == ("4 characters that this page's styles hide were left out.",)
