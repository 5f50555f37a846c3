from __future__ import annotations

import pytest

from docanalyzer.pipeline.reading.characters import clean, collapse_leaders, page_ranges


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\0b\x1bc", "abc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("tab\tstays", "tab\tstays"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("soft\u00adhyphen", "softhyphen"),
        ("page\x0cbreak", "page\nbreak"),
    ],
)
def test_clean(raw: str, shown: str) -> None:
    assert clean(raw) == shown


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Scope . . . . . . . . 12", "Scope … 12"),
        ("Scope........12", "Scope … 12"),
        ("第一章 ·········· 3", "第一章 … 3"),
        ("总则………………5", "总则 … 5"),
        ("wait...", "wait..."),
        ("a[....] and [......] remain", "a[....] and [......] remain"),
        ("[Scope .... 12]", "[Scope … 12]"),
        ("他说……然后走了", "他说……然后走了"),
        ("1.2.3.4 is a number", "1.2.3.4 is a number"),
    ],
)
def test_leaders(raw: str, shown: str) -> None:
    assert collapse_leaders(raw) == shown


def test_page_ranges() -> None:
    assert page_ranges([3]) == "page 3"
    assert page_ranges([1, 3, 14, 15, 16]) == "pages 1, 3, 14–16"
