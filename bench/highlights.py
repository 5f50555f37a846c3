"""`python -m bench.highlights FILE.pdf…`: for how many located quotes a highlight is found, beside search_for."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pymupdf

from bench.citations import TRUE, manual_labels
from docanalyzer.pipeline.citations import Citation, Claim, check_claim
from docanalyzer.pipeline.highlights import page_quads


def located(path: Path, count: int) -> list[Citation]:
    """Sentences sampled from the file, checked; those that were located."""
    index, labels = manual_labels(path, count)
    claims = [Claim(0, 0, quote, (place,)) for truth, quote, place in labels if truth == TRUE]
    return [found for found in (check_claim(claim, [index]) for claim in claims) if found.start >= 0]


def share(citations: list[Citation], find: Callable[[Citation], Any]) -> tuple[float, float]:
    """The share for which something is found, and milliseconds for each."""
    started = time.perf_counter()
    found = sum(bool(find(citation)) for citation in citations)
    return found / len(citations), 1000 * (time.perf_counter() - started) / len(citations)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.highlights", description=__doc__)
    parser.add_argument("manuals", nargs="+", type=Path)
    parser.add_argument("--quotes", type=int, default=200)
    given = parser.parse_args()
    print(f"{'file':<32}{'quotes':>7}{'quads':>9}{'ms':>7}{'search_for':>12}{'ms':>7}")
    for path in given.manuals:
        citations = located(path, given.quotes)
        with pymupdf.open(path) as document:
            ours = share(citations, lambda one: page_quads(document, one.page_index, one.found_text))
            theirs = share(
                citations,
                lambda one: document[one.page_index - 1].search_for(one.claim.quote[:100], quads=True),
            )
        print(
            f"{path.name:<32}{len(citations):>7}{ours[0]:>9.1%}{ours[1]:>7.1f}{theirs[0]:>12.1%}{theirs[1]:>7.1f}"
        )


if __name__ == "__main__":
    main()
