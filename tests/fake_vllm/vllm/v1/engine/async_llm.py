"""AsyncLLM with a scheduler of its own: chunked prefill, first come first served, prefix cache by words."""

import asyncio
import json
import os
from types import SimpleNamespace

from vllm.v1.engine.exceptions import EngineDeadError, EngineGenerateError

BLOCK = 16
BLOCKS = 1000


class Tokenizer:
    def encode(self, text):
        return [sum(word.encode()) * 31 + len(word) for word in text.split()]


class Request:
    def __init__(self, prompt, params, last_word):
        self.tokens, self.params, self.last_word = prompt["prompt_token_ids"], params, last_word
        self.salt = prompt.get("cache_salt", "")
        self.done = self.cached = self.written = 0
        self.outputs = asyncio.Queue()

    def blocks(self, length):
        chain, hashes = hash(self.salt), []
        for end in range(BLOCK, length + 1, BLOCK):
            chain = hash((chain, *self.tokens[end - BLOCK : end]))
            hashes.append(chain)
        return hashes


class AsyncLLM:
    def __init__(self, args, stat_loggers):
        self.args = args
        cache = SimpleNamespace(num_gpu_blocks=BLOCKS, block_size=BLOCK)
        model = SimpleNamespace(max_model_len=args.max_model_len)
        self.vllm_config = SimpleNamespace(cache_config=cache, model_config=model)
        self.loggers = [factory(self.vllm_config, 0) for factory in stat_loggers]
        self.errored = False
        self.requests, self.cache = {}, set()
        self.step_seconds = float(os.environ.get("FAKE_VLLM_STEP", "0.01"))
        self.running = asyncio.ensure_future(self.run())
        self.note("started", pid=os.getpid(), model=args.model)

    @classmethod
    def from_engine_args(cls, args, stat_loggers=()):
        return cls(args, stat_loggers)

    def note(self, event, **facts):
        with open(os.environ["FAKE_VLLM_LOG"], "a") as log:
            log.write(json.dumps({"event": event, **facts}) + "\n")

    def get_tokenizer(self):
        return Tokenizer()

    async def generate(self, prompt, params, request_id):
        if self.errored:
            raise EngineDeadError()
        if "prompt" in prompt:
            prompt = {"prompt_token_ids": self.get_tokenizer().encode(prompt["prompt"])}
        last = prompt["prompt_token_ids"][-1]
        fatal = {Tokenizer().encode(word)[0]: word for word in ("die", "fail")}
        request = self.requests[request_id] = Request(prompt, params, fatal.get(last, ""))
        self.note("added", id=request_id, salt=request.salt, tokens=len(request.tokens))
        while True:
            output = await request.outputs.get()
            if isinstance(output, Exception):
                raise output
            yield output
            if output.finished:
                return

    async def abort(self, request_id):
        request = self.requests.pop(request_id, None)
        if request:
            self.note("aborted", id=request_id, done=request.done, written=request.written)

    async def run(self):
        while not self.errored:
            await asyncio.sleep(self.step_seconds)
            if self.requests:
                self.step()

    def step(self):
        running = list(self.requests.items())[: self.args.max_num_seqs]
        budget = self.args.max_num_batched_tokens
        for request_id, request in running:
            if not request.done:
                hits = [block for block in request.blocks(len(request.tokens) - 1) if block in self.cache]
                request.done = request.cached = len(hits) * BLOCK
            limit = self.args.long_prefill_token_threshold or budget
            chunk = min(budget, limit, len(request.tokens) - request.done)
            request.done += chunk
            budget -= chunk
            if request.done == len(request.tokens):
                self.cache.update(request.blocks(len(request.tokens)))
                self.write(request_id, request)
        used = sum(request.done + request.written for _, request in running)
        stats = SimpleNamespace(
            num_running_reqs=len(running),
            num_waiting_reqs=max(0, len(self.requests) - len(running)),
            kv_cache_usage=used / (BLOCK * BLOCKS),
        )
        for logger in self.loggers:
            logger.record(stats, None)

    def write(self, request_id, request):
        if request.last_word == "die":
            self.errored = True
            self.note("died")
            for other in self.requests.values():
                other.outputs.put_nowait(EngineDeadError())
            return
        if request.last_word == "fail":
            del self.requests[request_id]
            request.outputs.put_nowait(EngineGenerateError())
            return
        words = request.params.max_tokens
        text = f"word{request.written} "
        if request.params.structured_outputs:
            words, text = 1, json.dumps({"schema": request.params.structured_outputs.json})
        request.written += 1
        finished = request.written == words
        reason = ("stop" if request.params.structured_outputs else "length") if finished else None
        if finished:
            del self.requests[request_id]
        completion = SimpleNamespace(text=text, token_ids=[request.written], finish_reason=reason)
        output = SimpleNamespace(outputs=[completion], finished=finished, num_cached_tokens=request.cached)
        request.outputs.put_nowait(output)

    def shutdown(self):
        self.note("shut down")
