"""What a column asks: a question of a person's own, or one field of an extraction template."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from docanalyzer.prompts.models import PromptVersion
from docanalyzer.reviews.models import Column

FIELD_NAME = "cell_value"
"""Of a question's one field in the model's JSON: a word that no document uses as a label."""
PIPELINE_TYPES = {"number": "number", "date": "date", "money": "amount"}
COLUMN_TYPES = {"number": "number", "percentage": "number", "date": "date", "amount": "money"}
_CHINESE = re.compile("[\u4e00-\u9fff]")
_ASK = {
    "en": "Answer the question of the field below from the document alone. Give the value in its shortest form, and "
    "the exact words of the document it comes from with their place. Where the document does not state it, the "
    "answer is null. Do not infer what is not written.",
    "zh": "请仅依据本文档回答下列字段的问题。以最简短的形式给出其值，并附所依据的原文原句及其位置。"
    "文档未载明的，答案为 null。不得推断未写明的内容。",
}
_ONE_OF = {"en": "The value is one of: {choices}.", "zh": "其值为下列之一：{choices}。"}
_YES_NO = {"en": ["yes", "no"], "zh": ["是", "否"]}


def question_column(
    question: str, kind: str = Column.Type.TEXT, *, title: str = "", choices: Sequence[str] = ()
) -> Column:
    """An unsaved column for a question. kind: a Column.Type; choices: for a choice, what may be answered."""
    question = " ".join(question.split())
    language = "zh" if _CHINESE.search(question) else "en"
    allowed = _YES_NO[language] if kind == Column.Type.YES_NO else list(choices)
    field = {
        "name": FIELD_NAME,
        "title": question,
        "type": PIPELINE_TYPES.get(kind, "text"),
        "description": _ONE_OF[language].format(choices=", ".join(allowed)) if allowed else "",
        "required": False,
        "list": kind == Column.Type.LIST,
    }
    # The built-in engine quotes and does not decide: it gives the passage, a person reads yes or no from it.
    if allowed and settings.MODEL["chat_format"] != "extractive":
        field["choices"] = allowed
    return Column(
        title=title or question.rstrip("?？")[:200],
        question=question,
        type=kind,
        instructions=_ASK[language],
        language=language if language == "zh" else "",
        field=field,
    )


def field_columns(version: PromptVersion, names: Sequence[str] | None = None) -> list[Column]:
    """Unsaved columns for fields of a published template, all of them where no names are given.

    Raises CannotRender where the template needs values that a review cannot give.
    """
    task = version.task()
    return [
        Column(
            title=(field.get("title") or field["name"])[:200],
            question=field.get("description") or field.get("title") or field["name"],
            type="list" if field.get("list") else COLUMN_TYPES.get(field.get("type", ""), "text"),
            prompt_version=version,
            instructions=task.instructions,
            language=version.language,
            field=dict(field),
        )
        for field in task.fields
        if names is None or field["name"] in names
    ]


def allowed_answers(column: Column) -> list[str]:
    """What a person may choose from when they correct a cell; empty where anything may be written."""
    if column.type == Column.Type.YES_NO:
        return _YES_NO["zh" if column.language == "zh" else "en"]
    return column.choices


def origin(column: Column) -> str:
    """Where the question comes from, in words."""
    version = column.prompt_version
    if version is None:
        return _("Your question")
    return _("%(template)s, version %(number)d") % {
        "template": version.template.name,
        "number": version.number,
    }
