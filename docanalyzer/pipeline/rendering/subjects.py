"""What a warm child keeps open: a PDF, or a whole text that is looked through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docanalyzer.pipeline.rendering.errors import rendering_error


@dataclass(frozen=True, slots=True)
class Subject:
    """key: the same for two requests that can share a child; opening(): the request that opens it there."""

    key: str
    opening: Callable[[], dict[str, Any]]


def pdf_subject(path: Path | str, sha256: str) -> Subject:
    return Subject(f"pdf:{sha256}", lambda: {"job": "open_pdf", "path": str(path)})


def text_subject(sha256: str, text: str | None) -> Subject:
    """text: None where a child held it a moment ago (Pool.holds); should that one be gone, RenderingError "stopped"."""

    def opening() -> dict[str, Any]:
        if text is None:
            raise rendering_error("stopped")
        return {"job": "open_text", "text": text}

    return Subject(f"text:{sha256}", opening)
