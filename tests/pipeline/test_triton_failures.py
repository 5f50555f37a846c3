"""vLLM's many sentences for a prompt that is too long, and other refusals, as typed errors."""

from __future__ import annotations

import pytest

from docanalyzer.pipeline.errors import InferenceError, PromptTooLong, ServerUnavailable
from docanalyzer.pipeline.triton.failures import SchemaRefused, from_message

TOO_LONG = [
    (
        "Error generating stream: The decoder prompt (length 1082400) is longer than the maximum model "
        "length of 1048576. Make sure that `max_model_len` is no smaller than the number of text tokens.",
        1_082_400,
        1_048_576,
    ),
    (
        "The decoder prompt (length 4096) plus the number of requested output tokens (at least 1) is longer "
        "than the maximum model length of 4096. Make sure that `max_model_len` is larger.",
        4096,
        4096,
    ),
    (
        "This model's maximum context length is 131072 tokens. However, you requested 4096 output tokens and "
        "your prompt contains at least 131073 input tokens, for a total of at least 135169 tokens.",
        131_073,
        131_072,
    ),
    (
        "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens (4900 in the "
        "messages, 100 in the completion). Please reduce the length of the messages or completion.",
        4900,
        4096,
    ),
    (
        "You passed 9000 input tokens and requested 16 output tokens. However, the model's context length is "
        "only 8192 tokens, resulting in a maximum input length of 8176 tokens.",
        9000,
        8192,
    ),
]


@pytest.mark.parametrize(("message", "tokens", "limit"), TOO_LONG)
def test_both_numbers_are_read_from_every_wording(message: str, tokens: int, limit: int) -> None:
    error = from_message(message, where="glm4 at host")
    assert isinstance(error, PromptTooLong)
    assert (error.tokens, error.limit) == (tokens, limit)
    assert f"{tokens:,}" in str(error)
    assert f"{limit:,}" in str(error)


def test_a_wording_without_numbers_is_still_too_long() -> None:
    error = from_message("the prompt is longer than the maximum model length", where="x")
    assert isinstance(error, PromptTooLong)
    assert (error.tokens, error.limit) == (None, None)


def test_characters_are_not_taken_for_tokens() -> None:
    error = from_message(
        "This model's maximum context length is 131072 tokens. However, you requested 16 output tokens "
        "and your prompt contains 9000000 characters (more than 8388608 characters, which is the upper bound "
        "for 131056 input tokens).",
        where="x",
    )
    assert isinstance(error, PromptTooLong)
    assert (error.tokens, error.limit) == (None, 131_072)


@pytest.mark.parametrize(
    "message",
    [
        "Model is unavailable due to unhealthy vLLM engine",
        "Error generating stream: the engine is not running: [Errno 104] Connection reset by peer",
        "Error generating stream: the engine is starting again after it ended unexpectedly",
        "Error generating stream: the engine ended in the middle of the answer",
        "Error generating stream: EngineCore encountered an issue. See stack trace (above).",
        "Request for unknown model: 'glm4' is not found",
        "Failed to process the request(s) for model instance 'glm4_0', message: Stub process is not healthy.",
    ],
)
def test_a_dead_engine_or_a_missing_model_may_be_tried_again(message: str) -> None:
    error = from_message(message, where="glm4 at host")
    assert isinstance(error, ServerUnavailable)
    assert "glm4 at host" in str(error)


def test_anything_else_is_an_error_with_the_servers_own_words() -> None:
    error = from_message("top_p must be in (0, 1], got 2.0.", where="glm4 at host")
    assert type(error) is InferenceError
    assert "top_p must be in (0, 1]" in str(error)
    assert error.retryable is False


@pytest.mark.parametrize(
    "message",
    [
        "Error generating stream: Unexpected keyword argument 'structured_outputs'",
        "SamplingParams.__init__() got an unexpected keyword argument 'guided_decoding'",
        "Error generating stream: 'NoneType' object has no attribute 'lora_name'",
        "ValueError: The provided JSON schema contains features not supported by xgrammar.",
    ],
)
def test_a_refused_schema_is_told_from_other_refusals(message: str) -> None:
    assert type(from_message(message, where="x")) is SchemaRefused
