"""Several servers with the same model: which one keeps a document warm, and which one is down."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import grpc
from tritonclient.grpc import service_pb2, service_pb2_grpc

from docanalyzer.pipeline.errors import InferenceCancelled
from docanalyzer.pipeline.triton.watch import Watch
from docanalyzer.pipeline.triton.wire import Interface

FIRST_REST_SECONDS = 5.0
LONGEST_REST_SECONDS = 60.0
LATELY_SECONDS = 60.0
METADATA_SECONDS = 10.0
POLL_SECONDS = 0.1


def never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class ReplicaHealth:
    """One server as this process last saw it. seconds: what a one-token answer took, None if none came."""

    url: str
    up: bool
    seconds: float | None = None
    error: str = ""
    slow: bool = False
    """It did not refuse, it only did not answer in time."""
    undecided: bool = False
    """It may be no more than busy: requests still go to it."""
    answered: int | None = None
    """Requests that its model has answered since it was loaded: a smaller number than before is another start."""


class Replica:
    """One address: its health, and its channel, made in the process that uses it (gRPC survives no fork)."""

    def __init__(self, url: str, keepalive_seconds: float) -> None:
        self.url = url
        self.watch: Watch | None = None
        self.in_flight = 0
        self._keepalive_ms = int(keepalive_seconds * 1000)
        self._lock = threading.Lock()
        self._owner = 0
        self._channel: Any = None
        self._stub: Any = None
        self._interfaces: dict[str, Interface] = {}
        self._down_since: float | None = None
        self._rest_until, self._rest = 0.0, 0.0
        self._answered_at = -LATELY_SECONDS

    def stub(self) -> Any:
        with self._lock:
            if self._owner != os.getpid():
                self._channel = grpc.insecure_channel(self.url, options=_channel_options(self._keepalive_ms))
                self._stub = service_pb2_grpc.GRPCInferenceServiceStub(self._channel)
                self._interfaces.clear()
                self._owner = os.getpid()
            return self._stub

    def interface(self, model: str, cancelled: Callable[[], bool] = never) -> Interface:
        """Asked once per connection and model. Raises grpc.RpcError, or InferenceCancelled once `cancelled` says so."""
        stub = self.stub()
        known = self._interfaces.get(model)
        if known is None:
            request = service_pb2.ModelMetadataRequest(name=model)
            answer = stub.ModelMetadata.future(request, timeout=METADATA_SECONDS)
            known = self._interfaces[model] = Interface.read(_waited_for(answer, cancelled))
        return known

    def answered(self, model: str) -> int:
        """How many requests the model has answered since it was loaded. Raises grpc.RpcError."""
        request = service_pb2.ModelStatisticsRequest(name=model)
        found = self.stub().ModelStatistics(request, timeout=METADATA_SECONDS).model_stats
        return sum(int(version.inference_count) for version in found)

    @property
    def is_down(self) -> bool:
        return self._down_since is not None

    def may_be_back(self) -> bool:
        """True for one caller at a time once a down replica has rested: that caller asks it again."""
        with self._lock:
            if self._down_since is None or time.monotonic() < self._rest_until:
                return False
            self._rest_until = time.monotonic() + LONGEST_REST_SECONDS
            return True

    def mark_down(self) -> None:
        with self._lock:
            self._rest = min(max(self._rest * 2, FIRST_REST_SECONDS), LONGEST_REST_SECONDS)
            self._down_since = self._down_since or time.monotonic()
            self._rest_until = time.monotonic() + self._rest
            self._interfaces.clear()

    def mark_up(self) -> None:
        with self._lock:
            self._down_since, self._rest = None, 0.0
            self._answered_at = time.monotonic()

    def was_answering(self) -> bool:
        """Whether it answered something lately and nothing has failed since."""
        return not self.is_down and time.monotonic() - self._answered_at < LATELY_SECONDS

    def close(self) -> None:
        with self._lock:
            if self._channel is not None and self._owner == os.getpid():
                self._channel.close()
            self._owner = 0


def _waited_for(answer: Any, cancelled: Callable[[], bool]) -> Any:
    """A server that is frozen answers nothing and refuses nothing: whoever stops meanwhile need not wait for it."""
    while True:
        try:
            return answer.result(timeout=POLL_SECONDS)
        except grpc.FutureTimeoutError:
            if cancelled():
                answer.cancel()
                raise InferenceCancelled("The request was cancelled before anything was sent.") from None


def in_order_for(replicas: Iterable[Replica], route: str) -> list[Replica]:
    """Home first, then the ones to fall back on: the same order for a route in every process.

    Rendezvous hashing: adding or losing a server moves only the routes that lived there.
    Without a route the least busy comes first.
    """
    if not route:
        return sorted(replicas, key=lambda replica: replica.in_flight)
    return sorted(replicas, key=lambda replica: _weight(replica.url, route), reverse=True)


def home_of(urls: Iterable[str], route: str) -> str:
    """The address among these that in_order_for() puts first."""
    return max(urls, key=lambda url: _weight(url, route))


def _weight(url: str, route: str) -> bytes:
    return hashlib.blake2b(f"{url}\0{route}".encode(), digest_size=16).digest()


def _channel_options(keepalive_ms: int) -> list[tuple[str, int]]:
    """Prompts and answers of any size; pings through a silent prefill; quick to see a server return."""
    options = [
        ("grpc.max_send_message_length", -1),
        ("grpc.max_receive_message_length", -1),
        ("grpc.initial_reconnect_backoff_ms", 500),
        ("grpc.min_reconnect_backoff_ms", 500),
        ("grpc.max_reconnect_backoff_ms", 5000),
        ("grpc.enable_http_proxy", 0),
    ]
    if keepalive_ms:
        options += [
            ("grpc.keepalive_time_ms", keepalive_ms),
            ("grpc.keepalive_timeout_ms", 20_000),
            ("grpc.http2.max_pings_without_data", 0),
        ]
    return options
