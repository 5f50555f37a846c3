"""The stub's side: starts the engine's process, keeps it running, opens connections to it."""

from __future__ import annotations

import asyncio
import collections
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docanalyzer_engine.frames import read_frame, write_frame

RESTART_SECONDS = 5.0
LOG_LINES_KEPT = 15


class EngineDown(Exception):
    """No engine to ask: it is starting again after a crash, or could not start."""


class EngineProcess:
    """on_figures: called with {"running", "waiting", "kv_usage", "prompt_tokens", …} twice a second."""

    def __init__(
        self,
        version_folder: Path,
        parameters: dict[str, str],
        on_figures: Callable[[dict[str, Any]], None],
    ) -> None:
        self._folder, self._parameters, self._on_figures = version_folder, parameters, on_figures
        self._socket = str(Path(tempfile.mkdtemp(prefix="docanalyzer-engine-")) / "socket")
        self._process: asyncio.subprocess.Process | None = None
        self._log: collections.deque[str] = collections.deque(maxlen=LOG_LINES_KEPT)
        self._keeping: asyncio.Task[None] | None = None
        self._logging: asyncio.Task[None] | None = None
        self._ready = False
        self._closing = False

    async def start(self) -> None:
        """Returns once the engine answers. Raises EngineDown with its last words if it ends before."""
        await self._launch()
        self._keeping = asyncio.ensure_future(self._keep_running())

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if not self._ready:
            raise EngineDown("the engine is starting again after it ended unexpectedly")
        try:
            return await asyncio.open_unix_connection(self._socket)
        except OSError as error:
            raise EngineDown(f"the engine does not answer ({error})") from error

    async def close(self) -> None:
        self._closing = True
        if self._keeping:
            self._keeping.cancel()
        if self._process and self._process.returncode is None:
            if self._process.stdin:
                self._process.stdin.close()
            try:
                await asyncio.wait_for(self._process.wait(), timeout=20)
            except TimeoutError:
                self._process.kill()

    async def _launch(self) -> None:
        Path(self._socket).unlink(missing_ok=True)
        self._process = await asyncio.create_subprocess_exec(
            self._parameters.get("ENGINE_PYTHON") or "python3",
            "-m",
            "docanalyzer_engine.server",
            self._socket,
            str(self._folder / "model.json"),
            env=self._environment(),
            cwd=str(self._folder),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            limit=2**20,
        )
        self._logging = asyncio.ensure_future(self._pass_log_on(self._process))
        loop = asyncio.get_running_loop()
        deadline = loop.time() + float(self._parameters.get("ENGINE_START_SECONDS") or 1800)
        while not await self._answers():
            if self._process.returncode is not None:
                raise EngineDown("the engine ended at its start:\n" + "\n".join(self._log))
            if loop.time() > deadline:
                self._process.kill()
                raise EngineDown("the engine did not start in time:\n" + "\n".join(self._log))
            await asyncio.sleep(0.1)
        self._ready = True

    async def _answers(self) -> bool:
        try:
            _, writer = await asyncio.open_unix_connection(self._socket)
        except OSError:
            return False
        writer.close()
        return True

    def _environment(self) -> dict[str, str]:
        environment = dict(os.environ)
        for name, value in json.loads(self._parameters.get("ENGINE_ENVIRONMENT") or "{}").items():
            if value is None:
                environment.pop(name, None)
            else:
                environment[name] = value
        path = [str(self._folder), environment.get("PYTHONPATH", "")]
        return environment | {"PYTHONPATH": os.pathsep.join(part for part in path if part)}

    async def _pass_log_on(self, process: asyncio.subprocess.Process) -> None:
        while process.stdout and (raw := await process.stdout.readline()):
            line = raw.decode(errors="replace").rstrip()
            self._log.append(line)
            print(line, file=sys.stderr, flush=True)

    async def _keep_running(self) -> None:
        """Read the engine's figures; when it ends, start another, at most one every few seconds."""
        while not self._closing:
            try:
                await self._follow()
            except (EngineDown, OSError) as error:
                print(f"docanalyzer_engine: {error}", file=sys.stderr, flush=True)
            self._ready = False
            if self._process and self._process.returncode is None:
                self._process.kill()
                await self._process.wait()
            await asyncio.sleep(RESTART_SECONDS)
            try:
                await self._launch()
            except (EngineDown, OSError) as error:
                # OSError: no memory for a process, or no program; that may pass too.
                print(f"docanalyzer_engine: {error}", file=sys.stderr, flush=True)

    async def _follow(self) -> None:
        reader, writer = await self.connect()
        await write_frame(writer, {"watch": True})
        while (figures := await read_frame(reader)) is not None:
            self._on_figures(figures)
        writer.close()
