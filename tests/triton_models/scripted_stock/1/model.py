"""A model that obeys a script, for tests of everything that talks to a model server.

The script is JSON after the last "@script " in the prompt (also inside a JSON string, as a question is
in the extractive prompt), or under "script" in the sampling parameters. Keys, all optional:

    tokens       a list of texts, or a number of words to make up; default: one sentence with a citation
    first        seconds before the first token        delay     seconds before every later one
    finish       finish_reason of the last response ("stop")
    split        true: send each token's bytes in two responses, cut in the middle of its last character
    progress     list of [queue_position, prefill_tokens] sent before the first token
    cached       num_cached_tokens
    error        {"message": "…", "at": tokens before it, "code": "UNAVAILABLE"}
    refuses      a sampling parameter that this model does not know
    too_long     {"tokens": n, "limit": n}: refuses as vLLM does
    hang         true: never answers, until cancelled
    cut          n: close the stream after n tokens without a finish reason of its own ("abort")
    clock        seconds since 1970: each token is "received/sent ", in tenths of a millisecond since then
    id           a name under which this request is recorded
    report       a name: the answer is the record of that request, as JSON

A record: {"prompt_bytes", "prompt_sha256", "sampling", "cache_salt", "sent", "cancelled", "finished"}.
"""

import asyncio
import hashlib
import json
import threading
import time

import numpy as np
import triton_python_backend_utils as pb_utils

DEFAULT_TOKENS = ["The", " report", " says", " “exact words”", " [p. 1]", ".\n"]
POLL_SECONDS = 0.05


class TritonPythonModel:
    def initialize(self, args):
        config = json.loads(args["model_config"])
        self.outputs = {output["name"] for output in config["output"]}
        self.records = {}
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()

    def execute(self, requests):
        for request in requests:
            answer = Answer(self, request, request.get_response_sender())
            asyncio.run_coroutine_threadsafe(answer.run(), self.loop)

    def finalize(self):
        self.loop.call_soon_threadsafe(self.loop.stop)


class Cancelled(Exception):
    pass


class Answer:
    def __init__(self, model, request, sender):
        self.model, self.sender = model, sender
        self.prompt = text_input(request, "text_input")
        self.received = time.time()
        self.sampling = json.loads(text_input(request, "sampling_parameters") or "{}")
        self.salt = text_input(request, "cache_salt")
        self.words = len(self.prompt.split())
        self.script = find_script(self.prompt, self.sampling)
        self.record = {"sent": 0, "cancelled": False, "finished": False}

    async def run(self):
        try:
            self.keep_record()
            await self.follow_script()
            self.record["finished"] = True
        except Cancelled:
            self.record["cancelled"] = True
            self.fail("Request was cancelled", pb_utils.TritonError.CANCELLED)
        except Exception as error:
            self.fail(f"Error generating stream: {error}", pb_utils.TritonError.INTERNAL)

    def keep_record(self):
        raw = self.prompt.encode()
        self.record |= {
            "prompt_bytes": len(raw),
            "prompt_sha256": hashlib.sha256(raw).hexdigest(),
            "sampling": self.sampling,
            "cache_salt": self.salt,
        }
        if "id" in self.script:
            self.model.records[self.script["id"]] = self.record

    async def follow_script(self):
        script = self.script
        if script.get("refuses") in self.sampling:
            raise TypeError(f"Unexpected keyword argument '{script['refuses']}'")
        refusal = script.get("too_long")
        if refusal:
            raise ValueError(
                f"The decoder prompt (length {refusal['tokens']}) is longer than the maximum model "
                f"length of {refusal['limit']}. Make sure that `max_model_len` is large enough."
            )
        for position, done in script.get("progress", []):
            await self.pause(script.get("first", 0))
            self.send(b"", tokens=0, queue_position=position, prefill_tokens=done)
        await self.pause(float("inf") if script.get("hang") else script.get("first", 0))
        tokens = self.tokens()[: self.sampling.get("max_tokens", 16)]
        for number, token in enumerate(tokens):
            if self.failed_at(number):
                return
            if number:
                await self.pause(script.get("delay", 0))
            last = number == len(tokens) - 1
            self.send_token(token, script.get("finish", "stop") if last else None)
        self.sender.send(flags=pb_utils.TRITONSERVER_RESPONSE_COMPLETE_FINAL)

    def tokens(self):
        if "report" in self.script:
            return [json.dumps(self.model.records.get(self.script["report"]))]
        tokens = self.script.get("tokens", DEFAULT_TOKENS)
        return [f"word{number} " for number in range(tokens)] if isinstance(tokens, int) else tokens

    def failed_at(self, number):
        error = self.script.get("error")
        if error and error.get("at", 0) == number:
            self.fail(error["message"], getattr(pb_utils.TritonError, error.get("code", "INTERNAL")))
            return True
        if self.script.get("cut") == number:
            self.send(b"", tokens=0, finish="abort")
            self.sender.send(flags=pb_utils.TRITONSERVER_RESPONSE_COMPLETE_FINAL)
            return True
        return False

    async def pause(self, seconds):
        end = self.model.loop.time() + seconds
        while True:
            if self.sender.is_cancelled():
                raise Cancelled
            left = end - self.model.loop.time()
            if left <= 0:
                return
            await asyncio.sleep(min(left, POLL_SECONDS))

    def send_token(self, token, finish):
        if "clock" in self.script:
            base = self.script["clock"]
            token = f"{(self.received - base) * 1e4:.0f}/{(time.time() - base) * 1e4:.0f} "
        raw = token.encode()
        if self.script.get("split"):
            self.send(raw[:-1], tokens=0)
            raw = raw[-1:]
        self.send(raw, tokens=1, finish=finish)
        self.record["sent"] += 1

    def send(self, raw, tokens, finish=None, **progress):
        values = {
            "text_output": np.array([raw], dtype=np.object_),
            "finish_reason": np.array([str(finish).encode()], dtype=np.object_),
            "num_input_tokens": np.array([self.words], dtype=np.uint32),
            "num_output_tokens": np.array([tokens], dtype=np.uint32),
        }
        if "cached" in self.script:
            values["num_cached_tokens"] = np.array([self.script["cached"]], dtype=np.uint32)
        if progress:
            values["queue_position"] = np.array([progress["queue_position"]], dtype=np.int32)
            values["prefill_tokens"] = np.array([progress["prefill_tokens"]], dtype=np.uint32)
        wanted = self.model.outputs & values.keys()
        tensors = [pb_utils.Tensor(name, values[name]) for name in sorted(wanted)]
        self.sender.send(pb_utils.InferenceResponse(tensors))

    def fail(self, message, code):
        error = pb_utils.TritonError(message, code)
        self.sender.send(
            pb_utils.InferenceResponse(error=error), flags=pb_utils.TRITONSERVER_RESPONSE_COMPLETE_FINAL
        )


def text_input(request, name):
    tensor = pb_utils.get_input_tensor_by_name(request, name)
    return "" if tensor is None else tensor.as_numpy().reshape(-1)[0].decode()


def find_script(prompt, sampling):
    if "script" in sampling:
        return sampling["script"]
    _, marker, rest = prompt.rpartition("@script ")
    if not marker:
        return {}
    for text in (rest, rest.replace('\\"', '"')):
        try:
            return json.JSONDecoder().raw_decode(text.lstrip())[0]
        except ValueError:
            continue
    raise ValueError(f"not a script: {rest[:200]}")
