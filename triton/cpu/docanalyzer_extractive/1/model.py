"""The built-in extractive engine as a Triton model: the same tensors as the vLLM backend, streamed."""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import triton_python_backend_utils as pb_utils

sys.path.insert(0, str(Path(__file__).parent))

from extractive.engine import count_prompt, run
from extractive.errors import Cancelled, EngineError, PromptError

CHECK_SECONDS = 0.05
"""How often the server is asked whether the caller is still there."""


class TritonPythonModel:
    """Every request runs in a thread of its own, so that a long one does not hold up the others."""

    def initialize(self, args: dict[str, str]) -> None:
        parameters = json.loads(args["model_config"]).get("parameters", {})
        self.limit = int(parameters["max_model_len"]["string_value"])
        self.threads: set[threading.Thread] = set()

    def execute(self, requests: list[Any]) -> None:
        """Decoupled: responses go through each request's sender; returns at once."""
        self.threads = {thread for thread in self.threads if thread.is_alive()}
        for request in requests:
            thread = threading.Thread(
                target=self._serve, args=(request, request.get_response_sender()), daemon=True
            )
            self.threads.add(thread)
            thread.start()

    def finalize(self) -> None:
        for thread in self.threads:
            thread.join(timeout=30)

    def _serve(self, request: Any, sender: Any) -> None:
        answer = Answer(request, sender)
        try:
            answer.stream(self.limit)
        except Cancelled:
            answer.close()
        except EngineError as error:
            answer.fail(str(error))
        except Exception as error:  # the server must hear of it, or the caller waits for ever
            answer.fail(f"The extractive engine failed: {type(error).__name__}: {error}")


class Answer:
    """One request being answered."""

    def __init__(self, request: Any, sender: Any) -> None:
        self.request = request
        self.sender = sender
        self.asked = time.monotonic()

    def check(self) -> None:
        """Raises Cancelled once the caller has gone; asks the server only now and then."""
        now = time.monotonic()
        if now - self.asked >= CHECK_SECONDS:
            self.asked = now
            if self.sender.is_cancelled():
                raise Cancelled

    def stream(self, limit: int) -> None:
        prompt = self._text("text_input", "")
        streaming = bool(self._value("stream", False))
        excluded = bool(self._value("exclude_input_in_output", streaming))
        if streaming and not excluded:
            raise PromptError("When streaming, exclude_input_in_output = false is not possible")
        max_tokens = _max_tokens(self._text("sampling_parameters", "{}"))
        prompt_tokens = count_prompt(prompt, self.check, limit)
        texts: list[str] = [] if excluded else [prompt]
        spent = 0
        for piece in run(prompt, max_tokens, self.check):
            spent += piece.tokens
            if streaming:
                self.send(piece.text, piece.finish_reason, prompt_tokens, piece.tokens)
            else:
                texts.append(piece.text)
                if piece.finish_reason:
                    self.send("".join(texts), piece.finish_reason, prompt_tokens, spent)

    def send(self, text: str, finish_reason: str | None, prompt_tokens: int, tokens: int) -> None:
        tensors = [pb_utils.Tensor("text_output", np.array([text.encode()], dtype=np.object_))]
        if self._value("return_finish_reason", False):
            reason = np.array([str(finish_reason).encode()], dtype=np.object_)
            tensors.append(pb_utils.Tensor("finish_reason", reason))
        if self._value("return_num_input_tokens", False):
            tensors.append(pb_utils.Tensor("num_input_tokens", np.array([prompt_tokens], dtype=np.uint32)))
        if self._value("return_num_output_tokens", False):
            tensors.append(pb_utils.Tensor("num_output_tokens", np.array([tokens], dtype=np.uint32)))
        response = pb_utils.InferenceResponse(output_tensors=tensors)
        final = pb_utils.TRITONSERVER_RESPONSE_COMPLETE_FINAL if finish_reason else 0
        self.sender.send(response, flags=final)

    def fail(self, message: str) -> None:
        error = pb_utils.InferenceResponse(output_tensors=[], error=pb_utils.TritonError(message))
        self.sender.send(error, flags=pb_utils.TRITONSERVER_RESPONSE_COMPLETE_FINAL)

    def close(self) -> None:
        self.sender.send(flags=pb_utils.TRITONSERVER_RESPONSE_COMPLETE_FINAL)

    def _value(self, name: str, default: Any) -> Any:
        tensor = pb_utils.get_input_tensor_by_name(self.request, name)
        return default if tensor is None else tensor.as_numpy().reshape(-1)[0]

    def _text(self, name: str, default: str) -> str:
        value = self._value(name, default)
        return value.decode("utf-8") if isinstance(value, bytes) else str(value)


def _max_tokens(sampling_parameters: str) -> int:
    """vLLM's key and vLLM's default; the other sampling parameters mean nothing to an engine that quotes."""
    try:
        parameters = json.loads(sampling_parameters or "{}")
        value = parameters.get("max_tokens", 16) if isinstance(parameters, dict) else None
    except ValueError as error:
        raise PromptError(f"sampling_parameters is not JSON: {error}") from error
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise PromptError("max_tokens must be a whole number of at least 1")
    return value
