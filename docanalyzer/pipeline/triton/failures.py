"""What a server's refusal means: its words and status codes as the InferenceErrors of errors.py."""

from __future__ import annotations

import re

import grpc

from docanalyzer.pipeline.errors import (
    DeadlineExceeded,
    InferenceCancelled,
    InferenceError,
    PromptTooLong,
    ServerUnavailable,
)

_LIMIT_FIRST = re.compile(
    r"maximum context length is (?:only )?(?P<limit>[\d,]+) tokens.*?"
    r"(?:contains (?:at least )?(?P<tokens>[\d,]+) input tokens"
    r"|\((?P<messages>[\d,]+) in the (?:messages|prompt))",
    re.DOTALL,
)
_LENGTH_FIRST = re.compile(
    r"\((?:length )?(?P<tokens>[\d,]+)(?: tokens)?\).{0,80}?"
    r"longer than the (?:maximum model|model's context) length(?: of)? \(?(?P<limit>[\d,]+)",
    re.DOTALL,
)
_PASSED_FIRST = re.compile(
    r"passed (?P<tokens>[\d,]+) input tokens.*?context length is only (?P<limit>[\d,]+) tokens", re.DOTALL
)
_NO_SCHEMA = re.compile(
    r"unexpected keyword argument|structured[ _]output|guided[ _](?:decoding|json)|grammar|json[ _]schema"
    r"|'NoneType' object has no attribute",  # Triton's stock backend logs the refusal and goes on with None
    re.IGNORECASE,
)
_TOO_LONG = (
    "longer than the maximum model length",
    "longer than the model's context length",
    "context length is only",
    "maximum context length is",
    "larger than the context window",
)
_UNAVAILABLE = (
    "unhealthy",
    "enginedead",
    "engine is dead",
    "enginecore encountered an issue",
    "engine is not running",
    "the engine is starting again",
    "the engine ended",
    "the engine does not answer",
    "the engine did not start",
    "is not ready",
    "unknown model",
    "is not found",
    "failed to load",
    "model is unavailable",
    "stub process",
    "server is stopping",
    "server is not live",
)
_UNAVAILABLE_CODES = {
    grpc.StatusCode.UNAVAILABLE,
    grpc.StatusCode.NOT_FOUND,
    grpc.StatusCode.RESOURCE_EXHAUSTED,
    grpc.StatusCode.UNKNOWN,
}


class SchemaRefused(InferenceError):
    """The server does not take the JSON schema that was sent, or the key it stood under."""


def from_message(message: str, *, where: str) -> InferenceError:
    """An error the model answered with. where: "MODEL at HOST:PORT", for the sentence."""
    too_long = prompt_too_long(message)
    if too_long is not None:
        return too_long
    lowered = message.lower()
    if any(sign in lowered for sign in _UNAVAILABLE):
        return ServerUnavailable(f"{where} cannot answer now: {message}")
    if "request was cancelled" in lowered:
        return InferenceCancelled(f"{where} gave the request up: {message}")
    kind = SchemaRefused if _NO_SCHEMA.search(message) else InferenceError
    return kind(f"{where} refused the request: {message}")


def prompt_too_long(message: str) -> PromptTooLong | None:
    """vLLM has several sentences for it, across versions; the numbers are parsed where they stand."""
    if not any(sign in message for sign in _TOO_LONG):
        return None
    for pattern in (_LENGTH_FIRST, _PASSED_FIRST, _LIMIT_FIRST):
        match = pattern.search(message)
        if match:
            found = match.groupdict()
            tokens, limit = _number(found["tokens"] or found.get("messages")), _number(found["limit"])
            return PromptTooLong(
                f"The prompt has {tokens:,} tokens; the model server's limit is {limit:,}. Nothing was cut.",
                tokens=tokens,
                limit=limit,
            )
    limit_only = re.search(r"(?:only|length of|length is) \(?([\d,]+)", message)
    known = _number(limit_only.group(1)) if limit_only else None
    return PromptTooLong(f"The prompt does not fit the model: {message}", limit=known)


def _number(text: str | None) -> int:
    return int((text or "0").replace(",", ""))


def before_sending(error: grpc.RpcError, *, where: str) -> InferenceError:
    """The server was asked what it serves, which costs it nothing, and nothing else was sent yet.

    One that does not answer that in its time is frozen or cut off, and may be back later.
    """
    if error.code() == grpc.StatusCode.DEADLINE_EXCEEDED:
        return ServerUnavailable(f"{where} does not answer when it is asked what it serves.")
    return from_rpc_error(error, where=where)


def from_rpc_error(error: grpc.RpcError, *, where: str) -> InferenceError:
    """The stream itself broke: no server, a server that died, or a deadline of gRPC's."""
    code, details = error.code(), error.details() or "no reason given"
    if code == grpc.StatusCode.DEADLINE_EXCEEDED:
        return DeadlineExceeded(f"{where} did not finish in the time it was given.")
    if code == grpc.StatusCode.CANCELLED:
        return ServerUnavailable(f"{where} ended the stream before the answer was whole: {details}")
    if code == grpc.StatusCode.INTERNAL and ("RST_STREAM" in details or "GOAWAY" in details):
        return ServerUnavailable(f"The connection to {where} broke: {details}")
    if code in _UNAVAILABLE_CODES:
        return ServerUnavailable(f"{where} cannot be reached: {details}")
    return from_message(details, where=where)
