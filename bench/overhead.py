"""What docanalyzer adds to a model's own time: `python -m bench.overhead [--streams 1,100] [--sizes 1000,4000000]`.

The whole product runs on this machine with a scripted model in a real Triton, which writes into each token when
it received its request and when it sent the token. A real browser asks; it notes the click and when each token
stands on the page. First token: (on the page - click) - (sent - received). Later tokens: on the page - sent.
At 100 streams, 99 others stream to plain HTTP clients the whole time in which the browser asks, each from a prompt
of the same size; theirs are timed at the socket. The first question on a document is a row of its own: the worker has
to read and render the text. Exit status 1 where a median misses its goal.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench import overhead_trace
from bench.overhead_load import Load
from bench.overhead_trace import Moments
from dev import triton
from dev.debian import executable
from tests.e2e.conftest import FLAGS
from tests.e2e.running import RunningStack, running_stack
from tests.triton_server import running_triton

FIRST, DELAY, TOKENS = 0.2, 0.1, 40
OTHERS_DELAY = 0.5
"""Seconds between two tokens of each of the other streams: with 99 of them, about 200 tokens a second in all."""
GOALS = 50.0, 10.0
Delays = tuple[list[float], list[float], list[Moments]]
"""Milliseconds: of first tokens, of later ones; and where each first one's time went."""
WATCH = """base => {
  const now = () => (performance.timeOrigin + performance.now() - base * 1000) * 10;
  const seen = window.__seen = {click: 0, tokens: {}}, panel = document.getElementById("panel-ask");
  const asks = (event) => event.detail.requestConfig?.verb === "post";
  document.addEventListener("htmx:beforeSend", event => { if (asks(event)) seen.request = now(); });
  document.addEventListener("htmx:beforeSwap", event => { if (asks(event)) seen.answered = now(); });
  document.addEventListener("htmx:sseOpen", () => { seen.following = now(); });
  const look = () => {
    const at = now(), answer = [...panel.querySelectorAll(".run .answer")].pop();
    for (const [token] of (answer?.textContent ?? "").matchAll(/\\d+\\/\\d+/g)) seen.tokens[token] ??= at;
  };
  new MutationObserver(look).observe(panel, {subtree: true, childList: true, characterData: true});
  panel.querySelector(".composer-send").addEventListener("click", () => { seen.click = now(); }, true);
}"""


def script(clock: float, tokens: int = TOKENS, delay: float = DELAY) -> str:
    made = {"tokens": tokens, "first": FIRST, "delay": delay, "clock": clock}
    return f"When? @script {json.dumps(made)}"


def others(clock: float) -> str:
    """Of the streams beside the browser's: they go on until they are stopped."""
    return script(clock, 4000, OTHERS_DELAY)


def open_document(page: Page, size: int) -> str:
    """Uploads a text of `size` bytes and opens its Ask panel; the document's address."""
    name = f"text-{size}"
    line = "The mill at Harbour Road was sold on 3 June 2024 for 4.2 million euros.\n\n"
    text = (line * (size // len(line) + 1))[:size]
    page.goto("/documents/")
    page.set_input_files(
        "input[type=file]", {"name": f"{name}.txt", "mimeType": "text/plain", "buffer": text.encode()}
    )
    row = page.locator(".doc-row", has=page.get_by_role("link", name=name, exact=True)).first
    row.and_(page.locator("[data-status=ready]")).wait_for(timeout=300_000)
    row.locator(".doc-row-title").click()
    page.wait_for_url("**/documents/*/")
    return page.url


def ask(page: Page, stack: RunningStack, address: str) -> tuple[float, list[float], Moments]:
    """One question: the first token's overhead and the later tokens' delays, in milliseconds; the moments."""
    page.goto(address)
    page.get_by_role("tab", name="Ask").click()
    page.wait_for_load_state("networkidle")
    clock = time.time()
    page.locator("#panel-ask textarea").fill(script(clock))
    page.evaluate(WATCH, clock)
    page.locator("#panel-ask .composer-send").click()
    seen: dict[str, Any] = {"tokens": {}}
    while len(seen["tokens"]) < TOKENS:
        time.sleep(0.5)
        seen = page.evaluate("window.__seen")
    tokens = sorted((*map(int, token.split("/")), at) for token, at in seen["tokens"].items())
    received, sent, at = tokens[0]
    first = (at - seen["click"]) - (sent - received)
    kept = overhead_trace.moments(stack.environment, {**seen, "first": tokens[0]}, clock)
    return first / 10, [(at - sent) / 10 for _, sent, at in tokens[1:]], kept


def measure(page: Page, stack: RunningStack, address: str, streams: int, asked: int) -> Delays:
    firsts: list[float] = []
    laters: list[float] = []
    traces: list[Moments] = []
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    with Load(stack.address, address, cookies, streams - 1, others) as load:
        for _ in range(asked):
            first, later, kept = ask(page, stack, address)
            firsts.append(first)
            laters += later
            traces.append(kept)
    return firsts, laters + load.delays(), traces


def row(streams: str, size: int, firsts: list[float], laters: list[float]) -> str:
    tail = sorted(laters)[int(0.95 * (len(laters) - 1))]
    median, later = statistics.median(firsts), statistics.median(laters)
    spread = f"{min(firsts):.0f} to {max(firsts):.0f}"
    return f"| {streams} | {size:,} | {median:.0f} | {spread} | {later:.1f} | {tail:.1f} |"


def sign_in(page: Page, stack: RunningStack) -> None:
    page.goto("/login/")
    page.fill("input[name=username]", stack.username)
    page.fill("input[name=password]", stack.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/documents/**")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.overhead", description=__doc__)
    parser.add_argument("--streams", default="1,100")
    parser.add_argument("--sizes", default="1000,1000000,4000000")
    parser.add_argument("--asked", type=int, default=5, help="questions a row")
    parser.add_argument(
        "--most-bytes",
        type=int,
        default=500_000_000,
        help="rows whose prompts take more together are left out",
    )
    parser.add_argument("--trace", action="store_true", help="print where the first token's time goes")
    options = parser.parse_args()
    triton.ensure()
    folder = Path(tempfile.mkdtemp())
    settings = {
        "DOCANALYZER_MODEL": "scripted",
        "DOCANALYZER_CHAT_FORMAT": "glm4",
        "DOCANALYZER_CONTEXT_WINDOW": "8000000",
        "DOCANALYZER_WARM_DOCUMENTS": "false",
        "INFERENCE_THREADS": "110",
    }
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{os.cpu_count()} CPUs, load before {load}; {options.asked} questions a row, milliseconds")
    print(
        "| streams | prompt bytes | first token + | from to | later tokens + | 95% |\n|---|---|---|---|---|---|"
    )
    with (
        (folder / "triton.log").open("wb") as log,
        running_triton({"scripted": "glm4"}, log=log) as server,
        running_stack(folder / "stack", TRITON_URLS=server.url, **settings) as stack,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        page = browser.new_context(base_url=stack.address, locale="en").new_page()
        sign_in(page, stack)
        reached = True
        for size in map(int, options.sizes.split(",")):
            address = open_document(page, size)
            first, later, _ = ask(page, stack, address)
            print(row("1, the document's first question", size, [first], later), flush=True)
            for streams in map(int, options.streams.split(",")):
                if streams * size > options.most_bytes:
                    print(f"| {streams} | {size:,} | left out: --most-bytes {options.most_bytes:,} | | | |")
                    continue
                firsts, laters, traces = measure(page, stack, address, streams, options.asked)
                print(row(str(streams), size, firsts, laters), flush=True)
                medians = statistics.median(firsts), statistics.median(laters)
                reached = reached and medians[0] < GOALS[0] and medians[1] < GOALS[1]
                if options.trace:
                    print(f"\n{overhead_trace.table(traces)}\n", flush=True)
        browser.close()
    print(
        f"goals (medians under {GOALS[0]:.0f} and {GOALS[1]:.0f} ms): {'reached' if reached else 'NOT reached'}"
    )
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
