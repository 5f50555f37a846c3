"""How much of each prompt the model server has already read: `python -m bench.prefix [FILE] [--tokenizer PATH]`.

A session on one document: a summary, an extraction, then ten questions in one thread. For each prompt, the share
of its tokens in whole 16-token blocks (as vLLM hashes them) that the prompt before it began with as well. Without
FILE the document is 300 generated pages; without --tokenizer a byte-level BPE is trained on the document itself.
Exits with 1 where a share is below 99%.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import tokenizers
from tokenizers import models, pre_tokenizers, trainers

from docanalyzer.pipeline.chat_formats import CHAT_FORMATS
from docanalyzer.pipeline.prompts import PromptDocument, PromptPage, Task, Turn, document_of, render
from docanalyzer.pipeline.reading import read

BLOCK = 16
GOAL = 0.99
WORDS = (
    "report",
    "cash",
    "flow",
    "segment",
    "revenue",
    "risk",
    "contract",
    "party",
    "payment",
    "notice",
    "term",
)
FIELDS = [{"name": name, "type": "amount", "title": name} for name in ("revenue", "cash flow", "liability")]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--tokenizer", type=Path)
    parser.add_argument("--format", choices=["glm4", "chatml"], default="glm4")
    options = parser.parse_args()
    document = document_of(read(options.file), title=options.file.name) if options.file else generated(300)
    with tempfile.TemporaryDirectory() as folder:
        tokenizer = load(options.tokenizer or train(document, Path(folder) / "tokenizer.json"))
    print(f"{document.title}: {len(document.pages)} pages, format {options.format}\n")
    print(f"{'prompt':<12} {'tokens':>10} {'shared':>10} {'share':>8}")
    lowest, before = 1.0, []
    for name, turns in session():
        prompt = render([document], turns, CHAT_FORMATS[options.format], workspace_line="Workspace 1")
        tokens = tokenizer.encode(prompt.text).ids
        common = shared(before, tokens)
        share = common / len(tokens)
        print(
            f"{name:<12} {len(tokens):>10,} {common:>10,} " + (f"{share:>8.3%}" if before else f"{'cold':>8}")
        )
        lowest, before = (min(lowest, share) if before else lowest), tokens
    print(f"\nlowest share after the first prompt: {lowest:.3%} (goal: at least {GOAL:.0%})")
    return 0 if lowest >= GOAL else 1


def session() -> Iterator[tuple[str, list[Turn]]]:
    yield (
        "summary",
        [Turn(role="user", task=Task("summary", "Summarise the document by section.", language="en"))],
    )
    extraction = Task("extraction", "Find the key figures.", fields=FIELDS, output="json")
    yield "extraction", [Turn(role="user", task=extraction)]
    pick, thread = random.Random(1), []
    for number in range(1, 11):
        thread.append(Turn(role="user", text=f"What is said about {' and '.join(pick.sample(WORDS, 3))}?"))
        yield f"question {number}", list(thread)
        thread.append(
            Turn(role="assistant", text=f"It says “{' '.join(pick.choices(WORDS, k=100))}” [p. {number}].")
        )


def shared(before: Sequence[int], tokens: Sequence[int]) -> int:
    """Tokens in the whole blocks that both begin with."""
    blocks = 0
    while before[blocks * BLOCK : (blocks + 1) * BLOCK] == tokens[blocks * BLOCK : (blocks + 1) * BLOCK]:
        blocks += 1
        if (blocks + 1) * BLOCK > min(len(before), len(tokens)):
            break
    return blocks * BLOCK


def generated(pages: int) -> PromptDocument:
    pick = random.Random(0)
    texts = [" ".join(pick.choices(WORDS, k=400)) + f" {pick.randint(1, 10**6):,}." for _ in range(pages)]
    return PromptDocument(
        "generated", [PromptPage(number, "", text) for number, text in enumerate(texts, start=1)]
    )


def train(document: PromptDocument, path: Path) -> Path:
    tokenizer = tokenizers.Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=8000, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False
    )
    tokenizer.train_from_iterator((page.text for page in document.pages), trainer)
    tokenizer.save(str(path))
    return path


def load(path: Path) -> tokenizers.Tokenizer:
    return tokenizers.Tokenizer.from_file(str(path))


if __name__ == "__main__":
    sys.exit(main())
