"""Speed and exactness of token counting: `python -m bench.tokens TOKENIZER.json FILE…`.

For every text or PDF: characters, megabytes, tokens by the product's counter, by `tokenizers`, and by the estimate
that stands in where no tokenizer is at hand; seconds of each; and how many pages are counted differently from
`tokenizers` (must be 0: exits with 1 otherwise).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import tokenizers

from docanalyzer.pipeline.reading import read
from docanalyzer.pipeline.tokens import count, count_pages


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("tokenizer")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    options = parser.parse_args()
    path, reference = options.tokenizer, tokenizers.Tokenizer.from_file(options.tokenizer)
    seconds, _ = timed(lambda: count("", path).tokens)
    print(f"loading and checking the tokenizer: {seconds:.2f} s, once a process\n")
    print(
        f"{'file':<32} {'MB':>6} {'tokens':>10} {'ours s':>7} {'tokenizers s':>13} {'estimate':>9} {'s':>6} differ"
    )
    different = 0
    for file in options.files:
        pages = [page.text for page in read(file).pages]
        text = "\n\n".join(pages)
        ours, counted = timed(lambda text=text: count(text, path).tokens)
        theirs, expected = timed(lambda text=text: len(reference.encode(text)))
        guess, estimated = timed(lambda text=text: count(text).tokens)
        wrong = differing(pages, path, reference) + (counted != expected)
        different += wrong
        print(
            f"{file.name[:32]:<32} {len(text.encode()) / 1e6:>6.2f} {counted:>10,} {ours:>7.3f} {theirs:>13.3f} "
            f"{estimated / max(counted, 1):>8.2f}x {guess:>6.3f} {wrong:>4} of {len(pages) + 1}"
        )
    return 1 if different else 0


def timed(work: Callable[[], int]) -> tuple[float, int]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def differing(pages: list[str], path: str, reference: tokenizers.Tokenizer) -> int:
    expected = [len(encoded) for encoded in reference.encode_batch_fast(pages, add_special_tokens=False)]
    return sum(ours != theirs for ours, theirs in zip(count_pages(pages, path), expected, strict=True))


if __name__ == "__main__":
    sys.exit(main())
