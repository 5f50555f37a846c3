"""The tensors of Triton's vLLM backend on one side, vLLM's AsyncLLM on the other.

Beyond the stock backend: a cancelled request ends at once, in prefill too; cache_salt keeps one
workspace's prefixes from another's; cached tokens, queue position and prefill progress come back as
outputs; errors have Triton's codes; a dead engine is UNAVAILABLE and started again.
"""

import asyncio
import json
import os
import queue
import subprocess
import threading
from pathlib import Path

import numpy as np
import triton_python_backend_utils as pb_utils
from docanalyzer_engine.frames import read_frame, write_frame
from docanalyzer_engine.launcher import EngineDown, EngineProcess

CANCEL_POLL_SECONDS = 0.1
GAUGES = {
    "running": "Requests the engine is working on",
    "waiting": "Requests in the engine's queue",
    "kv_usage": "Share of the KV cache in use, 0 to 1",
    "prompt_tokens": "Prompt tokens answered since the engine started",
    "cached_tokens": "Those of them found in the prefix cache",
    "output_tokens": "Tokens written since the engine started",
}


class TritonPythonModel:
    def initialize(self, args):
        config = json.loads(args["model_config"])
        parameters = {name: value["string_value"] for name, value in config["parameters"].items()}
        self.outputs = {output["name"] for output in config["output"]}
        self.gauges = make_gauges(args["model_name"])
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        self.figures = queue.SimpleQueue()
        self.engine = EngineProcess(Path(__file__).resolve().parent, parameters, self.figures.put)
        end_with_the_server()
        threading.Thread(target=self.keep_figures, daemon=True).start()
        asyncio.run_coroutine_threadsafe(self.engine.start(), self.loop).result()

    def execute(self, requests):
        for request in requests:
            asyncio.run_coroutine_threadsafe(self.answer(request), self.loop)

    def finalize(self):
        self.figures.put(None)
        asyncio.run_coroutine_threadsafe(self.engine.close(), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)

    def keep_figures(self):
        """In a thread of its own: a metric is a question to the server, and a stopping server answers none."""
        while (figures := self.figures.get()) is not None:
            self.show_figures(figures)

    def show_figures(self, figures):
        for name, (gauge, _) in self.gauges.items():
            gauge.set(figures[name])

    async def answer(self, request):
        """Relay one request; look for its cancellation ten times a second, whatever the engine does."""
        sender = request.get_response_sender()
        relaying = asyncio.ensure_future(self.relay(request, sender))
        while not relaying.done():
            await asyncio.wait({relaying}, timeout=CANCEL_POLL_SECONDS)
            if not relaying.done() and sender.is_cancelled():
                relaying.cancel()
                await asyncio.wait({relaying})
                break
        if relaying.cancelled():
            fail(sender, "Request was cancelled", "CANCELLED")
        elif relaying.exception():
            error = relaying.exception()
            down = isinstance(error, (EngineDown, ConnectionError))
            # In a stream only the words reach the client, not the code.
            said = f"the engine is not running: {error}" if down else str(error)
            fail(sender, f"Error generating stream: {said}", "UNAVAILABLE" if down else "INVALID_ARG")

    async def relay(self, request, sender):
        asked = Asked(request)
        reader, writer = await self.engine.connect()
        try:
            await write_frame(writer, {"generate": asked.for_engine()})
            while True:
                event = await read_frame(reader)
                if event is None:
                    raise EngineDown("the engine ended in the middle of the answer")
                if "error" in event:
                    fail(sender, f"Error generating stream: {event['error']}", event["code"])
                    return
                last = bool(event.get("finish_reason"))
                tensors = asked.tensors(event, self.outputs)
                if tensors:
                    sender.send(pb_utils.InferenceResponse(tensors))
                if last:
                    sender.send(flags=pb_utils.TRITONSERVER_RESPONSE_COMPLETE_FINAL)
                    return
        finally:
            writer.close()


class Asked:
    """One request's inputs, and the form of its answer: streamed in deltas, or whole at the end."""

    def __init__(self, request):
        self.prompt = text_input(request, "text_input")
        self.sampling = json.loads(text_input(request, "sampling_parameters") or "{}")
        self.salt = text_input(request, "cache_salt")
        self.stream = flag(request, "stream", False)
        self.prepend = not flag(request, "exclude_input_in_output", self.stream)
        if self.prepend and self.stream:
            raise ValueError("When streaming, `exclude_input_in_output` = False is not allowed.")
        self.text = self.prompt if self.prepend else ""
        self.count = 0

    def for_engine(self):
        return {"prompt": self.prompt, "sampling": self.sampling, "cache_salt": self.salt}

    def tensors(self, event, outputs):
        if self.stream:
            text, count = event.get("text", ""), event.get("tokens", 0)
        else:
            self.text += event.get("text", "")
            self.count += event.get("tokens", 0)
            if not event.get("finish_reason"):
                return []
            text, count = self.text, self.count
        values = {
            "text_output": np.array([text.encode()], dtype=np.object_),
            "finish_reason": np.array([str(event.get("finish_reason")).encode()], dtype=np.object_),
            "num_output_tokens": np.array([count], dtype=np.uint32),
        }
        for name, key in NUMBERS.items():
            if key in event:
                kind = np.int32 if name == "queue_position" else np.uint32
                values[name] = np.array([event[key]], dtype=kind)
        return [pb_utils.Tensor(name, values[name]) for name in sorted(outputs & values.keys())]


NUMBERS = {
    "num_input_tokens": "input_tokens",
    "num_cached_tokens": "cached_tokens",
    "queue_position": "queue_position",
    "prefill_tokens": "prefill_tokens",
}


WATCH = 'while grep -q "^PPid:[[:space:]]*$2$" /proc/$1/status 2>/dev/null; do sleep 0.5; done; kill -9 $1 2>/dev/null'


def end_with_the_server():
    """A stub can outlive a server that was killed; this one must not, with a GPU in its engine's hands.

    A process watches, not a thread: a stub that waits for a lock of its dead server holds the interpreter's
    lock. The engine ends when the stub's end of its standard input is closed, which an exit does.
    """
    stub, server = str(os.getpid()), str(os.getppid())
    subprocess.Popen(["sh", "-c", WATCH, "watch", stub, server], stdin=subprocess.DEVNULL)


def text_input(request, name):
    tensor = pb_utils.get_input_tensor_by_name(request, name)
    return "" if tensor is None else tensor.as_numpy().reshape(-1)[0].decode()


def flag(request, name, default):
    tensor = pb_utils.get_input_tensor_by_name(request, name)
    return default if tensor is None else bool(tensor.as_numpy().reshape(-1)[0])


def fail(sender, message, code):
    error = pb_utils.TritonError(message, getattr(pb_utils.TritonError, code))
    sender.send(pb_utils.InferenceResponse(error=error), flags=pb_utils.TRITONSERVER_RESPONSE_COMPLETE_FINAL)


def make_gauges(model_name):
    """The engine's figures on Triton's own metrics port, with the families, which must live as long;
    none where the server runs without metrics.
    """
    gauges = {}
    try:
        for name, description in GAUGES.items():
            family = pb_utils.MetricFamily(
                name=f"docanalyzer_engine_{name}", description=description, kind=pb_utils.MetricFamily.GAUGE
            )
            gauges[name] = (family.Metric(labels={"model": model_name}), family)
    except Exception as error:
        pb_utils.Logger.log_warn(f"no metrics: {error}")
        return {}
    return gauges
