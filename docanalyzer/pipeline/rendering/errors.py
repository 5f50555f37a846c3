"""Why a page could not be made."""

from __future__ import annotations

from docanalyzer.pipeline.errors import PipelineError


class RenderingError(PipelineError):
    """A page, or all of them, could not be made. `is_lasting`: asking again would end the same way."""

    _PASSING = ("busy", "stopped")

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code

    @property
    def is_lasting(self) -> bool:
        return self.code not in self._PASSING


SENTENCES = {
    "busy": "All renderers are at work on other documents. Try again in a few seconds.",
    "stopped": "The renderer was stopped while it worked. Try again.",
    "timed_out": "Drawing this page took longer than its limit; something on it is unusually complex.",
    "too_large": "Drawing this page needs more memory than its limit.",
    "crashed": "The renderer crashed on this page; something in the file is damaged.",
    "damaged": "This page cannot be drawn; something in the file is damaged.",
    "encrypted": "The file opens with a password only, and passwords are not stored: its pages cannot be drawn.",
    "no_page": "There is no such page.",
}


def rendering_error(code: str) -> RenderingError:
    return RenderingError(code, SENTENCES.get(code, SENTENCES["damaged"]))
