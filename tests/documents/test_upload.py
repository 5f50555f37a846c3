from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document


def send(client: Client, *files: SimpleUploadedFile, headers: dict[str, str] | None = None):
    headers = {"X-Upload": "1"} if headers is None else headers
    return client.post("/documents/upload/", {"files": list(files)}, headers=headers)


def pdf(name: str = "report.pdf", content: bytes = b"%PDF-1.7 text") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def test_an_upload_answers_with_its_row_and_stores_the_file(client: Client, owner: User) -> None:
    client.force_login(owner)
    response = send(client, pdf())
    document = Document.objects.get()
    assert response.status_code == 201
    assert f'id="document-{document.pk}"' in response.content.decode()
    assert document.title == "report"
    assert document.workspace == owner.workspace
    assert document.file.read() == b"%PDF-1.7 text"


def test_several_files_come_in_one_request(client: Client, owner: User) -> None:
    client.force_login(owner)
    send(client, pdf("a.pdf", b"%PDF a"), pdf("b.pdf", b"%PDF b"))
    assert set(Document.objects.values_list("title", flat=True)) == {"a", "b"}


def test_the_same_bytes_are_kept_once_and_the_row_says_so(
    client: Client, owner: User, colleague: User
) -> None:
    client.force_login(owner)
    send(client, pdf("first.pdf"))
    client.force_login(colleague)
    response = send(client, pdf("second name.pdf"))
    assert Document.objects.count() == 1
    assert "in the library already" in response.content.decode()


def test_another_workspace_has_its_own_copy(client: Client, owner: User, outsider: User) -> None:
    for user in (owner, outsider):
        client.force_login(user)
        send(client, pdf())
    assert Document.objects.count() == 2


@override_settings(DOCUMENT_MAX_BYTES=10)
def test_a_file_over_the_limit_is_refused_with_the_limit(client: Client, owner: User) -> None:
    client.force_login(owner)
    response = send(client, pdf(content=b"x" * 11))
    assert response.status_code == 400
    assert "the limit is" in response.content.decode()
    assert not Document.objects.exists()


def test_an_empty_file_is_refused(client: Client, owner: User) -> None:
    client.force_login(owner)
    response = send(client, pdf(content=b""))
    assert response.status_code == 400
    assert "0 bytes" in response.content.decode()


def test_a_hostile_file_name_stays_a_name(client: Client, owner: User) -> None:
    client.force_login(owner)
    send(client, pdf('../../<img src=x onerror="alert(1)">.pdf'))
    document = Document.objects.get()
    assert ".." not in document.file.name
    assert "<img" not in client.get("/documents/").content.decode()


def test_without_javascript_the_form_leads_back_to_the_library(client: Client, owner: User) -> None:
    client.force_login(owner)
    assert send(client, pdf(), headers={}).headers["Location"] == "/documents/"


def test_a_stranger_is_sent_to_sign_in(client: Client, db: None) -> None:
    assert send(client, pdf()).headers["Location"].startswith("/login/")


def test_uploads_need_the_csrf_token(owner: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    assert send(client, pdf()).status_code == 403


def test_a_suffix_of_hundreds_of_characters_is_taken_in(client: Client, owner: User) -> None:
    client.force_login(owner)
    assert send(client, pdf("a." + "b" * 250)).status_code == 201
    assert Document.objects.get().title == "a"
