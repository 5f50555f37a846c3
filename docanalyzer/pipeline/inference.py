"""A model is anything that turns one prompt into a stream of text: the protocol every client keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Sampling:
    """How to sample. `max_tokens` is always sent: vLLM's own default is 16."""

    max_tokens: int = 4096
    temperature: float = 0.0
    top_p: float = 1.0
    seed: int | None = None
    stop_token_ids: tuple[int, ...] = ()
    json_schema: dict[str, Any] | None = None
    cache_salt: str = ""
    """Keeps one workspace's cached prefixes apart from another's, where the server can."""
    route: str = ""
    """Requests with the same route go to the same replica: the text's hash and the workspace."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Token counts as the server gives them; None where it does not."""

    input_tokens: int | None = None
    output_tokens: int | None = None
    cached_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of the answer. The last one has `finish_reason` ("stop", "length") and `usage`.

    queue_position, prefill_tokens: progress before the first token where the server tells it.
    """

    text: str = ""
    finish_reason: str | None = None
    usage: Usage | None = None
    queue_position: int | None = None
    prefill_tokens: int | None = None
    replica: str = ""
    """Which server this comes from, where the client knows; a change says that another one was asked instead."""


@dataclass(frozen=True, slots=True)
class ModelProfile:
    """One served model, from the settings: where it is, how it is addressed, what it can hold."""

    name: str
    """The model's name on the server."""
    urls: tuple[str, ...] = ("127.0.0.1:8001",)
    """gRPC addresses, host:port, one per replica."""
    chat_format: str = "extractive"
    """A key of chat_formats.CHAT_FORMATS."""
    context_window: int = 1_048_576
    """Tokens, prompt and answer together."""
    tokenizer_path: str = ""
    """The served model's tokenizer.json; "" means counts are estimates."""
    label: str = ""
    """What people see: "GLM-4-9B-Chat-1M"."""
    first_token_seconds: float = 3600.0
    total_seconds: float = 7200.0
    extra: dict[str, Any] = field(default_factory=dict)


class InferenceClient(Protocol):
    """stream() raises the InferenceError kinds of errors.py; it never returns a half answer as whole.

    `cancelled` is polled at least five times a second, also while nothing arrives (prefill);
    once true the server's request is cancelled and InferenceCancelled is raised.
    """

    profile: ModelProfile

    def stream(
        self, prompt: str, sampling: Sampling, *, cancelled: Callable[[], bool] = lambda: False
    ) -> Iterator[Chunk]: ...

    def check(self) -> None:
        """A real inference of one token: returns, or raises ServerUnavailable."""

    def replica_for(self, route: str) -> str:
        """The replica that a request with this route would go to now."""

    def model_version(self, *, cancelled: Callable[[], bool] = lambda: False) -> str:
        """What the server says it serves, for the record of a result. Errors and `cancelled` as in stream()."""
