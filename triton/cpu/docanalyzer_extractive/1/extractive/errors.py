"""What can stop the engine; `str(error)` is a sentence for the caller."""

from __future__ import annotations


class EngineError(Exception):
    """Base class."""


class PromptError(EngineError):
    """The prompt does not keep the grammar, or asks for what its documents cannot give."""


class PromptTooLong(EngineError):
    """More tokens than the engine takes; worded so that callers recognise it."""

    def __init__(self, tokens: int, limit: int) -> None:
        super().__init__(
            f"The prompt has {tokens} tokens, longer than the maximum model length of {limit}. "
            "Nothing was read."
        )


class Cancelled(EngineError):
    """The caller went away."""
