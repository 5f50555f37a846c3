import re

import pytest
from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document
from tests.people import make_document, make_ready

GETS = ["/documents/{pk}/", "/documents/{pk}/row/", "/documents/{pk}/status.json", "/documents/{pk}/pages/"]
POSTS = ["/documents/{pk}/delete/", "/documents/{pk}/retry/", "/documents/{pk}/rename/"]


@pytest.mark.parametrize("url", GETS)
def test_the_owner_and_a_colleague_see_it_and_an_outsider_does_not(
    client: Client, owner: User, colleague: User, outsider: User, url: str
) -> None:
    document = make_ready(owner)
    for user, status in ((owner, 200), (colleague, 200), (outsider, 404)):
        client.force_login(user)
        assert client.get(url.format(pk=document.pk)).status_code == status


@pytest.mark.parametrize("url", POSTS)
def test_an_outsider_changes_nothing(client: Client, owner: User, outsider: User, url: str) -> None:
    document = make_ready(owner)
    client.force_login(outsider)
    assert client.post(url.format(pk=document.pk), {"title": "mine now"}).status_code == 404
    document.refresh_from_db()
    assert document.title == "Harbour Mills 2023"


def test_the_library_lists_this_workspace_alone(client: Client, owner: User, outsider: User) -> None:
    make_ready(owner, "Ours")
    make_ready(outsider, "Theirs")
    client.force_login(owner)
    page = client.get("/documents/").content.decode()
    assert "Ours" in page
    assert "Theirs" not in page


def test_the_library_is_searched_by_title(client: Client, owner: User) -> None:
    make_ready(owner, "Lease of the mill")
    make_ready(owner, "Annual report")
    client.force_login(owner)
    page = client.get("/documents/?q=lease").content.decode()
    assert "Lease of the mill" in page
    assert "Annual report" not in page


def test_the_row_says_pages_characters_tokens_and_that_it_fits(client: Client, owner: User) -> None:
    document = make_ready(owner)
    client.force_login(owner)
    page = client.get("/documents/").content.decode()
    assert "3 pages" in page
    assert f"{document.character_count:,} characters" in page
    assert "tokens" in page
    assert ">fits<" in page
    assert "1 page without text" in page


def test_a_document_that_does_not_fit_shows_both_numbers(client: Client, owner: User) -> None:
    document = make_ready(owner)
    Document.objects.update(token_count=1_082_400, tokens_exact=True, page_count=0)
    client.force_login(owner)
    page = client.get(f"/documents/{document.pk}/").content.decode()
    assert "1,084,400 tokens; the limit is 1,048,576" in page


def test_the_page_says_how_the_two_numbers_hang_together(client: Client, owner: User) -> None:
    document = make_ready(owner)
    Document.objects.update(token_count=1_082_400, tokens_exact=True, page_count=100)
    client.force_login(owner)
    page = client.get(f"/documents/{document.pk}/").content.decode()
    assert "1,085,600 tokens; the limit is" in page
    assert "Of these, 1,082,400 are the text; 3,200 are kept for" in page


def test_status_tells_the_stage(client: Client, owner: User) -> None:
    document = make_document(owner)
    Document.objects.update(status="reading", pages_read=87, page_count=300)
    client.force_login(owner)
    answer = client.get(f"/documents/{document.pk}/status.json").json()
    assert answer["stage"] == "Reading page 87 of 300"
    assert answer["fits"] is None


def test_pages_mark_the_cited_words_and_escape_the_rest(client: Client, owner: User) -> None:
    document = make_ready(owner, pages=("A <b>bold</b> claim about revenue.", "Second page."))
    start = document.content.text.index("claim")
    client.force_login(owner)
    html = client.get(
        f"/documents/{document.pk}/pages/?around=1&start={start}&end={start + 5}&state=verified"
    ).content.decode()
    assert '<mark class="hit is-current is-verified">claim</mark>' in html
    assert "&lt;b&gt;bold&lt;/b&gt;" in html


def test_a_failed_document_says_why_and_is_read_again(client: Client, owner: User) -> None:
    document = make_document(owner)
    Document.objects.update(
        status="failed", outcome="damaged", message="The file ends in the middle of page 3."
    )
    client.force_login(owner)
    assert "ends in the middle of page 3" in client.get(f"/documents/{document.pk}/").content.decode()
    client.post(f"/documents/{document.pk}/retry/")
    document.refresh_from_db()
    assert document.status == "uploaded"


def test_an_encrypted_document_asks_for_its_password(client: Client, owner: User) -> None:
    document = make_document(owner)
    Document.objects.update(status="failed", outcome="encrypted", message="A password is needed.")
    client.force_login(owner)
    assert 'type="password"' in client.get(f"/documents/{document.pk}/").content.decode()


def test_deleting_removes_the_file_and_the_rows(
    client: Client, owner: User, django_capture_on_commit_callbacks
) -> None:
    document = make_ready(owner)
    storage, name = document.file.storage, document.file.name
    client.force_login(owner)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/documents/{document.pk}/delete/")
    assert not Document.objects.exists()
    assert not storage.exists(name)


def test_renaming_keeps_the_file(client: Client, owner: User) -> None:
    document = make_ready(owner)
    client.force_login(owner)
    client.post(f"/documents/{document.pk}/rename/", {"title": "Better"})
    document.refresh_from_db()
    assert document.title == "Better"


def test_status_of_a_document_that_does_not_fit_has_both_numbers(client: Client, owner: User) -> None:
    document = make_ready(owner)
    Document.objects.update(token_count=1_082_400, tokens_exact=True, page_count=0)
    client.force_login(owner)
    answer = client.get(f"/documents/{document.pk}/status.json").json()
    assert answer["fits"] is False
    assert answer["limit"] < 1_082_400
    assert "1,048,576" in answer["fit_message"]


def test_every_suffix_that_can_be_read_is_offered(client: Client, owner: User) -> None:
    client.force_login(owner)
    page = client.get("/documents/").content.decode()
    offered = re.findall(r'accept="([^"]*)"', page)[0].split(",")
    assert {".pdf", ".docx", ".dotm", ".dot", ".ott", ".xhtml", ".mht", ".markdown", ".txt"} <= set(offered)
    assert len(offered) == len(set(offered))
