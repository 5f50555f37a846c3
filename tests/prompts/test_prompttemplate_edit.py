import re

from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.prompts.services import publish, save_draft
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


def test_two_who_edit_at_once_do_not_write_over_each_other_unseen(
    client: Client, admin: User, template: PromptTemplate
) -> None:
    client.force_login(admin)
    url = f"/templates/{template.pk}/"
    seen = re.search(r'name="seen" value="(\w+)"', client.get(url).content.decode())
    assert seen
    first = {**FORM, "seen": seen[1], "instructions": "Long work on {{ party }}."}
    mine = {**FORM, "seen": seen[1], "instructions": "Other words on {{ party }}."}
    assert client.post(url, first).status_code == 302
    assert client.post(url, first).status_code == 302  # the same twice is no conflict
    more = client.post(url, {**mine, "add": "variables"}).content.decode()
    assert f'name="seen" value="{seen[1]}"' in more
    for path in (url, f"{url}publish/"):
        page = client.post(path, mine)
        assert page.status_code == 422
        assert "has changed this template since you opened it" in page.content.decode()
        assert "Other words on" in page.content.decode()
        template.refresh_from_db()
        assert template.wording()["instructions"] == "Long work on {{ party }}."
        assert template.versions.count() == 1
    again = re.search(r'name="seen" value="(\w+)"', page.content.decode())
    assert again
    assert client.post(url, {**mine, "seen": again[1]}).status_code == 302
    template.refresh_from_db()
    assert template.wording()["instructions"] == "Other words on {{ party }}."


def test_numbers_without_end_are_no_numbers(client: Client, admin: User, template: PromptTemplate) -> None:
    client.force_login(admin)
    endless = "9" * 5000
    for typed in ({"variables-count": endless}, {"remove": f"variables-{endless}"}):
        assert client.post(f"/templates/{template.pk}/", {**FORM, **typed}).status_code < 500


def test_somebody_who_was_taken_off_does_not_come_back_with_an_older_form(
    client: Client, admin: User, colleague: User, template: PromptTemplate
) -> None:
    template.people.set([colleague])
    client.force_login(admin)
    url = f"/templates/{template.pk}/"
    seen = re.search(r'name="seen" value="(\w+)"', client.get(url).content.decode())
    assert seen
    same = {**FORM, "variables-count": "0", "instructions": "Say what it is about.", "seen": seen[1]}
    assert client.post(url, {**same, "name": "Ours", "people": []}).status_code == 302
    page = client.post(url, {**same, "name": "Ours", "people": [colleague.pk]})
    assert page.status_code == 422
    assert "has changed this template since you opened it" in page.content.decode()
    assert not template.people.exists()


def test_a_draft_that_is_saved_while_another_is_published_stays(
    admin: User, template: PromptTemplate
) -> None:
    save_draft(template, wording={**template.wording(), "instructions": "Published."})
    late = PromptTemplate.objects.get(pk=template.pk)
    save_draft(late, wording={**late.wording(), "instructions": "Saved in the same moment."})
    publish(template, author=admin)
    template.refresh_from_db()
    assert template.current.instructions == "Published."
    assert template.draft["instructions"] == "Saved in the same moment."
