"""Through the browser's forms: the password of an encrypted file, and how tracked changes are read."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.documents.counts import take_server_count, take_server_refusal
from docanalyzer.documents.fit import fit
from docanalyzer.documents.models import Document
from docanalyzer.documents.passwords import take_password
from docanalyzer.documents.services import read_document
from docanalyzer.pipeline.tokens import TokenCount
from tests.documents.test_reading_service import pdf_bytes
from tests.people import make_document, make_ready
from tests.pipeline.reading.make_docx import paragraph, run, write_docx
from tests.pipeline.reading.test_passwords import locked
from worker import tasks

ESTIMATED = TokenCount(1000, exact=False, method="estimate")


def changed(client: Client, owner: User, folder: Path) -> Document:
    """A Word document with one insertion and one deletion, read."""
    body = paragraph(
        run("The rent is ")
        + f'<w:del w:id="1" w:author="A">{run("900").replace("w:t ", "w:delText ").replace("/w:t>", "/w:delText>")}</w:del>'
        + f'<w:ins w:id="2" w:author="A">{run("950")}</w:ins>'
        + run(" euros.")
    )
    path = write_docx(folder / "lease.docx", body)
    document = make_document(owner)
    document.filename = "lease.docx"
    document.file.save("lease.docx", ContentFile(path.read_bytes()))
    read_document(document)
    document.refresh_from_db()
    client.force_login(owner)
    return document


def test_the_password_form_reads_an_encrypted_pdf(client: Client, owner: User) -> None:
    document = make_document(owner, content=pdf_bytes("Secret terms.", password="sesame"))
    tasks.read_document(document.pk)
    client.force_login(owner)
    page = client.get(f"/documents/{document.pk}/").content.decode()
    assert 'type="password"' in page
    assert "used once and not stored" in page

    client.post(f"/documents/{document.pk}/retry/", {"password": "wrong"})
    tasks.read_document(document.pk)
    assert "does not open this PDF" in client.get(f"/documents/{document.pk}/").content.decode()

    client.post(f"/documents/{document.pk}/retry/", {"password": "sesame"})
    tasks.read_document(document.pk)
    document = Document.objects.get()
    assert document.status == "ready"
    assert "Secret terms." in document.content.text
    assert "sesame" not in str(Document.objects.values().get())


def test_an_encrypted_word_file_is_read_and_its_changes_read_again(
    client: Client, owner: User, tmp_path: Path
) -> None:
    body = paragraph(f'{run("The rent is ")}<w:ins w:id="2" w:author="A">{run("950")}</w:ins>')
    document = make_document(owner)
    document.filename = "lease.docx"
    document.file.save("lease.docx", ContentFile(locked(tmp_path, body=body).read_bytes()))
    tasks.read_document(document.pk)
    client.force_login(owner)
    assert 'type="password"' in client.get(f"/documents/{document.pk}/").content.decode()

    client.post(f"/documents/{document.pk}/retry/", {"password": "wrong"})
    tasks.read_document(document.pk)
    assert "does not open this Word file" in client.get(f"/documents/{document.pk}/").content.decode()

    client.post(f"/documents/{document.pk}/retry/", {"password": "sesame"})
    tasks.read_document(document.pk)
    assert Document.objects.get().content.text.startswith("The rent is 950\n")
    assert 'type="password"' in client.get(f"/documents/{document.pk}/").content.decode()

    client.post(f"/documents/{document.pk}/changes/", {"tracked_changes": "original", "password": "sesame"})
    tasks.read_document(document.pk)
    document = Document.objects.get()
    assert document.content.text.startswith("The rent is\n")
    assert "sesame" not in str(Document.objects.values().get())
    assert take_password(document) == ""


@pytest.mark.parametrize(
    ("choice", "text"),
    [("accepted", "The rent is 950 euros."), ("original", "The rent is 900 euros.")],
)
def test_tracked_changes_are_read_as_chosen(
    client: Client, owner: User, tmp_path: Path, choice: str, text: str
) -> None:
    document = changed(client, owner, tmp_path)
    marked = document.content
    assert "[deleted: 900]" in marked.text
    assert 'name="tracked_changes"' in client.get(f"/documents/{document.pk}/").content.decode()
    client.post(f"/documents/{document.pk}/changes/", {"tracked_changes": choice})
    tasks.read_document(document.pk)
    document = Document.objects.get()
    assert (document.status, document.tracked_changes) == ("ready", choice)
    assert document.content.text.split("\n")[0] == text
    assert document.has_tracked_changes
    assert document.text_of(marked.sha256).text == marked.text


def test_a_choice_that_stands_already_or_is_none_changes_nothing(
    client: Client, owner: User, tmp_path: Path
) -> None:
    document = changed(client, owner, tmp_path)
    for choice in ("marked", "nonsense", ""):
        client.post(f"/documents/{document.pk}/changes/", {"tracked_changes": choice})
        assert Document.objects.get().status == "ready"


def test_a_document_without_tracked_changes_has_no_choice(client: Client, owner: User) -> None:
    client.force_login(owner)
    document = make_ready(owner)
    assert "tracked_changes" not in client.get(f"/documents/{document.pk}/").content.decode()


def test_a_mark_of_an_earlier_text_is_found_again_or_left_out(
    client: Client, owner: User, tmp_path: Path
) -> None:
    document = changed(client, owner, tmp_path)
    before = document.content
    start = before.text.index("euros")
    deleted = before.text.index("900")
    client.post(f"/documents/{document.pk}/changes/", {"tracked_changes": "accepted"})
    tasks.read_document(document.pk)
    url = f"/documents/{document.pk}/pages/?around=1&state=verified&text={before.sha256}"
    kept = client.get(f"{url}&start={start}&end={start + 5}").content.decode()
    assert '<mark class="hit is-current is-verified">euros</mark>' in kept
    assert "<mark" not in client.get(f"{url}&start={deleted}&end={deleted + 3}").content.decode()


def test_the_servers_count_replaces_the_estimate_once(client: Client, owner: User) -> None:
    document = make_ready(owner)
    estimated = document.token_count
    prompt = TokenCount(1000, exact=False, method="estimate")
    take_server_count(document, prompt=prompt, server_tokens=900)
    document.refresh_from_db()
    assert document.token_count == -(-(estimated or 0) * 9 // 10)
    assert document.tokens_method == "server"
    take_server_count(document, prompt=prompt, server_tokens=100)
    document.refresh_from_db()
    assert document.token_count == -(-(estimated or 0) * 9 // 10)
    client.force_login(owner)
    assert f"about {document.token_count} tokens" in client.get(f"/documents/{document.pk}/").content.decode()


def test_an_exact_count_is_not_touched(owner: User) -> None:
    document = make_ready(owner)
    Document.objects.update(tokens_exact=True, tokens_method="tokenizer")
    document.refresh_from_db()
    before = document.token_count
    take_server_count(document, prompt=TokenCount(1000, exact=True, method="tokenizer"), server_tokens=900)
    assert Document.objects.get().token_count == before


def test_the_counts_of_pages_follow(owner: User) -> None:
    document = make_document(owner, content=pdf_bytes("First page " * 40, "Second " * 40))
    read_document(document)
    document.refresh_from_db()
    before = [page["tokens"] for page in document.content.pages]
    take_server_count(document, prompt=TokenCount(1000, exact=False, method="estimate"), server_tokens=500)
    after = [page["tokens"] for page in Document.objects.get().content.pages]
    assert after == pytest.approx([count / 2 for count in before], abs=1)


def test_a_refusal_of_the_server_is_what_the_document_says_from_then_on(
    client: Client, owner: User, settings: Any
) -> None:
    settings.MODEL = {**settings.MODEL, "context_window": 40_000}
    document = make_ready(owner)
    assert fit(document) is not None
    before = document.content.pages[0]["tokens"]
    take_server_refusal(document, prompt=ESTIMATED, server_tokens=41_234, first_question=True)
    document = Document.objects.get()
    needed = fit(document)
    assert needed is not None
    assert not needed.fits
    assert needed.sentence.startswith("about 41,234 tokens (by the server's count)")
    assert document.content.pages[0]["tokens"] > before
    client.force_login(owner)
    page = client.get(f"/documents/{document.pk}/").content.decode()
    assert "does not fit the model" in page
    assert "41,234 tokens" in page


def test_a_refusal_also_corrects_the_servers_own_earlier_count(owner: User) -> None:
    document = make_ready(owner)
    take_server_count(document, prompt=TokenCount(1000, exact=False, method="estimate"), server_tokens=900)
    document.refresh_from_db()
    take_server_refusal(document, prompt=ESTIMATED, server_tokens=50_000, first_question=True)
    assert (Document.objects.get().token_count or 0) > 40_000


def test_a_refusal_in_a_long_conversation_is_not_laid_on_the_document_alone(owner: User) -> None:
    document = make_ready(owner)
    estimated = document.token_count or 0
    take_server_refusal(
        document,
        prompt=TokenCount(40_000, exact=False, method="estimate"),
        server_tokens=50_000,
        first_question=False,
    )
    assert Document.objects.get().token_count == -(-estimated * 5 // 4)
