"""Start analyses: one over documents, one for each of several, the same again, or a draft on trial."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from docanalyzer.accounts.models import User
from docanalyzer.analyses.models import Analysis, Trial
from docanalyzer.documents.models import Document
from docanalyzer.prompts.models import PromptTemplate, PromptVersion, task_of
from docanalyzer.prompts.variables import kept
from docanalyzer.runs.services import create_run, repeat_run

Values = Mapping[str, Any]
"""A template's variables by name, as a form cleans them; a Document among them joins the prompt."""


def create_analysis(
    *,
    user: User,
    template: PromptTemplate,
    documents: Sequence[Document],
    values: Values | None = None,
    version: PromptVersion | None = None,
    batch: uuid.UUID | None = None,
) -> Analysis:
    """Queue the template's published version over the documents, all whole in one prompt, in this order.

    version: an earlier one of the template. Raises CannotRender where a variable is missing, beside what
    create_run raises.
    """
    version = version or template.current
    if version is None:
        raise ValueError(f"template {template} has no published version")
    documents = in_prompt(documents, values or {})
    stored = to_keep(values or {}, documents)
    with transaction.atomic():
        run = create_run(user=user, documents=documents, task=version.task(stored), prompt_version=version)
        return Analysis.objects.create(
            workspace=run.workspace,
            created_by=user,
            prompt_version=version,
            run=run,
            values=stored,
            batch=batch,
        )


def create_analyses(
    *,
    user: User,
    template: PromptTemplate,
    documents: Sequence[Document],
    values: Values | None = None,
    version: PromptVersion | None = None,
) -> list[Analysis]:
    """One for each document, or none at all: raises as create_analysis does, for the first that cannot be."""
    batch = uuid.uuid4() if len(documents) > 1 else None
    with transaction.atomic():
        return [
            create_analysis(
                user=user,
                template=template,
                documents=[document],
                values=values,
                version=version,
                batch=batch,
            )
            for document in documents
        ]


def repeat_analysis(*, user: User, analysis: Analysis) -> Analysis:
    """The same version with the same values on the same documents, as a result of its own."""
    with transaction.atomic():
        run = repeat_run(user=user, run=analysis.run)
        return Analysis.objects.create(
            workspace=run.workspace,
            created_by=user,
            prompt_version=analysis.prompt_version,
            run=run,
            values=analysis.values,
        )


def create_trial(
    *, user: User, template: PromptTemplate, documents: Sequence[Document], values: Values | None = None
) -> Trial:
    """Queue the template's draft, or what is published where there is none. Raises as create_analysis does."""
    wording = template.wording()
    documents = in_prompt(documents, values or {})
    stored = to_keep(values or {}, documents)
    with transaction.atomic():
        run = create_run(user=user, documents=documents, task=task_of(template.kind, wording, stored))
        run.sampling |= {"temperature": wording["temperature"]}
        if wording["max_tokens"]:
            run.sampling |= {"max_tokens": wording["max_tokens"]}
        run.save(update_fields=["sampling"])
        return Trial.objects.create(
            workspace=run.workspace,
            created_by=user,
            template=template,
            run=run,
            wording=wording,
            values=stored,
        )


def in_prompt(documents: Sequence[Document], values: Values) -> list[Document]:
    """The documents and those that the values name, each once."""
    named = [value for value in values.values() if isinstance(value, Document)]
    return list(dict.fromkeys([*documents, *named]))


def to_keep(values: Values, documents: Sequence[Document]) -> dict[str, Any]:
    """The values as JSON; a document by its number in the prompt."""
    numbers = {document.pk: number for number, document in enumerate(documents, start=1)}
    return {
        name: kept(value, numbers[value.pk] if isinstance(value, Document) else 0)
        for name, value in values.items()
    }
