"""Write templates: a draft is saved as often as one likes, publishing makes a version that stays."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from docanalyzer.accounts.models import User, Workspace
from docanalyzer.prompts.models import PromptTemplate, PromptVersion
from docanalyzer.prompts.wording import EMPTY, problems


class CannotPublish(ValueError):
    """The draft cannot be published; the message is for the person who pressed the button."""


def create_template(
    *, user: User, name: str, kind: str, description: str = "", wording: Mapping[str, Any] | None = None
) -> PromptTemplate:
    """A template of the user's workspace with a draft and nothing published."""
    return PromptTemplate.objects.create(
        workspace=user.workspace,
        slug=free_slug(user.workspace, name),
        name=name,
        kind=kind,
        description=description,
        draft={**EMPTY, **(wording or {})},
    )


def create_templates(*, user: User, definitions: Sequence[Mapping[str, Any]]) -> list[PromptTemplate]:
    """All of an imported file (exchange.load) as drafts, or none of it."""
    with transaction.atomic():
        return [create_template(user=user, **definition) for definition in definitions]


def free_slug(workspace: Workspace, name: str) -> str:
    """A slug that neither the workspace nor the built-in set has."""
    base = slugify(name)[:80] or "template"
    taken = PromptTemplate.objects.filter(workspace=workspace) | PromptTemplate.objects.filter(workspace=None)
    slugs = set(taken.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in slugs:
        number += 1
        slug = f"{base}-{number}" if number < 100 else f"{base}-{secrets.token_hex(4)}"
    return slug


def copy_template(*, user: User, template: PromptTemplate) -> PromptTemplate:
    """A copy in the user's workspace, its wording as a draft: what is changed there never comes back here."""
    name = _("%(name)s (copy)") % {"name": template.name[:190]}
    return create_template(
        user=user, name=name, kind=template.kind, description=template.description, wording=template.wording()
    )


def save_draft(template: PromptTemplate, *, wording: Mapping[str, Any], **about: str) -> None:
    """Keep what was written. about: name, description, kind. A draft that says what is published is none."""
    for key, value in about.items():
        setattr(template, key, value)
    draft = {**EMPTY, **wording}
    template.draft = None if template.current and template.current.wording() == draft else draft
    template.save(update_fields=["draft", *about])


def publish(template: PromptTemplate, *, author: User, note: str = "") -> PromptVersion:
    """Make the draft the next version. Raises CannotPublish where there is none or it breaks a rule."""
    if template.draft is None:
        raise CannotPublish(_("Nothing has changed since the last version."))
    found = problems(template.draft, template.kind)
    if found:
        raise CannotPublish(found[0][1])
    return _next_version(template, wording=template.draft, author=author, note=note)


def restore(template: PromptTemplate, version: PromptVersion, *, author: User) -> PromptVersion:
    """Roll back: the old wording as a new version. A draft that is being written stays."""
    note = _("Back to version %(number)d") % {"number": version.number}
    return _next_version(template, wording=version.wording(), author=author, note=note)


def set_archived(template: PromptTemplate, archived: bool) -> None:
    """Take it out of, or back into, what people may choose. Results that it made stay."""
    template.archived = archived
    template.save(update_fields=["archived"])


def _next_version(
    template: PromptTemplate,
    *,
    wording: Mapping[str, Any],
    author: User,
    note: str,
) -> PromptVersion:
    """A draft that says something else stays, also one that somebody saved in this very moment."""
    with transaction.atomic():
        # Two people who publish at once get two numbers.
        locked = PromptTemplate.objects.select_for_update().get(pk=template.pk)
        newest = locked.versions.first()
        version = PromptVersion.objects.create(
            template=locked,
            number=(newest.number if newest else 0) + 1,
            author=author,
            note=note,
            **{**EMPTY, **wording},
        )
        is_said = locked.draft is None or {**EMPTY, **locked.draft} == version.wording()
        template.current, template.draft = version, None if is_said else locked.draft
        template.save(update_fields=["current", "draft"])
    return version
