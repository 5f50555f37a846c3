"""Approximate pages: where LibreOffice is, and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.documents import images
from docanalyzer.documents.models import Document
from tests.people import make_document

SCRIPT = """#!/bin/sh
# Stands in for LibreOffice: writes a PDF beside the source, once; a second time is a failure.
for last; do :; done
test -e {once} && exit 1
touch {once}
cp {made} "${{last%.*}}.pdf"
"""


@pytest.fixture(autouse=True)
def renderers(tmp_path: Path, settings) -> Iterator[None]:
    settings.DATA_DIR = tmp_path
    images.page_cache.cache_clear()
    yield
    images.pool().close()
    images.page_cache.cache_clear()


@pytest.fixture
def contract(owner: User) -> Document:
    document = make_document(owner, "Lease")
    Document.objects.filter(pk=document.pk).update(
        kind="word", paged=False, status="ready", filename="Lease.docx"
    )
    return Document.objects.get(pk=document.pk)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    pdf = pymupdf.open()
    pdf.new_page(width=300, height=400).insert_text((20, 40), "A lease")
    pdf.save(tmp_path / "made.pdf")
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "soffice"
    program.write_text(SCRIPT.format(once=tmp_path / "once", made=tmp_path / "made.pdf"))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return program


def test_pages_are_set_once_and_shown_as_approximate(
    client: Client, contract: Document, office: Path
) -> None:
    client.force_login(contract.uploaded_by)
    page = client.get(f"/documents/{contract.pk}/").content.decode()
    assert 'data-as="office"' in page
    assert "Approximate pages" in page
    base = f"/documents/{contract.pk}/viewer/"
    assert client.get(base + "layout.json?as=office").json()["sizes"] == [[1, 300.0, 400.0]]
    images.pool().close()
    image = client.get(base + "pages/1/image?as=office&percent=100")
    assert (image.status_code, image["Content-Type"]) == (200, "image/png")
    assert client.get(base + "pages/1/image").status_code == 404  # the file itself has no pages


def test_what_libreoffice_cannot_open_is_said(
    client: Client, contract: Document, office: Path, tmp_path: Path
) -> None:
    (tmp_path / "once").touch()
    client.force_login(contract.uploaded_by)
    answer = client.get(f"/documents/{contract.pk}/viewer/layout.json?as=office").json()
    assert answer["problem"] == "damaged"
    assert answer["sentence"]


def test_without_libreoffice_nothing_is_offered(
    client: Client, contract: Document, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    client.force_login(contract.uploaded_by)
    assert 'data-as="office"' not in client.get(f"/documents/{contract.pk}/").content.decode()
    assert client.get(f"/documents/{contract.pk}/viewer/layout.json?as=office").status_code == 404


def test_an_outsider_sees_no_approximate_page(
    client: Client, contract: Document, office: Path, outsider: User
) -> None:
    client.force_login(outsider)
    assert client.get(f"/documents/{contract.pk}/viewer/pages/1/image?as=office").status_code == 404
