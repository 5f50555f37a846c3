"""The engine's process: `python -m docanalyzer_engine.server SOCKET MODEL_JSON`.

A connection asks {"generate": {...}} and gets that request's events; closing it aborts the request.
A connection that asks {"watch": true} gets the engine's figures twice a second and its last breath.
The process ends when its standard input closes: the stub that started it is gone.
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from contextlib import aclosing, suppress
from pathlib import Path
from typing import Any

from docanalyzer_engine.frames import read_frame, write_frame
from docanalyzer_engine.generation import Generator
from docanalyzer_engine.progress import Ledger, stat_logger

STATS_SECONDS = 0.5


class Server:
    def __init__(self, engine: Any, generator: Generator, ledger: Ledger) -> None:
        self.engine, self.generator, self.ledger = engine, generator, ledger
        self.totals = {"prompt_tokens": 0, "cached_tokens": 0, "output_tokens": 0}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            message = await read_frame(reader) or {}
            if "generate" in message:
                await self._until_closed(reader, self._relay(message["generate"], writer))
            elif "watch" in message:
                await self._watch(writer)
        writer.close()

    async def _until_closed(self, reader: asyncio.StreamReader, relaying: Any) -> None:
        """Relay until the answer ends or the stub hangs up, which is how it cancels."""
        answer = asyncio.ensure_future(relaying)
        hang_up = asyncio.ensure_future(reader.read(1))
        await asyncio.wait({answer, hang_up}, return_when=asyncio.FIRST_COMPLETED)
        hang_up.cancel()
        answer.cancel()
        with suppress(asyncio.CancelledError, ConnectionError):
            await answer

    async def _relay(self, request: dict[str, Any], writer: asyncio.StreamWriter) -> None:
        counted = False
        async with aclosing(self.generator.generate(request)) as events:
            async for event in events:
                if "text" in event:
                    self.totals["output_tokens"] += event["tokens"]
                    if not counted:
                        self.totals["prompt_tokens"] += event["input_tokens"]
                        self.totals["cached_tokens"] += event["cached_tokens"]
                        counted = True
                await write_frame(writer, event)

    async def _watch(self, writer: asyncio.StreamWriter) -> None:
        while not getattr(self.engine, "errored", False):
            ledger = self.ledger
            figures = {"running": ledger.running, "waiting": ledger.waiting, "kv_usage": ledger.kv_usage}
            await write_frame(writer, figures | self.totals)
            await asyncio.sleep(STATS_SECONDS)
        # A dead engine cannot be mended in place: end, and the stub starts another process.
        print("docanalyzer_engine: the engine is dead; ending its process", file=sys.stderr, flush=True)
        asyncio.get_running_loop().stop()


async def start(socket_path: str, arguments: dict[str, Any]) -> tuple[Any, asyncio.Server]:
    from vllm.engine.arg_utils import AsyncEngineArgs
    from vllm.v1.engine.async_llm import AsyncLLM

    ledger = Ledger()
    engine = AsyncLLM.from_engine_args(AsyncEngineArgs(**arguments), stat_loggers=[stat_logger(ledger)])
    server = Server(engine, Generator(engine, ledger), ledger)
    return engine, await asyncio.start_unix_server(server.serve, socket_path)


def end_with_the_stub(loop: asyncio.AbstractEventLoop) -> None:
    def wait_for_end() -> None:
        sys.stdin.buffer.read()
        loop.call_soon_threadsafe(loop.stop)

    threading.Thread(target=wait_for_end, daemon=True).start()


def main(socket_path: str, model_json: str) -> None:
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    engine, listening = loop.run_until_complete(start(socket_path, json.loads(Path(model_json).read_text())))
    end_with_the_stub(loop)
    try:
        loop.run_forever()
    finally:
        listening.close()
        engine.shutdown()


if __name__ == "__main__":
    main(*sys.argv[1:3])
