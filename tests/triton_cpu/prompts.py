"""Builds prompts for the tests: pages are lists of lines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any


def document(pages: Sequence[str], *, number: int = 1, title: str = "A report", paged: bool = True) -> str:
    lines = [
        f"<|document|>{json.dumps({'number': number, 'title': title, 'paged': paged}, ensure_ascii=False)}"
    ]
    for index, text in enumerate(pages, 1):
        lines += [f'<|page|>{{"number": {index}, "label": ""}}', text.strip("\n")]
    return "\n".join(lines) + "\n"


def unpaged(paragraphs: Sequence[str], **more: Any) -> str:
    numbered = "\n".join(f"¶{index} {text}" for index, text in enumerate(paragraphs, 1))
    return document([numbered], paged=False, **more)


def prompt(*documents: str, kind: str, turns: Sequence[tuple[str, str]] = (), **task: Any) -> str:
    said = [
        f"<|turn|>{json.dumps({'role': role, 'text': text}, ensure_ascii=False)}\n" for role, text in turns
    ]
    asked = {"kind": kind, "instructions": "", "fields": [], "output": "markdown", "language": "", **task}
    return "".join(
        ["<|docanalyzer 1|>\n", *documents, *said, f"<|task|>{json.dumps(asked, ensure_ascii=False)}\n"]
    )
