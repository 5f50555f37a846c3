"""Tokenizing only what is new gives exactly what tokenizing everything gives."""

from __future__ import annotations

import random
import sys
import threading
import time
from itertools import pairwise

import pytest
from tokenizers import Regex, Tokenizer, models, pre_tokenizers, processors, trainers

from dev import triton

sys.path.append(str(triton.ROOT / "triton" / "gpu" / "glm4_9b_chat_1m_async" / "1"))

from docanalyzer_engine import tokens  # type: ignore[import-not-found]

GPT_LIKE = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|"
    r"\s*[\r\n]+|\s+(?!\S)|\s+"
)
WORDS = [
    *("the", "report", "says", "that", "net", "cash", "was", "1,234.5", "million\nyuan", "本合同"),
    *("自签字之日起", "生效。\n第十二条", "—", "“payment”", "", "due\n\n"),
]


def text(length: int, seed: int) -> str:
    draw = random.Random(seed)
    return " ".join(draw.choices(WORDS, k=length))


@pytest.fixture(scope="module")
def fast() -> Tokenizer:
    """A byte-level BPE with the pre-tokenizer of GLM-4 and Qwen, and two opening tokens as GLM-4's."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(GPT_LIKE), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    specials = ["[gMASK]", "<sop>", "<|user|>"]
    trainer = trainers.BpeTrainer(
        vocab_size=600, special_tokens=specials, initial_alphabet=pre_tokenizers.ByteLevel.alphabet()
    )
    tokenizer.train_from_iterator([text(4000, seed=0)], trainer)
    opening = [(name, tokenizer.token_to_id(name)) for name in specials[:2]]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[gMASK] <sop> $A", special_tokens=opening
    )
    return tokenizer


class Backed:
    """What transformers hands out: the fast tokenizer is inside."""

    def __init__(self, fast: Tokenizer) -> None:
        self.backend_tokenizer = fast


def test_a_session_on_one_document_gets_the_tokens_of_the_whole_text(fast: Tokenizer) -> None:
    document = text(20_000, seed=1)
    ours = tokens.PrefixTokenizer(Backed(fast))
    questions = [f"\n<|user|>\n{text(20 + 7 * number, seed=50 + number)}" for number in range(12)]
    for number, question in enumerate(questions):
        prompt = document + question
        assert ours.encode(prompt) == fast.encode(prompt).ids
        assert number == 0 or ours.tokenized < 10_000


def test_a_growing_thread_is_tokenized_turn_by_turn(fast: Tokenizer) -> None:
    ours = tokens.PrefixTokenizer(Backed(fast))
    prompt = text(20_000, seed=2)
    ours.encode(prompt)
    for turn in range(8):
        prompt += f"<|user|>\n{text(300, seed=80 + turn)}"
        assert ours.encode(prompt) == fast.encode(prompt).ids
        assert ours.tokenized < 12_000


@pytest.mark.parametrize("seed", range(40))
def test_wherever_two_texts_part_the_tokens_are_the_same(fast: Tokenizer, seed: int) -> None:
    draw = random.Random(seed)
    first = text(8_000, seed=seed)
    place = draw.randrange(len(first))
    second = (
        first[:place] + draw.choice(["", " ", "\n", "x", "本", "\n\n  ", "99"]) + text(500, seed=seed + 1)
    )
    ours = tokens.PrefixTokenizer(Backed(fast))
    ours.encode(first)
    assert ours.encode(second) == fast.encode(second).ids


def test_several_documents_in_turn_stay_remembered(fast: Tokenizer) -> None:
    ours = tokens.PrefixTokenizer(Backed(fast))
    documents = [text(8_000, seed=seed) for seed in (3, 4, 5)]
    for document in documents:
        ours.encode(document)
    for document in documents:
        assert ours.encode(document + "\nWhat?") == fast.encode(document + "\nWhat?").ids
        assert ours.tokenized < 10_000


def test_a_tokenizer_that_adds_a_closing_token_is_never_continued(fast: Tokenizer) -> None:
    closing = Tokenizer.from_str(fast.to_str())
    number = closing.token_to_id("<|user|>")
    closing.post_processor = processors.TemplateProcessing(
        single="$A <|user|>", special_tokens=[("<|user|>", number)]
    )
    ours = tokens.PrefixTokenizer(Backed(closing))
    document = text(8_000, seed=6)
    for prompt in (document, document + "\nWhat?"):
        assert ours.encode(prompt) == closing.encode(prompt).ids
        assert ours.tokenized == len(prompt)


def test_a_tokenizer_without_a_fast_one_inside_is_simply_asked() -> None:
    class Slow:
        def encode(self, text: str) -> list[int]:
            return [len(word) for word in text.split()]

    assert tokens.PrefixTokenizer(Slow()).encode("one three") == [3, 5]


def test_the_common_length_is_found_anywhere() -> None:
    base = text(1_000, seed=7)
    for place, _ in pairwise(range(0, len(base), 37)):
        assert tokens.common_length(base, base[:place] + "\0" + base[place:]) == place
    assert tokens.common_length(base, base) == len(base)


def test_other_threads_go_on_while_a_long_prompt_is_tokenized(fast: Tokenizer) -> None:
    """Everybody's tokens and aborts go through the interpreter that the tokenizer runs in."""
    prompt = "".join(random.Random(8).choices("abcdefghij 本合同\n", k=1_500_000))
    pauses, ended = [0.0], threading.Event()

    def tick() -> None:
        last = time.monotonic()
        while not ended.wait(0.001):
            now = time.monotonic()
            pauses.append(now - last)
            last = now

    ticking = threading.Thread(target=tick)
    ticking.start()
    began = time.monotonic()
    found = tokens.PrefixTokenizer(Backed(fast)).encode(prompt)
    seconds = time.monotonic() - began
    ended.set()
    ticking.join()
    assert max(pauses) < seconds / 2
    assert found == fast.encode(prompt).ids
