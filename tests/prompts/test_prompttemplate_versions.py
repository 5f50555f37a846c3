"""Publish, compare, roll back, archive, copy."""

from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.prompts.models import PromptTemplate
from tests.prompts.conftest import FORM


def published(client: Client, template: PromptTemplate, **changed: str) -> PromptTemplate:
    client.post(f"/templates/{template.pk}/publish/", {**FORM, "note": "Shorter", **changed})
    return PromptTemplate.objects.get(pk=template.pk)


def test_publishing_makes_a_version_with_its_author_and_note(
    client: Client, admin: User, template: PromptTemplate
) -> None:
    client.force_login(admin)
    version = published(client, template).current
    assert version is not None
    assert (version.number, version.author, version.note) == (2, admin, "Shorter")
    assert template.versions.get(number=1).instructions == "Say what it is about."


def test_publishing_the_same_again_makes_no_version(
    client: Client, admin: User, template: PromptTemplate
) -> None:
    client.force_login(admin)
    published(client, template)
    published(client, template)
    assert template.versions.count() == 2


def test_what_cannot_render_is_not_published(client: Client, admin: User, template: PromptTemplate) -> None:
    client.force_login(admin)
    published(client, template, instructions="{% for a in party %}x{% endfor %}")
    assert template.versions.count() == 1


def test_the_page_shows_words_that_came_and_words_that_went(
    client: Client, admin: User, template: PromptTemplate
) -> None:
    client.force_login(admin)
    published(client, template, instructions="Say what it is for.", **{"variables-count": "0"})
    page = client.get(f"/templates/{template.pk}/versions/").content.decode()
    assert "Say what it is <del>about</del><ins>for</ins>." in page


def test_rolling_back_publishes_the_old_wording_as_a_new_version(
    client: Client, admin: User, template: PromptTemplate
) -> None:
    client.force_login(admin)
    published(client, template)
    client.post(f"/templates/{template.pk}/versions/1/restore/")
    template.refresh_from_db()
    assert template.current is not None
    assert template.current.number == 3
    assert template.current.instructions == "Say what it is about."
    assert template.current.note == "Back to version 1"
    assert template.versions.count() == 3


def test_an_archived_template_is_not_offered_and_comes_back(
    client: Client, admin: User, template: PromptTemplate
) -> None:
    client.force_login(admin)
    for offered in (False, True):
        client.post(f"/templates/{template.pk}/archive/")
        assert PromptTemplate.objects.usable_by(admin).filter(pk=template.pk).exists() is offered


def test_a_copy_of_a_built_in_template_is_the_workspaces_own(client: Client, admin: User) -> None:
    builtin = PromptTemplate.objects.get(slug="extraction")
    client.force_login(admin)
    client.post(f"/templates/{builtin.pk}/copy/")
    copy = PromptTemplate.objects.get(workspace=admin.workspace)
    assert copy.wording() == builtin.wording()
    assert copy.slug != builtin.slug


def test_a_first_version_is_shown_without_marks(
    client: Client, admin: User, template: PromptTemplate
) -> None:
    client.force_login(admin)
    page = client.get(f"/templates/{template.pk}/versions/").content.decode()
    assert "Say what it is about." in page
    assert "<ins>" not in page
