"""`python -m docanalyzer.pipeline.citations FILE --quotes QUOTES.json --json`: is each quote in the file?"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from docanalyzer.pipeline.citations.check import check_claims
from docanalyzer.pipeline.citations.json_claims import object_places
from docanalyzer.pipeline.citations.sources import source_of
from docanalyzer.pipeline.citations.types import Citation, CitationState, Claim
from docanalyzer.pipeline.errors import ReadingError
from docanalyzer.pipeline.reading import read


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 every quote was checked (the answer says how each fared); with --strict 1 if one is not
    verified; 2 if the file or the list could not be read, or the options were wrong."""
    given = _parser().parse_args(arguments)
    try:
        claims = _claims(given.quotes)
        reading = read(Path(given.file))
    except ReadingError as error:
        print(f"{given.file}: {error}", file=sys.stderr)
        return 2
    except (OSError, ValueError) as error:
        print(f"{given.quotes}: {error}", file=sys.stderr)
        return 2
    citations = check_claims(claims, [source_of(reading)])
    if given.json:
        print(json.dumps([_as_json(citation) for citation in citations], ensure_ascii=False, indent=1))
    else:
        for citation in citations:
            print(_as_line(citation))
    sound = all(citation.state is CitationState.VERIFIED for citation in citations)
    return 0 if sound or not given.strict else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m docanalyzer.pipeline.citations", description=__doc__)
    parser.add_argument("file", help="the document: PDF, Word, web page or plain text")
    parser.add_argument(
        "--quotes", required=True, help='JSON: a list of {"quote", "page"}; "-" reads standard input'
    )
    parser.add_argument("--json", action="store_true", help="a JSON list in the order of the quotes")
    parser.add_argument("--strict", action="store_true", help="exit with 1 unless every quote is verified")
    return parser


def _claims(path: str) -> list[Claim]:
    text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8-sig")
    data = json.loads(text)
    if not isinstance(data, list) or not all(isinstance(item, dict) for item in data):
        raise ValueError('expected a list of objects like {"quote": "exact words", "page": 87}')
    return [Claim(0, 0, str(item.get("quote") or ""), object_places(item)) for item in data]


def _as_json(citation: Citation) -> dict[str, Any]:
    claimed = citation.claim.places[0] if citation.claim.places else None
    located = citation.start >= 0
    return {
        "quote": citation.claim.quote,
        "state": citation.state.value,
        "page": (citation.page_index or None) if located else None,
        "page_label": citation.page_label,
        "claimed_page": claimed.page if claimed else None,
        "clause": citation.clause,
        "paragraph": citation.paragraph or None,
        "start": citation.start if located else None,
        "end": citation.end if located else None,
        "found": citation.found_text,
        "difference": citation.difference,
    }


def _as_line(citation: Citation) -> str:
    place = (
        f"p. {citation.page_index}" if citation.page_index else citation.clause or f"¶{citation.paragraph}"
    )
    where = place if citation.start >= 0 else "-"
    note = f"  ({citation.difference})" if citation.difference else ""
    return f"{citation.state.value:<10} {where:<8} {citation.claim.quote[:80]}{note}"


if __name__ == "__main__":
    sys.exit(main())
