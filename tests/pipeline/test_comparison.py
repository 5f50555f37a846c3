"""Every paragraph of two versions is paired, inserted, deleted or moved, and the words that changed are shown."""

from __future__ import annotations

import json
import random
from itertools import pairwise
from pathlib import Path

import docx
import pytest

from docanalyzer.pipeline.citations import PageSpan, SourceText
from docanalyzer.pipeline.comparison import Comparison, Kind, PieceKind, compare, paragraphs_of
from docanalyzer.pipeline.comparison.__main__ import main
from docanalyzer.pipeline.comparison.align import _rising
from docanalyzer.pipeline.comparison.words import folded, word_pieces
from docanalyzer.pipeline.reading.result import Anchor

TERM = "This agreement begins on the effective date and lasts for one year."
LAW = "The laws of the State of Delaware govern this agreement and all disputes."
FEES = "The customer pays all fees within 30 days of the date of the invoice."
SECRET = "Each party keeps the confidential information of the other party secret."


def source(*paragraphs: str | tuple[str, str]) -> SourceText:
    """An unpaged document; a pair is (clause, line)."""
    anchors, lines, offset = [], [], 0
    for ordinal, given in enumerate(paragraphs, start=1):
        clause, line = given if isinstance(given, tuple) else ("", given)
        anchors.append(Anchor(offset, ordinal, clause))
        lines.append(line)
        offset += len(line) + 1
    return SourceText("\n".join(lines), (), anchors, paged=False)


def kinds(comparison: Comparison) -> list[tuple[Kind, int | None, int | None]]:
    return [(d.kind, d.left, d.right) for d in comparison.differences]


def marked(left: str, right: str) -> str:
    signs = {PieceKind.EQUAL: "{}", PieceKind.DELETED: "[-{}-]", PieceKind.INSERTED: "{{+{}+}}"}
    return "".join(signs[piece.kind].format(piece.text) for piece in word_pieces(left, right))


def test_the_same_document_has_no_differences() -> None:
    comparison = compare(source(TERM, LAW, TERM), source(TERM, LAW, TERM))
    assert comparison.identical
    assert comparison.complete
    assert comparison.counts["unchanged"] == 3


def test_each_kind_of_difference_is_found_and_all_sum_up() -> None:
    changed = FEES.replace("30 days", "45 days")
    new = "Neither party may assign this agreement without written consent."
    comparison = compare(source(TERM, FEES, LAW, SECRET), source(SECRET, TERM, changed, new))
    assert kinds(comparison) == [
        (Kind.MOVED, 3, 0),
        (Kind.UNCHANGED, 0, 1),
        (Kind.CHANGED, 1, 2),
        (Kind.DELETED, 2, None),
        (Kind.INSERTED, None, 3),
    ]
    counts = comparison.counts
    paired = counts["unchanged"] + counts["changed"] + counts["moved"]
    assert paired + counts["deleted"] == len(comparison.left)
    assert paired + counts["inserted"] == len(comparison.right)
    assert comparison.complete


def test_a_moved_paragraph_shows_what_was_edited_in_it() -> None:
    edited = SECRET.replace("other", "disclosing")
    moved = compare(source(TERM, FEES, LAW, SECRET), source(edited, TERM, FEES, LAW)).differences[0]
    assert (moved.kind, moved.left, moved.right, moved.edited) == (Kind.MOVED, 3, 0, True)
    assert [p.text for p in moved.pieces if p.kind is not PieceKind.EQUAL] == ["other", "disclosing"]


def test_a_new_number_before_the_same_words_is_renumbered_not_changed() -> None:
    left = source(("1", f"1. {TERM}"), ("2(a)", f"(a) {FEES}"), ("第三条", f"第三条 {LAW}"))
    right = source(
        ("1", f"1. {SECRET}"), ("2", f"2. {TERM}"), ("3(b)", f"(b) {FEES}"), ("第四条", f"第四条 {LAW}")
    )
    comparison = compare(left, right)
    assert [p.text for p in comparison.left] == [TERM, FEES, LAW]
    assert comparison.counts["renumbered"] == 3
    assert kinds(comparison)[0] == (Kind.INSERTED, None, 0)
    assert all(d.kind is Kind.UNCHANGED for d in comparison.differences[1:])


def test_a_clause_number_pairs_what_was_rewritten() -> None:
    old = ("4.2", "4.2 Payment is due within thirty days after receipt of invoice by customer.")
    new = ("4.2", "4.2 Customer shall pay each invoice no later than sixty days from receipt.")
    assert kinds(compare(source(TERM, old), source(TERM, new)))[1][0] is Kind.CHANGED


def test_short_repeated_lines_are_not_called_moved() -> None:
    comparison = compare(source("None.", TERM, LAW), source(TERM, LAW, "None."))
    assert comparison.counts["moved"] == 0
    assert (comparison.counts["deleted"], comparison.counts["inserted"]) == (1, 1)


def test_words_are_the_unit_in_english_and_characters_in_chinese() -> None:
    assert marked("pay within 30 days", "pay within 45 days") == "pay within [-30-]{+45+} days"
    assert marked("shall pay", "shall not pay") == "shall {+not +}pay"
    assert marked("甲方应在三十日内付款", "甲方应在六十日内付款") == "甲方应在[-三-]{+六+}十日内付款"
    assert (
        marked("a fee of 1,000.00 euro", "a fee of 1,500.00 euro") == "a fee of [-1,000.00-]{+1,500.00+} euro"
    )


def test_spaces_quotes_and_width_are_no_change() -> None:
    comparison = compare(
        source("the “Fee”  means １０ euro and more"), source('the "Fee" means 10 euro and more')
    )
    assert comparison.counts["unchanged"] == 1


@pytest.mark.parametrize("seed", range(40))
def test_pieces_spell_both_versions(seed: int) -> None:
    chance = random.Random(seed)
    alphabet = ["pay", "the", "fee", "30", "days", "。", "甲", "方", ",", " ", " ", "a"]
    left = "".join(chance.choice(alphabet) for _ in range(60))
    right = "".join(part for part in (chance.choice([c, c, c, "", "x"]) for c in left))
    pieces = word_pieces(left, right)
    assert "".join(p.text for p in pieces if p.kind is not PieceKind.DELETED) == right
    assert folded("".join(p.text for p in pieces if p.kind is not PieceKind.INSERTED)) == folded(left)


def test_very_long_paragraphs_are_compared_by_sentence_first() -> None:
    sentences = [f"Sentence {n} speaks of item {n * 7} and nothing else. " for n in range(3000)]
    left = "".join(sentences)
    right = left.replace("item 700 ", "item 701 ")
    changed = [p.text for p in word_pieces(left, right) if p.kind is not PieceKind.EQUAL]
    assert changed == ["700", "701"]


@pytest.mark.parametrize("seed", range(20))
def test_random_edits_are_always_accounted_for(seed: int) -> None:
    chance = random.Random(seed)
    words = [f"w{n}" for n in range(200)]
    left = [" ".join(chance.choices(words, k=chance.randint(1, 30))) for _ in range(90)]
    right = [p for p in left if chance.random() > 0.15]
    chance.shuffle(right) if seed % 4 == 0 else None
    right = [" ".join(chance.choices(words, k=8)) if chance.random() < 0.2 else p for p in right]
    comparison = compare(source(*left), source(*right))
    assert comparison.complete
    assert compare(source(*left), source(*right)).differences == comparison.differences


def test_the_heaviest_rising_chain_is_found() -> None:
    chance = random.Random(3)
    for _ in range(50):
        scored = [
            (chance.randrange(7), chance.randrange(7), chance.choice([0.5, 1.0, 1.2])) for _ in range(9)
        ]
        weight = {(i, j): max(w for a, b, w in scored if (a, b) == (i, j)) for i, j, _ in scored}
        chain = _rising(scored)
        assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(chain))
        assert sum(weight[pair] for pair in chain) == pytest.approx(_heaviest(weight))


def _heaviest(weight: dict[tuple[int, int], float], above: tuple[int, int] = (-1, -1)) -> float:
    later = [pair for pair in weight if pair[0] > above[0] and pair[1] > above[1]]
    return max((weight[pair] + _heaviest(weight, pair) for pair in later), default=0.0)


def test_paged_text_is_cut_at_numbers_and_empty_lines() -> None:
    page_one = "1. Term\nThis agreement begins on the effective date and lasts for a\nfull year.\n\n1.1 Renewal is automatic"
    page_two = "(a) unless ended by a party before the end of a month"
    text = f"{page_one}\n\n{page_two}"
    pages = [PageSpan(1, "1", 0, len(page_one)), PageSpan(2, "2", len(page_one) + 2, len(text))]
    found = paragraphs_of(SourceText(text, pages))
    assert [(p.clause, p.text.split()[0], p.page) for p in found] == [
        ("1", "Term", 1),
        ("1.1", "Renewal", 1),
        ("(a)", "unless", 2),
    ]
    assert all(text[p.start : p.end].endswith(p.text) for p in found)


def test_the_terminal_form_prints_sums_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = []
    for name, texts in (("a", [TERM, FEES]), ("b", [TERM, FEES.replace("30", "45"), LAW])):
        document = docx.Document()
        for text in texts:
            document.add_paragraph(text)
        paths.append(str(tmp_path / f"{name}.docx"))
        document.save(paths[-1])
    assert main(paths) == 1
    shown = capsys.readouterr().out
    assert "within [-30-]{+45+} days" in shown
    assert "right: 3 paragraphs = 1 unchanged + 1 changed + 0 moved + 1 inserted" in shown
    assert main([*paths, "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert (data["complete"], data["counts"]["changed"]) == (True, 1)
    assert main([paths[0], paths[0]]) == 0
    assert main([paths[0], str(tmp_path / "missing.docx")]) == 2
