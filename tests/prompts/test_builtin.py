import pytest

from docanalyzer.accounts.models import User
from docanalyzer.prompts.builtin import definitions, install_builtin
from docanalyzer.prompts.models import PromptTemplate, PromptVersion

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
