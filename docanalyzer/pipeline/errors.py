"""What can go wrong between a file and an answer, each with a code to act on and a sentence for its owner."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """How the reading of a file ended."""

    READ = "read"
    ENCRYPTED = "encrypted"
    NO_PAGES = "no_pages"
    NO_TEXT = "no_text"
    TOO_LARGE = "too_large"
    TIMED_OUT = "timed_out"
    DAMAGED = "damaged"
    UNSUPPORTED = "unsupported"
    CANCELLED = "cancelled"


class PipelineError(Exception):
    """Base class. `str(error)` is a full sentence: what failed, where, and what to do."""

    code: str = "error"


class ReadingError(PipelineError):
    """A file did not become text. `page_count` is 0 where it could not be told."""

    def __init__(self, outcome: Outcome, message: str, *, page_count: int = 0) -> None:
        super().__init__(message)
        self.outcome = outcome
        self.code = outcome.value
        self.page_count = page_count


class InferenceError(PipelineError):
    """The model server did not answer as asked. `retryable`: the same request may succeed later."""

    code = "inference_failed"
    retryable = False


class PromptTooLong(InferenceError):
    """The prompt does not fit. Raised before sending (numbers known) or from the server's refusal."""

    code = "too_long"

    def __init__(self, message: str, *, tokens: int | None = None, limit: int | None = None) -> None:
        super().__init__(message)
        self.tokens = tokens
        self.limit = limit


class ServerUnavailable(InferenceError):
    """The server cannot be reached, is not ready, or its engine died.

    fell: it had been answering until this request came, which may be what ended it.
    """

    code = "unavailable"
    retryable = True
    fell = False


class DeadlineExceeded(InferenceError):
    """The server did not finish in the time that was given."""

    code = "deadline"


class InferenceCancelled(InferenceError):
    """The caller's `cancelled()` became true; the request was cancelled on the server."""

    code = "cancelled"
