"""Tensors on the wire: one request out of a prompt, one Chunk out of each response."""

from __future__ import annotations

import codecs
import json
import struct
from dataclasses import dataclass, field
from typing import Any

from tritonclient.grpc import service_pb2

from docanalyzer.pipeline.inference import Chunk, ModelProfile, Sampling, Usage

FLAGS = (
    "stream",
    "exclude_input_in_output",
    "return_finish_reason",
    "return_num_input_tokens",
    "return_num_output_tokens",
)
OUTPUTS = (
    "text_output",
    "finish_reason",
    "num_input_tokens",
    "num_output_tokens",
    "num_cached_tokens",
    "queue_position",
    "prefill_tokens",
)
_NUMBERS = {"UINT32": "<I", "INT32": "<i", "UINT64": "<Q", "INT64": "<q"}


@dataclass(frozen=True, slots=True)
class Interface:
    """What one model on one server takes and gives, by its own metadata."""

    inputs: frozenset[str]
    outputs: frozenset[str]
    version: str

    @classmethod
    def read(cls, metadata: Any) -> Interface:
        versions = list(metadata.versions)
        return cls(
            inputs=frozenset(tensor.name for tensor in metadata.inputs),
            outputs=frozenset(tensor.name for tensor in metadata.outputs),
            version=versions[-1] if versions else "",
        )


def build_request(profile: ModelProfile, interface: Interface, prompt: str, sampling: Sampling) -> Any:
    """A ModelInferRequest with the tensors that the model declares, and no others."""
    request = service_pb2.ModelInferRequest(model_name=profile.name)
    request.parameters["triton_enable_empty_final_response"].bool_param = True
    texts = {
        "text_input": prompt.encode(),
        "sampling_parameters": json.dumps(
            sampling_parameters(profile, sampling), ensure_ascii=False
        ).encode(),
        "cache_salt": sampling.cache_salt.encode(),
    }
    for name, value in texts.items():
        if name in interface.inputs and (value or name == "text_input"):
            _add_input(request, name, "BYTES", struct.pack("<I", len(value)) + value)
    for name in FLAGS:
        if name in interface.inputs:
            _add_input(request, name, "BOOL", b"\x01")
    for name in OUTPUTS:
        if name in interface.outputs:
            request.outputs.add().name = name
    return request


def _add_input(request: Any, name: str, datatype: str, raw: bytes) -> None:
    tensor = request.inputs.add()
    tensor.name, tensor.datatype = name, datatype
    tensor.shape.append(1)
    request.raw_input_contents.append(raw)


def sampling_parameters(profile: ModelProfile, sampling: Sampling) -> dict[str, Any]:
    """vLLM's SamplingParams as JSON with true types; `max_tokens` always, since vLLM's own default is 16."""
    values: dict[str, Any] = {
        "max_tokens": sampling.max_tokens,
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
    }
    if sampling.seed is not None:
        values["seed"] = sampling.seed
    if sampling.stop_token_ids:
        values["stop_token_ids"] = list(sampling.stop_token_ids)
    default = "" if profile.chat_format == "extractive" else "structured_outputs"
    key = str(profile.extra.get("structured_output", default))
    if sampling.json_schema is not None and key:
        values[key] = json.dumps({"json": sampling.json_schema}, ensure_ascii=False)
    return values | dict(profile.extra.get("sampling", {}))


@dataclass(slots=True)
class Decoder:
    """Turns responses into Chunks: adds the deltas of counts up, never splits a character in two."""

    max_tokens: int
    input_tokens: int | None = None
    output_tokens: int | None = None
    cached_tokens: int | None = None
    finish_reason: str | None = None
    _text: codecs.IncrementalDecoder = field(
        default_factory=lambda: codecs.getincrementaldecoder("utf-8")("replace")
    )

    def feed(self, response: Any) -> Chunk | None:
        """The Chunk of one response, None where it says nothing new."""
        found = _tensors(response)
        text = self._text.decode(found.get("text_output", b""))
        reason = found.get("finish_reason", b"None").decode()
        if reason not in {"None", ""}:
            self.finish_reason = reason
        if "num_input_tokens" in found:
            self.input_tokens = found["num_input_tokens"]
        if "num_cached_tokens" in found:
            self.cached_tokens = found["num_cached_tokens"]
        if "num_output_tokens" in found:
            self.output_tokens = (self.output_tokens or 0) + found["num_output_tokens"]
        queue_position, prefill_tokens = found.get("queue_position"), found.get("prefill_tokens")
        if not text and queue_position is None and prefill_tokens is None:
            return None
        return Chunk(text=text, queue_position=queue_position, prefill_tokens=prefill_tokens)

    def last(self) -> Chunk:
        """The closing Chunk, once the server has said that nothing follows."""
        reason = self.finish_reason
        if reason is None:
            reason = "length" if (self.output_tokens or 0) >= self.max_tokens else "stop"
        usage = Usage(self.input_tokens, self.output_tokens, self.cached_tokens)
        return Chunk(text=self._text.decode(b"", final=True), finish_reason=reason, usage=usage)


def is_final(response: Any) -> bool:
    parameters = response.parameters
    return "triton_final_response" in parameters and bool(parameters["triton_final_response"].bool_param)


def _tensors(response: Any) -> dict[str, Any]:
    """Name → first element, as bytes or int; empty tensors are left out."""
    found: dict[str, Any] = {}
    for tensor, raw in zip(response.outputs, response.raw_output_contents, strict=False):
        if tensor.datatype == "BYTES" and len(raw) >= 4:
            (length,) = struct.unpack_from("<I", raw)
            found[tensor.name] = raw[4 : 4 + length]
        elif tensor.datatype in _NUMBERS and raw:
            (found[tensor.name],) = struct.unpack_from(_NUMBERS[tensor.datatype], raw)
    return found
