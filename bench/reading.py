"""Our reading beside others on the same files: `python -m bench.reading FILE… [--plot reading.svg]`.

Pages a CPU second, peak memory, characters; for Word files also the numbered labels that the text has of those a
LibreOffice export shows. Each measurement is a process of its own, the best of `--repeat`; the slow readers get
the first `--slow-pages` pages of a longer PDF, and their line says so. Peers are installed into
an environment of their own (`--peers`, default var/bench-peers); pdftotext, pandoc where they are on PATH.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import pymupdf

from bench import reading_methods, reading_plot

PEERS = (
    "pymupdf==1.28.2",
    "pypdfium2",
    "pypdf",
    "pdfplumber",
    "markitdown[pdf,docx]",
    "docx2python",
    "mammoth",
)
SLOW = ("pypdf", "pdfplumber", "markitdown")
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Measured:
    file: str
    method: str
    pages: int = 0
    seconds: float = 0.0
    wall: float = 0.0
    peak_mb: float = 0.0
    characters: int = 0
    labels: str = ""
    cut: int = 0
    beside: float = 0.0
    error: str = ""

    @property
    def rate(self) -> float:
        """Pages a CPU second; for Word thousands of characters a CPU second."""
        work = self.pages or self.characters / 1000
        return work / self.seconds if self.seconds else 0.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--peers", type=Path, default=ROOT / "var" / "bench-peers")
    parser.add_argument("--plot", type=Path, default=ROOT / "var" / "bench-reading.svg")
    parser.add_argument("--repeat", type=int, default=2)
    parser.add_argument(
        "--seconds", type=int, default=120, help="for one measurement; longer is reported as such"
    )
    parser.add_argument("--slow-pages", type=int, default=100)
    methods = sorted({*reading_methods.PDF, *reading_methods.WORD})
    parser.add_argument("--only", nargs="*", choices=methods, help="these methods alone")
    given = parser.parse_args()
    python = _peers(given.peers)
    found: list[Measured] = []
    with tempfile.TemporaryDirectory() as folder:
        for path in given.files:
            is_pdf = path.suffix.lower() == ".pdf"
            cut = _cut(path, given.slow_pages, Path(folder)) if is_pdf else None
            for method in reading_methods.PDF if is_pdf else reading_methods.WORD:
                if given.only and method not in given.only:
                    continue
                shorter = cut if method in SLOW else None
                one = _measure(shorter or path, method, python, given.repeat, given.seconds)
                found.append(replace(one, file=path.name, cut=given.slow_pages if shorter else 0))
                _print(found[-1], first=len(found) == 1)
    given.plot.parent.mkdir(parents=True, exist_ok=True)
    given.plot.write_text(reading_plot.svg(found), encoding="utf-8")
    print(f"\nplot: {given.plot}")
    return _verdict(found)


def _cut(path: Path, pages: int, folder: Path) -> Path | None:
    """A copy of the first pages of a longer PDF, for those who would take minutes."""
    with pymupdf.open(path) as document:
        if document.page_count <= pages:
            return None
        document.select(range(pages))
        document.save(folder / path.name, garbage=3)
    return folder / path.name


def _peers(folder: Path) -> Path:
    """An environment with the peers, made once; they are no part of the product's locks."""
    python = folder / "bin" / "python"
    marker = folder / "installed.txt"
    wanted = "\n".join(PEERS)
    if not marker.exists() or marker.read_text() != wanted:
        print(f"installing the peers into {folder} …", file=sys.stderr)
        subprocess.run(
            [sys.executable, "-m", "uv", "venv", "-q", "--clear", "--python", sys.executable, folder],
            check=True,
        )
        subprocess.run(
            [sys.executable, "-m", "uv", "pip", "install", "-q", "--python", python, *PEERS], check=True
        )
        marker.write_text(wanted)
    return python


def _measure(path: Path, method: str, peers: Path, repeat: int, seconds: int) -> Measured:
    python = sys.executable if method.startswith("ours") else str(peers)
    command = [python, str(ROOT / "bench" / "reading_methods.py"), method, str(path.absolute())]
    best: Measured | None = None
    for _ in range(repeat):
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=seconds, cwd=ROOT, check=False
            )
        except subprocess.TimeoutExpired:
            return best or Measured(path.name, method, error=f"over {seconds} s")
        if done.returncode:
            return Measured(
                path.name, method, error=(done.stderr.strip().splitlines() or ["failed"])[-1][:70]
            )
        one = Measured(path.name, method, **json.loads(done.stdout.splitlines()[-1]))
        best = one if best is None or one.seconds < best.seconds else best
    return best or Measured(path.name, method, error="not run")


def _print(one: Measured, *, first: bool) -> None:
    if first:
        print(
            f"{'file':<34} {'method':<22} {'rate/s':>8} {'cpu s':>7} {'wall s':>7} {'MB':>6} {'characters':>11}  labels"
        )
    if one.error:
        print(f"{one.file[:34]:<34} {one.method:<22} {one.error}", flush=True)
        return
    print(
        f"{one.file[:34]:<34} {one.method:<22} {one.rate:>8,.1f} {one.seconds:>7.2f} {one.wall:>7.2f} {one.peak_mb:>6.0f} "
        f"{one.characters:>11,}  {one.labels}{f'first {one.cut} pages' if one.cut else ''}",
        flush=True,
    )


def _verdict(found: list[Measured]) -> int:
    """1 where our reader in process is slower than 0.7 of PyMuPDF's plain text on a file."""
    slow = 0
    for one in found:
        if one.beside:
            print(f"{one.file}: {one.beside:.2f} of PyMuPDF's own text, by turns in one process (goal 0.70)")
            slow += one.beside < 0.7
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
