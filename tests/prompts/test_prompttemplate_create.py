from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.prompts.models import PromptTemplate

NEW = {"name": "Ours", "kind": "extraction", "description": ""}


def test_a_new_template_is_a_draft_that_nobody_can_choose_yet(client: Client, admin: User) -> None:
    client.force_login(admin)
    answer = client.post("/templates/new/", NEW)
    made = PromptTemplate.objects.get(workspace=admin.workspace)
    assert answer.headers["Location"] == f"/templates/{made.pk}/"
    assert not PromptTemplate.objects.usable_by(admin).filter(pk=made.pk).exists()


def test_two_templates_of_one_name_have_two_slugs(client: Client, admin: User) -> None:
    client.force_login(admin)
    client.post("/templates/new/", NEW)
    client.post("/templates/new/", NEW)
    slugs = PromptTemplate.objects.filter(workspace=admin.workspace).values_list("slug", flat=True)
    assert set(slugs) == {"ours", "ours-2"}


def test_a_name_in_chinese_has_a_slug_too(client: Client, admin: User) -> None:
    client.force_login(admin)
    client.post("/templates/new/", {**NEW, "name": "合同要点"})
    assert PromptTemplate.objects.get(name="合同要点").slug


def test_it_never_takes_the_slug_of_a_built_in_template(client: Client, admin: User) -> None:
    client.force_login(admin)
    client.post("/templates/new/", {**NEW, "name": "Summary"})
    assert PromptTemplate.objects.get(name="Summary").slug == "summary-2"


def test_without_a_name_nothing_is_made(client: Client, admin: User) -> None:
    client.force_login(admin)
    assert client.post("/templates/new/", {**NEW, "name": ""}).status_code == 422
    assert not PromptTemplate.objects.filter(workspace=admin.workspace).exists()
