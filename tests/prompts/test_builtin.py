from typing import Any

import pytest

from docanalyzer.accounts.models import User
from docanalyzer.prompts.builtin import definitions, install_builtin
from docanalyzer.prompts.models import PromptTemplate, PromptVersion
from docanalyzer.prompts.services import copy_template
from docanalyzer.prompts.wording import EMPTY, problems

pytestmark = pytest.mark.django_db


def test_the_built_in_templates_come_with_the_migrations() -> None:
    assert {"summary", "extraction", "comparison"} <= set(
        PromptTemplate.objects.values_list("slug", flat=True)
    )


def test_installing_again_publishes_nothing() -> None:
    before = PromptVersion.objects.count()
    assert install_builtin() == 0
    assert PromptVersion.objects.count() == before


def test_a_new_wording_is_a_new_version_and_the_old_one_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = [{**definition, "instructions": "Say it shorter."} for definition in definitions()]
    monkeypatch.setattr("docanalyzer.prompts.builtin.definitions", lambda: changed)
    old = PromptTemplate.objects.get(slug="summary").current
    install_builtin()
    template = PromptTemplate.objects.get(slug="summary")
    assert template.current.number == old.number + 1
    assert template.versions.get(number=old.number).instructions == old.instructions


def test_a_published_version_cannot_be_changed() -> None:
    version = PromptVersion.objects.first()
    version.instructions = "Changed."
    with pytest.raises(TypeError, match="publish a new version"):
        version.save()


def test_every_workspace_sees_the_built_in_ones(owner: User, outsider: User) -> None:
    for user in (owner, outsider):
        assert PromptTemplate.objects.usable_by(user).filter(slug="summary").exists()


def test_a_workspaces_own_template_stays_in_it(owner: User, outsider: User) -> None:
    template = PromptTemplate.objects.create(
        workspace=owner.workspace, slug="ours", name="Ours", kind="summary"
    )
    version = PromptVersion.objects.create(template=template, number=1, instructions="Ours.")
    PromptTemplate.objects.filter(pk=template.pk).update(current=version)
    assert PromptTemplate.objects.usable_by(owner).filter(slug="ours").exists()
    assert not PromptTemplate.objects.usable_by(outsider).filter(slug="ours").exists()


@pytest.mark.parametrize("definition", definitions(), ids=lambda definition: definition["slug"])
def test_each_keeps_every_rule_of_the_form(definition: dict[str, Any]) -> None:
    wording = {key: definition[key] for key in EMPTY if key in definition}
    assert problems(wording, definition["kind"]) == []


@pytest.mark.parametrize("definition", definitions(), ids=lambda definition: definition["slug"])
def test_each_renders_with_and_without_its_variables(definition: dict[str, Any]) -> None:
    template = PromptTemplate.objects.get(slug=definition["slug"])
    assert template.current is not None
    names = [variable["name"] for variable in template.current.variables]
    full = template.current.task(dict.fromkeys(names, "Harbour Mills")).instructions
    assert full.count("Harbour Mills") == len(names)
    required = {row["name"]: ["one"] for row in template.current.variables if row.get("required")}
    assert "{" not in template.current.task(required).instructions


def test_each_comes_in_both_languages_with_the_same_rows() -> None:
    by_slug = {definition["slug"]: definition for definition in definitions()}
    for slug in [slug for slug in by_slug if not slug.endswith("-zh")]:
        english, chinese = by_slug[slug], by_slug[f"{slug}-zh"]
        for key in ("variables", "fields"):
            assert [row["name"] for row in english.get(key, [])] == [
                row["name"] for row in chinese.get(key, [])
            ]
        assert english["instructions"] != chinese["instructions"]


def test_what_a_workspace_copied_is_not_touched(admin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = copy_template(user=admin, template=PromptTemplate.objects.get(slug="summary"))
    before = copy.wording()
    changed = [{**definition, "instructions": "Say it shorter."} for definition in definitions()]
    monkeypatch.setattr("docanalyzer.prompts.builtin.definitions", lambda: changed)
    install_builtin()
    copy.refresh_from_db()
    assert copy.wording() == before
