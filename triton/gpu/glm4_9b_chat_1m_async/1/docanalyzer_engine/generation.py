"""One request through vLLM's AsyncLLM, as a stream of plain dictionaries.

Events: {"queue_position", "prefill_tokens"} until the first token; then {"text", "tokens",
"input_tokens", "cached_tokens", "finish_reason"} per step; or one {"error", "code"} as the last.
Closing the generator aborts the request in the engine, in prefill too.
"""

from __future__ import annotations

import asyncio
import copy
import json
import traceback
import uuid
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from typing import Any

from vllm import SamplingParams
from vllm.sampling_params import RequestOutputKind, StructuredOutputsParams
from vllm.v1.engine.exceptions import EngineDeadError

from docanalyzer_engine.progress import Ledger
from docanalyzer_engine.tokens import PrefixTokenizer

PROGRESS_SECONDS = 0.25
STRUCTURED = ("structured_outputs", "guided_decoding")


class Generator:
    """Tokenizes beside the event loop: 4 MB of text take seconds, and other people's tokens go through it."""

    def __init__(self, engine: Any, ledger: Ledger) -> None:
        self.engine, self.ledger = engine, ledger
        self.max_model_len = int(engine.vllm_config.model_config.max_model_len)
        self._tokenizer = PrefixTokenizer(copy.deepcopy(engine.get_tokenizer()))
        self._tokenizing = ThreadPoolExecutor(1, thread_name_prefix="tokenizer")

    async def generate(self, request: dict[str, Any]) -> AsyncIterator[dict[str, Any]]:
        request_id = uuid.uuid4().hex
        try:
            parameters = sampling_params(request.get("sampling") or {})
            prompt = await self._prompt(request)
            self.ledger.add(request_id, len(prompt["prompt_token_ids"]))
            async with aclosing(self._events(request_id, prompt, parameters)) as events:
                async for event in events:
                    yield event
        except EngineDeadError as error:
            yield {"error": f"The engine is dead: {error}", "code": "UNAVAILABLE"}
        except (TypeError, ValueError) as error:
            yield {"error": str(error), "code": "INVALID_ARG"}
        except Exception as error:
            dead = bool(getattr(self.engine, "errored", False))
            traceback.print_exc()
            reason = error.__cause__ or error  # vLLM wraps the reason in an EngineGenerateError without words
            message = f"{type(error).__name__}: {type(reason).__name__}: {reason}"
            yield {"error": message, "code": "UNAVAILABLE" if dead else "INTERNAL"}
        finally:
            self.ledger.remove(request_id)

    async def _prompt(self, request: dict[str, Any]) -> dict[str, Any]:
        loop = asyncio.get_running_loop()
        token_ids = await loop.run_in_executor(self._tokenizing, self._tokenizer.encode, request["prompt"])
        if len(token_ids) >= self.max_model_len:
            raise ValueError(
                f"The decoder prompt (length {len(token_ids)}) is longer than the maximum model length of "
                f"{self.max_model_len} less one token to answer with."
            )
        prompt: dict[str, Any] = {"prompt_token_ids": token_ids}
        if request.get("cache_salt"):
            prompt["cache_salt"] = request["cache_salt"]
        return prompt

    async def _events(
        self, request_id: str, prompt: dict[str, Any], parameters: Any
    ) -> AsyncIterator[dict[str, Any]]:
        outputs = self.engine.generate(prompt, parameters, request_id)
        first = asyncio.ensure_future(anext(outputs))
        finished = False
        try:
            async for progress in self._progress(request_id, first):
                yield progress
            output = first.result()
            while True:
                finished = bool(output.finished)
                yield self._event(request_id, output, len(prompt["prompt_token_ids"]))
                if finished:
                    return
                output = await anext(outputs)
        finally:
            if not finished:
                first.cancel()
                await self.engine.abort(request_id)
                await asyncio.wait({first})
            await outputs.aclose()

    async def _progress(self, request_id: str, first: asyncio.Future[Any]) -> AsyncIterator[dict[str, Any]]:
        """Until the first output is there: where the request stands, whenever that changes."""
        told: tuple[int, int] | None = None
        while not first.done():
            view = self.ledger.view(request_id)
            if view != told:
                told = view
                yield {"queue_position": view[0], "prefill_tokens": view[1]}
            await asyncio.wait({first}, timeout=PROGRESS_SECONDS)

    def _event(self, request_id: str, output: Any, input_tokens: int) -> dict[str, Any]:
        completion = output.outputs[0]
        self.ledger.token(request_id, len(completion.token_ids))
        return {
            "text": completion.text,
            "tokens": len(completion.token_ids),
            "input_tokens": input_tokens,
            "cached_tokens": output.num_cached_tokens or 0,
            "finish_reason": completion.finish_reason,
        }


def sampling_params(values: dict[str, Any]) -> Any:
    """vLLM's own SamplingParams; a key it does not know is refused by name."""
    values = dict(values)
    for key in STRUCTURED:
        if key in values:
            wanted = values.pop(key)
            wanted = json.loads(wanted) if isinstance(wanted, str) else wanted
            values["structured_outputs"] = StructuredOutputsParams(**wanted)
    return SamplingParams(**values, output_kind=RequestOutputKind.DELTA)
