from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.prompts.models import PromptTemplate
from tests.prompts.conftest import FORM


def test_a_draft_stands_beside_what_is_published(
    client: Client, admin: User, template: PromptTemplate
) -> None:
    client.force_login(admin)
    assert client.post(f"/templates/{template.pk}/", FORM).status_code == 302
    template.refresh_from_db()
    assert template.current is not None
    assert template.current.instructions == "Say what it is about."
    assert template.wording()["instructions"] == "List every notice period of {{ party }}."
    assert template.wording()["variables"][0]["name"] == "party"


def test_saving_what_is_published_leaves_no_draft(
    client: Client, admin: User, template: PromptTemplate
) -> None:
    client.force_login(admin)
    same = {**FORM, "instructions": "Say what it is about.", "variables-count": "0"}
    client.post(f"/templates/{template.pk}/", same)
    template.refresh_from_db()
    assert template.draft is None


def test_a_variable_that_is_not_declared_is_named_with_its_line(
    client: Client, admin: User, template: PromptTemplate
) -> None:
    client.force_login(admin)
    page = client.post(f"/templates/{template.pk}/", {**FORM, "instructions": "One.\r\nFor {{ parti }}."})
    assert page.status_code == 422
    assert "Line 2: the variable “parti” is used but not declared." in page.content.decode()
    template.refresh_from_db()
    assert template.draft is None


def test_adding_a_row_keeps_what_was_typed_and_saves_nothing(
    client: Client, admin: User, template: PromptTemplate
) -> None:
    client.force_login(admin)
    typed = {**FORM, "instructions": "Half a sent", "add": "variables"}
    page = client.post(f"/templates/{template.pk}/", typed).content.decode()
    assert 'name="variables-count" value="2"' in page
    assert 'name="variables-0-name" value="party"' in page
    assert "Half a sent" in page
    template.refresh_from_db()
    assert template.draft is None


def test_removing_a_row_takes_that_row(client: Client, admin: User, template: PromptTemplate) -> None:
    client.force_login(admin)
    two = {**FORM, "variables-count": "2", "variables-1-name": "since", "variables-1-type": "date"}
    page = client.post(f"/templates/{template.pk}/", {**two, "remove": "variables-0"}).content.decode()
    assert 'name="variables-0-name" value="since"' in page
    assert 'value="party"' not in page


def test_an_empty_row_is_no_row(client: Client, admin: User, template: PromptTemplate) -> None:
    client.force_login(admin)
    client.post(f"/templates/{template.pk}/", {**FORM, "variables-count": "2", "variables-1-type": "text"})
    template.refresh_from_db()
    assert len(template.wording()["variables"]) == 1
