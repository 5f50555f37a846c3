"""Find citations in a model's output and locate each quote in the text it claims to come from."""

from docanalyzer.pipeline.citations.check import check_claim, check_claims
from docanalyzer.pipeline.citations.claims import ClaimStream, find_claims
from docanalyzer.pipeline.citations.differences import CRITICAL_CHANGES
from docanalyzer.pipeline.citations.index import SourceIndex
from docanalyzer.pipeline.citations.locate import Located, locate
from docanalyzer.pipeline.citations.places import parse_places
from docanalyzer.pipeline.citations.sources import source_of
from docanalyzer.pipeline.citations.types import (
    Change,
    ChangeKind,
    Citation,
    CitationState,
    Claim,
    PageSpan,
    Place,
    SourceText,
)

__all__ = [
    "CRITICAL_CHANGES",
    "Change",
    "ChangeKind",
    "Citation",
    "CitationState",
    "Claim",
    "ClaimStream",
    "Located",
    "PageSpan",
    "Place",
    "SourceIndex",
    "SourceText",
    "check_claim",
    "check_claims",
    "find_claims",
    "locate",
    "parse_places",
    "source_of",
]
