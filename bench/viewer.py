"""What the viewer costs: first page, cached page, memory, find over a whole text, highlights.

    python -m bench.viewer /usr/share/doc/texlive-doc/generic/pgf/pgfmanual.pdf

Through the warm children and the disk cache that the web process uses; HTTP and the database are not in it.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "docanalyzer.settings")
os.environ.setdefault("DOCANALYZER_DEBUG", "1")
os.environ.setdefault("DOCANALYZER_DATA_DIR", tempfile.mkdtemp(prefix="viewer-bench-"))

import django

django.setup()

from docanalyzer.documents import find as finding  # noqa: E402 - the settings come first
from docanalyzer.documents import images  # noqa: E402 - the settings come first
from docanalyzer.pipeline.reading import read  # noqa: E402 - the settings come first
from docanalyzer.pipeline.rendering import text_subject  # noqa: E402 - the settings come first

STEP = 200
"""A page fitted to 1,190 pixels: a screen of two device pixels a CSS pixel."""
TERMS = ("coordinate", "node distance", "\\draw", "the")


def milliseconds(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    result = work()
    return (time.perf_counter() - began) * 1000, result


def row(what: str, took: float, note: str = "") -> None:
    print(f"| {what:<54} | {took:>8.0f} | {note} |")


def pages(file: images.PagesFile, sample: list[int]) -> None:
    took, _ = milliseconds(lambda: images.page_image(file, 1, STEP))
    row("first page, nothing running", took, "start, imports, open, draw")
    images.pool().close()
    images.forget_pages(file.sha256)
    images.pool().prepare()
    time.sleep(2)
    took, _ = milliseconds(lambda: images.page_image(file, 1, STEP))
    row("first page, spare child", took, "open, draw")
    images.pool().close()
    images.forget_pages(file.sha256)
    images.open_ahead(file)
    took, _ = milliseconds(lambda: images.page_image(file, 1, STEP))
    row("first page, opened while the browser took its scripts", took, "draw: the usual case")
    drawn = [milliseconds(lambda page=page: images.page_image(file, page, STEP)) for page in sample]
    times = sorted(took for took, _ in drawn)
    sizes = statistics.mean(len(data) for _, (_, data) in drawn)
    row("next page, document open: median", statistics.median(times), f"{sizes / 1000:,.0f} kB PNG")
    row("next page, document open: 95th of 100", times[int(len(times) * 0.95)])
    cached = [milliseconds(lambda page=page: images.page_image(file, page, STEP))[0] for page in sample]
    print(f"| {'cached page: median':<54} | {statistics.median(cached):>8.2f} | from the disk |")
    lines = [milliseconds(lambda page=page: images.page_lines(file, page))[0] for page in sample]
    row("text layer of a page: median", statistics.median(lines))


def highlights(file: images.PagesFile, text: str, starts: list[int], sample: list[int]) -> None:
    images.quads_of(file, 1, "warm up", 0)
    took, found = [], 0
    for page in sample:
        quote = " ".join(text[starts[page - 1] :][400:520].split()[1:-1])
        spent, quads = milliseconds(lambda page=page, quote=quote: images.quads_of(file, page, quote, 0))
        took.append(spent)
        found += bool(quads)
    row("highlight of a quotation: median", statistics.median(took), f"{found} of {len(sample)} located")
    spent = [milliseconds(lambda page=page: images.matches_of(file, page, "the"))[0] for page in sample]
    row("all hits of “the” on a page: median", statistics.median(spent))


def whole_text(text: str, starts: list[int]) -> None:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    took, _ = milliseconds(lambda: finding.find(text_subject(sha256, text), starts, TERMS[0]))
    row("find, nothing running", took, f"{len(text):,} characters sent, folded, searched")
    for term in TERMS:
        took, found = milliseconds(lambda term=term: finding.find(text_subject(sha256, None), starts, term))
        row(f"find “{term}”", took, f"{found['total']:,} hits on {len(found['counts']):,} pages")


def sampled(count: int) -> Iterator[int]:
    yield from range(2, count, max(1, count // 100))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pdf", type=Path)
    path = parser.parse_args().pdf
    file = images.PagesFile(path, hashlib.sha256(path.read_bytes()).hexdigest())
    reading = read(path)
    starts = reading.page_starts()
    print(f"{path.name}: {len(reading.pages):,} pages, {len(reading.text):,} characters\n")
    print(f"| {'':<54} | {'ms':>8} |  |\n|{'-' * 56}|---------:|--|")
    sample = list(sampled(len(reading.pages)))
    pages(file, sample)
    took, layout = milliseconds(lambda: images.layout_of(file))
    row("sizes, labels, outline of all pages (once a document)", took, f"{len(layout['outline']):,} entries")
    highlights(file, reading.text, starts, sample[:50])
    drawing = max(child.peak_bytes() for child in images.pool().children())
    whole_text(reading.text, starts)
    finder = max(child.peak_bytes() for child in images.pool().children())
    print(
        f"\nmemory at its peak: the child that draws {drawing / 1e6:,.0f} MB, the one that finds {finder / 1e6:,.0f} MB"
    )
    images.pool().close()
    images.forget_pages(file.sha256)


if __name__ == "__main__":
    main()
