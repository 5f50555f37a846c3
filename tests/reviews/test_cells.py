import json
import re

import pytest
from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.reviews.models import Assignment, Cell, Review
from docanalyzer.reviews.services import ask, assign
from docanalyzer.runs.judgements import judge, standing
from tests.reviews.conftest import REVENUE, answered

HTMX = {"HX-Request": "true"}


@pytest.fixture
def cell(review: Review, owner: User) -> Cell:
    ask(user=owner, cells=review.cells.all())
    answered(review, REVENUE, None)
    return review.cells.first()


def judged(client: Client, cell: Cell, **said: object) -> str:
    page = client.post(f"/reviews/cells/{cell.pk}/judge/", {"item": 0, **said}, headers=HTMX)
    return page.content.decode()


def test_the_owner_and_a_colleague_open_a_cell_and_an_outsider_does_not(
    client: Client, cell: Cell, owner: User, colleague: User, outsider: User
) -> None:
    for user, status in ((owner, 200), (colleague, 200), (outsider, 404)):
        client.force_login(user)
        assert client.get(f"/reviews/cells/{cell.pk}/", headers=HTMX).status_code == status


def test_an_outsider_judges_and_assigns_nothing(client: Client, cell: Cell, outsider: User) -> None:
    client.force_login(outsider)
    for action, data in (("judge", {"kind": "verified"}), ("assign", {"assignee": outsider.pk})):
        assert client.post(f"/reviews/cells/{cell.pk}/{action}/", data).status_code == 404
    assert standing(cell.run).history == []
    assert not Assignment.objects.exists()


def test_the_drawer_shows_the_value_its_quote_and_a_link_to_the_page(
    client: Client, cell: Cell, owner: User
) -> None:
    client.force_login(owner)
    page = client.get(f"/reviews/cells/{cell.pk}/", headers=HTMX).content.decode()
    assert "42.7 million euros" in page
    assert "Revenue rose to 42.7 million euros" in page
    assert re.search(
        rf'/documents/{cell.row.document_id}/(\?start=\d+&amp;end=\d+&amp;text=\w*)?#page-1"', page
    )
    assert "cite is-verified" in page


def test_the_drawer_shows_what_a_value_means_and_what_is_in_doubt(
    client: Client, cell: Cell, owner: User
) -> None:
    client.force_login(owner)
    assert "42,700,000 EUR" in client.get(f"/reviews/cells/{cell.pk}/", headers=HTMX).content.decode()
    page = judged(client, cell, kind="corrected", value="人民币伍拾万元整（¥600,000.00）")
    assert "Words and figures differ: 500000 CNY / 600000 ¥" in page
    assert "42,700,000 EUR" not in page


def test_a_colleagues_correction_counts_and_the_models_value_stays_visible(
    client: Client, cell: Cell, colleague: User
) -> None:
    client.force_login(colleague)
    page = judged(client, cell, kind="corrected", value="43 million euros", note="Restated")
    assert "<del>42.7 million euros</del>" in page
    assert "corrected it to “43 million euros”" in page
    assert "Restated" in page
    grid = client.get(f"/reviews/{cell.review_id}/").content.decode()
    assert "43 million euros" in grid
    assert "42.7 million euros" not in grid


def test_a_cell_is_signed_off_in_its_drawer_and_the_grid_says_so_and_that_it_changed(
    client: Client, cell: Cell, owner: User, colleague: User
) -> None:
    client.force_login(owner)
    url, seen = f"/reviews/{cell.review_id}/", standing(cell.run).newest
    assert "Not signed off" in client.get(f"/reviews/cells/{cell.pk}/", headers=HTMX).content.decode()
    judge(user=colleague, run=cell.run, kind="corrected", field="cell_value", value="43")
    assert "colleague was here before you" in judged(client, cell, kind="signed", seen=seen)
    page = judged(client, cell, kind="signed", seen=standing(cell.run).newest)
    assert "Signed off by owner" in page
    grid = client.get(url).content.decode()
    assert 'is-signed">Signed off' in grid
    assert re.search(r'data-f="[^"]*\bsign-signed\b', grid)
    judge(user=colleague, run=cell.run, kind="corrected", field="cell_value", value="44")
    assert (
        "Changed since owner signed it off"
        in client.get(f"/reviews/cells/{cell.pk}/", headers=HTMX).content.decode()
    )
    assert 'is-changed">Changed since signed' in client.get(url).content.decode()
    judged(client, cell, kind="signed")
    judged(client, cell, kind="withdrawn")
    assert 'is-signed">' not in client.get(url).content.decode()


def test_asking_a_column_again_leaves_alone_what_people_have_judged(
    client: Client, review: Review, cell: Cell, owner: User
) -> None:
    judge(user=owner, run=cell.run, kind="corrected", field="cell_value", value="43")
    review.cells.unfinished().update(status=Cell.Status.DONE)
    column = {"scope": "column", "id": cell.column_id}
    client.force_login(owner)
    plan = client.get(f"/reviews/{review.pk}/plan/", column).content.decode()
    assert 'data-kept="1"' in plan
    client.post(f"/reviews/{review.pk}/start/", column)
    asked = review.cells.filter(status=Cell.Status.WAITING)
    assert [(one.column_id, one.pk == cell.pk) for one in asked] == [(cell.column_id, False)]
    client.post(f"/reviews/{review.pk}/start/", {"scope": "cell", "id": cell.pk})
    cell.refresh_from_db()
    assert cell.status == Cell.Status.WAITING


@pytest.mark.parametrize("note", ["a\x00b"])
def test_what_no_database_holds_is_refused(client: Client, cell: Cell, owner: User, note: str) -> None:
    client.force_login(owner)
    assert "no text can hold" in judged(client, cell, kind="flagged", note=note)
    assert client.get(f"/reviews/{cell.review_id}/changes.json?after=0001-01-01T00:00:00Z").status_code == 200


@pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume")
def test_a_cell_that_is_asked_again_says_who_judged_its_earlier_answer(
    client: Client, review: Review, cell: Cell, owner: User, colleague: User
) -> None:
    judge(user=colleague, run=cell.run, kind="corrected", field="cell_value", value="43 million euros")
    earlier, one = cell.run, review.cells.filter(pk=cell.pk)
    review.cells.unfinished().update(status=Cell.Status.NEW)
    ask(user=owner, cells=one)
    answered(review, REVENUE)
    client.force_login(owner)
    grid = client.get(f"/reviews/{review.pk}/").content.decode()
    assert 'review-before">earlier corrected: colleague' in grid
    assert grid.count('class="review-before"') == 1
    page = client.get(f"/reviews/cells/{cell.pk}/", headers=HTMX).content.decode()
    assert "colleague corrected an earlier answer." in page
    assert "It was corrected to “43 million euros”." in page
    assert f'href="/runs/{earlier.pk}/"' in page
    csv = b"".join(client.get(f"/reviews/{review.pk}/export.csv")).decode()
    assert "An earlier answer was corrected by colleague" in csv
    (told, *_) = json.loads(b"".join(client.get(f"/reviews/{review.pk}/export.json")))["rows"][0]["cells"]
    assert (told["earlier"]["judgement"], told["earlier"]["run"]) == ("corrected", earlier.pk)
    page = judged(client, cell, kind="verified")
    assert "an earlier answer" not in page
    assert "review-before" not in client.get(f"/reviews/{review.pk}/").content.decode()


def test_a_person_says_that_the_document_does_not_state_it(client: Client, cell: Cell, owner: User) -> None:
    client.force_login(owner)
    judged(client, cell, kind="corrected", absent="1")
    assert standing(cell.run).of("cell_value").value("said") is None
    grid = client.get(f"/reviews/{cell.review_id}/").content.decode()
    assert "42.7 million euros" not in grid


def test_an_empty_correction_is_refused_with_a_sentence(client: Client, cell: Cell, owner: User) -> None:
    client.force_login(owner)
    assert "Write what it should say" in judged(client, cell, kind="corrected", value=" ")
    assert standing(cell.run).history == []


def test_what_somebody_else_said_meanwhile_is_not_talked_over(
    client: Client, cell: Cell, owner: User, colleague: User
) -> None:
    client.force_login(colleague)
    judged(client, cell, kind="flagged", note="Which year?", seen=0)
    client.force_login(owner)
    assert "colleague was here before you" in judged(client, cell, kind="verified", seen=0)
    assert standing(cell.run).of("cell_value").state == "flagged"


def test_a_value_that_the_model_did_not_find_is_written_in(
    client: Client, review: Review, cell: Cell, owner: User
) -> None:
    client.force_login(owner)
    absent = review.rows.last().cells.first()
    assert absent.result["state"] == "not_stated"
    judged(client, absent, kind="corrected", value="38 million euros")
    assert "38 million euros" in client.get(f"/reviews/{review.pk}/").content.decode()


def test_a_cell_is_given_to_a_member_and_taken_back_and_both_are_remembered(
    client: Client, cell: Cell, owner: User, colleague: User
) -> None:
    client.force_login(owner)
    url = f"/reviews/cells/{cell.pk}/assign/"
    page = client.post(url, {"assignee": colleague.pk}, headers=HTMX).content.decode()
    assert "assigned it to colleague" in page
    cell.refresh_from_db()
    assert cell.assignee == colleague
    client.post(url, {"assignee": ""}, headers=HTMX)
    assert list(cell.assignments.values_list("assignee", flat=True)) == [colleague.pk, None]


def test_a_cell_is_given_to_nobody_outside(client: Client, cell: Cell, owner: User, outsider: User) -> None:
    client.force_login(owner)
    url = f"/reviews/cells/{cell.pk}/assign/"
    assert client.post(url, {"assignee": outsider.pk}, headers=HTMX).status_code == 404
    with pytest.raises(ValueError, match="no member"):
        assign(user=owner, cells=[cell], assignee=outsider)


def test_the_drawer_takes_few_queries(
    client: Client, cell: Cell, owner: User, django_assert_max_num_queries
) -> None:
    client.force_login(owner)
    with django_assert_max_num_queries(24):
        client.get(f"/reviews/cells/{cell.pk}/", headers=HTMX)


@pytest.mark.parametrize("kind", ["signed", "verified"])
def test_nobody_judges_an_answer_that_they_have_not_seen(
    client: Client, review: Review, cell: Cell, owner: User, kind: str
) -> None:
    """A colleague asked the cell again, and it was answered, while the drawer with the earlier answer was open."""
    client.force_login(owner)
    drawn, looked_at = client.get(f"/reviews/cells/{cell.pk}/", headers=HTMX).content.decode(), cell.run_id
    assert f'name="run" value="{looked_at}"' in drawn
    review.cells.unfinished().update(status=Cell.Status.DONE)
    ask(user=owner, cells=review.cells.filter(pk=cell.pk))
    answered(review, {**REVENUE, "value": "43 million euros"})
    page = judged(client, cell, kind=kind, run=looked_at, seen=0)
    assert "asked again since you opened it" in page
    assert "43 million euros" in page
    cell.refresh_from_db()
    assert cell.run_id != looked_at
    assert standing(cell.run).history == []
    judged(client, cell, kind=kind, run=cell.run_id, seen=0)
    assert len(standing(cell.run).history) == 1
