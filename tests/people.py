"""The three people of every permission test, and documents that are theirs."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.base import ContentFile

from docanalyzer.accounts.models import Membership, User, Workspace
from docanalyzer.documents.models import Document
from docanalyzer.documents.services import keep_reading
from docanalyzer.pipeline.reading.result import Page, PageFlag, Reading

PAGES = (
    "Annual report of Harbour Mills. Revenue rose to 42.7 million euros in 2023.",
    "The board proposes a dividend of 0.85 euros a share. It is paid on 3 June 2024.",
    "",
)


def make_user(name: str, workspace: Workspace) -> User:
    user = User.objects.create_user(name, password="reading room")
    Membership.objects.create(user=user, workspace=workspace)
    return user


@pytest.fixture
def owner(db: None, valkey: object) -> User:
    return make_user("owner", Workspace.objects.create(name="Audit"))


@pytest.fixture
def colleague(owner: User) -> User:
    """Shares the owner's workspace."""
    return make_user("colleague", owner.workspace)


@pytest.fixture
def outsider(owner: User) -> User:
    """Has a workspace, another one."""
    return make_user("outsider", Workspace.objects.create(name="Elsewhere"))


def make_document(
    user: User, title: str = "Harbour Mills 2023", content: bytes = b"%PDF-1.7 a file"
) -> Document:
    """An uploaded document that nobody has read yet."""
    document = Document(
        workspace=user.workspace,
        uploaded_by=user,
        title=title,
        filename=f"{title}.pdf",
        sha256=hashlib.sha256(title.encode() + content).hexdigest(),
        size=len(content),
    )
    document.file.save("a.pdf", ContentFile(content), save=True)
    return document


def make_ready(user: User, title: str = "Harbour Mills 2023", pages: tuple[str, ...] = PAGES) -> Document:
    """A document with a text: three pages, the last one without a text layer."""
    document = make_document(user, title)
    assert document.claim()
    flags = [(PageFlag.EMPTY,) if not text else () for text in pages]
    reading = Reading(
        kind="pdf",
        media_type="application/pdf",
        paged=True,
        pages=tuple(
            Page(number, str(number), text, flag)
            for number, (text, flag) in enumerate(zip(pages, flags, strict=True), 1)
        ),
    )
    keep_reading(document, reading)
    document.refresh_from_db()
    return document
