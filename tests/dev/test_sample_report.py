"""The sample documents: long enough, always the same, and true to their list of facts."""

from __future__ import annotations

from pathlib import Path

import docx
import pymupdf
import pytest

from dev.sample.chinese import FACTS as CHINESE_FACTS
from dev.sample_facts import FACTS, NOT_STATED, Fact
from dev.sample_report import CHINESE, CONTRACT, FRONT_PAGES, REPORT, make_samples


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_samples(tmp_path_factory.mktemp("samples"))


@pytest.fixture(scope="module")
def texts(folder: Path) -> list[str]:
    with pymupdf.open(folder / REPORT) as report:
        return [" ".join(page.get_text().split()) for page in report]


def test_has_more_than_300_pages_and_none_without_text(texts: list[str]) -> None:
    assert len(texts) > 300
    assert all(texts)


def test_labels_are_roman_first_and_start_anew(folder: Path) -> None:
    with pymupdf.open(folder / REPORT) as report:
        labels = [page.get_label() for page in report]
    assert labels[:3] == ["i", "ii", "iii"]
    assert labels[FRONT_PAGES - 1 : FRONT_PAGES + 2] == ["xii", "1", "2"]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.key)
def test_states_each_fact_on_one_page(texts: list[str], fact: Fact) -> None:
    assert fact.answer in fact.sentence
    assert [number for number, text in enumerate(texts, start=1) if fact.sentence in text] == [fact.page]
    assert "".join(texts).count(fact.answer) >= 1


def test_says_nothing_of_what_it_does_not_state(texts: list[str]) -> None:
    whole = " ".join(texts).lower()
    assert NOT_STATED
    assert not any(word in whole for word in ("cloud provider", "home address", "seaplane"))


def test_repeats_little(texts: list[str]) -> None:
    """A summary of filler would prove nothing: most sentences stand there once."""
    sentences = [sentence for text in texts for sentence in text.split(". ") if len(sentence) > 60]
    assert len(set(sentences)) / len(sentences) > 0.85


def test_is_made_again_byte_for_byte(folder: Path, tmp_path: Path) -> None:
    again = make_samples(tmp_path)
    for name in (REPORT, CONTRACT, CHINESE):
        assert (again / name).read_bytes() == (folder / name).read_bytes(), name


def test_is_not_made_again_where_it_stands(folder: Path) -> None:
    before = (folder / REPORT).stat().st_mtime_ns
    make_samples(folder)
    assert (folder / REPORT).stat().st_mtime_ns == before


def test_contract_is_numbered_by_word(folder: Path) -> None:
    contract = docx.Document(str(folder / CONTRACT))
    numbered = [paragraph for paragraph in contract.paragraphs if "w:numPr" in paragraph._p.xml]
    assert len(numbered) > 25
    assert not any(paragraph.text[:1].isdigit() for paragraph in numbered)


def test_chinese_report_states_its_facts(folder: Path) -> None:
    with pymupdf.open(folder / CHINESE) as report:
        assert report.page_count > 15
        whole = "".join("".join(page.get_text().split()) for page in report)
    for fact in CHINESE_FACTS:
        assert fact in whole
