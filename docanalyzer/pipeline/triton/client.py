"""TritonClient: the InferenceClient that sends a prompt to a real Triton server."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import replace
from functools import partial

import grpc

from docanalyzer.pipeline.errors import DeadlineExceeded, InferenceError, ServerUnavailable
from docanalyzer.pipeline.inference import Chunk, ModelProfile, Sampling
from docanalyzer.pipeline.triton import failures
from docanalyzer.pipeline.triton.call import Call
from docanalyzer.pipeline.triton.replicas import Replica, ReplicaHealth, in_order_for, never
from docanalyzer.pipeline.triton.watch import HANG_SECONDS, Watch
from docanalyzer.pipeline.triton.wire import build_request

log = logging.getLogger(__name__)
CHECK_SECONDS = 20.0
LATER_SECONDS = 3.0
TOLD_SECONDS = 1.0
"""What other processes know of the servers is asked again after so long."""
CHECK_PROMPTS = {
    "extractive": (
        '<|docanalyzer 1|>\n<|document|>{"number": 1, "title": "check", "paged": true}\n'
        '<|page|>{"number": 1, "label": ""}\nThe model server answers.\n'
        '<|task|>{"kind": "question", "instructions": "Does the model server answer?", '
        '"fields": [], "output": "markdown", "language": "en"}\n'
    )
}


def _nothing() -> set[str]:
    return set()


class TritonClient:
    """Thread-safe: any number of streams at once. Channels are made on first use, after a fork.

    A request whose Sampling has a `route` goes to that route's home replica; when it is down, to
    the next one, and home again once the home answers a real inference.

    told: addresses that other processes know to be down; never raises.
    """

    def __init__(self, profile: ModelProfile, told: Callable[[], set[str]] = _nothing) -> None:
        self.profile = profile
        self._told, self._told_at, self._elsewhere = told, float("-inf"), set[str]()
        keepalive = float(profile.extra.get("keepalive_seconds", 30))
        self._replicas = [Replica(url, keepalive) for url in profile.urls]
        for replica in self._replicas:
            hang = float(profile.extra.get("hang_seconds", HANG_SECONDS))
            replica.watch = Watch(partial(self._one_token, replica), hang)

    def stream(
        self, prompt: str, sampling: Sampling, *, cancelled: Callable[[], bool] = never
    ) -> Iterator[Chunk]:
        """Text deltas as they come, then one Chunk with finish_reason and usage. Errors: errors.py."""
        candidates = self._candidates(sampling.route)
        fell = False
        for tried, replica in enumerate(candidates, start=1):
            answering = False
            if tried > 1:
                yield Chunk(replica=replica.url)
            try:
                for chunk in self._ask_freely(replica, prompt, sampling, cancelled):
                    answering = answering or bool(chunk.text)
                    yield chunk
                return
            except ServerUnavailable as problem:
                fell = problem.fell = fell or problem.fell  # of any of them: the prompt may be what ended it
                if answering or tried == len(candidates):
                    raise

    def check(self) -> None:
        """A real inference of one token on any replica. Raises the last one's ServerUnavailable."""
        health = self.health()
        if not any(replica.up for replica in health):
            raise ServerUnavailable("; ".join(replica.error for replica in health))

    def health(self) -> list[ReplicaHealth]:
        """Every replica, asked now and at once for one token; what is learnt here also steers stream().

        Once one has answered, the others have LATER_SECONDS more: one that hangs does not hold up the news.
        """
        threads = ThreadPoolExecutor(len(self._replicas) or 1, "triton-health")
        asked = [threads.submit(self._check, replica) for replica in self._replicas]
        waiting = set(asked)
        while waiting:
            answered = any(one.done() and one.result().up for one in asked)
            done, waiting = wait(waiting, LATER_SECONDS if answered else None, return_when=FIRST_COMPLETED)
            if not done:
                break
        threads.shutdown(wait=False)
        late = f"did not answer within {LATER_SECONDS:.0f} s after another one had"
        return [
            one.result()
            if one.done()
            else ReplicaHealth(replica.url, up=False, error=late, slow=True, undecided=not replica.is_down)
            for one, replica in zip(asked, self._replicas, strict=True)
        ]

    def replica_for(self, route: str) -> str:
        """The address that stream() would ask first now for this route. Asks no server."""
        return self._standing_first(in_order_for(self._replicas, route))[0].url

    def model_version(self, *, cancelled: Callable[[], bool] = never) -> str:
        """ "NAME:VERSION" as the first replica that answers serves it. Raises ServerUnavailable, InferenceCancelled."""
        problem: InferenceError = ServerUnavailable(f"No address is configured for {self.profile.name}.")
        for replica in self._candidates(""):
            try:
                return f"{self.profile.name}:{replica.interface(self.profile.name, cancelled).version}"
            except grpc.RpcError as error:
                replica.mark_down()
                problem = failures.before_sending(error, where=self._where(replica))
        raise problem

    def close(self) -> None:
        for replica in self._replicas:
            replica.close()

    def _candidates(self, route: str) -> list[Replica]:
        """Home first; those that are down last. Whether one is back is asked beside: nobody waits for that."""
        ordered = in_order_for(self._replicas, route)
        if len(ordered) > 1:
            for replica in ordered:
                if replica.may_be_back():
                    threading.Thread(
                        target=self._check, args=(replica,), name="triton-back", daemon=True
                    ).start()
        return self._standing_first(ordered)

    def _standing_first(self, ordered: list[Replica]) -> list[Replica]:
        if len(ordered) > 1 and time.monotonic() - self._told_at > TOLD_SECONDS:
            self._elsewhere, self._told_at = self._told(), time.monotonic()
        return sorted(ordered, key=lambda replica: replica.is_down or replica.url in self._elsewhere)

    def _ask_freely(
        self, replica: Replica, prompt: str, sampling: Sampling, cancelled: Callable[[], bool]
    ) -> Iterator[Chunk]:
        """Once more without the schema where the server refuses that: what it answers is checked anyway."""
        answering = False
        try:
            for chunk in self._ask(replica, prompt, sampling, cancelled):
                answering = answering or bool(chunk.text)
                yield chunk
            return
        except failures.SchemaRefused as refusal:
            if answering or sampling.json_schema is None:
                raise
            log.warning("asked again without the schema (see DOCANALYZER_STRUCTURED_OUTPUT): %s", refusal)
        yield from self._ask(replica, prompt, replace(sampling, json_schema=None), cancelled)

    def _ask(
        self, replica: Replica, prompt: str, sampling: Sampling, cancelled: Callable[[], bool]
    ) -> Iterator[Chunk]:
        where, was_answering = self._where(replica), replica.was_answering()
        replica.in_flight += 1
        if replica.in_flight == 1 and replica.watch is not None:
            replica.watch.begin()
        call: Call | None = None
        try:
            interface = replica.interface(self.profile.name, cancelled)
            request = build_request(self.profile, interface, prompt, sampling)
            call = Call(replica.stub(), request, self.profile, where=where, watch=replica.watch)
            for chunk in call.chunks(sampling, cancelled):
                yield replace(chunk, replica=replica.url)
            replica.mark_up()
        except grpc.RpcError as error:
            replica.mark_down()
            raise failures.before_sending(error, where=where) from error
        except ServerUnavailable as problem:
            replica.mark_down()
            problem.fell = was_answering
            raise
        finally:
            replica.in_flight -= 1
            if call is not None:
                call.close()

    def _one_token(self, replica: Replica) -> None:
        """Raises the InferenceErrors; changes nothing of what is known of the replica."""
        profile = replace(self.profile, first_token_seconds=CHECK_SECONDS, total_seconds=CHECK_SECONDS)
        prompt, where = CHECK_PROMPTS.get(profile.chat_format, "Hello"), self._where(replica)
        sampling = Sampling(max_tokens=1)
        try:
            request = build_request(profile, replica.interface(profile.name), prompt, sampling)
        except grpc.RpcError as error:
            raise failures.from_rpc_error(error, where=where) from error
        call = Call(replica.stub(), request, profile, where=where)
        try:
            for _ in call.chunks(sampling, never):
                pass
        finally:
            call.close()

    def _check(self, replica: Replica) -> ReplicaHealth:
        started = time.monotonic()
        try:
            self._one_token(replica)
        except InferenceError as error:
            slow = isinstance(error, DeadlineExceeded)
            # What is in flight there stays, as long as its watch is patient; what is new goes elsewhere.
            # One that has answered somebody meanwhile is only busy.
            busy = slow and replica.watch is not None and replica.watch.heard_since(started)
            if not busy:
                replica.mark_down()
            return ReplicaHealth(replica.url, up=False, error=str(error), slow=slow, undecided=busy)
        seconds, answered = time.monotonic() - started, None
        replica.mark_up()
        with contextlib.suppress(grpc.RpcError):
            answered = replica.answered(self.profile.name)
        return ReplicaHealth(replica.url, up=True, seconds=seconds, answered=answered)

    def _where(self, replica: Replica) -> str:
        return f"{self.profile.name} at {replica.url}"
