"""Django's admin writes and publishes drafts by the product's own rules, and breaks nothing that is published."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from docanalyzer.accounts.models import User
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.prompts.services import create_template
from tests.people import make_user

ROWS = {"versions-TOTAL_FORMS": 0, "versions-INITIAL_FORMS": 0}
FIELDS = '[{"name": "law", "type": "text", "title": "Governing law"}]'


@pytest.fixture
def root(client: Client, django_user_model: type[User]) -> User:
    user = django_user_model.objects.create_superuser("root")
    client.force_login(user)
    return user


def url_of(template: PromptTemplate) -> str:
    return reverse("admin:prompts_prompttemplate_change", args=[template.pk])


def posted(client: Client, template: PromptTemplate, **changed: Any) -> Any:
    """What a browser sends of the form as it stands, but for what was changed."""
    form = client.get(url_of(template)).context["adminform"].form
    said = {name: form[name].value() for name in form.fields}
    said = {name: "" if value is None else value for name, value in said.items() if value is not False}
    return client.post(url_of(template), {**said, **ROWS, **changed})


def test_djangos_admin_breaks_no_template(client: Client, root: User, template: PromptTemplate) -> None:
    other = PromptTemplate.objects.get(slug="summary", workspace=None).current
    assert "Say what it is about." in client.get(url_of(template)).content.decode()
    posted(client, template, name="Renamed", kind="extraction", draft="[1]", current=other and other.pk)
    mine = PromptTemplate.objects.get(pk=template.pk)
    assert mine.name == "Renamed"
    assert (mine.current, mine.draft, mine.kind) == (template.current, None, "summary")
    assert mine.versions.count() == 1


def test_a_template_is_begun_written_and_published_there(client: Client, root: User, admin: User) -> None:
    add = reverse("admin:prompts_prompttemplate_add")
    form = client.get(add).context["adminform"].form
    said = {name: form[name].value() for name in form.fields if form[name].value()}
    about = {"slug": "law", "name": "Law", "kind": "extraction", "output": "json", "answer_fields": FIELDS}
    about |= {"instructions": "Find the law.", "temperature": "0", **ROWS}
    assert "workspace" in client.post(add, {**said, **about}).context["adminform"].form.errors
    done = client.post(add, {**said, **about, "workspace": admin.workspace.pk})
    assert done.status_code == 302, done.context["adminform"].form.errors
    made = PromptTemplate.objects.get(slug="law", workspace=admin.workspace)
    assert (made.current, made.wording()["fields"][0]["title"]) == (None, "Governing law")
    posted(client, made, instructions="Find the governing law.", publish="on", note="First")
    made.refresh_from_db()
    assert made.current is not None
    assert (made.current.instructions, made.current.number) == ("Find the governing law.", 1)
    assert (made.current.author, made.current.note, made.draft) == (root, "First", None)


@pytest.mark.parametrize(
    "wrong",
    [{"instructions": "{{ party.name }}"}, {"instructions": ""}, {"variables": "[1]"}, {"answer_fields": FIELDS},
     {"answer_fields": "{"}, {"temperature": "3"}],
)  # fmt: skip
def test_a_draft_keeps_the_rules_there(
    client: Client, root: User, template: PromptTemplate, wrong: dict[str, str]
) -> None:
    assert posted(client, template, **wrong, publish="on").context["adminform"].form.errors
    template.refresh_from_db()
    assert (template.draft, template.versions.count()) == (None, 1)


@pytest.mark.parametrize("name", ["variables", "answer_fields"])
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (r'[{"name": "a\u0000", "type": "text", "title": "A"}]', "a character that no text can hold"),
        (r'[{"name": "a", "type": "text", "title": "\ud800"}]', "a character that no text can hold"),
        (r'[{"name": "a", "type": "text", "\udfff": "A"}]', "a character that no text can hold"),
        ("[" * 3000 + "]" * 3000, "nested too deep"),
        ("[" * 700 + "]" * 700, "nested too deep"),
        (f"[{'9' * 5000}]", "too long"),
        ('[{"name": "a", "type": "text", "required": NaN}]', "a number that is none"),
        ("{", "valid JSON"),
    ],
    ids=["nul", "half", "key", "deep", "less deep", "long number", "no number", "no JSON"],
)
def test_json_that_cannot_be_kept_is_refused_and_shown_as_it_was_typed(
    client: Client, root: User, template: PromptTemplate, name: str, typed: str, sentence: str
) -> None:
    page = posted(client, template, **{name: typed})
    form = page.context["adminform"].form
    assert sentence in str(form.errors[name])
    assert form[name].value() == typed
    page.content.decode()
    template.refresh_from_db()
    assert template.draft is None


def test_the_kind_can_be_changed_until_there_is_a_version(
    client: Client, root: User, admin: User, template: PromptTemplate
) -> None:
    draft = create_template(user=admin, name="New", kind="summary")
    assert "kind" not in client.get(url_of(template)).context["adminform"].form.fields
    assert posted(client, draft, kind="question", instructions="What is it?").status_code == 302
    draft.refresh_from_db()
    assert draft.kind == "question"


def test_what_somebody_wrote_meanwhile_is_not_lost_unseen(
    client: Client, root: User, template: PromptTemplate
) -> None:
    form = client.get(url_of(template)).context["adminform"].form
    seen = form["seen"].value()
    PromptTemplate.objects.filter(pk=template.pk).update(
        draft={**template.wording(), "instructions": "Theirs."}
    )
    page = posted(client, template, instructions="Mine.", seen=seen)
    assert "Somebody has changed this template" in page.content.decode()
    again = page.context["adminform"].form["seen"].value()
    posted(client, template, instructions="Mine.", seen=again)
    template.refresh_from_db()
    assert template.wording()["instructions"] == "Mine."


def test_built_in_templates_and_those_of_lookers_on_are_only_seen(
    client: Client, root: User, template: PromptTemplate
) -> None:
    builtin = PromptTemplate.objects.get(slug="summary", workspace=None)
    form = client.get(url_of(builtin)).context["adminform"].form
    assert list(form.fields) == ["archived"]
    client.post(
        url_of(builtin), {**ROWS, "archived": "on", "kind": "question", "instructions": "x", "publish": "on"}
    )
    builtin.refresh_from_db()
    assert (builtin.archived, builtin.kind, builtin.versions.count()) == (True, "summary", 1)
    looker = make_user("looker", template.workspace)
    looker.is_staff = True
    looker.save()
    looker.user_permissions.add(Permission.objects.get(codename="view_prompttemplate"))
    client.force_login(looker)
    assert client.get(url_of(template)).status_code == 200
    assert client.post(url_of(template), {**ROWS, "name": "x"}).status_code == 403
