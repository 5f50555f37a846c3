"""Time to the first token on a GPU: our model in a real Triton beside vLLM alone, cold, warm and cancelled.

    bench/gpu_first_token.sh [OUTPUT]                  everything: needs a GPU, vLLM, Triton (see the script)

or step by step: `python -m bench.gpu_first_token STEP …`
    model FOLDER                                        the stand-in model (bench/gpu_model.py)
    alone MODEL_JSON --rows FILE                        vLLM's AsyncLLM in this process, same engine arguments
    through URL --rows FILE                             the product's own client → Triton → our model → AsyncLLM
    table FILE                                          both, and their ratio
Both ends get the same texts in the same order; the clock runs from handing over the text to the first token.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import time
import uuid
from collections.abc import Awaitable, Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench import gpu_model

QUESTION_TOKENS = 200
ANSWER_TOKENS = 32
WARM_RUNS = 3


def plan(sizes: list[int]) -> Iterator[tuple[str, int, str]]:
    """(kind, size, text): a warm-up, then each size cold and, several times, warm with another question."""
    yield "warm-up", 8192, gpu_model.text(8192, seed=1)
    for number, size in enumerate(sizes):
        document = gpu_model.text(size - QUESTION_TOKENS, seed=100 + number)
        for run in range(WARM_RUNS + 1):
            question = gpu_model.text(QUESTION_TOKENS, seed=1000 * (number + 1) + run)
            yield ("warm" if run else "cold"), size, document + question


class Rows:
    """One JSON object a line, appended as soon as it is known, and shown."""

    def __init__(self, path: Path, way: str) -> None:
        self.path, self.way = path, way

    def add(self, **row: Any) -> None:
        line = json.dumps({"way": self.way, **row})
        print(line, flush=True)
        with self.path.open("a") as file:
            file.write(line + "\n")


Ask = Callable[[str], Awaitable[tuple[float, list[float], int]]]
"""Text → (seconds to the first token, seconds between later ones, cached tokens)."""


async def measure(ask: Ask, rows: Rows, sizes: list[int]) -> None:
    for kind, size, text in plan(sizes):
        first, between, cached = await ask(text)
        median = statistics.median(between) if between else None
        rows.add(kind=kind, tokens=size, first=first, between=median, cached=cached)


async def alone(options: argparse.Namespace) -> None:
    from vllm import SamplingParams
    from vllm.engine.arg_utils import AsyncEngineArgs
    from vllm.sampling_params import RequestOutputKind
    from vllm.v1.engine.async_llm import AsyncLLM

    arguments = json.loads(options.model_json.read_text()) | json.loads(options.override)
    engine = AsyncLLM.from_engine_args(AsyncEngineArgs(**arguments))

    async def ask(text: str) -> tuple[float, list[float], int]:
        parameters = SamplingParams(
            max_tokens=ANSWER_TOKENS, temperature=0.0, ignore_eos=True, output_kind=RequestOutputKind.DELTA
        )
        started, times, cached = time.perf_counter(), [], 0
        async for output in engine.generate({"prompt": text}, parameters, uuid.uuid4().hex):
            times.append(time.perf_counter())
            cached = output.num_cached_tokens or 0
        return times[0] - started, gaps(times), cached

    await measure(ask, Rows(options.rows, options.way), options.sizes)
    engine.shutdown()


async def through(options: argparse.Namespace) -> None:
    from bench.gpu_through import Through

    product = Through(options.url, options.model)
    rows = Rows(options.rows, options.way)

    async def ask(text: str) -> tuple[float, list[float], int]:
        return await asyncio.to_thread(product.ask, text)

    await measure(ask, rows, options.sizes)
    cancel_size = options.cancel_size or max(options.sizes)
    for row in product.behaviour(options.sizes, options.cancel_after, cancel_size, options.only):
        rows.add(**row)


def gaps(times: list[float]) -> list[float]:
    return [later - earlier for earlier, later in pairwise(times)]


def table(options: argparse.Namespace) -> None:
    """Markdown: one line a size, both ways side by side, then what else was seen."""
    rows = [json.loads(line) for line in options.rows.read_text().splitlines()]
    print(
        "| prompt tokens | vLLM alone, cold | through Triton, cold | ratio | TFLOP/s | alone, warm | through, warm |"
    )
    print("|---|---|---|---|---|---|---|")
    for size in options.sizes:
        seconds = {
            (way, kind): [
                r["first"] for r in rows if (r["way"], r.get("kind"), r.get("tokens")) == (way, kind, size)
            ]
            for way in ("alone", "triton")
            for kind in ("cold", "warm")
        }
        if not all(seconds.values()):
            continue
        a, t = seconds["alone", "cold"][0], seconds["triton", "cold"][0]
        warm_a, warm_t = (statistics.median(seconds[way, "warm"]) for way in ("alone", "triton"))
        speed = gpu_model.prefill_flop(size) / t / 1e12
        print(
            f"| {size:,} | {a:.2f} s | {t:.2f} s | {t / a:.3f} | {speed:.0f} | {warm_a:.3f} s | {warm_t:.3f} s |"
        )
    for row in rows:
        if row.get("kind") not in {"cold", "warm", "warm-up"} or row["way"] not in {"alone", "triton"}:
            print("-", json.dumps(row, ensure_ascii=False))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.gpu_first_token", description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    steps.add_parser("model").add_argument("folder", type=Path)
    for step, first in (("alone", "model_json"), ("through", "url"), ("table", "rows")):
        sub = steps.add_parser(step)
        sub.add_argument(first, type=str if first == "url" else Path)
        sub.add_argument("--sizes", type=lambda s: [int(n) for n in s.split(",")], default=[131_072, 524_288])
        if step != "table":
            sub.add_argument("--rows", type=Path, required=True)
            sub.add_argument("--way", default="alone" if step == "alone" else "triton")
        if step == "alone":
            sub.add_argument("--override", default="{}", help="engine arguments to change, as JSON")
        if step == "through":
            sub.add_argument("--model", default="glm4_9b_chat_1m_async")
            sub.add_argument(
                "--cancel-after", type=lambda s: [float(n) for n in s.split(",")], default=[4, 15]
            )
            sub.add_argument(
                "--cancel-size", type=int, help="tokens of the cancelled prompts; the largest size"
            )
            sub.add_argument(
                "--only",
                type=lambda s: set(s.split(",")),
                default={"structured", "salt", "long", "beside", "ask", "cancel"},
                help="which behaviours to try after the times; none: -",
            )
    options = parser.parse_args()
    if options.step == "model":
        gpu_model.write(options.folder)
    elif options.step == "table":
        table(options)
    else:
        asyncio.run({"alone": alone, "through": through}[options.step](options))
    return 0


if __name__ == "__main__":
    sys.exit(main())
