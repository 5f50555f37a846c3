"""The engine as Triton serves it, in its own environment."""

import pytest

from docanalyzer.pipeline.errors import InferenceCancelled, InferenceError, PromptTooLong
from docanalyzer.pipeline.inference import ModelProfile, Sampling
from docanalyzer.pipeline.triton import TritonClient
from tests.triton_cpu.prompts import document, prompt
from tests.triton_server import EXTRACTIVE, TritonServer

pytestmark = pytest.mark.triton
PAGE = "1 Tea\nNorthwind sells tea to hotels in eleven countries of Europe. The lease of the warehouse ends in May.\n"


@pytest.fixture
def client(triton_server: TritonServer) -> TritonClient:
    return TritonClient(ModelProfile(name=EXTRACTIVE, urls=(triton_server.url,), chat_format="extractive"))


def test_an_answer_streams_line_by_line_with_its_counts(client: TritonClient) -> None:
    chunks = list(client.stream(prompt(document([PAGE] * 3), kind="summary"), Sampling(max_tokens=500)))
    assert len([chunk for chunk in chunks if chunk.text]) > 2
    assert "“Northwind sells tea" in "".join(chunk.text for chunk in chunks)
    usage = chunks[-1].usage
    assert chunks[-1].finish_reason == "stop"
    assert usage is not None
    assert usage.input_tokens is not None
    assert usage.input_tokens > 60
    assert usage.output_tokens == 500 or 10 < (usage.output_tokens or 0) < 500


def test_max_tokens_is_kept_and_said(client: TritonClient) -> None:
    chunks = list(client.stream(prompt(document([PAGE] * 3), kind="summary"), Sampling(max_tokens=8)))
    assert chunks[-1].finish_reason == "length"


def test_a_malformed_prompt_is_an_error_that_names_its_line(client: TritonClient) -> None:
    with pytest.raises(InferenceError, match="Line 1 must be"):
        list(client.stream("Summarise this.", Sampling()))


def test_too_long_a_prompt_is_refused_as_too_long(client: TritonClient) -> None:
    with pytest.raises(PromptTooLong, match="1048576"):
        list(client.stream(prompt(document(["a b c d " * 270_000]), kind="summary"), Sampling()))


def test_a_cancelled_request_ends_and_the_next_one_is_answered(client: TritonClient) -> None:
    long = prompt(
        document([f"{PAGE} Page {number} is not like the other pages.\n" * 20 for number in range(800)]),
        kind="summary",
    )
    with pytest.raises(InferenceCancelled):
        list(client.stream(long, Sampling(max_tokens=100_000), cancelled=lambda: True))
    assert list(client.stream(prompt(document([PAGE]), kind="summary"), Sampling(max_tokens=50)))
