"""One request on one replica: a gRPC stream drained through a queue, with cancel and deadlines."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import grpc

from docanalyzer.pipeline.errors import (
    DeadlineExceeded,
    InferenceCancelled,
    InferenceError,
    ServerUnavailable,
)
from docanalyzer.pipeline.inference import Chunk, ModelProfile, Sampling
from docanalyzer.pipeline.triton import failures
from docanalyzer.pipeline.triton.watch import Watch
from docanalyzer.pipeline.triton.wire import Decoder, is_final

POLL_SECONDS = 0.1
"""How often `cancelled` is asked while nothing arrives: a prefill is silent for minutes."""
IDLE_SECONDS = 300.0
_END = object()


class Call:
    """Iterate over chunks(); close() cancels on the server whatever is still running there."""

    def __init__(
        self, stub: Any, request: Any, profile: ModelProfile, *, where: str, watch: Watch | None = None
    ) -> None:
        self._profile, self._where, self._watch = profile, where, watch
        self._arrivals: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._started = self._heard = time.monotonic()
        self._asked = 0.0
        self._call = stub.ModelStreamInfer(iter((request,)), timeout=profile.total_seconds + 5)
        threading.Thread(target=self._receive, name="triton-stream", daemon=True).start()

    def _receive(self) -> None:
        try:
            for response in self._call:
                self._arrivals.put(response)
        except grpc.RpcError as error:
            self._arrivals.put(error)
        finally:
            self._arrivals.put(_END)

    def close(self) -> None:
        self._call.cancel()

    def chunks(self, sampling: Sampling, cancelled: Callable[[], bool]) -> Iterator[Chunk]:
        """Deltas, then one last Chunk with finish_reason and usage. Raises the InferenceErrors."""
        decoder = Decoder(max_tokens=sampling.max_tokens)
        last_arrival: float | None = None
        while True:
            arrival = self._next(last_arrival, cancelled)
            response = self._response(arrival)
            chunk = decoder.feed(response)
            if chunk is not None:
                if chunk.text:
                    last_arrival = time.monotonic()
                yield chunk
            if is_final(response):
                self._refuse_broken_end(decoder.finish_reason)
                yield decoder.last()
                return

    def _next(self, last_text: float | None, cancelled: Callable[[], bool]) -> Any:
        while True:
            if self._time_to_ask() and cancelled():
                self.close()
                raise InferenceCancelled("The request was cancelled; the model server was told at once.")
            try:
                arrival = self._arrivals.get(timeout=POLL_SECONDS)
            except queue.Empty:
                self._keep_deadlines(last_text)
                self._look_after_server()
            else:
                self._heard = time.monotonic()
                if self._watch is not None and arrival is not _END:
                    self._watch.sign()
                return arrival

    def _look_after_server(self) -> None:
        if self._watch is None:
            return
        problem = self._watch.problem(time.monotonic() - self._heard)
        if problem:
            self.close()
            raise ServerUnavailable(f"{self._where} {problem}")

    def _time_to_ask(self) -> bool:
        """Ten times a second, also while tokens stream: asking may cost as much as a token."""
        now = time.monotonic()
        if now - self._asked < POLL_SECONDS:
            return False
        self._asked = now
        return True

    def _keep_deadlines(self, last_text: float | None) -> None:
        now, profile = time.monotonic(), self._profile
        idle = float(profile.extra.get("idle_seconds", IDLE_SECONDS))
        if now - self._started > profile.total_seconds:
            missed = f"did not finish within {profile.total_seconds:.0f} s"
        elif last_text is None and now - self._started > profile.first_token_seconds:
            missed = f"gave no first word within {profile.first_token_seconds:.0f} s"
        elif last_text is not None and now - last_text > idle:
            missed = f"fell silent for {idle:.0f} s in the middle of the answer"
        else:
            return
        self.close()
        raise DeadlineExceeded(f"{self._where} {missed}; the request was cancelled there.")

    def _response(self, arrival: Any) -> Any:
        if isinstance(arrival, grpc.RpcError):
            raise failures.from_rpc_error(arrival, where=self._where)
        if arrival is _END:
            raise ServerUnavailable(f"{self._where} ended the stream before the answer was whole.")
        if arrival.error_message:
            raise failures.from_message(arrival.error_message, where=self._where)
        return arrival.infer_response

    def _refuse_broken_end(self, reason: str | None) -> None:
        if reason == "abort":
            raise ServerUnavailable(f"{self._where} aborted the request before the answer was whole.")
        if reason == "error":
            raise InferenceError(f"{self._where} failed in the middle of the answer.")
