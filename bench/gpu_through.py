"""The product's own client against a real Triton on a GPU: times, and how it behaves when people interfere."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from bench import gpu_model
from docanalyzer.pipeline.errors import InferenceCancelled, InferenceError, PromptTooLong
from docanalyzer.pipeline.inference import ModelProfile, Sampling
from docanalyzer.pipeline.triton import TritonClient

ANSWER_TOKENS = 32
IDLE_SAMPLES = 3

YES_OR_NO = {
    "type": "object",
    "properties": {"answer": {"type": "string", "enum": ["yes", "no"]}},
    "required": ["answer"],
    "additionalProperties": False,
}


class Through:
    """Browser's worker → TritonClient → Triton → our model → AsyncLLM."""

    def __init__(self, url: str, model: str) -> None:
        self.url, self.model = url, model
        self.client = self._client(ignore_eos=True)

    def _client(self, **sampling: Any) -> TritonClient:
        extra = {"sampling": sampling}
        return TritonClient(ModelProfile(name=self.model, urls=(self.url,), chat_format="glm4", extra=extra))

    def ask(self, text: str, **sampling: Any) -> tuple[float, list[float], int]:
        """(seconds to the first token, seconds between later ones, cached tokens)."""
        chosen: dict[str, Any] = {"max_tokens": ANSWER_TOKENS} | sampling
        started, times, cached = time.perf_counter(), [], 0
        for chunk in self.client.stream(text, Sampling(**chosen)):
            if chunk.usage is not None:
                cached = chunk.usage.cached_tokens or 0
            elif chunk.prefill_tokens is None or chunk.text:
                times.append(time.perf_counter())
        gaps = [later - earlier for earlier, later in pairwise(times)]
        return times[0] - started, gaps, cached

    def behaviour(
        self, sizes: list[int], cancel_after: list[float], cancel_size: int, only: set[str]
    ) -> Iterator[dict[str, Any]]:
        """One row for each thing that people do, of those named in only (all of BEHAVIOURS by default)."""
        warm = gpu_model.text(sizes[0] - 200, seed=100)
        if "structured" in only:
            yield self._structured()
        if "salt" in only:
            yield self._salted()
        if "long" in only:
            yield self._too_long()
        if "beside" in only:
            yield self._beside_a_long_one(gpu_model.text(cancel_size, seed=600))
        if "ask" in only:
            yield self._cancel_then_ask(gpu_model.text(cancel_size, seed=700), warm)
        for number, seconds in enumerate(cancel_after if "cancel" in only else []):
            yield self._cancelled(seconds, gpu_model.text(cancel_size, seed=500 + number))
            first, _, cached = self.ask(warm + gpu_model.text(200, seed=9000 + number))
            yield {"kind": "warm question right after the GPU was idle", "first": first, "cached": cached}

    def _cancelled(self, seconds: float, text: str) -> dict[str, Any]:
        """Cancel a cold prefill; how long the GPU goes on. NVML's figure lags behind by up to its own window."""
        busy = gpu_busy()
        asked = time.perf_counter()
        progress = self._until_cancelled(text, lambda: time.perf_counter() - asked > seconds)
        cancelled = time.perf_counter()
        idle_since, samples = None, []
        while time.perf_counter() - cancelled < 15:
            value = busy()
            samples.append((round(time.perf_counter() - cancelled, 2), value))
            if value == 0 and idle_since is None:
                idle_since = samples[-1][0]
            if [sample[1] for sample in samples[-IDLE_SAMPLES:]] == [0] * IDLE_SAMPLES:
                break
            if value:
                idle_since = None
            time.sleep(0.05)
        return {
            "kind": f"cancelled after {seconds:.0f} s of prefill",
            "tokens": len(text.split()),
            "client_returned_after": round(cancelled - asked - seconds, 3),
            "gpu_idle_after": idle_since,
            "progress_told": progress[-1:] and progress[-1],
        }

    def _until_cancelled(self, text: str, cancelled: Callable[[], bool]) -> list[tuple[float, int]]:
        started, progress = time.perf_counter(), []
        try:
            for chunk in self.client.stream(text, Sampling(max_tokens=1), cancelled=cancelled):
                if chunk.prefill_tokens is not None:
                    progress.append((round(time.perf_counter() - started, 2), chunk.prefill_tokens))
        except InferenceCancelled:
            return progress
        raise RuntimeError("the prefill ended before it was cancelled: take a longer text")

    def _cancel_then_ask(self, long_text: str, warm: str) -> dict[str, Any]:
        """The next person's question at the very moment of a cancel: what is left of the running chunk."""
        started = time.perf_counter()
        self._until_cancelled(long_text, lambda: time.perf_counter() - started > 12)
        first, _, cached = self.ask(warm + gpu_model.text(200, seed=9900))
        return {"kind": "warm question in the moment of a cancel (12 s in)", "first": first, "cached": cached}

    def _beside_a_long_one(self, long_text: str) -> dict[str, Any]:
        """A short question while a long document is being read: it must not wait for the end of it."""
        done = threading.Event()
        thread = threading.Thread(target=lambda: self._until_cancelled(long_text, done.is_set))
        thread.start()
        time.sleep(8)
        first, gaps, _ = self.ask(gpu_model.text(200, seed=9950), max_tokens=8)
        done.set()
        thread.join()
        return {"kind": "short question beside a long prefill (8 s in)", "first": first, "between": max(gaps)}

    def _salted(self) -> dict[str, Any]:
        text = gpu_model.text(8192, seed=800)
        cached = [self.ask(text, cache_salt=salt)[2] for salt in ("one", "one", "two")]
        return {"kind": "cached tokens: same salt first, again, other salt", "cached": cached}

    def _structured(self) -> dict[str, Any]:
        wanted = Sampling(max_tokens=200, json_schema=YES_OR_NO)
        try:
            text = "".join(chunk.text for chunk in self._client().stream(" Is it so? Answer: ", wanted))
        except InferenceError as error:
            return {"kind": "structured output from random weights", "error": str(error)}
        try:
            valid = json.loads(text)["answer"] in {"yes", "no"}
        except (ValueError, KeyError):
            valid = False
        return {"kind": "structured output from random weights", "text": text[:80], "valid": valid}

    def _too_long(self) -> dict[str, Any]:
        started = time.perf_counter()
        try:
            self.ask(gpu_model.text(1_048_600, seed=900))
        except PromptTooLong as refusal:
            seconds = round(time.perf_counter() - started, 2)
            return {"kind": "too long", "numbers": [refusal.tokens, refusal.limit], "refused_after": seconds}
        return {"kind": "too long", "numbers": None}


def gpu_busy() -> Callable[[], int]:
    """The GPU's utilisation in percent as NVML tells it; always 0 where there is no NVML."""
    try:
        import pynvml

        pynvml.nvmlInit()
        handle = pynvml.nvmlDeviceGetHandleByIndex(0)
    except Exception as error:
        print(f"no NVML: {error}", flush=True)
        return lambda: 0
    return lambda: int(pynvml.nvmlDeviceGetUtilizationRates(handle).gpu)
