import pytest
from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.reviews.models import Cell, Review
from docanalyzer.reviews.services import ask
from docanalyzer.runs.judgements import judge
from tests.people import make_document, make_ready
from tests.reviews.conftest import REVENUE, answered, statuses

HTMX = {"HX-Request": "true"}
PAGES = ["", "documents/", "questions/", "changes.json", "plan/?scope=all"]
ACTIONS = ["start/", "stop/", "rename/", "remove/", "delete/"]


@pytest.mark.parametrize("page", PAGES)
def test_the_owner_and_a_colleague_see_a_review_and_an_outsider_does_not(
    client: Client, review: Review, owner: User, colleague: User, outsider: User, page: str
) -> None:
    for user, status in ((owner, 200), (colleague, 200), (outsider, 404)):
        client.force_login(user)
        assert client.get(f"/reviews/{review.pk}/{page}").status_code == status


@pytest.mark.parametrize("action", ACTIONS)
def test_an_outsider_does_nothing_to_a_review(
    client: Client, review: Review, outsider: User, action: str
) -> None:
    client.force_login(outsider)
    data = {"scope": "all", "name": "Mine now", "id": review.rows.first().pk}
    assert client.post(f"/reviews/{review.pk}/{action}", data).status_code == 404
    review.refresh_from_db()
    assert (review.name, review.rows.count(), statuses(review)) == ("Annual reports", 2, ["new"] * 6)


def test_the_list_shows_the_workspaces_reviews_with_how_far_they_are(
    client: Client, review: Review, owner: User, outsider: User, django_assert_max_num_queries
) -> None:
    client.force_login(owner)
    with django_assert_max_num_queries(10):
        page = client.get("/reviews/").content.decode()
    assert "Annual reports" in page
    assert "2 documents" in page
    assert "0 of 6 answered" in page
    client.force_login(outsider)
    assert "Annual reports" not in client.get("/reviews/").content.decode()


def test_a_review_is_made_of_documents_questions_and_fields_of_a_template(
    client: Client, owner: User
) -> None:
    documents = [make_ready(owner, "First"), make_ready(owner, "Second")]
    version = PromptTemplate.objects.get(slug="payment").current
    client.force_login(owner)
    made = client.post(
        "/reviews/new/",
        {
            "name": "Suppliers",
            "documents": [document.pk for document in documents],
            "q-count": "2",
            "q-0-question": "Is there a cap on liability?",
            "q-0-type": "yes_no",
            "q-1-question": "",
            "fields": [f"{version.pk}:price", f"{version.pk}:payment_term"],
        },
    )
    review = Review.objects.get()
    assert made.headers["Location"] == f"/reviews/{review.pk}/"
    assert [column.type for column in review.columns.all()] == ["yes_no", "list", "text"]
    assert review.columns.last().prompt_version == version
    assert statuses(review) == ["new"] * 6


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "This field is required"),
        ({"documents": []}, "Choose at least one document."),
        ({"q-0-question": ""}, "Write at least one question"),
        ({"q-0-type": "choice", "q-0-choices": "only one"}, "at least two choices"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_made(
    client: Client, owner: User, change: dict[str, object], sentence: str
) -> None:
    data = {"name": "R", "documents": [make_ready(owner).pk], "q-count": "1", "q-0-question": "Why?"}
    client.force_login(owner)
    page = client.post("/reviews/new/", data | change)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not Review.objects.exists()


def test_a_document_of_another_workspace_cannot_be_a_row(
    client: Client, review: Review, owner: User, outsider: User
) -> None:
    client.force_login(owner)
    theirs = make_ready(outsider, "Theirs")
    page = client.post(f"/reviews/{review.pk}/documents/", {"documents": [theirs.pk]})
    assert page.status_code == 422
    assert review.rows.count() == 2


def test_what_it_takes_is_said_before_it_starts_and_who_cannot_be_asked_is_named(
    client: Client, review: Review, owner: User
) -> None:
    client.force_login(owner)
    unread = make_document(owner, "Still being read")
    Document.objects.filter(title="River Mills").update(token_count=2_000_000, tokens_exact=True)
    client.post(f"/reviews/{review.pk}/documents/", {"documents": [unread.pk]})
    page = client.get(f"/reviews/{review.pk}/").content.decode()
    assert "Ask 3 cells" in page
    assert "3 in 1 document" in page
    assert "2 documents cannot be asked and are left out" in page
    assert "the limit is 1,048,576" in page
    assert "Waiting to be read" in page


def test_only_cells_of_documents_that_can_be_asked_are_asked(
    client: Client, review: Review, owner: User
) -> None:
    Document.objects.filter(title="River Mills").update(token_count=2_000_000)
    client.force_login(owner)
    client.post(f"/reviews/{review.pk}/start/", {"scope": "new"})
    assert statuses(review) == ["waiting"] * 3 + ["new"] * 3


def test_after_a_further_question_only_its_cells_are_offered(
    client: Client, review: Review, owner: User
) -> None:
    ask(user=owner, cells=review.cells.all())
    client.force_login(owner)
    client.post(f"/reviews/{review.pk}/questions/", {"q-count": "1", "q-0-question": "Who is the chair?"})
    assert "Ask 2 cells" in client.get(f"/reviews/{review.pk}/").content.decode()
    client.post(f"/reviews/{review.pk}/start/", {"scope": "new"})
    assert set(statuses(review)) == {"waiting"}


def test_a_row_a_column_the_failed_and_one_cell_are_asked_again(
    client: Client, review: Review, owner: User
) -> None:
    Cell.objects.filter(review=review).update(status="done")
    cell = review.cells.last()
    Cell.objects.filter(pk=cell.pk).update(status="failed")
    client.force_login(owner)
    start = f"/reviews/{review.pk}/start/"
    client.post(start, {"scope": "failed"})
    assert statuses(review) == ["done"] * 5 + ["waiting"]
    client.post(start, {"scope": "column", "id": review.columns.first().pk})
    assert statuses(review) == ["waiting", "done", "done", "waiting", "done", "waiting"]
    client.post(start, {"scope": "row", "id": review.rows.first().pk})
    assert statuses(review) == ["waiting", "waiting", "waiting", "waiting", "done", "waiting"]
    assert (
        client.post(start, {"scope": "cell", "id": review.cells.all()[4].pk}, headers=HTMX).status_code == 204
    )
    assert statuses(review) == ["waiting"] * 6
    assert client.post(start, {"scope": "nonsense"}).status_code == 404


def test_stop_all(client: Client, review: Review, owner: User, colleague: User) -> None:
    ask(user=owner, cells=review.cells.all())
    client.force_login(colleague)
    client.post(f"/reviews/{review.pk}/stop/")
    assert set(statuses(review)) == {"cancelled"}


def test_a_question_and_a_document_are_taken_out(client: Client, review: Review, owner: User) -> None:
    client.force_login(owner)
    remove = f"/reviews/{review.pk}/remove/"
    client.post(remove, {"scope": "column", "id": review.columns.first().pk})
    client.post(remove, {"scope": "row", "id": review.rows.first().pk})
    assert (review.columns.count(), review.rows.count(), review.cells.count()) == (2, 1, 2)
    assert Document.objects.count() == 2


def test_the_page_takes_the_same_few_queries_for_any_number_of_cells(
    client: Client, review: Review, owner: User, django_assert_max_num_queries
) -> None:
    ask(user=owner, cells=review.cells.all())
    answered(review, REVENUE, REVENUE)
    client.force_login(owner)
    with django_assert_max_num_queries(16):
        page = client.get(f"/reviews/{review.pk}/").content.decode()
    assert "42.7 million euros" in page


def test_changes_are_the_cells_that_changed_since(client: Client, review: Review, owner: User) -> None:
    Cell.objects.filter(review=review).update(changed_at="2026-01-01T00:00:00Z")
    client.force_login(owner)
    url = f"/reviews/{review.pk}/changes.json"
    now = client.get(url).json()["now"]
    assert client.get(url, {"after": now}).json()["cells"] == {}
    ask(user=owner, cells=review.cells.filter(pk=review.cells.first().pk))
    news = client.get(url, {"after": now}).json()
    assert list(news["cells"]) == [str(review.cells.first().pk)]
    assert news["active"] is True
    assert "1 waiting" in news["progress"]


def test_a_judgement_said_on_the_runs_own_page_is_a_change(
    client: Client, review: Review, owner: User
) -> None:
    ask(user=owner, cells=review.cells.all())
    (run, _) = answered(review, REVENUE, REVENUE)
    Cell.objects.filter(review=review).update(changed_at="2026-01-01T00:00:00Z")
    client.force_login(owner)
    url = f"/reviews/{review.pk}/changes.json"
    now = client.get(url).json()["now"]
    judge(user=owner, run=run, kind="flagged", field="cell_value", note="Which year?")
    assert list(client.get(url, {"after": now}).json()["cells"]) == [str(run.cell.pk)]


def test_what_a_document_says_cannot_become_markup(client: Client, review: Review, owner: User) -> None:
    ask(user=owner, cells=review.cells.all())
    answered(review, {"value": '"><script>alert(1)</script>', "quote": "x", "page": 1})
    Document.objects.update(title='<img src=x onerror="alert(1)">')
    client.force_login(owner)
    page = client.get(f"/reviews/{review.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_a_number_without_end_is_nothing_of_this_review(client: Client, review: Review, owner: User) -> None:
    client.force_login(owner)
    assert client.get(f"/reviews/new/?documents={'9' * 5000}").status_code == 200
    for scope in ("row", "column", "cell"):
        page = client.get(f"/reviews/{review.pk}/plan/?scope={scope}&id={'9' * 23}")
        assert page.status_code < 500, scope
