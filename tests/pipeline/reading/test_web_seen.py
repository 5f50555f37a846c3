"""What a browser shows of a page, by its styles and elements."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pipeline.reading.test_web import page


@pytest.mark.parametrize(
    "style",
    [
        "#x{display:none}",
        ".wrap .gone{display:none}",
        "div.gone{display:none!important} #x{display:block}",
        ".gone{visibility:hidden}",
        "@media screen{.gone{display:none}}",
        "@media (min-width: 48em){.gone{display:none}}",
        "@supports (display:grid){.gone{display:none}}",
        'a::after{content:"}"} .gone{display:none}',
        ".gone{display:block} .wrap>.gone{display:none}",
        ".gone{display:none} @media print{.gone{display:block}}",
        ".gone{display:none} @media (width < 600px){.gone{display:block}}",
        ".gone{display:none} .gone:hover{display:block}",
        "@layer base{.gone{display:none!important}} .gone{display:block!important}",
        "<!-- .gone{display:none} -->",
    ],
)
def test_what_rules_hide_is_left_out(tmp_path: Path, style: str) -> None:
    body = "<div class=wrap><div class=gone id=x>no</div></div><p>yes</p>"
    assert page(tmp_path / "a.html", body, f"<style>{style}</style>").text == "yes"


@pytest.mark.parametrize(
    "style",
    [
        "@media print{.gone{display:none}}",
        "@media (max-width: 600px){.gone{display:none}}",
        ".gone:hover{display:none}",
        ".gone::before{display:none}",
        "#x{display:block} .gone{display:none}",
        ".gone{display:none} .wrap .gone{display:flex}",
        ".gone{display:none} @media (min-width:768px){.gone{display:block!important}}",
        "/*.gone{display:none}*/",
        ".gone{-webkit-backface-visibility:hidden;backface-visibility:hidden}",
        ".other{display:none}",
        "{{{}}} .gone{",
        ".gone{display:none} @media (width >= 600px){.gone{display:block}}",
        ".gone{display:none} @media not print{.gone{display:block}}",
        ".gone{display:none} @media (orientation:landscape){.gone{display:block}}",
        ".gone{display:none} @media (no-such-thing){.gone{display:block}}",
        "@media (no-such-thing){.gone{display:none}}",
        "@supports not (display:grid){.gone{display:none}}",
        "@supports (-ms-ime-align:auto){.gone{display:none}}",
        "@container (max-width:300px){.gone{display:none}}",
        "@layer base{body div.gone{display:none}} .gone{display:block}",
        ".gone{display:none} .gone:first-of-type{display:block}",
        ".gone{display:none} .gone:not(.a,.b){display:block}",
    ],
)
def test_what_rules_do_not_hide_stays(tmp_path: Path, style: str) -> None:
    body = "<div class=wrap><div class=gone id=x>yes</div></div>"
    assert page(tmp_path / "a.html", body, f"<style>{style}</style>").text == "yes"


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("p{display:flex}", "Total 12 34"),
        ("p{display:inline-grid}", "Total 12 34"),
        ("b{display:block}", "Total\n12\n34"),
        ("p{display:table-row} b{display:table-cell}", "Total 12 34"),
        ("b{display:inline-block}", "Total1234"),
        ("", "Total1234"),
    ],
)
def test_what_styles_set_side_by_side_is_not_glued(tmp_path: Path, style: str, text: str) -> None:
    body = "<p><b>Total</b><b>12</b><b>34</b></p>"
    assert page(tmp_path / "a.html", body, f"<style>{style}</style>").text == text


def test_rows_and_cells_made_of_boxes_are_rows(tmp_path: Path) -> None:
    body = "<div class=r><div>Rent</div><div>12</div></div><div class=r><div>Heat</div><div>3</div></div>"
    style = "<style>.r{display:table-row} .r>div{display:table-cell}</style>"
    assert page(tmp_path / "a.html", body, style).text == "Rent 12\nHeat 3"


def test_only_an_important_rule_wins_over_the_elements_own_style(tmp_path: Path) -> None:
    body = "<p style='display:block'>a</p><div style='display:block'>b</div>"
    style = "<style>p{display:none!important} div{display:none}</style>"
    assert page(tmp_path / "a.html", body, style).text == "b"


def test_a_display_that_there_is_not_changes_nothing(tmp_path: Path) -> None:
    style = "<style>p{display:none} p{display:nonee} div{display:nonee}</style>"
    assert page(tmp_path / "a.html", "<p>a</p><div>b</div>", style).text == "b"


def test_backface_visibility_hides_nothing(tmp_path: Path) -> None:
    body = "<div style='-webkit-backface-visibility: hidden; transform:none'><p>Seen</p></div>"
    assert page(tmp_path / "a.html", body).text == "Seen"


def test_a_visible_part_of_a_hidden_one_is_seen(tmp_path: Path) -> None:
    body = "<div style='visibility:hidden'>no <span style='visibility:visible'>yes</span> no</div>"
    assert page(tmp_path / "a.html", body).text == "yes"


def test_lists_without_markers_have_no_numbers(tmp_path: Path) -> None:
    style = "<style>ol,ul{list-style:none}</style>"
    reading = page(tmp_path / "a.html", "<ol><li>first<li>second</ol>", style)
    assert reading.text == "first\nsecond"
    assert [anchor.clause for anchor in reading.anchors] == ["", ""]


COUNTED = """<style>ol.t{counter-reset:item;list-style:none} ol.t>li{counter-increment:item}
ol.t>li::before{content:counters(item,".")" "}</style>"""
TERMS = """<ol class=t><li>Definitions<ol class=t><li>Buyer means</li><li>Seller means</li></ol></li>
<li>Price</li></ol><ol class=t><li>Again</ol>"""


def test_counters_number_clauses_as_the_page_shows_them(tmp_path: Path) -> None:
    reading = page(tmp_path / "a.html", TERMS, COUNTED)
    assert reading.text.split("\n") == [
        "1 Definitions", "1.1 Buyer means", "1.2 Seller means", "2 Price", "1 Again",
    ]  # fmt: skip
    assert [anchor.clause for anchor in reading.anchors] == ["1", "1.1", "1.2", "2", "1"]


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("h2{counter-increment:s} h2::before{content:'Art. ' counter(s, upper-roman)}", "Art. I a\nArt. II b"),
        ("body{counter-reset:s 4} h2::before{counter-increment:s;content:'§' counter(s)}", "§5 a\n§6 b"),
        ("h2::before{content:'\\f101'}", "a\nb"),
        ("h2::before{content:'• '}", "a\nb"),
        ("h2::before{content:'Note: '}", "Note: a\nNote: b"),
        ("h2::before{content:'Note: ';display:none}", "a\nb"),
    ],
)  # fmt: skip
def test_what_styles_write_before_a_heading(tmp_path: Path, style: str, text: str) -> None:
    assert page(tmp_path / "a.html", "<h2>a</h2><h2>b</h2>", f"<style>{style}</style>").text == text


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("h2::after{content:' (Confidential)'}", "a (Confidential)\nb (Confidential)"),
        (
            "body{counter-reset:s} h2:after{counter-increment:s;content:' no. ' counter(s)}",
            "a no. 1\nb no. 2",
        ),
        ("h2::after{content:'';display:table}", "a\nb"),
        ("h2::after{content:'Copied';opacity:0}", "a\nb"),
        ("h2::after{content:'Copied';visibility:hidden}", "a\nb"),
        ("h2::before{content:'Art. '} h2::after{content:' end'}", "Art. a end\nArt. b end"),
    ],
)
def test_what_styles_write_after_a_heading(tmp_path: Path, style: str, text: str) -> None:
    assert page(tmp_path / "a.html", "<h2>a</h2><h2>b</h2>", f"<style>{style}</style>").text == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("pay <s>100</s>200", "pay [deleted: 100]200"),
        ("<del>shall</del><ins>may</ins> pay", "[deleted: shall]may pay"),
        ("pay <strike> 100 </strike>200", "pay [deleted: 100] 200"),
        ("a <del><s>b</s> c</del> d", "a [deleted: b c] d"),
        ("a<s> </s>b", "a b"),
        ("<del><p>one</p><p>two</p></del><p>three</p>", "[deleted: one]\n[deleted: two]\nthree"),
        ("a <del>b<p>c</p>d</del> e", "a [deleted: b]\n[deleted: c]\n[deleted: d] e"),
        ("<table><tr><td>Fee<td><s>1</s>2<td><s>3</s></table>", "Fee\t[deleted: 1]2\t[deleted: 3]"),
        ("<ol><li><s>x</s><li>y</ol>", "1. [deleted: x]\n2. y"),
        ("10<sup><s>6</s></sup> a <s>b<sup>2</sup></s>", "10[deleted: 6] a [deleted: b²]"),
    ],
)
def test_what_is_struck_out_is_marked_as_in_a_word_file(tmp_path: Path, body: str, text: str) -> None:
    assert page(tmp_path / "a.html", body).text == text


@pytest.mark.parametrize(
    "style",
    [
        "opacity:0", "opacity: 0.0 !important", "opacity:0%", "font-size:0", "font-size:0px", "font-size:.0em",
        "font:0/0 a", "font:bold 0px Arial",
    ],
)  # fmt: skip
def test_what_is_too_faint_or_too_small_to_see_is_left_out(tmp_path: Path, style: str) -> None:
    body = "<div class=x>no <b style='font-size:2em'>no</b></div><p>yes</p>"
    assert page(tmp_path / "a.html", body, f"<style>.x{{{style}}}</style>").text == "yes"
    assert page(tmp_path / "a.html", f"<div style='{style}'>no</div><p>yes</p>").text == "yes"


@pytest.mark.parametrize(
    "style",
    [
        "opacity:0.5", "opacity:.01", "font-size:0.5em", "font-size:10px", "font:14px/0 Arial", "font:10px a",
        "opacity:0;animation:appear 1s forwards", "transition-property:opacity,transform;opacity:0",
        "font-size:0} .x{font-size:12px", "opacity:0} .x:first-of-type{opacity:1",
    ],
)  # fmt: skip
def test_what_is_only_small_or_appears_later_stays(tmp_path: Path, style: str) -> None:
    assert page(tmp_path / "a.html", "<div class=x>yes</div>", f"<style>.x{{{style}}}</style>").text == "yes"


def test_words_of_their_own_size_in_a_box_without_one_stay(tmp_path: Path) -> None:
    """Pages set the size to 0 to close the gaps between boxes."""
    body = "<ul style='font-size:0'>no<li>one</li> no <li>two <b>b</b></li></ul><p>three</p>"
    reading = page(tmp_path / "a.html", body, "<style>li{font:14px Arial} b{font-size:120%}</style>")
    assert reading.text == "one\ntwo b\nthree"


@pytest.mark.parametrize(
    ("math", "text"),
    [
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", "1/2"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>", "(a+b)/2"),
        ("<msup><mi>c</mi><mn>2</mn></msup>", "c^2"),
        ("<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover>", "∑_i^n"),
        ("<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt>", "√(x+1)"),
        ("<mtable><mtr><mtd>1</mtd><mtd>2</mtd></mtr><mtr><mtd>3</mtd><mtd>4</mtd></mtr></mtable>", "1, 2; 3, 4"),
        ("<semantics><mi>E</mi><annotation>\\TeX</annotation></semantics>", "E"),
    ],
)  # fmt: skip
def test_formulas_stand_once_and_on_one_line(tmp_path: Path, math: str, text: str) -> None:
    assert page(tmp_path / "a.html", f"<p>a <math>{math}</math> b").text == f"a {text} b"


def test_the_drawn_copy_of_a_formula_is_left_out(tmp_path: Path) -> None:
    body = (
        "<p>So <span class=katex><span class=katex-mathml><math><mi>x</mi></math></span>"
        "<span class=katex-html aria-hidden=true>x</span></span>, <span aria-hidden=true>kept</span><b>,</b>"
        "<span style='display: none' class='mwe-math-mathml-inline'><math><mi>y</mi></math></span><img alt='y'>"
    )
    assert page(tmp_path / "a.html", body).text == "So x, kept,y"


def test_drawings_give_their_words(tmp_path: Path) -> None:
    body = "<svg><title>no</title><defs><text>no</text></defs><text>Sales <tspan>2023</tspan></text><text>12</text></svg>"
    assert page(tmp_path / "a.html", body).text == "Sales 2023 12"


def test_boxes_say_whether_they_are_ticked(tmp_path: Path) -> None:
    body = "<input type=checkbox checked> agreed <input type=checkbox> not <input type=radio checked>A<input type=radio>B"
    assert page(tmp_path / "a.html", body).text == "☒ agreed ☐ not ◉ A○ B"


def test_quotations_have_their_marks(tmp_path: Path) -> None:
    assert page(tmp_path / "a.html", "<p>He said <q>no</q>.").text == "He said “no”."


def test_a_cell_over_several_rows_keeps_its_column(tmp_path: Path) -> None:
    table = """<table><tr><td rowspan=2>2023<td>Q1<td>5<tr><td>Q2<td>6<tr><td>2024<td>Q1<td rowspan=2>7
        <tr><td><td>Q2<tr><td>a<td><td>c</table>"""
    assert page(tmp_path / "a.html", table).text == "2023\tQ1\t5\n\tQ2\t6\n2024\tQ1\t7\n\tQ2\na\t\tc"


def test_shadow_roots_take_the_place_of_their_hosts(tmp_path: Path) -> None:
    body = """<x-card><template shadowrootmode=open><style>p{}</style><p>before</p><slot name=t></slot><p>middle</p>
        <slot>fallback</slot></template>plain <b slot=t>Title</b><b slot=none>unseen</b></x-card><p>after</p>"""
    assert page(tmp_path / "a.html", body).text == "before\nTitle\nmiddle\nplain\nafter"


def test_a_closed_details_is_read_since_a_click_opens_it(tmp_path: Path) -> None:
    assert (
        page(tmp_path / "a.html", "<details><summary>More</summary><p>Fine print</details>").text
        == "More\nFine print"
    )


@pytest.mark.parametrize(
    ("selector", "text"),
    [
        ("div > p", "b\nc\nd"),
        ("div p", "c\nd"),
        ("section > p", "a\nc\nd"),
        ("section + p", "a\nb\nd"),
        ("section ~ p", "a\nb"),
        ("p ~ p", "a\nb\nc"),
        ("div p:last-child", "a\nc\nd"),
        ("a p, p + p:not(.x)", "a\nb\nc"),
        ("p::after", "a\nb\nc\nd"),
        ("p:frobnicate, [[", "a\nb\nc\nd"),
    ],
)
def test_selectors_with_combinators(tmp_path: Path, selector: str, text: str) -> None:
    body = "<div><p>a</p><section><p>b</p></section></div><section></section><p>c</p><p>d</p>"
    assert page(tmp_path / "a.html", body, f"<style>{selector}{{display:none}}</style>").text == text


def test_styles_that_would_take_minutes_are_cut_off_with_a_word(tmp_path: Path) -> None:
    rules = "p ~ p{visibility:visible} p:nth-child(2n){display:none}"
    reading = page(tmp_path / "a.html", "<p>word</p>" * 11_000, f"<style>{rules}</style>")
    assert len(reading.anchors) == 11_000
    assert "more style rules than are followed" in reading.warnings[0]
