"""The Triton client against a real Triton server that runs a scripted model."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest

from dev.ports import free_ports
from docanalyzer.pipeline.errors import (
    DeadlineExceeded,
    InferenceCancelled,
    InferenceError,
    PromptTooLong,
    ServerUnavailable,
)
from docanalyzer.pipeline.inference import Chunk, ModelProfile, Sampling
from docanalyzer.pipeline.triton import TritonClient
from tests.triton_server import TritonServer

pytestmark = pytest.mark.triton


@pytest.fixture
def client(triton_server: TritonServer) -> Iterator[TritonClient]:
    client = make_client(triton_server)
    yield client
    client.close()


def make_client(server: TritonServer, model: str = "scripted", **profile: Any) -> TritonClient:
    return TritonClient(ModelProfile(name=model, urls=(server.url,), chat_format="glm4", **profile))


def ask(client: TritonClient, script: dict[str, Any], prompt: str = "", **sampling: Any) -> list[Chunk]:
    return list(client.stream(f"{prompt}@script {json.dumps(script)}", Sampling(**sampling)))


def report(client: TritonClient, name: str) -> dict[str, Any]:
    text = "".join(chunk.text for chunk in ask(client, {"report": name}))
    record: dict[str, Any] = json.loads(text)
    return record


def wait_for(client: TritonClient, name: str, state: str) -> dict[str, Any]:
    """The record of a request once it is in that state; the test's own timeout ends a wait in vain."""
    while not report(client, name).get(state):
        time.sleep(0.05)
    return report(client, name)


def cancelled_after(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def test_text_arrives_in_deltas_and_the_last_chunk_has_reason_and_usage(client: TritonClient) -> None:
    chunks = ask(client, {"tokens": ["One", " two", " three."], "cached": 160})
    assert [chunk.text for chunk in chunks[:-1]] == ["One", " two", " three."]
    assert all(chunk.finish_reason is None for chunk in chunks[:-1])
    last = chunks[-1]
    assert last.finish_reason == "stop"
    assert last.usage is not None
    assert (last.usage.output_tokens, last.usage.cached_tokens) == (3, 160)
    assert last.usage.input_tokens is not None
    assert last.usage.input_tokens > 0


def test_the_first_delta_comes_before_the_answer_is_complete(client: TritonClient) -> None:
    stream = client.stream('@script {"tokens": 3, "delay": 0.2, "id": "first delta"}', Sampling())
    assert next(stream).text == "word0 "
    assert report(client, "first delta")["finished"] is False
    assert "".join(chunk.text for chunk in stream) == "word1 word2 "


def test_max_tokens_and_the_sampling_reach_the_server_with_true_json_types(client: TritonClient) -> None:
    schema = {"type": "object", "properties": {"日期": {"type": "string"}}}
    ask(
        client,
        {"id": "sampling"},
        max_tokens=7,
        seed=3,
        stop_token_ids=(151329, 151336),
        json_schema=schema,
        cache_salt="workspace 1",
    )
    record = report(client, "sampling")
    sampling = record["sampling"]
    assert json.loads(sampling.pop("structured_outputs")) == {"json": schema}
    assert sampling == {
        "max_tokens": 7,
        "temperature": 0.0,
        "top_p": 1.0,
        "seed": 3,
        "stop_token_ids": [151329, 151336],
    }
    assert record["cache_salt"] == "workspace 1"


def test_a_stock_vllm_model_gets_only_the_tensors_it_declares(triton_server: TritonServer) -> None:
    client = make_client(triton_server, "scripted_stock")
    chunks = ask(client, {"tokens": 2, "cached": 9, "id": "stock"}, cache_salt="never sent")
    assert report(client, "stock")["cache_salt"] == ""
    assert chunks[-1].usage is not None
    assert (chunks[-1].usage.output_tokens, chunks[-1].usage.cached_tokens) == (2, None)


def test_progress_before_the_first_token_is_passed_on(client: TritonClient) -> None:
    chunks = ask(client, {"progress": [[2, 0], [0, 8192]], "tokens": ["done"]})
    assert [(chunk.queue_position, chunk.prefill_tokens) for chunk in chunks[:2]] == [(2, 0), (0, 8192)]
    assert chunks[2].text == "done"


def test_a_character_split_over_two_responses_arrives_whole(client: TritonClient) -> None:
    chunks = ask(client, {"tokens": ["第十二条", "😀"], "split": True})
    assert "".join(chunk.text for chunk in chunks) == "第十二条😀"
    assert not any("�" in chunk.text for chunk in chunks)


def test_a_prompt_of_nine_million_bytes_arrives_unchanged(client: TritonClient) -> None:
    text = "本合同自签字之日起生效。" * 250_000
    ask(client, {"id": "large"}, prompt=text)
    sent = f'{text}@script {{"id": "large"}}'.encode()
    record = report(client, "large")
    assert (record["prompt_bytes"], record["prompt_sha256"]) == (len(sent), hashlib.sha256(sent).hexdigest())


def test_cancelling_in_a_silent_prefill_reaches_the_server(client: TritonClient) -> None:
    with pytest.raises(InferenceCancelled):
        list(
            client.stream(
                '@script {"hang": true, "id": "prefill"}', Sampling(), cancelled=cancelled_after(0.3)
            )
        )
    assert wait_for(client, "prefill", "cancelled")["sent"] == 0


def test_cancelling_while_tokens_come_reaches_the_server(client: TritonClient) -> None:
    script = '@script {"tokens": 2000, "delay": 0.05, "id": "midway"}'
    received: list[Chunk] = []
    with pytest.raises(InferenceCancelled):
        received.extend(client.stream(script, Sampling(max_tokens=2000), cancelled=cancelled_after(0.4)))
    assert wait_for(client, "midway", "cancelled")["sent"] < 2000


def test_a_reader_that_walks_away_cancels_too(client: TritonClient) -> None:
    stream = client.stream('@script {"tokens": 2000, "delay": 0.05, "id": "away"}', Sampling(max_tokens=2000))
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert wait_for(client, "away", "cancelled")["finished"] is False


def test_cancelled_is_asked_at_least_five_times_a_second_while_nothing_arrives(client: TritonClient) -> None:
    asked: list[float] = []

    def cancelled() -> bool:
        asked.append(time.monotonic())
        return len(asked) > 10

    with pytest.raises(InferenceCancelled):
        list(client.stream('@script {"hang": true}', Sampling(), cancelled=cancelled))
    gaps = sorted(later - earlier for earlier, later in pairwise(asked))
    assert gaps[len(gaps) // 2] < 0.2


def test_a_prompt_that_is_too_long_gives_both_numbers(client: TritonClient) -> None:
    with pytest.raises(PromptTooLong) as caught:
        ask(client, {"too_long": {"tokens": 1_082_400, "limit": 1_048_576}})
    assert (caught.value.tokens, caught.value.limit) == (1_082_400, 1_048_576)
    assert caught.value.retryable is False
    assert "1,082,400" in str(caught.value)


def test_a_dead_engine_is_unavailable_and_may_be_tried_again(client: TritonClient) -> None:
    message = "Model is unavailable due to unhealthy vLLM engine"
    with pytest.raises(ServerUnavailable) as caught:
        ask(client, {"error": {"message": message, "code": "UNAVAILABLE"}})
    assert caught.value.retryable is True


def test_an_error_in_the_middle_is_never_taken_for_an_end(client: TritonClient) -> None:
    received: list[str] = []
    stream = client.stream('@script {"tokens": 5, "error": {"message": "CUDA error", "at": 2}}', Sampling())
    with pytest.raises(InferenceError, match="CUDA error"):
        received.extend(chunk.text for chunk in stream)
    assert received == ["word0 ", "word1 "]


def test_an_aborted_answer_is_not_a_whole_one(client: TritonClient) -> None:
    with pytest.raises(ServerUnavailable, match="aborted"):
        ask(client, {"tokens": 5, "cut": 2})


def test_length_is_told_apart_from_stop(client: TritonClient) -> None:
    assert ask(client, {"tokens": 3, "finish": "length"})[-1].finish_reason == "length"


def test_no_first_token_in_time_is_a_deadline_and_cancels(triton_server: TritonServer) -> None:
    client = make_client(triton_server, first_token_seconds=0.4)
    with pytest.raises(DeadlineExceeded, match="first word"):
        ask(client, {"hang": True, "id": "slow"})
    assert wait_for(client, "slow", "cancelled")


def test_the_whole_answer_has_a_deadline(triton_server: TritonServer) -> None:
    client = make_client(triton_server, total_seconds=0.5)
    with pytest.raises(DeadlineExceeded, match="did not finish"):
        ask(client, {"tokens": 3, "delay": 3})


def test_falling_silent_in_the_middle_is_a_deadline(triton_server: TritonServer) -> None:
    client = make_client(triton_server, extra={"idle_seconds": 0.4})
    with pytest.raises(DeadlineExceeded, match="fell silent"):
        ask(client, {"tokens": 3, "delay": 3})


def test_a_closed_port_is_unavailable_with_a_sentence_that_says_where() -> None:
    (port,) = free_ports(1)
    client = TritonClient(ModelProfile(name="scripted", urls=(f"127.0.0.1:{port}",)))
    with pytest.raises(ServerUnavailable, match=f"scripted at 127.0.0.1:{port} cannot be reached"):
        ask(client, {})
    with pytest.raises(ServerUnavailable):
        client.check()


def test_a_model_that_is_not_loaded_is_unavailable(triton_server: TritonServer) -> None:
    with pytest.raises(ServerUnavailable, match="no_such_model"):
        make_client(triton_server, "no_such_model").check()


def test_check_is_a_real_answer_and_the_version_comes_from_the_server(client: TritonClient) -> None:
    client.check()
    assert client.model_version() == "scripted:1"


def test_twenty_streams_at_once_do_not_mix(client: TritonClient) -> None:
    answers: dict[int, str] = {}

    def one(number: int) -> None:
        chunks = ask(client, {"tokens": [f"{number}:{token};" for token in range(5)], "delay": 0.02})
        answers[number] = "".join(chunk.text for chunk in chunks)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {n: "".join(f"{n}:{token};" for token in range(5)) for n in range(20)}


def test_the_script_is_found_inside_a_json_string_too(client: TritonClient) -> None:
    task = json.dumps({"kind": "question", "instructions": '@script {"tokens": ["found"]}'})
    chunks = list(client.stream(f"<|task|>{task}\n", Sampling()))
    assert "".join(chunk.text for chunk in chunks) == "found"


def test_a_server_that_does_not_know_the_schemas_key_is_asked_once_more_without_it(
    client: TritonClient,
) -> None:
    script = {"refuses": "structured_outputs", "tokens": ["{}"], "id": "no schema"}
    chunks = ask(client, script, json_schema={"type": "object"})
    assert "".join(chunk.text for chunk in chunks) == "{}"
    assert "structured_outputs" not in report(client, "no schema")["sampling"]


def test_another_refusal_is_final_with_a_schema_too(client: TritonClient) -> None:
    with pytest.raises(InferenceError, match="Unexpected keyword argument 'top_p'"):
        ask(client, {"refuses": "top_p"}, json_schema={"type": "object"})
