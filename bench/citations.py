"""`python -m bench.citations`: how well quotes are checked, and how fast over a million tokens.

Prints a table of the labelled set (our own documents), the same over real manuals given as arguments,
what each near-match threshold would do, and the times for 4 MB, 2,400 pages and 200 citations.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import statistics
import time
from collections import Counter, defaultdict
from pathlib import Path

from bench.citation_labels import FALSE, MOVED, TRUE, Label, labelled
from bench.citation_million import claims_for, million
from docanalyzer.pipeline.citations import (
    Citation,
    CitationState,
    Claim,
    Place,
    SourceIndex,
    check_claim,
    locate,
    source_of,
)
from docanalyzer.pipeline.reading import read

WANTED = {TRUE: {CitationState.VERIFIED}, MOVED: {CitationState.MOVED}}
NOT_VERIFIED = {CitationState.CLOSE, CitationState.NOT_FOUND}


def check(labels: list[Label]) -> list[tuple[Label, Citation]]:
    indexes: dict[int, SourceIndex] = {}
    checked = []
    for label in labels:
        if id(label.document) not in indexes:
            indexes[id(label.document)] = SourceIndex(label.document.source)
        index = indexes[id(label.document)]
        places = (label.place,) if label.place else ()
        checked.append((label, check_claim(Claim(0, 0, label.quote, places), [index])))
    return checked


def is_right(label: Label, citation: Citation) -> bool:
    """A true quote is verified where it stands; a moved one is moved there; no other passes as either."""
    if label.truth == FALSE:
        return citation.state in NOT_VERIFIED
    return citation.state in WANTED[label.truth] and citation.start < label.end and citation.end > label.start


def precision(checked: list[tuple[Label, Citation]]) -> float:
    """Of the citations called verified, the share that are true and stand at their place."""
    verified = [pair for pair in checked if pair[1].state is CitationState.VERIFIED]
    return sum(label.truth == TRUE and is_right(label, found) for label, found in verified) / len(verified)


def recall(checked: list[tuple[Label, Citation]], truth: str = TRUE) -> float:
    wanted = [pair for pair in checked if pair[0].truth == truth]
    return sum(is_right(*pair) for pair in wanted) / len(wanted)


def print_table(checked: list[tuple[Label, Citation]]) -> None:
    rows: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for label, citation in checked:
        rows[label.truth, label.kind][citation.state.value] += 1
        rows[label.truth, label.kind]["right"] += is_right(label, citation)
    states = [state.value for state in CitationState if state is not CitationState.UNQUOTED]
    print(
        f"{'truth':<7}{'kind':<20}{'quotes':>7}"
        + "".join(f"{state:>10}" for state in states)
        + f"{'right':>8}"
    )
    for (truth, kind), row in sorted(rows.items(), key=lambda pair: [TRUE, MOVED, FALSE].index(pair[0][0])):
        count = sum(row[state] for state in states)
        cells = "".join(f"{row[state]:>10}" for state in states)
        print(f"{truth:<7}{kind:<20}{count:>7}{cells}{row['right'] / count:>8.1%}")
    print(f"\n{len(checked)} quotes, {len({id(label.document) for label, _ in checked})} documents")
    print(f"precision of verified {precision(checked):.4f}   recall {recall(checked):.4f}", end="")
    print(
        f"   moved {recall(checked, MOVED):.4f}   altered or invented kept out {recall(checked, FALSE):.4f}\n"
    )


def print_thresholds(labels: list[Label]) -> None:
    """For each least similarity: the share of each kind that would be shown as close (else: not found)."""
    indexes = {id(label.document): SourceIndex(label.document.source) for label in labels}
    alike: dict[str, list[float]] = defaultdict(list)
    for label in labels:
        if label.truth == FALSE:
            found = locate(label.quote, indexes[id(label.document)], label.place, least=0.5)
            alike[label.kind].append(found.similarity if found else 0.0)
    print("shown as close, by least similarity")
    steps = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
    print(f"{'kind':<20}" + "".join(f"{step:>8.2f}" for step in steps))
    for kind, values in alike.items():
        shares = [sum(value >= step for value in values) / len(values) for step in steps]
        print(f"{kind:<20}" + "".join(f"{share:>8.0%}" for share in shares))
    print()


def manual_labels(
    path: Path, count: int = 300, seed: int = 3
) -> tuple[SourceIndex, list[tuple[str, str, Place]]]:
    """(truth, quote, place): sentences of a real document with their lines joined, and altered ones."""
    source = source_of(read(path))
    picker, found = random.Random(seed), []
    squeezed = re.sub(r"[\W_]", "", source.text)
    for _ in range(20 * count):
        page = picker.choice(source.pages)
        body = source.text[page.start : page.end]
        sentences = list(
            re.finditer(
                r"(?<=[.。]\s)[A-Z\u4e00-\u9fff][^.。]{40,300}[.。](?![\w])|(?<=。)[^。]{15,120}。", body
            )
        )
        if not sentences or len(found) >= count:
            continue
        quote = joined_lines(picker.choice(sentences).group())
        found.append((TRUE, quote, Place(page=page.index)))
        altered = alter(quote, picker)
        if altered and re.sub(r"[\W_]", "", altered) not in squeezed:
            found.append((FALSE, altered, Place(page=page.index)))
    return SourceIndex(source), found


def joined_lines(text: str) -> str:
    text = re.sub(r"(?<=[\u3000-\u9fff])\s+(?=[\u3000-\u9fff])", "", re.sub(r"-\n", "", text))
    return " ".join(text.split())


def alter(quote: str, picker: random.Random) -> str | None:
    digits = [match.start() for match in re.finditer(r"\d", quote)]
    if digits and picker.random() < 0.5:
        at = picker.choice(digits)
        return quote[:at] + str((int(quote[at]) + picker.randint(1, 9)) % 10) + quote[at + 1 :]
    for old, new in (
        (" not ", " "),
        (" is ", " is not "),
        (" can ", " cannot "),
        ("不", ""),
        ("可以", "不可以"),
        (" are ", " are not "),
    ):
        if old in quote:
            return quote.replace(old, new, 1)
    return None


def print_manual(path: Path) -> None:
    index, quotes = manual_labels(path)
    results: Counter[tuple[str, str]] = Counter()
    started = time.perf_counter()
    for truth, quote, place in quotes:
        results[truth, check_claim(Claim(0, 0, quote, (place,)), [index]).state.value] += 1
    took = time.perf_counter() - started
    told = ", ".join(f"{truth} {state} {count}" for (truth, state), count in sorted(results.items()))
    print(
        f"{path.name}: {len(index.source.pages)} pages, {len(quotes)} quotes in {1000 * took:.0f} ms: {told}"
    )


def print_speed(style: str) -> None:
    source = million(style)
    started = time.perf_counter()
    index = SourceIndex(source).prepare()
    built = time.perf_counter() - started
    claims = claims_for(source)
    walls, cpus = [], []
    for _ in range(5):
        wall, cpu = time.perf_counter(), time.process_time()
        states = Counter(check_claim(claim, [index]).state.value for claim in claims)
        walls.append(1000 * (time.perf_counter() - wall))
        cpus.append(1000 * (time.process_time() - cpu))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{style}: {len(source.text):,} characters, {len(source.pages):,} pages: index {1000 * built:.0f} ms; "
        f"{len(claims)} citations: median {statistics.median(walls):.0f} ms, best {min(walls):.0f} ms "
        f"(CPU {min(cpus):.0f} ms) {dict(states)}; peak {peak} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.citations", description=__doc__)
    parser.add_argument("manuals", nargs="*", type=Path, help="real PDF files to sample sentences from")
    given = parser.parse_args()
    labels = labelled()
    print_table(check(labels))
    print_thresholds(labels)
    for path in given.manuals:
        print_manual(path)
    for style in ("en", "zh"):
        print_speed(style)


if __name__ == "__main__":
    main()
