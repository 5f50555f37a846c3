"""Start an analysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from docanalyzer.accounts.models import User
from docanalyzer.analyses.models import Analysis
from docanalyzer.documents.models import Document
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.prompts.variables import kept
from docanalyzer.runs.services import create_run


def create_analysis(
    *,
    user: User,
    template: PromptTemplate,
    documents: Sequence[Document],
    values: Mapping[str, Any] | None = None,
) -> Analysis:
    """Queue the template's published version over the documents, all whole in one prompt, in this order.

    values: the template's variables by name, as a form cleans them; a Document among them joins the prompt.
    Raises CannotRender where one is missing, beside what create_run raises.
    """
    version = template.current
    if version is None:
        raise ValueError(f"template {template} has no published version")
    documents = in_prompt(documents, values or {})
    numbers = {document.pk: number for number, document in enumerate(documents, start=1)}
    stored = {
        name: kept(value, numbers[value.pk] if isinstance(value, Document) else 0)
        for name, value in (values or {}).items()
    }
    with transaction.atomic():
        run = create_run(user=user, documents=documents, task=version.task(stored), prompt_version=version)
        return Analysis.objects.create(
            workspace=run.workspace, created_by=user, prompt_version=version, run=run, values=stored
        )


def in_prompt(documents: Sequence[Document], values: Mapping[str, Any]) -> list[Document]:
    """The documents and those that the values name, each once."""
    named = [value for value in values.values() if isinstance(value, Document)]
    return list(dict.fromkeys([*documents, *named]))
