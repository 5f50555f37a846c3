"""One method on one file, in this process: prints a JSON line of pages, seconds, peak memory, characters.

Run as a script by bench.reading, in the product's environment or in the peers'.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

Result = tuple[int, str]
"""Number of pages (0 where the kind has none) and the text."""


def ours_in_process(path: Path) -> Result:
    from docanalyzer.pipeline.reading import read_in_process

    reading = read_in_process(path)
    return (len(reading.pages) if reading.paged else 0), reading.text


def ours_through_the_child(path: Path) -> Result:
    from docanalyzer.pipeline.reading import Cost, read

    cost = Cost()
    reading = read(path, cost=cost)
    _child_peak.append(cost.peak_bytes / 1024**2)
    return (len(reading.pages) if reading.paged else 0), reading.text


def pymupdf_plain(path: Path) -> Result:
    import pymupdf

    with pymupdf.open(path) as document:
        return document.page_count, "\n".join(page.get_text("text") for page in document)


def pypdfium2(path: Path) -> Result:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    return len(document), "\n".join(page.get_textpage().get_text_range() for page in document)


def pdftotext(path: Path) -> Result:
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()
    return text.count("\f"), text


def pypdf(path: Path) -> Result:
    import pypdf

    document = pypdf.PdfReader(path)
    return len(document.pages), "\n".join(page.extract_text() for page in document.pages)


def pdfplumber(path: Path) -> Result:
    import pdfplumber

    with pdfplumber.open(path) as document:
        texts = []
        for page in document.pages:
            texts.append(page.extract_text())
            page.close()
        return len(texts), "\n".join(texts)


def markitdown(path: Path) -> Result:
    from markitdown import MarkItDown

    text = MarkItDown().convert(str(path)).text_content
    return text.count("\f") + 1 if path.suffix.lower() == ".pdf" else 0, text


def docx2python(path: Path) -> Result:
    from docx2python import docx2python as convert

    with convert(path) as document:
        return 0, document.text


def mammoth(path: Path) -> Result:
    import mammoth

    with path.open("rb") as file:
        return 0, mammoth.extract_raw_text(file).value


def pandoc(path: Path) -> Result:
    done = subprocess.run(["pandoc", "-t", "plain", str(path)], capture_output=True, check=True)
    return 0, done.stdout.decode()


PDF: dict[str, Callable[[Path], Result]] = {
    "ours in process": ours_in_process,
    "ours through the child": ours_through_the_child,
    "pymupdf plain": pymupdf_plain,
    "pypdfium2": pypdfium2,
    "pdftotext": pdftotext,
    "pypdf": pypdf,
    "pdfplumber": pdfplumber,
    "markitdown": markitdown,
}
WORD: dict[str, Callable[[Path], Result]] = {
    "ours in process": ours_in_process,
    "ours through the child": ours_through_the_child,
    "docx2python": docx2python,
    "mammoth": mammoth,
    "markitdown": markitdown,
    "pandoc": pandoc,
}
_LABEL = re.compile(r"\s*(?:\d+(?:\.\d+)*[.)]?|\(?[a-z]{1,4}[.)]|[A-Z][.)])\s+\S.{8}")
_child_peak: list[float] = []


def _beside_plain(path: Path, seconds: float) -> float:
    """PyMuPDF's plain text by turns with ours in this one process: its best CPU time over our best."""
    plain, ours = [], []
    for _ in range(5 if seconds < 2 else 3):
        for method, times in ((pymupdf_plain, plain), (ours_in_process, ours)):
            started = time.process_time()
            method(path)
            times.append(time.process_time() - started)
    return min(plain) / min(ours)


def labels_found(path: Path, text: str) -> str:
    """ "547/550": numbered lines of expected/NAME.txt (LibreOffice's export) that the text has, number and all."""
    expected = path.parent / "expected" / f"{path.stem}.txt"
    if not expected.exists():
        return ""
    squeezed = "".join(text.split())
    lines = expected.read_text(encoding="utf-8-sig").splitlines()
    wanted = ["".join(line.split()) for line in lines if _LABEL.match(line)]
    return f"{sum(line[:60] in squeezed for line in wanted)}/{len(wanted)}"


def _cpu_seconds() -> float:
    """Of this process and of those it waited for: on a machine shared with others the clock says little."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _peak_kilobytes() -> int:
    """Not ru_maxrss: that still holds what the process that started this one had."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(status.read_text().partition("VmHWM:")[2].split()[0])


def main() -> None:
    method, path = sys.argv[1], Path(sys.argv[2])
    run = {**PDF, **WORD}[method]
    if method.startswith("ours"):
        sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
        import docanalyzer.pipeline.reading.pdf.reader
        import docanalyzer.pipeline.reading.word  # noqa: F401
    # Importing is no part of reading: the first call is on nothing, and fails.
    with contextlib.suppress(Exception):
        run(Path("no-such-file" + path.suffix))
    started, used = time.perf_counter(), _cpu_seconds()
    pages, text = run(path)
    wall, seconds = time.perf_counter() - started, _cpu_seconds() - used
    beside = _beside_plain(path, seconds) if method == "ours in process" and pages else 0.0
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    peak = (_child_peak or [max(_peak_kilobytes(), children) / 1024])[-1]
    if path.suffix.lower() == ".pdf" and method == "markitdown":
        pages = pymupdf_plain(path)[0]
    labels = labels_found(path, text) if path.suffix.lower() != ".pdf" else ""
    print(
        json.dumps(
            {
                "pages": pages,
                "seconds": seconds,
                "wall": wall,
                "peak_mb": peak,
                "characters": len(text),
                "labels": labels,
                "beside": beside,
            }
        )
    )


if __name__ == "__main__":
    main()
