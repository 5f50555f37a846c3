"""Find as a reader types: inside words, over line ends, without case and accents; signs count when typed."""

from __future__ import annotations

import pytest

from docanalyzer.pipeline.rendering.find import OpenText, find_all


def found(text: str, term: str) -> list[str]:
    return [text[start:end] for start, end in find_all(text, term)]


@pytest.mark.parametrize(
    ("text", "term", "places"),
    [
        ("Termination and terminate", "termin", ["Termin", "termin"]),
        ("the pay-\nment is due", "payment", ["pay-\nment"]),
        ("Straße, STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("Über uns", "uber", ["Über"]),
        ("an of\ufb01ce", "office", ["of\ufb01ce"]),
        ("use \\draw here, draw there", "\\draw", ["\\draw"]),
        ("use \\draw here, draw there", "draw", ["draw", "draw"]),
        ("node\ndistance and node distance", "node distance", ["node\ndistance", "node distance"]),
        ("the rest; there", "there", ["there"]),
        ("(42.7) and 42,7 and 427", "42.7", ["42.7"]),
        ("本合同第\n十二条 保密义务", "第十二条", ["第\n十二条"]),
        ("Ｗｉｄｅ letters", "wide", ["Ｗｉｄｅ"]),
        ("a § b § c", "§", ["§", "§"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("nothing", "escrow", []),
        ("nothing", "  ", []),
    ],
)
def test_find(text: str, term: str, places: list[str]) -> None:
    assert found(text, term) == places


def test_every_hit_is_counted_and_shown_with_what_stands_around() -> None:
    text = "One whale. " * 2_500
    answer, _ = OpenText(text).answer({"job": "find", "term": "whale", "context": 12})
    assert answer["total"] == len(answer["starts"]) == 2_500
    assert len(answer["hits"]) == 2_000
    start, end, before, word, after = answer["hits"][7]
    assert (text[start:end], before, word, after) == ("whale", "whale. One ", "whale", ". One whale.")
