"""What goes with a document is counted in the dialog, and what is signed off does not go unseen."""

import pytest
from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.analyses.models import Analysis
from docanalyzer.analyses.services import create_analysis
from docanalyzer.documents.models import Document
from docanalyzer.documents.removal import removal
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.reviews.columns import question_column
from docanalyzer.reviews.services import create_review
from docanalyzer.runs.execution import execute_run
from docanalyzer.runs.judgements import sign_off, withdraw_sign_off
from docanalyzer.runs.models import Run
from tests.fakes import ScriptedClient
from tests.people import make_ready


def result(user: User, *documents: Document) -> Run:
    template = PromptTemplate.objects.get(slug="summary", workspace=None)
    run = create_analysis(user=user, template=template, documents=documents).run
    execute_run(run, ScriptedClient("It says so."))
    return run


@pytest.fixture
def pair(owner: User) -> tuple[Document, Document]:
    return make_ready(owner, "Lease"), make_ready(owner, "Amendment")


def test_the_dialog_counts_what_goes_and_names_what_is_shared(
    client: Client, owner: User, pair: tuple[Document, Document]
) -> None:
    lease, amendment = pair
    result(owner, lease)
    joint = [result(owner, lease, amendment) for _ in range(7)]
    result(owner, amendment)
    sign_off(user=owner, run=joint[0])
    create_review(
        user=owner,
        name="Leases",
        documents=[lease],
        columns=[question_column("Which law governs it?", "text")],
    )
    found = removal(lease)
    assert (found.alone, found.joint, found.signed, found.rows, found.unnamed) == (1, 7, 1, ("Leases",), 2)
    assert [one.run for one in found.shared][:2] == [joint[0].pk, joint[-1].pk]
    client.force_login(owner)
    page = client.get(f"/documents/{lease.pk}/delete/").content.decode()
    for words in ("1 result of this document alone", "7 results that it has in common", "with Amendment", "signed off",
                  "1 row of a review, with its answers: Leases", "1 of its results is signed off"):  # fmt: skip
        assert words in page


def test_signed_off_results_go_only_when_the_person_says_so(
    client: Client, owner: User, pair: tuple[Document, Document]
) -> None:
    first, second = result(owner, *pair), result(owner, *pair)
    client.force_login(owner)
    url = f"/documents/{pair[1].pk}/delete/"
    sign_off(user=owner, run=first)
    assert "was not deleted" in client.post(url, follow=True).content.decode()
    sign_off(user=owner, run=second)  # after the dialog was opened
    client.post(url, {"signed": "1"})
    assert Analysis.objects.count() == 2
    client.post(url, {"signed": "2"})
    assert not Analysis.objects.exists()
    assert list(Document.objects.all()) == [pair[0]]


def test_a_withdrawn_sign_off_asks_nothing(
    client: Client, owner: User, pair: tuple[Document, Document]
) -> None:
    run = result(owner, *pair)
    sign_off(user=owner, run=run)
    withdraw_sign_off(user=owner, run=run)
    assert removal(pair[0]).signed == 0
    client.force_login(owner)
    client.post(f"/documents/{pair[0].pk}/delete/")
    assert not Document.objects.filter(pk=pair[0].pk).exists()


def test_a_document_without_results_has_a_plain_dialog(client: Client, owner: User) -> None:
    document = make_ready(owner)
    client.force_login(owner)
    page = client.get(f"/documents/{document.pk}/delete/").content.decode()
    assert "its file, its text and its guide" in page
    assert 'class="removal"' not in page
