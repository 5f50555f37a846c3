"""The measured set: nothing altered is ever called verified, and hardly anything true is missed."""

import pytest

from bench.citation_labels import FALSE, MOVED, Label, labelled
from bench.citations import check, is_right, precision, recall
from docanalyzer.pipeline.citations import Citation, CitationState

Checked = list[tuple[Label, Citation]]


@pytest.fixture(scope="module", params=[57, 58, 59])
def checked(request: pytest.FixtureRequest) -> Checked:
    return check(labelled(request.param))


def test_the_set_is_large_and_mixed(checked: Checked) -> None:
    assert len(checked) >= 400
    assert len({label.document.name for label, _ in checked}) >= 20
    assert {label.document.style for label, _ in checked} == {"en", "zh", "ja", "contract", "contract-zh"}


def test_precision_of_verified_is_one(checked: Checked) -> None:
    wrong = [
        (label.kind, label.quote)
        for label, citation in checked
        if citation.state is CitationState.VERIFIED and not is_right(label, citation)
    ]
    assert wrong == []
    assert precision(checked) == 1.0


def test_recall_is_at_least_98_in_100(checked: Checked) -> None:
    assert recall(checked) >= 0.98


def test_a_moved_quote_is_found_on_its_true_page(checked: Checked) -> None:
    assert recall(checked, MOVED) >= 0.98


def test_nothing_altered_is_called_moved_either(checked: Checked) -> None:
    assert recall(checked, FALSE) == 1.0


def test_invented_quotes_are_not_found(checked: Checked) -> None:
    states = {citation.state for label, citation in checked if label.kind == "invented"}
    assert states == {CitationState.NOT_FOUND}


def test_what_was_altered_is_said(checked: Checked) -> None:
    close = [
        citation
        for label, citation in checked
        if label.truth == FALSE and citation.state is CitationState.CLOSE
    ]
    assert close
    assert all(citation.difference and citation.changes for citation in close)
