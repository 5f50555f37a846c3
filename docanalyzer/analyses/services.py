"""Start an analysis."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from docanalyzer.accounts.models import User
from docanalyzer.analyses.models import Analysis
from docanalyzer.documents.models import Document
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.runs.services import create_run


def create_analysis(*, user: User, template: PromptTemplate, documents: Sequence[Document]) -> Analysis:
    """Queue the template's published version over the documents, all whole in one prompt, in this order."""
    version = template.current
    if version is None:
        raise ValueError(f"template {template} has no published version")
    with transaction.atomic():
        run = create_run(user=user, documents=documents, task=version.task(), prompt_version=version)
        return Analysis.objects.create(
            workspace=run.workspace, created_by=user, prompt_version=version, run=run
        )
