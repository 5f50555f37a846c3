"""Numbers before list items and paragraphs of a web page, in the styles of browsers and of the page itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pipeline.reading.test_web import page


def lines(folder: Path, body: str, rules: str = "") -> list[str]:
    return page(folder / "a.html", body, f"<style>{rules}</style>").text.split("\n")


@pytest.mark.parametrize(
    ("style", "numbers"),
    [
        ("lower-greek", ["α.", "β."]),
        ("cjk-ideographic", ["一、", "二、"]),
        ("simp-chinese-formal", ["壹、", "贰、"]),
        ("trad-chinese-formal", ["壹、", "貳、"]),
        ("japanese-formal", ["壱、", "弐、"]),
        ("korean-hangul-formal", ["일,", "이,"]),
        ("hiragana", ["あ、", "い、"]),
        ("cjk-heavenly-stem", ["甲、", "乙、"]),
        ("arabic-indic", ["١.", "٢."]),
        ("hebrew", ["א.", "ב."]),
        ("armenian", ["Ա.", "Բ."]),
        ("georgian", ["ა.", "ბ."]),
        ("upper-latin inside", ["A.", "B."]),
        ("Lower-Roman", ["i.", "ii."]),
        ("'Art. '", ["Art.", "Art."]),
        ("'('", ["", ""]),
        ("url(dot.png) decimal", ["1.", "2."]),
        ("none lower-alpha", ["a.", "b."]),
        ("disclosure-open", ["", ""]),
    ],
)
def test_predefined_counter_styles(tmp_path: Path, style: str, numbers: list[str]) -> None:
    shown = lines(tmp_path, "<ol class=x><li>one<li>two</ol>", f".x{{list-style:{style}}}")
    expected = [f"{number} {word}".strip() for number, word in zip(numbers, ("one", "two"), strict=True)]
    assert shown == expected


@pytest.mark.parametrize(
    ("start", "style", "number"),
    [
        (0, "decimal", "0."),
        (-3, "decimal", "-3."),
        (0, "lower-alpha", "0."),
        (-2, "lower-roman", "-2."),
        (4000, "upper-roman", "4000."),
        (27, "lower-greek", "αγ."),
        (11, "cjk-heavenly-stem", "一一、"),
        (110, "trad-chinese-informal", "一百一十、"),
        (12, "simp-chinese-informal", "十二、"),
        (10_000, "simp-chinese-informal", "一〇〇〇〇、"),
        (-5, "simp-chinese-informal", "负五、"),
        (101, "japanese-informal", "百一、"),
        (15, "hebrew", "טו."),
        (7, "decimal-leading-zero", "07."),
    ],
)
def test_numbers_at_the_ends_of_a_style(tmp_path: Path, start: int, style: str, number: str) -> None:
    assert lines(tmp_path, f"<ol start={start} style='list-style-type:{style}'><li>x</ol>") == [f"{number} x"]


@pytest.mark.parametrize(
    ("rule", "numbers"),
    [
        ('system: extends lower-alpha; prefix: "("; suffix: ") "', ["(a)", "(b)"]),
        ('system: numeric; symbols: "0" "1"; suffix: ")"', ["1)", "10)"]),
        ("system: alphabetic; symbols: A B C", ["A.", "B."]),
        ('system: fixed 2; symbols: "x" "y"', ["1.", "x."]),
        ("system: cyclic; symbols: a", ["a.", "a."]),
        ('system: cyclic; symbols: "→"; suffix: " "', ["", ""]),
        ("system: symbolic; symbols: '†'", ["†.", "††."]),
        ('system: additive; additive-symbols: 2 "II", 1 "I"; suffix: "°"', ["I°", "II°"]),
        ('system: extends decimal; pad: 3 "0"; prefix: "Art\\. "; suffix: ""', ["Art. 001", "Art. 002"]),
        ("system: extends decimal; range: 2 infinite; fallback: upper-roman", ["I.", "2."]),
        ("system: extends own", ["1.", "2."]),
        ("system: additive", ["1.", "2."]),
    ],
)
def test_counter_styles_of_the_page(tmp_path: Path, rule: str, numbers: list[str]) -> None:
    rules = f"@counter-style own {{ {rule}; }} ol {{ list-style: own inside }}"
    shown = lines(tmp_path, "<ol><li>one<li>two</ol>", rules)
    assert shown == [f"{number} {word}".strip() for number, word in zip(numbers, ("one", "two"), strict=True)]


def test_a_style_that_nobody_defines_is_decimal_and_said(tmp_path: Path) -> None:
    reading = page(tmp_path / "a.html", "<ol style='list-style:ethiopic-numeric'><li>x</ol>")
    assert reading.text == "1. x"
    assert any("ethiopic-numeric" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    ("rules", "text"),
    [
        ('li::marker{content:"(" counter(list-item, lower-roman) ") "}', "(i) one\n(ii) two"),
        ('li::marker{content:""}', "one\ntwo"),
        ("li::marker{color:red}", "1. one\n2. two"),
        ('ol{list-style:none} li::before{content:"§" counter(list-item) " "}', "§1 one\n§2 two"),
        ("li{display:block}", "one\ntwo"),
        ("li{display:list-item}", "1. one\n2. two"),
    ],
)
def test_markers_that_the_page_writes_itself(tmp_path: Path, rules: str, text: str) -> None:
    assert "\n".join(lines(tmp_path, "<ol><li>one<li>two</ol>", rules)) == text


def test_items_of_lists_in_lists_count_as_a_path(tmp_path: Path) -> None:
    rules = 'ol{list-style:none} li::before{content:counters(list-item, ".") " "}'
    body = "<ol start=3><li><p>a<ol><li>b<li value=5>c</ol><li>d</ol>"
    assert lines(tmp_path, body, rules) == ["3 a", "3.1 b", "3.5 c", "4 d"]


@pytest.mark.parametrize(
    ("rules", "text"),
    [
        ('p{counter-increment:k; &::before{content:counter(k) ") "}}', "1) a\n2) b\nc"),
        (".w{counter-reset:c; p{counter-increment:c} p::before{content:counter(c) '. '}}", "1. a\n2. b\nc"),
        (".w{ .x{display:none} }", "a\nc"),
        (".w{ & > .x, & .y{display:none} }", "a\nc"),
        (".w{ > .x{display:none} }", "a\nc"),
        (".x{ .w &{display:none} }", "a\nc"),
        (".x{ @media screen{display:none} }", "a\nc"),
        (".x{ @media print{display:none} }", "a\nb\nc"),
        (".x{ @media screen{ &.x{display:none} } }", "a\nc"),
        (".none, .w{ .x{display:none} } .x{color:red}", "a\nc"),
        (".x{ color:red; .w &{visibility:hidden}; }", "a\nc"),
        (".q{ .x{display:none} }", "a\nb\nc"),
    ],
)
def test_nested_rules(tmp_path: Path, rules: str, text: str) -> None:
    body = "<div class=w><p>a</p><p class='x y'>b</p></div><div>c</div>"
    assert "\n".join(lines(tmp_path, body, rules)) == text


def test_rules_nested_without_end_are_left_out_and_said(tmp_path: Path) -> None:
    rules = ".a, .b, .c, .d{" * 20 + "p{display:none}" + "}" * 20 + " .gone{display:none}"
    reading = page(tmp_path / "a.html", "<p>a</p><p class=gone>b</p>", f"<style>{rules}</style>")
    assert reading.text == "a"
    assert any("more style rules" in warning for warning in reading.warnings)
