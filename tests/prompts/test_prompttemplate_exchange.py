"""Export and import as YAML."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.prompts.exchange import BadFile, dump, load
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.prompts.wording import EMPTY


def sent(client: Client, text: str) -> HttpResponse:
    file = SimpleUploadedFile("t.yaml", text.encode())
    return client.post("/templates/import/", {"file": file})


@pytest.mark.django_db
def test_what_is_exported_comes_back_the_same() -> None:
    for template in PromptTemplate.objects.select_related("current"):
        (entry,) = load(dump(template).encode())
        assert entry["wording"] == {**EMPTY, **template.wording()}
        assert (entry["name"], entry["kind"]) == (template.name, template.kind)


def test_a_file_of_two_comes_in_as_two_drafts(client: Client, admin: User, template: PromptTemplate) -> None:
    client.force_login(admin)
    exported = client.get("/templates/templates.yaml").content.decode()
    sent(client, f"{exported}---\nname: 合同\nkind: summary\ninstructions: 概括。\n")
    drafts = PromptTemplate.objects.filter(workspace=admin.workspace, current=None)
    assert set(drafts.values_list("name", flat=True)) == {"Ours", "合同"}


def test_a_file_with_one_mistake_changes_nothing(client: Client, admin: User) -> None:
    client.force_login(admin)
    page = sent(
        client, "name: A\nkind: summary\ninstructions: a\n---\nname: B\nkind: poem\ninstructions: b\n"
    )
    assert page.status_code == 422
    assert "Template 2 (B): “kind” is one of" in page.content.decode()
    assert not PromptTemplate.objects.filter(workspace=admin.workspace).exists()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "holds no template"),
        ("name: [", "line 1"),
        ("name: A\nkind: summary\ninstructions: 'For {{ x }}'", "instructions: Line 1: the variable “x”"),
        ("- a\n- b", "not a list of keys"),
        ("name: A\nkind: summary\ninstructions: a\nmodel: b", "Not known: model"),
        ("a: &a [x]\nb: *a", "References"),
        ("name: !!python/object:os.system a", "Not readable"),
        ("name: 2026-99-99", "Not readable|“name”"),
        ("[" * 3000, "Not readable"),
        ("max_tokens: !!int ''", "a value is not of its type"),
        ("a: !!bool abc", "a value is not of its type"),
        ("a: !!timestamp abc", "a value is not of its type"),
        ("a: !!float ''", "a value is not of its type"),
        ('name: A\nkind: summary\ninstructions: "x \\uD800"', "Line 3 has a character"),
        ('name: "A\\0"', "Line 1 has a character"),
    ],
    ids=[
        *("empty", "broken", "variable", "list", "unknown", "alias", "python", "date", "deep"),
        *("int", "bool", "timestamp", "float", "surrogate", "null"),
    ],
)
def test_a_bad_file_says_what_is_wrong(text: str, why: str) -> None:
    with pytest.raises(BadFile, match=why):
        load(text.encode())


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(BadFile, match="UTF-8"):
        load(b"\xff\xfe\x00name")


def test_an_export_with_an_unwritten_draft_comes_back(client: Client, admin: User) -> None:
    client.force_login(admin)
    client.post("/templates/new/", {"name": "Empty", "kind": "summary"})
    text = client.get("/templates/templates.yaml").content
    (entry,) = load(text)
    assert (entry["name"], entry["wording"]["instructions"]) == ("Empty", "")
    assert sent(client, text.decode()).status_code == 302
    assert PromptTemplate.objects.filter(workspace=admin.workspace, name="Empty").count() == 2
