"""How long a first answer is expected to take: what past runs of the same model took, nothing invented."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from django.conf import settings

from docanalyzer.documents.models import Document
from docanalyzer.runs import loaded, warming
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import opening_of, tokens_of

RUNS_LOOKED_AT = 300
WARM_SHARE = 0.2
"""A run that read no more of its prompt anew than this had its document in the cache."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A past run: tokens of its prompt, those read anew, seconds from its start to the first word."""

    tokens: int
    uncached: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a document stands with the model. state: "loaded", "loading", "cold"; seconds: None if unknown."""

    state: str
    seconds: float | None


def standing(document: Document) -> Standing:
    held = opening_of(document) in loaded.all_loaded()
    state = "loaded" if held else "loading" if warming.is_loading(document) else "cold"
    return Standing(state, expected_seconds(tokens_of(document), is_loaded=held))


def expected_seconds(tokens: int, *, is_loaded: bool, runs: list[Measured] | None = None) -> float | None:
    """From the click to the first word on an idle replica; None while no such run was measured.

    runs: those of measured(), for whoever asks about many documents.
    """
    runs = measured() if runs is None else runs
    warm = [run.seconds for run in runs if run.uncached <= WARM_SHARE * run.tokens]
    if is_loaded:
        return median(warm) if warm else None
    cold = [run for run in runs if run.uncached > WARM_SHARE * run.tokens]
    if not cold:
        return None
    # Reading takes more than twice as long for twice the text: the nearest length is the best witness.
    nearest = min(cold, key=lambda run: max(run.uncached, tokens) / max(min(run.uncached, tokens), 1))
    return nearest.seconds * tokens / max(nearest.uncached, 1)


def measured() -> list[Measured]:
    runs = Run.objects.filter(
        model_name=settings.MODEL["name"], status=Run.Status.SUCCEEDED, first_token_at__isnull=False
    ).only(
        "started_at", "first_token_at", "input_tokens", "prompt_tokens", "cached_tokens", "admitted_tokens"
    )
    return [
        Measured(tokens, uncached_of(run, tokens), (run.first_token_at - run.started_at).total_seconds())
        for run in runs[:RUNS_LOOKED_AT]
        if (tokens := run.input_tokens or run.prompt_tokens) and run.first_token_at and run.started_at
    ]


def uncached_of(run: Run, tokens: int) -> int:
    """As the server told it; where it does not tell, as was believed when the run was let in."""
    if run.cached_tokens is not None:
        return tokens - run.cached_tokens
    return min(run.admitted_tokens, tokens) or tokens
