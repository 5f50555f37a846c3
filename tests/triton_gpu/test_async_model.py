"""triton/gpu/glm4_9b_chat_1m_async in a real Triton, with a stand-in for vLLM."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from dev import triton
from dev.ports import free_ports
from docanalyzer.pipeline.errors import InferenceCancelled, InferenceError, PromptTooLong, ServerUnavailable
from docanalyzer.pipeline.inference import Chunk, ModelProfile, Sampling
from docanalyzer.pipeline.triton import TritonClient

pytestmark = pytest.mark.triton

MODEL = triton.ROOT / "triton" / "gpu" / "glm4_9b_chat_1m_async"
FAKE_VLLM = triton.ROOT / "tests" / "fake_vllm"
ARGUMENTS = {"model": "a stand-in", "max_model_len": 6000, "max_num_seqs": 2, "max_num_batched_tokens": 64}


def log_of(folder: Path) -> list[dict[str, Any]]:
    path = folder / "vllm.log"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def install(folder: Path) -> Path:
    """A model repository with our model, its engine's Python pointed at the stand-in."""
    model = folder / "repository" / MODEL.name
    shutil.copytree(MODEL, model, ignore=shutil.ignore_patterns("__pycache__"))
    (model / "1" / "model.json").write_text(json.dumps(ARGUMENTS))
    environment = {
        "PYTHONHOME": None,
        "LD_LIBRARY_PATH": None,
        "PYTHONPATH": str(FAKE_VLLM),
        "FAKE_VLLM_LOG": str(folder / "vllm.log"),
        "FAKE_VLLM_STEP": "0.02",
    }
    config = (model / "config.pbtxt").read_text()
    config = config.replace('string_value: "python3"', f"string_value: {json.dumps(sys.executable)}")
    config = config.replace('string_value: "{}"', f"string_value: {json.dumps(json.dumps(environment))}")
    (model / "config.pbtxt").write_text(config)
    return model.parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("async_model")


@pytest.fixture(scope="module")
def server(triton_environment: Path, folder: Path) -> Iterator[dict[str, int]]:
    repository = install(folder)
    http, grpc, metrics = free_ports(3)
    argv, environment = triton.command(
        [repository], http_port=http, grpc_port=grpc, metrics_port=metrics, models=[MODEL.name]
    )
    with (folder / "triton.log").open("wb") as log:
        process = subprocess.Popen(argv, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            triton.wait_ready({MODEL.name: "glm4"}, grpc_port=grpc, seconds=60, process=process)
            yield {"grpc": grpc, "metrics": metrics}
        finally:
            process.terminate()
            process.wait(timeout=30)


@pytest.fixture
def client(server: dict[str, int]) -> Iterator[TritonClient]:
    client = TritonClient(
        ModelProfile(name=MODEL.name, urls=(f"127.0.0.1:{server['grpc']}",), chat_format="glm4")
    )
    yield client
    client.close()


def ask(client: TritonClient, prompt: str, **sampling: Any) -> list[Chunk]:
    return list(client.stream(prompt, Sampling(**sampling)))


def words(count: int, seed: str) -> str:
    return " ".join(f"{seed}{number}" for number in range(count))


def until(condition: Callable[[], bool]) -> None:
    while not condition():
        time.sleep(0.05)


def test_text_counts_and_reason_come_back(client: TritonClient) -> None:
    chunks = ask(client, words(40, "a"), max_tokens=3)
    assert "".join(chunk.text for chunk in chunks) == "word0 word1 word2 "
    last = chunks[-1]
    assert last.finish_reason == "length"
    assert last.usage is not None
    assert (last.usage.input_tokens, last.usage.output_tokens, last.usage.cached_tokens) == (40, 3, 0)


def test_a_warm_prefix_is_reported_as_cached_tokens(client: TritonClient) -> None:
    ask(client, words(200, "b"), max_tokens=1)
    usage = ask(client, words(200, "b") + " another question", max_tokens=1)[-1].usage
    assert usage is not None
    assert usage.cached_tokens == 192


def test_another_workspaces_salt_keeps_it_out_of_the_cache(client: TritonClient) -> None:
    ask(client, words(100, "c"), max_tokens=1, cache_salt="one")
    usage = ask(client, words(100, "c"), max_tokens=1, cache_salt="two")[-1].usage
    assert usage is not None
    assert usage.cached_tokens == 0


def test_prefill_progress_grows_to_the_prompt_and_never_back(client: TritonClient) -> None:
    chunks = ask(client, words(5000, "d"), max_tokens=1)
    done = [chunk.prefill_tokens for chunk in chunks if chunk.prefill_tokens is not None]
    assert len(done) > 2
    assert done == sorted(done)
    assert 0 < done[-1] <= 5000


def test_a_cancelled_prefill_is_aborted_in_the_engine_before_its_end(
    client: TritonClient, folder: Path
) -> None:
    end = time.monotonic() + 0.4
    with pytest.raises(InferenceCancelled):
        list(client.stream(words(5000, "e"), Sampling(), cancelled=lambda: time.monotonic() > end))
    until(lambda: any(entry["event"] == "aborted" for entry in log_of(folder)))
    aborted = [entry for entry in log_of(folder) if entry["event"] == "aborted"][-1]
    assert 0 < aborted["done"] < 5000
    assert aborted["written"] == 0


def test_a_reader_that_walks_away_while_tokens_come_aborts_too(client: TritonClient, folder: Path) -> None:
    before = sum(entry["event"] == "aborted" for entry in log_of(folder))
    stream = client.stream("walk away", Sampling(max_tokens=100_000))
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    until(lambda: sum(entry["event"] == "aborted" for entry in log_of(folder)) > before)


def test_the_third_of_three_is_told_its_place_in_the_queue(client: TritonClient) -> None:
    busy = [client.stream(words(10, seed), Sampling(max_tokens=100_000)) for seed in "fg"]
    for stream in busy:
        until(lambda stream=stream: bool(next(stream).text))  # type: ignore[misc]
    third = client.stream(words(10, "h"), Sampling(max_tokens=1))
    until(lambda: next(third).queue_position == 1)
    busy[0].close()  # type: ignore[attr-defined]
    assert "".join(chunk.text for chunk in third) == "word0 "
    busy[1].close()  # type: ignore[attr-defined]


def test_a_schema_reaches_the_engine_as_structured_output(client: TritonClient) -> None:
    schema = {"type": "object", "properties": {"总额": {"type": "number"}}}
    text = "".join(chunk.text for chunk in ask(client, "extract", json_schema=schema))
    assert json.loads(text) == {"schema": schema}


def test_a_prompt_that_is_too_long_is_refused_with_both_numbers(client: TritonClient) -> None:
    with pytest.raises(PromptTooLong) as caught:
        ask(client, words(6001, "i"))
    assert (caught.value.tokens, caught.value.limit) == (6001, 6000)


def test_a_bad_parameter_is_refused_by_name(client: TritonClient) -> None:
    with pytest.raises(InferenceError, match="top_p must be in"):
        ask(client, "hello", top_p=2.0)


def test_a_request_that_fails_does_not_take_others_down(client: TritonClient) -> None:
    with pytest.raises(InferenceError, match="EngineGenerateError"):
        ask(client, "please fail")
    assert ask(client, "hello", max_tokens=1)[-1].finish_reason == "length"


def test_the_engines_figures_stand_on_tritons_metrics_port(
    client: TritonClient, server: dict[str, int]
) -> None:
    import urllib.request

    ask(client, words(33, "j"), max_tokens=2)

    def figures() -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{server['metrics']}/metrics") as page:
            return str(page.read().decode())

    until(lambda: "docanalyzer_engine_output_tokens" in figures())
    assert f'docanalyzer_engine_kv_usage{{model="{MODEL.name}"}}' in figures()


def test_a_dead_engine_is_unavailable_and_comes_back_by_itself(client: TritonClient, folder: Path) -> None:
    with pytest.raises(ServerUnavailable):
        ask(client, "now die")

    def answers() -> bool:
        try:
            client.check()
        except ServerUnavailable:
            return False
        return True

    until(answers)
    started = [entry["pid"] for entry in log_of(folder) if entry["event"] == "started"]
    assert len(started) == 2
    assert started[0] != started[1]


def test_the_engine_ends_with_its_server(triton_environment: Path, tmp_path: Path) -> None:
    repository = install(tmp_path)
    http, grpc, metrics = free_ports(3)
    argv, environment = triton.command(
        [repository], http_port=http, grpc_port=grpc, metrics_port=metrics, models=[MODEL.name]
    )
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(argv, env=environment, stdout=log, stderr=subprocess.STDOUT)
        triton.wait_ready({MODEL.name: "glm4"}, grpc_port=grpc, seconds=60, process=process)
        pid = next(entry["pid"] for entry in log_of(tmp_path) if entry["event"] == "started")
        process.kill()
        process.wait()
    until(lambda: ended(pid))


def ended(pid: int) -> bool:
    """Gone, or a zombie that its new parent has not waited for yet."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
