"""Django's admin shows documents and deletes none: what hangs on them goes by the product's own deletion."""

import pytest
from django.test import Client
from django.urls import reverse

from docanalyzer.accounts.models import User, Workspace
from docanalyzer.documents.models import Document
from tests.people import make_ready


@pytest.fixture
def document(client: Client, owner: User) -> Document:
    client.force_login(User.objects.create_superuser("root"))
    return make_ready(owner)


def test_a_document_is_not_deleted_there_and_its_page_is_named(client: Client, document: Document) -> None:
    page = client.get(reverse("admin:documents_document_change", args=[document.pk])).content.decode()
    assert f'href="/documents/{document.pk}/"' in page
    url = reverse("admin:documents_document_delete", args=[document.pk])
    assert client.post(url, {"post": "yes"}).status_code == 403
    many = {"action": "delete_selected", "_selected_action": [document.pk], "post": "yes"}
    client.post(reverse("admin:documents_document_changelist"), many)
    assert Document.objects.filter(pk=document.pk).exists()
    assert document.file.storage.exists(str(document.file.name))


def test_nor_with_its_workspace(client: Client, document: Document) -> None:
    url = reverse("admin:accounts_workspace_delete", args=[document.workspace_id])
    assert client.post(url, {"post": "yes"}).status_code == 403
    assert Document.objects.filter(pk=document.pk).exists()
    empty = Workspace.objects.create(name="Empty")
    client.post(reverse("admin:accounts_workspace_delete", args=[empty.pk]), {"post": "yes"})
    assert not Workspace.objects.filter(pk=empty.pk).exists()
