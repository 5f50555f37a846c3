"""llama.cpp behind the tensors of Triton's vLLM backend: any GGUF file, no GPU needed.

A request is cancelled between two tokens, and in prefill between two batches. What comes back of the
prompt's progress and of cached tokens is llama.cpp's own count.
"""

import json
import secrets
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import triton_python_backend_utils as pb_utils

PASSED_ON = ("max_tokens", "temperature", "top_p", "top_k", "min_p", "seed")
STREAM_THREADS = 64


class TritonPythonModel:
    def initialize(self, args):
        config = json.loads(args["model_config"])
        settings = {name: value["string_value"] for name, value in config["parameters"].items()}
        if settings["LLAMA_SITE"]:
            sys.path.append(settings["LLAMA_SITE"])
        import xllamacpp

        parameters = xllamacpp.CommonParams()
        parameters.model.path = settings["LLAMA_GGUF"]
        parameters.n_ctx = int(settings["LLAMA_CONTEXT"])
        parameters.n_parallel = int(settings["LLAMA_PARALLEL"])
        parameters.n_gpu_layers = int(settings["LLAMA_GPU_LAYERS"])
        parameters.api_keys = [secrets.token_hex(16)]  # xllamacpp also listens on 127.0.0.1: for nobody
        self.server = xllamacpp.Server(parameters)
        self.threads = ThreadPoolExecutor(STREAM_THREADS)

    def execute(self, requests):
        for request in requests:
            self.threads.submit(self.answer, Answer(request))

    def answer(self, answer):
        try:
            self.server.handle_completions(answer.completion(), answer.receive)
            answer.finish()
        except Exception as error:
            answer.fail(f"Error generating stream: {error}", pb_utils.TritonError.INTERNAL)

    def finalize(self):
        self.threads.shutdown(cancel_futures=True)


class Answer:
    """One request and what has come of it so far. Deltas are sent as they come; not streamed, all at the end."""

    def __init__(self, request):
        self.sender = request.get_response_sender()
        self.prompt = text_input(request, "text_input")
        self.sampling = json.loads(text_input(request, "sampling_parameters") or "{}")
        stream = pb_utils.get_input_tensor_by_name(request, "stream")
        self.stream = stream is not None and bool(stream.as_numpy().reshape(-1)[0])
        self.text, self.reason, self.usage, self.error, self.cancelled = "", None, {}, None, False

    def completion(self):
        wanted = {name: self.sampling[name] for name in PASSED_ON if name in self.sampling}
        wanted |= {"prompt": self.prompt, "stream": True, "return_progress": True}
        wanted["stream_options"] = {"include_usage": True}
        schema = json.loads(self.sampling.get("structured_outputs", "{}")).get("json")
        return wanted | ({"json_schema": schema} if schema else {})

    def receive(self, event):
        """Called by llama.cpp for each piece; True stops it."""
        if self.sender.is_cancelled():
            self.cancelled = True
            return True
        if "error" in event:
            self.error = event["error"]
            return True
        self.usage = event.get("usage") or self.usage
        progress = event.get("prompt_progress")
        if progress and self.stream:
            self.send("", prefill_tokens=progress["processed"])
        for choice in event.get("choices", [])[:1]:
            self.reason = choice.get("finish_reason") or self.reason
            self.text += choice["text"]
            if choice["text"] and self.stream:
                self.send(choice["text"], num_output_tokens=1)
        return False

    def finish(self):
        if self.cancelled:
            self.fail("Request was cancelled", pb_utils.TritonError.CANCELLED)
        elif self.error:
            self.fail(explain(self.error), pb_utils.TritonError.INVALID_ARG)
        else:
            details = self.usage.get("prompt_tokens_details") or {}
            self.send(
                "" if self.stream else self.text,
                finish=self.reason or "stop",
                num_input_tokens=self.usage.get("prompt_tokens", 0),
                num_output_tokens=0 if self.stream else self.usage.get("completion_tokens", 0),
                num_cached_tokens=details.get("cached_tokens", 0),
            )
            self.sender.send(flags=pb_utils.TRITONSERVER_RESPONSE_COMPLETE_FINAL)

    def send(self, text, finish=None, **counts):
        texts = {"text_output": text, "finish_reason": str(finish)}
        tensors = [
            pb_utils.Tensor(name, np.array([value.encode()], dtype=np.object_))
            for name, value in texts.items()
        ]
        tensors += [
            pb_utils.Tensor(name, np.array([count], dtype=np.uint32)) for name, count in counts.items()
        ]
        self.sender.send(pb_utils.InferenceResponse(tensors))

    def fail(self, message, code):
        response = pb_utils.InferenceResponse(error=pb_utils.TritonError(message, code))
        self.sender.send(response, flags=pb_utils.TRITONSERVER_RESPONSE_COMPLETE_FINAL)


def explain(error):
    """llama.cpp's refusal; of a prompt that is too long in the words that clients know from vLLM."""
    if error.get("type") == "exceed_context_size_error":
        tokens, limit = error["n_prompt_tokens"], error["n_ctx"]
        return f"The decoder prompt (length {tokens}) is longer than the maximum model length of {limit}."
    return f"Error generating stream: {error.get('message', error)}"


def text_input(request, name):
    tensor = pb_utils.get_input_tensor_by_name(request, name)
    return "" if tensor is None else tensor.as_numpy().reshape(-1)[0].decode()
