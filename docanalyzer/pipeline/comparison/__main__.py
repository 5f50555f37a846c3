"""`python -m docanalyzer.pipeline.comparison A B`: what changed from A to B, clause by clause."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from docanalyzer.pipeline.citations import source_of
from docanalyzer.pipeline.comparison.align import compare
from docanalyzer.pipeline.comparison.types import Comparison, Difference, Kind, Paragraph, PieceKind
from docanalyzer.pipeline.errors import ReadingError
from docanalyzer.pipeline.reading import ReadingOptions, read

_SIGNS = {Kind.CHANGED: "~", Kind.MOVED: ">", Kind.INSERTED: "+", Kind.DELETED: "-", Kind.UNCHANGED: "="}
_BRACKETS = {PieceKind.EQUAL: ("", ""), PieceKind.DELETED: ("[-", "-]"), PieceKind.INSERTED: ("{+", "+}")}


def main(arguments: list[str] | None = None) -> int:
    """Exit status, as of diff: 0 no difference, 1 differences, 2 a file could not be read."""
    parser = argparse.ArgumentParser(prog="python -m docanalyzer.pipeline.comparison", description=__doc__)
    parser.add_argument("left", type=Path)
    parser.add_argument("right", type=Path)
    parser.add_argument(
        "--json", action="store_true", help="one JSON object: counts, paragraphs, differences"
    )
    parser.add_argument("--all", action="store_true", help="also list unchanged paragraphs")
    parser.add_argument("--tracked-changes", choices=("marked", "accepted", "original"), default="accepted")
    given = parser.parse_args(arguments)
    options = ReadingOptions(tracked_changes=given.tracked_changes)
    sources = []
    for path in (given.left, given.right):
        try:
            sources.append(source_of(read(path, options=options)))
        except ReadingError as error:
            print(f"{path.name}: {error.outcome.value}: {error}", file=sys.stderr)
            return 2
    comparison = compare(*sources)
    print(
        json.dumps(as_json(comparison), ensure_ascii=False)
        if given.json
        else as_text(comparison, everything=given.all)
    )
    return 0 if comparison.identical else 1


def as_json(comparison: Comparison) -> dict[str, object]:
    return {
        "complete": comparison.complete,
        "counts": comparison.counts,
        "left": [asdict(paragraph) for paragraph in comparison.left],
        "right": [asdict(paragraph) for paragraph in comparison.right],
        "differences": [asdict(difference) for difference in comparison.differences],
    }


def as_text(comparison: Comparison, *, everything: bool = False) -> str:
    """One line a difference, then the sums over both documents."""
    shown = [d for d in comparison.differences if everything or d.kind is not Kind.UNCHANGED or d.renumbered]
    counts = comparison.counts
    paired = counts["unchanged"] + counts["changed"] + counts["moved"]
    details = f"{counts['unchanged']} unchanged + {counts['changed']} changed + {counts['moved']} moved"
    return "\n".join(
        [
            *(_line(comparison, difference) for difference in shown),
            "",
            f"left:  {len(comparison.left)} paragraphs = {details} + {counts['deleted']} deleted",
            f"right: {len(comparison.right)} paragraphs = {details} + {counts['inserted']} inserted",
            f"{counts['renumbered']} of {paired} pairs renumbered; "
            + ("every paragraph accounted for" if comparison.complete else "PARAGRAPHS NOT ACCOUNTED FOR"),
        ]
    )


def _line(comparison: Comparison, difference: Difference) -> str:
    left = comparison.left[difference.left] if difference.left is not None else None
    right = comparison.right[difference.right] if difference.right is not None else None
    places = " → ".join(_place(paragraph) for paragraph in (left, right) if paragraph is not None)
    words = "".join(f"{_BRACKETS[p.kind][0]}{p.text}{_BRACKETS[p.kind][1]}" for p in difference.pieces)
    only = right or left
    text = words or (only.text if only is not None else "")
    return f"{_SIGNS[difference.kind]} {places}: {' '.join(text.split())}"


def _place(paragraph: Paragraph) -> str:
    where = f"¶{paragraph.ordinal}" if paragraph.ordinal else f"p. {paragraph.page}" if paragraph.page else ""
    return f"§{paragraph.clause} ({where})" if paragraph.clause else where


if __name__ == "__main__":
    sys.exit(main())
