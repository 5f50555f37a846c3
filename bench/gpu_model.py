"""A stand-in for GLM-4-9B-Chat-1M where its weights are not at hand: its geometry, random weights, a tokenizer.

The geometry alone decides what prefill costs. The tokenizer knows one word a token (" w300"), so that a text
of n words is a prompt of n tokens and goes the whole way as text; bytes are tokens too, so any text encodes.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

VOCABULARY = 151_552
FIRST_WORD = 256
END_TOKENS = [151329, 151336, 151338]
GEOMETRY = {
    "architectures": ["GlmForCausalLM"],
    "model_type": "glm",
    "attention_bias": True,
    "attention_dropout": 0.0,
    "eos_token_id": END_TOKENS,
    "pad_token_id": END_TOKENS[0],
    "head_dim": 128,
    "hidden_act": "silu",
    "hidden_size": 4096,
    "initializer_range": 0.02,
    "intermediate_size": 13696,
    "max_position_embeddings": 1_048_576,
    "num_attention_heads": 32,
    "num_hidden_layers": 40,
    "num_key_value_heads": 4,
    "partial_rotary_factor": 0.5,
    "rms_norm_eps": 1.5625e-07,
    "rope_theta": 1e8,
    "tie_word_embeddings": False,
    "torch_dtype": "bfloat16",
    "use_cache": True,
    "vocab_size": VOCABULARY,
}


def write(folder: Path) -> None:
    """config.json, tokenizer.json and tokenizer_config.json, as transformers reads them."""
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers

    folder.mkdir(parents=True, exist_ok=True)
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {symbol: number for number, symbol in enumerate(alphabet)}
    vocabulary |= {f"Ġw{number}": number for number in range(FIRST_WORD, VOCABULARY)}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[], ignore_merges=True))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(" "), "merged_with_next"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "config.json").write_text(json.dumps(GEOMETRY))
    settings = {"tokenizer_class": "PreTrainedTokenizerFast", "eos_token": f"Ġw{END_TOKENS[0]}"}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings | {"model_max_length": 10**9}))


def text(tokens: int, seed: int) -> str:
    """A text of exactly this many tokens, always the same for a seed."""
    draw = random.Random(seed)
    return "".join(f" w{number}" for number in draw.choices(range(FIRST_WORD, 150_000), k=tokens))


def prefill_flop(tokens: int) -> float:
    """Floating-point operations of a cold prefill: the layers' matrices, and causal attention."""
    layers, hidden, inner, kv = 40, 4096, 13696, 512
    linear = 2 * layers * (hidden * (hidden + 2 * kv) + hidden * hidden + 3 * hidden * inner)
    return float(linear * tokens + layers * 4 * hidden * tokens * tokens / 2)
