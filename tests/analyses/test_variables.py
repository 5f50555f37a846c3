"""A template's variables become a form, and their values stay with the result."""

import pytest
from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.analyses.models import Analysis
from docanalyzer.documents.fit import fit
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.prompts.services import create_template, publish
from docanalyzer.runs.models import Run
from tests.people import make_ready

VARIABLES = [
    {"name": "party", "type": "text", "required": True, "title": "Whose"},
    {"name": "since", "type": "date"},
    {"name": "least", "type": "number"},
    {"name": "tone", "type": "choice", "choices": ["short", "long"]},
    {"name": "points", "type": "list"},
    {"name": "frame", "type": "document"},
]
TEXT = "{{ party }} / {{ since }} / {{ least }} / {{ tone }} / {{ points }} / {{ frame }}"


@pytest.fixture
def template(owner: User) -> PromptTemplate:
    made = create_template(
        user=owner, name="Ours", kind="summary", wording={"instructions": TEXT, "variables": VARIABLES}
    )
    publish(made, author=owner)
    return made


def test_the_values_stand_in_the_instructions_and_rebuild_them(
    client: Client, owner: User, template: PromptTemplate
) -> None:
    document, frame = make_ready(owner), make_ready(owner, "Frame contract")
    client.force_login(owner)
    values = {
        "variable-party": "Harbour {{ x }}",
        "variable-since": "2024-02-29",
        "variable-least": "1000000.50",
        "variable-tone": "short",
        "variable-points": "a\r\n\r\n b ",
        "variable-frame": frame.pk,
    }
    client.post(f"/documents/{document.pk}/analyses/", {"template": "ours", **values})
    run, analysis = Run.objects.get(), Analysis.objects.get()
    asked = "Harbour {{ x }} / 2024-02-29 / 1000000.50 / short / - a\n- b / document 2 (“Frame contract”)"
    assert run.task["instructions"] == asked
    assert [item.document for item in run.run_documents.all()] == [document, frame]
    assert analysis.prompt_version.task(analysis.values).instructions == asked


def test_what_is_left_empty_is_empty(client: Client, owner: User, template: PromptTemplate) -> None:
    document = make_ready(owner)
    client.force_login(owner)
    client.post(f"/documents/{document.pk}/analyses/", {"template": "ours", "variable-party": "A"})
    assert Run.objects.get().task["instructions"] == "A /  /  /  /  / "


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"variable-party": "A", "variable-since": "soon"},
        {"variable-party": "A", "variable-least": "many"},
        {"variable-party": "A", "variable-tone": "loud"},
    ],
)
def test_a_value_that_does_not_fit_starts_nothing(
    client: Client, owner: User, template: PromptTemplate, wrong: dict[str, str]
) -> None:
    document = make_ready(owner)
    client.force_login(owner)
    answer = client.post(
        f"/documents/{document.pk}/analyses/", {"template": "ours", **wrong}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert not Run.objects.exists()


def test_a_document_of_another_workspace_cannot_be_named(
    client: Client, owner: User, outsider: User, template: PromptTemplate
) -> None:
    document, theirs = make_ready(owner), make_ready(outsider)
    client.force_login(owner)
    posted = {"template": "ours", "variable-party": "A", "variable-frame": theirs.pk}
    client.post(f"/documents/{document.pk}/analyses/", posted)
    assert not Run.objects.exists()


def test_the_form_asks_for_the_variables_of_the_chosen_template(
    client: Client, owner: User, template: PromptTemplate
) -> None:
    document = make_ready(owner)
    client.force_login(owner)
    panel = f"/documents/{document.pk}/analyses/summary/"
    assert 'name="variable-party"' in client.get(f"{panel}?template=ours").content.decode()
    assert 'name="variable-positions"' in client.get(f"{panel}?template=playbook").content.decode()
    assert 'name="variable-' not in client.get(f"{panel}?template=summary").content.decode()


def test_a_built_in_template_that_comes_later_with_the_same_slug_does_not_get_in_the_way(
    client: Client, owner: User, template: PromptTemplate
) -> None:
    PromptTemplate.objects.filter(pk=template.pk).update(slug="summary")
    document = make_ready(owner)
    client.force_login(owner)
    client.post(f"/documents/{document.pk}/analyses/", {"template": "summary", "variable-party": "A"})
    assert Run.objects.get().prompt_version == template.current


def test_what_will_be_read_counts_the_documents_that_a_variable_names(
    client: Client, owner: User, template: PromptTemplate
) -> None:
    document, frame = make_ready(owner), make_ready(owner, "Frame contract")
    both = f"{fit(document, frame).tokens:,} tokens"
    client.force_login(owner)
    said = {"template": "ours", "variable-party": "A", "variable-frame": frame.pk}
    assert both in client.post("/results/new/", {"document": document.pk, **said}).content.decode()
    url = f"/documents/{document.pk}/outlook/"
    assert both in client.get(url, said).content.decode()
    alone = client.get(url, {"template": "ours"}).content.decode()
    assert f"{fit(document).tokens:,} tokens" in alone
    assert "fits" in alone


def test_an_outsider_is_told_nothing_of_a_document(client: Client, owner: User, outsider: User) -> None:
    document = make_ready(owner)
    client.force_login(outsider)
    assert client.get(f"/documents/{document.pk}/outlook/").status_code == 404
