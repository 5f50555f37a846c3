"""The whole-document prompt: fixed system text, document(s), then the question, in that order."""

from docanalyzer.pipeline.prompts.neutral import neutralise
from docanalyzer.pipeline.prompts.parts import PromptDocument, PromptPage, Task, Turn, document_of
from docanalyzer.pipeline.prompts.rendering import Prompt, render
from docanalyzer.pipeline.prompts.schema import json_schema

__all__ = [
    "Prompt",
    "PromptDocument",
    "PromptPage",
    "Task",
    "Turn",
    "document_of",
    "json_schema",
    "neutralise",
    "render",
]
