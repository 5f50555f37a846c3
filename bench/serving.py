"""What the client and Triton add to a model's own time: `python -m bench.serving [--streams 1,100]`.

A scripted model in a real Triton on this machine sends its first token after 0.2 s and one every 0.1 s. For prompts
of several sizes and several streams at once: how much later the first token reaches the caller, and each later one.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from dev import triton
from docanalyzer.pipeline.inference import ModelProfile, Sampling
from docanalyzer.pipeline.triton import TritonClient
from tests.triton_server import running_triton

FIRST, DELAY, TOKENS = 0.2, 0.1, 20
RUNS = 8
SCRIPT = f'@script {{"tokens": {TOKENS}, "first": {FIRST}, "delay": {DELAY}}}'
SIZES = (1_000, 1_000_000, 4_000_000)


def one(client: TritonClient, prompt: str, firsts: list[float], laters: list[float]) -> None:
    started = time.perf_counter()
    times = [
        time.perf_counter() for chunk in client.stream(prompt, Sampling(max_tokens=TOKENS)) if chunk.text
    ]
    firsts.append(times[0] - started - FIRST)
    laters.append((times[-1] - times[0]) / (TOKENS - 1) - DELAY)


def measure(client: TritonClient, size: int, streams: int) -> tuple[float, float, float, float]:
    """Milliseconds over the script: first token median and 95th percentile, later tokens median and 95th."""
    firsts: list[float] = []
    laters: list[float] = []
    prompt = "x" * size + SCRIPT
    for _ in range(max(1, RUNS // streams)):
        threads = [
            threading.Thread(target=one, args=(client, prompt, firsts, laters)) for _ in range(streams)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    ends = [sorted(values)[int(0.95 * (len(values) - 1))] for values in (firsts, laters)]
    return (
        1000 * statistics.median(firsts),
        1000 * ends[0],
        1000 * statistics.median(laters),
        1000 * ends[1],
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.serving", description=__doc__)
    parser.add_argument("--streams", default="1,10,100")
    options = parser.parse_args()
    triton.ensure()
    log_path = Path(tempfile.mkdtemp()) / "triton.log"
    with log_path.open("wb") as log, running_triton({"scripted": "glm4"}, log=log) as server:
        client = TritonClient(ModelProfile(name="scripted", urls=(server.url,), chat_format="glm4"))
        measure(client, 1000, 1)
        print("| streams | prompt bytes | first token +ms | 95% | later tokens +ms each | 95% |")
        print("|---|---|---|---|---|---|")
        for streams in (int(number) for number in options.streams.split(",")):
            for size in SIZES:
                if streams * size > 100_000_000:
                    continue
                figures = " | ".join(f"{value:.1f}" for value in measure(client, size, streams))
                print(f"| {streams} | {size:,} | {figures} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
