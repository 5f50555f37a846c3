"""Whether a prompt fits the model's window, and the sentence that says so."""

from __future__ import annotations

import math
from dataclasses import dataclass

from docanalyzer.pipeline.tokens.counting import TokenCount


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether `tokens` leave room for the answer. limit: the most tokens a prompt may have."""

    fits: bool
    tokens: int
    limit: int
    sentence: str


def fits(counted: TokenCount, window: int, reserve: int = 0) -> Fit:
    """Whether a prompt and an answer of `reserve` tokens fit a window of `window` tokens.

    The sentence: "1,082,400 tokens; the limit is 1,048,576". An estimate says that it is one; where the
    prompt alone would fit, the sentence says what the answer takes.
    """
    tokens, limit = counted.tokens, window - reserve
    bound = f"{window:,}"
    if limit < tokens <= window:
        bound = f"{limit:,} ({window:,} less {reserve:,} for the answer)"
    return Fit(tokens <= limit, tokens, limit, f"{_number(counted)}; the limit is {bound}")


def refused(tokens: int, limit: int) -> Fit:
    """What the server said of a prompt that an estimate had admitted, in the same words."""
    return fits(TokenCount(tokens, exact=True, method="server"), limit)


def corrected(estimated: TokenCount, *, prompt: TokenCount, server_tokens: int) -> TokenCount:
    """A document's estimate after the server counted, or refused, a `prompt` that held it: scaled the same way.

    An exact count stays as it is. Rounded up, so that a document that was refused does not fit the next time.
    """
    if estimated.exact or not prompt.tokens:
        return estimated
    scaled = math.ceil(estimated.tokens * server_tokens / prompt.tokens)
    return TokenCount(scaled, exact=False, method="server")


def _number(counted: TokenCount) -> str:
    if counted.exact:
        return f"{counted.tokens:,} tokens"
    note = "an estimate" if counted.method == "estimate" else "by the server's count"
    return f"about {counted.tokens:,} tokens ({note})"
