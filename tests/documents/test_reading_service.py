from pathlib import Path

import pymupdf
import pytest
from django.core.files.base import ContentFile

from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document
from docanalyzer.documents.passwords import hand_over_password, take_password
from docanalyzer.documents.services import read_document, retry_reading
from tests.people import make_document


def pdf_bytes(*pages: str, password: str = "") -> bytes:
    pdf = pymupdf.open()
    for text in pages:
        page = pdf.new_page()
        if text:
            page.insert_text((72, 72), text)
    if password:
        return pdf.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=password, owner_pw="boss")
    return pdf.tobytes()


def test_reading_keeps_the_whole_text_with_its_pages(owner: User) -> None:
    document = make_document(owner, content=pdf_bytes("First page.", "", "Third page."))
    read_document(document)
    document.refresh_from_db()
    assert document.status == "ready"
    assert (document.page_count, document.empty_pages) == (3, [2])
    content = document.content
    assert [content.page_text(page).strip() for page in content.pages] == ["First page.", "", "Third page."]
    assert document.character_count == len(content.text)
    assert document.token_count


def test_a_document_is_read_by_one_worker_only(owner: User) -> None:
    document = make_document(owner, content=pdf_bytes("Text."))
    assert document.claim()
    read_document(Document.objects.get())
    assert Document.objects.get().status == "reading"


def test_a_file_that_is_no_document_fails_with_a_sentence(owner: User) -> None:
    document = make_document(owner, content=b"\x00\x01\x02 nothing that we know \xff\xfe\x00" * 50)
    read_document(document)
    document.refresh_from_db()
    assert document.status == "failed"
    assert document.outcome
    assert document.message.endswith(".")


def test_an_encrypted_file_is_read_with_the_password_that_was_handed_over_once(owner: User) -> None:
    document = make_document(owner, content=pdf_bytes("Secret terms.", password="sesame"))
    read_document(document)
    document.refresh_from_db()
    assert document.outcome == "encrypted"
    hand_over_password(document, "sesame")
    retry_reading(document)
    document.refresh_from_db()
    read_document(document, password=take_password(document))
    document.refresh_from_db()
    assert document.status == "ready"
    assert take_password(document) == ""
    stored = " ".join(str(value) for value in Document.objects.values().get().values())
    assert "sesame" not in stored


def test_a_result_of_a_worker_that_was_given_up_is_dropped(
    owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = make_document(owner, content=pdf_bytes("Text."))

    def taken_over(path: Path, **_: object) -> object:
        Document.objects.update(attempts=9)
        return original(path)

    from docanalyzer.documents import services

    original = services.read
    monkeypatch.setattr(services, "read", taken_over)
    read_document(document)
    assert Document.objects.get().status == "reading"
    assert not hasattr(Document.objects.get(), "content")


def test_the_stored_name_is_ours(owner: User) -> None:
    document = make_document(owner)
    document.file.save("../evil.pdf", ContentFile(b"x"))
    assert document.file.name.startswith("documents/")
    assert "evil" not in document.file.name
