"""Whether a prompt fits the model's window, and the sentence that says so."""

from __future__ import annotations

from dataclasses import dataclass

from docanalyzer.pipeline.tokens.counting import TokenCount


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether `tokens` leave room for the answer. limit: the most tokens a prompt may have."""

    fits: bool
    tokens: int
    limit: int
    sentence: str

    def __bool__(self) -> bool:
        return self.fits


def fits(counted: TokenCount, window: int, reserve: int = 0) -> Fit:
    """Whether a prompt and an answer of `reserve` tokens fit a window of `window` tokens.

    The sentence: "1,082,400 tokens; the limit is 1,048,576". An estimate says that it is one; where the
    prompt alone would fit, the sentence says what the answer takes.
    """
    tokens, limit = counted.tokens, window - reserve
    number = f"{tokens:,} tokens" if counted.exact else f"about {tokens:,} tokens (an estimate)"
    bound = f"{window:,}"
    if limit < tokens <= window:
        bound = f"{limit:,} ({window:,} less {reserve:,} for the answer)"
    return Fit(tokens <= limit, tokens, limit, f"{number}; the limit is {bound}")
