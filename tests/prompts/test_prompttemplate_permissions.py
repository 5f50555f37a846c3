"""Templates are for the admins of their workspace: to a member and to an outsider the pages do not exist."""

import pytest
from django.test import Client

from docanalyzer.accounts.models import Membership, User
from docanalyzer.prompts.models import PromptTemplate, PromptVersion
from tests.people import make_user
from tests.prompts.conftest import FORM

PAGES = ["", "new/", "templates.yaml", "{pk}/", "{pk}/versions/", "{pk}/template.yaml"]
ACTIONS = ["import/", "{pk}/publish/", "{pk}/versions/1/restore/", "{pk}/copy/", "{pk}/archive/"]


@pytest.mark.parametrize("page", PAGES)
def test_an_admin_opens_a_page_and_a_member_does_not(
    client: Client, admin: User, colleague: User, template: PromptTemplate, page: str
) -> None:
    for user, status in ((admin, 200), (colleague, 404)):
        client.force_login(user)
        assert client.get(f"/templates/{page.format(pk=template.pk)}").status_code == status


@pytest.mark.parametrize("action", ACTIONS)
def test_a_member_can_do_nothing(
    client: Client, colleague: User, template: PromptTemplate, action: str
) -> None:
    before = PromptVersion.objects.count(), PromptTemplate.objects.count()
    client.force_login(colleague)
    assert client.post(f"/templates/{action.format(pk=template.pk)}").status_code == 404
    assert (PromptVersion.objects.count(), PromptTemplate.objects.count()) == before


@pytest.mark.parametrize("page", [page for page in PAGES + ACTIONS if "{pk}" in page])
def test_an_admin_of_another_workspace_finds_nothing_here(
    client: Client, outsider: User, template: PromptTemplate, page: str
) -> None:
    Membership.objects.filter(user=outsider).update(role=Membership.Role.ADMIN)
    client.force_login(outsider)
    send = client.post if page in ACTIONS else client.get
    assert send(f"/templates/{page.format(pk=template.pk)}").status_code == 404


def test_staff_who_are_members_manage_their_workspaces_templates(
    client: Client, colleague: User, template: PromptTemplate
) -> None:
    User.objects.filter(pk=colleague.pk).update(is_staff=True)
    client.force_login(colleague)
    assert client.get(f"/templates/{template.pk}/").status_code == 200


def test_a_built_in_template_is_read_and_not_edited(client: Client, admin: User) -> None:
    builtin = PromptTemplate.objects.get(slug="summary")
    client.force_login(admin)
    assert client.get(f"/templates/{builtin.pk}/versions/").status_code == 200
    assert client.get(f"/templates/{builtin.pk}/").status_code == 404
    assert client.post(f"/templates/{builtin.pk}/archive/").status_code == 404


def test_the_navigation_leads_admins_there_and_nobody_else(
    client: Client, admin: User, colleague: User
) -> None:
    for user, shown in ((admin, True), (colleague, False)):
        client.force_login(user)
        assert ('href="/templates/"' in client.get("/documents/").content.decode()) is shown


def test_a_template_that_is_meant_for_some_is_offered_to_them_and_to_admins(
    client: Client, admin: User, colleague: User, template: PromptTemplate
) -> None:
    third = make_user("third", admin.workspace)
    client.force_login(admin)
    form = {**FORM, "variables-count": "0", "instructions": "Say what it is about.", "people": [third.pk]}
    client.post(f"/templates/{template.pk}/", form)
    offered = [template in PromptTemplate.objects.usable_by(user) for user in (admin, third, colleague)]
    assert offered == [True, True, False]
