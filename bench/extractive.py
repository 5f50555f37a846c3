"""How the built-in extractive engine grows: prompts of 0.25 to 4 MB, time to the first line, total, peak memory.

    python bench/extractive.py [--pdf FILE]

Each row is a process of its own, so that its peak memory is its own. The text is generated (English prose
in numbered sections), or taken from a PDF and repeated to the size wanted.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENGINE = ROOT / "triton" / "cpu" / "docanalyzer_extractive" / "1"
SIZES = (0.25, 0.5, 1.0, 2.0, 4.0)
KINDS = ("summary", "question", "extraction", "comparison")
PAGE_CHARACTERS = 3000
SECONDS = ("first_line", "first_quote", "total", "cpu")
QUESTION = "Which harbour has the highest storage fee?"
_NOUNS = (
    "harbour",
    "cargo",
    "vessel",
    "storage",
    "contract",
    "crew",
    "insurance",
    "route",
    "report",
    "berth",
)
_VERBS = ("requires", "replaces", "records", "exceeds", "delays", "covers", "repeats", "reduces", "supports")
_ADJECTIVES = (
    "annual",
    "northern",
    "heavy",
    "reliable",
    "seasonal",
    "foreign",
    "limited",
    "internal",
    "costly",
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pdf", type=Path, help="take the text of this file instead of generated prose")
    parser.add_argument("--sizes", type=float, nargs="+", default=SIZES, help="MB of prompt")
    parser.add_argument("--kinds", nargs="+", default=KINDS, choices=KINDS)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one)))
        return 0
    titles = ("MB", "tokens", "lines", "first line s", "first quote s", "total s", "CPU s", "peak MB")
    print("kind".ljust(11), *(title.rjust(max(9, len(title))) for title in titles))
    for kind in options.kinds:
        for size in options.sizes:
            row = in_own_process(prompt(kind, int(size * 1_000_000), options.pdf))
            figures = [f"{row[key]:,.{2 if key in SECONDS else 0}f}" for key in row]
            figures[0] = f"{row['mb']:.2f}"
            widths = (max(9, len(title)) for title in titles)
            print(
                kind.ljust(11),
                *(text.rjust(width) for text, width in zip(figures, widths, strict=True)),
                flush=True,
            )
    return 0


def in_own_process(text: str) -> dict[str, float]:
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".prompt") as file:
        file.write(text)
        file.flush()
        command = [sys.executable, __file__, "--one", file.name]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def measure(path: Path) -> dict[str, float]:
    """Seconds from the whole prompt at hand; megabytes of this process at its highest."""
    sys.path.insert(0, str(ENGINE))
    from extractive.engine import count_prompt, run

    text = path.read_text(encoding="utf-8")
    started, cpu = time.perf_counter(), time.process_time()
    tokens = count_prompt(text, lambda: None, sys.maxsize)
    first_line = first_quote = 0.0
    lines = 0
    for piece in run(text, sys.maxsize, lambda: None):
        now = time.perf_counter() - started
        lines += 1
        first_line = first_line or now
        first_quote = first_quote or (now if "“" in piece.text else 0.0)
    return {
        "mb": path.stat().st_size / 1e6,
        "tokens": tokens,
        "lines": float(lines),
        "first_line": first_line,
        "first_quote": first_quote,
        "total": time.perf_counter() - started,
        "cpu": time.process_time() - cpu,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def prompt(kind: str, size: int, pdf: Path | None) -> str:
    """A prompt of about `size` bytes; for a comparison two documents of half the size, one page in ten changed."""
    task = {"kind": kind, "instructions": QUESTION if kind == "question" else ""}
    if kind != "comparison":
        documents = [_document(1, pages(size, pdf))]
    else:
        first = pages(size // 2, pdf)
        second = [page.replace("the ", "each ", 3) if n % 10 == 0 else page for n, page in enumerate(first)]
        documents = [_document(1, first), _document(2, second)]
    return "".join(["<|docanalyzer 1|>\n", *documents, f"<|task|>{json.dumps(task)}\n"])


def _document(number: int, texts: list[str]) -> str:
    head = f"<|document|>{json.dumps({'number': number, 'title': f'Report {number}', 'paged': True})}\n"
    marked = (
        f"<|page|>{json.dumps({'number': n, 'label': ''})}\n{text}\n" for n, text in enumerate(texts, 1)
    )
    return head + "".join(marked)


def pages(size: int, pdf: Path | None) -> list[str]:
    source = _read(pdf) if pdf else _written(size)
    texts: list[str] = []
    length = 0
    while length < size:
        text = source[len(texts) % len(source)]
        texts.append(text)
        length += len(text.encode())
    return texts


def _read(pdf: Path) -> list[str]:
    from docanalyzer.pipeline.reading import read

    return [page.text.replace("<|", "＜|") for page in read(pdf).pages]


def _written(size: int) -> list[str]:
    """Pages of prose in numbered sections: the same every time."""
    chance = random.Random(4)
    texts = []
    for number in range(1, size // PAGE_CHARACTERS + 2):
        lines = [f"{number} The {chance.choice(_ADJECTIVES).title()} {chance.choice(_NOUNS).title()}", ""]
        while sum(map(len, lines)) < PAGE_CHARACTERS:
            words = [chance.choice(_ADJECTIVES) + " " + chance.choice(_NOUNS) for _ in range(4)]
            verb, figure = chance.choice(_VERBS), chance.randint(2, 9999)
            lines.append(f"In {2000 + figure % 25} the {words[0]} {verb} the {words[1]} of the {words[2]} by")
            lines.append(f"{figure} tonnes, and the {words[3]} number {figure % 97} pays ${figure} a month.")
        texts.append("\n".join(lines))
    return texts


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
