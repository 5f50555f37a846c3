"""Where each request stands before its first token: its place in the queue, its prompt tokens done.

vLLM tells per step how many requests run and wait and how full the KV cache is, but nothing of a single
request in prefill. It serves first come, first served, and a prefill fills the cache as it goes, so the
growth of the cache, less what decoding adds, is the prefills' progress. An estimate: it never runs
backwards and never passes the prompt's own length.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Standing:
    """One request. done: prompt tokens computed or found in the cache, so far."""

    prompt_tokens: int
    done: float = 0.0
    queue_position: int = 0
    output_tokens: int = 0
    started: bool = False


class Ledger:
    """All unfinished requests, in order of arrival."""

    def __init__(self) -> None:
        self.standings: dict[str, Standing] = {}
        self.kv_tokens = 0
        self.running = self.waiting = 0
        self.kv_usage = 0.0

    def add(self, request_id: str, prompt_tokens: int) -> None:
        queued = sum(not standing.started for standing in self.standings.values()) if self.waiting else 0
        self.standings[request_id] = Standing(prompt_tokens, queue_position=queued and queued + 1)

    def token(self, request_id: str, new_tokens: int) -> None:
        standing = self.standings[request_id]
        standing.started, standing.queue_position = True, 0
        standing.done = standing.prompt_tokens
        standing.output_tokens += new_tokens

    def remove(self, request_id: str) -> None:
        self.standings.pop(request_id, None)

    def view(self, request_id: str) -> tuple[int, int]:
        """(queue position, 0 once it is being worked on; prompt tokens done)."""
        standing = self.standings[request_id]
        return standing.queue_position, int(standing.done)

    def record(self, running: int, waiting: int, kv_usage: float) -> None:
        """What vLLM says after a step."""
        self.running, self.waiting, self.kv_usage = running, waiting, kv_usage
        unstarted = [standing for standing in self.standings.values() if not standing.started]
        split = max(0, len(unstarted) - waiting)
        for place, standing in enumerate(unstarted[split:], start=1):
            standing.queue_position = place
        for standing in unstarted[:split]:
            standing.queue_position = 0
        self._share(unstarted[:split], kv_usage * self.kv_tokens)

    def _share(self, prefilling: list[Standing], used: float) -> None:
        """Give the prefills, evenly, what the cache holds beyond all that is already accounted for."""
        accounted = sum(s.done + s.output_tokens for s in self.standings.values())
        growth = used - accounted
        while prefilling and growth > 1:
            share = growth / len(prefilling)
            for standing in prefilling:
                given = min(share, standing.prompt_tokens - standing.done)
                standing.done += given
                growth -= given
            prefilling = [s for s in prefilling if s.done < s.prompt_tokens]


def stat_logger(ledger: Ledger):  # type: ignore[no-untyped-def]
    """A vLLM stat-logger factory that feeds the ledger after every engine step."""
    from vllm.v1.metrics.loggers import StatLoggerBase

    class LedgerLogger(StatLoggerBase):
        def __init__(self, vllm_config, engine_index=0):
            self.vllm_config = vllm_config

        def record(self, scheduler_stats, iteration_stats=None, *args, **kwargs):
            if scheduler_stats is None:
                return
            if not ledger.kv_tokens:
                cache = self.vllm_config.cache_config
                ledger.kv_tokens = (cache.num_gpu_blocks or 0) * (cache.block_size or 0)
            waiting = scheduler_stats.num_waiting_reqs + getattr(
                scheduler_stats, "num_skipped_waiting_reqs", 0
            )
            ledger.record(scheduler_stats.num_running_reqs, waiting, scheduler_stats.kv_cache_usage)

        def log_engine_initialized(self):
            pass

    return LedgerLogger
