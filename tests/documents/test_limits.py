"""What a file may cost is said by the settings, and a refusal says which limit it was."""

import io
from typing import Any

import docx
import pytest
from django.core.files.base import ContentFile

from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document
from docanalyzer.documents.services import read_document, take_upload


@pytest.fixture
def contract(owner: User) -> Document:
    file, written = io.BytesIO(), docx.Document()
    for number in range(40):
        written.add_paragraph(f"Clause {number} of the lease.")
    written.save(file)
    document, _ = take_upload(user=owner, file=ContentFile(file.getvalue(), "lease.docx"))
    return document


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DOCUMENT_MAX_UNPACKED_BYTES", 10_000),
        ("DOCUMENT_MAX_PARAGRAPHS", 20),
        ("DOCUMENT_MAX_TEXT_BYTES", 500),
    ],
)
def test_a_word_file_over_a_limit_is_refused_as_too_large(
    contract: Document, settings: Any, name: str, value: int
) -> None:
    setattr(settings, name, value)
    read_document(contract)
    contract.refresh_from_db()
    assert (contract.status, contract.outcome) == (Document.Status.FAILED, "too_large")


def test_within_the_limits_it_is_read(contract: Document) -> None:
    read_document(contract)
    contract.refresh_from_db()
    assert contract.status == Document.Status.READY
